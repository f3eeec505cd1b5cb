Feature: First job starts, and every one
  "Clients supported into work" counts the first start of each person; "job starts" counts all of them.

  Background:
    Given the contract "ips-secondary-care"
    And a person who meets every condition, referred and started on 2 April 2024

  Scenario: One job of 6 May 2024 is one of each
    Given a job of 16 hours a week from 6 May 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 6 May 2024
    And it counts 1 time
    And the all-job-starts outcome is met on 6 May 2024
    And it counts 1 time

  Scenario: A second job of 3 June 2024 is a second start of one person
    Given a job of 16 hours a week from 6 May 2024
    And a job of 16 hours a week from 3 June 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 6 May 2024
    And it counts 1 time
    And the all-job-starts outcome is met on 6 May 2024
    And it counts 2 times

  Scenario: On 2 June 2024 the second job is not known yet
    Given a job of 16 hours a week from 6 May 2024
    And a job of 16 hours a week from 3 June 2024
    When it is decided as of 2 June 2024
    Then the all-job-starts outcome is met on 6 May 2024
    And it counts 1 time

  Scenario: New hours in the same job on 3 June 2024 are no new start
    Given a job of 16 hours a week from 6 May 2024
    And the job goes on at 30 hours a week from 3 June 2024
    When it is decided as of 30 June 2024
    Then the all-job-starts outcome is met on 6 May 2024
    And it counts 1 time

  Scenario: A second job of 3 June 2024 in which 3 hours were paid is not counted
    Given a job of 16 hours a week from 6 May 2024
    And a job of 16 hours a week from 3 June 2024
    And the job has had 3 paid hours
    When it is decided as of 30 June 2024
    Then the all-job-starts outcome is met on 6 May 2024
    And it counts 1 time

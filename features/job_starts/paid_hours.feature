Feature: A job start after four hours of paid work
  IPS services count a job start only after four hours of paid work in the job; the weekly hours do not matter.

  Background:
    Given the contract "ips-secondary-care"
    And a person who meets every condition, referred and started on 2 April 2024

  Scenario: A job begun on 6 May 2024 in which 4 hours were paid is a job start on its first day
    Given a job of 4 hours a week from 6 May 2024
    And the job has had 4 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 6 May 2024

  Scenario: 3 paid hours in a job begun on 6 May 2024, a shift and then no more, are not
    Given a job of 16 hours a week from 6 May 2024 to 6 May 2024
    And the job has had 3 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024

  Scenario: 3.99 paid hours in a job begun on 6 May 2024 are not either
    Given a job of 4 hours a week from 6 May 2024
    And the job has had 3.99 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024

  Scenario: How many hours were paid in a job begun on 6 May 2024 decides, where it is not recorded
    Given a job of 16 hours a week from 6 May 2024
    And it is not recorded how many paid hours the job has had
    When it is decided as of 30 June 2024
    Then the job-start outcome is undetermined: "paid_hours_worked" is not recorded
    And with "paid_hours_worked" known to be "4", it is met on 6 May 2024
    And with "paid_hours_worked" known to be "3", it is not yet met; the earliest date is 1 July 2024

  Scenario: 2 paid hours in each of two jobs of May 2024 are four hours in neither
    Given a job of 2 hours a week from 6 May 2024
    And the job has had 2 paid hours
    And a job of 2 hours a week from 13 May 2024
    And the job has had 2 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024

  Scenario: A job begun on 1 April 2024, the day before the start, is no job start
    Given a job of 16 hours a week from 1 April 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024

  Scenario: Whether self-employment begun on 6 May 2024 is a job start is not said
    Given a job of 16 hours a week from 6 May 2024
    And the job is self-employment
    When it is decided as of 30 June 2024
    Then the job-start outcome is undetermined: the contract is silent on "self_employment"
    And with the readings "@generous", it is met on 6 May 2024
    And with the readings "@strict", it is not yet met; the earliest date is 1 July 2024

Feature: WorkWell
  Low-intensity help for people with a health condition, in work or out of it. No document that was read names an
  outcome: the job start is made up, so that a comparison has a row, and every decision says so.

  Background:
    Given the contract "workwell"
    And a person who meets every condition, referred and started on 13 May 2024

  Scenario: A job begun on 3 June 2024 is a job start, and rests on what was made up
    Given a job of 2 hours a week from 3 June 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 3 June 2024
    And it rests on what is assumed of "job_start"

  Scenario: Someone in work and without benefit on 13 May 2024 is eligible
    Given the person is employed
    And the person is on no benefit
    When it is decided as of 30 June 2024
    Then the person is eligible

  Scenario: A job that someone already had on 13 May 2024 never counts, though keeping it may be what the service is for
    Given a job of 30 hours a week from 12 May 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024

  Scenario: Someone without disability or long-term condition on 13 May 2024 is not eligible
    Given the person is not disabled
    And the person has no long-term health condition
    When it is decided as of 30 June 2024
    Then the person is not eligible because of "disability_or_condition"

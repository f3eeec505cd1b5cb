Feature: 456 days and a further 182 under the Work and Health Programme
  The outcome must be earned within 456 + 182 days of the start. The day of the start is day 0, so the last day is 638
  days later. A memo calls the same day 639, as the start is its day 1.

  Background:
    Given the contract "work-and-health-programme"
    And a person who meets every condition, referred and started on 1 May 2023
    And a job of 16 hours a week from 5 June 2023

  Scenario: £5,000 paid on 28 January 2025, 638 days after the start (day 639 of the memo), are in time
    Given wages of £5,000.00 paid on 28 January 2025
    When it is decided as of 28 February 2025
    Then the job outcome is met on 28 January 2025

  Scenario: Paid on 29 January 2025, 639 days after the start, they are too late
    Given wages of £5,000.00 paid on 29 January 2025
    When it is decided as of 28 February 2025
    Then the job outcome is not met because of "earnings"
    And the reason is that qualifying earnings did not reach the threshold in time

  Scenario: On 27 January 2025 someone who earned nothing could still earn it all on the last day
    When it is decided as of 27 January 2025
    Then the job outcome is not yet met; the earliest date is 28 January 2025

  Scenario: On 28 January 2025 nothing more can be known to come in time
    When it is decided as of 28 January 2025
    Then the job outcome is not met because of "earnings"

Feature: The Work and Health Programme
  A comparator: no test of hours at all. The outcome is earnings of 16 hours a week for 26 weeks at the adult rate, or
  182 days of self-employment.

  Background:
    Given the contract "work-and-health-programme"
    And a person who meets every condition, referred and started on 1 May 2023

  Scenario: 8 hours a week, and £4,334.72 earned by 28 March 2024, are the outcome - the hours do not matter
    Given a job of 8 hours a week from 5 June 2023
    And wages of £4,334.72 paid on 28 March 2024
    When it is decided as of 31 March 2024
    Then the person is eligible
    And the job outcome is met on 28 March 2024

  Scenario: 182 days of self-employment from 1 June 2023 are complete on 29 November 2023, whatever they bring in
    Given a job of 8 hours a week from 1 June 2023
    And the job is self-employment
    When it is decided as of 29 November 2023
    Then the job outcome is met on 29 November 2023

  Scenario: On 28 November 2023, the 181st day, they are not
    Given a job of 8 hours a week from 1 June 2023
    And the job is self-employment
    When it is decided as of 28 November 2023
    Then the job outcome is not yet met; the earliest date is 29 November 2023

  Scenario: Two businesses at once from 1 June 2023 do not make days count twice
    Given a job of 8 hours a week from 1 June 2023
    And the job is self-employment
    And a job of 8 hours a week from 1 June 2023
    And the job is self-employment
    When it is decided as of 28 November 2023
    Then the job outcome is not yet met; the earliest date is 29 November 2023

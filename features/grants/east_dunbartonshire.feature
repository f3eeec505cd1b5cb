Feature: East Dunbartonshire's grant to employers
  Paid at 4, 13 and 26 weeks of one job that was agreed before it began: part-time from 16 to 24 hours a week, full-time from 25.

  Background:
    Given the contract "east-dunbartonshire-eri"
    And a person who meets every condition, referred and started on 1 May 2024
    And the person lives in the council area "East Dunbartonshire"

  Scenario Outline: <hours> hours a week from 3 June 2024 pay <sum> at 4 weeks
    Given a job of <hours> hours a week from 3 June 2024
    And the job was agreed on 20 May 2024
    When it is decided as of 30 June 2024
    Then the 4-week outcome is met on 30 June 2024
    And it pays <sum>

    Examples:
      | hours | sum       |
      | 16    | £500.00   |
      | 24    | £500.00   |
      | 25    | £1,000.00 |
      | 40    | £1,000.00 |

  Scenario: 15.99 hours a week are below the part-time band
    Given a job of 15.99 hours a week from 3 June 2024
    And the job was agreed on 20 May 2024
    When it is decided as of 30 June 2024
    Then the 4-week outcome is not yet met; the earliest date is 28 July 2024

  Scenario: 24.5 hours a week fall between the bands, and the contract does not say where they belong
    Given a job of 24.5 hours a week from 3 June 2024
    And the job was agreed on 20 May 2024
    When it is decided as of 30 June 2024
    Then the 4-week outcome is undetermined: the contract is silent on "between_bands"
    And with "between_bands" read as "lower", it pays £500.00
    And with "between_bands" read as "upper", it pays £1,000.00
    And with "between_bands" read as "neither", it is not yet met; the earliest date is 28 July 2024

  Rule: The grant must be agreed before the job begins

    Background:
      Given a job of 16 hours a week from 3 June 2024

    Scenario: Agreed on 2 June 2024, the day before
      Given the job was agreed on 2 June 2024
      When it is decided as of 30 June 2024
      Then the 4-week outcome is met on 30 June 2024

    Scenario: Agreed on 3 June 2024, the day it began, which the words leave open
      Given the job was agreed on 3 June 2024
      When it is decided as of 30 June 2024
      Then the 4-week outcome is undetermined: the contract is silent on "same_day"

    Scenario: Agreed on 4 June 2024, the day after it began, is too late
      Given the job was agreed on 4 June 2024
      When it is decided as of 30 June 2024
      Then the 4-week outcome is not yet met; the earliest date is 28 July 2024

  Rule: A job that ends between two milestones is paid pro rata

    Background:
      Given a job of 16 hours a week from 3 June 2024 to 11 August 2024
      And the job was agreed on 20 May 2024

    Scenario: Ten weeks that ended on 11 August 2024 pay part of the 13-week amount of £1,000
      When it is decided as of 31 August 2024
      Then the 4-week outcome is met on 30 June 2024
      And the 13-week outcome is not reached, and £666.66 to £769.23 of it is due in part
      And with "counted" read as "since_last_milestone", it is not reached, and £666.66 of it is due in part
      And with "counted" read as "of_all_weeks", it is not reached, and £769.23 of it is due in part

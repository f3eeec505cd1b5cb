Feature: IPS in Primary Care
  The Department for Work and Pensions' grant: at least 7 hours a week for 13 weeks in a 16-week period, at the National
  Living Wage rate for the person's age.

  Background:
    Given the contract "ips-primary-care"
    And a person who meets every condition, referred and started on 1 May 2023

  Scenario: 7 hours a week at £10.42, the rate from 23, from 8 May 2023 reach 13 weeks on 6 August 2023
    Given a job of 7 hours a week from 8 May 2023
    And the job pays £10.42 an hour
    When it is decided as of 6 August 2023
    Then the 13-week outcome is met on 6 August 2023

  Scenario: On 5 August 2023, the 90th day, they do not
    Given a job of 7 hours a week from 8 May 2023
    When it is decided as of 5 August 2023
    Then the 13-week outcome is not yet met; the earliest date is 6 August 2023

  Scenario: 6.99 hours a week from 8 May 2023 are not enough
    Given a job of 6.99 hours a week from 8 May 2023
    When it is decided as of 6 August 2023
    Then the 13-week outcome is not yet met; the earliest date is 5 November 2023

  Scenario: A penny under the rate from 8 May 2023 is not enough, whatever the hours
    Given a job of 37.5 hours a week from 8 May 2023
    And the job pays £10.41 an hour
    When it is decided as of 6 August 2023
    Then the 13-week outcome is not yet met; the earliest date is 5 November 2023

  Scenario: £10.18 is the rate of someone who was 21 on 1 May 2023 and cannot be 23 before May 2024
    Given the person is 21 years old
    And a job of 7 hours a week from 8 May 2023
    And the job pays £10.18 an hour
    When it is decided as of 6 August 2023
    Then the 13-week outcome is met on 6 August 2023

  Scenario: Someone who was 22 on 1 May 2023 may have turned 23 on any day since, so £10.18 may be too little
    Given the person is 22 years old
    And a job of 7 hours a week from 8 May 2023
    And the job pays £10.18 an hour
    When it is decided as of 6 August 2023
    Then the 13-week outcome is undetermined: "hourly_pay_pence" is not recorded

  Scenario: Pay that is not recorded for a job of 8 May 2023 leaves it open
    Given a job of 7 hours a week from 8 May 2023
    And it is not recorded what the job pays
    When it is decided as of 6 August 2023
    Then the 13-week outcome is undetermined: "hourly_pay_pence" is not recorded
    And with "hourly_pay_pence" known to be "1042", it is met on 6 August 2023
    And with "hourly_pay_pence" known to be "1041", it is not yet met; the earliest date is 5 November 2023

  Scenario: £10.42 falls below the rate on 1 April 2024, after 84 days of a job begun on 8 January 2024
    Given a job of 7 hours a week from 8 January 2024
    And the job pays £10.42 an hour
    And "window" is read as "first_start"
    When it is decided as of 28 April 2024
    Then the 13-week outcome is not met because of "pay_floor"
    And 91 qualifying days in 112 are needed, 84 were found

  Scenario: A rise to £11.44 on 1 April 2024 keeps the job going, and 13 weeks are reached on 7 April 2024
    Given these jobs:
      | job    | from           | hours a week | pay an hour |
      | bakery | 8 January 2024 | 7            | £10.42      |
      | bakery | 1 April 2024   | 7            | £11.44      |
    When it is decided as of 28 April 2024
    Then the 13-week outcome is met on 7 April 2024

  Scenario: Two jobs of 4 hours from 8 May 2023 turn on whether hours are added
    Given a job of 4 hours a week from 8 May 2023
    And a job of 4 hours a week from 8 May 2023
    When it is decided as of 6 August 2023
    Then the 13-week outcome is undetermined: the contract is silent on "concurrent_jobs"
    And with the readings "@generous", it is met on 6 August 2023
    And with the readings "@strict", it is not yet met; the earliest date is 5 November 2023

  Scenario: Someone who is not in primary or community care on 1 May 2023 is not eligible
    Given the person is not in primary or community care
    When it is decided as of 31 May 2023
    Then the person is not eligible because of "in_primary_or_community_care"

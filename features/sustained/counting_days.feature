Feature: Which days count, and how many
  A week is seven days that count, and the day a job starts is the first of them: 13 weeks are 91 days, 52 weeks are
  364, a day or two short of 12 months.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: The day the job starts counts, so 1 October 2018 is day 1 and 30 December 2018 day 91
    Given a job of 16 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018
    And the 26-week outcome is not yet met; the earliest date is 31 March 2019
    And the 52-week outcome is not yet met; the earliest date is 29 September 2019

  Scenario: On 29 December 2018, day 90, 13 weeks are not reached
    Given a job of 16 hours a week from 1 October 2018
    When it is decided as of 29 December 2018
    Then the 13-week outcome is not yet met; the earliest date is 30 December 2018

  Scenario: Known later, on 31 January 2019, the day reached is still 30 December 2018
    Given a job of 16 hours a week from 1 October 2018
    When it is decided as of 31 January 2019
    Then the 13-week outcome is met on 30 December 2018

  Scenario: A job whose last day is 30 December 2018 has 91 days
    Given a job of 16 hours a week from 1 October 2018 to 30 December 2018
    When it is decided as of 31 January 2019
    Then the 13-week outcome is met on 30 December 2018

  Scenario: A job whose last day is 29 December 2018 has 90, and on 19 January 2019 one more day in the first 16 weeks would do
    Given a job of 16 hours a week from 1 October 2018 to 29 December 2018
    When it is decided as of 19 January 2019
    Then the 13-week outcome is not yet met; the earliest date is 20 January 2019

  Scenario: On 20 January 2019 the first 16 weeks are over
    Given a job of 16 hours a week from 1 October 2018 to 29 December 2018
    When it is decided as of 20 January 2019
    Then the 13-week outcome is undetermined: the contract is silent on "window"
    And with "window" read as "first_start", it is not met because of "outcomes"
    And with "window" read as "rolling", it is not yet met; the earliest date is 21 April 2019

  Scenario: 52 weeks are 364 days, so those of a job of 3 June 2019 end on 31 May 2020, not on 2 June as 12 months do
    Given a person who meets every condition, referred and started on 3 June 2019
    And a job of 16 hours a week from 3 June 2019
    When it is decided as of 31 May 2020
    Then the 52-week outcome is met on 31 May 2020

  Scenario: On 30 May 2020 they are not reached
    Given a person who meets every condition, referred and started on 3 June 2019
    And a job of 16 hours a week from 3 June 2019
    When it is decided as of 30 May 2020
    Then the 52-week outcome is not yet met; the earliest date is 31 May 2020

  Scenario: 52 weeks of a job begun on 29 February 2020 end on 26 February 2021
    Given a person who meets every condition, referred and started on 1 October 2019
    And a job of 16 hours a week from 29 February 2020
    When it is decided as of 26 February 2021
    Then the 52-week outcome is met on 26 February 2021

  Scenario: What happens after the day of the decision is not known - on 31 October 2018 a job that ends on 30 November is going on
    Given a job of 16 hours a week from 1 October 2018 to 30 November 2018
    When it is decided as of 31 October 2018
    Then the 13-week outcome is not yet met; the earliest date is 30 December 2018

Feature: Several silences, and sets of readings
  Readings multiply. Only what changes the verdict by itself, under some reading of the rest, is named. A contract may
  put readings together under a name: @generous and @strict give an outcome, or a sum, as a range.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: Eight weeks employed and then self-employed from 26 November 2018 turn on two silences by 30 December 2018
    Given a job of 16 hours a week from 1 October 2018 to 25 November 2018
    And a job of 16 hours a week from 26 November 2018
    And the job is self-employment
    When it is decided as of 30 December 2018
    Then the 13-week outcome is undetermined: the contract is silent on "self_employment" and "window"
    And with "self_employment" read as "counts", it is met on 30 December 2018
    And with "self_employment" read as "excluded", it is undetermined: the contract is silent on "window"
    And with "self_employment" read as "excluded" and "window" read as "first_start", it is not met because of "work_that_counts"

  Scenario: Settling one silence leaves the other
    Given a job of 16 hours a week from 1 October 2018 to 25 November 2018
    And a job of 16 hours a week from 26 November 2018
    And the job is self-employment
    And "window" is read as "first_start"
    When it is decided as of 30 December 2018
    Then the 13-week outcome is undetermined: the contract is silent on "self_employment"

  Scenario: Where readings agree that an outcome is met, but not on the day, both days are given
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    And a job of 16 hours a week from 5 November 2018
    When it is decided as of 28 February 2019
    Then the 13-week outcome is met between 30 December 2018 and 3 February 2019, by reading

  Scenario: In the same way the earliest day may differ, as on 30 November 2018
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    And a job of 16 hours a week from 5 November 2018
    When it is decided as of 30 November 2018
    Then the 13-week outcome is not yet met; the earliest date lies between 30 December 2018 and 3 February 2019, by reading

  Scenario: @generous and @strict are the two ends of a range, here for 14 July 2019
    Given a person who meets every condition, referred and started on 7 January 2019
    And a job of 16 hours a week from 7 January 2019 to 17 March 2019
    And a job of 16 hours a week from 15 April 2019
    When it is decided as of 14 July 2019
    Then with the readings "@generous", the 13-week outcome is met on 14 July 2019
    And with the readings "@strict", it is not met because of "outcomes"

  Scenario: Under @strict nothing is left open, and 9 and 8 hours of 1 October 2018 are judged one by one
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    And the readings "@strict"
    When it is decided as of 30 December 2018
    Then the 13-week outcome is not yet met; the earliest date is 31 March 2019

  Scenario: A reading given beside a set counts for that silence
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    And the readings "@strict"
    And "concurrent_jobs" is read as "added"
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

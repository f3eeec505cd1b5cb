Feature: Two jobs at once
  Nothing that was read says whether Fair Start Scotland added the hours of jobs held at the same time. So it is read
  both ways, and where the two come to the same there is nothing to settle.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: 9 and 8 hours a week from 1 October 2018 turn on whether hours are added
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is undetermined: the contract is silent on "concurrent_jobs"
    And with "concurrent_jobs" read as "added", it is met on 30 December 2018
    And with "concurrent_jobs" read as "separate", it is not yet met; the earliest date is 31 March 2019

  Scenario: 8 and 8 hours from 1 October 2018 are exactly 16 when added
    Given a job of 8 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018
    And "concurrent_jobs" is read as "added"
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

  Scenario: 8 and 7.99 hours from 1 October 2018 are too few however they are read
    Given a job of 8 hours a week from 1 October 2018
    And a job of 7.99 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is not yet met; the earliest date is 31 March 2019

  Scenario: 16 and 4 hours from 1 October 2018 are enough however they are read
    Given a job of 16 hours a week from 1 October 2018
    And a job of 4 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

  Scenario: Where the second job begins on 29 October 2018, added hours count from that day
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 29 October 2018
    And "concurrent_jobs" is read as "added"
    When it is decided as of 27 January 2019
    Then the 13-week outcome is met on 27 January 2019

  Scenario: Where the second job ends on 25 November 2018, added hours count for its eight weeks only
    Given a job of 9 hours a week from 1 October 2018
    And a job of 8 hours a week from 1 October 2018 to 25 November 2018
    And "concurrent_jobs" is read as "added"
    And "window" is read as "first_start"
    When it is decided as of 20 January 2019
    Then the 13-week outcome is not met because of "hours"
    And 91 qualifying days in 112 are needed, 56 were found

  Scenario: Hours added across the variation meet the lower number, from 5 April 2021 when the second job began
    Given a person who meets every condition, referred and started on 11 January 2021
    And a job of 4 hours a week from 1 March 2021
    And a job of 5 hours a week from 5 April 2021
    And "concurrent_jobs" is read as "added"
    When it is decided as of 4 July 2021
    Then the 13-week outcome is met on 4 July 2021

  Scenario: A second job of unknown hours from 1 October 2018 is enough by itself or not there, so nothing is added
    Given a job of 9 hours a week from 1 October 2018
    And a job of unknown hours from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is undetermined: "weekly_hours" is not recorded
    And with "weekly_hours" known to be "16", it is met on 30 December 2018
    And with "weekly_hours" known to be "6.99", it is not yet met; the earliest date is 31 March 2019

Feature: Several employers, and jobs that began before
  A day counts once, whoever the person works for that day. A job begun before the person started on the programme
  never counts.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: A change of employer without a gap on 15 November 2018 makes no difference
    Given a job of 16 hours a week from 1 October 2018 to 14 November 2018
    And a job of 16 hours a week from 15 November 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

  Scenario: A week in which two jobs of November 2018 overlap is one week
    Given a job of 16 hours a week from 1 October 2018 to 18 November 2018
    And a job of 16 hours a week from 12 November 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

  Scenario: Two jobs in the same eight weeks from 1 October 2018 are eight weeks, not sixteen
    Given a job of 16 hours a week from 1 October 2018 to 25 November 2018
    And a job of 16 hours a week from 1 October 2018 to 25 November 2018
    And "window" is read as "first_start"
    When it is decided as of 20 January 2019
    Then the 13-week outcome is not met because of "outcomes"
    And 91 qualifying days in 112 are needed, 56 were found

  Scenario: A job begun on 1 October 2018, the day of the start, counts
    Given a job of 16 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

  Scenario: A job begun on 30 September 2018, the day before the start, does not
    Given a job of 16 hours a week from 30 September 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is not yet met; the earliest date is 31 March 2019

  Scenario: A job begun on 30 September 2018 does not count later either, when its hours change
    Given a job of 10 hours a week from 30 September 2018
    And the job goes on at 30 hours a week from 5 November 2018
    When it is decided as of 3 February 2019
    Then the 13-week outcome is not yet met; the earliest date is 5 May 2019

  Scenario: Such a job is named as what kept the person's work from counting, when by 1 April 2020 nothing can count any more
    Given a job of 16 hours a week from 30 September 2018
    When it is decided as of 1 April 2020
    Then the 13-week outcome is not met because of "began_before_start"

Feature: On which day a decision is to be looked at again, although nothing more becomes known
  A decision is of one day. Work that goes on comes to be enough, and time for it runs out: so a verdict can be another on a
  later day with the very same files. Until its review day a decision stands, and whoever keeps a caseload need not ask again.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: Someone in work is looked at again on the day on which the work is enough
    Given a job of 16 hours a week from 1 November 2018
    And the readings "@strict"
    When it is decided as of 30 November 2018
    Then the 13-week outcome is to be looked at again on 30 January 2019
    And the 26-week outcome is to be looked at again on 1 May 2019

  Scenario: The day before that day the verdict still stands
    Given a job of 16 hours a week from 1 November 2018
    And the readings "@strict"
    When it is decided as of 29 January 2019
    Then the 13-week outcome is not yet met; the earliest date is 30 January 2019

  Scenario: Someone without work is looked at again on the last day on which work can begin, for it can only begin after it
    Given the readings "@strict"
    When it is decided as of 30 November 2018
    Then the 13-week outcome is to be looked at again on 1 October 2019

  Scenario: The day before the last day the verdict still stands
    Given the readings "@strict"
    When it is decided as of 30 September 2019
    Then the 13-week outcome is not yet met; the earliest date is 30 December 2019

  Scenario: Someone whose work has ended is looked at again when too few days are left in the window
    Given a job of 16 hours a week from 1 November 2018 to 30 November 2018
    And the readings "@strict"
    When it is decided as of 30 November 2018
    Then the 13-week outcome is to be looked at again on 22 December 2018

  Scenario: What is met stays met
    Given a job of 16 hours a week from 1 November 2018
    And the readings "@strict"
    When it is decided as of 30 January 2019
    Then the 13-week outcome need not be looked at again

  Scenario: What can no longer be met cannot be met on any later day either
    Given the readings "@strict"
    When it is decided as of 2 October 2019
    Then the 13-week outcome need not be looked at again

  Scenario: A job that is known to begin later is looked at on the day it begins
    Given a job of 16 hours a week from 14 January 2019
    And the readings "@strict"
    When it is decided as of 30 November 2018
    Then the 13-week outcome is to be looked at again on 14 January 2019

  Scenario: Where the contract is silent, the day on which the first reading changes counts
    Given a job of 16 hours a week from 1 November 2018 to 30 November 2018
    When it is decided as of 30 November 2018
    Then the 13-week outcome is to be looked at again on 22 December 2018
    And with "window" read as "rolling", it is to be looked at again on 26 September 2019

Feature: When a journey ends
  A death takes away the days after it, never an outcome that was reached before. Leaving early changes no verdict.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018
    And a job of 16 hours a week from 1 October 2018

  Scenario: Someone who dies on 27 December 2018, the 88th day, has not reached 13 weeks
    Given the person died on 27 December 2018
    When it is decided as of 31 January 2019
    Then the 13-week outcome is not met because of "outcomes"
    And 91 qualifying days in 112 are needed, 88 were found

  Scenario: Someone who dies on 30 December 2018, the 91st day, has
    Given the person died on 30 December 2018
    When it is decided as of 31 January 2019
    Then the 13-week outcome is met on 30 December 2018
    And the 26-week outcome is not met

  Scenario: On 26 December 2018 a death on the 27th is not known
    Given the person died on 27 December 2018
    When it is decided as of 26 December 2018
    Then the 13-week outcome is not yet met; the earliest date is 30 December 2018

  Scenario: Someone who leaves early on 15 November 2018 and stays in work reaches 13 weeks all the same
    Given the person left early on 15 November 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

Feature: Support in work is an entitlement
  Fair Start Scotland supported people for 12 months in work, from the first day of work that counts. When it ends the
  person loses support, never an outcome.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: Support in work runs for 12 months from the first day that counts, here to 5 November 2019
    Given a job of 10 hours a week from 1 October 2018
    And the job goes on at 16 hours a week from 5 November 2018
    When it is decided as of 31 December 2018
    Then support in work is due until 5 November 2019

  Scenario: 52 weeks complete on 27 October 2019, after support ended on 1 October 2019, are met all the same
    Given a job of 16 hours a week from 1 October 2018 to 31 March 2019
    And a job of 16 hours a week from 29 April 2019
    When it is decided as of 27 October 2019
    Then support in work is due until 1 October 2019
    And the 52-week outcome is met on 27 October 2019

  Scenario: The day before, on 26 October 2019, they can still be met although support is over
    Given a job of 16 hours a week from 1 October 2018 to 31 March 2019
    And a job of 16 hours a week from 29 April 2019
    When it is decided as of 26 October 2019
    Then the 52-week outcome is not yet met; the earliest date is 27 October 2019

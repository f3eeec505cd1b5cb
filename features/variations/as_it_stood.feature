Feature: A contract as it stood on a day
  Every dated value is taken as it was in force on that day, whatever the dates of the person and the job.

  Background:
    Given a person who meets every condition, referred and started on 11 January 2021

  Scenario: At launch, 3 April 2018, the 8 hours of a job of 1 April 2021 would not have been enough
    Given the contract "fair-start-scotland", as it stood on 3 April 2018
    And a job of 8 hours a week from 1 April 2021
    When it is decided as of 30 June 2021
    Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

  Scenario: The same may be asked by writing the day after the contract's id
    Given the contract "fair-start-scotland@2018-04-03"
    And a job of 8 hours a week from 1 April 2021
    When it is decided as of 30 June 2021
    Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

  Scenario Outline: 12 hours from 15 February 2021, under the contract as it stood on <day>, are <verdict>
    Given the contract "fair-start-scotland", as it stood on <day>
    And a job of 12 hours a week from 15 February 2021
    When it is decided as of 30 June 2021
    Then the 13-week outcome is <verdict>

    Examples:
      | day           | verdict                                             |
      | 31 March 2021 | not yet met; the earliest date is 29 September 2021 |
      | 1 April 2021  | met on 16 May 2021                                  |

  Scenario: As the contract really is, 12 hours from 15 February 2021 are too few, for the job began before the variation
    Given the contract "fair-start-scotland"
    And a job of 12 hours a week from 15 February 2021
    When it is decided as of 30 June 2021
    Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

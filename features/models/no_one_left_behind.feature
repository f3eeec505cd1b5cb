Feature: No One Left Behind and Specialist Employability Support
  A job start, and 13, 26 and 52 weeks of a job that reflects the person's needs. How these are defined was not found:
  Fair Start Scotland's windows stand in, rolling, so that in a comparison only the rule on hours differs.

  Scenario Outline: <model> - a job of 4 hours a week from <job> starts on <job> and reaches 13 weeks on <13 weeks>
    Given the contract "<model>"
    And a person who meets every condition, referred and started on <started>
    And a job of 4 hours a week from <job>
    When it is decided as of <26 weeks>
    Then the job-start outcome is met on <job>
    And it counts 1 time
    And the 13-week outcome is met on <13 weeks>
    And it rests on what is assumed of "outcomes"
    And the 26-week outcome is met on <26 weeks>
    And the 52-week outcome is not yet met; the earliest date is <52 weeks>

    Examples:
      | model                            | started      | job          | 13 weeks       | 26 weeks       | 52 weeks     |
      | no-one-left-behind               | 1 April 2019 | 8 April 2019 | 7 July 2019    | 6 October 2019 | 5 April 2020 |
      | specialist-employability-support | 1 July 2025  | 7 July 2025  | 5 October 2025 | 4 January 2026 | 5 July 2026  |

  Scenario: Under No One Left Behind, ten weeks from 8 April 2019, four weeks off and work from 15 July reach 13 weeks on 13 October
    Given the contract "no-one-left-behind"
    And a person who meets every condition, referred and started on 1 April 2019
    And a job of 4 hours a week from 8 April 2019 to 16 June 2019
    And a job of 4 hours a week from 15 July 2019
    When it is decided as of 3 November 2019
    Then the 13-week outcome is met on 13 October 2019
    And the 26-week outcome is met on 3 November 2019

  Scenario: Under No One Left Behind self-employment from 8 April 2019 counts
    Given the contract "no-one-left-behind"
    And a person who meets every condition, referred and started on 1 April 2019
    And a job of 4 hours a week from 8 April 2019
    And the job is self-employment
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

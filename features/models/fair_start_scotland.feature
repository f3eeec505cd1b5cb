Feature: Fair Start Scotland
  Outcomes of 13, 26 and 52 weeks at a set number of hours, support of up to 18 months before work and 12 months in it.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred on 17 September 2018 and started on 1 October 2018
    And a job of 16 hours a week from 5 November 2018

  Scenario: A year of work from 5 November 2018 reaches 13 weeks on 3 February, 26 on 5 May and 52 on 3 November 2019
    When it is decided as of 3 November 2019
    Then the person is eligible
    And the 13-week outcome is met on 3 February 2019
    And the 26-week outcome is met on 5 May 2019
    And the 52-week outcome is met on 3 November 2019
    And support in work is due until 5 November 2019

  Scenario: On 2 November 2019, the day before, 52 weeks are not yet reached
    When it is decided as of 2 November 2019
    Then the 26-week outcome is met on 5 May 2019
    And the 52-week outcome is not yet met; the earliest date is 3 November 2019

  Scenario: What is decided on 3 February 2019 says which of its values are assumed
    When it is decided as of 3 February 2019
    Then the 13-week outcome is met on 3 February 2019
    And it rests on what is assumed of "hours"
    And it rests on what is assumed of "outcome_limit"

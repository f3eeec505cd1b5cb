Feature: How long support before work lasts, and whether work must begin within it
  Fair Start Scotland gave 12 to 18 months of support before work; no document says which payment group had which. An
  outcome can only be met by work that begins within it: the day itself, 12 or 18 months after the start, is in time.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: A job begun on 1 October 2019, 12 months to the day after the start, is in time however support is read
    Given a job of 16 hours a week from 1 October 2019
    When it is decided as of 30 December 2019
    Then the 13-week outcome is met on 30 December 2019

  Scenario: A job begun on 2 October 2019, the day after, turns on which limit the person had
    Given a job of 16 hours a week from 2 October 2019
    When it is decided as of 31 December 2019
    Then the 13-week outcome is undetermined: the contract is silent on "pre_work_support"
    And with "pre_work_support" read as "12 months", it is not met because of "pre_work_support"
    And with "pre_work_support" read as "18 months", it is met on 31 December 2019

  Scenario: A job begun on 1 April 2020, 18 months to the day after the start, is in time with 18 months only
    Given a job of 16 hours a week from 1 April 2020
    When it is decided as of 30 June 2020
    Then the 13-week outcome is undetermined: the contract is silent on "pre_work_support"
    And with "pre_work_support" read as "18 months", it is met on 30 June 2020

  Scenario: A job begun on 2 April 2020, the day after, is too late for everyone
    Given a job of 16 hours a week from 2 April 2020
    When it is decided as of 1 July 2020
    Then the 13-week outcome is not met because of "pre_work_support"
    And the reason is that qualifying work did not begin within the pre-work limit

  Scenario: It is the first day that counts which must be in time, not the first day of the job
    Given a job of 10 hours a week from 2 September 2019
    And the job goes on at 16 hours a week from 2 October 2019
    And "pre_work_support" is read as "12 months"
    When it is decided as of 31 December 2019
    Then the 13-week outcome is not met because of "pre_work_support"

  Scenario: A first job within the limit opens the way for a second begun on 6 January 2020, after it
    Given a job of 16 hours a week from 23 September 2019 to 29 September 2019
    And a job of 16 hours a week from 6 January 2020
    And "pre_work_support" is read as "12 months"
    And "window" is read as "rolling"
    When it is decided as of 5 April 2020
    Then the 13-week outcome is met on 5 April 2020

  Scenario: On 30 September 2019 someone without work can still begin on the last day of 12 months
    When it is decided as of 30 September 2019
    Then the 13-week outcome is not yet met; the earliest date is 30 December 2019

  Scenario: On 1 October 2019 someone without work can begin in time only with 18 months
    When it is decided as of 1 October 2019
    Then the 13-week outcome is undetermined: the contract is silent on "pre_work_support"
    And with "pre_work_support" read as "12 months", it is not met because of "pre_work_support"
    And with "pre_work_support" read as "18 months", it is not yet met; the earliest date is 31 December 2019

  Scenario: Support itself is due until 1 October 2019, or until 1 April 2020
    When it is decided as of 31 October 2018
    Then with "pre_work_support" read as "12 months", support before work is due until 1 October 2019
    And with "pre_work_support" read as "18 months", support before work is due until 1 April 2020

  Scenario Outline: 18 months from 31 August 2018 end on 29 February 2020 - a job begun on <begun> is <verdict>
    Given a person who meets every condition, referred and started on 31 August 2018
    And a job of 16 hours a week from <begun>
    And "pre_work_support" is read as "18 months"
    When it is decided as of 30 May 2020
    Then the 13-week outcome is <verdict>

    Examples:
      | begun            | verdict                               |
      | 29 February 2020 | met on 29 May 2020                    |
      | 1 March 2020     | not met because of "pre_work_support" |

  Scenario Outline: 12 months from 29 February 2020 end on 28 February 2021 - a job begun on <begun> is <verdict>
    Given a person who meets every condition, referred and started on 29 February 2020
    And a job of 16 hours a week from <begun>
    And "pre_work_support" is read as "12 months"
    When it is decided as of 30 May 2021
    Then the 13-week outcome is <verdict>

    Examples:
      | begun            | verdict                               |
      | 28 February 2021 | met on 29 May 2021                    |
      | 1 March 2021     | not met because of "pre_work_support" |

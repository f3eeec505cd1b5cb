Feature: What a contract does not say
  A silence is read every way it can be. Where all readings come to the same verdict, there is nothing to settle; where
  they do not, the outcome is undetermined and the silence is named. Fair Start Scotland is silent on six things.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 7 January 2019

  Scenario: window - 13 weeks of 14 July 2019 after a gap of four weeks
    Given a job of 16 hours a week from 7 January 2019 to 17 March 2019
    And a job of 16 hours a week from 15 April 2019
    When it is decided as of 14 July 2019
    Then the 13-week outcome is undetermined: the contract is silent on "window"
    And with "window" read as "first_start", it is not met
    And with "window" read as "rolling", it is met on 14 July 2019

  Scenario: concurrent_jobs - 9 and 8 hours a week from 7 January 2019
    Given a job of 9 hours a week from 7 January 2019
    And a job of 8 hours a week from 7 January 2019
    When it is decided as of 7 April 2019
    Then the 13-week outcome is undetermined: the contract is silent on "concurrent_jobs"
    And with "concurrent_jobs" read as "added", it is met on 7 April 2019
    And with "concurrent_jobs" read as "separate", it is not yet met; the earliest date is 7 July 2019

  Scenario: self_employment - 16 hours a week of self-employment from 7 January 2019
    Given a job of 16 hours a week from 7 January 2019
    And the job is self-employment
    When it is decided as of 7 April 2019
    Then the 13-week outcome is undetermined: the contract is silent on "self_employment"
    And with "self_employment" read as "counts", it is met on 7 April 2019
    And with "self_employment" read as "excluded", it is not yet met; the earliest date is 7 July 2019

  Scenario: pre_work_support - a job of 8 January 2020, a year and a day after the start
    Given a job of 16 hours a week from 8 January 2020
    When it is decided as of 7 April 2020
    Then the 13-week outcome is undetermined: the contract is silent on "pre_work_support"
    And with "pre_work_support" read as "12 months", it is not met because of "pre_work_support"
    And with "pre_work_support" read as "18 months", it is met on 7 April 2020

  Scenario: prior_outcome - 26 weeks of 4 August 2019, read from the first start, without the 13 weeks
    Given a job of 16 hours a week from 7 January 2019 to 17 March 2019
    And a job of 16 hours a week from 15 April 2019
    And "window" is read as "first_start"
    When it is decided as of 4 August 2019
    Then the 26-week outcome is undetermined: the contract is silent on "prior_outcome"
    And with "prior_outcome" read as "independent", it is met on 4 August 2019
    And with "prior_outcome" read as "required", it is not met because of "prior_outcome"

  Scenario: repeat_outcome - 13 weeks of 30 August 2021, by someone who had reached them in 2019
    Given a person who meets every condition, referred on 10 May 2021 and started on 17 May 2021
    And an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019
    And a job of 16 hours a week from 6 May 2019 to 1 September 2019
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the 13-week outcome is undetermined: the contract is silent on "repeat_outcome"
    And with "repeat_outcome" read as "paid_again", it is met on 30 August 2021
    And with "repeat_outcome" read as "paid_once", it is not met because of "re_entry"

  Scenario: None of them matters to 16 hours a week without a break from 7 January 2019
    Given a job of 16 hours a week from 7 January 2019
    When it is decided as of 7 April 2019
    Then the 13-week outcome is met on 7 April 2019
    And with the readings "@strict", it is met on 7 April 2019

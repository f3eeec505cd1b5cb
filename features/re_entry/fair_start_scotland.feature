Feature: Joining Fair Start Scotland again
  People could join again from April 2021. Whether an outcome reached the first time is paid a second time is not said.

  Background:
    Given the contract "fair-start-scotland"

  Scenario: Someone who was on it in 2019 and is referred again on 31 March 2021 is a day too early for an outcome
    Given a person who meets every condition, referred on 31 March 2021 and started on 17 May 2021
    And an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the person is eligible
    And the 13-week outcome is not met because of "re_entry"
    And the reason is that the person had been on the programme before, and re-joining was not allowed then

  Scenario: Referred again on 1 April 2021, the first day, someone who reached nothing before reaches 13 weeks on 30 August
    Given a person who meets every condition, referred on 1 April 2021 and started on 17 May 2021
    And an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the 13-week outcome is met on 30 August 2021

  Scenario: Someone who was never on it before may be referred on 31 March 2021
    Given a person who meets every condition, referred on 31 March 2021 and started on 17 May 2021
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the 13-week outcome is met on 30 August 2021

  Scenario: Whether 13 weeks reached in August 2019 are paid again on 30 August 2021 is not said
    Given a person who meets every condition, referred on 10 May 2021 and started on 17 May 2021
    And an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019
    And a job of 16 hours a week from 6 May 2019 to 4 August 2019
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the 13-week outcome is undetermined: the contract is silent on "repeat_outcome"
    And with "repeat_outcome" read as "paid_again", it is met on 30 August 2021
    And with "repeat_outcome" read as "paid_once", it is not met because of "re_entry"
    And with "repeat_outcome" read as "paid_once", the reason is that the outcome was reached on an earlier journey, and is paid once

  Scenario: With a job that ended on 3 August 2019, a day short of 13 weeks, there is nothing to pay twice
    Given a person who meets every condition, referred on 10 May 2021 and started on 17 May 2021
    And an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019
    And a job of 16 hours a week from 6 May 2019 to 3 August 2019
    And a job of 16 hours a week from 1 June 2021
    When it is decided as of 30 August 2021
    Then the 13-week outcome is met on 30 August 2021

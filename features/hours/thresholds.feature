Feature: How many hours a week are enough
  Fair Start Scotland asked for 16 hours a week at launch and for at least 8 later. No document gives the day of
  the change or says whom it covered: 1 April 2021, by the day the job began, is assumed, and decisions say so.

  Background:
    Given the contract "fair-start-scotland"

  Rule: At launch 16 hours are enough and 15.99 are not

    Background:
      Given a person who meets every condition, referred and started on 1 October 2018

    Scenario: 16 hours a week from 1 October 2018 reach 13 weeks on 30 December 2018
      Given a job of 16 hours a week from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is met on 30 December 2018
      And it rests on what is assumed of "hours"

    Scenario: 15.99 hours a week from 1 October 2018 are not enough; work from 31 December could still reach 13 weeks
      Given a job of 15.99 hours a week from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is not yet met; the earliest date is 31 March 2019

    Scenario: 16.01 hours a week from 1 October 2018 are enough
      Given a job of 16.01 hours a week from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is met on 30 December 2018

    Scenario: On 31 March 2020 work of 15.99 hours leaves only whoever had 18 months of support a last day to begin
      Given a job of 15.99 hours a week from 1 October 2018
      When it is decided as of 31 March 2020
      Then the 13-week outcome is undetermined: the contract is silent on "pre_work_support"
      And with "pre_work_support" read as "18 months", it is not yet met; the earliest date is 30 June 2020
      And with "pre_work_support" read as "12 months", it is not met because of "hours"

    Scenario: On 1 April 2020 work of 15.99 hours can no longer become an outcome for anyone
      Given a job of 15.99 hours a week from 1 October 2018
      When it is decided as of 1 April 2020
      Then the 13-week outcome is not met because of "hours"
      And the reason is that qualifying work did not begin within the pre-work limit

  Rule: In a job begun on or after 1 April 2021, 8 hours are enough and 7.99 are not

    Background:
      Given a person who meets every condition, referred and started on 11 January 2021

    Scenario: 8 hours a week in a job begun on 1 April 2021 reach 13 weeks on 30 June 2021
      Given a job of 8 hours a week from 1 April 2021
      When it is decided as of 30 June 2021
      Then the 13-week outcome is met on 30 June 2021
      And it rests on what is assumed of "hours"

    Scenario: 8 hours a week in a job begun on 31 March 2021, the day before, are not enough
      Given a job of 8 hours a week from 31 March 2021
      When it is decided as of 30 June 2021
      Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

    Scenario: 16 hours a week in a job begun on 31 March 2021 are
      Given a job of 16 hours a week from 31 March 2021
      When it is decided as of 30 June 2021
      Then the 13-week outcome is met on 29 June 2021

    Scenario: 7.99 hours a week in a job begun on 1 April 2021 are not enough
      Given a job of 7.99 hours a week from 1 April 2021
      When it is decided as of 30 June 2021
      Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

    Scenario: A job begun on 31 March 2021 at 8 hours is held to 16 for good, whatever month is worked
      Given a job of 8 hours a week from 31 March 2021
      And the job goes on at 15.99 hours a week from 3 May 2021
      When it is decided as of 1 August 2021
      Then the 13-week outcome is not yet met; the earliest date is 31 October 2021

Feature: Gaps, and where the window lies
  13 weeks of work must fall within 16, 26 within 30 and 52 within 60. The evaluation gives these windows, not whether
  they begin with the first day of work (first_start) or may lie anywhere (rolling). It warns that outcomes went unpaid
  because people reached them outside the window: those people are named, with the day.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 7 January 2019

  Rule: 13 weeks within 16 leave room for a gap of 21 days, not of 22

    Background:
      Given a job of 16 hours a week from 7 January 2019 to 17 February 2019

    Scenario: A gap of 21 days between two employers leaves exactly 91 days in 112, met on 28 April 2019
      Given a job of 16 hours a week from 11 March 2019
      When it is decided as of 28 April 2019
      Then the 13-week outcome is met on 28 April 2019

    Scenario: After a gap of 22 days 13 weeks are complete on 29 April 2019, a day outside the first window
      Given a job of 16 hours a week from 12 March 2019
      When it is decided as of 30 June 2019
      Then the 13-week outcome is undetermined: the contract is silent on "window"
      And with "window" read as "first_start", it is not met because of "outcomes"
      And with "window" read as "first_start", the reason is that enough work was done, but outside the window
      And with "window" read as "first_start", enough work had been done in all by 29 April 2019
      And with "window" read as "rolling", it is met on 10 June 2019

    Scenario: After a gap of 22 days and a job that ends on 28 April 2019, 90 days are not enough in either way
      Given a job of 16 hours a week from 12 March 2019 to 28 April 2019
      And the person died on 28 April 2019
      When it is decided as of 30 June 2019
      Then the 13-week outcome is not met because of "outcomes"
      And 91 qualifying days in 112 are needed, 90 were found

  Rule: Ten weeks of work, four weeks without, then work from 15 April 2019 on

    Background:
      Given a job of 16 hours a week from 7 January 2019 to 17 March 2019
      And a job of 16 hours a week from 15 April 2019

    Scenario: From the first start 13 weeks have 84 of 91 days; in a rolling window they are met on 14 July 2019
      When it is decided as of 14 July 2019
      Then the 13-week outcome is undetermined: the contract is silent on "window"
      And with "window" read as "first_start", it is not met because of "outcomes"
      And with "window" read as "first_start", 91 qualifying days in 112 are needed, 84 were found
      And with "window" read as "first_start", enough work had been done in all by 5 May 2019
      And with "window" read as "rolling", it is met on 14 July 2019

    Scenario: On 13 July 2019, the day before, a rolling window is not full yet
      Given "window" is read as "rolling"
      When it is decided as of 13 July 2019
      Then the 13-week outcome is not yet met; the earliest date is 14 July 2019

    Scenario: 26 weeks have exactly 182 days on 4 August 2019, the last day of the first 30 weeks
      Given "prior_outcome" is read as "independent"
      When it is decided as of 4 August 2019
      Then the 26-week outcome is met on 4 August 2019

    Scenario: On 3 August 2019 they still need one more
      Given "prior_outcome" is read as "independent"
      When it is decided as of 3 August 2019
      Then the 26-week outcome is not yet met; the earliest date is 4 August 2019

    Scenario: Whether 26 weeks of 4 August 2019 count without 13 turns on two silences together
      When it is decided as of 10 February 2020
      Then the 26-week outcome is undetermined: the contract is silent on "window" and "prior_outcome"
      And with "window" read as "first_start" and "prior_outcome" read as "independent", it is met on 4 August 2019
      And with "window" read as "first_start" and "prior_outcome" read as "required", it is not met because of "prior_outcome"
      And with "window" read as "rolling" and "prior_outcome" read as "required", it is met on 4 August 2019

    Scenario: 52 weeks are complete on 2 February 2020 and chain in the same way
      When it is decided as of 10 February 2020
      Then the 52-week outcome is undetermined: the contract is silent on "window" and "prior_outcome"
      And with "prior_outcome" read as "independent", it is met on 2 February 2020
      And with the readings "@strict", it is not met because of "prior_outcome"
      And with the readings "@strict", the reason is that the outcome before it is required, and has the worse verdict

Feature: A time by which a sustained outcome must be reached
  Under Fair Start Scotland an outcome is taken to be out of reach 60 weeks after the first day of work that counts.
  That is an assumption: 60 weeks is the longest window the evaluation names.

  Rule: Fair Start Scotland, after four weeks of work from 1 October 2018

    Background:
      Given the contract "fair-start-scotland"
      And a person who meets every condition, referred and started on 1 October 2018
      And a job of 16 hours a week from 1 October 2018 to 28 October 2018
      And "window" is read as "rolling"

    Scenario: 13 weeks complete on 24 November 2019, the last day of the 60 weeks, are in time
      Given a job of 16 hours a week from 26 August 2019
      When it is decided as of 30 November 2019
      Then the 13-week outcome is met on 24 November 2019
      And it rests on what is assumed of "outcome_limit"

    Scenario: Complete on 25 November 2019, the day after, they are not, though enough days had been worked in all
      Given a job of 16 hours a week from 27 August 2019
      When it is decided as of 30 November 2019
      Then the 13-week outcome is not met because of "outcome_limit"
      And enough work had been done in all by 28 October 2019

    Scenario: With the limit set aside they are met on 25 November 2019
      Given a job of 16 hours a week from 27 August 2019
      And "outcome_limit" is set aside
      When it is decided as of 30 November 2019
      Then the 13-week outcome is met on 25 November 2019

  Rule: No One Left Behind states no such limit

    Scenario: 13 weeks of a job begun on 4 April 2022, three years after a first job, count
      Given the contract "no-one-left-behind"
      And a person who meets every condition, referred and started on 1 April 2019
      And a job of 16 hours a week from 8 April 2019 to 5 May 2019
      And a job of 16 hours a week from 4 April 2022
      When it is decided as of 3 July 2022
      Then the job-start outcome is met on 8 April 2019
      And the 13-week outcome is met on 3 July 2022

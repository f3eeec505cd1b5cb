Feature: What is not recorded
  A blank is unknown: it is not "no" and it is not nothing. A fact of a job that a contract asks for is read both ways,
  and where that changes the verdict the fact is named, so that somebody can go and find out.

  Rule: Fair Start Scotland asks for the hours and the basis of a job

    Background:
      Given the contract "fair-start-scotland"
      And a person who meets every condition, referred and started on 1 October 2018

    Scenario: A job of unknown hours from 1 October 2018 leaves 13 weeks open
      Given a job of unknown hours from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is undetermined: "weekly_hours" is not recorded
      And with "weekly_hours" known to be "16", it is met on 30 December 2018
      And with "weekly_hours" known to be "15.99", it is not yet met; the earliest date is 31 March 2019

    Scenario: A job of 0 hours from 1 October 2018 is not open - nothing was worked
      Given a job of 0 hours a week from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is not yet met; the earliest date is 31 March 2019

    Scenario: On what basis a job of 1 October 2018 is held matters only if self-employment does not count
      Given a job of 16 hours a week from 1 October 2018
      And it is not recorded on what basis the job is held
      When it is decided as of 30 December 2018
      Then the 13-week outcome is undetermined: the contract is silent on "self_employment", and "basis" is not recorded
      And with "basis" known to be "employee", it is met on 30 December 2018
      And with "basis" known to be "self_employed", it is undetermined: the contract is silent on "self_employment"
      And with "self_employment" read as "counts", it is met on 30 December 2018

    Scenario: Whether a job of 1 October 2018 reflects the person's needs is not asked, so it need not be recorded
      Given a job of 16 hours a week from 1 October 2018
      And it is not recorded whether the job reflects the person's needs
      When it is decided as of 30 December 2018
      Then the 13-week outcome is met on 30 December 2018

    Scenario: Where an unknown job of 1 October 2018 runs beside one that is enough, it changes nothing
      Given a job of 16 hours a week from 1 October 2018
      And a job of unknown hours from 1 October 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is met on 30 December 2018

    Scenario: Without a start date nothing but eligibility is decided
      Given it is not recorded when the person started
      And a job of 16 hours a week from 1 October 2018
      When it is decided as of 30 December 2018
      Then the person is eligible
      And the 13-week outcome is undetermined because the journey has no start date yet

    Scenario: On 30 September 2018 a start on 1 October is not known yet
      When it is decided as of 30 September 2018
      Then the 13-week outcome is undetermined because the journey has no start date yet

  Rule: No One Left Behind asks whether a job reflects the person's needs

    Background:
      Given the contract "no-one-left-behind"
      And a person who meets every condition, referred and started on 1 April 2019

    Scenario: Not recorded is not "no" - a job of 8 April 2019 may have been a job start
      Given a job of 16 hours a week from 8 April 2019
      And it is not recorded whether the job reflects the person's needs
      When it is decided as of 30 April 2019
      Then the job-start outcome is undetermined: "reflects_needs" is not recorded

    Scenario: "No" is "no" - the same job was not one
      Given a job of 16 hours a week from 8 April 2019
      And the job does not reflect the person's needs
      When it is decided as of 30 April 2019
      Then the job-start outcome is not yet met; the earliest date is 1 May 2019

    Scenario: The facts of ten jobs of 2019 may be unknown
      Given these jobs:
        | from             | to                | reflects needs |
        | 1 May 2019       | 31 May 2019       |                |
        | 1 June 2019      | 30 June 2019      |                |
        | 1 July 2019      | 31 July 2019      |                |
        | 1 August 2019    | 31 August 2019    |                |
        | 1 September 2019 | 30 September 2019 |                |
        | 1 October 2019   | 31 October 2019   |                |
        | 1 November 2019  | 30 November 2019  |                |
        | 1 December 2019  | 31 December 2019  |                |
        | 1 January 2020   | 31 January 2020   |                |
        | 1 February 2020  | 29 February 2020  |                |
      When it is decided as of 31 March 2020
      Then the job-start outcome is undetermined: "reflects_needs" is not recorded
      And with "reflects_needs" known to be "yes", it is met on 1 May 2019
      And with "reflects_needs" known to be "no", it is not yet met; the earliest date is 1 April 2020

    Scenario: An eleventh is too many, and the outcome is undetermined without more
      Given these jobs:
        | from             | to                | reflects needs |
        | 1 May 2019       | 31 May 2019       |                |
        | 1 June 2019      | 30 June 2019      |                |
        | 1 July 2019      | 31 July 2019      |                |
        | 1 August 2019    | 31 August 2019    |                |
        | 1 September 2019 | 30 September 2019 |                |
        | 1 October 2019   | 31 October 2019   |                |
        | 1 November 2019  | 30 November 2019  |                |
        | 1 December 2019  | 31 December 2019  |                |
        | 1 January 2020   | 31 January 2020   |                |
        | 1 February 2020  | 29 February 2020  |                |
        | 1 March 2020     |                   |                |
      When it is decided as of 31 March 2020
      Then the job-start outcome is undetermined because more than ten jobs have unknown facts

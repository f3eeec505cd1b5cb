Feature: Hours that change inside a job
  A job whose hours change is one job: it began when it first began, and each day is judged at the hours of that day.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Rule: Hours that fall from 18 to 10 after eight weeks leave eight weeks that count

    Background:
      Given a job of 18 hours a week from 1 October 2018
      And the job goes on at 10 hours a week from 26 November 2018

    Scenario: On 16 December 2018 there are just enough days left in the first 16 weeks
      When it is decided as of 16 December 2018
      Then the 13-week outcome is not yet met; the earliest date is 20 January 2019

    Scenario: On 17 December 2018 there are not, and it turns on where the 16 weeks lie
      When it is decided as of 17 December 2018
      Then the 13-week outcome is undetermined: the contract is silent on "window"
      And with "window" read as "first_start", it is not met because of "hours"
      And with "window" read as "rolling", it is not yet met; the earliest date is 18 March 2019

    Scenario: By 20 January 2019 the first 16 weeks have run out with 56 of 91 days
      Given "window" is read as "first_start"
      When it is decided as of 20 January 2019
      Then the 13-week outcome is not met because of "hours"
      And the reason is that work was not sustained for long enough within the window
      And 91 qualifying days in 112 are needed, 56 were found

    Scenario: With 8 hours asked throughout, the fall to 10 makes no difference and 13 weeks are met on 30 December 2018
      Given the contract "fair-start-scotland", as it stood on 1 April 2021
      When it is decided as of 20 January 2019
      Then the 13-week outcome is met on 30 December 2018

  Rule: Other changes

    Scenario: Hours that fall on 26 November 2018 to 16 are still enough
      Given a job of 18 hours a week from 1 October 2018
      And the job goes on at 16 hours a week from 26 November 2018
      When it is decided as of 30 December 2018
      Then the 13-week outcome is met on 30 December 2018

    Scenario: Hours that rise from 10 to 18 on 26 November 2018 count from that day
      Given a job of 10 hours a week from 1 October 2018
      And the job goes on at 18 hours a week from 26 November 2018
      When it is decided as of 24 February 2019
      Then the 13-week outcome is met on 24 February 2019

    Scenario: A week of 4 hours at Christmas 2018 in a zero-hours job is a break, for hours are not averaged
      Given a job of 28 hours a week from 1 October 2018
      And the job is a zero-hours contract
      And the job goes on at 4 hours a week from 24 December 2018
      And the job goes on at 28 hours a week from 31 December 2018
      When it is decided as of 6 January 2019
      Then the 13-week outcome is met on 6 January 2019

    Scenario: Hours that become unknown on 26 November 2018 leave the outcome open from then on
      Given these jobs:
        | job  | from             | hours a week |
        | shop | 1 October 2018   | 16           |
        | shop | 26 November 2018 |              |
      When it is decided as of 30 December 2018
      Then the 13-week outcome is undetermined: the contract is silent on "window", and "weekly_hours" is not recorded
      And with "weekly_hours" known to be "16", it is met on 30 December 2018
      And with "weekly_hours" known to be "15.99" and "window" read as "first_start", it is not met because of "hours"

Feature: Stories that the documents themselves tell
  What a briefing and a blog say of people on Individual Placement and Support, told as dated journeys. The documents give
  no days; those here are made up.

  Rule: Grant, in the Centre for Mental Health's briefing, was offered 20 hours a week in a warehouse

    Scenario: The warehouse job of 20 hours begun on 3 June 2024 is a job start, and support in it has no limit
      Given the contract "ips-secondary-care"
      And a person who meets every condition, referred and started on 6 May 2024
      And the person has been out of work for 60 months
      And a job of 20 hours a week from 3 June 2024
      When it is decided as of 30 June 2024
      Then the person is eligible
      And the job-start outcome is met on 3 June 2024
      And support in work has no limit

    Scenario: More hours a few weeks later, from 1 July 2024, make it no second job start
      Given the contract "ips-secondary-care"
      And a person who meets every condition, referred and started on 6 May 2024
      And a job of 20 hours a week from 3 June 2024 to 30 June 2024
      And the job goes on at 30 hours a week from 1 July 2024
      When it is decided as of 31 July 2024
      Then the job-start outcome is met on 3 June 2024
      And the all-job-starts outcome is met on 3 June 2024
      And it counts 1 time

    Scenario: 20 hours a week from 8 October 2018 were enough for Fair Start Scotland at launch, which asked for 16
      Given the contract "fair-start-scotland"
      And a person who meets every condition, referred and started on 1 October 2018
      And a job of 20 hours a week from 8 October 2018
      When it is decided as of 6 January 2019
      Then the 13-week outcome is met on 6 January 2019

  Rule: The blog says that IPS (PC) takes anyone with a health condition that creates a barrier to work

    Scenario: Someone with a long-term health condition and no disability on 1 May 2023 is eligible
      Given the contract "ips-primary-care"
      And a person who meets every condition, referred and started on 1 May 2023
      And the person is not disabled
      And the person has a long-term health condition
      When it is decided as of 31 May 2023
      Then the person is eligible

    Scenario: Of someone with neither on 1 May 2023 no such condition is known, and the person is not eligible
      Given the contract "ips-primary-care"
      And a person who meets every condition, referred and started on 1 May 2023
      And the person is not disabled
      And the person has no long-term health condition
      When it is decided as of 31 May 2023
      Then the person is not eligible because of "disability_or_condition"

  Rule: The blog says that WorkWell is for people who very recently became unemployed or are still in work; no document makes it a condition

    Scenario Outline: Someone who is <status> on 13 May 2024, out of work for <months> months, is eligible
      Given the contract "workwell"
      And a person who meets every condition, referred and started on 13 May 2024
      And the person is <status>
      And the person has been out of work for <months> months
      When it is decided as of 31 May 2024
      Then the person is eligible

      Examples:
        | status     | months |
        | employed   | 0      |
        | unemployed | 0      |
        | unemployed | 24     |

  Rule: The responses say that Specialist Employability Support sets no hours and takes anyone with a disability or condition

    Scenario Outline: Work of <hours> hours a week from 7 July 2025 that reflect the person's needs is a job start
      Given the contract "specialist-employability-support"
      And a person who meets every condition, referred and started on 1 July 2025
      And the person is not disabled
      And the person has a long-term health condition
      And a job of <hours> hours a week from 7 July 2025
      When it is decided as of 31 July 2025
      Then the person is eligible
      And the job-start outcome is met on 7 July 2025

      Examples:
        | hours |
        | 1     |
        | 7.99  |
        | 16    |

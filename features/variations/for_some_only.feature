Feature: A variation for some, and one that lapses
  A variation may be for one lot or provider only, and it may hold for a time and then give way again to what was
  before it, as those of the pandemic did.

  Rule: 8 hours from 1 April 2021 for lot 5 alone

    Background:
      Given this contract:
        """
        contract: what-if
        title: 16 hours, and 8 in lot 5
        summary: A made-up contract that was varied for one lot.
        terms:
          - id: hours
            kind: hours_per_week
            at_least:
              - {value: 16, from: 2018-04-01}
              - {value: 8, from: 2021-04-01, scope: {lot: ["5"]}}
            applies_by: job_start
            inclusive: yes
            concurrent_jobs: added
            illustrative: A made-up contract.
          - id: outcomes
            kind: sustained_outcomes
            window: first_start
            outcomes: {13-week: {weeks: 13, within: 16}}
            illustrative: A made-up contract.
        """
      And a person who meets every condition, referred and started on 11 January 2021
      And a job of 8 hours a week from 1 April 2021

    Scenario: In lot 5 a job of 8 hours from 1 April 2021 reaches 13 weeks on 30 June 2021
      Given the person is in lot "5"
      When it is decided as of 30 June 2021
      Then the 13-week outcome is met on 30 June 2021

    Scenario: In lot 6 it does not
      Given the person is in lot "6"
      When it is decided as of 30 June 2021
      Then the 13-week outcome is not yet met; the earliest date is 29 September 2021

    Scenario: Where the lot is not recorded it decides by 30 June 2021
      Given it is not recorded in which lot the person is
      When it is decided as of 30 June 2021
      Then the 13-week outcome is undetermined: "lot" is not recorded
      And with "lot" known to be "5", it is met on 30 June 2021

  Rule: 8 hours for jobs begun from 1 April 2020 to 31 March 2021, then 16 again

    Scenario Outline: A job of 8 hours begun on <begun> is <verdict>
      Given this contract:
        """
        contract: what-if
        title: 16 hours, and 8 for a year
        summary: A made-up contract that was varied for a year.
        terms:
          - id: hours
            kind: hours_per_week
            at_least:
              - {value: 16, from: 2018-04-01}
              - {value: 8, from: 2020-04-01, until: 2021-03-31}
            applies_by: job_start
            inclusive: yes
            concurrent_jobs: added
            illustrative: A made-up contract.
          - id: outcomes
            kind: sustained_outcomes
            window: first_start
            outcomes: {13-week: {weeks: 13, within: 16}}
            illustrative: A made-up contract.
        """
      And a person who meets every condition, referred and started on 6 January 2020
      And a job of 8 hours a week from <begun>
      When it is decided as of 30 June 2021
      Then the 13-week outcome is <verdict>

      Examples:
        | begun         | verdict                                             |
        | 31 March 2020 | not yet met; the earliest date is 29 September 2021 |
        | 1 April 2020  | met on 30 June 2020                                 |
        | 31 March 2021 | met on 29 June 2021                                 |
        | 1 April 2021  | not yet met; the earliest date is 29 September 2021 |

Feature: Which day decides whether a variation applies
  A contract was varied from 16 hours to 8 on 1 April 2021. Whom that helps depends on the day it goes by: that of the
  referral, of the start, of the job's start, of each day worked, on which the outcome is reached, or of the claim.
  Every job here is of 12 hours a week.

  Scenario Outline: By <event>, for a person referred on <referred> and started on <started>, 12 hours from <begun> claimed on <claimed> are <verdict>
    Given this contract:
      """
      contract: what-if
      title: 16 hours, and 8 from April 2021
      summary: A contract made up to compare the days by which a variation may go.
      terms:
        - id: hours
          kind: hours_per_week
          at_least:
            - {value: 16, from: 2018-04-01}
            - {value: 8, from: 2021-04-01}
          applies_by: <event>
          inclusive: yes
          concurrent_jobs: added
          illustrative: A made-up contract.
        - id: outcomes
          kind: sustained_outcomes
          window: first_start
          outcomes: {13-week: {weeks: 13, within: 16}}
          illustrative: A made-up contract.
      """
    And a person who meets every condition, referred on <referred> and started on <started>
    And a job of 12 hours a week from <begun>
    And the 13-week outcome was claimed on <claimed>
    When it is decided as of 31 July 2021
    Then the 13-week outcome is <verdict>

    Examples: A job of 15 February 2021
      | event           | referred        | started         | begun            | claimed      | verdict                                          | because                                      |
      | referral        | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | not yet met; the earliest date is 30 October 2021 | 16 were asked on the day of the referral     |
      | start           | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | not yet met; the earliest date is 30 October 2021 | 16 were asked on the day of the start        |
      | job_start       | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | not yet met; the earliest date is 30 October 2021 | 16 were asked on the day the job began       |
      | day_worked      | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | met on 30 June 2021                              | 1 April is the first day that counts         |
      | outcome_reached | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | met on 16 May 2021                               | at 8 hours the 91st day is 16 May            |
      | claim           | 11 January 2021 | 11 January 2021 | 15 February 2021 | 14 June 2021 | met on 16 May 2021                               | 8 were asked on the day of the claim         |

    Examples: The day before the variation, and the day itself
      | event           | referred        | started         | begun            | claimed       | verdict                                          | because                                      |
      | referral        | 31 March 2021   | 6 April 2021    | 12 April 2021    | 26 July 2021  | not yet met; the earliest date is 30 October 2021 | referred on 31 March                         |
      | referral        | 1 April 2021    | 6 April 2021    | 12 April 2021    | 26 July 2021  | met on 11 July 2021                              | referred on 1 April                          |
      | start           | 11 January 2021 | 31 March 2021   | 12 April 2021    | 26 July 2021  | not yet met; the earliest date is 30 October 2021 | started on 31 March                          |
      | start           | 11 January 2021 | 1 April 2021    | 12 April 2021    | 26 July 2021  | met on 11 July 2021                              | started on 1 April                           |
      | job_start       | 11 January 2021 | 11 January 2021 | 31 March 2021    | 26 July 2021  | not yet met; the earliest date is 30 October 2021 | the job began on 31 March                    |
      | job_start       | 11 January 2021 | 11 January 2021 | 1 April 2021     | 26 July 2021  | met on 30 June 2021                              | the job began on 1 April                     |
      | outcome_reached | 1 December 2020 | 1 December 2020 | 31 December 2020 | 26 July 2021  | not met because of "outcomes"                    | at 8 hours the 91st day is 31 March          |
      | outcome_reached | 1 December 2020 | 1 December 2020 | 1 January 2021   | 26 July 2021  | met on 1 April 2021                              | at 8 hours the 91st day is 1 April           |
      | claim           | 1 December 2020 | 1 December 2020 | 31 December 2020 | 31 March 2021 | not yet met; the earliest date is 30 October 2021 | claimed on 31 March                          |
      | claim           | 1 December 2020 | 1 December 2020 | 31 December 2020 | 1 April 2021  | met on 31 March 2021                             | claimed on 1 April                           |

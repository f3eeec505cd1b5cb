Feature: IPS in alcohol and drug treatment
  On the trial's terms: out of work for six months, nine months of support before work and four in work, and one day of
  competitive work, seven paid hours, within 18 months.

  Background:
    Given the contract "ips-alcohol-drug"
    And a person who meets every condition, referred and started on 1 February 2024

  Scenario: 7 paid hours in a job begun on 4 March 2024 are a day of work
    Given a job of 7 hours a week from 4 March 2024
    And the job has had 7 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 4 March 2024

  Scenario: 6.99 paid hours in a job begun on 4 March 2024 are not, though elsewhere 4 would do
    Given a job of 7 hours a week from 4 March 2024
    And the job has had 6.99 paid hours
    When it is decided as of 30 June 2024
    Then the job-start outcome is not yet met; the earliest date is 1 July 2024
    And on "paid_hours" the document "ips-grow-reporting" lost to "ipsad-trial"

  Scenario: A job begun on 1 August 2025, 18 months after the start, is in time
    Given a job of 16 hours a week from 1 August 2025
    When it is decided as of 31 August 2025
    Then the job-start outcome is met on 1 August 2025

  Scenario: A job begun on 2 August 2025 is too late for it, but is counted among all job starts
    Given a job of 16 hours a week from 2 August 2025
    When it is decided as of 31 August 2025
    Then the job-start outcome is not met because of "job_start"
    And the all-job-starts outcome is met on 2 August 2025

  Scenario: Support before work ends on 1 November 2024, yet a job begun on 2 December 2024 counts
    Given a job of 16 hours a week from 2 December 2024
    When it is decided as of 31 December 2024
    Then support before work is due until 1 November 2024
    And support in work is due until 2 April 2025
    And the job-start outcome is met on 2 December 2024

  Scenario Outline: Someone who had been out of work for <months> months on 1 February 2024 is <verdict>
    Given the person has been out of work for <months> months
    When it is decided as of 29 February 2024
    Then the person is <verdict>

    Examples:
      | months | verdict                                         |
      | 5      | not eligible because of "six_months_out_of_work" |
      | 6      | eligible                                        |

  Scenario: Someone who is not in treatment on 1 February 2024 is not eligible
    Given the person is not in treatment for substance use
    When it is decided as of 29 February 2024
    Then the person is not eligible because of "in_substance_use_treatment"

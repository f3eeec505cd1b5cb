Feature: Universal Support IPS (Connect to Work)
  For adults who are inactive or at risk of losing their job; paid by a grant of costs, so that outcomes are counted and
  not paid for.

  Background:
    Given the contract "universal-support-ips"
    And a person who meets every condition, referred and started on 7 April 2025

  Scenario: An apprenticeship begun on 5 May 2025 is a job start
    Given a job of 30 hours a week from 5 May 2025
    And the job is an apprenticeship
    When it is decided as of 30 June 2025
    Then the job-start outcome is met on 5 May 2025

  Scenario: Self-employment begun on 5 May 2025 is one too
    Given a job of 30 hours a week from 5 May 2025
    And the job is self-employment
    When it is decided as of 30 June 2025
    Then the job-start outcome is met on 5 May 2025

  Scenario: Work experience from 5 May 2025 is not paid, and so is none
    Given a job of 30 hours a week from 5 May 2025
    And the job has had 0 paid hours
    When it is decided as of 30 June 2025
    Then the job-start outcome is not yet met; the earliest date is 1 July 2025

  Scenario: Someone unemployed rather than inactive on 7 April 2025 is not eligible
    Given the person is unemployed
    When it is decided as of 30 April 2025
    Then the person is not eligible because of "inactive_or_at_risk"

  Scenario Outline: Someone in work on 7 April 2025 whose risk of losing the job is "<at risk>" is <verdict>
    Given the person is employed
    And these facts of the person:
      | at_risk_of_losing_job | <at risk> |
    When it is decided as of 30 April 2025
    Then the person is <verdict>

    Examples:
      | at risk | verdict                                       |
      | yes     | eligible                                      |
      | no      | not eligible because of "inactive_or_at_risk" |

  Scenario: Where the risk is not recorded on 7 April 2025, it decides
    Given the person is employed
    When it is decided as of 30 April 2025
    Then it is undetermined whether the person is eligible: "at_risk_of_losing_job" is not recorded

  Scenario Outline: A person of <age> on 7 April 2025, admitted as an exception "<exception>", is <verdict>
    Given the person is <age> years old
    And these facts of the person:
      | admitted_exceptionally | <exception> |
    When it is decided as of 30 April 2025
    Then the person is <verdict>

    Examples:
      | age | exception | verdict                       |
      | 15  | yes       | not eligible because of "age" |
      | 16  | yes       | eligible                      |
      | 17  | no        | not eligible because of "age" |
      | 18  | no        | eligible                      |

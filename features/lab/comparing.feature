Feature: The same people under several models, and who flips by which clause
  Fair Start Scotland asked for 16 hours a week at launch and for 8 as varied; No One Left Behind and Specialist Employability
  Support set no hours, but ask for a job that reflects the person's needs. Referral dates are set aside: these models followed
  each other. Prices are illustrative.

  Background:
    Given these people, referred and started on 14 May 2018:
      | person | hours | from        | to               | reflects_needs | payment_group | disabled | long_term_health_condition |
      | Twelve | 12    | 4 June 2018 | 31 December 2019 | yes            | core          | yes      | yes                        |
      | Blank  | 12    | 4 June 2018 | 31 December 2019 |                | core          | yes      | yes                        |
      | Twenty | 20    | 4 June 2018 | 31 December 2019 | yes            | advanced      | no       | no                         |
      | Wrong  | 20    | 4 June 2018 | 31 December 2019 | no             | core          | yes      | yes                        |
      | Nobody |       |             |                  |                | intense       | yes      | yes                        |

  Scenario: A job of 12 hours is too small at 16 hours, and enough at 8
    When the caseload is compared under "fair-start-scotland@2018-04-03" and "fair-start-scotland@2021-04-01" as of 30 June 2020
    Then for "Twelve" and "Blank" 13-week goes from not met to met because of "hours"
    And for "Twenty" and "Nobody" 13-week stays as it is
    And the smallest journey that shows it for 13-week is "Twelve"
    And £6,600.00 is due under "fair-start-scotland@2018-04-03"
    And £12,000.00 is due under "fair-start-scotland@2021-04-01"

  Scenario: Where no hours are set the same job of 12 hours counts if it reflects the person's needs
    When the caseload is compared under "fair-start-scotland@2018-04-03" and "no-one-left-behind" as of 30 June 2020
    Then for "Twelve" and "Blank" 13-week goes from not met to met because of "hours"
    And for "Wrong" 13-week goes from met to not yet because of "flexible_hours"
    And for "Twelve", "Blank" and "Twenty" job-start goes from absent to met because of "absent"
    And 3 of the people have an outcome under "no-one-left-behind"

  Scenario: Specialist support asks for a disability or a condition
    When the caseload is compared under "fair-start-scotland@2018-04-03" and "specialist-employability-support" as of 30 June 2020
    Then for "Twenty" 13-week goes from met to not met because of "disability_or_condition"
    And for "Twelve" and "Blank" 13-week goes from not met to met because of "hours"

  Scenario: All four models of the question side by side
    When the caseload is compared under "fair-start-scotland@2018-04-03", "fair-start-scotland@2021-04-01", "no-one-left-behind" and "specialist-employability-support" as of 30 June 2020
    Then 2 of the people have an outcome under "fair-start-scotland@2018-04-03"
    And 4 of the people have an outcome under "fair-start-scotland@2021-04-01"
    And 3 of the people have an outcome under "no-one-left-behind"
    And 2 of the people have an outcome under "specialist-employability-support"

Feature: Conditions of other models
  What one model asks of a person another does not.

  Rule: No One Left Behind is for people out of work, and for parents on a low income who work

    Background:
      Given the contract "no-one-left-behind"
      And a person who meets every condition, referred and started on 1 April 2024

    Scenario: A parent on a low income who works on 1 April 2024 is eligible
      Given the person is employed
      And the person is a parent on a low income
      When it is decided as of 30 April 2024
      Then the person is eligible

    Scenario: Someone who works on 1 April 2024 and is not a parent on a low income is not eligible
      Given the person is employed
      And the person is not a parent on a low income
      When it is decided as of 30 April 2024
      Then the person is not eligible because of "out_of_work"

    Scenario: For someone who works on 1 April 2024 it decides, where it is not recorded
      Given the person is employed
      And it is not recorded whether the person is a parent on a low income
      When it is decided as of 30 April 2024
      Then it is undetermined whether the person is eligible: "low_income_parent" is not recorded

    Scenario Outline: On 1 April 2024 a person who is <age> years old is <verdict>
      Given the person is <age> years old
      When it is decided as of 30 April 2024
      Then the person is <verdict>

      Examples:
        | age | verdict                       |
        | 15  | not eligible because of "age" |
        | 16  | eligible                      |
        | 75  | eligible                      |

  Rule: Fair Start Scotland did not open the way for parents in work

    Scenario: A parent on a low income who works on 1 October 2018 is not eligible for it
      Given the contract "fair-start-scotland"
      And a person who meets every condition, referred and started on 1 October 2018
      And the person is employed
      And the person is a parent on a low income
      When it is decided as of 31 October 2018
      Then the person is not eligible because of "age_and_status"

  Rule: Specialist Employability Support is for anyone with a disability or a long-term health condition

    Background:
      Given the contract "specialist-employability-support"
      And a person who meets every condition, referred and started on 1 July 2025

    Scenario: A long-term health condition that does not disable is enough on 1 July 2025
      Given the person is not disabled
      And the person has a long-term health condition
      When it is decided as of 31 July 2025
      Then the person is eligible

    Scenario: Someone with neither is not eligible on 1 July 2025
      Given the person is not disabled
      And the person has no long-term health condition
      When it is decided as of 31 July 2025
      Then the person is not eligible because of "disability_or_condition"

  Rule: Taking part in IPS is never compulsory

    Scenario Outline: Someone mandated to take part in <model> is not eligible, as referred on <referred>
      Given the contract "<model>"
      And a person who meets every condition, referred and started on <referred>
      And the person was mandated to take part
      When it is decided as of <as of>
      Then the person is not eligible because of "voluntary"
      And the job-start outcome is not met
      And the reason is that the person was mandated, and participation must be voluntary

      Examples:
        | model                | referred        | as of            |
        | ips-secondary-care   | 2 April 2024    | 30 April 2024    |
        | ips-talking-therapies | 2 May 2024     | 31 May 2024      |
        | ips-nhs-primary-care | 2 May 2024      | 31 May 2024      |
        | ips-alcohol-drug     | 1 February 2024 | 29 February 2024 |
        | universal-support-ips | 7 April 2025   | 30 April 2025    |

    Scenario: Where it is not recorded on 2 April 2024 whether someone was, eligibility is open
      Given the contract "ips-secondary-care"
      And a person who meets every condition, referred and started on 2 April 2024
      And it is not recorded whether the person was mandated to take part
      When it is decided as of 30 April 2024
      Then it is undetermined whether the person is eligible: "mandated" is not recorded

  Rule: Connect to Work does not take people who are on another programme

    Background:
      Given the contract "universal-support-ips"
      And a person who meets every condition, referred and started on 7 April 2025

    Scenario: Someone on Restart on 7 April 2025 is not eligible
      Given the person is on the programme "restart"
      When it is decided as of 30 April 2025
      Then the person is not eligible because of "no_other_programme"

    Scenario: Someone on another programme on 7 April 2025, it is not said which, is not eligible
      Given the person is on another programme
      When it is decided as of 30 April 2025
      Then the person is not eligible because of "no_other_programme"

    Scenario: Someone on none on 7 April 2025 is
      Given the person is on no other programme
      When it is decided as of 30 April 2025
      Then the person is eligible

    Scenario: Where it is not recorded on 7 April 2025, eligibility is open
      Given it is not recorded whether the person is on another programme
      When it is decided as of 30 April 2025
      Then it is undetermined whether the person is eligible: "other_programme" is not recorded

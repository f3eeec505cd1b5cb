Feature: IPS in secondary care, in NHS primary care and in Talking Therapies
  Individual Placement and Support within a health service: support without a time limit, and a job start that counts
  after four hours of paid work.

  Scenario Outline: <model> - a job begun on 3 June 2024 in which 4 hours were paid is a job start
    Given the contract "<model>"
    And a person who meets every condition, referred and started on 6 May 2024
    And a job of 4 hours a week from 3 June 2024
    And the job has had 4 paid hours
    When it is decided as of 30 June 2024
    Then the person is eligible
    And the job-start outcome is met on 3 June 2024
    And support in work has no limit

    Examples:
      | model                 |
      | ips-secondary-care    |
      | ips-nhs-primary-care  |
      | ips-talking-therapies |

  Scenario Outline: <model> - someone of whom it is true on 6 May 2024 that the person <differs> is not eligible
    Given the contract "<model>"
    And a person who meets every condition, referred and started on 6 May 2024
    And the person <differs>
    When it is decided as of 30 June 2024
    Then the person is not eligible because of "<condition>"

    Examples:
      | model                 | differs                                  | condition                       |
      | ips-secondary-care    | has no severe mental illness             | severe_mental_illness           |
      | ips-secondary-care    | is not in secondary mental health care   | in_secondary_mental_health_care |
      | ips-nhs-primary-care  | is not in primary or community care      | in_primary_or_community_care    |
      | ips-talking-therapies | is not in talking therapies              | in_talking_therapies            |

  Scenario Outline: <model> - someone in work on 6 May 2024, or aged 17, is eligible too, for nothing read says otherwise
    Given the contract "<model>"
    And a person who meets every condition, referred and started on 6 May 2024
    And the person is employed
    And the person is 17 years old
    When it is decided as of 30 June 2024
    Then the person is eligible

    Examples:
      | model                 |
      | ips-secondary-care    |
      | ips-nhs-primary-care  |
      | ips-talking-therapies |

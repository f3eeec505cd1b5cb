Feature: When a person may be referred
  The test is of the referral date: a start may come later.

  Scenario Outline: <model> - a person referred on <referred> is <verdict>
    Given the contract "<model>"
    And a person who meets every condition, referred on <referred> and started on <started>
    When it is decided as of <as of>
    Then the person is <verdict>

    Examples: Fair Start Scotland, from the soft launch of 13 March 2018 to 31 March 2024
      | model               | referred      | started       | as of         | verdict                                   |
      | fair-start-scotland | 12 March 2018 | 3 April 2018  | 30 June 2018  | not eligible because of "referral_window" |
      | fair-start-scotland | 13 March 2018 | 20 March 2018 | 30 June 2018  | eligible                                  |
      | fair-start-scotland | 3 April 2018  | 3 April 2018  | 30 June 2018  | eligible                                  |
      | fair-start-scotland | 31 March 2024 | 10 April 2024 | 30 June 2024  | eligible                                  |
      | fair-start-scotland | 1 April 2024  | 10 April 2024 | 30 June 2024  | not eligible because of "referral_window" |

    Examples: No One Left Behind, from 1 April 2019
      | model               | referred      | started       | as of         | verdict                                   |
      | no-one-left-behind  | 31 March 2019 | 8 April 2019  | 30 June 2019  | not eligible because of "referral_window" |
      | no-one-left-behind  | 1 April 2019  | 8 April 2019  | 30 June 2019  | eligible                                  |
      | no-one-left-behind  | 1 April 2024  | 8 April 2024  | 30 June 2024  | eligible                                  |

    Examples: Specialist Employability Support, from summer 2025, taken to be 1 July 2025
      | model                            | referred     | started     | as of          | verdict                                   |
      | specialist-employability-support | 30 June 2025 | 7 July 2025 | 30 August 2025 | not eligible because of "referral_window" |
      | specialist-employability-support | 1 July 2025  | 7 July 2025 | 30 August 2025 | eligible                                  |

    Examples: The models of the Department for Work and Pensions
      | model                     | referred          | started        | as of           | verdict                                   |
      | ips-primary-care          | 11 July 2022      | 18 July 2022   | 31 August 2022  | not eligible because of "referral_window" |
      | ips-primary-care          | 12 July 2022      | 18 July 2022   | 31 August 2022  | eligible                                  |
      | work-and-health-programme | 30 September 2024 | 7 October 2024 | 31 October 2024 | eligible                                  |
      | work-and-health-programme | 1 October 2024    | 7 October 2024 | 31 October 2024 | not eligible because of "referral_window" |

  Scenario: A person referred too late, on 1 April 2024, reaches no outcome, and that is the reason
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred on 1 April 2024 and started on 10 April 2024
    And a job of 16 hours a week from 15 April 2024
    When it is decided as of 31 July 2024
    Then the 13-week outcome is not met because of "referral_window"
    And the reason is that the referral date lies outside the contract's referral window

  Scenario: With the referral window set aside the same person reaches 13 weeks on 14 July 2024
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred on 1 April 2024 and started on 10 April 2024
    And a job of 16 hours a week from 15 April 2024
    And "referral_window" is set aside
    When it is decided as of 31 July 2024
    Then the person is eligible
    And the 13-week outcome is met on 14 July 2024

  Scenario: Where nobody recorded when the person was referred, eligibility is open
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018
    And it is not recorded when the person was referred
    When it is decided as of 31 October 2018
    Then it is undetermined whether the person is eligible: "referral_date" is not recorded

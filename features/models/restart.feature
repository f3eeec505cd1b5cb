Feature: Restart
  A comparator: the earnings of the Work and Health Programme in less time, for people long on benefit. Who may join was
  widened twice in 2022; that the day of referral decides is assumed.

  Scenario Outline: Referred on <referred> after <months> months out of work, a person is <verdict>
    Given the contract "restart"
    And a person who meets every condition, referred and started on <referred>
    And the person has been out of work for <months> months
    When it is decided as of 30 June 2022
    Then the person is <verdict>

    Examples:
      | referred         | months | verdict                                     |
      | 31 December 2021 | 11     | not eligible because of "months_out_of_work" |
      | 31 December 2021 | 12     | eligible                                    |
      | 31 December 2021 | 18     | eligible                                    |
      | 31 December 2021 | 19     | not eligible because of "months_out_of_work" |
      | 1 January 2022   | 8      | not eligible because of "months_out_of_work" |
      | 1 January 2022   | 9      | eligible                                    |
      | 1 January 2022   | 48     | eligible                                    |

  Scenario Outline: On JSA and referred on <referred>, a person is <verdict>
    Given the contract "restart"
    And a person who meets every condition, referred and started on <referred>
    And the person is on JSA
    When it is decided as of 30 June 2022
    Then the person is <verdict>

    Examples:
      | referred      | verdict                           |
      | 31 March 2022 | not eligible because of "benefit" |
      | 1 April 2022  | eligible                          |

  Scenario: £4,800 paid on 30 April 2024, 365 days after 1 May 2023, are in time however the contract is read
    Given the contract "restart"
    And a person who meets every condition, referred and started on 1 May 2023
    And a job of 16 hours a week from 5 June 2023
    And wages of £4,800.00 paid on 30 April 2024
    When it is decided as of 31 May 2024
    Then the job outcome is met on 30 April 2024

  Scenario: Paid on 1 May 2024, it turns on whether an outcome may come after the 365 days
    Given the contract "restart"
    And a person who meets every condition, referred and started on 1 May 2023
    And a job of 16 hours a week from 5 June 2023
    And wages of £4,800.00 paid on 1 May 2024
    When it is decided as of 31 May 2024
    Then the job outcome is undetermined: the contract is silent on "time_to_reach"
    And with "time_to_reach" read as "365 days", it is not met because of "earnings"
    And with "time_to_reach" read as "547 days", it is met on 1 May 2024

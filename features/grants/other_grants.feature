Feature: Other grants to employers, and the precedent for averaging hours

  Scenario Outline: In West Lothian an employer of <people> people <what>
    Given the contract "west-lothian-eri"
    And a person who meets every condition, referred and started on 1 May 2024
    And the person lives in the council area "West Lothian"
    And a job of 16 hours a week from 6 May 2024
    And the job is with an employer of <people> people
    When it is decided as of 4 August 2024
    Then the 13-week outcome is <verdict>

    Examples:
      | people | what         | verdict                                            |
      | 249    | is small     | met on 4 August 2024                               |
      | 250    | is too large | not yet met; the earliest date is 3 November 2024  |

  Scenario Outline: In Moray a job begun on <first day> <what>
    Given the contract "moray-eri"
    And a person who meets every condition, referred and started on 10 January 2022
    And the person lives in the council area "Moray"
    And a job of 16 hours a week from <first day>
    And the job was agreed on 1 March 2022
    When it is decided as of 31 March 2023
    Then the 52-week outcome is <verdict>

    Examples:
      | first day     | what            | verdict                          |
      | 31 March 2022 | began in time   | met on 29 March 2023             |
      | 1 April 2022  | began too late  | not met because of "job_starts"  |

  Scenario: What Moray pays is up to £8,000
    Given the contract "moray-eri"
    And a person who meets every condition, referred and started on 10 January 2022
    And the person lives in the council area "Moray"
    And a job of 16 hours a week from 31 March 2022
    And the job was agreed on 1 March 2022
    When it is decided as of 31 March 2023
    Then the 52-week outcome pays £0.00 to £8,000.00

  Scenario: In East Lothian 10 hours a week count where they are in the person's interest
    Given the contract "east-lothian-eri"
    And a person who meets every condition, referred and started on 1 May 2024
    And the person lives in the council area "East Lothian"
    And these facts of the person:
      | barrier_to_work | yes |
    And a job of 10 hours a week from 6 May 2024
    When it is decided as of 3 November 2024
    Then the 26-week outcome is met on 3 November 2024
    And it pays £4,000.00
    And the 26-week-addition outcome pays £2,000.00

  Scenario: Weeks of 28, 4, 28 and 4 hours average 16, and 12 are asked
    Given the contract "job-start-payment"
    And a person who meets every condition, referred and started on 1 May 2024
    And these jobs:
      | job  | from         | to           | hours a week |
      | shop | 3 June 2024  | 9 June 2024  | 28           |
      | shop | 10 June 2024 | 16 June 2024 | 4            |
      | shop | 17 June 2024 | 23 June 2024 | 28           |
      | shop | 24 June 2024 | 30 June 2024 | 4            |
    When it is decided as of 30 June 2024
    Then the job-start-payment outcome is met on 30 June 2024

  Scenario: The same weeks judged one by one are too few under a floor of 16 hours each week
    Given the contract "west-lothian-eri"
    And a person who meets every condition, referred and started on 1 May 2024
    And the person lives in the council area "West Lothian"
    And these jobs:
      | job  | from         | to           | hours a week |
      | shop | 3 June 2024  | 9 June 2024  | 28           |
      | shop | 10 June 2024 | 16 June 2024 | 4            |
      | shop | 17 June 2024 | 23 June 2024 | 28           |
      | shop | 24 June 2024 | 30 June 2024 | 4            |
    And the job is with an employer of 20 people
    And the person died on 30 June 2024
    When it is decided as of 30 June 2024
    Then the job-start outcome is met on 3 June 2024
    And the 13-week outcome is not met because of "hours"

Feature: What a contract would come to if it said otherwise
  The job of 12 hours a week under Fair Start Scotland: too small where 16 hours are asked for, enough where 8 are, and where no
  hours are set. Prices are illustrative: 13, 26 and 52 weeks pay £700.00, £900.00 and £1,100.00 in the core group.

  Background:
    Given the contract "fair-start-scotland", as it stood on 3 April 2018
    And these people, referred and started on 14 May 2018:
      | person | hours | from        | to               |
      | Eight  | 8     | 4 June 2018 | 31 December 2019 |
      | Twelve | 12    | 4 June 2018 | 31 December 2019 |
      | Twenty | 20    | 4 June 2018 | 31 December 2019 |

  Scenario Outline: The job of 12 hours if <asked> hours are asked for
    When the caseload is decided with "hours.at_least=<asked>" as of 30 June 2020
    Then <due> is due under "as changed"
    And £2,700.00 is due under "as it stands"

    Examples:
      | asked | due       |
      | 16    | £2,700.00 |
      | 12.01 | £2,700.00 |
      | 12    | £5,400.00 |
      | 8     | £8,100.00 |

  Scenario: The term that kept the work out is named
    When the caseload is decided with "hours.at_least=12" as of 30 June 2020
    Then for "Twelve" 52-week goes from not met to met because of "hours"
    And for "Eight" 52-week stays as it is

  Scenario: If no hours are set every job counts
    When the caseload is decided with "hours.at_least=0" as of 30 June 2020
    Then £8,100.00 is due under "as changed"

  Scenario: Hours swept from 4 to 24 have their cliffs where the jobs are
    When the caseload is swept over "hours.at_least=4:24:4" as of 30 June 2020
    Then £8,100.00 is due at "4"
    And £8,100.00 is due at "8"
    And £5,400.00 is due at "12"
    And £2,700.00 is due at "16"
    And £2,700.00 is due at "20"
    And £0.00 is due at "24"
    And the cliff is from "8" to "12", of £2,700.00

  Scenario: A sweep of the window finds the cliff where the last week lies
    Given these people, referred and started on 17 December 2018:
      | person | hours | from           | to            |
      | Late   | 25    | 7 January 2019 | 28 April 2019 |
      | Short  | 25    | 7 January 2019 | 7 April 2019  |
    When the caseload is swept over "outcomes.13-week.weeks=11:16:1" as of 30 June 2020
    Then £1,400.00 is due at "13"
    And £700.00 is due at "14"
    And £700.00 is due at "16"
    And the cliff is from "13" to "14", of £700.00

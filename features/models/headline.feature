Feature: One job under every model
  A job of 7.5 hours a week at the National Living Wage, recorded as reflecting the person's needs: six weeks of work,
  three weeks off and seven weeks more, so 13 weeks within 16. What it is worth depends on what each model asks for.

  The person meets every condition of the model and was referred in time. The wages are those of the 13 weeks.

  Scenario Outline: <model>, for a person who started on <started> - the outcome is <verdict>
    Given the contract "<model>"
    And a person who meets every condition, referred and started on <started>
    And a job of 7.5 hours a week from <first day> to <break>
    And the job goes on at 7.5 hours a week from <again> to <last day>
    And the job reflects the person's needs
    And the job pays <pay> an hour
    And wages of <wages> paid on <last day>
    When it is decided as of <as of>
    Then the <outcome> outcome is <verdict>

    Examples: Fair Start Scotland asks for hours
      | model               | started        | first day      | break            | again            | last day          | pay   | wages   | as of           | outcome | verdict                  | because                                                    |
      | fair-start-scotland | 1 October 2018 | 8 October 2018 | 18 November 2018 | 10 December 2018 | 27 January 2019   | £7.83 | £763.42 | 1 April 2020    | 13-week | not met because of "hours" | 7.5 is below 16, and the 18 months before work are over    |
      | fair-start-scotland | 3 May 2021     | 7 June 2021    | 18 July 2021     | 9 August 2021    | 26 September 2021 | £8.91 | £868.72 | 3 November 2022 | 13-week | not met because of "hours" | 7.5 is below 8 too, in a job begun after 1 April 2021      |

    Examples: No One Left Behind and Specialist Employability Support ask whether the job reflects the person's needs
      | model                            | started     | first day     | break             | again          | last day          | pay    | wages     | as of             | outcome | verdict                  | because                               |
      | no-one-left-behind               | 3 May 2021  | 7 June 2021   | 18 July 2021      | 9 August 2021  | 26 September 2021 | £8.91  | £868.72   | 26 September 2021 | 13-week | met on 26 September 2021 | it does, and no number of hours is asked |
      | specialist-employability-support | 7 July 2025 | 4 August 2025 | 14 September 2025 | 6 October 2025 | 23 November 2025  | £12.21 | £1,190.47 | 23 November 2025  | 13-week | met on 23 November 2025  | it does, and no number of hours is asked |

    Examples: IPS in Primary Care asks for 7 hours a week at the wage of the person's age
      | model            | started    | first day   | break        | again         | last day          | pay    | wages     | as of             | outcome | verdict                  | because                            |
      | ips-primary-care | 1 May 2023 | 5 June 2023 | 16 July 2023 | 7 August 2023 | 24 September 2023 | £10.42 | £1,015.95 | 24 September 2023 | 13-week | met on 24 September 2023 | 7.5 is above 7, for 13 weeks in 16 |

    Examples: Other IPS services count a job start after a few paid hours
      | model                 | started      | first day   | break        | again         | last day          | pay    | wages     | as of             | outcome   | verdict            | because                             |
      | ips-secondary-care    | 8 April 2024 | 6 May 2024  | 16 June 2024 | 8 July 2024   | 25 August 2024    | £11.44 | £1,115.40 | 25 August 2024    | job-start | met on 6 May 2024  | four paid hours make a job start    |
      | ips-nhs-primary-care  | 6 May 2024   | 3 June 2024 | 14 July 2024 | 5 August 2024 | 22 September 2024 | £11.44 | £1,115.40 | 22 September 2024 | job-start | met on 3 June 2024 | four paid hours make a job start    |
      | ips-talking-therapies | 6 May 2024   | 3 June 2024 | 14 July 2024 | 5 August 2024 | 22 September 2024 | £11.44 | £1,115.40 | 22 September 2024 | job-start | met on 3 June 2024 | four paid hours make a job start    |
      | ips-alcohol-drug      | 8 April 2024 | 6 May 2024  | 16 June 2024 | 8 July 2024   | 25 August 2024    | £11.44 | £1,115.40 | 25 August 2024    | job-start | met on 6 May 2024  | seven paid hours make a day of work |
      | universal-support-ips | 7 April 2025 | 5 May 2025  | 15 June 2025 | 7 July 2025   | 24 August 2025    | £12.21 | £1,190.47 | 24 August 2025    | job-start | met on 5 May 2025  | four paid hours make a job start    |

    Examples: WorkWell, of which no outcome was read
      | model    | started     | first day   | break        | again         | last day          | pay    | wages     | as of             | outcome   | verdict            | because                                   |
      | workwell | 13 May 2024 | 3 June 2024 | 14 July 2024 | 5 August 2024 | 22 September 2024 | £11.44 | £1,115.40 | 22 September 2024 | job-start | met on 3 June 2024 | the job start stands in for want of a rule |

    Examples: The earnings models ask for money in time
      | model                     | started         | first day    | break        | again         | last day          | pay    | wages     | as of             | outcome | verdict                       | because                                        |
      | work-and-health-programme | 1 May 2023      | 5 June 2023  | 16 July 2023 | 7 August 2023 | 24 September 2023 | £10.42 | £1,015.95 | 28 January 2025   | job     | not met because of "earnings" | £4,334.72 were needed within 638 days          |
      | restart                   | 1 May 2023      | 5 June 2023  | 16 July 2023 | 7 August 2023 | 24 September 2023 | £10.42 | £1,015.95 | 29 October 2024   | job     | not met because of "earnings" | £4,334.72 were needed within 547 days at most  |
      | jets-scotland             | 1 February 2021 | 5 April 2021 | 16 May 2021  | 7 June 2021   | 25 July 2021      | £8.91  | £868.72   | 27 September 2021 | job     | not met because of "earnings"  | £1,000 were needed within 238 days             |

  Scenario: Without the record that it reflects the person's needs, the job of 7 June 2021 leaves No One Left Behind undetermined
    Given the contract "no-one-left-behind"
    And a person who meets every condition, referred and started on 3 May 2021
    And a job of 7.5 hours a week from 7 June 2021 to 18 July 2021
    And the job goes on at 7.5 hours a week from 9 August 2021 to 26 September 2021
    And it is not recorded whether the job reflects the person's needs
    When it is decided as of 26 September 2021
    Then the 13-week outcome is undetermined: "reflects_needs" is not recorded

  Scenario: Half an hour more, and Fair Start Scotland's 8 hours are met on 26 September 2021
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 3 May 2021
    And a job of 8 hours a week from 7 June 2021 to 18 July 2021
    And the job goes on at 8 hours a week from 9 August 2021 to 26 September 2021
    When it is decided as of 26 September 2021
    Then the 13-week outcome is met on 26 September 2021

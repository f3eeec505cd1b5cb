Feature: JETS Scotland
  A comparator: £1,000 of earnings within 182 days on the programme and 56 of tracking, once for each person, from
  employment or from self-employment but not from a mix.

  Background:
    Given the contract "jets-scotland"
    And a person who meets every condition, referred and started on 1 February 2021
    And a job of 16 hours a week from 1 March 2021

  Scenario: £1,000 paid on 27 September 2021, 238 days after the start, are in time
    Given wages of £1,000.00 paid on 27 September 2021
    When it is decided as of 31 October 2021
    Then the person is eligible
    And the job outcome is met on 27 September 2021

  Scenario: Paid on 28 September 2021 they are too late
    Given wages of £1,000.00 paid on 28 September 2021
    When it is decided as of 31 October 2021
    Then the job outcome is not met because of "earnings"

  Scenario: Support lasts 182 days, until 2 August 2021
    When it is decided as of 31 March 2021
    Then support before work is due until 2 August 2021

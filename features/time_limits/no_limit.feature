Feature: No limit, and no limit stated
  That a contract sets no time limit is a promise; that no document states one is a gap. They are told apart, and
  neither keeps a job from counting.

  Scenario: IPS in secondary care supports people before and in work without limit, so a job of 6 April 2026, two years on, counts
    Given the contract "ips-secondary-care"
    And a person who meets every condition, referred and started on 2 April 2024
    And a job of 16 hours a week from 6 April 2026
    When it is decided as of 30 April 2026
    Then support before work has no limit
    And support in work has no limit
    And the job-start outcome is met on 6 April 2026

  Scenario: For No One Left Behind no limit is stated, and a job of 4 April 2022, three years on, counts
    Given the contract "no-one-left-behind"
    And a person who meets every condition, referred and started on 1 April 2019
    And a job of 4 hours a week from 4 April 2022
    When it is decided as of 3 July 2022
    Then no limit of support before work is stated
    And no limit of support in work is stated
    And the 13-week outcome is met on 3 July 2022

  Scenario: Connect to Work limits support to 12 months, to 7 April 2026, but a job begun the day after counts
    Given the contract "universal-support-ips"
    And a person who meets every condition, referred and started on 7 April 2025
    And a job of 16 hours a week from 8 April 2026
    When it is decided as of 30 April 2026
    Then support before work is due until 7 April 2026
    And the job-start outcome is met on 8 April 2026

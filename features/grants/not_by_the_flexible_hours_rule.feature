Feature: The flexible-hours rule covers job outcomes, never grants to employers
  No set hours are asked for a job outcome of No One Left Behind. A grant to the employer, paid from the same money, has a floor of
  hours of its own. One job can earn the one and not the other.

  Background:
    Given a person who meets every condition, referred and started on 1 May 2024
    And the person lives in the council area "East Dunbartonshire"
    And a job of 12 hours a week from 3 June 2024
    And the job was agreed on 20 May 2024

  Scenario: 12 hours a week that reflect the person's needs are a 13-week outcome for the provider on 1 September 2024
    Given the contract "east-dunbartonshire"
    When it is decided as of 1 September 2024
    Then the job-start outcome is met on 3 June 2024
    And the 13-week outcome is met on 1 September 2024

  Scenario: The same job earns the employer no grant
    Given the contract "east-dunbartonshire-eri"
    When it is decided as of 1 September 2024
    Then the 4-week outcome is not yet met; the earliest date is 29 September 2024
    And the 13-week outcome is not yet met; the earliest date is 1 December 2024

  Scenario: With the person's death on 1 September 2024 it never can
    Given the contract "east-dunbartonshire-eri"
    And the person died on 1 September 2024
    When it is decided as of 1 September 2024
    Then the 4-week outcome is not met because of "hours"

  Scenario: At 16 hours a week the same job earns both
    Given the contract "east-dunbartonshire-eri"
    And the job goes on at 16 hours a week from 1 July 2024
    When it is decided as of 28 July 2024
    Then the 4-week outcome is met on 28 July 2024
    And it pays £500.00

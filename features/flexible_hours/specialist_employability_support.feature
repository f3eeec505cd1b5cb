Feature: No set hours, but a job that reflects the person's needs - Specialist Employability Support
  From summer 2025 (1 July is assumed), for anyone with a disability or a long-term health condition, with the same
  rule for job outcomes as No One Left Behind.

  Background:
    Given the contract "specialist-employability-support"
    And a person who meets every condition, referred and started on 1 July 2025

  Scenario: 4 hours a week from 7 July 2025 that reflect the person's needs reach 13 weeks on 5 October 2025
    Given a job of 4 hours a week from 7 July 2025
    And the job reflects the person's needs
    When it is decided as of 5 October 2025
    Then the job-start outcome is met on 7 July 2025
    And the 13-week outcome is met on 5 October 2025

  Scenario: On 4 October 2025, the 90th day, they do not
    Given a job of 4 hours a week from 7 July 2025
    When it is decided as of 4 October 2025
    Then the 13-week outcome is not yet met; the earliest date is 5 October 2025

  Scenario: 37.5 hours a week from 7 July 2025 that do not reflect the person's needs count for nothing
    Given a job of 37.5 hours a week from 7 July 2025
    And the job does not reflect the person's needs
    When it is decided as of 5 October 2025
    Then the job-start outcome is not yet met; the earliest date is 6 October 2025
    And the 13-week outcome is not yet met; the earliest date is 4 January 2026

  Scenario: Whether a job of 7 July 2025 reflects the person's needs decides, where it was not recorded
    Given a job of 4 hours a week from 7 July 2025
    And it is not recorded whether the job reflects the person's needs
    When it is decided as of 5 October 2025
    Then the 13-week outcome is undetermined: "reflects_needs" is not recorded
    And with "reflects_needs" known to be "yes", it is met on 5 October 2025

  Scenario: The hours of a job of 7 July 2025 need not be known
    Given a job of unknown hours from 7 July 2025
    When it is decided as of 5 October 2025
    Then the 13-week outcome is met on 5 October 2025

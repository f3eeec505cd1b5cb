Feature: By when an outcome can be claimed, and what is paid
  Self-employment on the Work and Health Programme is claimed within 90 days of the outcome; an outcome of day 601 to 639 of the
  programme until day 700. The start date, here Monday 7 January 2019, is day 1.

  Background:
    Given the contract "work-and-health-programme"
    And a person who meets every condition, referred and started on 7 January 2019

  Scenario Outline: Reached on day <reached>, it can be claimed until day <until> and not a day later
    Given a job of 20 hours a week from <began>
    And the job is self-employment
    And the job-outcome outcome was claimed on <claimed>
    When it is decided as of 31 December 2020
    Then the claim is "<status>"
    And the last day to claim is <last>

    Examples:
      | reached | until | began            | last             | claimed          | status   |
      | 590     | 680   | 19 February 2020 | 16 November 2020 | 16 November 2020 | payable  |
      | 590     | 680   | 19 February 2020 | 16 November 2020 | 17 November 2020 | too_late |
      | 605     | 700   | 5 March 2020     | 6 December 2020  | 6 December 2020  | payable  |
      | 620     | 700   | 20 March 2020    | 6 December 2020  | 6 December 2020  | payable  |
      | 639     | 700   | 8 April 2020     | 6 December 2020  | 6 December 2020  | payable  |
      | 639     | 700   | 8 April 2020     | 6 December 2020  | 7 December 2020  | too_late |

Feature: One outcome for each person under JETS Scotland

  Background:
    Given the contract "jets-scotland"
    And a person who meets every condition, referred and started on 4 October 2021
    And an earlier time on the contract, referred and started on 4 January 2021

  Scenario: Someone who earned £1,000 by 31 March 2021, the first time, has no outcome the second time
    Given a job of 16 hours a week from 8 February 2021 to 30 June 2021
    And wages of £1,000.00 paid on 31 March 2021
    And a job of 16 hours a week from 1 November 2021
    And wages of £1,000.00 paid on 24 December 2021
    When it is decided as of 31 December 2021
    Then the job outcome is not met because of "re_entry"
    And the reason is that the outcome was reached on an earlier journey, and is paid once

  Scenario: Someone who was a penny short on 31 March 2021 can still reach it, on 24 December 2021
    Given a job of 16 hours a week from 8 February 2021 to 30 June 2021
    And wages of £999.99 paid on 31 March 2021
    And a job of 16 hours a week from 1 November 2021
    And wages of £1,000.00 paid on 24 December 2021
    When it is decided as of 31 December 2021
    Then the job outcome is met on 24 December 2021

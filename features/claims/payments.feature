Feature: What is due so far less what was paid so far
  Prices are illustrative: 13 weeks pay £700.00 in the core group.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018
    And the person is in the payment group "core"
    And a job of 20 hours a week from 5 November 2018
    And the 13-week outcome was claimed on 4 February 2019

  Scenario: Nothing stands against the claim of 4 February 2019
    When it is decided as of 28 February 2019
    Then the claim is "payable"
    And £700.00 is to be paid on the claim

  Scenario: Paid in part, the rest is to be paid
    Given £500.00 was paid on the claim on 11 February 2019
    When it is decided as of 28 February 2019
    Then the claim is "payable"
    And £200.00 is to be paid on the claim

  Scenario: More was paid than the outcome pays
    Given £900.00 was paid on the claim on 11 February 2019
    When it is decided as of 28 February 2019
    Then the claim is "paid"
    And £200.00 is to be recovered on the claim

  Scenario: A sum that is not the price is named
    Given the claim is for £699.00
    When it is decided as of 28 February 2019
    Then the claim is "wrong_amount"
    And £700.00 is to be paid on the claim

Feature: What the terms of a model reward
  Pairs of made-up journeys of one person that differ in one thing, and what each pays. Prices are illustrative.

  Scenario: Fair Start Scotland at launch pays for the sixteenth hour, and for none after it
    Given the contract "fair-start-scotland", as it stood on 3 April 2018
    When what the contract rewards is tried
    Then from 15 to 16 hours a week the pay rises by £2,700.00
    And from 16 to 40 hours a week nothing changes

  Scenario: As varied it pays for the eighth hour
    Given the contract "fair-start-scotland", as it stood on 1 April 2021
    When what the contract rewards is tried
    Then from 7 to 8 hours a week the pay rises by £2,700.00
    And from 8 to 40 hours a week nothing changes

  Scenario: Where no hours are set, none pays more than another
    Given the contract "no-one-left-behind"
    And "referral_window" is set aside
    When what the contract rewards is tried
    Then no hour a week more changes the pay
    And from 1 to 40 hours a week nothing changes

  Scenario: The last day of 13, 26 and 52 weeks
    Given the contract "fair-start-scotland", as it stood on 3 April 2018
    When what the contract rewards is tried
    Then the last day of 91 days of work brings £700.00
    And the last day of 182 days of work brings £900.00
    And the last day of 364 days of work brings £1,100.00
    And a job begun a day before the start loses £2,700.00

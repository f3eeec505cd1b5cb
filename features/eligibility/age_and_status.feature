Feature: Age, work and disability
  Fair Start Scotland was for people of 18 or older who were out of work, and for those of 16 or 17 with a disability or
  on ESA or Universal Credit.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: A 17-year-old without a disability, on JSA, referred on 1 October 2018, is not eligible
    Given the person is 17 years old
    And the person is not disabled
    And the person is on JSA
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "age_and_status"
    And the 13-week outcome is not met because of "age_and_status"

  Scenario: A 17-year-old without a disability, on ESA, referred on 1 October 2018, is
    Given the person is 17 years old
    And the person is not disabled
    And the person is on ESA
    When it is decided as of 31 October 2018
    Then the person is eligible

  Scenario: A 17-year-old with a disability and on no benefit, referred on 1 October 2018, is eligible
    Given the person is 17 years old
    And the person is disabled
    And the person is on no benefit
    When it is decided as of 31 October 2018
    Then the person is eligible

  Scenario: A 15-year-old with a disability, referred on 1 October 2018, is not eligible
    Given the person is 15 years old
    And the person is disabled
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "age_and_status"

  Scenario: A 16-year-old on Universal Credit, referred on 1 October 2018, is eligible
    Given the person is 16 years old
    And the person is not disabled
    And the person is on Universal Credit
    When it is decided as of 31 October 2018
    Then the person is eligible

  Scenario: An 18-year-old out of work without a disability, referred on 1 October 2018, is eligible
    Given the person is 18 years old
    And the person is unemployed
    And the person is not disabled
    And the person is on JSA
    When it is decided as of 31 October 2018
    Then the person is eligible

  Scenario: An 18-year-old in work with a disability, referred on 1 October 2018, is not eligible
    Given the person is 18 years old
    And the person is employed
    And the person is disabled
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "age_and_status"

  Scenario: Someone in Carlisle, referred on 1 October 2018, is not eligible
    Given the person does not live in Scotland
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "lives_in_scotland"

  Scenario: Someone without the right to work in the UK, referred on 1 October 2018, is not eligible
    Given the person does not have the right to work in the UK
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "right_to_work"

  Scenario: Of two conditions that fail on 1 October 2018 the first in the contract is the reason
    Given the person does not have the right to work in the UK
    And the person does not live in Scotland
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "lives_in_scotland"

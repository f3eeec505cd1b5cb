Feature: Eligibility when facts are not recorded
  A blank is unknown. Unknown together with a condition that fails is not eligible; unknown beside an alternative that
  holds is eligible; anything else is undetermined, and the facts that would decide it are named.

  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

  Scenario: A right to work that is not recorded on 1 October 2018 is unknown, not "no"
    Given it is not recorded whether the person has the right to work in the UK
    And a job of 16 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then it is undetermined whether the person is eligible: "right_to_work" is not recorded
    And the 13-week outcome is undetermined: "right_to_work" is not recorded
    And with "right_to_work" known to be "yes", it is met on 30 December 2018
    And with "right_to_work" known to be "no", it is not met because of "right_to_work"

  Scenario: Unknown and no is no - without the right to work recorded, someone in Carlisle on 1 October 2018 is not eligible
    Given it is not recorded whether the person has the right to work in the UK
    And the person does not live in Scotland
    When it is decided as of 31 October 2018
    Then the person is not eligible because of "lives_in_scotland"

  Scenario: Unknown or yes is yes - a 17-year-old on ESA on 1 October 2018 is eligible whether disabled or not
    Given the person is 17 years old
    And the person is on ESA
    And it is not recorded whether the person is disabled
    When it is decided as of 31 October 2018
    Then the person is eligible

  Scenario: Unknown or no is unknown - for a 17-year-old on JSA on 1 October 2018 a disability decides
    Given the person is 17 years old
    And the person is on JSA
    And it is not recorded whether the person is disabled
    When it is decided as of 31 October 2018
    Then it is undetermined whether the person is eligible: "disabled" is not recorded
    And with "disabled" known to be "yes", the person is eligible
    And with "disabled" known to be "no", the person is not eligible because of "age_and_status"

  Scenario: For a 17-year-old on 1 October 2018 of whom neither is recorded, a disability or a benefit would do
    Given the person is 17 years old
    And it is not recorded which benefit the person is on
    And it is not recorded whether the person is disabled
    When it is decided as of 31 October 2018
    Then it is undetermined whether the person is eligible: "benefit" and "disabled" are not recorded
    And with "benefit" known to be "esa", the person is eligible
    And with "benefit" known to be "jsa", it is undetermined whether the person is eligible: "disabled" is not recorded

  Scenario: Whether someone of 30 is in work decides, where it is not recorded on 1 October 2018
    Given it is not recorded whether the person is in work
    When it is decided as of 31 October 2018
    Then it is undetermined whether the person is eligible: "employment_status" is not recorded

  Scenario: An unknown age on 1 October 2018 leaves eligibility open
    Given it is not recorded how old the person is
    When it is decided as of 31 October 2018
    Then it is undetermined whether the person is eligible: "age_at_referral" is not recorded

  Scenario: An unknown fact does not save an outcome that work has already lost by 1 April 2020
    Given it is not recorded whether the person has the right to work in the UK
    When it is decided as of 1 April 2020
    Then the 13-week outcome is not met because of "pre_work_support"

  Scenario: A person who is not eligible on 31 October 2018 is told so although there is no start date yet
    Given it is not recorded when the person started
    And the person does not live in Scotland
    When it is decided as of 31 October 2018
    Then the 13-week outcome is not met because of "lives_in_scotland"

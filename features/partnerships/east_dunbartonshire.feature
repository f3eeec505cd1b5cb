Feature: A local employability partnership
  A partnership's contract names the national terms as its parent and adds its area, the day from which it commissions, and who keeps
  a person who moves.

  Background:
    Given the contract "east-dunbartonshire"
    And a person who meets every condition, referred and started on 1 April 2022
    And the person lives in the council area "East Dunbartonshire"
    And a job of 4 hours a week from 4 April 2022

  Scenario: The national condition and the local one are both met
    When it is decided as of 31 December 2022
    Then the person is eligible
    And the job-start outcome is met on 4 April 2022

  Scenario: Someone who lives in Stirling is not the partnership's
    Given the person lives in the council area "Stirling"
    When it is decided as of 31 December 2022
    Then the person is not eligible because of "partnership"

  Scenario: Where the person lives is not recorded
    Given it is not recorded in which council area the person lives
    When it is decided as of 31 December 2022
    Then the job-start outcome is undetermined: "area" is not recorded

  Scenario: Someone who does not meet the national condition is not eligible here either
    Given the person is employed
    When it is decided as of 31 December 2022
    Then the person is not eligible because of "out_of_work"

  Scenario: A person who moves to Glasgow on 1 June 2022 may be kept here or there
    Given the person moved to the council area "Glasgow" on 1 June 2022
    When it is decided as of 31 December 2022
    Then the job-start outcome is undetermined: the contract is silent on "kept_on_move"
    And with "kept_on_move" read as "first_partnership", it is met on 4 April 2022
    And with "kept_on_move" read as "new_partnership", it is not met because of "partnership"

  Scenario: The day before the move nothing is open
    Given the person moved to the council area "Glasgow" on 1 June 2022
    When it is decided as of 31 May 2022
    Then the job-start outcome is met on 4 April 2022

  Scenario: A start that is reversed on 30 June 2022 takes back the job start of April
    Given the person had the start reversed on 30 June 2022
    When it is decided as of 30 June 2022
    Then the job-start outcome is not met because of "provisional_start"

  Scenario: The day before it stands
    Given the person had the start reversed on 30 June 2022
    When it is decided as of 29 June 2022
    Then the job-start outcome is met on 4 April 2022

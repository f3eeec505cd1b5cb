Feature: £1,000 under JETS Scotland, from one kind of work
  "An Outcome cannot be a mix of self-employment and paid employment", and each person has one outcome.

  Background:
    Given the contract "jets-scotland"
    And a person who meets every condition, referred and started on 1 February 2021

  Scenario: £1,000.00 by 30 April 2021 are the outcome
    Given a job of 16 hours a week from 1 March 2021
    And wages of £600.00 paid on 31 March 2021
    And wages of £400.00 paid on 30 April 2021
    When it is decided as of 31 May 2021
    Then the job outcome is met on 30 April 2021
    And it counts 1 time

  Scenario: £999.99 by 30 April 2021 are not
    Given a job of 16 hours a week from 1 March 2021
    And wages of £999.99 paid on 30 April 2021
    When it is decided as of 31 May 2021
    Then the job outcome is not yet met; the earliest date is 1 June 2021

  Scenario: On 26 September 2021 a person a penny short can still earn it on the last day
    Given a job of 16 hours a week from 1 March 2021
    And wages of £999.99 paid on 30 April 2021
    When it is decided as of 26 September 2021
    Then the job outcome is not yet met; the earliest date is 27 September 2021

  Scenario: On 27 September 2021 a person a penny short no longer can
    Given a job of 16 hours a week from 1 March 2021
    And wages of £999.99 paid on 30 April 2021
    When it is decided as of 27 September 2021
    Then the job outcome is not met because of "earnings"
    And £1,000.00 are needed, £999.99 were found

  Scenario: £600 of wages and £600 of self-employment by 30 April 2021 are a mix, and no outcome
    Given a job of 16 hours a week from 1 March 2021
    And wages of £600.00 paid on 30 April 2021
    And a job of 16 hours a week from 1 March 2021
    And the job is self-employment
    And wages of £600.00 paid on 30 April 2021
    When it is decided as of 27 September 2021
    Then the job outcome is not met because of "earnings"
    And £1,000.00 are needed, £600.00 were found

  Scenario: £1,000 of self-employment alone by 30 April 2021 are the outcome
    Given a job of 16 hours a week from 1 March 2021
    And the job is self-employment
    And wages of £1,000.00 paid on 30 April 2021
    When it is decided as of 31 May 2021
    Then the job outcome is met on 30 April 2021

  Scenario: £200 of self-employment beside £1,000 of wages of 28 May 2021 neither help nor harm
    Given a job of 16 hours a week from 1 March 2021
    And the job is self-employment
    And wages of £200.00 paid on 30 April 2021
    And a job of 16 hours a week from 1 March 2021
    And wages of £1,000.00 paid on 28 May 2021
    When it is decided as of 31 May 2021
    Then the job outcome is met on 28 May 2021

  Scenario: Where it is not recorded on what basis a job of 1 March 2021 is held, £600 beside £600 of wages leave it open
    Given a job of 16 hours a week from 1 March 2021
    And wages of £600.00 paid on 30 April 2021
    And a job of 16 hours a week from 1 March 2021
    And it is not recorded on what basis the job is held
    And wages of £600.00 paid on 30 April 2021
    When it is decided as of 27 September 2021
    Then the job outcome is undetermined: "basis" is not recorded
    And with "basis" known to be "employee", it is met on 30 April 2021
    And with "basis" known to be "self_employed", it is not met

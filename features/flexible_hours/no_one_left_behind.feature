Feature: No set hours, but a job that reflects the person's needs - No One Left Behind
  Job outcomes under No One Left Behind are "not subject to meeting a set number of worked hours per week"; instead
  "job opportunities must reflect the need of the individuals accessing them". Whether a job does must be recorded.

  Background:
    Given the contract "no-one-left-behind"
    And a person who meets every condition, referred and started on 1 April 2019

  Scenario: 4 hours a week from 8 April 2019 that reflect the person's needs are a job start that day, and 13 weeks on 7 July
    Given a job of 4 hours a week from 8 April 2019
    And the job reflects the person's needs
    When it is decided as of 7 July 2019
    Then the job-start outcome is met on 8 April 2019
    And the 13-week outcome is met on 7 July 2019
    And the 26-week outcome is not yet met; the earliest date is 6 October 2019
    And the 52-week outcome is not yet met; the earliest date is 5 April 2020

  Scenario: On 6 July 2019, the 90th day, 13 weeks are not yet reached
    Given a job of 4 hours a week from 8 April 2019
    When it is decided as of 6 July 2019
    Then the 13-week outcome is not yet met; the earliest date is 7 July 2019

  Scenario: Half an hour a week from 8 April 2019 counts if that is what reflects the person's needs
    Given a job of 0.5 hours a week from 8 April 2019
    And the job reflects the person's needs
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

  Scenario: 37.5 hours a week from 8 April 2019 that do not reflect the person's needs are no job start
    Given a job of 37.5 hours a week from 8 April 2019
    And the job does not reflect the person's needs
    When it is decided as of 7 July 2019
    Then the job-start outcome is not yet met; the earliest date is 8 July 2019
    And the 13-week outcome is not yet met; the earliest date is 6 October 2019

  Scenario: 37.5 hours that do not reflect the person's needs never count, however long, as someone's death on 1 June 2022 shows
    Given a job of 37.5 hours a week from 8 April 2019
    And the job does not reflect the person's needs
    And the person died on 1 June 2022
    When it is decided as of 30 June 2022
    Then the job-start outcome is not met because of "flexible_hours"
    And the 52-week outcome is not met because of "flexible_hours"
    And the reason is that there was no qualifying work, and there can be none

  Scenario: Where it was not recorded for a job of 8 April 2019, the outcome is open, and the record would settle it
    Given a job of 4 hours a week from 8 April 2019
    And it is not recorded whether the job reflects the person's needs
    When it is decided as of 7 July 2019
    Then the 13-week outcome is undetermined: "reflects_needs" is not recorded
    And with "reflects_needs" known to be "yes", it is met on 7 July 2019
    And with "reflects_needs" known to be "no", it is not yet met; the earliest date is 6 October 2019
    And the job-start outcome is undetermined: "reflects_needs" is not recorded
    And with "reflects_needs" known to be "yes", it is met on 8 April 2019

  Scenario: Not yet reached on 5 July 2019 either way, only the earliest date differs
    Given a job of 4 hours a week from 8 April 2019
    And it is not recorded whether the job reflects the person's needs
    When it is decided as of 5 July 2019
    Then the 13-week outcome is not yet met; the earliest date lies between 7 July 2019 and 4 October 2019, by reading

  Scenario: Assuming that jobs reflect needs where nobody recorded it, 13 weeks are met on 7 July 2019
    Given a job of 4 hours a week from 8 April 2019
    And it is not recorded whether the job reflects the person's needs
    And "reflects_needs" is read as "yes"
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

  Scenario: The hours of a job of 8 April 2019 need not be known
    Given a job of unknown hours from 8 April 2019
    And the job reflects the person's needs
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

  Scenario: Hours that fall from 18 to 4 on 3 June 2019 because of a fluctuating condition change nothing
    Given a job of 18 hours a week from 8 April 2019
    And the job goes on at 4 hours a week from 3 June 2019
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

  Scenario: Of two jobs from 8 April 2019 the one that reflects the person's needs is enough
    Given a job of 30 hours a week from 8 April 2019
    And the job does not reflect the person's needs
    And a job of 2 hours a week from 8 April 2019
    And the job reflects the person's needs
    When it is decided as of 7 July 2019
    Then the 13-week outcome is met on 7 July 2019

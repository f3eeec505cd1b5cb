Feature: Targets of services that documents report on
  Making IPS Work aimed for 120 referrals and 60 job starts in each of six sites. The briefing gives no figure of any one site,
  only whether it had reached 60; what it gives decides what it can, and no more.

  Background:
    Given the contract "making-ips-work"

  Scenario: A site that had achieved its target of 60 job starts
    Given a service
    And "job_starts" are reported to be "at least 60"
    When the service is decided as of 31 March 2017
    Then the term "job_starts" is met
    And the term "referrals" is undetermined
    And the service as a whole is undetermined

  Scenario: Northamptonshire began last, was below 60 and had until the end of May
    Given a service commissioned until 31 May 2017
    And "job_starts" are reported to be "below 60"
    When the service is decided as of 31 March 2017
    Then the term "job_starts" is not yet
    And the earliest date of the term "job_starts" is 1 April 2017

  Scenario: Once its time is over, 59 are not enough
    Given a service commissioned until 31 May 2017
    And "job_starts" are reported to be "59"
    When the service is decided as of 31 May 2017
    Then the term "job_starts" is not met

  Scenario: A bound that does not decide leaves it open
    Given a service commissioned until 31 May 2017
    And "job_starts" are reported to be "at least 50"
    When the service is decided as of 31 May 2017
    Then the term "job_starts" is undetermined

  Scenario: High fidelity is asked within 18 months
    Given a service
    And the service began on 1 October 2015
    And a formal review found it to be "fair"
    When the service is decided as of 31 March 2017
    Then the term "high_fidelity" is not yet
    And the earliest date of the term "high_fidelity" is 1 April 2017

  Scenario: A guided self-assessment is no review, whatever it is called
    Given a service
    And the service began on 1 October 2014
    And a guided self-assessment called it "High fidelity"
    When the service is decided as of 31 March 2017
    Then the term "high_fidelity" is undetermined
    And the term "high_fidelity" lacks "a formal review of fidelity"

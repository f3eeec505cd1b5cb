Feature: An outcome that is due only to a service of good fidelity
  A contract may pay an outcome only where the service that supports the person was found to be of at least good fidelity. The
  latest formal review by the day decides; without one, or where it leaves items open between two bands, nothing does.

  Background:
    Given this contract:
      """
      contract: paid-for-fidelity
      title: An outcome for services of good fidelity
      summary: A contract made up for these scenarios.
      scope: local
      terms:
        - id: job_start
          kind: job_start_outcome
          outcome: job-start
          counts: first_start
          illustrative: a scenario
        - id: good_fidelity
          kind: outcome_condition
          outcomes: [job-start]
          requires: {service_fidelity: [good, exemplary]}
          illustrative: a scenario
      """
    And a person who meets every condition, referred and started on 3 June 2024
    And a job of 16 hours a week from 1 July 2024

  Scenario: A service of good fidelity
    Given these facts of the person:
      | service_fidelity | good |
    When it is decided as of 31 July 2024
    Then the job-start outcome is met on 1 July 2024

  Scenario: A service of fair fidelity
    Given these facts of the person:
      | service_fidelity | fair |
    When it is decided as of 31 July 2024
    Then the job-start outcome is not met because of "good_fidelity"

  Scenario: A service without a formal review
    When it is decided as of 31 July 2024
    Then the job-start outcome is undetermined: "service_fidelity" is not recorded

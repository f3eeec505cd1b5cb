Feature: Benchmarks of IPS services
  Documents say what IPS services keep to: caseloads of under 25 people, at most 15% of them to keep a job they had, a share of
  clients out of work who start a job, and a cost per client below which services could not keep to the model. A service is
  held against each of them; no verdict here is about a client.

  Background:
    Given the contract "ips-talking-therapies"
    And a service

  Rule: A caseload is under 25 people

    Scenario Outline: A full-time specialist with <clients> clients
      Given a specialist in 1 of a post with <clients> clients
      When the service is decided as of 31 March 2025
      Then the term "caseload" is <verdict>

      Examples:
        | clients | verdict |
        | 24      | met     |
        | 25      | not met |
        | 26      | not met |

    Scenario: Half a post with 13 clients is 26 for a full-time post, and the blog does not say which it means
      Given a specialist in 0.5 of a post with 13 clients
      When the service is decided as of 31 March 2025
      Then the term "caseload" is undetermined
      And "caseload_per" decides the term "caseload"

    Scenario: Counted for a person, 13 clients are under 25
      Given a specialist in 0.5 of a post with 13 clients
      And "caseload_per" is read as "specialist"
      When the service is decided as of 31 March 2025
      Then the term "caseload" is met

    Scenario: One of two specialists has too many, and on average they have not
      Given a specialist in 1 of a post with 30 clients
      And a specialist in 1 of a post with 10 clients
      When the service is decided as of 31 March 2025
      Then the term "caseload" is undetermined
      And "caseload_across" decides the term "caseload"

  Rule: At most 15% of the caseload are retention cases

    Scenario: 3 of 20 are exactly 15%
      Given a specialist in 1 of a post with 20 clients
      And 3 of them are supported to keep a job they had
      When the service is decided as of 31 March 2025
      Then the term "retention_cases" is met

    Scenario: 3 of 19 are more than 15%
      Given a specialist in 1 of a post with 19 clients
      And 3 of them are supported to keep a job they had
      When the service is decided as of 31 March 2025
      Then the term "retention_cases" is not met

  Rule: From April 2024 the rate is of clients who were out of work

    Scenario: 40 of 100 who were out of work; the 50 who were in work when they joined are left out
      Given 100 clients who were "unemployed", of whom 40 started a job
      And 50 clients who were "employed", of whom 0 started a job
      And a formal review found it to be "fair"
      When the service is decided as of 31 March 2025
      Then the term "employment_rate" is met

    Scenario: 39 of 100
      Given 100 clients who were "unemployed", of whom 39 started a job
      And a formal review found it to be "fair"
      When the service is decided as of 31 March 2025
      Then the term "employment_rate" is not met

    Scenario: No rate was read that held before April 2024
      Given 100 clients who were "unemployed", of whom 39 started a job
      And a formal review found it to be "fair"
      When the service is decided as of 31 March 2024
      Then the term "employment_rate" is undetermined

  Rule: Of high fidelity one document asks 45% and another 40%

    Scenario Outline: A service of good fidelity with <started> of 100 in a job
      Given 100 clients who were "unemployed", of whom <started> started a job
      And a formal review found it to be "good"
      When the service is decided as of 31 March 2025
      Then the term "employment_rate" is <verdict>

      Examples:
        | started | verdict      |
        | 39      | not met      |
        | 40      | undetermined |
        | 44      | undetermined |
        | 45      | met          |

    Scenario: With 40% read into it, 44 of 100 are enough
      Given 100 clients who were "unemployed", of whom 44 started a job
      And a formal review found it to be "good"
      And "for_high_fidelity" is read as "40%"
      When the service is decided as of 31 March 2025
      Then the term "employment_rate" is met

  Rule: Below £4,000 for each client services could not keep to the model

    Scenario Outline: 1 client for <cost>
      Given it supported 1 client for <cost>
      When the service is decided as of 31 March 2025
      Then the term "cost_per_client" is <verdict>

      Examples:
        | cost      | verdict |
        | £3,999.99 | not met |
        | £4,000.00 | met     |
        | £4,000.01 | met     |

    Scenario: Nothing is known of the cost
      When the service is decided as of 31 March 2025
      Then the term "cost_per_client" is undetermined
      And the term "cost_per_client" lacks "cost_pence"

  Rule: A principle is decided by a fact, or not at all

    Scenario: Support has no time limit by the contract's own terms
      When the service is decided as of 31 March 2025
      Then the term "principle_time_unlimited" is met

    Scenario: In Universal Support it lasts 12 months
      Given the contract "universal-support-ips"
      When the service is decided as of 31 March 2026
      Then the term "principle_time_unlimited" is not met

    Scenario: Benefits counselling is known only where a document reports it
      Given "benefits_counselling" is reported to be "no"
      When the service is decided as of 31 March 2025
      Then the term "principle_benefits_counselling" is not met
      And the term "principle_clinical_teams" is undetermined
      And the service as a whole is not met

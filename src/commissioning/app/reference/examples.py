"""The contracts that the reference pages show as examples; a test checks them as any contract is checked."""

from __future__ import annotations

CONTRACT = """
# contracts/my-model/contract.yaml
contract: my-model
title: My model
summary: Support into work in two council areas; a job start and 13 weeks in work are paid for.
scope: local
payee: the lead council of the partnership
in_force_from: {value: 2026-04-01, source: {document: the-contract, clause: "1.1"}}

documents:
  the-contract: {title: The contract as signed, publisher: The lead council, dated: 2 March 2026}
  variation-1: {title: The first letter of variation, dated: 1 February 2027}

# Where two documents say different things, the one named first counts.
precedence: [variation-1, the-contract]

facts:
  care_experienced: {type: yes_no, title: Whether the client has been in care}

reading_sets:
  generous: {concurrent_jobs: added, repeat_outcome: paid_again}
  strict: {concurrent_jobs: separate, repeat_outcome: paid_once}

terms:
  - id: referral_window
    kind: referral_window
    opens: 2026-04-01
    source: {document: the-contract, clause: "2.1"}

  - use: lives-in-scotland
    source: {document: the-contract, clause: "2.2", quote: living in Scotland}

  - id: age
    kind: condition
    title: Adult, or 16 and care experienced
    requires:
      any:
        - age_at_referral: {at_least: 18}
        - all:
            - age_at_referral: {at_least: 16}
            - care_experienced: yes
    source: {document: the-contract, clause: "2.3"}

  - id: hours
    kind: hours_per_week
    at_least:
      - {value: 16, from: 2026-04-01}
      - {value: 8, from: 2027-04-01, source: {document: variation-1, clause: "1"}}
    applies_by: {value: job_start, assumed: The letter does not say whom it covers.}
    inclusive: yes
    concurrent_jobs:
      silent: [added, separate]
      why: The contract does not say whether the hours of two jobs held at once are added.
    source: {document: the-contract, clause: "5.1", quote: at least 16 hours a week}

  - id: job_start
    kind: job_start_outcome
    outcome: job-start
    counts: every_start
    source: {document: the-contract, clause: "5.2"}

  - id: outcomes
    kind: sustained_outcomes
    window: first_start
    outcomes:
      13-week: {weeks: 13, within: 16}
    source: {document: the-contract, clause: "5.3"}

  - id: re_entry
    kind: re_entry
    allowed_from: 2026-10-01
    repeat_outcome:
      silent: [paid_again, paid_once]
      why: The contract does not say whether an outcome is paid again when a person joins again.
    source: {document: the-contract, clause: "6"}

  - use: prices

  - id: evidence
    kind: not_modelled
    what: what evidence a claim needs
    why: The contract leaves it to guidance that was not read.
"""

CHILD = """
# contracts/my-town/contract.yaml
contract: my-town
title: My model in my town
summary: As my-model, but for fewer hours and only for people on a benefit.
scope: local
parent: my-model
leave_out: [evidence]

# The parent's set names a silence that is settled below, so the set is stated anew, as a whole.
reading_sets:
  generous: {repeat_outcome: paid_again}
  strict: {repeat_outcome: paid_once}

documents:
  town-letter: {title: The town's letter of agreement}

terms:
  - id: hours                       # the parent's term: only what differs
    at_least: 10
    concurrent_jobs: added
    source: {document: town-letter, clause: "3"}

  - id: on_a_benefit                # a term of its own, after the parent's
    kind: condition
    requires: {benefit: [uc, esa, jsa]}
    source: {document: town-letter, clause: "1"}
"""

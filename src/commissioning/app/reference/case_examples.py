"""The cases that the reference pages show as examples; a test runs them."""

from __future__ import annotations

CASES = """
# contracts/my-model/cases.yaml
typical:
  journey:
    referral_date: 2026-04-06
    start_date: 2026-04-06
    age_at_referral: 30
    care_experienced: no
    lives_in_scotland: yes
  job: {basis: employee, weekly_hours: 16}

cases:
  # ------------------------------------------------------------------------ just before, on and after each limit
  - case: 16 hours a week from Monday 4 May 2026 reach 13 weeks on 2 August 2026
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04}]
    expect:
      eligible: met
      job-start: met 2026-05-04
      13-week: met 2026-08-02

  - case: On 1 August 2026 they are not yet reached
    as_of: 2026-08-01
    jobs: [{start_date: 2026-05-04}]
    expect:
      13-week: {verdict: not_yet, date: 2026-08-02, reason: can_still_be_met, term: outcomes}

  - case: 15.99 hours a week from 4 May 2026 are not enough
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04, weekly_hours: 15.99}]
    expect:
      every_outcome: not_yet

  - case: Someone who dies on 1 August 2026, the 90th day, has not reached 13 weeks
    as_of: 2026-08-31
    jobs: [{start_date: 2026-05-04}]
    died: 2026-08-01
    expect:
      13-week: {verdict: not_met, reason: not_sustained}

  - case: Eight weeks to 28 June 2026 and work from 10 August are 13 weeks on 13 September, after the window of 16
    as_of: 2026-09-30
    jobs:
      - {start_date: 2026-05-04, end_date: 2026-06-28}
      - {start_date: 2026-08-10}
    expect:
      job-start: {verdict: met, times: 2}
      13-week: {verdict: not_met, reason: reached_outside_window, outside: 2026-09-13}

  - case: One job cut from 20 to 10 hours on 6 July 2026 counts for its first nine weeks
    as_of: 2026-08-23
    jobs:
      - {job_id: shop, start_date: 2026-05-04, weekly_hours: 20}
      - {job_id: shop, start_date: 2026-07-06, weekly_hours: 10}
    expect:
      13-week: not_met

  # ------------------------------------------------------------------------------------------------- who may join
  - case: Someone referred on 31 March 2026 is too early
    as_of: 2026-04-30
    journey: {referral_date: 2026-03-31}
    jobs: []
    expect:
      eligible: not_met
      every_outcome: {verdict: not_met, reason: referred_outside_window, term: referral_window}

  - case: Someone who does not live in Scotland on 6 April 2026 is not eligible
    as_of: 2026-04-30
    journey: {lives_in_scotland: no}
    expect:
      eligible: not_met

  - case: A 16-year-old referred on 6 April 2026 is eligible if care experienced
    as_of: 2026-04-30
    journey: {age_at_referral: 16, care_experienced: yes}
    expect: {eligible: met}

  - case: Where that is not recorded on 6 April 2026, it is open
    as_of: 2026-04-30
    journey: {age_at_referral: 16, care_experienced: ""}
    expect:
      eligible: undetermined
      13-week: {verdict: undetermined, reason: missing_fact, decisive: [care_experienced]}

  # ----------------------------------------------------------------------------------------------------- silences
  - case: Two jobs of 9 and 8 hours from 4 May 2026 turn on whether hours are added
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04, weekly_hours: 9}, {start_date: 2026-05-04, weekly_hours: 8}]
    expect:
      13-week: {verdict: undetermined, reason: silence, decisive: [concurrent_jobs]}

  - case: Added, they reach 13 weeks on 2 August 2026
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04, weekly_hours: 9}, {start_date: 2026-05-04, weekly_hours: 8}]
    assume: {concurrent_jobs: added}
    expect:
      13-week: met 2026-08-02

  - case: Read strictly, they can reach 13 weeks by work from 3 August to 1 November 2026
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04, weekly_hours: 9}, {start_date: 2026-05-04, weekly_hours: 8}]
    assume: "@strict"
    expect:
      13-week: not_yet 2026-11-01

  - case: With a third job of 16 hours from 1 June 2026, 13 weeks are met either way, on 2 August or on 30 August
    as_of: 2026-09-30
    jobs:
      - {start_date: 2026-05-04, weekly_hours: 9}
      - {start_date: 2026-05-04, weekly_hours: 8}
      - {start_date: 2026-06-01}
    expect:
      13-week: {verdict: met, first: 2026-08-02, last: 2026-08-30}

  - case: Hours that are not recorded from 4 May 2026 leave it open
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04, weekly_hours: ""}]
    expect:
      13-week: {verdict: undetermined, reason: missing_fact, decisive: [weekly_hours]}

  # --------------------------------------------------------------------------------------------- joining again
  - case: Someone who joins again on 5 October 2026 and reached 13 weeks before turns on whether it is paid again
    as_of: 2027-02-28
    journey: {referral_date: 2026-10-05, start_date: 2026-10-05}
    earlier: [{referral_date: 2026-04-06, start_date: 2026-04-06, end_date: 2026-09-30, end_reason: completed}]
    jobs: [{start_date: 2026-05-04, end_date: 2026-09-25}, {start_date: 2026-11-02}]
    expect:
      13-week: {verdict: undetermined, decisive: [repeat_outcome]}

  - case: Someone who joins again on 30 September 2026 is a day too early
    as_of: 2027-02-28
    journey: {referral_date: 2026-09-30, start_date: 2026-10-05}
    earlier: [{referral_date: 2026-04-06, start_date: 2026-04-06, end_date: 2026-09-25, end_reason: left_early}]
    jobs: [{start_date: 2026-11-02}]
    expect:
      13-week: {verdict: not_met, reason: re_entry_not_allowed, term: re_entry}

  # ------------------------------------------------------------------------------------------------ the variation
  - case: 8 hours a week in a job begun on 5 April 2027 reach 13 weeks on 4 July 2027
    as_of: 2027-07-04
    jobs: [{start_date: 2027-04-05, weekly_hours: 8}]
    expect:
      13-week: met 2027-07-04

  - case: Under the contract as it stood on 1 April 2026 they are not enough
    as_of: 2027-07-04
    as_it_stood: 2026-04-01
    jobs: [{start_date: 2027-04-05, weekly_hours: 8}]
    expect:
      13-week: not_yet 2027-10-03

  - case: Without the referral window, someone referred on 31 March 2026 is eligible
    as_of: 2026-04-30
    set_aside: [referral_window]
    journey: {referral_date: 2026-03-31}
    expect:
      eligible: met
"""

EARNED = """
# contracts/my-earnings/contract.yaml
contract: my-earnings
title: A contract that pays for earnings
summary: £1,000 of earnings within half a year of the start; £800 for claims from October 2026.
documents: {the-contract: {title: The contract as signed}}
terms:
  - id: earnings
    kind: earnings_outcome
    outcome: job-outcome
    counting: all
    amount:
      - {value: £1000.00, from: 2026-04-01}
      - {value: £800.00, from: 2026-10-01}
    applies_by: claim
    within: [182 days]
    source: {document: the-contract, clause: "7"}
"""

EARNED_CASES = """
# contracts/my-earnings/cases.yaml
typical:
  as_of: 2026-12-31
  journey: {referral_date: 2026-04-06, start_date: 2026-04-06}
  job: {job_id: shop, start_date: 2026-05-04, basis: employee}
  earning: {job_id: shop, qualifying: yes}

cases:
  - case: £600 paid in May and £400 paid on 30 June 2026 are £1,000, claimed on 10 July
    earnings: [{paid_on: 2026-05-29, amount_pence: 60000}, {paid_on: 2026-06-30, amount_pence: 40000}]
    claims: [{outcome: job-outcome, claimed_on: 2026-07-10}]
    expect:
      job-outcome: met 2026-06-30

  - case: £800 paid on 30 June 2026 are not enough for a claim of 10 July
    earnings: [{paid_on: 2026-06-30, amount_pence: 80000}]
    claims: [{outcome: job-outcome, claimed_on: 2026-07-10}]
    expect:
      job-outcome: {verdict: not_met, reason: earnings_too_low}

  - case: They are enough for a claim of 1 October 2026
    earnings: [{paid_on: 2026-06-30, amount_pence: 80000}]
    claims: [{outcome: job-outcome, claimed_on: 2026-10-01}]
    expect:
      job-outcome: met 2026-06-30

  - case: Without a table of earnings on 31 December 2026 it is open
    earnings:
    expect:
      job-outcome: undetermined
"""

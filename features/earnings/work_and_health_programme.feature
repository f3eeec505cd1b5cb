Feature: The threshold of the Work and Health Programme, and which year's rate it follows
  16 hours x 26 weeks at the adult rate come to £4,334.72 from April 2023, £4,759.04 from April 2024 and £5,079.36 from
  April 2025. A memo says the threshold follows the National Living Wage "at any given time": whether that is the rate
  when the person starts or when the outcome is reached can be read either way.

  Background:
    Given the contract "work-and-health-programme"

  Rule: Of someone who started on 1 May 2024 at £4,759.04

    Background:
      Given a person who meets every condition, referred and started on 1 May 2024
      And a job of 16 hours a week from 3 June 2024

    Scenario: £4,759.04 by 31 March 2025, the last day of that rate, are enough in either reading
      Given wages of £4,759.04 paid on 31 March 2025
      When it is decided as of 15 April 2025
      Then the job outcome is met on 31 March 2025

    Scenario: £4,759.03 by 31 March 2025 are a penny short
      Given wages of £4,759.03 paid on 31 March 2025
      When it is decided as of 31 March 2025
      Then the job outcome is not yet met; the earliest date is 1 April 2025

    Scenario: £4,759.04 paid on 1 April 2025, the day the rate goes up, turn on the reading
      Given wages of £4,759.04 paid on 1 April 2025
      When it is decided as of 15 April 2025
      Then the job outcome is undetermined: the contract is silent on "rate_by"

    Scenario: £4,800 by 15 April 2025 are enough at the rate of the start and too little at the rate of the day
      Given wages of £4,700.00 paid on 28 March 2025
      And wages of £100.00 paid on 15 April 2025
      When it is decided as of 15 April 2025
      Then the job outcome is undetermined: the contract is silent on "rate_by"
      And with "rate_by" read as "start", it is met on 15 April 2025
      And with "rate_by" read as "outcome_reached", it is not yet met; the earliest date is 16 April 2025
      And with the readings "@generous", it is met on 15 April 2025
      And with the readings "@strict", it is not yet met; the earliest date is 16 April 2025

    Scenario: £5,079.36 by 15 April 2025 are enough in either reading
      Given wages of £5,079.36 paid on 15 April 2025
      When it is decided as of 15 April 2025
      Then the job outcome is met on 15 April 2025

    Scenario: £5,079.35 by 15 April 2025 are a penny short of the later rate
      Given wages of £5,079.35 paid on 15 April 2025
      When it is decided as of 15 April 2025
      Then the job outcome is undetermined: the contract is silent on "rate_by"

  Rule: Of someone who started on 1 May 2023 at £4,334.72

    Background:
      Given a person who meets every condition, referred and started on 1 May 2023
      And a job of 16 hours a week from 5 June 2023

    Scenario: Wages add up, and the payment of 31 October 2023 that reaches the sum is the day
      Given wages of £1,500.00 paid on 31 August 2023
      And wages of £1,500.00 paid on 29 September 2023
      And wages of £1,500.00 paid on 31 October 2023
      And wages of £1,500.00 paid on 30 November 2023
      When it is decided as of 31 December 2023
      Then the job outcome is met on 31 October 2023

    Scenario: Holiday pay of an earlier job, paid on 29 September 2023, does not qualify
      Given wages of £400.00 that do not qualify, paid on 29 September 2023
      And wages of £4,000.00 paid on 29 December 2023
      When it is decided as of 31 December 2023
      Then the job outcome is not yet met; the earliest date is 1 January 2024

    Scenario: Where it is not recorded on 29 December 2023 whether wages qualify, the outcome is open
      Given wages of £4,334.72 paid on 29 December 2023
      And it is not recorded whether the wages qualify
      When it is decided as of 31 December 2023
      Then the job outcome is undetermined: "qualifying" is not recorded

    Scenario: Where nothing is recorded of earnings at all by 31 December 2023, it is open too
      Given it is not recorded what the person earned
      When it is decided as of 31 December 2023
      Then the job outcome is undetermined because a missing fact decides it

    Scenario: That nothing was earned by 31 December 2023 is something known
      When it is decided as of 31 December 2023
      Then the job outcome is not yet met; the earliest date is 1 January 2024

  Rule: Wages of a job begun before the programme count for nothing

    Scenario: £5,000 paid on 29 December 2023 for a job of 28 April 2023, three days before the start
      Given a person who meets every condition, referred and started on 1 May 2023
      And a job of 16 hours a week from 28 April 2023
      And wages of £5,000.00 paid on 29 December 2023
      When it is decided as of 31 December 2023
      Then the job outcome is not yet met; the earliest date is 1 January 2024

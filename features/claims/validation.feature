Feature: Claims are checked by a sample, and what is found is recovered alone or extrapolated
  No document that was read gives sizes of samples or tolerances of error, so the contracts here are made up for the
  arithmetic, and a contract that ships shows what it does not say.

  Rule: What six claims in two hundred cost

    Background:
      Given the contract "jets-scotland"
      And 200 of 4000 paid claims of £500.00 were checked
      And 6 of the checked claims were not supported

    Scenario: Three claims in a hundred are in error
      When the findings are extrapolated as of 11 October 2021
      Then the error by claims is 3.00%
      And the error by money is 3.00%
      And £60,000.00 of the £2,000,000.00 paid is in error
      And the error lies between £22,814.85 and £126,225.96

    Scenario: The guidance may extrapolate and does not say when, so every reading has its price
      When the findings are extrapolated as of 11 October 2021
      Then £3,000.00 to £60,000.00 is to be recovered after validation
      And with "recover" read as "findings_only", £3,000.00 is to be recovered after validation
      And with "recover" read as "extrapolated" and "extrapolate_at" read as "point", £60,000.00 is to be recovered after validation
      And with "recover" read as "extrapolated" and "extrapolate_at" read as "lower_bound", £22,814.85 is to be recovered after validation

  Rule: Claims without a finding are treated as is said

    Background:
      Given the contract "fair-start-scotland"
      And 100 of 100 paid claims of £700.00 were checked

    Scenario: Left out, four claims are taken to be like the ninety-six that were checked
      Given 4 of the drawn claims have no finding, and are left out
      And 24 of the checked claims were not supported
      When the findings are extrapolated as of 11 October 2021
      Then the error by claims is 25.00%

    Scenario: Counted as not supported, they are errors like any other
      Given 4 of the drawn claims have no finding, and count as not supported
      And 24 of the checked claims were not supported
      When the findings are extrapolated as of 11 October 2021
      Then the error by claims is 28.00%
      And £19,600.00 is to be recovered after validation

  Rule: Claims of each size are estimated apart and added up

    Scenario: One large claim of ten wrong weighs more than one small claim of ten
      Given the contract "fair-start-scotland"
      And 10 of 100 paid claims of £100.00 were checked
      And 1 of the checked claims were not supported
      And 10 of 20 paid claims of £5,000.00 were checked
      And £2,500.00 of 1 of the checked claims was not supported
      When the findings are extrapolated as of 11 October 2021
      Then £6,000.00 of the £110,000.00 paid is in error
      And the error by claims is 10.00%

  Rule: A tolerable error is tolerated on the share itself, and not a hundredth of a per cent above it

    Scenario Outline: <wrong> of 100 checked claims wrong, where 2% is tolerated
      Given this contract:
        """
        contract: tolerant
        title: Tolerant
        summary: A contract made up for this scenario.
        terms:
          - {id: start, kind: job_start_outcome, outcome: job-start, counts: first_start, illustrative: a scenario}
          - id: validation
            kind: validation
            recover: extrapolated
            extrapolate_at: point
            tolerable_error: 2%
            illustrative: a scenario
        """
      And 100 of 1000 paid claims of £100.00 were checked
      And <wrong> of the checked claims were not supported
      When the findings are extrapolated as of 11 October 2021
      Then <sum> is to be recovered after validation

      Examples:
        | wrong | sum       |
        | 1     | £100.00   |
        | 2     | £200.00   |
        | 3     | £3,000.00 |

  Rule: A cap holds what is extrapolated, and never what was found

    Scenario Outline: An error of 3% where at most <cap> is recovered by extrapolation
      Given this contract:
        """
        contract: capped
        title: Capped
        summary: A contract made up for this scenario.
        terms:
          - {id: start, kind: job_start_outcome, outcome: job-start, counts: first_start, illustrative: a scenario}
          - id: validation
            kind: validation
            recover: extrapolated
            extrapolate_at: point
            cap: <cap>
            illustrative: a scenario
        """
      And 100 of 1000 paid claims of £100.00 were checked
      And 3 of the checked claims were not supported
      When the findings are extrapolated as of 11 October 2021
      Then <sum> is to be recovered after validation

      Examples:
        | cap   | sum       |
        | 0.1%  | £300.00   |
        | 2.99% | £2,990.00 |
        | 3%    | £3,000.00 |
        | 3.01% | £3,000.00 |

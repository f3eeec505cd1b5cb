"""The page of cases: small dated journeys beside a contract, and the verdict each must get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.case_examples import CASES, EARNED, EARNED_CASES
from commissioning.app.reference.forms import HEAD, rows
from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.domain.verdicts import Verdict
from commissioning.loading.cases import ELIGIBLE, EVERY_OUTCOME, _Case, _Due, _File, _Typical
from commissioning.loading.columns import CLAIMS, EARNINGS, JOBS, JOURNEYS, MOVES, SERVICES, Table

NOT_GIVEN = ("journey_id", "client_id", "known_on")
"""Columns that a case does not give: it is about one client, and everything in it is known."""

NOT_GIVEN_OF_CLAIMS = (*NOT_GIVEN, "claim_id", "contract", "amount_pence")

ROWS: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "journey, earlier": (JOURNEYS, NOT_GIVEN),
    "job, jobs": (JOBS, NOT_GIVEN),
    "earning, earnings": (EARNINGS, NOT_GIVEN),
    "claims": (CLAIMS, NOT_GIVEN_OF_CLAIMS),
    "moves": (MOVES, NOT_GIVEN),
    "service": (SERVICES, ("service_id",)),
}
"""The keys that hold cells of an exchange table, and the columns of it that they do not take."""

VERDICTS = (Verdict.MET, Verdict.NOT_YET, Verdict.NOT_MET, Verdict.UNDETERMINED)

KNOWN: Mapping[str, str] = {
    "typical": "the keys under [Typical](#typical)",
    "cases": "list of cases: the keys under [A case](#a-case)",
    "journey": "`{column: value, …}` of `journeys`",
    "job": "`{column: value, …}` of `jobs`",
    "earning": "`{column: value, …}` of `earnings`",
    "jobs": "list of `{column: value, …}` of `jobs`",
    "earnings": "list of `{column: value, …}` of `earnings`, or blank",
    "earlier": "list of `{column: value, …}` of `journeys`",
    "claims": "list of `{outcome: …, claimed_on: …}`",
    "moves": "list of `{moved_on: …, area: …}`",
    "employers": "`{EMPLOYER: 249}`: the number of employees of each employer that a job names",
    "service": "`{column: value, …}` of `services`",
    "price": "`£500`, or `£500 to £1,000`",
    "part": "`£500`, or `£500 to £1,000`",
    "died": "a date, or `yes`",
    "assume": '`{window: rolling, weekly_hours: 16}`, or the name of a set: `"@strict"`',
    "set_aside": "list of term ids",
    "expect": "for each outcome, or `eligible`, or `every_outcome`: what is due",
    "verdict": f"one of {codes(VERDICTS)}",
    "reason": "a code under [Reason codes](decisions.md#reason-codes)",
    "term": "the id of a term; for a silence that decides, its name",
    "times": "whole number",
    "decisive": "list of names of silences and facts",
}


def cases() -> str:
    """The page."""
    return page(_cases())


def _cases() -> Iterator[str]:
    yield from text("""
        # Cases

        `cases.yaml` stands beside `contract.yaml`. It holds small dated journeys and the verdict each must get, worked out
        by hand from the contract's words. `commissioning check-contract FOLDER` runs them on every engine, says which fail
        and what came instead, and names each term and each silence that no case exercises.

        These are the cases of the contract shown in [contracts.md](contracts.md); together they exercise every term of it:
        """)
    yield from fenced(CASES)
    yield from text("## The file")
    yield from table(HEAD, rows(_File.model_fields, KNOWN))
    yield from text("### Typical")
    yield from table(HEAD, rows(_Typical.model_fields, KNOWN))
    yield from text("""
        * `journey` fills in every cell that a case's `journey` (or an entry of `earlier`) does not give, `job` every cell
          of every row of `jobs`, `earning` every cell of every row of `earnings`.
        * A case without `jobs` has the typical job if that says when it starts, else none. `jobs: []` is a client who had
          no job. `earnings` likewise, if the typical one has `paid_on` and `amount_pence`.
        * A cell that is neither typical nor given is blank: unknown. `""` makes a typical cell blank.
        * `as_of` must be given, in the case or as typical.
        """)
    yield from text("### A case")
    yield from table(HEAD, rows(_Case.model_fields, KNOWN))
    yield from text("""
        * Two rows of `jobs` with one `job_id` are one job whose hours or pay change; its earlier row ends the day before
          the next begins. Rows without `job_id` are jobs of their own.
        * `earlier` journeys are of the same client on the same contract. A person's jobs are all listed under `jobs`.
        * `died` sets the end of the journey and its reason: at the given day, or with `yes` on the day decided as of.
        * `assume` settles silences, and missing facts of jobs. A set is named in quotation marks.
        * `as_it_stood` is what `--contract ID@DATE` asks on the command line; `set_aside` is `--set-aside`.
        """)
    yield from text("## What is expected")
    yield from text(f"""
        Under `expect`, each outcome of the contract that matters to the case. Two further words may stand for an outcome:
        `{ELIGIBLE}` (whether the person meets the conditions) and `{EVERY_OUTCOME}` (each outcome must get this). What is
        due is written short or long:

        | written | due |
        |---|---|
        | `13-week: met` | met, on whatever day |
        | `13-week: met 2026-08-02` | met on that day |
        | `13-week: not_yet 2026-08-02` | not yet met; that is the earliest day, in work that counts from tomorrow |
        | `13-week: not_met` | not met, and it can no longer be |
        | `13-week: undetermined` | a silence or a missing fact decides |
        | `13-week: {{verdict: not_met, reason: not_sustained, term: outcomes}}` | the verdict, and what else to look at |

        The keys of the long form. What is left out is not looked at:
        """)
    yield from table(HEAD, ((*row[:3], row[3] or "The verdict.") for row in rows(_Due.model_fields, KNOWN)))
    yield from text("""
        * `decisive` lists all that decide, no more and no fewer, in any order.
        * Where the readings of a silence share the verdict but not the day, `met 2026-08-02` fails: give `first` and `last`.
        * `date` is for `met` and `not_yet` only.

        ## The columns of rows

        Cells are written as in the exchange tables ([tables.md](tables.md)), and more strictly: dates as `2026-05-04`, `yes` or
        `no`, hours as `7.5`, money in whole pence (`1300` is £13.00), words as they stand in the list, an area by its GSS code.
        Ids need not be given. What is needed may be typical.
        """)
    listed = ((codes(keys.split(", ")), _columns(of, leave)) for keys, (of, leave) in ROWS.items())
    yield from table(("key", "columns it may give"), listed)
    yield from text("The further facts that the contract declares may be given in `journey` and `earlier` too.")
    yield from text("## Earnings and claims")
    yield from text("A contract for which they matter, and its cases. `earnings:` left blank says that there is no such table.")
    yield from fenced(EARNED)
    yield from fenced(EARNED_CASES)


def _columns(of: Table, leave: tuple[str, ...]) -> str:
    needed = {"jobs": ("start_date",), "earnings": ("paid_on", "amount_pence"), "claims": ("outcome", "claimed_on")}
    shown = [
        f"{code(column.name)}{' (needed)' if column.name in needed.get(of.name, ()) else ''}"
        for column in of.columns
        if column.name not in leave
    ]
    return ", ".join(shown)

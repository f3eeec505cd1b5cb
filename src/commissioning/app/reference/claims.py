"""The page of claims: statuses, grounds, money, what it would take, the calendar, and the columns of every file."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, page, table, text
from commissioning.domain.claim_decisions import GROUNDS, STATUSES
from commissioning.reports.claims_rows import CASH_COLUMNS, CLAIM_COLUMNS, DEADLINE_COLUMNS, FEE_COLUMNS
from commissioning.reports.claims_words import KINDS
from commissioning.terms.catalogue import kinds
from commissioning.terms.claim_term import TermOfClaim


def claims() -> str:
    """The page."""
    return page(_claims())


def _claims() -> Iterator[str]:
    yield from text("""
        # Claims

        `commissioning claims INPUT --as-of DATE` decides each claim of the table `claims` under the contract it
        names, and each outcome of a journey's own contract that is not claimed (of `--contract ID`, where the journey
        names none). It reads journeys, jobs and, where they are there, earnings, evidence, payments, overrides and
        employers. A sample: `examples/claims`.

        ## Statuses

        A claim, or an outcome without one, gets the first status that applies in this order; the others stand behind
        it.
        """)
    yield from table(("status", "what it says"), ((code(str(s)), meaning) for s, meaning in STATUSES.items()))
    yield from text("""
        `not_yet`, `lapsed` and `claimable` are of outcomes without a claim; `duplicate`, `recoverable`, `too_early`,
        `too_late`, `wrong_amount`, `paid` and `payable` of claims. Silences of the terms of claims, and what is open
        of the outcome, are read every way; where the readings do not share the first status it is `undetermined`, and
        what decides is named. `--assume NAME=READING` settles it.

        Each status has a ground:
        """)
    yield from table(("ground", "what it says"), ((code(str(c)), meaning) for c, meaning in GROUNDS.items()))
    yield from text("""
        ## Money

        Required payment = due so far less paid so far, in whole pence: negative is to be recovered. Nothing is due
        where a status before `wrong_amount` applies; where it is undetermined the payment is a range. Money that was
        paid and is not what is due now is explained against the decision on the day of its last payment, as things
        were known then; `--against DATE` asks for another day. A share of a sum is rounded once: half a penny and
        more counts as a penny.

        ## What would it take

        For everything not payable, the steps that still can happen after which it is, each found by deciding the
        changed journey: further work, wages, a fact recorded, a silence settled, evidence, consent, the claim.
        Nothing past is changed. With each failing term stands how far it is from being met.

        ## Overrides

        A row of `overrides` takes the place of one term's verdict on one claim from the day it was made to the day it
        expires. `met` takes the term away; any other verdict is one more part. Every decision that rests on one shows
        it; one that has expired is shown and not used.

        ## Deadlines and cash

        `commissioning deadlines INPUT --as-of DATE` lists dates, the most urgent first, and the cash expected by
        month; to a file that ends in `.ics` it writes a calendar.
        """)
    yield from table(("kind", "what it is"), ((code(str(kind)), words) for kind, words in KINDS.items()))
    yield from text("""
        ## Terms

        What a contract can say of claims and of how they are paid; each is a kind of term ([terms.md](terms.md)).
        """)
    of_claims = {name: of for name, of in kinds().items() if issubclass(of, TermOfClaim)}
    rows = ((code(name), (of.__doc__ or "").replace("``", "`")) for name, of in of_claims.items())
    yield from table(("kind", "what it says"), rows)
    for title, columns in (
        ("Columns of claims", CLAIM_COLUMNS),
        ("Columns of deadlines", DEADLINE_COLUMNS),
        ("Columns of cash by month", CASH_COLUMNS),
        ("Columns of service fees", FEE_COLUMNS),
    ):
        yield from text(f"## {title}")
        yield from table(("column", "what it says"), ((code(name), meaning) for name, meaning in columns.items()))

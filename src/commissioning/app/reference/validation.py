"""The page of validation: drawing a sample of claims, recording findings, the estimate, and what is recovered."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, page, table, text
from commissioning.claims.validation_draw import MOST_BANDS
from commissioning.domain.validation import CONCLUSIONS, DEFAULT_LEVEL, REASONS
from commissioning.loading.validation_sample import AS_DRAWN, TO_FILL_IN
from commissioning.reports.validation_rows import FOUND_COLUMNS, RECOVERY_COLUMNS
from commissioning.reports.validation_words import BASES, HELD, INTERVALS, METHODS_OF_INTERVALS, level


def validation() -> str:
    """The page."""
    return page(_validation())


def _validation() -> Iterator[str]:
    yield from text(f"""
        # Validation of claims by a sample

        ```
        commissioning validation draw INPUT --as-of DATE --size N --output sample.xlsx
        commissioning validation record sample.xlsx copy.xlsx … --output all.xlsx
        commissioning validation extrapolate all.xlsx INPUT --as-of DATE
        ```

        INPUT is that of `commissioning claims`. A sample with findings: `examples/validation`. Why it is done so:
        [validation.md](../decisions/validation.md).

        ## The draw

        * **Frame.** `--of paid`: the claims on which money stood paid on the day, each with that sum. `--of claimed`:
          the claims made by the day, each with the sum claimed; those without one cannot be drawn, and are counted.
          The contract's term says which, else paid. `--contract ID` narrows it.
        * **Strata.** Each contract's claims are apart (with `--apart-by provider` or `lot` those of each of them too);
          a stratified draw divides them into bands of size. `--bands 500,1000` names where bands begin; else there are
          up to {MOST_BANDS} that hold about the same money, fewer where a stratum would get less than two claims.
          Claims of `--take-all` and more are all checked; unless given, those above all money divided by the size of
          the sample.
        * **Allocation.** Every stratum gets one claim, and two where the sample allows it. The rest goes by the number
          of claims, or with `--allocation neyman` by their money. `--share 5%` of the claims is rounded up.
        * **Seed.** A claim's turn is the SHA-256 of the seed and its id; the first of each stratum are drawn. The same
          seed and the same claims give the same sample, whatever the order of rows. Fix the claims first, then the
          seed; without `--seed` one is drawn at random and noted.

        The sheet Notes (of CSV the file `sample-notes.csv`) holds the day, the design, the seed and a digest of the
        frame: what is needed to draw it again.

        ## What the draw fills in
        """)
    yield from table(("column", "what it says"), ((code(column.name), column.about) for column in AS_DRAWN))
    yield from text("## What validators fill in")
    yield from table(("column", "what it says"), ((code(column.name), column.about) for column in TO_FILL_IN))
    yield from table(("found", "what it says"), ((code(str(word)), meaning) for word, meaning in CONCLUSIONS.items()))
    yield from table(("reason_code", "what it says"), ((code(word), meaning) for word, meaning in REASONS.items()))
    yield from text(f"""
        `record` checks findings against the draw and puts copies together. `extrapolate` refuses (exit code 1) a
        finding that does not fit, with its cell: a claim that was not drawn, a sum that was changed, more supported
        than claimed, a finding that contradicts itself, a row that is lacking; and an INPUT whose claims are no longer
        those that were drawn from. Claims without a finding: `--missing not_supported`, `--missing left_out`, else as
        the contract says; where nothing says it, they are refused.

        ## The estimate

        Error is the part of a claim's sum that is not supported. Its total is the mean error per claim checked, times
        the claims of the stratum, added up: the stratified difference estimator. It is never below the error found,
        nor above what was not seen to be right. The rate by money is that total over the money of the frame; the rate
        by claims counts every claim that is not wholly supported as one. Intervals are two-sided, at `--level`
        ({level(DEFAULT_LEVEL)} unless given), their ends rounded outwards:
        """)
    meanings = {**INTERVALS, **METHODS_OF_INTERVALS}
    yield from table(("interval", "how its ends are found"), ((code(str(by)), meaning) for by, meaning in meanings.items()))
    yield from text("""
        ## The recovery

        A contract's term of kind `validation` ([terms.md](terms.md)) says what is recovered, as it stood on the day of
        the draw. Where it is silent, or there is none, each reading is priced and none is chosen; `--assume
        recover=findings_only` settles what a term leaves open. The sum rests on one of these:
        """)
    yield from table(("basis", "what it says"), ((code(str(basis)), meaning) for basis, meaning in BASES.items()))
    yield from text("and may be held where it is by these, in this order:")
    yield from table(("held", "what it says"), ((code(str(held)), meaning) for held, meaning in HELD.items()))
    yield from text("""
        What stands paid, and what was recovered since the draw, are those of `--as-of`, which may be later than the
        draw. Of a frame of claims made, the sum is what is not to be paid.
        """)
    for title, columns in (("Columns of what was found", FOUND_COLUMNS), ("Columns of what is recovered", RECOVERY_COLUMNS)):
        yield from text(f"## {title}")
        yield from table(("column", "what it says"), ((code(name), meaning) for name, meaning in columns.items()))

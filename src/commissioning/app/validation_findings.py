"""What validators found, held against what was drawn: every row that does not fit is said with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commissioning.app.validation_notes import design_of
from commissioning.domain.money import pounds
from commissioning.domain.validation import Conclusion, Finding, Framed
from commissioning.errors import Exit, Place, Problem, nearest
from commissioning.loading.tables import TypedRow, TypedTable
from commissioning.loading.validation_sample import SAMPLE, ReadSample, read_sample

AS_DRAWN = "leave the rows and the notes as they were drawn"


def findings_in(sample: ReadSample, drawn: Mapping[str, Framed], *, whole: bool = True) -> dict[str, Finding]:
    """The findings of a sample's rows by claim id; what is wrong is added to the rows' own findings.

    *whole* says that every claim that was drawn must have a row.
    """
    typed, found = sample.rows, dict[str, Finding]()
    for row in typed.good():
        claim = drawn.get(row.text("claim_id") or "")
        if claim is None:
            remedy = nearest(row.text("claim_id") or "", drawn) or f"take the row out; {AS_DRAWN}"
            typed.leave_out(row, "D081", "claim_id", "is no claim that was drawn", remedy)
        elif _as_drawn(typed, row, claim):
            finding = _finding(typed, row, claim)
            if finding is not None:
                found[claim.claim_id] = finding
    if whole:
        _lacking_rows(sample, drawn)
    return found


def _as_drawn(typed: TypedTable, row: TypedRow, claim: Framed) -> bool:
    if row.values.get("amount") != claim.amount:
        message = f"is not the sum that was drawn, {pounds(claim.amount)}"
        typed.leave_out(row, "D083", "amount", message, "put the sum back; what is supported of it goes under amount_supported")
    elif row.text("contract") not in (None, claim.contract):
        typed.leave_out(row, "D083", "contract", f"is not the contract that was drawn, {claim.contract}", "put it back")
    return not row.bad


def _lacking_rows(sample: ReadSample, drawn: Mapping[str, Framed]) -> None:
    there = {row.text("claim_id") for row in sample.rows.rows}
    for claim_id in (claim_id for claim_id in drawn if claim_id not in there):
        message = f"the claim {claim_id} was drawn and has no row"
        problem = Problem("D082", message, f"put its row back; {AS_DRAWN}", Place(sample.file))
        sample.rows.findings.add(SAMPLE, 0, "claim_id", problem)


def _finding(typed: TypedTable, row: TypedRow, claim: Framed) -> Finding | None:
    """The finding of a row; None where there is none, or it is wrong and said so."""
    word, supported, reason = row.text("found"), row.values.get("amount_supported"), row.text("reason_code")
    if word is None:
        if supported is not None or reason is not None:
            remedy = "write supported, partly_supported or not_supported"
            typed.leave_out(row, "D085", "found", "is blank, though the row says something was found", remedy)
        return None
    conclusion = Conclusion(word)
    amount = supported if isinstance(supported, int) else None
    wrong = _contradiction(conclusion, amount, claim.amount)
    if wrong is not None:
        code, message, remedy = wrong
        typed.leave_out(row, code, "amount_supported", message, remedy)
        return None
    if conclusion is not Conclusion.SUPPORTED and reason is None:
        remedy = "write one of the codes in the notes"
        typed.leave_out(row, "D085", "reason_code", "is blank, though not all is supported", remedy)
        return None
    validator, day = row.text("validator"), row.day("checked_on")
    if validator is None or day is None:
        lacking = "validator" if validator is None else "checked_on"
        typed.warn(row, "D085", lacking, "is blank, so who looked, or when, is not known", "fill it in with a role, or the day")
    whole = {Conclusion.SUPPORTED: claim.amount, Conclusion.NOT_SUPPORTED: 0}
    kept = reason or "" if conclusion is not Conclusion.SUPPORTED else ""
    return Finding(claim.claim_id, conclusion, whole.get(conclusion, amount or 0), kept, validator or "", day)


def _contradiction(conclusion: Conclusion, supported: int | None, amount: int) -> tuple[str, str, str] | None:
    """What is wrong with the sum that a finding supports: code, message, what to do."""
    if supported is not None and supported > amount:
        return "D084", f"is more than the sum of the claim, {pounds(amount)}", "no more than the claim's sum can be supported"
    if conclusion is Conclusion.PARTLY_SUPPORTED:
        if supported is None:
            return "D085", "is blank, though a part is supported", "write the sum that is supported, in pounds"
        if supported in (0, amount):
            whole = "supported" if supported else "not_supported"
            return "D085", "is no part of the sum but all or nothing of it", f"write {whole} under found, or correct the sum"
        return None
    right = amount if conclusion is Conclusion.SUPPORTED else 0
    if supported not in (None, right):
        return "D085", f"contradicts the finding '{conclusion}'", "write partly_supported, or leave the sum blank"
    return None


def together(samples: Iterable[tuple[ReadSample, Mapping[str, Finding]]]) -> tuple[dict[str, Finding], list[Problem]]:
    """The findings of several files as one, and a problem (D088) for each claim of which two say different things.

    Who looked, and when, may differ: the first that says it is kept.
    """
    found: dict[str, Finding] = {}
    problems = []
    for sample, findings in samples:
        for claim_id, finding in findings.items():
            before = found.setdefault(claim_id, finding)
            if replace(before, validator="", checked_on=None) != replace(finding, validator="", checked_on=None):
                row = next(row for row in sample.rows.rows if row.text("claim_id") == claim_id)
                message = "is not what another of the files says of this claim"
                remedy = "let the two validators agree, and correct one of the files"
                problems.append(Problem("D088", f"found: {message}", remedy, sample.rows.place(row.number, "found")))
            elif not before.validator or before.checked_on is None:
                found[claim_id] = replace(before, validator=finding.validator, checked_on=finding.checked_on)
    return found, problems


# --------------------------------------------------------------------------------------------------------- recording


@dataclass(frozen=True)
class Recorded:
    """A sample with the findings so far, by claim id."""

    sample: ReadSample
    claims: Mapping[str, Framed]
    findings: Mapping[str, Finding]
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> Exit:
        """0; 1 where a finding was left out."""
        return Exit.PROBLEMS if any(problem.is_error for problem in self.problems) else Exit.DECIDED


def record(path: Path, further: Sequence[Path] = ()) -> Recorded:
    """Read the findings of a sample, and of *further* copies of it. Raises a refusal for what is no sample."""
    sample = read_sample(path)
    design_of(sample)
    claims = {claim.claim_id: claim for claim in (_as_written(row.values) for row in sample.rows.good())}
    samples = [sample, *(read_sample(one, with_notes=False) for one in further)]
    each = [(one, findings_in(one, claims, whole=False)) for one in samples]
    found, differing = together(each)
    problems = [problem for one in samples for problem in one.rows.findings.problems()]
    return Recorded(sample, claims, found, (*problems, *differing))


def _as_written(values: Mapping[str, object]) -> Framed:
    party = values.get("party")
    return Framed(
        str(values["claim_id"]),
        str(values.get("journey_id", "")),
        str(values.get("contract", "")),
        str(values.get("outcome", "")),
        int(str(values["amount"])),
        "" if party is None else str(party),
    )

"""Extrapolating the findings of a sample to the claims it was drawn from, and what is to be recovered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commissioning.app.validation import Frames, drawn_of, plans_of, read_claims
from commissioning.app.validation_findings import findings_in
from commissioning.app.validation_notes import design_of, frame_noted
from commissioning.app.workspace import Options, Workspace
from commissioning.claims.validation_draw import digest_of
from commissioning.claims.validation_extrapolate import Nothing, Ruled, extrapolated
from commissioning.claims.validation_recovery import rule_of
from commissioning.domain.money import pounds
from commissioning.domain.validation import Draw, Extrapolated, Finding, Framed, Missing
from commissioning.engines.lookup import NoValue
from commissioning.errors import Exit, Place, Problem, Refused, usage
from commissioning.loading.caseload import Read
from commissioning.loading.validation_sample import ReadSample, read_sample
from commissioning.plan.plan import Plan


@dataclass(frozen=True)
class Validated:
    """What a validation comes to."""

    found: Extrapolated
    plans: Mapping[str, Plan]
    read: Read
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows of the input were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED


def extrapolate(
    sample_path: Path,
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    *,
    level: int,
    missing: Missing | None = None,
    mapping: Path | None = None,
    strict: bool = False,
) -> Validated:
    """Extrapolate the findings of a sample to the claims it was drawn from, and say what is to be recovered as of a day.

    *level* is that of intervals in basis points; *missing* (None: as the contract says, else refuse) what is made of claims
    without a finding. Raises :class:`~commissioning.errors.Refused`: code 1 for findings that do not fit, else 2.
    """
    sample = read_sample(sample_path)
    design = design_of(sample)
    if as_of < design.as_of:
        message = f"the sample was drawn as of {design.as_of.isoformat()}, which is later than --as-of"
        raise usage("U173", message, "extrapolate as of the day of the draw, or of a later one")
    read = read_claims(path, workspace, mapping, strict=strict)
    claims, _ = Frames(read, design.as_of, design.apart_by, design.contracts)(design.of)
    if digest_of(claims) != design.digest:
        raise Refused(_changed(sample, claims), Exit.PROBLEMS)
    taken = drawn_of(claims, design)
    by_id = {claim.claim_id: claim for claim in taken.claims}
    findings = findings_in(sample, by_id)
    chosen, problems = plans_of(workspace, options, dict.fromkeys(claim.contract for claim in claims))
    rules = _rules(taken, chosen, missing)
    _refuse_missing(sample, by_id, findings, rules)
    found_wrong = sample.rows.findings.problems()
    if any(problem.is_error for problem in found_wrong):
        raise Refused(found_wrong, Exit.PROBLEMS)
    paid = {claim.claim_id: read.claim_book.paid(claim.claim_id, as_of) for claim in claims}
    try:
        found = extrapolated(taken, findings, rules, paid, as_of=as_of, level=level)
    except Nothing as nothing:
        message = f"no claim of the stratum '{nothing.stratum.name}' has a finding, so nothing can be said of its others"
        raise usage("U174", message, "check one of its claims, or say --missing not_supported") from None
    except NoValue as value:
        message = f"the contract has no value of '{value}' in force on {design.as_of.isoformat()}"
        raise usage("U175", message, "correct the contract's term, or settle it with --assume") from None
    return Validated(found, chosen, read, (*read.problems, *problems, *found_wrong))


def _rules(taken: Draw, chosen: Mapping[str, Plan], missing: Missing | None) -> dict[tuple[str, str], Ruled]:
    design, found = taken.design, dict[tuple[str, str], Ruled]()
    for contract, party in dict.fromkeys(stratum.group for stratum in taken.strata):
        rule = rule_of(chosen.get(contract), design.as_of, {design.apart_by: party} if design.apart_by else {})
        said = missing or Missing(rule.said(rule.node.missing_findings) or Missing.REFUSE)
        found[contract, party] = Ruled(rule, said)
    return found


def _refuse_missing(
    sample: ReadSample,
    drawn_claims: Mapping[str, Framed],
    findings: Mapping[str, Finding],
    rules: Mapping[tuple[str, str], Ruled],
) -> None:
    """A problem for each drawn claim without a finding, where nothing says what is made of it."""
    for row in sample.rows.good():
        claim = drawn_claims.get(row.text("claim_id") or "")
        if claim is None or claim.claim_id in findings or rules[claim.contract, claim.party].missing is not Missing.REFUSE:
            continue
        remedy = "fill it in, or say what is made of claims without one: --missing not_supported, or --missing left_out"
        sample.rows.leave_out(row, "D086", "found", "is blank: this claim has no finding", remedy)


def _changed(sample: ReadSample, now: Sequence[Framed]) -> list[Problem]:
    """What is no longer as it was when the sample was drawn: the frame as a whole, and each claim drawn."""
    number, money = frame_noted(sample)
    was = f"{number} claims of {money}"
    there = f"{len(now)} claims of {pounds(sum(claim.amount for claim in now))}"
    message = f"the claims of the input are not those that were drawn from: there were {was}, there are {there}"
    remedy = "give the input as it was on the day of the draw, with the same --mapping; or draw again"
    place = sample.notes_at.get("frame_digest", Place(sample.file))
    problems = [Problem("D087", message, remedy, place)]
    by_id = {claim.claim_id: claim for claim in now}
    for row in sample.rows.good():
        claim, amount = by_id.get(row.text("claim_id") or ""), row.values.get("amount")
        if claim is None:
            said = "claim_id: is no longer among the claims of the input"
            problems.append(Problem("D087", said, remedy, sample.rows.place(row.number, "claim_id")))
        elif claim.amount != amount:
            said = f"amount: the input has {pounds(claim.amount)} now"
            problems.append(Problem("D087", said, remedy, sample.rows.place(row.number, "amount")))
    return problems

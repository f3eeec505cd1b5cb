"""Decided claims for a provider's own workbook: the columns beside each claim, and the sheets behind its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from commissioning.domain.calendar import in_words
from commissioning.domain.claim_decisions import STATUSES, ClaimDecision, ClaimStatus, Told
from commissioning.domain.money import Pence
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import claims_words as say
from commissioning.reports import words
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.files import Pounds
from commissioning.reports.returned_book import Kept
from commissioning.reports.returned_cells import Link, NewSheet, place_in, widths_of
from commissioning.reports.rows import Cell

PREFIX = "Decision: "
"""What the headings of added columns begin with; whoever reads the workbook again passes over such columns."""

COLUMNS: dict[str, str] = {
    "status": "the first status that applies; 'not decided' where the row was left out or its contract is not known",
    "all statuses": "every status that applies, the first first",
    "why": "why each of them applies",
    "amount due (£)": "what is due so far (the least, where readings of the contract differ)",
    "at most (£)": "the most that is due, where readings of the contract differ",
    "paid so far (£)": "what was paid so far, less what was recovered",
    "to pay or recover (£)": "due less paid; negative is to be recovered; blank where readings of the contract differ",
    "clause": "the term of the contract behind the first status, and where the contract has it",
    "what it takes": "the cheapest change that still can happen after which it can be paid",
    "by when": "the last day on which that can begin; else the last day to claim",
    "rests on assumption": "the terms whose assumed or illustrative values the decision rests on; 'no' where there are none",
    "review on": "the first later day known now on which the decision can change without anything new being recorded",
}
"""The added columns with their meanings."""
HEADINGS = [f"{PREFIX}{name}" for name in COLUMNS]
_ROOM = {"why": 60, "all statuses": 30, "clause": 40, "what it takes": 60, "rests on assumption": 40}
WIDTHS = tuple(_ROOM.get(name, len(PREFIX + name) + 5) for name in COLUMNS)
NOT_DECIDED = "not decided"


def decision_cells(told: Told, plan: Plan) -> list[Cell]:
    """The cells of the added columns for one claim."""
    found = told.decision
    due, required = found.due, found.required
    settled = required is not None and required.lowest == required.highest
    return [
        say.status(found.status),
        "; ".join(say.status(status) for status in found.statuses),
        "; ".join([why(found, plan), *_changed(told)]),
        _pounds(due.lowest if due else None),
        _pounds(due.highest if due and due.highest != due.lowest else None),
        _pounds(found.paid),
        _pounds(required.lowest if required and settled else None),
        clause(found, plan),
        say.takes(told.takes) if told.takes else None,
        by_when(told),
        rests_on(found),
        review_on(told),
    ]


def _pounds(pence: Pence | None) -> Cell:
    return None if pence is None else Pounds(pence)


def why(found: ClaimDecision, plan: Plan) -> str:
    """Why each status applies."""
    return "; ".join(dict.fromkeys(say.ground(ground, found, plan) for ground in found.grounds))


def _changed(told: Told) -> Iterator[str]:
    """How the decision differs from the earlier one that it was compared with."""
    if told.against is not None:
        differences = "; ".join(say.difference(one) for one in told.against.differences) or "nothing changed"
        yield f"since {in_words(told.against.on)} ({say.status(told.against.earlier.status)}): {differences}"


def clause(found: ClaimDecision, plan: Plan) -> str | None:
    """The term behind the first status with the first of its sources."""
    term = found.grounds[0].term or found.decision.reason.term
    if not term:
        return None
    title, sources = words.title(term, plan), plan.note(term).sources
    return f"{title} ({sources[0]})" if sources else title


def by_when(told: Told) -> date | None:
    """The last day on which the first step that has one can begin; else the last day to claim."""
    steps = told.takes.steps if told.takes else ()
    return next((step.last_start for step in steps if step.last_start is not None), told.decision.window.closes)


def rests_on(found: ClaimDecision) -> str:
    """The terms of assumed and illustrative values, and overrides."""
    terms = dict.fromkeys(f"{words.name(one.term)} ({one.provenance.standing})" for one in found.rests_on)
    overrides = (f"{words.name(one.term)} (decided by {one.role})" for one in found.overrides)
    return "; ".join([*terms, *overrides]) or "no"


def review_on(told: Told) -> date | None:
    """The first day after the as-of date, of those known, on which time alone can change the decision."""
    found, day = told.decision, timedelta(days=1)
    of = found.decision
    days = [of.earliest, of.date_from, of.date_to, *(ground.day for ground in found.grounds)]
    ends = [found.window.closes, found.window.closes_at_latest, *(one.expires_on for one in found.overrides)]
    ends += [step.last_start for step in (told.takes.steps if told.takes else ())]
    days += [end + day for end in ends if end is not None and end < date.max]
    return min((one for one in days if one is not None and one > found.as_of), default=None)


# ------------------------------------------------------------------------------------------------------------ sheets


@dataclass(frozen=True)
class Background:
    """What the sheets say of the whole: the *input* with its digest, what was *asked*, and the rows of each table."""

    as_of: date
    input_name: str
    digest: str
    plans: Sequence[Plan]
    problems: Sequence[Problem]
    counts: Mapping[str, int]
    left_out: Mapping[str, int]
    asked: Sequence[tuple[str, str]] = ()


def returned_sheets(told: Sequence[Told], of: Background, kept: Kept) -> Iterator[NewSheet]:
    """The sheets that are added. The words in the first cell of each say that it is one of them."""
    yield _summary(told, of)
    yield _unclaimed(told, of)
    yield _notes(told, of, kept)
    yield _data_quality(of)


_SUMMED = ("claims", "outcomes not claimed", "due (£)", "at most (£)", "paid so far (£)", "to pay or recover (£)")


def _summary(told: Sequence[Told], of: Background) -> NewSheet:
    by_status: dict[ClaimStatus, list[ClaimDecision]] = {}
    by_contract: dict[str, list[ClaimDecision]] = {}
    for one in told:
        by_status.setdefault(one.decision.status, []).append(one.decision)
        by_contract.setdefault(one.decision.contract, []).append(one.decision)
    rows: list[Sequence[Cell]] = [
        ["Summary of decisions"],
        ["As of", in_words(of.as_of)],
        ["Workbook", of.input_name],
        [],
        ["status", "what it says", *_SUMMED],
    ]
    rows += [[say.status(s), meaning, *_sums(by_status[s])] for s, meaning in STATUSES.items() if s in by_status]
    rows += [["all", None, *_sums([one.decision for one in told])], []]
    heads = {5, len(rows) + 1}
    titles = {plan.contract: plan.title for plan in of.plans}
    rows += [["contract", "its title", *_SUMMED]]
    rows += [[name, titles[name], *_sums(found)] for name, found in by_contract.items()]
    rows += [[], ["table", "rows left out, as Data quality says", "rows", "left out"]]
    heads.add(len(rows))
    rows += [[name, None, count, of.left_out.get(name, 0)] for name, count in of.counts.items()]
    return NewSheet("Summary", rows, (28, 78, 12, 14, 16, 16, 16, 20), headings=frozenset(heads))


def _sums(found: Sequence[ClaimDecision]) -> list[Cell]:
    claims = [one for one in found if one.claim is not None]
    settled = [one.required.lowest for one in claims if one.required and one.required.lowest == one.required.highest]
    return [
        len(claims),
        len(found) - len(claims),
        Pounds(sum(one.due.lowest for one in claims if one.due)),
        Pounds(sum(one.due.highest for one in claims if one.due)),
        Pounds(sum(one.paid for one in claims)),
        Pounds(sum(settled)),
    ]


_UNCLAIMED = (
    "journey",
    "contract",
    "outcome",
    "status",
    "why",
    "pays (£)",
    "claim by",
    "what it takes",
    "by when",
    "review on",
)


def _unclaimed(told: Sequence[Told], of: Background) -> NewSheet:
    plans = {plan.contract: plan for plan in of.plans}
    open_ = [one for one in told if one.decision.claim is None]
    listed = [one for one in open_ if one.decision.status is not ClaimStatus.NOT_MET]
    left = len(open_) - len(listed)
    said = f"{len(listed):,} that are reached, can still be, or are in doubt; {left:,} that are not met are not listed."
    rows: list[Sequence[Cell]] = [["Outcomes that are not claimed"], [said], [*_UNCLAIMED]]
    for one in sorted(listed, key=lambda one: _URGENT.get(one.decision.status, 9)):
        found = one.decision
        rows.append(
            [
                found.journey_id,
                found.contract,
                found.outcome,
                say.status(found.status),
                why(found, plans[found.contract]),
                _pounds(found.price.highest if found.price else None),
                found.window.closes,
                say.takes(one.takes) if one.takes else None,
                by_when(one),
                review_on(one),
            ]
        )
    return NewSheet("Unclaimed outcomes", rows, (16, 26, 14, 18, 60, 12, 12, 60, 12, 12), heading=3, wrapped=True)


_URGENT = {ClaimStatus.CLAIMABLE: 0, ClaimStatus.EVIDENCE_NEEDED: 1, ClaimStatus.UNDETERMINED: 2, ClaimStatus.NOT_YET: 3}
"""What can bring money stands first."""


def _notes(told: Sequence[Told], of: Background, kept: Kept) -> NewSheet:
    rows: list[Sequence[Cell]] = [["Notes on the decisions"], [], ["note", "what it says"]]
    rows += [list(pair) for pair in _said(told, of, kept)]
    return NewSheet("Notes", rows, (48, 120), headings=frozenset({3}), wrapped=True)


def _said(told: Sequence[Told], of: Background, kept: Kept) -> Iterator[tuple[str, str]]:
    yield "As of", in_words(of.as_of)
    yield "Workbook", f"{of.input_name}; SHA-256 of what was read {of.digest}"
    yield from of.asked
    where = (
        f"The decision columns are {kept.columns}; " if kept.columns else "It has no sheet of claims, so no column was added; "
    )
    yield (
        "This copy",
        f"{where}the sheets Summary, Unclaimed outcomes, Notes and Data quality are ours. All else is the original's.",
    )
    yield "What this copy could not keep", " ".join(kept.not_kept) or "Nothing: every other part is as it was, byte for byte."
    for words_ in kept.to_know:
        yield "To know of this copy", words_
    yield "Columns that were not read", "Columns that are neither ours nor named by a mapping file were copied and not read."
    if any(one.decision.price is not None and one.decision.price.illustrative for one in told):
        yield "Prices", ILLUSTRATIVE
    for plan in of.plans:
        yield plan.contract, f"{plan.title}. SHA-256 of the contract {plan.digest}."
        if plan.recorded:
            yield f"{plan.contract}: assumed", "; ".join(plan.recorded)
        for silence in (*plan.silences, *plan.claim_silences):
            yield (
                f"{plan.contract}: silent on {words.name(silence.name)}",
                f"{', '.join(silence.readings)}. {silence.why}".strip(),
            )
        for what, reason in plan.not_modelled:
            yield f"{plan.contract}: not modelled", f"{what}: {reason}"
    counts = Counter(one.decision.status for one in told)
    for status, meaning in STATUSES.items():
        if counts[status]:
            yield f"Status {say.status(status)}", meaning
    for name, meaning in COLUMNS.items():
        yield f"Column {PREFIX}{name}", meaning


def _data_quality(of: Background) -> NewSheet:
    rows: list[Sequence[Cell | Link]] = [["Data quality of the workbook"]]
    errors = sum(problem.is_error for problem in of.problems)
    rows += [[f"{errors:,} findings left something out; {len(of.problems) - errors:,} left out nothing."]]
    rows += [["where", "what came of it", "code", "what is wrong", "what to do"]]
    rows += [
        [_where(problem), "left out" if problem.is_error else "warning", problem.code, problem.message, problem.remedy or None]
        for problem in of.problems
    ]
    widths = (22, 16, 8, *widths_of([row[3:] for row in rows[2:]], most=90))
    return NewSheet("Data quality", rows, widths, heading=3, wrapped=True)


def _where(problem: Problem) -> Cell | Link:
    """The cell as a link to it, the sheet by its name, or whatever place there is."""
    sheet, _, cell = problem.place.cell.rpartition("!")
    if sheet and cell:
        return Link(problem.place.cell, place_in(sheet, cell))
    return problem.place.cell or str(problem.place) or None


def not_decided_cells(problem: str) -> list[Cell]:
    """The cells of a claim that no decision was made on."""
    return [NOT_DECIDED, None, problem]


def rows_by_number(told: Iterable[Told], plans: Mapping[str, Plan], numbers: Mapping[str, int]) -> dict[int, list[Cell]]:
    """The cells of the added columns by the number of the row; *numbers* gives that of each claim."""
    return {
        numbers[one.decision.claim.claim_id]: decision_cells(one, plans[one.decision.contract])
        for one in told
        if one.decision.claim is not None and one.decision.claim.claim_id in numbers
    }

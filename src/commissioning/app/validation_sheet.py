"""The sheet that validators fill in: of a new draw, or of a sample with the findings so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from commissioning.app.validation import Drawn
from commissioning.app.validation_findings import Recorded
from commissioning.app.validation_notes import notes_of
from commissioning.domain.validation import Finding, ToBeSeen
from commissioning.loading.validation_sample import AS_DRAWN, SHEET, TO_FILL_IN
from commissioning.reports import validation_words as say
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell
from commissioning.reports.validation_workbook import SampleSheet


def sheet_of_draw(drawn: Drawn) -> SampleSheet:
    """The sheet of a draw, in the order of the claims' ids within their strata."""
    stratum_of = drawn.draw.stratum_of()
    rows = []
    for claim in drawn.draw.claims:
        seen = drawn.seen.get(claim.claim_id, ToBeSeen())
        row: dict[str, Cell] = {
            "claim_id": claim.claim_id,
            "contract": claim.contract,
            "party": claim.party or None,
            "outcome": claim.outcome,
            "journey_id": claim.journey_id,
            "claimed_on": claim.claimed_on,
            "stratum": stratum_of[claim.claim_id].name,
            "amount": Pounds(claim.amount),
            "records_say": str(seen.status) if seen.status else None,
            "reached_on": seen.reached_on,
            "rests_on": say.rests_on(seen) or None,
            "to_be_seen": say.evidence(seen),
        }
        rows.append({**row, **_found(None)})
    return _sheet(rows, list(notes_of(drawn.draw)))


def sheet_of_record(recorded: Recorded) -> SampleSheet:
    """The sample as it was drawn, with every finding so far; a row that could not be read is as it was drawn."""
    rows = []
    for row in recorded.sample.rows.rows:
        claim_id = row.text("claim_id") or ""
        if claim_id in recorded.claims:
            kept = {column.name: _as_cell(column.name, row.values.get(column.name)) for column in AS_DRAWN}
            rows.append({**kept, **_found(recorded.findings.get(claim_id))})
    drawn = {name: value for name, value in recorded.sample.notes.items() if _is_of_draw(name)}
    return _sheet(rows, [(name.replace("_", " "), value) for name, value in drawn.items()])


def _is_of_draw(name: str) -> bool:
    guidance = name.startswith(("found_", "reason_", "column_")) or name in ("how_to_fill_it_in", "who_looked")
    return not guidance


def _as_cell(name: str, value: Any) -> Cell:
    return Pounds(value) if name == "amount" and isinstance(value, int) else value


def _found(finding: Finding | None) -> dict[str, Cell]:
    if finding is None:
        return {column.name: None for column in TO_FILL_IN}
    return {
        "found": str(finding.conclusion),
        "amount_supported": Pounds(finding.supported),
        "reason_code": finding.reason or None,
        "validator": finding.validator or None,
        "checked_on": finding.checked_on,
    }


def _sheet(rows: Iterable[Mapping[str, Cell]], notes: list[tuple[str, str]]) -> SampleSheet:
    kept = list(rows)
    # A column of the draw that says nothing of any claim is left out; those to fill in never are.
    to_fill_in = {column.name: column.values for column in TO_FILL_IN}
    columns = {
        column.name: column.about
        for column in SHEET.columns
        if column.name in to_fill_in or column.needed or any(row[column.name] is not None for row in kept)
    }
    return SampleSheet(columns, to_fill_in, kept, notes)

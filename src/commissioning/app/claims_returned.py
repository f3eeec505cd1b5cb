"""Claims in a workbook: the provider's own workbook given back with decisions beside its claims. The file is only read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commissioning.app.claims import DecidedClaims
from commissioning.app.workspace import Options
from commissioning.domain.claim_decisions import Told
from commissioning.errors import Place, Problem, Refused, usage
from commissioning.loading.columns import CLAIMS
from commissioning.loading.sources import digest_of
from commissioning.loading.tables import TypedTable
from commissioning.loading.workbook import SheetTable
from commissioning.reports.returned_book import AddedColumns, Kept, NotCopied, returned
from commissioning.reports.returned_claims import (
    HEADINGS,
    WIDTHS,
    Background,
    not_decided_cells,
    returned_sheets,
    rows_by_number,
)
from commissioning.reports.rows import Cell

WORKBOOKS = (".xlsx", ".xlsm")


def is_workbook(path: Path) -> bool:
    """Whether an input is a workbook that can be given back."""
    return path.suffix.casefold() in WORKBOOKS and path.is_file()


def check_ending(path: Path, output: Path) -> None:
    """Refuse (U029) a copy whose name says another kind than the workbook is: no program would open it."""
    kind = path.suffix.casefold()
    if output.suffix.casefold() != kind:
        macros = " with its macros" if kind == ".xlsm" else ""
        raise usage("U029", f"{path.name} is given back{macros} as a {kind} file", f"call the output {output.stem}{kind}")


def returned_workbook(
    path: Path,
    decided: DecidedClaims,
    told: Sequence[Told],
    options: Options,
    *,
    mapping: Path | None = None,
    one_journey: bool = False,
) -> tuple[bytes, Kept]:
    """The workbook as it was, with decisions beside its claims and sheets behind its own; and what came of the copy.

    With *one_journey* claims of others are left blank. Raises :class:`~commissioning.errors.Refused`: U028 where nothing can be
    added to it as it is written, U032 where it was changed since it was read.
    """
    content = path.read_bytes()
    if digest_of([path], mapping, folder=False) != decided.read.digest:
        raise usage("U032", f"{path.name} was changed while it was decided", "close it where it is open, and decide it again")
    columns = _columns(decided, told, one_journey=one_journey)
    background = Background(
        decided.as_of,
        path.name,
        decided.read.digest,
        decided.plans,
        decided.problems,
        decided.read.counts,
        decided.read.left_out,
        tuple(_asked(told, options, mapping)),
    )
    try:
        return returned(content, columns, lambda kept: returned_sheets(told, background, kept))
    except NotCopied as why:
        remedy = "open it in a spreadsheet program, save it under another name, and give that; or use --format csv"
        raise Refused(
            Problem("U028", f"nothing can be added to it as it is written: {why}", remedy, Place(path.name))
        ) from None


def _asked(told: Sequence[Told], options: Options, mapping: Path | None) -> list[tuple[str, str]]:
    found = []
    if mapping is not None:
        found.append(("Mapping file", f"{mapping.name}, as part of what was read"))
    if options.known_at is not None:
        found.append(("Known at", options.known_at.isoformat()))
    if options.assume:
        found.append(("Assumed by whoever asked", "; ".join(options.assume)))
    if options.set_aside:
        found.append(("Set aside by whoever asked", "; ".join(options.set_aside)))
    if not any(one.takes for one in told):
        found.append(("What it takes", "Was not asked for (--what-it-takes)."))
    return found


def _columns(decided: DecidedClaims, told: Sequence[Told], *, one_journey: bool) -> AddedColumns | None:
    typed = decided.read.tables.get(CLAIMS.name)
    if typed is None or not isinstance(typed.raw, SheetTable):
        return None
    numbers = {claim: row.number for row in typed.good() if (claim := row.text("claim_id")) is not None}
    rows = rows_by_number(told, {plan.contract: plan for plan in decided.plans}, numbers)
    if not one_journey:
        rows = {**_not_decided(typed, typed.raw.sheet, decided.problems, decided), **rows}
    return AddedColumns(typed.raw.sheet, HEADINGS, WIDTHS, rows)


def _not_decided(typed: TypedTable, sheet: str, problems: Sequence[Problem], decided: DecidedClaims) -> dict[int, list[Cell]]:
    """Every row of claims with why it may not have been decided: what is wrong with it, or that it is not known yet."""
    wrong: dict[int, str] = {}
    for problem in problems:
        where, _, cell = problem.place.cell.rpartition("!")
        if problem.is_error and where == sheet and (digits := cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")):
            wrong.setdefault(int(digits), f"{problem.message}: see Data quality")
    later = f"it was not made, or not known, by {decided.as_of.isoformat()}; or its journey was left out: see Data quality"
    left_out = "the row was left out: see Data quality"
    return {row.number: not_decided_cells(wrong.get(row.number, left_out if row.bad else later)) for row in typed.rows}

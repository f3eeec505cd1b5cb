"""A drawn sample read back: its notes, which say how it was drawn, and its rows with what validators found.

A sample is a workbook with the sheets Sample and Notes, or a CSV file with its notes beside it: ``sample.csv`` and
``sample-notes.csv``. Sums are in pounds, as validators write them; days are year-month-day, or day/month/year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from commissioning.domain.validation import CONCLUSIONS, REASONS
from commissioning.errors import Place, Refused
from commissioning.loading.between_rows import check_ids
from commissioning.loading.cell_reading import HowWritten
from commissioning.loading.columns import Column, Kind, Table
from commissioning.loading.csv_files import CsvTable
from commissioning.loading.findings import Findings, listed, refusal
from commissioning.loading.headings import Wanted, heading_key
from commissioning.loading.raw import BadLayout, RawTable, blank
from commissioning.loading.sources import cannot_be_opened
from commissioning.loading.tables import TypedTable, read_table
from commissioning.loading.workbook import Workbook

SAMPLE, NOTES = "sample", "notes"
BOOKS = (".xlsx", ".xlsm")

TO_FILL_IN: tuple[Column, ...] = (
    Column("found", Kind.CODE, "What was found.", values=tuple(CONCLUSIONS)),
    Column("amount_supported", Kind.PENCE, "The sum that the evidence supports, in pounds; needed where a part is.", least=0),
    Column("reason_code", Kind.CODE, "Why the rest is not supported.", values=tuple(REASONS)),
    Column("validator", Kind.CODE, "Who looked: a role or a code, never a name."),
    Column("checked_on", Kind.DATE, "The day it was checked."),
)
"""The columns that validators fill in."""

AS_DRAWN: tuple[Column, ...] = (
    Column("claim_id", Kind.ID, "The claim.", needed=True),
    Column("contract", Kind.NAME, "The contract it was made under."),
    Column("party", Kind.CODE, "Whose claim it is, where claims are kept apart by provider or lot."),
    Column("outcome", Kind.NAME, "The outcome claimed."),
    Column("journey_id", Kind.ID, "The journey it is for."),
    Column("claimed_on", Kind.DATE, "The day it was claimed."),
    Column("stratum", Kind.TEXT, "The stratum it was drawn from."),
    Column("amount", Kind.PENCE, "The sum that is validated, in pounds.", needed=True, least=1),
    Column("records_say", Kind.CODE, "How the claim stands by the records, on the day of the draw."),
    Column("reached_on", Kind.DATE, "The day on which the outcome was reached, by the records."),
    Column("rests_on", Kind.TEXT, "The work that the outcome rests on."),
    Column("to_be_seen", Kind.TEXT, "The evidence that is to be seen."),
)
"""The columns that the draw fills in."""

SHEET = Table(SAMPLE, "One row for each claim drawn.", (*AS_DRAWN, *TO_FILL_IN), key="claim_id")
# A spreadsheet that opens the CSV file and saves it again writes days in its own way.
_DAYS = HowWritten(date_format="%d/%m/%Y")
_POUNDS = HowWritten(in_pounds=True)
_WRITTEN = {
    column.name: {Kind.DATE: _DAYS, Kind.PENCE: _POUNDS}[column.kind]
    for column in SHEET.columns
    if column.kind in (Kind.DATE, Kind.PENCE)
}


@dataclass(frozen=True)
class ReadSample:
    """A sample as its file has it: *notes* by name, and the rows; what is wrong with them is among their findings."""

    file: str
    notes: dict[str, str]
    notes_at: dict[str, Place]
    rows: TypedTable


def notes_beside(path: Path) -> Path:
    """The file of notes that belongs to a sample in CSV."""
    return path.with_name(f"{path.stem}-{NOTES}.csv")


def read_sample(path: Path, *, with_notes: bool = True) -> ReadSample:
    """Read a sample; without notes only its rows. Raises :class:`~commissioning.errors.Refused` where it cannot be read."""
    try:
        if not path.exists():
            raise Refused(refusal("D001", "is not there", "check the path", Place(str(path))))
        sample, notes = _tables(path, with_notes)
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None
    findings = Findings()
    typed = read_table(sample, Wanted(SHEET, SAMPLE, written=_WRITTEN), findings)
    check_ids(typed)
    said = list(_notes(notes)) if notes is not None else []
    values, places = {name: value for name, value, _ in said}, {name: place for name, _, place in said}
    return ReadSample(path.name, values, places, typed)


def _tables(path: Path, with_notes: bool) -> tuple[RawTable, RawTable | None]:
    kind = path.suffix.casefold()
    if kind in BOOKS:
        book = Workbook(path)
        return _sheet(book, SAMPLE), _sheet(book, NOTES) if with_notes else None
    if kind != ".csv":
        remedy = "give the workbook (.xlsx) or the .csv file that was drawn"
        raise Refused(refusal("D002", f"is of a kind that no sample is ({kind or 'no ending'})", remedy, Place(path.name)))
    sample = CsvTable(path, Wanted(SHEET, SAMPLE).knows)
    if not with_notes:
        return sample, None
    beside = notes_beside(path)
    if not beside.exists():
        message = f"has no notes beside it: {beside.name} says how the sample was drawn"
        raise Refused(refusal("D080", message, "keep the two files together", Place(path.name)))
    return sample, CsvTable(beside, lambda headings: len({heading_key(one) for one in headings} & {"note", "value"}))


def _sheet(book: Workbook, name: str) -> RawTable:
    found = [sheet for sheet in book.sheets if heading_key(sheet) == name]
    if len(found) == 1:
        return book.table(found[0])
    message = f"has no sheet '{name.capitalize()}' (it has: {listed(book.sheets)})"
    raise Refused(refusal("D080", message, "give the workbook that was drawn", Place(book.file)))


def _notes(table: RawTable) -> Iterable[tuple[str, str, Place]]:
    at = {heading_key(heading): index for index, heading in enumerate(table.headings)}
    if not {"note", "value"} <= at.keys():
        remedy = "give the sample as it was drawn, with its notes"
        raise Refused(refusal("D080", "has no columns 'note' and 'value' in its notes", remedy, table.place(1)))
    for number, cells in table.rows([at["note"], at["value"]]):
        if isinstance(cells, BadLayout) or blank(cells[0]):
            continue
        value = "" if blank(cells[1]) else str(cells[1]).strip()
        yield heading_key(str(cells[0])), value, table.place(number, at["value"])

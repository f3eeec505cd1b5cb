"""From raw cells to typed rows: each cell read as its column says, each row judged by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from commissioning.domain.journeys import FactValue
from commissioning.errors import Place, Problem, Refused, Severity
from commissioning.loading.cell_reading import BadCell, Doubtful
from commissioning.loading.cell_values import REMEMBERED, ColumnReader
from commissioning.loading.columns import JOURNEYS, Column, Kind, Table
from commissioning.loading.findings import Findings, refusal, warning
from commissioning.loading.headings import Wanted, layout, missing
from commissioning.loading.personal_data import Found, Values, among_codes, among_ids, among_sentences
from commissioning.loading.raw import BadLayout, Cell, RawTable


@dataclass(slots=True)
class TypedRow:
    """A row whose cells were read: *values* holds those that are not blank; a *bad* row is left out."""

    number: int
    values: dict[str, FactValue]
    bad: bool = False

    def text(self, column: str) -> str | None:
        """What a column of text holds; None if it is blank."""
        value = self.values.get(column)
        return value if isinstance(value, str) else None

    def day(self, column: str) -> date | None:
        """What a column of dates holds; None if it is blank."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None


@dataclass
class TypedTable:
    """A table that was read: all its rows, the bad ones marked, and the way to say where a cell is."""

    table: Table
    raw: RawTable
    at: dict[str, int]
    headings: dict[str, str]
    findings: Findings
    rows: list[TypedRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    def good(self) -> Iterator[TypedRow]:
        """The rows that are not left out."""
        return (row for row in self.rows if not row.bad)

    def place(self, row: int, column: str = "") -> Place:
        """Where a cell is, or a row."""
        return self.raw.place(row, self.at.get(column))

    def leave_out(self, row: TypedRow, code: str, column: str, message: str, remedy: str) -> None:
        """Mark a row as bad and say why."""
        row.bad = True
        problem = Problem(code, f"{self._named(column)}{message}", remedy, self.place(row.number, column))
        self.findings.add(self.name, row.number, column, problem)

    def warn(self, row: TypedRow, code: str, column: str, message: str, remedy: str) -> None:
        """Say something of a row that is kept."""
        place = self.place(row.number, column)
        problem = Problem(code, f"{self._named(column)}{message}", remedy, place, severity=Severity.WARNING)
        self.findings.add(self.name, row.number, column, problem)

    def _named(self, column: str) -> str:
        heading = self.headings.get(column, column)
        return f"{column} ('{heading}'): " if heading != column else f"{column}: " if column else ""


def read_table(raw: RawTable, wanted: Wanted, findings: Findings) -> TypedTable:
    """Read every row of a table; raises :class:`Refused` if the file turns out to be one that may not or cannot be read."""
    found = layout(raw, wanted)
    if found.refusals:
        raise Refused(found.refusals)
    at = {column.name: index for index, column in found.columns}
    headings = {column.name: wanted.heading(column) for _, column in found.columns}
    typed = TypedTable(wanted.table, raw, at, headings, findings)
    findings.begin(typed.name)
    for note in found.warnings:
        findings.add(typed.name, 0, "", note)
    lacking = missing(wanted.table, (column for _, column in found.columns))
    _read_rows(typed, found.columns, wanted, lacking)
    _refuse_personal_data(typed, [column for _, column in found.columns])
    _notes(typed, lacking)
    return typed


def _read_rows(typed: TypedTable, columns: Sequence[tuple[int, Column]], wanted: Wanted, lacking: Sequence[Column]) -> None:
    readers = [ColumnReader(column, wanted.how(column)) for _, column in columns]
    needed = [column.name for _, column in columns if column.needed]
    judges = _judges(typed.table)
    for number, cells in typed.raw.rows([index for index, _ in columns]):
        row = TypedRow(number, {}, bad=bool(lacking))
        if isinstance(cells, BadLayout):
            typed.leave_out(row, cells.code, "", f"the row {cells.message}", cells.remedy)
        else:
            faulty = _read_cells(typed, row, readers, cells)
            if not row.values and not faulty:
                continue
            for name in needed:
                if name not in row.values and name not in faulty:
                    typed.leave_out(row, "D030", name, "is blank, and every row needs it", "fill it in")
            for judge in judges:
                judge(typed, row)
        typed.rows.append(row)


_NONE: frozenset[str] = frozenset()


def _read_cells(typed: TypedTable, row: TypedRow, readers: Iterable[ColumnReader], cells: Sequence[Cell]) -> frozenset[str]:
    """Read the cells of a row into it; the names of those that were not what they should be."""
    values, faulty = row.values, _NONE
    for read, cell in zip(readers, cells, strict=True):
        if cell is None or cell == "":
            continue
        # The look into what was seen saves a call for most of the millions of cells of a large file.
        value = read.seen.get(cell) if type(cell) in REMEMBERED else None
        if value is None:
            value = read(cell)
        if isinstance(value, BadCell | Doubtful):
            faulty |= {read.name}
            value = _reported(typed, row, read.name, value)
        if value is not None:
            values[read.name] = value
    return faulty


def _reported(typed: TypedTable, row: TypedRow, name: str, fault: BadCell | Doubtful) -> FactValue:
    """Say what is wrong with a cell; its value, if it has one all the same."""
    if isinstance(fault, BadCell):
        typed.leave_out(row, fault.code, name, fault.message, fault.remedy)
        return None
    typed.warn(row, fault.code, name, fault.message, fault.remedy)
    return fault.value


# ------------------------------------------------------------------------------------------- what a row says by itself

Judge = Callable[[TypedTable, TypedRow], None]


def _judges(table: Table) -> list[Judge]:
    judges = [_not_before(first, last) for first, last in table.periods]
    return [*judges, _started_before_referral, _reason_without_end] if table.name == JOURNEYS.name else judges


def _not_before(first: str, last: str) -> Judge:
    def judge(typed: TypedTable, row: TypedRow) -> None:
        begins, ends = row.day(first), row.day(last)
        if begins is not None and ends is not None and ends < begins:
            remedy = "correct one of the two dates"
            typed.leave_out(row, "D032", last, f"lies before {first}", remedy)

    return judge


def _started_before_referral(typed: TypedTable, row: TypedRow) -> None:
    referred, started = row.day("referral_date"), row.day("start_date")
    if referred is not None and started is not None and started < referred:
        typed.warn(row, "D051", "start_date", "lies before referral_date", "check both; they are used as written")


def _reason_without_end(typed: TypedTable, row: TypedRow) -> None:
    if "end_reason" in row.values and "end_date" not in row.values:
        remedy = "fill in the end date; until then the journey counts as going on"
        typed.warn(row, "D052", "end_reason", "is given, but end_date is blank", remedy)


# ------------------------------------------------------------------------------------------- what the columns hold

_LOOKING: dict[Kind, Callable[[Values], list[Found]]] = {
    Kind.ID: among_ids,
    Kind.CODE: among_codes,
    Kind.NAME: among_codes,
    Kind.TEXT: among_sentences,
}


def _refuse_personal_data(typed: TypedTable, columns: Iterable[Column]) -> None:
    """Refuse the file if what should be opaque ids or codes looks like numbers or contact details of persons."""
    problems = []
    for column in columns:
        look = _LOOKING.get(column.kind)
        if look is None or not column.is_open:
            continue
        name = column.name
        values = [(row.number, value) for row in typed.rows if isinstance(value := row.values.get(name), str)]
        problems += [_looks_like(typed, column, found) for found in look(values)]
    if problems:
        raise Refused(problems)


def _looks_like(typed: TypedTable, column: Column, found: Found) -> Problem:
    rows = "1 row" if found.rows == 1 else f"{found.rows:,} rows, of which this is the first"
    message = f"{column.name} holds what looks like {found.what} (in {rows}); no file with personal data is read"
    remedy = "replace them by opaque ids that only you can trace" if column.kind is Kind.ID else "take them out"
    return refusal("D014", message, remedy, typed.place(found.first, column.name))


# ----------------------------------------------------------------------------------------------- the table as a whole


def _notes(typed: TypedTable, lacking: Iterable[Column]) -> None:
    for note in typed.raw.notes:
        typed.findings.add(typed.name, 0, note.code, note)
    if not typed.rows:
        return
    for column in lacking:
        left = "its only row is" if len(typed.rows) == 1 else f"all {len(typed.rows):,} rows are"
        message = f"has no column {column.name}, which every row of the table '{typed.name}' needs; {left} left out"
        problem = Problem("D030", message, "add the column, or name yours in a mapping file", typed.place(1))
        typed.findings.add(typed.name, 0, column.name, problem)


def note_no_rows(typed: TypedTable, consequence: str) -> None:
    """Warn that a table has headings and no rows."""
    message = f"has headings but no rows; {consequence}"
    problem = warning("D024", message, "check that it was exported whole", typed.place(1))
    typed.findings.add(typed.name, 0, "", problem)

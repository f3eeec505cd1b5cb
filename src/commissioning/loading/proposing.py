"""A mapping file proposed for somebody's own headings: the likeliest column of ours for each, with why and how sure.

Headings decide. Cells are looked at only under a heading that names no personal data and stands for a column of dates, numbers
or words from a list: to see how they are written, never to keep them. Only words that stand for one of our values are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from commissioning.errors import Place, Refused
from commissioning.loading.cell_reading import theirs
from commissioning.loading.cell_values import allowed_words
from commissioning.loading.columns import Column, Kind, Table
from commissioning.loading.csv_files import CsvTable
from commissioning.loading.dates import DATE_FORMATS, day_in
from commissioning.loading.findings import refusal
from commissioning.loading.headings import heading_key, is_heading
from commissioning.loading.parquet_files import ParquetTable
from commissioning.loading.personal_data import in_words, personal_heading
from commissioning.loading.proposing_words import COLUMN_WORDS, TABLE_WORDS, VALUE_WORDS
from commissioning.loading.raw import BadLayout, Cell, RawTable, blank
from commissioning.loading.sources import cannot_be_opened
from commissioning.loading.workbook import Workbook

CERTAIN, LIKELY, UNSURE = 1.0, 0.9, 0.8
_NEAR = 0.84
"""How alike two headings must be to be taken for one."""
_MOST_ROWS = 2_000
_MOST_WORDS = 60
_LOOKED_AT = frozenset({Kind.DATE, Kind.PENCE, Kind.HOURS, Kind.WHOLE, Kind.YES_NO, Kind.CODE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One heading that may stand for one column: how sure, and why."""

    heading: str
    index: int
    column: Column
    certainty: float
    why: str


@dataclass
class ProposedTable:
    """What is proposed for one table. *open* are columns with headings to choose from, *never* and *unread* other headings."""

    table: Table
    source: str
    chosen: list[Candidate] = field(default_factory=list)
    open: dict[str, list[Candidate]] = field(default_factory=dict)
    never: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    date_format: str = ""
    in_pounds: list[str] = field(default_factory=list)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def lacking(self) -> list[str]:
        """The columns that every row needs and nothing is proposed for."""
        names = {candidate.column.name for candidate in self.chosen}
        return [column.name for column in self.table.columns if column.needed and column.name not in names]


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a whole input; *others* are the sheets or files that look like no table of ours."""

    tables: tuple[ProposedTable, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    name: str
    open: Callable[[], RawTable]


def propose(path: Path, tables: Mapping[str, Table]) -> Proposal:
    """A mapping for a folder or a workbook; raises :class:`Refused` where it cannot be read or looks like no table at all."""
    sources = [(source, source.open()) for source in _sources(path)]
    scored = []
    for source, raw in sources:
        for table in tables.values():
            candidates = _candidates(raw, table)
            score = _score(source.name, table, candidates)
            if score > 0:
                scored.append((score, source, table, candidates))
    found: dict[str, ProposedTable] = {}
    used: set[str] = set()
    order = list(tables)
    for _, source, table, candidates in sorted(scored, key=lambda one: (-one[0], order.index(one[2].name), one[1].name)):
        if source.name not in used and table.name not in found:
            used.add(source.name)
            raw = source.open()
            found[table.name] = proposed = _chosen(raw, table, source.name, candidates)
            _look_at_cells(raw, proposed)
    if not found:
        message = "holds no sheet or file whose headings look like those of an exchange table"
        remedy = "put the headings in the first row; `commissioning template` writes a workbook that shows what they are"
        raise Refused(refusal("D009", message, remedy, Place(path.name)))
    others = tuple(source.name for source, _ in sources if source.name not in used)
    return Proposal(tuple(found[name] for name in order if name in found), others)


def _sources(path: Path) -> list[_Source]:
    """Every sheet of a workbook, or every table in a folder."""
    if not path.exists():
        raise Refused(refusal("D001", "is not there", "check the path", Place(str(path))))
    if not path.is_dir():
        book = Workbook(path)
        return [_Source(sheet, lambda sheet=sheet: book.table(sheet)) for sheet in book.sheets]  # type: ignore[misc]
    try:
        files = sorted(file for file in path.iterdir() if file.suffix.casefold() in (".csv", ".parquet"))
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None
    return [_Source(file.stem, lambda file=file: _opened(file)) for file in files]  # type: ignore[misc]


def _opened(file: Path) -> RawTable:
    return CsvTable(file, len) if file.suffix.casefold() == ".csv" else ParquetTable(file)


# --------------------------------------------------------------------------------------------------------- headings


def _candidates(raw: RawTable, table: Table) -> list[Candidate]:
    """Every column that each heading may stand for; a heading of personal data may stand for none."""
    found = []
    for index, heading in enumerate(raw.headings):
        if heading and personal_heading(heading) is None:
            found += [one for column in table.columns if (one := _candidate(heading, index, column, table)) is not None]
    return found


def _candidate(heading: str, index: int, column: Column, table: Table) -> Candidate | None:
    key = heading_key(heading)
    if key == column.name:
        return Candidate(heading, index, column, CERTAIN, "our own heading")
    words = in_words(heading)
    for unit in ("pence", "pounds", "p", "gbp"):
        words = words.removesuffix(f" {unit}")
    ours = in_words(column.name).removesuffix(" pence")
    if words == ours:
        return Candidate(heading, index, column, LIKELY, "our heading, written otherwise")
    others = (*COLUMN_WORDS.get(table.name, {}).get(column.name, ()), *COLUMN_WORDS[""].get(column.name, ()))
    if words in others:
        return Candidate(heading, index, column, LIKELY, "another word for it")
    near = max((SequenceMatcher(None, words, other).ratio() for other in (ours, *others)), default=0.0)
    return Candidate(heading, index, column, UNSURE * near, "nearly the same words") if near >= _NEAR else None


def _score(source: str, table: Table, candidates: Sequence[Candidate]) -> float:
    """How much a source looks like a table: by its headings, those that every row needs twice, and by its name."""
    best: dict[str, float] = {}
    for one in candidates:
        best[one.column.name] = max(best.get(one.column.name, 0), one.certainty * (2 if one.column.needed else 1))
    needed = sum(1 for column in table.columns if column.needed and column.name in best)
    named = _named(source, table)
    if not needed or (len(best) < 2 and not named) or (needed < 2 and not named):
        return 0
    return sum(best.values()) + (4 if named else 0)


def _named(source: str, table: Table) -> bool:
    words = in_words(source)
    return any(word == words or word in words.split() for word in (in_words(table.name), *TABLE_WORDS.get(table.name, ())))


def _chosen(raw: RawTable, table: Table, source: str, candidates: Sequence[Candidate]) -> ProposedTable:
    """One heading for each column and one column for each heading, the surest first; what is equally sure is left open."""
    proposed = ProposedTable(table, source)
    taken: set[int] = set()
    open_: set[int] = set()
    for certainty in sorted({one.certainty for one in candidates}, reverse=True):
        named = {one.column.name for one in proposed.chosen} | set(proposed.open)
        level = [
            one for one in candidates if one.certainty == certainty and one.index not in taken and one.column.name not in named
        ]
        for one in level:
            rivals = [other for other in level if other.column is one.column or other.index == one.index]
            if len(rivals) > 1 or certainty < LIKELY:
                proposed.open.setdefault(one.column.name, []).append(one)
                open_.add(one.index)
            else:
                proposed.chosen.append(one)
                taken.add(one.index)
    columns = {column.name: position for position, column in enumerate(table.columns)}
    proposed.chosen.sort(key=lambda one: columns[one.column.name])
    for index, heading in enumerate(raw.headings):
        what = personal_heading(heading)
        if what is not None and heading:
            proposed.never.append((_shown(heading, index), what))
        elif heading and index not in taken | open_:
            proposed.unread.append(_shown(heading, index))
    return proposed


def _shown(heading: str, index: int) -> str:
    return heading if is_heading(heading) else f"column {index + 1}"


# ------------------------------------------------------------------------------------------------- how cells are written


def _look_at_cells(raw: RawTable, proposed: ProposedTable) -> None:
    """How dates and sums are written, and which words stand for ours, in the columns that were chosen."""
    looked = [
        one
        for one in proposed.chosen
        if one.column.kind in _LOOKED_AT and (one.column.kind is not Kind.CODE or allowed_words(one.column))
    ]
    if not looked:
        return
    cells: dict[int, list[Cell]] = {one.index: [] for one in looked}
    for _, row in islice(raw.rows([one.index for one in looked]), _MOST_ROWS):
        if not isinstance(row, BadLayout):
            for one, cell in zip(looked, row, strict=True):
                if not blank(cell):
                    cells[one.index].append(cell)
    dates = [cell for one in looked if one.column.kind is Kind.DATE for cell in cells[one.index] if isinstance(cell, str)]
    _dates(dates, proposed)
    for one in looked:
        if one.column.kind is Kind.PENCE:
            _sums(one, cells[one.index], proposed)
        elif one.column.kind in (Kind.YES_NO, Kind.CODE):
            _words(one, cells[one.index], proposed)


def _dates(texts: Sequence[str], proposed: ProposedTable) -> None:
    """The one format that most dates written as text have; of two, such as day first and month first, it says so."""
    others = [text for text in texts if not hasattr(day_in(text), "year")]
    if not others:
        return
    read = {name: sum(hasattr(day_in(text, how), "year") for text in others) for name, how in DATE_FORMATS.items()}
    best = max(read.values())
    if best == 0:
        proposed.doubts.append("dates are written as texts in no format that is known; add date_format if they share one")
        return
    names = [name for name, count in read.items() if count == best]
    proposed.date_format = names[0]
    if len(names) > 1:
        proposed.doubts.append(f"dates may also be {', '.join(names[1:])}: check one")
    if best < len(others):
        proposed.doubts.append(f"{len(others) - best:,} dates are written otherwise")


def _sums(one: Candidate, cells: Sequence[Cell], proposed: ProposedTable) -> None:
    name, words = one.column.name, in_words(one.heading)
    if "pence" in words.split():
        return
    if "£" in one.heading or "pounds" in words.split() or "gbp" in words.split() or any(map(_has_pounds, cells)):
        proposed.in_pounds.append(name)
    elif one.certainty < CERTAIN and cells:
        proposed.doubts.append(f"{name}: whole numbers, taken as pence; add it to in_pounds if they are pounds")


def _has_pounds(cell: Cell) -> bool:
    if isinstance(cell, float):
        return not cell.is_integer()
    return isinstance(cell, str) and ("£" in cell or "." in cell)


def _words(one: Candidate, cells: Iterable[Cell], proposed: ProposedTable) -> None:
    """Words that stand for one of ours; of the rest only how many there are is said."""
    ours = {theirs(word.replace("_", " ")): word for word in allowed_words(one.column)}
    met = {theirs(cell): cell.strip() for cell in cells if isinstance(cell, str)}
    unknown = 0
    found: dict[str, str] = {}
    for key, written in list(met.items())[:_MOST_WORDS]:
        plain = in_words(written)
        if plain in ours or key in ours or theirs(plain) in ours:
            continue
        value = next((v for v in (*ours.values(), "blank") if plain in VALUE_WORDS.get(v, ())), None)
        if value is None:
            unknown += 1
        else:
            found[written] = value
    if found:
        proposed.values[one.column.name] = found
    if unknown or len(met) > _MOST_WORDS:
        count = unknown + max(len(met) - _MOST_WORDS, 0)
        words = "word is" if count == 1 else "words are"
        proposed.doubts.append(
            f"{one.column.name}: {count:,} {words} none of ours: add them under values ({', '.join(ours.values())})"
        )

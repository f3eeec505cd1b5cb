"""From the headings of a file to our columns: which are ours, which are not known, and which must not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commissioning.errors import Problem, nearest
from commissioning.loading.cell_reading import AS_OURS, HowWritten
from commissioning.loading.columns import Column, Kind, Table
from commissioning.loading.findings import MOST_SHOWN, listed, refusal, warning
from commissioning.loading.personal_data import among_codes, in_words, personal_heading
from commissioning.loading.raw import RawTable

DECIDED = "decision: "
"""How headings begin that were added with decisions: they are passed over when the workbook is read again."""


@dataclass(frozen=True)
class Wanted:
    """What is to be read from a source as one table.

    *headings* gives the source's own heading for each of our columns, and then no other column is read; None means that the
    source has our headings. *written* says how the source writes a column.
    """

    table: Table
    source: str
    headings: Mapping[str, str] | None = None
    written: Mapping[str, HowWritten] = field(default_factory=dict)

    def how(self, column: Column) -> HowWritten:
        """How the source writes a column."""
        return self.written.get(column.name, AS_OURS)

    def heading(self, column: Column) -> str:
        """The heading of a column in the source."""
        return self.headings[column.name] if self.headings is not None else column.name

    def knows(self, headings: Sequence[str]) -> int:
        """How many of some headings are columns that are to be read."""
        ours = self.headings.values() if self.headings is not None else self.table.by_name
        return len({heading_key(heading) for heading in headings} & {heading_key(name) for name in ours})


@dataclass(frozen=True)
class Layout:
    """Where the columns of a table stand in a file, and what was wrong with its headings."""

    columns: tuple[tuple[int, Column], ...] = ()
    refusals: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def heading_key(heading: str) -> str:
    """A heading without what writers vary: case, spaces, ``_`` and other signs; ``Start Date`` is ``start_date``."""
    return in_words(heading).replace(" ", "_") or " ".join(heading.casefold().split())


def layout(raw: RawTable, wanted: Wanted) -> Layout:
    """Find the columns of a table among a file's headings."""
    at: dict[str, list[int]] = {}
    for index, heading in enumerate(raw.headings):
        if heading:
            at.setdefault(heading_key(heading), []).append(index)
    return _by_mapping(raw, wanted, at) if wanted.headings is not None else _by_name(raw, wanted, at)


def _by_mapping(raw: RawTable, wanted: Wanted, at: Mapping[str, list[int]]) -> Layout:
    """Only the columns a mapping file names; what else there is, is nobody's business."""
    columns, refusals = [], []
    for name in wanted.headings or {}:
        column = wanted.table.by_name[name]
        places = at.get(heading_key(wanted.heading(column)), [])
        if not places:
            message = f"has no column '{wanted.heading(column)}', which the mapping file gives as {wanted.table.name}.{name}"
            remedy = "correct the heading in the mapping file, or take the line out if there is no such column"
            refusals.append(refusal("D017", message, remedy, raw.place(1)))
        elif len(places) > 1:
            refusals.append(_twice(raw, wanted.heading(column), places))
        else:
            columns.append((places[0], column))
    return Layout(tuple(columns), tuple(refusals))


def _by_name(raw: RawTable, wanted: Wanted, at: Mapping[str, list[int]]) -> Layout:
    known = {heading_key(name): column for name, column in wanted.table.by_name.items()}
    ours = {key: places for key, places in at.items() if key in known}
    refusals = [_twice(raw, known[key].name, places) for key, places in ours.items() if len(places) > 1]
    refusals += _personal(raw, [index for key, places in at.items() if key not in ours for index in places])
    if not ours and not refusals:
        refusals.append(_no_headings(raw, wanted))
    if refusals:
        return Layout(refusals=tuple(refusals))
    columns = sorted(((places[0], known[key]) for key, places in ours.items()), key=lambda found: found[0])
    unknown = [places[0] for key, places in at.items() if key not in ours and not _decided(raw, places)]
    return Layout(tuple(columns), (), tuple(_unknown(raw, wanted, unknown)))


def _decided(raw: RawTable, places: Sequence[int]) -> bool:
    return all(raw.headings[place].casefold().startswith(DECIDED) for place in places)


def _twice(raw: RawTable, heading: str, places: Sequence[int]) -> Problem:
    message = f"has {len(places)} columns with the heading '{heading}': it is not clear which of them counts"
    return refusal("D012", message, "keep one of them, or give the others other headings", raw.place(1, places[1]))


def _no_headings(raw: RawTable, wanted: Wanted) -> Problem:
    some = listed([column.name for column in wanted.table.columns], 4)
    message = f"has none of the columns of the table '{wanted.table.name}' in its first row"
    remedy = f"put the headings ({some}) in the first row, or name yours in a mapping file"
    return refusal("D011", message, remedy, raw.place(1))


def _personal(raw: RawTable, others: Iterable[int]) -> list[Problem]:
    """Refuse a file with columns of personal data; its place is shown, and of the heading only what kind of thing it is."""
    found = []
    for index in others:
        what = personal_heading(raw.headings[index])
        if what is not None:
            message = f"has a column of personal data ({what}), column {index + 1}; no file with such columns is read"
            remedy = (
                "take the column out, or name the columns that may be read in a mapping file: the others are then never read"
            )
            found.append(refusal("D013", message, remedy, raw.place(1, index)))
    return found


def _unknown(raw: RawTable, wanted: Wanted, others: Iterable[int]) -> list[Problem]:
    found: list[Problem] = []
    for index in others:
        heading = raw.headings[index]
        close = nearest(heading_key(heading), wanted.table.by_name) if len(found) < MOST_SHOWN else ""
        name = f"column '{heading}'" if is_heading(heading) else f"column {index + 1}"
        message = f"{name} is not a column of the table '{wanted.table.name}' and was not read"
        found.append(warning("D022", message, close, raw.place(1, index)))
    return found


def is_heading(text: str) -> bool:
    """Whether a text may be shown as a heading: where a file has no headings, its first row is a client's data."""
    return len(text) <= 60 and text.isprintable() and text[0].isalpha() and not among_codes([(1, text)])


def missing(table: Table, columns: Iterable[Column]) -> list[Column]:
    """The columns a table needs and a file does not have."""
    have = Counter(column.name for column in columns)
    return [column for column in table.columns if column.needed and not have[column.name]]


def may_hold_personal_data(column: Column) -> bool:
    """Whether a column could carry personal data in: a yes or no, a number and a word from a list cannot."""
    return column.is_open or column.kind in (Kind.DATE, Kind.AREA, Kind.AREAS)

"""What is wrong with input data: the closed list of codes, and the collecting of problems so that many read as few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from commissioning.errors import Place, Problem, Severity

DATA_CODES: Mapping[str, str] = MappingProxyType(
    {
        # The input as a whole: nothing is decided.
        "D001": "The input, or a file of it, cannot be opened.",
        "D002": "The file is of a kind that is not read.",
        "D003": "The workbook is protected by a password.",
        "D004": "The file is damaged or cut off.",
        "D005": "The file, or a cell of it, is larger than is read.",
        "D006": "The file is empty.",
        "D007": "The file is not text in a known encoding.",
        "D008": "The quotation marks of a CSV file do not match.",
        "D009": "There is no exchange table, or no table `journeys`.",
        "D010": "One table is given twice.",
        "D011": "The first row holds none of the table's columns.",
        "D012": "Two columns have one heading.",
        "D013": "A column holds personal data.",
        "D014": "Ids or codes look like personal data.",
        "D015": "Parquet files need a further package.",
        "D016": "The mapping file is wrong.",
        "D017": "The mapping file names a table or a column that the input does not have.",
        # Files: nothing is left out.
        "D020": "The text is not UTF-8 and was read as Windows text.",
        "D021": "The columns are not divided by commas.",
        "D022": "A column is not known and was not read.",
        "D023": "A file or sheet looks like a table but was not read.",
        "D024": "A table has no rows.",
        "D025": "Cells stand under no heading and were not read.",
        "D026": "Rows have fewer cells than there are headings; the rest count as blank.",
        "D027": "There is no table of jobs.",
        # Rows that are left out.
        "D030": "A cell that is needed is blank.",
        "D031": "A cell is not a date.",
        "D032": "A period ends before it starts.",
        "D033": "A number is too small or too large.",
        "D034": "A number has more decimals than are read.",
        "D035": "A cell is not a number.",
        "D036": "A cell holds a word outside the column's list.",
        "D037": "A cell is neither yes nor no.",
        "D038": "A row belongs to a client or a journey that the input does not have.",
        "D039": "Two rows of one job overlap.",
        "D040": "Rows of one job belong to different clients.",
        "D041": "Several rows share one id.",
        "D042": "A cell of a workbook holds an error, or a formula that was never calculated.",
        "D043": "A row of a CSV file has more cells than there are headings, or breaks off.",
        "D044": "An id or a code is not plain text.",
        # Rows that are kept.
        "D050": "An area is not known and counts as blank.",
        "D051": "Support started before the referral.",
        "D052": "There is a reason for the end but no end date.",
        "D053": "An end date stands for 'no end' and counts as blank.",
        "D054": "A row names a service that the table of services does not have.",
        # Fidelity reviews.
        "D060": "Evidence is given for an item that no anchor scores; it is not used.",
        "D061": "The file is not one of a fidelity review.",
        # What documents report of services.
        "D065": "What documents report of services is not written as it must be.",
        "D066": "Documents report of a service that the table of services does not have.",
        # Claims.
        "D070": "A payment or an override is for a claim that the input does not have; the row is left out.",
        "D071": "A claim names a contract, or an outcome of it, that there is not; it is not decided.",
        "D072": "A journey names a contract that there is not; its unclaimed outcomes are not decided.",
        "D073": "An override names a term that the claim's contract does not have; it is not used.",
        # Samples of claims, and what validators found.
        "D080": "The file is no drawn sample, or its notes were changed.",
        "D081": "A finding is for a claim that was not drawn.",
        "D082": "A drawn claim has no row.",
        "D083": "A row of the sample is not as it was drawn.",
        "D084": "A finding supports more than the sum of the claim.",
        "D085": "A finding is not complete, or contradicts itself.",
        "D086": "A drawn claim has no finding.",
        "D087": "The claims have changed since the draw.",
        "D088": "Two files give different findings for one claim.",
        "D089": "Claims have no sum, so that they cannot be drawn.",
        "D090": "A sample is drawn otherwise than the contract says.",
    }
)
"""Every code of a problem with input data, and its meaning. Those from D030 to D049, and D070, leave a row out."""

MOST_SHOWN = 50
"""How many problems of one code, table and column are shown one by one; the rest are counted."""


@dataclass
class Findings:
    """The problems found in the rows of tables, in the order of the tables and of their rows.

    Nothing that a cell holds is ever put in a message: the place and the form expected say enough.
    """

    _shown: list[tuple[int, int, Problem]] = field(default_factory=list)
    _kinds: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _more: dict[tuple[str, str, str], tuple[int, Problem]] = field(default_factory=dict)
    _tables: dict[str, int] = field(default_factory=dict)

    def begin(self, table: str) -> None:
        """Say that a table is read now: problems are shown in that order."""
        self._tables.setdefault(table, len(self._tables))

    def add(self, table: str, row: int, column: str, problem: Problem) -> None:
        """Note a problem in a row of a table that was begun (row 0 for the table as a whole)."""
        kind = (problem.code, table, column)
        position = self._tables[table]
        self._kinds[kind] += 1
        if self._kinds[kind] <= MOST_SHOWN:
            self._shown.append((position, row, problem))
        else:
            self._more.setdefault(kind, (position, problem))

    def problems(self) -> tuple[Problem, ...]:
        """All of them, table by table and row by row; for each kind, those beyond the first fifty in one line."""
        further = [
            (position, _LAST, _in_one_line(kind, problem, self._kinds[kind] - MOST_SHOWN))
            for kind, (position, problem) in self._more.items()
        ]
        ordered = sorted(self._shown + further, key=lambda entry: entry[:2])
        return tuple(problem for _, _, problem in ordered)


_LAST = 1 << 62


def _in_one_line(kind: tuple[str, str, str], one: Problem, further: int) -> Problem:
    code, table, column = kind
    subject = f"{table}.{column}" if column else table
    noun = "column" if code == "D022" else "row"
    rows = f"1 more {noun}" if further == 1 else f"{further:,} more {noun}s"
    meaning = DATA_CODES[code].rstrip(".")
    return Problem(
        code, f"and {rows} ({subject}: {meaning[0].lower()}{meaning[1:]})", "", Place(one.place.file), "", one.severity
    )


def refusal(code: str, message: str, remedy: str, place: Place | None = None) -> Problem:
    """A problem for which nothing can be decided."""
    return Problem(code, message, remedy, place or Place())


def warning(code: str, message: str, remedy: str = "", place: Place | None = None) -> Problem:
    """A problem that leaves nothing out."""
    return Problem(code, message, remedy, place or Place(), severity=Severity.WARNING)


def listed(names: Iterable[str], most: int = 10) -> str:
    """Names with commas between them, the first few only."""
    all_names = ["".join(sign if sign.isprintable() else "?" for sign in name) for name in names]
    text = ", ".join(all_names[:most])
    return f"{text} and {len(all_names) - most:,} more" if len(all_names) > most else text

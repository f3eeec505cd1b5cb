"""A file of fidelity reviews: YAML of one review, or a table of one or many (CSV, Parquet, a workbook, a folder of tables)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from commissioning.domain.fidelity import Instrument, Review, Scale
from commissioning.errors import Place, Problem, Refused, nearest, usage
from commissioning.loading.cell_reading import BadCell
from commissioning.loading.cell_values import ColumnReader
from commissioning.loading.columns import Column
from commissioning.loading.csv_files import CsvTable
from commissioning.loading.fidelity_scales import load_scales
from commissioning.loading.fidelity_tables import EVIDENCE, PAGE, SCORE, review_table, reviews_of, too_much
from commissioning.loading.findings import Findings, listed, refusal
from commissioning.loading.headings import Wanted, heading_key
from commissioning.loading.parquet_files import ParquetTable
from commissioning.loading.raw import RawTable
from commissioning.loading.sources import cannot_be_opened
from commissioning.loading.tables import note_no_rows, read_table
from commissioning.loading.validating import validated
from commissioning.loading.workbook import Workbook
from commissioning.loading.yaml_tree import YamlFile, read_yaml
from commissioning.terms.origin import Origin
from commissioning.terms.scalars import DayOf, Name, Sentence
from commissioning.terms.settings import Strict

__all__ = ["ReadReviews", "load_scales", "read_reviews", "reviews_of"]

TABLE = "fidelity"
EMPTY = "C005"
YAML, BOOKS, FILES = (".yaml", ".yml"), (".xlsx", ".xlsm"), (".csv", ".parquet")


@dataclass(frozen=True)
class ReadReviews:
    """What was read: the reviews, in the order of the file; *left_out* rows (or entries) were wrong, and *problems* say how."""

    reviews: tuple[Review, ...]
    problems: tuple[Problem, ...]
    left_out: int


class _Review(Strict):
    """One review."""

    scale: Name = Field(description="The scale: `ips-25`, `ips-15` or `readiness`.")
    instrument: Literal["formal_review", "guided_self_assessment"] = Field(description="How the scores were come by.")
    service_id: Sentence = Field(description="The service's id.")
    reviewed_on: DayOf | None = Field(None, description="The day of the review.")
    scores: dict[str, Any] = Field(default_factory=dict, description="Item: the reviewer's score, 1 to 5; blank if unknown.")
    evidence: dict[str, Any] = Field(default_factory=dict, description="Fact: what was found, in the unit of its anchor.")


class _ReviewFile(Strict):
    """A whole file of one review."""

    review: _Review = Field(description="The review.")


def read_reviews(path: Path, scales: Mapping[str, Scale], scale_id: str = "") -> ReadReviews:
    """Every review in a file; with *scale_id*, those on that scale, and those that name none are taken to be on it.

    Raises :class:`~commissioning.errors.Refused` for a file that cannot or may not be read.
    """
    try:
        if not path.exists():
            raise Refused(refusal("D001", "is not there", "check the path", Place(str(path))))
        if path.suffix.casefold() in YAML:
            return _from_yaml(path, scales, scale_id)
        return _from_table(_table(path), scales, scale_id)
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None


# ---------------------------------------------------------------------------------------------------------- tables


def _from_table(raw: RawTable, scales: Mapping[str, Scale], scale_id: str) -> ReadReviews:
    findings = Findings()
    typed = read_table(raw, Wanted(review_table(scales), TABLE), findings)
    if "scale" not in typed.at and not scale_id:
        raise usage("U041", f"{raw.file} has no column 'scale'", f"say --scale ID: {', '.join(scales)}")
    reviews = reviews_of(typed, scales, scale_id, only=bool(scale_id))
    if not typed.rows:
        note_no_rows(typed, "there is nothing to score")
    return ReadReviews(tuple(reviews), findings.problems(), sum(row.bad for row in typed.rows))


def _table(path: Path) -> RawTable:
    """The table of reviews in a file, or in a folder or workbook of exchange tables."""
    if path.is_dir():
        return _in_folder(path)
    kind = path.suffix.casefold()
    if kind in BOOKS:
        return _in_book(path)
    if kind in FILES:
        return _of_file(path)
    remedy = "give a .yaml file, a .csv, .parquet or .xlsx file, or a folder that has a table fidelity"
    raise Refused(refusal("D002", f"is of a kind that is not read ({kind or 'no ending'})", remedy, Place(path.name)))


def _of_file(path: Path) -> RawTable:
    knows = Wanted(review_table(()), TABLE).knows
    return CsvTable(path, knows) if path.suffix.casefold() == ".csv" else ParquetTable(path)


def _in_folder(folder: Path) -> RawTable:
    found = [path for path in sorted(folder.iterdir()) if path.suffix.casefold() in FILES and heading_key(path.stem) == TABLE]
    if len(found) == 1:
        return _of_file(found[0])
    if found:
        message = f"has the table '{TABLE}' more than once ({listed(path.name for path in found)})"
        raise Refused(refusal("D010", message, "keep one of them", Place(folder.name)))
    raise Refused(refusal("D009", f"does not have the table '{TABLE}'", "add fidelity.csv, or give a file", Place(folder.name)))


def _in_book(path: Path) -> RawTable:
    book = Workbook(path)
    named = [sheet for sheet in book.sheets if heading_key(sheet) == TABLE] or (book.sheets if len(book.sheets) == 1 else [])
    if named:
        return book.table(named[0])
    message = f"does not have a sheet '{TABLE}' (it has: {listed(book.sheets)})"
    raise Refused(refusal("D009", message, "call the sheet of the review fidelity", Place(path.name)))


# ------------------------------------------------------------------------------------------------------------ YAML


def _from_yaml(path: Path, scales: Mapping[str, Scale], scale_id: str) -> ReadReviews:
    file = read_yaml(path, path.name)
    if file.problems and not any(problem.code == EMPTY for problem in file.problems):
        raise Refused(_without_lines(file.problems))
    if not isinstance(file.tree, dict) or "review" not in file.tree:
        remedy = "begin with 'review:' and state scale, instrument, service_id and scores under it"
        raise Refused(refusal("D061", "is not a file of a review", remedy, Place(file.file)))
    model, problems = validated(_ReviewFile, file.tree, file.origin())
    if model is None:
        raise Refused(_without_lines(problems))
    scale = scales.get(model.review.scale)
    if scale is None:
        remedy = nearest(model.review.scale, scales) or f"scales: {', '.join(scales)}"
        raise Refused(_at(file, "D036", "is no scale that there is", remedy, "review", "scale"))
    if scale_id and scale.id != scale_id:
        return ReadReviews((), (), 0)
    entries = _Entries(file.origin(), scale)
    review = Review(
        model.review.service_id,
        model.review.reviewed_on,
        scale.id,
        Instrument(model.review.instrument),
        dict(entries.scores(model.review.scores)),
        dict(entries.evidence(model.review.evidence)),
    )
    return ReadReviews((review,), tuple(entries.problems), len(entries.problems))


def _without_lines(problems: list[Problem]) -> list[Problem]:
    """The problems without the lines of the file: what a file of data holds is never shown."""
    return [replace(problem, excerpt="") for problem in problems]


def _at(file: YamlFile, code: str, message: str, remedy: str, *path: str) -> Problem:
    return Problem(code, f"{path[-1]}: {message}", remedy, file.origin().place(path))


class _Entries:
    """The scores and the evidence of one review, each judged by itself."""

    def __init__(self, origin: Origin, scale: Scale) -> None:
        self._origin = origin
        self._scale = scale
        self._unreadable: set[str] = set()
        self.problems: list[Problem] = []

    def scores(self, given: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
        """The scores that can be taken, by item."""
        for name, value in given.items():
            if self._scale.item(name) is None:
                self._unknown("scores", name, "item", [item.id for item in self._scale.items])
                continue
            before = len(self.problems)
            score = self._number("scores", name, value, SCORE)
            if score is not None:
                yield name, score
            elif len(self.problems) > before:
                self._unreadable.add(name)

    def evidence(self, given: Mapping[str, Any]) -> Iterator[tuple[str, Fraction]]:
        """The evidence that can be taken, by fact, in the unit of its anchor.

        An item whose score could not be read stays open: the reviewer scored it, so its anchor must not stand in. The scores
        are to be taken first.
        """
        anchors = self._scale.facts()
        left_open = {item.anchor.fact for item in self._scale.items if item.anchor and item.id in self._unreadable}
        for name, value in given.items():
            if name not in anchors:
                self._unknown("evidence", name, "fact that an anchor scores", list(anchors))
                continue
            hundredths = self._number("evidence", name, value, EVIDENCE)
            if hundredths is None:
                continue
            if too_much(anchors[name], Fraction(hundredths, 100)):
                self._wrong("D033", "is above 100 per cent", "correct it, or leave it out", "evidence", name)
            elif name not in left_open:
                yield name, Fraction(hundredths, 100)

    def _number(self, part: str, name: str, value: Any, column: Column) -> int | None:
        """A number as the column of a table would be read; None where it is blank, or wrong and said so."""
        read = BadCell("D035", "is not a number", "write one number") if isinstance(value, dict | list) else None
        found = read or ColumnReader(column)(value)
        if isinstance(found, BadCell):
            self._wrong(found.code, found.message, found.remedy, part, name)
        return found if isinstance(found, int) else None

    def _unknown(self, part: str, name: str, what: str, known: list[str]) -> None:
        remedy = nearest(name, known) or PAGE
        self._wrong("D036", f"is no {what} of the scale '{self._scale.id}'", remedy, part, name)

    def _wrong(self, code: str, message: str, remedy: str, part: str, name: str) -> None:
        named = name if name.isprintable() and len(name) <= 60 else "an entry"
        place = self._origin.place(("review", part, name))
        self.problems.append(Problem(code, f"{part}.{named}: {message}", remedy, place))

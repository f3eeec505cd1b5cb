"""A mapping file: how another system's files become the exchange tables, without touching the files.

.. code-block:: yaml

    date_format: dd/mm/yyyy          # how texts write dates, unless a table says otherwise
    tables:
      journeys:
        source: Client extract       # the sheet, or the file of a folder; the table's own name unless given
        columns:                     # ours: theirs. With this list, no other column is ever read
          journey_id: Case ref
          client_id: Person ref
          start_date: Date joined
          end_reason: Outcome of case
          disabled: Disability Y/N
        values:                      # theirs: ours, for columns of words; 'blank' says that it is unknown
          end_reason: {Completed programme: completed, Lost contact: left_early}
          disabled: {Y: yes, N: no, Not asked: blank}
      jobs:
        source: Employment
        columns: {job_id: Job ref, client_id: Person ref, start_date: From, end_date: To, hourly_pay_pence: Rate}
        in_pounds: [hourly_pay_pence]   # sums that are in pounds; they are held as pence

Headings and values are compared without regard to case and spaces. A table without ``columns`` has our headings. Tables that
the file does not name are read as ever. A value that is not listed under ``values`` must be one of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter

from commissioning.errors import Place, Problem, Refused, nearest
from commissioning.loading.cell_reading import BadCell, HowWritten, theirs
from commissioning.loading.cell_values import ColumnReader
from commissioning.loading.columns import Column, Kind, Table
from commissioning.loading.dates import DATE_FORMATS
from commissioning.loading.findings import refusal
from commissioning.loading.headings import Wanted, may_hold_personal_data
from commissioning.loading.personal_data import personal_heading
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import KEY, Tree, YamlFile, read_yaml
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.scalars import Sentence, wrong
from commissioning.terms.settings import Strict

BLANK = "blank"
"""The word that stands for a blank cell under ``values``."""


def _date_format(value: Any) -> str:
    """A date format as people write it or as ``strptime`` does, as the latter."""
    text = value.strip() if isinstance(value, str) else ""
    if text in DATE_FORMATS.values():
        return text
    if text.casefold() in DATE_FORMATS:
        return DATE_FORMATS[text.casefold()]
    raise wrong(f"must be a date format: {', '.join(DATE_FORMATS)}", "write one of them")


def _word_or_blank(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value.strip() in ("", BLANK)):
        return None
    if isinstance(value, str):
        return value.strip()
    raise wrong(f"must be one word, or '{BLANK}'", "write what it stands for here, without { } or a list")


DateFormat = Annotated[str, BeforeValidator(_date_format)]
Word = Annotated[str | None, BeforeValidator(_word_or_blank)]


class _TableMapping(Strict):
    """How one table is found in the source."""

    source: Sentence | None = Field(None, description="The sheet, or the file, that holds the table.")
    date_format: DateFormat | None = Field(None, description="How its texts write dates.")
    columns: dict[str, Sentence] | None = Field(None, description="Our column: their heading. Nothing else is read.")
    values: dict[str, dict[str, Word]] = Field(default_factory=dict, description="Our column: {their value: ours}.")
    in_pounds: tuple[str, ...] = Field((), description="Columns of money that are in pounds.")


class _MappingFile(Strict):
    """A whole mapping file."""

    title: Sentence | None = Field(None, description="What it is for.")
    date_format: DateFormat | None = Field(None, description="How texts write dates.")
    tables: dict[str, _TableMapping] = Field(min_length=1, description="The tables that are found otherwise than by our names.")


TABLE_KEYS = tuple(_TableMapping.model_fields)
FILE_KEYS = tuple(_MappingFile.model_fields)


@dataclass(frozen=True)
class Mapped:
    """What is to be read as each table, and whether a mapping file named it."""

    wanted: Mapping[str, Wanted]
    named: frozenset[str] = frozenset()


def unmapped(tables: Mapping[str, Table]) -> Mapped:
    """Every table under its own name and headings."""
    return Mapped({name: Wanted(table, name) for name, table in tables.items()})


def read_mapping(path: Path, tables: Mapping[str, Table]) -> Mapped:
    """What a mapping file says is to be read; raises :class:`Refused` with everything that is wrong with it."""
    file = read_yaml(path, path.name)
    if not isinstance(file.tree, dict):
        raise Refused(_as_data_problems(file.problems) or [_not_a_mapping(file)])
    problems = [*file.problems, *_unknown_keys(file, tables)]
    if not problems:
        model, problems = validated(_MappingFile, file.tree, file.origin())
        if model is not None:
            checking = _Checking(file.origin(), tables, model)
            wanted = {name: checking.wanted(name) for name in tables}
            problems = checking.problems
            if not problems:
                return Mapped(wanted, frozenset(model.tables))
    raise Refused(_as_data_problems(problems))


def _not_a_mapping(file: YamlFile) -> Problem:
    return refusal("D016", "is not a mapping file", "write `tables:` and, under it, the tables", Place(file.file))


def _as_data_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems under the code of mapping files, without advice that is meant for contracts."""
    of_contracts = ("commissioning new contract", "reference page")
    return [
        replace(problem, code="D016", remedy="" if any(word in problem.remedy for word in of_contracts) else problem.remedy)
        for problem in problems
    ]


def _unknown_keys(file: YamlFile, tables: Mapping[str, Table]) -> Iterator[Problem]:
    tree, origin = file.tree, file.origin()
    assert isinstance(tree, dict)
    yield from _unknown(tree, FILE_KEYS, (), origin, "key")
    listed = tree.get("tables")
    if isinstance(listed, dict):
        yield from _unknown(listed, tables, ("tables",), origin, "table")
        for name, table in listed.items():
            if isinstance(table, dict):
                yield from _unknown(table, TABLE_KEYS, ("tables", name), origin, "key")


def _unknown(tree: Mapping[str, Tree], known: Iterable[str], at: TreePath, origin: Origin, what: str) -> Iterator[Problem]:
    names = list(known)
    for key in tree:
        if key not in names:
            remedy = nearest(key, names) or f"there are: {', '.join(names)}"
            yield origin.problem("D016", f"there is no {what} '{key}'", remedy, (*at, key, KEY))


class _Checking:
    """A mapping file held against the tables: every column there, every word one of ours, no personal data."""

    def __init__(self, origin: Origin, tables: Mapping[str, Table], model: _MappingFile) -> None:
        self.problems: list[Problem] = []
        self._origin = origin
        self._tables = tables
        self._model = model

    def _wrong(self, message: str, remedy: str, *path: str | int) -> None:
        self.problems.append(self._origin.problem("D016", message, remedy, ("tables", *path)))

    def wanted(self, name: str) -> Wanted:
        """What is to be read as one table."""
        table, mapping = self._tables[name], self._model.tables.get(name)
        if mapping is None:
            return Wanted(table, name)
        headings = None if mapping.columns is None else self._headings(table, mapping.columns)
        written = {
            column.name: how for column in table.columns if (how := self._written(table, column, mapping)) != HowWritten()
        }
        self._check_names(table, mapping)
        return Wanted(table, mapping.source or name, headings, MappingProxyType(written))

    def _headings(self, table: Table, columns: Mapping[str, str]) -> dict[str, str]:
        found = {}
        for name, heading in columns.items():
            column = table.by_name.get(name)
            if column is None:
                self._no_column(table, name, table.name, "columns", name, KEY)
                continue
            what = personal_heading(heading)
            if what is not None and may_hold_personal_data(column):
                message = f"{table.name}.{name}: takes its cells from a column of personal data ({what})"
                self._wrong(message, "give a column of opaque ids or codes", table.name, "columns", name)
            found[name] = heading
        return found

    def _no_column(self, table: Table, name: str, *path: str | int) -> None:
        remedy = nearest(name, table.by_name) or f"its columns: {', '.join(table.by_name)}"
        self._wrong(f"the table '{table.name}' has no column '{name}'", remedy, *path)

    def _check_names(self, table: Table, mapping: _TableMapping) -> None:
        for name in mapping.values:
            if name not in table.by_name:
                self._no_column(table, name, table.name, "values", name, KEY)
            elif mapping.columns is not None and name not in mapping.columns:
                message = f"{table.name}.{name}: has values here but no heading under 'columns', so it is not read"
                self._wrong(message, "add its heading, or take the values out", table.name, "values", name, KEY)
        for index, name in enumerate(mapping.in_pounds):
            if name not in table.by_name:
                self._no_column(table, name, table.name, "in_pounds", index)
            elif table.by_name[name].kind is not Kind.PENCE:
                message = f"{table.name}.{name}: is not a sum of money"
                self._wrong(message, "name columns of money only", table.name, "in_pounds", index)

    def _written(self, table: Table, column: Column, mapping: _TableMapping) -> HowWritten:
        date_format = (mapping.date_format or self._model.date_format or "") if column.kind is Kind.DATE else ""
        in_pounds = column.name in mapping.in_pounds
        listed = mapping.values.get(column.name)
        if not listed:
            return HowWritten(date_format, in_pounds)
        words = {theirs(word): ours for word, ours in listed.items()}
        self._check_words(table, column, listed)
        return HowWritten(date_format, in_pounds, MappingProxyType(words))

    def _check_words(self, table: Table, column: Column, listed: Mapping[str, str | None]) -> None:
        read = ColumnReader(column)
        met: dict[str, str] = {}
        for word, ours in listed.items():
            path = (table.name, "values", column.name, word)
            value = read(ours)
            if isinstance(value, BadCell):
                message = f"{table.name}.{column.name}: what '{word}' stands for {value.message}"
                self._wrong(message, value.remedy, *path)
            if theirs(word) in met:
                message = f"{table.name}.{column.name}: '{word}' and '{met[theirs(word)]}' are read as one value"
                self._wrong(message, "keep one of them", *path)
            met[theirs(word)] = word


def json_schema() -> dict[str, Any]:
    """JSON Schema of a mapping file, for editors."""
    schema = TypeAdapter(_MappingFile).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Mapping file"}

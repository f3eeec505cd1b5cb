"""Values in a scenario: facts of a person or a job as their columns hold them, read from the words of a step or a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from commissioning.domain.journeys import FactValue
from commissioning.errors import nearest, usage
from commissioning.loading.cells import cell
from commissioning.loading.columns import JOBS, TOLD_JOURNEYS, Kind, Table
from commissioning.terms.facts import FactType
from commissioning.testing.phrases import amount, day, hours

BASES = MappingProxyType(
    {
        "employment": "employee",
        "self-employment": "self_employed",
        "a zero-hours contract": "zero_hours",
        "an apprenticeship": "apprenticeship",
    }
)
"""On what basis a job is held, in words."""


def journey_value(name: str, text: str, further: Mapping[str, FactType]) -> FactValue:
    """A fact of the person; blank is not recorded. Raises a refusal for an unknown fact, or a value it cannot have."""
    return _value(TOLD_JOURNEYS.with_facts(further), name, text)


def job_value(name: str, text: str) -> FactValue:
    """A fact of a job; blank is not recorded. Raises a refusal for an unknown fact, or a value it cannot have."""
    return _value(JOBS, name, text)


def _value(table: Table, name: str, text: str) -> FactValue:
    column = table.by_name.get(name)
    if column is None:
        raise usage("T014", f"there is no fact '{name}'", nearest(name, table.by_name) or "see the columns of the template")
    if not text:
        return None
    if column.kind is Kind.DATE:
        return day(text)
    try:
        return cell(column, text)
    except Exception as wrong:
        raise usage("T015", f"'{name}' {wrong}", "write it as a table of journeys or jobs would have it") from None


def whole_hours(text: str) -> int | None:
    """Hours in a cell of a table of jobs; a blank is not recorded."""
    return int(hours(text)) if text else None


def last_day(text: str) -> date | None:
    """The last day in a cell of a table of jobs; a blank goes on."""
    return day(text) if text else None


def pay(text: str) -> int | None:
    """Pay an hour in a cell of a table of jobs; a blank is not recorded."""
    return amount(text) if text else None


def basis(text: str) -> str | None:
    """The basis of a job in words; a blank is not recorded. Raises a refusal for any other word."""
    if text and text not in BASES:
        raise usage("T015", f"'{text}' is no basis of a job", nearest(text, BASES) or f"write one of: {', '.join(BASES)}")
    return BASES[text] if text else None

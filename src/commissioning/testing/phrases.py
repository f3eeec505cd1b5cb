"""Steps in words: sentences with places to fill in, and how what is filled in is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from pytest_bdd.parsers import StepParser

from commissioning.domain.money import parse_pounds
from commissioning.errors import usage
from commissioning.terms.scalars import HoursValue
from commissioning.terms.scalars import hours as parse_hours

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_PROSE_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTED = re.compile(r'"([^"]*)"')
_READING = re.compile(r'"([^"]*)" (?:read as|known to be) "([^"]*)"')


def day(text: str) -> date:
    """``1 October 2018`` or ``2018-10-01``. Raises :class:`~commissioning.errors.Refused` for anything else."""
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
        prose = _PROSE_DAY.fullmatch(text)
        if prose and prose[2].capitalize() in MONTHS:
            return date(int(prose[3]), MONTHS.index(prose[2].capitalize()) + 1, int(prose[1]))
    except ValueError:
        raise usage("T010", f"'{text}' is not a day of the calendar", "correct it") from None
    raise usage("T010", f"'{text}' is not a date", "write it as 1 October 2018 or 2018-10-01")


def hours(text: str) -> HoursValue:
    """``7.5`` hours as hundredths. Raises :class:`~commissioning.errors.Refused` for anything else."""
    try:
        return parse_hours(text)
    except Exception as wrong:
        raise usage("T011", f"'{text}' {wrong}", "write it as 16 or 7.5") from None


def amount(text: str) -> int:
    """``£1,000.00`` as pence. Raises :class:`~commissioning.errors.Refused` for anything else."""
    try:
        return parse_pounds(text)
    except ValueError as wrong:
        raise usage("T012", str(wrong), "write it as £1,000.00") from None


def names(text: str) -> tuple[str, ...]:
    """The names of ``"window" and "prior_outcome"``."""
    return tuple(_QUOTED.findall(text))


@dataclass(frozen=True, slots=True)
class Readings:
    """How unsettled things are read: pairs of a name and its reading, or the name of a set of readings."""

    pairs: tuple[tuple[str, str], ...] = ()
    set_name: str = ""


def readings(text: str) -> Readings:
    """``"window" read as "rolling" and "reflects_needs" known to be "yes"``, or ``the readings "@strict"``."""
    if text.startswith("the readings"):
        return Readings(set_name=names(text)[0])
    return Readings(tuple((found[1], found[2]) for found in _READING.finditer(text)))


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be filled in at a place: how it looks, and how it is read."""

    pattern: str
    read: Callable[[str], Any] = str


_NAMES = r'"[^"]*"(?:(?:, | and |, and )"[^"]*")*'
_ONE_READING = r'"[^"]*" (?:read as|known to be) "[^"]*"'

KINDS = {
    "day": Kind(r"[\w-]+(?: [\w-]+){0,2}", day),
    "hours": Kind(r"[\d.]+", hours),
    "amount": Kind(r"£?[\d,.]+", amount),
    "number": Kind(r"\d+", int),
    "outcome": Kind(r"[\w-]+"),
    "names": Kind(_NAMES, names),
    "readings": Kind(rf'{_ONE_READING}(?:(?:, | and |, and ){_ONE_READING})*|the readings "@[^"]*"', readings),
    "support": Kind(r"before work|in work"),
    "said": Kind(r".+"),
}
"""What may be filled in, by the last word of the place's name; anything else is text, up to the next quotation mark."""

IT = "the {outcome} outcome"
"""An outcome is named in this way once; afterwards a step may say ``it``."""

_PART = re.compile(rf"(?P<it>{re.escape(IT)})|{{(?P<place>[^}}]+)}}|(?P<either>\w+(?:/\w+)+)|(?P<open>\[)|(?P<close>\])")


class Phrase(StepParser):
    """A sentence: ``{first day}`` is filled in, ``[ to {last day}]`` may be left out, ``is/are`` is one of the two."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._kinds: dict[str, Kind] = {}
        self._pattern = re.compile(self._compiled(text))

    def _compiled(self, text: str) -> str:
        found, at = "", 0
        for part in _PART.finditer(text):
            found += re.escape(text[at : part.start()]) + self._part(part)
            at = part.end()
        return found + re.escape(text[at:])

    def _part(self, part: re.Match[str]) -> str:
        if part["it"]:
            return f"(?:the {self._place('outcome')} outcome|it)"
        if part["place"]:
            return self._place(part["place"])
        if part["either"]:
            return f"(?:{part['either'].replace('/', '|')})"
        return "(?:" if part["open"] else ")?"

    def _place(self, name: str) -> str:
        group = name.replace(" ", "_")
        self._kinds[group] = KINDS.get(name.rsplit(maxsplit=1)[-1], Kind(r'[^"]+'))
        return f"(?P<{group}>{self._kinds[group].pattern})"

    def is_matching(self, name: str) -> bool:
        """Whether a step's text is this sentence."""
        return self._pattern.fullmatch(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """What is filled in, read, under the one key ``filled``."""
        found = self._pattern.fullmatch(name)
        return None if found is None else {"filled": self.filled(name)}

    def filled(self, name: str) -> dict[str, Any]:
        """What is filled in, by place; None where a part was left out."""
        found = self._pattern.fullmatch(name)
        places = {} if found is None else found.groupdict()
        return {place: None if text is None else self._kinds[place].read(text) for place, text in places.items()}

    @property
    def skeletons(self) -> set[str]:
        """The sentence with ``…`` at each place, with and without what may be left out, to hold a misspelt step against."""
        parts = re.split(r"(\[[^\]]*\])", self.name)
        choices = [(part.strip("[]"), "") if part.startswith("[") else (part,) for part in parts]
        return {re.sub(r'"?\{[^}]+\}"?', "…", "".join(chosen)) for chosen in product(*choices)}


_FILLED_IN = re.compile(r"\"[^\"]*\"|£[\d,.]*\d|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z][a-z]+ \d{4}|\b\d+(?:-week)\b|\b\d[\d.]*\b")


def skeleton(text: str) -> str:
    """A step as it was written, with ``…`` for what is filled in."""
    return _FILLED_IN.sub("…", text)

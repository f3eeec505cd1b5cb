"""A file ``reported.yaml``: what documents say of services, each figure with its source; figures may be mere bounds.

.. code-block:: yaml

    as_at: 2017-03-31                     # the day the figures are of, unless one says otherwise
    services:
      northamptonshire:
        figures:
          job_starts: {below: 60, source: {document: cmh-briefing, quote: "…"}}
        facts:
          continues_after_funding: {value: yes, source: {…}}
        reviews:
          - {instrument: formal_review, word: Fair, band: fair, source: {…}}
    together:                             # of all services of a contract
      making-ips-work:
        figures: {job_starts: {value: 421, source: {…}}}
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from commissioning.domain.bounds import Bounds
from commissioning.domain.fidelity import Instrument
from commissioning.domain.provenance import Provenance
from commissioning.domain.services import Figure, Reported, ReportedFact, ReportedReview, ReportedService
from commissioning.errors import Place, Problem, nearest
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import YamlFile, parse_yaml, read_yaml
from commissioning.terms.contract import Document
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.scalars import Name, Sentence, YesNo, money, whole_number, wrong
from commissioning.terms.service_facts import FACTS_OF_SERVICES
from commissioning.terms.service_values import percent
from commissioning.terms.settings import DaySetting, Marked, StatedDay, Strict, day_of

REPORTED_NAME = "reported.yaml"

_CLIENTS = re.compile(r"\d{1,6}(?:\.\d{1,2})?")


def _clients(text: Any) -> Fraction:
    if isinstance(text, str) and _CLIENTS.fullmatch(text.strip()):
        return Fraction(text.strip())
    raise wrong("must be a number of clients with at most two decimals", "write the number alone, such as 24.5")


_READ: Mapping[Figure, Callable[[Any], Fraction]] = {
    Figure.REFERRALS: lambda text: Fraction(whole_number(text)),
    Figure.JOB_STARTS: lambda text: Fraction(whole_number(text)),
    Figure.CASELOAD: _clients,
    Figure.RETENTION_SHARE: lambda text: Fraction(percent(text), 10_000),
    Figure.EMPLOYMENT_RATE: lambda text: Fraction(percent(text), 10_000),
    Figure.COST_PER_CLIENT: lambda text: Fraction(money(text)),
}
"""How the figure is written, and what it is held as: shares as fractions, money as pence."""

COUNTS = (Figure.REFERRALS, Figure.JOB_STARTS)


class _Figure(Marked):
    """A figure: its value, or bounds of it."""

    value: Any = Field(None, description="The figure itself.")
    at_least: Any = Field(None, description="It is at least so much.")
    at_most: Any = Field(None, description="It is at most so much.")
    below: Any = Field(None, description="It is less than so much; for whole numbers only.")
    as_at: DaySetting | None = Field(None, description="The day it is of.")
    remark: Sentence | None = Field(None, description="Anything a reader should know.")

    @model_validator(mode="after")
    def _says_something(self) -> _Figure:
        given = {name for name in ("value", "at_least", "at_most", "below") if getattr(self, name) is not None}
        if not given or ("value" in given and len(given) > 1) or {"at_most", "below"} <= given:
            raise wrong(
                "must say one value, or one or two bounds", "write value: …, or at_least: … with at_most: … or below: …"
            )
        return self


class _Fact(Marked):
    value: YesNo
    as_at: DaySetting | None = None


class _Review(Marked):
    instrument: Literal["formal_review", "guided_self_assessment"]
    word: Sentence = Field(description="The document's own word for the result.")
    band: Literal["not_ips", "fair", "good", "exemplary"] | None = Field(
        None, description="The band that the word says, of a formal review."
    )
    as_at: DaySetting | None = Field(None, description="A day by which the review had been made.")

    @model_validator(mode="after")
    def _no_band_of_a_self_assessment(self) -> _Review:
        if self.band is not None and self.instrument == "guided_self_assessment":
            raise wrong("a guided self-assessment gives no band", "leave 'band' out; the document's word is kept")
        return self


class _Service(Strict):
    figures: dict[Figure, _Figure] = Field(default_factory=dict)
    facts: dict[Name, _Fact] = Field(default_factory=dict)
    reviews: tuple[_Review, ...] = ()


class _File(Strict):
    as_at: DaySetting | None = None
    documents: dict[Name, Document] = Field(default_factory=dict)
    services: dict[Sentence, _Service] = Field(default_factory=dict)
    together: dict[Name, _Service] = Field(default_factory=dict)


@dataclass(frozen=True)
class ReadReported:
    """What documents report, by service and by contract, with the titles of documents of the file's own, and every problem."""

    services: Mapping[str, ReportedService] = field(default_factory=dict)
    together: Mapping[str, ReportedService] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    digest: str = ""


def read_reported(path: Path, documents: Mapping[str, Document]) -> ReadReported:
    """The file at *path*; *documents* is the register of documents it may cite. Its problems say what is wrong."""
    file = read_yaml(path, path.name)
    digest = hashlib.sha256("\n".join(file.lines).encode()).hexdigest()
    return _read(file, documents, None, digest)


def parse_reported(text: str, as_at: date, standing: Provenance) -> ReadReported:
    """As :func:`read_reported` from text; what gives no day or no standing of its own has these."""
    return _read(parse_yaml(text, REPORTED_NAME), {}, (as_at, standing), "")


def _read(
    file: YamlFile, documents: Mapping[str, Document], otherwise: tuple[date, Provenance] | None, digest: str
) -> ReadReported:
    if file.problems:
        return ReadReported(problems=tuple(file.problems))
    if not isinstance(file.tree, dict):
        message = "does not say what documents report of services"
        return ReadReported(problems=(Problem("D065", message, "begin with 'services:'", Place(file.file)),))
    model, problems = validated(_File, file.tree, file.origin())
    if model is None:
        return ReadReported(problems=tuple(problems))
    reading = _Reading(file, {**documents, **model.documents}, model.as_at, otherwise)
    services = {name: reading.service(one, ("services", name)) for name, one in model.services.items()}
    together = {name: reading.service(one, ("together", name)) for name, one in model.together.items()}
    return ReadReported(services, together, model.documents, tuple(reading.problems), digest)


class _Reading:
    """Turns what a file says into figures, facts and reviews, and collects what is wrong with them."""

    def __init__(
        self,
        file: YamlFile,
        documents: Mapping[str, Document],
        as_at: date | StatedDay | None,
        otherwise: tuple[date, Provenance] | None,
    ) -> None:
        self._file = file
        self._documents = documents
        self._as_at = as_at
        self._otherwise = otherwise
        self.problems: list[Problem] = []

    def service(self, said: _Service, at: TreePath) -> ReportedService:
        """Everything said of one service."""
        return ReportedService(
            tuple(self._figures(said.figures, (*at, "figures"))),
            tuple(self._facts(said.facts, (*at, "facts"))),
            tuple(self._reviews(said.reviews, (*at, "reviews"))),
        )

    def _figures(self, said: Mapping[Figure, _Figure], at: TreePath) -> Iterator[Reported]:
        for figure, one in said.items():
            bounds = self._bounds(figure, one, (*at, figure.value))
            backing = self._backing(one, one.as_at, (*at, figure.value))
            if bounds is not None and backing is not None:
                provenance, day, of_day = backing
                yield Reported(figure, bounds, day, provenance, of_day, one.remark or "")

    def _facts(self, said: Mapping[str, _Fact], at: TreePath) -> Iterator[ReportedFact]:
        for name, one in said.items():
            if name not in FACTS_OF_SERVICES:
                remedy = nearest(name, FACTS_OF_SERVICES) or f"facts there are: {', '.join(FACTS_OF_SERVICES)}"
                self._wrong("D065", f"'{name}' is no fact of a service that contracts ask for", remedy, (*at, name))
            elif (backing := self._backing(one, one.as_at, (*at, name))) is not None:
                provenance, day, of_day = backing
                yield ReportedFact(name, one.value, day, provenance, of_day)

    def _reviews(self, said: Iterable[_Review], at: TreePath) -> Iterator[ReportedReview]:
        for index, one in enumerate(said):
            if (backing := self._backing(one, one.as_at, (*at, index))) is not None:
                provenance, day, of_day = backing
                yield ReportedReview(Instrument(one.instrument), one.word, day, provenance, one.band or "", of_day)

    def _bounds(self, figure: Figure, one: _Figure, at: TreePath) -> Bounds | None:
        read: dict[str, Fraction] = {}
        for name in ("value", "at_least", "at_most", "below"):
            text = getattr(one, name)
            if text is not None:
                try:
                    read[name] = _READ[figure](text)
                except PydanticCustomError as error:
                    remedy = str((error.context or {}).get("remedy", ""))
                    self._wrong("D065", f"{figure.value}.{name}: {error.message()}", remedy, (*at, name))
                    return None
        if "below" in read:
            if figure not in COUNTS or read["below"] == 0:
                self._wrong("D065", f"{figure.value} cannot be said to be below that", "write 'at_most'", (*at, "below"))
                return None
            read["at_most"] = read["below"] - 1
        if "value" in read:
            return Bounds.exactly(read["value"])
        low, high = read.get("at_least", Fraction(0)), read.get("at_most")
        if high is not None and high < low:
            self._wrong("D065", f"{figure.value}: the most is below the least", "correct one of the two", at)
            return None
        return Bounds(low, high)

    def _backing(
        self, one: Marked, own: date | StatedDay | None, at: TreePath
    ) -> tuple[Provenance, date, Provenance | None] | None:
        provenance, stated = one.provenance(), own if own is not None else self._as_at
        if self._otherwise is not None:
            day, standing = self._otherwise
            return provenance or standing, day_of(stated) if stated is not None else day, None
        if provenance is None:
            remedy = "add 'source' with document and quote or clause, or say 'assumed' or 'illustrative' and why"
            self._wrong("C040", "what is reported does not say where it comes from", remedy, at)
        elif provenance.is_sourced and provenance.document not in self._documents:
            remedy = nearest(provenance.document, self._documents) or "add it under 'documents'"
            self._wrong("C021", f"there is no document '{provenance.document}' in the register", remedy, (*at, "source"))
        elif stated is None:
            self._wrong("D065", "what is reported does not say of which day it is", "add 'as_at' here or at the top", at)
        else:
            return provenance, day_of(stated), stated.provenance() if isinstance(stated, StatedDay) else None
        return None

    def _wrong(self, code: str, message: str, remedy: str, at: TreePath) -> None:
        self.problems.append(self._file.origin().problem(code, message, remedy, at))

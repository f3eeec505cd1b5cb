"""A contract's cases: small dated journeys, written by hand, and the verdict each must get."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from commissioning.domain.journeys import Caseload, Claim, Earning, JobRow, Journey, Move
from commissioning.domain.money import Pence, pounds
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.services import Service
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Place, Problem
from commissioning.loading.cells import row_model
from commissioning.loading.columns import CLAIMS, EARNINGS, JOBS, MOVES, SERVICES, TOLD_JOURNEYS
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import KEY, YamlFile, parse_yaml, read_yaml
from commissioning.terms.contract import Contract
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.scalars import DayOf, Name, Sentence, Whole, iso_day, money, wrong
from commissioning.terms.settings import Strict

CASES_NAME = "cases.yaml"
ELIGIBLE, EVERY_OUTCOME = "eligible", "every_outcome"
"""What an expectation may name beside the contract's outcomes."""

JOURNEY, CLIENT, EARLIER, SERVICE = "case", "client", "earlier", "service"
"""The ids of a case's journey, of its client, with a number of the client's earlier journeys, and of its service."""

Cells = dict[str, Any]

_VERDICT = re.compile(rf"({'|'.join(Verdict)})(?: (\S+))?")


@dataclass(frozen=True, slots=True)
class Due:
    """What a case expects of one outcome, of every outcome or of eligibility; what is None is not looked at.

    *day* is the day reached of a ``met`` and the earliest of a ``not_yet``; *first* to *last* where readings differ in the day.
    *decisive* are the silences and facts that must be named as deciding, no more and no fewer. *price* and *part* are sums as
    :func:`sums` writes them.
    """

    what: str
    verdict: Verdict
    place: Place
    day: date | None = None
    first: date | None = None
    last: date | None = None
    reason: ReasonCode | None = None
    term: str | None = None
    times: int | None = None
    outside: date | None = None
    decisive: tuple[str, ...] | None = None
    price: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """One case: a journey with all that belongs to its client, how the contract is to be read, and what is due.

    *assume* and *set_aside* are as on the command line; *as_it_stood* is the day after ``@``.
    """

    name: str
    place: Place
    as_of: date
    caseload: Caseload
    due: tuple[Due, ...]
    assume: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    as_it_stood: date | None = None

    @property
    def journey(self) -> Journey:
        """The journey to be decided: the last of the caseload, after the client's earlier ones."""
        return self.caseload.journeys[-1]


# ------------------------------------------------------------------------------------------------------- the file's form


def _assumptions(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) and value.startswith("@"):
        return (value,)
    if isinstance(value, dict) and all(isinstance(reading, str) and reading for reading in value.values()):
        return tuple(f"{name}={reading}" for name, reading in value.items())
    raise wrong(
        "must map silences or facts of jobs to readings, such as {window: rolling}, or name a set such as '@strict'",
        "write for instance assume: {window: rolling}",
    )


def _died(value: Any) -> date | Literal["yes"]:
    return "yes" if value == "yes" else iso_day(value)


def sums(least: Pence, most: Pence) -> str:
    """One sum, or the range of two: ``£500.00``, ``£500.00 to £1,000.00``."""
    return pounds(least) if least == most else f"{pounds(least)} to {pounds(most)}"


def _sums(value: Any) -> str:
    parts = [money(part) for part in str(value).split(" to ")]
    if not 1 <= len(parts) <= 2:
        raise wrong("must be a sum of money or a range of two", "write £500, or £500 to £1,000")
    return sums(int(parts[0]), int(parts[-1]))


Sums = Annotated[str, BeforeValidator(_sums)]


class _Typical(Strict):
    """What every case has unless it says otherwise."""

    as_of: DayOf | None = Field(None, description="The day on which it is decided.")
    journey: Cells = Field(default_factory=dict, description="Columns of the table journeys.")
    job: Cells = Field(default_factory=dict, description="Columns of every row of jobs.")
    earning: Cells = Field(default_factory=dict, description="Columns of every row of earnings.")


class _Case(Strict):
    """One case."""

    case: Sentence = Field(description="Its name: a dated sentence.")
    as_of: DayOf | None = Field(None, description="The day on which it is decided.")
    journey: Cells = Field(default_factory=dict, description="Columns of the table journeys.")
    jobs: tuple[Cells, ...] | None = Field(None, description="Rows of the table jobs; rows with one job_id are one job.")
    earnings: tuple[Cells, ...] | None = Field(None, description="Rows of the table earnings; blank if there is no table.")
    earlier: tuple[Cells, ...] = Field((), description="The client's earlier journeys on the contract.")
    claims: tuple[Cells, ...] = Field((), description="Claims made for the journey.")
    moves: tuple[Cells, ...] = Field((), description="The client's moves to other council areas.")
    employers: dict[Sentence, Whole] = Field(default_factory=dict, description="Employers, each with its number of employees.")
    service: Cells | None = Field(None, description="Columns of the table services: the service that supports the client.")
    died: Annotated[date | str | None, BeforeValidator(_died)] = Field(
        None, description="The day of death; yes: the as-of date."
    )
    assume: Annotated[tuple[str, ...], BeforeValidator(_assumptions)] = Field((), description="Readings of silences and facts.")
    set_aside: tuple[Name, ...] = Field((), description="Terms to do without.")
    as_it_stood: DayOf | None = Field(None, description="Every dated value as it stood on this day.")
    expect: dict[Name, Any] = Field(min_length=1, description="What is due, by outcome.")


class _File(Strict):
    """A file of cases."""

    typical: _Typical = Field(_Typical(as_of=None), description="What every case has unless it says otherwise.")
    cases: tuple[Any, ...] = Field(min_length=1, description="The cases.")


class _Due(Strict):
    """What is due of one outcome, at length."""

    verdict: Verdict
    date: DayOf | None = Field(None, description="The day reached, or the earliest.")
    first: DayOf | None = Field(None, description="The first day of the range, where readings differ in the day.")
    last: DayOf | None = Field(None, description="The last day of it.")
    reason: ReasonCode | None = Field(None, description="The reason's code.")
    term: Name | None = Field(None, description="The term that decided.")
    times: Whole | None = Field(None, description="How often the outcome counts.")
    outside: DayOf | None = Field(None, description="The day enough work was done, outside the window.")
    decisive: tuple[Name, ...] | None = Field(None, description="The silences and missing facts that decide.")
    price: Sums | None = Field(None, description="The price: £500, or £500 to £1,000 where readings differ.")
    part: Sums | None = Field(None, description="What is due of the price where a job ended short of the outcome; as 'price'.")


# --------------------------------------------------------------------------------------------------------------- reading


def load_cases(path: Path, contract: Contract, shown_as: str = "") -> tuple[tuple[WrittenCase, ...], list[Problem]]:
    """The cases in a contract's folder, or in a file, and every problem with them; a bad case is left out.

    Problems and misses name its folder and the file as their place, or *shown_as*.
    """
    file_path = path / CASES_NAME if path.is_dir() else path
    return _cases_in(read_yaml(file_path, shown_as or f"{file_path.parent.name}/{file_path.name}"), contract)


def parse_cases(text: str, contract: Contract, file: str = CASES_NAME) -> tuple[tuple[WrittenCase, ...], list[Problem]]:
    """As :func:`load_cases`, from text."""
    return _cases_in(parse_yaml(text, file), contract)


def _cases_in(file: YamlFile, contract: Contract) -> tuple[tuple[WrittenCase, ...], list[Problem]]:
    reader = _Reader(file.origin(), contract, [*file.problems])
    if isinstance(file.tree, dict):
        return reader.cases(file.tree), reader.problems
    if not file.problems:
        reader.problem(
            "C009", "is not a file of cases: it must have a list 'cases'", "see the file of a contract that ships", ()
        )
    return (), reader.problems


@dataclass
class _Reader:
    """Reads the cases of one file, collecting problems."""

    origin: Origin
    contract: Contract
    problems: list[Problem]
    as_of: date | None = None
    typical: dict[str, Cells] = field(default_factory=dict)

    def __post_init__(self) -> None:
        further = {name: fact.type for name, fact in self.contract.head.facts.items()}
        leave = ("journey_id", "client_id", "known_on")
        self._models = {
            "journey": row_model(TOLD_JOURNEYS.with_facts(further), leave),
            "job": row_model(JOBS, leave),
            "earning": row_model(EARNINGS, leave),
            "claim": row_model(CLAIMS, (*leave, "claim_id", "contract", "amount_pence")),
            "move": row_model(MOVES, leave),
            "service": row_model(SERVICES, ("service_id",)),
        }

    def problem(self, code: str, message: str, remedy: str, path: TreePath) -> None:
        self.problems.append(self.origin.problem(code, message, remedy, path))

    def cases(self, tree: dict[str, Any]) -> tuple[WrittenCase, ...]:
        """Every case that can be read."""
        model, found = validated(_File, tree, self.origin)
        self.problems += found
        if model is None:
            return ()
        self.as_of = model.typical.as_of
        for kind in ("journey", "job", "earning"):
            self.typical[kind] = self._cells(kind, getattr(model.typical, kind), ("typical", kind)) or {}
        cases: dict[str, WrittenCase] = {}
        for index, item in enumerate(model.cases):
            case = self._case(item, ("cases", index))
            if case is None:
                continue
            if case.name in cases:
                other = cases[case.name].place
                self.problem(
                    "C070", f"two cases have one name (the other at {other})", "name what differs", ("cases", index, "case")
                )
            cases.setdefault(case.name, case)
        return tuple(cases.values())

    def _cells(self, kind: str, tree: Any, at: TreePath) -> Cells | None:
        """The cells that are given, as values; None with problems."""
        model, found = validated(self._models[kind], tree, self.origin, at)
        self.problems += found
        return None if model is None else {name: getattr(model, name) for name in model.model_fields_set}

    def _rows(self, kind: str, listed: Sequence[Cells], at: TreePath, needed: tuple[str, ...]) -> list[Cells]:
        """Rows with what is typical filled in; a row without a needed cell is a problem and left out."""
        rows = []
        for index, item in enumerate(listed):
            own = self._cells(kind, item, (*at, index))
            if own is None:
                continue
            row = {**self.typical.get(kind, {}), **own}
            missing = [name for name in needed if row.get(name) is None]
            if missing:
                self.problem("C011", f"{at[-1]}[{index}]: '{missing[0]}' is missing", f"add '{missing[0]}'", (*at, index))
                continue
            rows.append(row)
        return rows

    def _case(self, tree: Any, at: TreePath) -> WrittenCase | None:
        before = len(self.problems)
        model, found = validated(_Case, tree, self.origin, at)
        self.problems += found
        if model is None:
            return None
        as_of = model.as_of or self.as_of
        if as_of is None:
            self.problem("C011", "'as_of' is missing", "say on which day it is decided, here or under 'typical'", at)
            return None
        due = tuple(self._due(name, value, (*at, "expect", name)) for name, value in model.expect.items())
        caseload = self._caseload(model, as_of, at)
        if len(self.problems) > before:
            return None
        return WrittenCase(
            name=model.case,
            place=self.origin.place((*at, "case")),
            as_of=as_of,
            caseload=caseload,
            due=tuple(one for one in due if one is not None),
            assume=model.assume,
            set_aside=model.set_aside,
            as_it_stood=model.as_it_stood,
        )

    # ----------------------------------------------------------------------------------------------------- the journey

    def _caseload(self, model: _Case, as_of: date, at: TreePath) -> Caseload:
        journeys = [
            self._journey(f"{EARLIER}-{index + 1}", cells) for index, cells in enumerate(self._earlier(model.earlier, at))
        ]
        own = self._cells("journey", model.journey, (*at, "journey")) or {}
        if model.died is not None:
            own |= {"end_date": as_of if model.died == "yes" else model.died, "end_reason": "died"}
        journeys.append(self._journey(JOURNEY, {**self.typical["journey"], **own}))
        claims = [
            Claim(f"claim-{index + 1}", JOURNEY, self.contract.id, row["outcome"], row["claimed_on"])
            for index, row in enumerate(self._rows("claim", model.claims, (*at, "claims"), ("outcome", "claimed_on")))
        ]
        service = None if model.service is None else self._cells("service", model.service, (*at, "service"))
        if service is not None:
            journeys[-1] = journeys[-1].with_fact("service_id", SERVICE)
        return Caseload(
            journeys=tuple(journeys),
            jobs={CLIENT: tuple(self._jobs(model, at))},
            earnings=self._earnings(model, at),
            claims={JOURNEY: tuple(claims)} if claims else {},
            employees=model.employers,
            moves=self._moves(model, at),
            services={} if service is None else {SERVICE: Service(SERVICE, **service)},
        )

    def _moves(self, model: _Case, at: TreePath) -> dict[str, tuple[Move, ...]]:
        rows = self._rows("move", model.moves, (*at, "moves"), ("moved_on",))
        return {JOURNEY: tuple(Move(JOURNEY, **row) for row in rows)} if rows else {}

    def _earlier(self, listed: Sequence[Cells], at: TreePath) -> list[Cells]:
        rows = []
        for index, item in enumerate(listed):
            own = self._cells("journey", item, (*at, "earlier", index))
            if own is not None:
                rows.append({**self.typical["journey"], **own})
        return rows

    def _journey(self, journey_id: str, cells: Mapping[str, Any]) -> Journey:
        journey = Journey(journey_id, CLIENT, contract=self.contract.id)
        for name, value in cells.items():
            journey = journey.with_fact(name, value)
        return journey

    def _jobs(self, model: _Case, at: TreePath) -> list[JobRow]:
        """The jobs listed; where none are listed, the typical one if it says when it starts."""
        listed: Sequence[Cells] = model.jobs or ()
        if "jobs" not in model.model_fields_set and self.typical["job"].get("start_date"):
            listed = ({},)
        jobs = []
        for index, row in enumerate(self._rows("job", listed, (*at, "jobs"), ("start_date",))):
            row["job_id"] = row.get("job_id") or f"J{index + 1}"
            if row.get("end_date") is not None and row["end_date"] < row["start_date"]:
                self.problem("C071", f"jobs[{index}]: the job ends before it starts", "mend a date", (*at, "jobs", index))
                continue
            jobs.append(JobRow(client_id=CLIENT, **row))
        return jobs

    def _earnings(self, model: _Case, at: TreePath) -> Mapping[str, tuple[Earning, ...]] | None:
        """The payments listed; the typical one where none are listed and it is whole; None where the list is left blank."""
        listed: Sequence[Cells] = model.earnings or ()
        if "earnings" in model.model_fields_set:
            if model.earnings is None:
                return None
        elif {"paid_on", "amount_pence"} <= set(self.typical["earning"]):
            listed = ({},)
        rows = self._rows("earning", listed, (*at, "earnings"), ("paid_on", "amount_pence"))
        return {CLIENT: tuple(Earning(client_id=CLIENT, **row) for row in rows)}

    # ----------------------------------------------------------------------------------------------------- what is due

    def _due(self, what: str, value: Any, at: TreePath) -> Due | None:
        place = self.origin.place((*at, KEY))
        if isinstance(value, dict):
            model, found = validated(_Due, value, self.origin, at)
            self.problems += found
            if model is None:
                return None
            due = Due(
                what,
                model.verdict,
                place,
                model.date,
                model.first,
                model.last,
                model.reason,
                model.term,
                model.times,
                model.outside,
                model.decisive,
                model.price,
                model.part,
            )
        else:
            parts = _VERDICT.fullmatch(value.strip()) if isinstance(value, str) else None
            day = self._day(parts[2]) if parts and parts[2] else None
            if parts is None or (parts[2] and day is None):
                remedy = "write met, not_yet, not_met or undetermined, the first two with a date if you like: 'met 2018-12-30'"
                self.problem("C072", f"'{value}' is no verdict", remedy, at)
                return None
            due = Due(what, Verdict(parts[1]), place, day)
        if due.day is not None and due.verdict not in (Verdict.MET, Verdict.NOT_YET):
            self.problem("C073", f"{due.verdict} has no date", "leave the date out", at)
        return due

    @staticmethod
    def _day(text: str) -> date | None:
        try:
            return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
        except ValueError:
            return None

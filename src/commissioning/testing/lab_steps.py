"""The steps about designs: a caseload under several models, under what-ifs and sweeps, and what the terms reward."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from weakref import WeakKeyDictionary

from commissioning.app.compare import Compared, compare
from commissioning.app.designs import designed
from commissioning.app.incentives import payer, typical_person
from commissioning.app.what_if import Asked, SweptCaseload, what_if
from commissioning.app.workspace import Options
from commissioning.domain.comparisons import Comparison, Flip
from commissioning.domain.incentives import Kind, Scene, Witness
from commissioning.domain.money import pounds
from commissioning.domain.sweeps import Swept
from commissioning.domain.verdicts import Verdict
from commissioning.errors import nearest, usage
from commissioning.lab.incentives import Witnesses
from commissioning.reports import compare_words
from commissioning.reports.figures import counted
from commissioning.testing.catalogue import Table, step
from commissioning.testing.story import MEETS_EVERY_CONDITION, Story, Unlike
from commissioning.testing.values import job_value, journey_value, last_day

T = TypeVar("T")
VERDICTS = {name.replace("_", " "): name for name in (*(str(v) for v in Verdict), "absent")}
"""Verdicts as a scenario says them; *absent* is an outcome that a model does not have."""

OF_JOBS = ("hours", "from", "to", "basis", "reflects_needs", "hourly_pay_pence", "paid_hours_worked")
"""The columns of a table of people that are of their job; any other is a fact of the person."""


@dataclass(frozen=True)
class Designing:
    """What a scenario has said of a caseload, and what came of it."""

    journeys: tuple[dict[str, object], ...] = ()
    jobs: tuple[dict[str, object], ...] = ()
    compared: Compared | None = None
    swept: SweptCaseload | None = None
    witnesses: tuple[Witness, ...] = field(default=(), repr=False)


_DESIGNS: WeakKeyDictionary[Story, Designing] = WeakKeyDictionary()
"""The caseload of each scenario while it runs."""


def _told(story: Story) -> Designing:
    return _DESIGNS.get(story, Designing())


def _contract(story: Story) -> str:
    if not story.told.contract:
        raise usage("T024", "no contract has been named yet", 'first write: Given the contract "fair-start-scotland"')
    return story.told.contract


# ------------------------------------------------------------------------------------------------------------- given


@step(
    "given",
    "these people, referred and started on {day}:",
    """these people, referred and started on 14 May 2018:
  | person | hours | from        | to               | reflects_needs |
  | Ann    | 12    | 4 June 2018 | 31 December 2019 | yes            |
  | Ben    |       |             |                  |                |""",
)
def _people(story: Story, day: date, table: Table) -> None:
    """A caseload. Each person meets every condition and has the job named, if any; further columns are facts of either."""
    heads, *rows = table
    journeys, jobs = [], []
    for cells in rows:
        said = dict(zip(heads, cells, strict=True))
        name = said.pop("person", "")
        if not name:
            raise usage("T060", "a person of a caseload needs a name", "add the column `person` with a name in every row")
        of_job = {column: said.pop(column) for column in OF_JOBS if column in said}
        facts = {column: journey_value(column, text, story.further_facts) for column, text in said.items()}
        own = {"journey_id": name, "client_id": name, "referral_date": day, "start_date": day, "payment_group": "core"}
        journeys.append({**MEETS_EVERY_CONDITION, **own, **facts})
        if of_job.get("from"):
            jobs.append(_job(name, of_job))
    _DESIGNS[story] = replace(_told(story), journeys=tuple(journeys), jobs=tuple(jobs))


def _job(name: str, said: dict[str, str]) -> dict[str, object]:
    found: dict[str, object] = {"job_id": name, "client_id": name, "basis": "employee", "reflects_needs": True}
    found |= {"hourly_pay_pence": 1300, "paid_hours_worked": "40", "weekly_hours": said.get("hours") or None}
    found |= {"start_date": last_day(said["from"]), "end_date": last_day(said.get("to", ""))}
    for column in ("basis", "reflects_needs", "hourly_pay_pence"):
        if column in said:
            found[column] = job_value(column, said[column])
    return found


# -------------------------------------------------------------------------------------------------------------- when


@step(
    "when",
    "the caseload is compared under {names} as of {day}",
    'the caseload is compared under "fair-start-scotland@2018-04-03" and "fair-start-scotland@2021-04-01" as of 30 June 2020',
)
def _compared(story: Story, names: tuple[str, ...], day: date) -> None:
    """The same people under each model, referral dates set aside; every engine that runs here must come to the same."""
    options = Options(contracts=names, assume=story.told.assume, set_aside=story.told.set_aside)
    found = _by_every_engine(
        story,
        lambda path, engine: compare(path, story.workspace, options, day, engine_name=engine),
        lambda compared: compared.comparison,
    )
    _DESIGNS[story] = replace(_told(story), compared=found)


@step(
    "when",
    'the caseload is decided with "{change}" as of {day}',
    'the caseload is decided with "hours.at_least=12" as of 30 June 2020',
)
def _changed(story: Story, change: str, day: date) -> None:
    """The contract as it stands beside the contract with one of its values changed."""
    found = _by_every_engine(story, lambda path, engine: _what_if(story, path, engine, day, sets=(change,)), _comparison)
    _DESIGNS[story] = replace(_told(story), compared=found if isinstance(found, Compared) else None)


@step(
    "when",
    'the caseload is swept over "{values}" as of {day}',
    'the caseload is swept over "hours.at_least=8:20:2" as of 30 June 2020',
)
def _swept(story: Story, values: str, day: date) -> None:
    """A value takes every one of some values in turn (FROM:TO:STEP, or a list); the people are decided under each."""
    found = _by_every_engine(story, lambda path, engine: _what_if(story, path, engine, day, sweeps=(values,)), _points)
    _DESIGNS[story] = replace(_told(story), swept=found if isinstance(found, SweptCaseload) else None)


@step("when", "what the contract rewards is tried", "what the contract rewards is tried")
def _tried(story: Story) -> None:
    """Pairs of made-up journeys that differ in one thing are decided under the contract, to see what each pays."""
    options = Options(assume=story.told.assume, set_aside=story.told.set_aside)
    judge = story.bench.engines.running[0]
    plan = designed(story.workspace, options, _contract(story)).plan
    person, _ = typical_person(story.workspace, plan, judge)
    _DESIGNS[story] = replace(_told(story), witnesses=tuple(Witnesses(plan, person, payer(plan, judge)).all()))


def _what_if(
    story: Story, path: Path, engine: str, day: date, sets: tuple[str, ...] = (), sweeps: tuple[str, ...] = ()
) -> Compared | SweptCaseload:
    options = Options(assume=story.told.assume, set_aside=story.told.set_aside)
    asked = Asked(_contract(story), sets, sweeps)
    return what_if(path, story.workspace, options, asked, day, engine_name=engine)[0]


def _comparison(found: Compared | SweptCaseload) -> Comparison | None:
    return found.comparison if isinstance(found, Compared) else None


def _points(found: Compared | SweptCaseload) -> Swept | None:
    return found.swept if isinstance(found, SweptCaseload) else None


def _by_every_engine(story: Story, ask: Callable[[Path, str], T], core: Callable[[T], object]) -> T:
    """What every engine that runs here says of the caseload; they must say the same."""
    with _folder(_told(story)) as path:
        found = [(engine.name, ask(path, engine.name)) for engine in story.bench.engines.running]
    first = found[0]
    for name, other in found[1:]:
        if core(other) != core(first[1]):
            raise Unlike(f"what the {first[0]} engine counts", f"what the {name} engine counts", "engines disagree")
    return first[1]


@contextmanager
def _folder(told: Designing) -> Iterator[Path]:
    """The caseload as the files of an input."""
    if not told.journeys:
        remedy = "first write: Given these people, referred and started on 14 May 2018: with a table of them"
        raise usage("T060", "no caseload has been named yet", remedy)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "caseload"
        path.mkdir()
        for name, rows in (("journeys", told.journeys), ("jobs", told.jobs)):
            if rows:
                _write(path / f"{name}.csv", rows)
        yield path


def _write(path: Path, rows: tuple[dict[str, object], ...]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# -------------------------------------------------------------------------------------------------------------- then


def _comparison_of(story: Story) -> Compared:
    found = _told(story).compared
    if found is None:
        remedy = 'first write: When the caseload is compared under "…" and "…" as of 30 June 2020'
        raise usage("T061", "nothing has been compared yet", remedy)
    return found


def _sweep_of(story: Story) -> Swept:
    found = _told(story).swept
    if found is None:
        remedy = 'first write: When the caseload is swept over "hours.at_least=8:20:2" as of 30 June 2020'
        raise usage("T061", "nothing has been swept yet", remedy)
    return found.swept


def _place(compared: Compared, contract: str) -> int:
    """The place of a model of a comparison; of a what-if ``as it stands`` or ``as changed``."""
    keys = [model.key for model in compared.comparison.models]
    named = {**{key: i for i, key in enumerate(keys)}, "as it stands": 0, "as changed": 1}
    if contract not in named:
        raise usage("T062", f"'{contract}' was not compared", nearest(contract, keys) or f"compared: {', '.join(keys)}")
    return named[contract]


@step("then", '{amount} is due under "{contract}"', '£9,300.00 is due under "fair-start-scotland@2021-04-01"')
def _due(story: Story, amount: int, contract: str) -> None:
    """What is due for all people under one model, missing suitability assumed; of a what-if under "as changed"."""
    compared = _comparison_of(story)
    found = compared.comparison.total(_place(compared, contract)).all
    if (found.least, found.most) != (amount, amount):
        raise Unlike(pounds(amount), compare_words.due(found))


@step(
    "then",
    '{number} of the people has/have an outcome under "{contract}"',
    '2 of the people have an outcome under "no-one-left-behind"',
)
def _with_outcome(story: Story, number: int, contract: str) -> None:
    """How many people have at least one outcome met under one model."""
    compared = _comparison_of(story)
    found = compared.comparison.total(_place(compared, contract)).with_outcome
    if found != number:
        raise Unlike(counted(number, "person"), counted(found, "person"))


@step(
    "then",
    'for {names} {outcome} goes from {before verdict said} to {after verdict said} because of "{term}"',
    'for "Ann" and "Ben" 13-week goes from not met to met because of "hours"',
)
def _flips(
    story: Story, names: tuple[str, ...], outcome: str, before_verdict_said: str, after_verdict_said: str, term: str
) -> None:
    """Who flips from the first model to the last, and by which term, silence or fact; nobody else flips so by it."""
    moves = [(VERDICTS.get(said), said) for said in (before_verdict_said, after_verdict_said)]
    unknown = next((said for name, said in moves if name is None), None)
    if unknown is not None:
        raise usage("T063", f"'{unknown}' is no verdict", f"write one of: {', '.join(VERDICTS)}")
    found = [flip for flip in _of(story, outcome) if [flip.move.before, flip.move.after] == [name for name, _ in moves]]
    who = {name for flip in found if term in _named(flip) for name in flip.who}
    if who != set(names):
        came = "; ".join(f"{', '.join(flip.who)} because of {' and '.join(_named(flip))}" for flip in found)
        raise Unlike(f'{", ".join(names)} because of "{term}"', came or "nobody")


@step("then", "for {names} {outcome} stays as it is", 'for "Cat" 13-week stays as it is')
def _stays(story: Story, names: tuple[str, ...], outcome: str) -> None:
    """These people have the same verdict under the first model and under the last."""
    moved = {name for flip in _of(story, outcome) for name in flip.who}
    if moved & set(names):
        raise Unlike(f"the same verdict for {', '.join(names)}", f"another for {', '.join(sorted(moved & set(names)))}")


@step(
    "then",
    'the smallest journey that shows it for {outcome} is "{person}"',
    'the smallest journey that shows it for 13-week is "Ann"',
)
def _smallest(story: Story, outcome: str, person: str) -> None:
    """Of all flips of the outcome from the first model to the last, the journey shown: fewest rows of jobs, then shortest."""
    shown = [flip.witness for flip in _of(story, outcome) if flip.witness is not None]
    found = min(shown, key=lambda one: (one.rows, one.days, one.position), default=None)
    if found is None or found.journey_id != person:
        raise Unlike(person, "nobody" if found is None else found.journey_id)


def _of(story: Story, outcome: str) -> list[Flip]:
    comparison = _comparison_of(story).comparison
    last = len(comparison.models) - 1
    if outcome not in comparison.outcomes():
        raise usage("T022", f"no model has an outcome '{outcome}'", f"outcomes: {', '.join(comparison.outcomes())}")
    return [f for f in comparison.flips if (f.move.first, f.move.second, f.move.outcome) == (0, last, outcome)]


def _named(flip: Flip) -> list[str]:
    """The terms, silences and facts behind a flip; *absent* where a model has no such outcome."""
    cause = flip.move.cause
    return [*cause.terms, *(name for _, name in cause.unsettled), *(("absent",) if cause.absent else ())]


@step("then", '{amount} is due at "{value}"', '£3,900.00 is due at "16"')
def _due_at(story: Story, amount: int, value: str) -> None:
    """What is due at one value of a sweep."""
    points = {point.values[0]: point for point in _sweep_of(story).points}
    if value not in points:
        raise usage("T064", f"'{value}' is no value of the sweep", f"its values: {', '.join(points)}")
    if points[value].due != amount:
        raise Unlike(pounds(amount), pounds(points[value].due))


@step("then", 'the cliff is from "{before}" to "{after}", of {amount}', 'the cliff is from "12" to "14", of £5,400.00')
def _cliff(story: Story, before: str, after: str, amount: int) -> None:
    """The largest step from one value to the next, and how much more or less is due after it."""
    cliff = _sweep_of(story).cliff
    came = "no cliff"
    if cliff is not None:
        came = f'from "{cliff.before.values[0]}" to "{cliff.after.values[0]}", of {pounds(abs(cliff.pence))}'
    due = f'from "{before}" to "{after}", of {pounds(amount)}'
    if came != due:
        raise Unlike(due, came)


@step("then", 'the knee is at "{value}"', 'the knee is at "20"')
def _knee(story: Story, value: str) -> None:
    """The point of the curve furthest from the straight line between its ends."""
    knee = _sweep_of(story).knee
    if knee is None or knee.values[0] != value:
        raise Unlike(value, "no knee" if knee is None else knee.values[0])


def _witnesses(story: Story, kind: Kind) -> list[Witness]:
    found = _told(story).witnesses
    if not found:
        raise usage("T061", "nothing has been tried yet", "first write: When what the contract rewards is tried")
    return [one for one in found if one.kind is kind]


@step(
    "then",
    "from {fewer hours} to {more hours} hours a week the pay rises by {amount}",
    "from 15 to 16 hours a week the pay rises by £2,700.00",
)
def _cliff_of_hours(story: Story, fewer_hours: int, more_hours: int, amount: int) -> None:
    """One hour a week more makes so much of a difference to what the provider is paid for one person."""
    found = [(_hours(one.first), _hours(one.second), one.pence) for one in _witnesses(story, Kind.HOURS_CLIFF)]
    if (fewer_hours, more_hours, amount) not in found:
        raise Unlike(
            pounds(amount), ", ".join(f"{a / 100:g} to {b / 100:g} hours: {pounds(c)}" for a, b, c in found) or "no cliff"
        )


@step(
    "then",
    "from {fewer hours} to {more hours} hours a week nothing changes",
    "from 16 to 40 hours a week nothing changes",
)
def _no_difference(story: Story, fewer_hours: int, more_hours: int) -> None:
    """More hours a week bring the provider nothing."""
    found = [(_hours(one.first), _hours(one.second)) for one in _witnesses(story, Kind.HOURS_DEAD_ZONE)]
    if not any(first <= fewer_hours and more_hours <= last for first, last in found):
        raise Unlike("no change", ", ".join(f"none from {a / 100:g} to {b / 100:g} hours" for a, b in found) or "a change")


@step("then", "no hour a week more changes the pay", "no hour a week more changes the pay")
def _no_cliff_of_hours(story: Story) -> None:
    """The model has no cliff of hours."""
    found = _witnesses(story, Kind.HOURS_CLIFF)
    if found:
        raise Unlike("no cliff", f"from {_hours(found[0].first) / 100:g} to {_hours(found[0].second) / 100:g} hours")


@step("then", "the last day of {number} days of work brings {amount}", "the last day of 91 days of work brings £700.00")
def _cliff_of_days(story: Story, number: int, amount: int) -> None:
    """One day of work less would bring so much less."""
    found = {_days(one): one.pence for one in _witnesses(story, Kind.DAYS_CLIFF)}
    if found.get(number) != amount:
        raise Unlike(pounds(amount), ", ".join(f"day {day}: {pounds(pence)}" for day, pence in found.items()) or "no cliff")


@step("then", "a job begun a day before the start loses {amount}", "a job begun a day before the start loses £2,700.00")
def _before_start(story: Story, amount: int) -> None:
    """The same job, begun on the day of the start, would bring so much more."""
    found = [one.pence for one in _witnesses(story, Kind.JOB_BEFORE_START)]
    if amount not in found:
        raise Unlike(pounds(amount), ", ".join(map(pounds, found)) or "nothing")


def _hours(scene: Scene) -> int:
    """The weekly hours of a scene's first job, in hundredths."""
    return scene.jobs[0].weekly_hours or 0


def _days(witness: Witness) -> int:
    """The days of work of the second scene of a pair."""
    row = witness.second.jobs[0]
    return 0 if row.end_date is None else (row.end_date - row.start_date).days + 1

"""Scenes as cells of the exchange tables, as cases and files of witnesses write them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.domain.incentives import Claimed, Scene
from commissioning.domain.journeys import Earning, JobRow, Journey
from commissioning.errors import Problem
from commissioning.loading.cells import row_model
from commissioning.loading.columns import JOBS, TOLD_JOURNEYS
from commissioning.loading.validating import validated
from commissioning.terms.facts import FactType
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath

LEFT_OUT = ("journey_id", "client_id", "known_on", "contract")
HOURS = ("weekly_hours", "paid_hours_worked")
PERSON = "witness"
"""The id of the journey and client of a scene that was read."""


def journey_cells(journey: Journey) -> dict[str, str]:
    """What is known of a journey, by column."""
    own = {f.name: getattr(journey, f.name) for f in fields(journey) if f.name != "facts"}
    known = {**own, **journey.facts}
    return {name: _cell(name, value) for name, value in known.items() if value is not None and name not in LEFT_OUT}


def job_cells(row: JobRow) -> dict[str, str]:
    """What is known of a row of jobs, by column."""
    known = {f.name: getattr(row, f.name) for f in fields(row)}
    return {name: _cell(name, value) for name, value in known.items() if value is not None and name not in LEFT_OUT}


def earning_cells(one: Earning) -> dict[str, str]:
    """What is known of a payment of wages, by column."""
    known = {f.name: getattr(one, f.name) for f in fields(one)}
    return {name: _cell(name, value) for name, value in known.items() if value is not None and name not in LEFT_OUT}


def claimed_cells(one: Claimed) -> dict[str, str]:
    """A claim of a scene."""
    until = {} if one.evidence_to is None else {"evidence_to": one.evidence_to.isoformat()}
    return {"outcome": one.outcome, "on": one.on.isoformat(), **until}


def _cell(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if name in HOURS and isinstance(value, int):
        text = f"{Decimal(value) / 100:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


class SceneReader:
    """Reads scenes from cells, with every problem."""

    def __init__(self, origin: Origin, further: Mapping[str, FactType]) -> None:
        self._origin = origin
        leave = ("journey_id", "client_id", "known_on")
        self._journey = row_model(TOLD_JOURNEYS.with_facts(further), leave)
        self._job = row_model(JOBS, leave)
        self.problems: list[Problem] = []

    def scene(
        self, what: str, journey: Mapping[str, Any], jobs: tuple[Mapping[str, Any], ...], as_of: date, at: TreePath
    ) -> Scene:
        """One scene; what cannot be read is among the problems."""
        one = Journey(PERSON, PERSON)
        for name, value in self._cells(self._journey, journey, (*at, "journey")).items():
            one = one.with_fact(name, value)
        rows = []
        for index, cells in enumerate(jobs):
            known = self._cells(self._job, cells, (*at, "jobs", index))
            if known.get("start_date") is not None:
                rows.append(JobRow(**{"job_id": f"J{index + 1}", **known, "client_id": PERSON}))
        return Scene(what, one, tuple(rows), as_of)

    def _cells(self, model: Any, cells: Mapping[str, Any], at: TreePath) -> dict[str, Any]:
        found, problems = validated(model, dict(cells), self._origin, at)
        self.problems += problems
        return {} if found is None else {name: getattr(found, name) for name in found.model_fields_set}

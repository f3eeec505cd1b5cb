"""Inputs for the tests of nested rows: one with every table that bears on decisions, in no order; and a made-up cohort."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from commissioning.app.fidelity import fidelity_scales
from commissioning.app.simulate import make_cohort, simulate
from commissioning.app.workspace import Options, Workspace, open_workspace
from spec.drawn_journeys import Drawn

AS_OF = date(2025, 6, 30)
FAMILIES = ("fair-start-scotland", "no-one-left-behind", "restart", "workwell")
AREAS = ("S12000036", "S12000049", "S12000047")
CONTRACT = """contract: paid-for-fidelity
title: An outcome for services of good fidelity
summary: A contract whose outcome is due only to a service of at least good fidelity.
scope: local
terms:
  - {id: job_start, kind: job_start_outcome, outcome: job-start, counts: first_start, illustrative: an example}
  - id: good_fidelity
    kind: outcome_condition
    outcomes: [job-start]
    requires: {service_fidelity: [good, exemplary]}
    illustrative: an example
"""


def asked(folder: Path) -> tuple[Workspace, Options]:
    """Every national contract, the local ones, and one that rests on the fidelity of services."""
    (folder / "contracts" / "paid-for-fidelity").mkdir(parents=True)
    (folder / "contracts" / "paid-for-fidelity" / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
    folders = (folder / "contracts",)
    return open_workspace(folders), Options(local=True, folders=folders)


def every_table(folder: Path, clients: int = 80) -> Path:
    """A folder of CSV files; the journeys of a client stand apart, and rows became known on different days."""
    chance = random.Random(5)
    drawn = Drawn(21).caseload(clients, FAMILIES)
    journeys = list(drawn.journeys)
    chance.shuffle(journeys)
    own = ("journey_id", "client_id", "contract", "referral_date", "start_date", "end_date", "end_reason", "payment_group")
    facts = sorted({name for journey in journeys for name in journey.facts} | {"area", "service_id"})
    folder.mkdir()

    def write(table: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([headings, *([_cell(value) for value in row] for row in rows)])

    def known() -> date | None:
        return chance.choice((None, date(2020, 1, 1), date(2025, 1, 1)))

    area_of = {journey.journey_id: chance.choice((*AREAS, None)) for journey in journeys}
    service_of = {journey.journey_id: chance.choice(("A", "B", "unheard-of", None)) for journey in journeys}
    told = [{**j.facts, "area": area_of[j.journey_id], "service_id": service_of[j.journey_id]} for j in journeys]
    write(
        "journeys",
        [*own, *facts, "known_on"],
        ([*(j.fact(n) for n in own), *(t.get(n) for n in facts), known()] for j, t in zip(journeys, told, strict=True)),
    )
    jobs = [(f"W{row.job_id}", row) for rows in drawn.jobs.values() for row in rows]
    columns = ("client_id", "start_date", "end_date", "basis", "hourly_pay_pence", "reflects_needs")
    write(
        "jobs",
        ["job_id", *columns, "weekly_hours", "employer_id", "known_on"],
        (
            [
                job,
                *(getattr(row, n) for n in columns),
                None if row.weekly_hours is None else row.weekly_hours / 100,
                chance.choice(("small", "large", "unheard-of", None)),
                known(),
            ]
            for job, row in jobs
        ),
    )
    write("employers", ["employer_id", "employees"], [["small", 12], ["large", 900], ["blank", None]])
    write(
        "earnings",
        ["client_id", "paid_on", "amount_pence", "known_on"],
        ([e.client_id, e.paid_on, e.amount_pence, known()] for rows in (drawn.earnings or {}).values() for e in rows),
    )
    some = [journey for journey in journeys if journey.start_date is not None and chance.random() < 0.4]
    write(
        "claims",
        ["claim_id", "journey_id", "contract", "outcome", "claimed_on", "amount_pence"],
        ([f"K{j.journey_id}", j.journey_id, j.contract, "13-week", _later(chance, j.start_date), 10_000] for j in some),
    )
    write(
        "moves",
        ["journey_id", "moved_on", "area"],
        ([j.journey_id, _later(chance, j.start_date), chance.choice((*AREAS, None))] for j in some for _ in range(2)),
    )
    write(
        "services",
        ["service_id", "contract", "area", "commissioned_from", "commissioned_to"],
        [["A", FAMILIES[0], AREAS[0], "2019-04-01", "2022-03-31"], ["B", FAMILIES[1], None, "2021-04-01", None]],
    )
    items = [item.id for item in fidelity_scales()["ips-25"].items]
    reviews = (("A", "2023-06-01", 5), ("A", "2025-01-15", 3), ("B", "2024-02-01", 4))
    write(
        "fidelity",
        ["service_id", "reviewed_on", "scale", "item", "score"],
        ([service, day, "ips-25", item, score] for service, day, score in reviews for item in items),
    )
    return folder


def cohort(folder: Path, journeys: int) -> Path:
    """A made-up cohort as Parquet files in one order."""
    simulate(make_cohort(open_workspace(), 11, journeys), folder)
    return folder


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _later(chance: random.Random, day: date | None) -> date:
    assert day is not None
    return day + timedelta(days=chance.randint(0, 500))

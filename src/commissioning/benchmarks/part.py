"""The part of the ten contracts that every rule engine can express: who is eligible, and thresholds on given hours.

Days of work and windows are beyond OpenFisca's periods and zen's tables, so the part has given to it, for each journey, what
the jobs begun in it come to: the most paid hours of any, whether one suits the person, whether there is any. From these follow
whether a job start is met under eight of the contracts; of the other outcomes the part says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from commissioning.benchmarks.answers import LEFT_OUT, NOT_REACHED, Answers
from commissioning.benchmarks.contracts import (
    ALCOHOL_DRUG,
    CONTRACTS,
    NHS_PRIMARY,
    NOLB,
    OUTCOMES,
    SECONDARY,
    SES,
    TALKING,
    UNIVERSAL,
    WORKWELL,
)
from commissioning.benchmarks.people import Client, Journey
from commissioning.benchmarks.plain_python import eligibility, jobs_known

HOURS = {SECONDARY: 400, NHS_PRIMARY: 400, TALKING: 400, UNIVERSAL: 400, ALCOHOL_DRUG: 700}
"""Paid hours of a job that counts, in hundredths."""
SUITING = (NOLB, SES)
STARTS = (*SUITING, *HOURS, WORKWELL)
"""The contracts of whose job starts the part can say whether they are met."""
WITH_LIMIT = ((ALCOHOL_DRUG, "job-start"),)
"""A job start that must come in time: its day is not given."""


@dataclass(slots=True)
class Given:
    """A journey with what the jobs begun in it come to; *paid* is -1 where there is none."""

    journey: Journey
    paid: int
    suits: bool
    works: bool


def given(clients: Iterable[Client], as_of: int) -> list[Given]:
    """Every journey with its given measures."""
    found = []
    for client in clients:
        jobs = jobs_known(client.rows, as_of)
        for journey in client.journeys:
            died = journey.end_reason == "died" and journey.end is not None and journey.end <= as_of
            last = journey.end if died and journey.end is not None else as_of
            begun = [job for job in jobs if journey.start <= job.began <= last]
            suits = any(row.needs and first <= last for job in begun for first, _, row in job.rows)
            found.append(Given(journey, max((job.paid for job in begun), default=-1), suits, bool(begun)))
    return found


def decide(all_given: Sequence[Given]) -> list[tuple[tuple[bool, ...], tuple[bool, ...]]]:
    """The part in plain Python: eligible under each contract, and the job starts of :data:`STARTS`."""
    found: list[tuple[tuple[bool, ...], tuple[bool, ...]]] = []
    for one in all_given:
        eligible = eligibility(one.journey)
        _, nolb, ses, secondary, nhs_primary, talking, _, alcohol_drug, universal, workwell = eligible
        four_hours = one.paid >= 400
        starts = (
            nolb and one.suits,
            ses and one.suits,
            secondary and four_hours,
            nhs_primary and four_hours,
            talking and four_hours,
            universal and four_hours,
            alcohol_drug and one.paid >= 700,
            workwell and one.works,
        )
        found.append((eligible, starts))
    return found


def as_answers(ids: Sequence[str], eligible: Sequence[Sequence[bool]], starts: Sequence[Sequence[bool]]) -> Answers:
    """The part's answers (journeys × contracts, journeys × :data:`STARTS`) in the shape of all answers."""
    met = np.where(np.asarray(starts, bool), 3, NOT_REACHED).astype("i1")
    verdict = np.full((len(ids), len(OUTCOMES)), LEFT_OUT, "i1")
    for at, outcome in enumerate(OUTCOMES):
        contract, name = outcome
        if contract in STARTS and name in ("job-start", "all-job-starts") and outcome not in WITH_LIMIT:
            verdict[:, at] = met[:, STARTS.index(contract)]
    assert np.shape(eligible) == (len(ids), len(CONTRACTS))
    return Answers(np.array(ids), np.asarray(eligible, bool).astype("i1") * 3, verdict)

"""The cohort that a forecast is of, as its file in ``rules/cohorts`` says it, and the model of journeys that it gives."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from commissioning.errors import Refused, nearest, usage
from commissioning.lab.simulation_model import (
    ChainModel,
    CohortModel,
    Loaded,
    MissingModel,
    SimulationModel,
    load_model,
    of_sources,
)
from commissioning.lab.simulation_values import WHOLE, Percent, Share, Words, Year, known_words
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import read_yaml
from commissioning.places import shipped
from commissioning.terms.facts import VALUES
from commissioning.terms.scalars import Name, Sentence, wrong
from commissioning.terms.settings import Marked, Strict

M = TypeVar("M", bound=Strict)

PUBLISHED = "published"
"""The cohort that is taken where none is named."""


class Rates(Marked):
    """A spread of shares: at 50% stands the one that half of all draws lie below; between two points they lie evenly."""

    points: Annotated[dict[Percent, Percent], Field(min_length=2, description="The points, from 0% to 100%.")]

    @model_validator(mode="after")
    def _rises(self) -> Rates:
        at, values = list(self.points), list(self.points.values())
        if at[0] != 0 or at[-1] != WHOLE or at != sorted(set(at)) or values != sorted(values):
            raise wrong("the points must rise from 0% to 100%", "write {0%: 33%, 50%: 38%, 100%: 43%}")
        return self

    def at(self, bits: int) -> int:
        """The share, in basis points, that a draw of sixteen bits stands for."""
        place = 2 * bits + 1  # the middle of the draw, in 131,072ths
        for (low, first), (high, last) in pairwise(self.points.items()):
            if place * WHOLE < high * 131_072:
                return first + (last - first) * (place * WHOLE - low * 131_072) // ((high - low) * 131_072)
        return list(self.points.values())[-1]


class Drawn(Marked):
    """Whether one draw moves all rates, or each has its own."""

    value: Literal["together", "apart"] = Field(description="`together`, or each `apart` from the others.")


class Uncertain(Strict):
    """What is not known of the chain, drawn once for each cohort."""

    drawn: Drawn
    entered_work: Rates = Field(description="Of all starts, those who enter work.")
    kept_three_months: Rates = Field(description="Of those, who are in work at 3 months.")
    kept_six_months: Rates = Field(description="Of those, who are in work at 6 months.")
    kept_twelve_months: Rates = Field(description="Of those, who are in work at 12 months.")

    def rates(self) -> tuple[Rates, Rates, Rates, Rates]:
        """The four, in the order of the chain."""
        return self.entered_work, self.kept_three_months, self.kept_six_months, self.kept_twelve_months


class CohortChain(Strict):
    """The chain of a cohort, of all its starts."""

    entered_work: Share
    three_months: Share
    six_months: Share
    twelve_months: Share

    @model_validator(mode="after")
    def _falls(self) -> CohortChain:
        values = [self.entered_work.value, self.three_months.value, self.six_months.value, self.twelve_months.value]
        if values != sorted(values, reverse=True) or not values[-1] or values[0] >= WHOLE:
            raise wrong("the chain must fall from stage to stage", "each share must be at most the one before, above 0%")
        return self


class CohortFile(Strict):
    """A file of ``rules/cohorts``."""

    cohort: Name
    title: Sentence
    summary: Sentence
    model: Name = Field(description="The model of ``rules/simulation`` that says everything else.")
    years: tuple[Year, ...] = Field(min_length=1, description="The years, in order, with how many start in each.")
    payment_groups: Words | None = None
    chain: CohortChain | None = None
    uncertain: Uncertain | None = None

    @model_validator(mode="after")
    def _in_order(self) -> CohortFile:
        if any(one.until >= other.from_ for one, other in pairwise(self.years)):
            raise wrong("the years overlap or are out of order", "list them by date")
        if not sum(year.starts for year in self.years):
            raise wrong("no one starts in any year", "give at least one start")
        if self.payment_groups is not None:
            known_words(self.payment_groups, VALUES["payment_group"])
        return self


@dataclass(frozen=True)
class ForecastCohort:
    """A cohort's file, the model that it gives, and the digests of both files."""

    file: CohortFile
    loaded: Loaded
    digest: str

    @property
    def starts(self) -> tuple[int, ...]:
        """How many start in each year."""
        return tuple(year.starts for year in self.file.years)


def load_cohort(
    documents: Collection[str], named: str, *, model: Path | None = None, years: int | None = None
) -> ForecastCohort:
    """The cohort of that name in ``rules/cohorts``, or in a file at that path, or its first *years*.

    In a forecast nothing is missing: the blanks of a model are faults of records, and a payment is made when they are mended.
    Raises :class:`Refused` with every problem.
    """
    path = _found(named)
    file, digest = read_strict(CohortFile, path, f"rules/cohorts/{path.name}", "C130", "a cohort of a forecast", documents)
    file = file.model_copy(update={"years": file.years[:years]})
    loaded = load_model(documents, model or shipped("rules") / "simulation" / f"{file.model}.yaml")
    return ForecastCohort(file, Loaded(_model(file, loaded.model), loaded.file, loaded.digest), digest)


def _found(named: str) -> Path:
    shelf = shipped("rules") / "cohorts"
    if (shelf / f"{named}.yaml").is_file():
        return shelf / f"{named}.yaml"
    if not Path(named).is_file():
        known = sorted(path.stem for path in shelf.glob("*.yaml"))
        message = f"there is no cohort '{named}', and no such file"
        raise usage("U090", message, nearest(named, known) or f"cohorts: {', '.join(known)}")
    return Path(named)


def read_strict(form: type[M], path: Path, inside: str, code: str, what: str, documents: Collection[str]) -> tuple[M, str]:
    """A file of the lab in its form, with the digest of its text. Raises :class:`Refused` with every problem it has."""
    ours = path.is_relative_to(shipped("rules"))
    file = read_yaml(path, inside if ours else str(path))
    if not isinstance(file.tree, dict):
        remedy = f"see {Path(inside).parent.as_posix()} for the form"
        raise Refused(file.problems or [file.origin().problem(code, f"is not {what}", remedy, ())])
    found, problems = validated(form, file.tree, file.origin())
    problems = [*file.problems, *problems]
    if found is not None:
        problems += of_sources(found, file.origin(), documents)
    if problems or found is None:
        raise Refused(problems)
    return found, hashlib.sha256("\n".join(file.lines).encode()).hexdigest()


def _model(file: CohortFile, of: SimulationModel) -> SimulationModel:
    groups = file.payment_groups or of.people.payment_groups
    people = of.people.model_copy(update={"payment_groups": groups.model_copy(update={"shares": whole(groups.shares)})})
    chain = of.chain if file.chain is None else with_rates(of.chain, _values(file.chain))
    missing = MissingModel(**{name: _never(getattr(of.missing, name)) for name in MissingModel.model_fields})
    return of.model_copy(
        update={"cohort": _in_years(file.years, of.cohort), "people": people, "chain": chain, "missing": missing}
    )


def _in_years(years: tuple[Year, ...], of: CohortModel) -> CohortModel:
    """The model's years where the cohort's are the first of them, so that its people are those of the model; else the cohort's,
    with as much time after the last start as in the model, so that every outcome has had its time."""
    if [(one.from_, one.until) for one in years] == [(one.from_, one.until) for one in of.years[: len(years)]]:
        return of
    first, last = years[0].from_ - timedelta(days=21), years[-1].until
    observed = max(of.observed_until.value, last + (of.observed_until.value - of.years[-1].until))
    days = {
        "referrals_open": min(of.referrals_open.value, first),
        "referrals_close": max(of.referrals_close.value, last),
        "observed_until": observed,
    }
    changed = {name: getattr(of, name).model_copy(update={"value": day}) for name, day in days.items()}
    return of.model_copy(update={**changed, "years": years, "late_starts": _never(of.late_starts)})


def _never(share: Share) -> Share:
    return share.model_copy(update={"value": 0})


def whole(shares: Mapping[str, int]) -> dict[str, int]:
    """Shares, in basis points, of what they add up to: what they leave over is shared out; the last takes what is rounded."""
    total, found, before = sum(shares.values()), {}, 0
    running = 0
    for name, share in shares.items():
        running += share
        upto = (2 * running * WHOLE + total) // (2 * total)
        found[name] = upto - before
        before = upto
    return found


def _values(chain: CohortChain) -> tuple[int, int, int, int]:
    return chain.entered_work.value, chain.three_months.value, chain.six_months.value, chain.twelve_months.value


def with_rates(chain: ChainModel, shares: tuple[int, int, int, int]) -> ChainModel:
    """The chain with other shares of all starts, in basis points."""
    names = ("entered_work", "three_months", "six_months", "twelve_months")
    update = {name: getattr(chain, name).model_copy(update={"value": share}) for name, share in zip(names, shares, strict=True)}
    return chain.model_copy(update=update)

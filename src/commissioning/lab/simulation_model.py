"""The model of a made-up cohort as its file in ``rules/simulation`` says it: every value with its source or its standing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, Field, model_validator

from commissioning.domain.journeys import BASES
from commissioning.errors import Problem, Refused, nearest
from commissioning.lab.simulation_values import (
    WHOLE,
    Between,
    Day,
    Figures,
    HoursShares,
    Lots,
    Measure,
    Number,
    Ratio,
    Share,
    Spread,
    Stages,
    Words,
    Year,
    known_words,
)
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import read_yaml
from commissioning.places import shipped
from commissioning.terms.facts import VALUES
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.scalars import Name, Sentence, wrong
from commissioning.terms.settings import Marked, Source, Strict

MODEL = "fair-start-scotland"
"""The model that ships."""


class CohortModel(Strict):
    """When people start, and who starts again."""

    referrals_open: Day = Field(description="The first day of a referral.")
    referrals_close: Day = Field(description="The last day of a referral.")
    years: tuple[Year, ...] = Field(min_length=1, description="The years, in order, with how many started in each.")
    late_starts: Share = Field(description="Of the last year's starts, those in the 30 days after it.")
    observed_until: Day = Field(description="The last day that the tables know of.")
    days_from_referral: Spread = Field(description="Days from referral to start.")
    re_joins: Ratio = Field(description="Re-joins of all starts.")
    re_joins_from: Day = Field(description="The first day on which someone may start again.")
    days_to_re_join: Number = Field(description="The least number of days between two starts of one person.")

    @model_validator(mode="after")
    def _in_order(self) -> CohortModel:
        if any(one.until >= other.from_ for one, other in pairwise(self.years)):
            raise wrong("the years overlap or are out of order", "list them by date")
        if self.days_to_re_join.value <= self.days_from_referral.points[WHOLE]:
            raise wrong("someone could be referred again before the first start", "raise 'days_to_re_join'")
        if self.observed_until.value < self.years[-1].until:
            raise wrong("nothing is known of the last year", "set 'observed_until' after the last year")
        return self


class ChainModel(Strict):
    """How many find work and keep it; the first four are of all starts, the others say only how people differ."""

    entered_work: Share = Field(description="Of all starts, those who entered work.")
    three_months: Share = Field(description="Of all starts, those in work at 3 months.")
    six_months: Share = Field(description="Of all starts, those in work at 6 months.")
    twelve_months: Share = Field(description="Of all starts, those in work at 12 months.")
    disabled_entered_work: Ratio = Field(description="Of disabled starts, those who entered work.")
    all_entered_work_then: Ratio = Field(description="Of all starts at the same time.")
    disabled_kept_work: Stages = Field(description="Of disabled people at one stage, those who reached the next.")
    all_kept_work_then: Stages = Field(description="The same of all at the same time.")
    parents_entered_work: Ratio = Field(description="Of parents who started, those who entered work.")
    all_entered_work: Ratio = Field(description="Of all starts at the same time.")

    @model_validator(mode="after")
    def _falls(self) -> ChainModel:
        shares = [self.entered_work, self.three_months, self.six_months, self.twelve_months]
        values = [share.value for share in shares]
        if values != sorted(values, reverse=True) or not values[-1] or values[0] >= WHOLE:
            raise wrong("the chain must fall from stage to stage", "each share must be at most the one before, above 0%")
        return self


class PeopleModel(Strict):
    """Who starts."""

    long_term_health_condition: Between = Field(description="With a long-term health condition.")
    disabled: Between = Field(description="Disabled: with a condition that limits them a lot or a little.")
    parents: Ratio = Field(description="Parents, each taken to be on a low income.")
    payment_groups: Words = Field(description="The payment groups.")
    lots: Lots = Field(description="The lots with their providers.")
    age: Spread = Field(description="Age at referral.")
    employment_status: Words = Field(description="Employment status at referral.")
    benefit: Words = Field(description="Main benefit at referral.")
    months_out_of_work: Spread = Field(description="Months out of work at referral.")
    in_education_or_training: Share = Field(description="In education or training.")
    not_in_scotland: Share = Field(description="Living elsewhere.")
    no_right_to_work: Share = Field(description="Without the right to work.")

    @model_validator(mode="after")
    def _known(self) -> PeopleModel:
        if self.disabled.used > self.long_term_health_condition.used:
            raise wrong("more are disabled than have a condition", "disabled people are part of those with a condition")
        for name, words in (
            ("payment_group", self.payment_groups),
            ("employment_status", self.employment_status),
            ("benefit", self.benefit),
        ):
            known_words(words, VALUES[name])
        return self


class WorkModel(Strict):
    """When work comes, how long it lasts and what it is like."""

    days_to_work: Spread = Field(description="Days from start to the first day in work.")
    days_after_twelve_months: Spread = Field(description="Days in work beyond twelve months.")
    change_of_job: Share = Field(description="In each stage, those who change their job.")
    days_between_jobs: Figures = Field(description="Days between the two jobs; negative where they overlap.")
    hours: HoursShares = Field(description="Weekly hours of a job.")
    part_time_hours: HoursShares = Field(description="Weekly hours of a job held beside another, and of that other.")
    zero_hours: HoursShares = Field(description="Weekly hours of a stretch of a zero-hours job.")
    hours_changed: Share = Field(description="Jobs whose hours change.")
    basis: Words = Field(description="The basis of jobs.")
    pence_above_minimum: Figures = Field(description="Hourly pay above the minimum wage for the age, in pence.")
    beside_another_job: Share = Field(description="Of those in work, those with a second job at the same time.")
    return_to_work: Share = Field(description="Of those who left work before twelve months, those who found work again.")
    days_to_return: Spread = Field(description="Days from the missed stage to the new job.")
    days_after_return: Spread = Field(description="Days the new job lasts.")
    job_before_start: Share = Field(description="Journeys with a job begun before the start.")
    days_before_start: Spread = Field(description="Days from the beginning of such a job to the start.")
    days_of_job_before: Spread = Field(description="Days such a job lasts.")
    end_not_recorded: Share = Field(description="Of those in work for twelve months, those whose job's end is blank.")
    reflects_needs: Words = Field(description="Whether the job reflects the person's needs.")
    employers: Number = Field(description="How many employers there are.")

    @model_validator(mode="after")
    def _known(self) -> WorkModel:
        known_words(self.basis, BASES)
        known_words(self.reflects_needs, ("yes", "no"))
        if not 0 < self.employers.value <= 60_000:
            raise wrong("the number of employers must be from 1 to 60,000", "correct 'employers'")
        return self


class SupportModel(Strict):
    """How support ends."""

    left_early: Share = Field(description="Of all starts, those who left early; they had no job.")
    days_to_leaving: Spread = Field(description="Days from the start to leaving early.")
    eighteen_months: Share = Field(description="Of those who complete support without work, those who had 18 months of it.")
    moved_away: Share = Field(description="Of those without work, those who moved away.")
    died: Share = Field(description="Of those without work or who left it before twelve months, those who died.")


class MissingModel(Strict):
    """How often a fact is blank, although it is so or not so."""

    weekly_hours: Share
    basis: Share
    hourly_pay_pence: Share
    end_reason: Share
    age_at_referral: Share
    employment_status: Share
    benefit: Share
    months_out_of_work: Share
    condition: Share
    lives_in_scotland: Share
    right_to_work: Share


class SimulationModel(Strict):
    """A file of ``rules/simulation``."""

    simulation: Name = Field(description="The model's name, that of its file.")
    title: Sentence = Field(description="Its title.")
    summary: Sentence = Field(description="What it is.")
    contract: Name = Field(description="The contract that the journeys are on.")
    cohort: CohortModel
    chain: ChainModel
    people: PeopleModel
    work: WorkModel
    support: SupportModel
    missing: MissingModel
    other_measures: tuple[Measure, ...] = Field((), description="Published figures that nothing is fitted to.")

    @model_validator(mode="after")
    def _leaves_room(self) -> SimulationModel:
        without_work = WHOLE - self.chain.entered_work.value
        if self.support.left_early.value > without_work:
            raise wrong("more left early than had no job", "lower 'left_early', or the share who entered work")
        return self


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model with the digest of its file's text (SHA-256)."""

    model: SimulationModel
    file: str
    digest: str


def load_model(documents: Collection[str], path: Path | None = None) -> Loaded:
    """The model in a file, or the one that ships; *documents* are those of the register.

    Raises :class:`Refused` with every problem it has.
    """
    where = path or shipped("rules") / "simulation" / f"{MODEL}.yaml"
    file = read_yaml(where, str(path) if path else f"rules/simulation/{where.name}")
    if not isinstance(file.tree, dict):
        remedy = "see rules/simulation/fair-start-scotland.yaml for the form"
        raise Refused(file.problems or [file.origin().problem("C100", "is not a model of cohorts", remedy, ())])
    model, problems = validated(SimulationModel, file.tree, file.origin())
    problems = [*file.problems, *problems]
    if model is not None:
        problems += of_sources(model, file.origin(), documents)
    if problems or model is None:
        raise Refused(problems)
    digest = hashlib.sha256("\n".join(file.lines).encode()).hexdigest()
    return Loaded(model, file.file, digest)


def values(model: BaseModel) -> Iterator[tuple[TreePath, str, Marked]]:
    """Every value of the model: its path, what it says, and the value with its standing."""
    yield from _values(model, ())


def _values(of: BaseModel, path: TreePath) -> Iterator[tuple[TreePath, str, Marked]]:
    for name, info in type(of).model_fields.items():
        key, inside = info.alias or name, getattr(of, name)
        for step, part in enumerate(inside) if isinstance(inside, tuple) else [("", inside)]:
            at = (*path, key) if step == "" else (*path, key, step)
            if isinstance(part, Marked):
                yield at, info.description or "", part
            elif isinstance(part, BaseModel) and not isinstance(part, Source):
                yield from _values(part, at)


def of_sources(model: BaseModel, origin: Origin, documents: Collection[str]) -> Iterator[Problem]:
    """Every value of a file that does not say where it comes from, or that names a document which is not in the register."""
    for path, _, value in values(model):
        backing, at = value.provenance(), ".".join(map(str, path))
        if backing is None:
            remedy = "add 'source', 'assumed' or 'illustrative'"
            yield origin.problem("C040", f"{at}: does not say where it comes from", remedy, path)
        also = value.also if isinstance(value, Lots) else ()
        for document in [source.document for source in (value.source, *also) if source is not None]:
            if document not in documents:
                remedy = nearest(document, documents) or "add it to rules/documents.yaml"
                yield origin.problem("C021", f"{at}: there is no document '{document}' in the register", remedy, path)

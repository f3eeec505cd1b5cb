"""Forecast: many made-up cohorts decided under a contract and its rivals, with how far what is paid spreads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.domain.forecasts import BackTest, Forecast, Interval, Spread
from commissioning.errors import usage
from commissioning.plan.plan import Plan
from commissioning.reports.compare_words import letter
from commissioning.reports.forecast_words import left_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from commissioning.lab.forecast import Forecaster
    from commissioning.lab.forecast_cohort import ForecastCohort, Uncertain
    from commissioning.lab.forecast_figures import Design

    Progress = Callable[[int, int], None]

DEFAULT_COHORTS = 500
MOST_SEEDS = (1 << 32) - 1
REFERRALS = "referral_window"
"""The kind of term that is set aside, so that a cohort can be forecast under a contract of other years."""


@dataclass(frozen=True)
class Asked:
    """What is asked: the contracts, the cohort, how many of it, and how."""

    contract: str
    against: tuple[str, ...] = ()
    cohort: str = "published"
    cohorts: int = DEFAULT_COHORTS
    seed: int = 1
    uncertain: bool = False
    workers: int | None = None
    each: int | None = None
    longest: int | None = None
    as_dated: bool = False
    model: Path | None = None


def forecast(workspace: Workspace, options: Options, asked: Asked, progress: Progress | None = None) -> Forecast:
    """The forecast of a contract, and of others for the same people. Raises :class:`~commissioning.errors.Refused`.

    A contract with silences that nothing settles is forecast under each of its sets of readings; where it has none, what stays
    undetermined is counted and not paid.
    """
    ready, designs = prepared(workspace, options, asked)
    from commissioning.lab import forecast_figures as figures

    uncertain = uncertain_of(ready.cohort) if asked.uncertain else None
    counts = ready.run(asked.seed, asked.cohorts, uncertain, progress)
    fit, number = figures.fitted(ready, asked.seed, asked.cohorts)
    cohort, model = ready.cohort, ready.cohort.loaded
    return Forecast(
        cohort=cohort.file.cohort,
        title=cohort.file.title,
        summary=cohort.file.summary,
        digest=cohort.digest,
        model=model.model.simulation,
        model_digest=model.digest,
        starts=tuple((year.from_, year.until, year.starts) for year in cohort.file.years),
        seed=asked.seed,
        cohorts=asked.cohorts,
        spread=Spread.UNCERTAIN if asked.uncertain else Spread.SAMPLING,
        uncertain=_told(cohort) if asked.uncertain else (),
        until=ready.until,
        designs=figures.forecast(ready, designs, counts),
        differences=figures.differences(ready, designs, counts),
        fit=fit,
        fitted=number,
        beside=_beside(ready),
        waited=figures.waited(ready.cap, counts.waits) if ready.cap is not None else None,
        illustrative=any(plan.prices.illustrative and plan.is_priced for plan in ready.plans),
    )


def _beside(ready: Forecaster) -> tuple[tuple[str, Fraction, str], ...]:
    """What is published of payments under the model's own contract, where that is one of those forecast."""
    model = ready.cohort.loaded.model
    if model.contract not in {plan.family for plan in ready.plans}:
        return ()
    found = []
    for measure in model.other_measures:
        backing = measure.provenance()
        source = "" if backing is None else backing.why or f"{backing.document}: {backing.clause or backing.quote}"
        found.append((measure.title, Fraction(measure.value, 10_000), source))
    return tuple(found)


def back_tested(workspace: Workspace, options: Options, asked: Asked, progress: Progress | None = None) -> BackTest:
    """The business case of a contract against what happened. Raises :class:`~commissioning.errors.Refused`."""
    from commissioning.lab import forecast_back_test as lab
    from commissioning.lab.forecast_cohort import load_cohort

    documents = workspace.rules.documents
    file = lab.load_back_test(documents, asked.contract.partition("@")[0])
    # The published rates are of those who started in the first year.
    ready, designs = prepared(workspace, options, replace(asked, cohort=file.planned, against=()), years=1)
    from commissioning.lab.forecast_figures import interval

    def of(spread: Spread) -> list[tuple[str, dict[str, Interval]]]:
        counts = ready.run(
            asked.seed, asked.cohorts, uncertain_of(ready.cohort) if spread is Spread.UNCERTAIN else None, progress
        )
        numbers = iter([interval(counts.paid[:, at].sum(axis=(1, 2))) for at in range(counts.paid.shape[1])])
        return [(one.readings, {outcome.name: next(numbers) for outcome in one.plan.outcomes}) for one in designs]

    happened = load_cohort(documents, file.happened)
    return lab.back_test(file, ready.cohort, happened, ready.plans[0], of, (asked.seed, asked.cohorts))


def prepared(
    workspace: Workspace, options: Options, asked: Asked, *, years: int | None = None, first_readings: bool = False
) -> tuple[Forecaster, tuple[Design, ...]]:
    """The cohort, or its first *years*, made ready under every design; with *first_readings* each contract is one design.

    Raises :class:`~commissioning.errors.Refused`.
    """
    from commissioning.app.simulate import ready_simulator
    from commissioning.lab.forecast_cohort import load_cohort

    cap = _cap(asked)
    cohort = load_cohort(workspace.rules.documents, asked.cohort, model=asked.model, years=years)
    chosen = designed(workspace, options, asked)
    if first_readings:
        chosen = list({plan.contract: (plan, readings) for plan, readings in reversed(chosen)}.values())[::-1]
    simulator = ready_simulator(workspace, cohort.loaded, cohort.starts)
    try:
        from commissioning.lab.forecast import Forecaster
        from commissioning.lab.forecast_batch import COLUMNS
        from commissioning.lab.forecast_caps import Cap
        from commissioning.lab.forecast_figures import Design
    except ModuleNotFoundError as error:
        message = f"a forecast needs the package {error.name or 'numba'}, which is not installed"
        raise usage("U060", message, "pip install 'commissioning[population]'") from None
    designs = tuple(
        Design(letter(number), plan, readings, left_out(plan, COLUMNS)) for number, (plan, readings) in enumerate(chosen)
    )
    limit = None if cap is None else Cap(*cap)
    return Forecaster(cohort, simulator, tuple(plan for plan, _ in chosen), cap=limit), designs


def designed(workspace: Workspace, options: Options, asked: Asked) -> list[tuple[Plan, str]]:
    """The plan of each design with the set of readings it is read by (blank: as asked)."""
    texts = tuple(dict.fromkeys((asked.contract, *asked.against)))
    own = replace(options, contracts=texts)
    if not asked.as_dated:
        own = replace(own, set_aside=(*own.set_aside, *_referral_terms(workspace, own)))
    found: list[tuple[Plan, str]] = []
    for position, plan in enumerate(plans(workspace, own)):
        of_clients([plan], replace(own, contracts=(plan.family,)))
        sets = list(plan.reading_sets) if plan.silences else []
        if not sets:
            found.append((plan, ""))
        for name in sets:
            # What the user says of one silence stands, being narrower; the set settles the others.
            again = replace(own, assume=(f"{plan.family}:@{name}", *own.assume))
            found.append((plans(workspace, again)[position], name))
    return found


def _referral_terms(workspace: Workspace, options: Options) -> list[str]:
    """The terms that bound referrals in time, as ``--set-aside`` takes them."""
    named = {text.rpartition(":")[2] for text in options.set_aside}
    families = dict.fromkeys(text.partition("@")[0] for text in options.contracts)
    return [
        f"{family}:{term.id}"
        for family in families
        for term in workspace.contract(family).terms
        if term.kind == REFERRALS and term.id not in named
    ]


def _cap(asked: Asked) -> tuple[int, int, int | None] | None:
    if asked.each is None and asked.workers is None and asked.longest is None:
        return None
    if asked.each is None or asked.workers is None:
        raise usage("U091", "a limit on caseloads needs both numbers", "give --caseload-cap PEOPLE and --workers NUMBER")
    return asked.workers, asked.each, asked.longest


def uncertain_of(cohort: ForecastCohort) -> Uncertain:
    """How uncertain the rates of a cohort are. Raises a refusal where its file does not say."""
    if cohort.file.uncertain is None:
        message = f"the cohort '{cohort.file.cohort}' does not say how uncertain its rates are"
        raise usage("U091", message, "add 'uncertain' to its file, as rules/cohorts/published.yaml has it")
    return cohort.file.uncertain


def _told(cohort: ForecastCohort) -> tuple[str, ...]:
    """How far each uncertain rate reaches, with what says so."""
    uncertain = uncertain_of(cohort)
    names = ("entered work", "in work at 3 months, of those", "in work at 6 months, of those", "in work at 12 months, of those")
    found = []
    for name, rates in zip(names, uncertain.rates(), strict=True):
        low, *_, high = rates.points.values()
        backing = rates.provenance()
        said = "" if backing is None else backing.why or f"{backing.document}, {backing.clause or backing.quote}"
        found.append(f"{name}: from {low / 100:g}% to {high / 100:g}% ({said})")
    backing = uncertain.drawn.provenance()
    found.append(f"drawn {uncertain.drawn.value}: {'' if backing is None else backing.why or backing.document}")
    return tuple(found)

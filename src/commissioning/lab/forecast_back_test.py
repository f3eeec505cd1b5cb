"""A business case against what happened: how much of a change another mix of people explains, and what was forecast.

Only totals are published. So the part that is due to the mix is worked out for each of some stated likelihoods by group,
exactly, as fractions: rates that give the planned total at the planned mix are applied to the mix that there was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from pydantic import Field, model_validator

from commissioning.domain.forecasts import BackTest, Cost, Hindsight, Interval, Share, Spread
from commissioning.domain.money import Pence
from commissioning.errors import usage
from commissioning.lab.forecast_cohort import ForecastCohort, read_strict
from commissioning.lab.simulation_model import values
from commissioning.lab.simulation_values import WHOLE, Percent
from commissioning.places import shipped
from commissioning.plan.plan import Plan
from commissioning.terms.scalars import Name, Sentence, Whole, wrong
from commissioning.terms.settings import Marked, Strict

Mix = Mapping[str, Fraction]


class Planned(Marked):
    """One outcome: the share of starts that was to reach it, and that did."""

    outcome: Sentence
    planned: Percent
    happened: Percent


class Likelihood(Marked):
    """How often a person of each group reaches an outcome where 100 of another do."""

    title: Sentence
    of_100: dict[Sentence, Whole] = Field(min_length=1)

    @model_validator(mode="after")
    def _some(self) -> Likelihood:
        if not all(self.of_100.values()):
            raise wrong("a group that never reaches an outcome cannot be weighed against others", "give numbers above 0")
        return self


class BackTestFile(Strict):
    """A file of ``rules/back-tests``."""

    back_test: Name
    title: Sentence
    contract: Name
    planned: Name = Field(description="The cohort of the business case.")
    happened: Name = Field(description="The cohort that there was.")
    outcomes: tuple[Planned, ...] = Field(min_length=1)
    likelihoods: tuple[Likelihood, ...] = Field(min_length=1)


def load_back_test(documents: Collection[str], family: str) -> BackTestFile:
    """The back-test of a contract. Raises :class:`~commissioning.errors.Refused`."""
    path = shipped("rules") / "back-tests" / f"{family}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in path.parent.glob("*.yaml")))
        raise usage("U091", f"there is no business case of {family} to set beside what happened", f"there is one of: {known}")
    return read_strict(BackTestFile, path, f"rules/back-tests/{path.name}", "C132", "a back-test", documents)[0]


def sources(file: BackTestFile) -> tuple[str, ...]:
    """Every source and standing that a back-test rests on, each once."""
    backings = [value.provenance() for _, _, value in values(file)]
    return tuple(dict.fromkeys(b.why or f"{b.document}, {b.clause or b.quote}" for b in backings if b is not None))


def mix_of(cohort: ForecastCohort) -> dict[str, Fraction]:
    """The payment groups of a cohort as shares that make 1, from those that were published."""
    shares = cohort.file.payment_groups or cohort.loaded.model.people.payment_groups
    total = sum(shares.shares.values())
    return {group: Fraction(share, total) for group, share in shares.shares.items()}


def rates_of(likelihood: Mapping[str, int], mix: Mix, total: Fraction) -> dict[str, Fraction]:
    """The rate of each group that gives a total at a mix. Raises a refusal where a group would reach more than all."""
    average = sum((share * likelihood.get(group, 100) for group, share in mix.items()), Fraction(0))
    found = {group: total * likelihood.get(group, 100) / average for group in mix}
    beyond = [group for group, rate in found.items() if rate > 1]
    if beyond:
        message = f"a likelihood gives the group {beyond[0]} a rate above 100%"
        raise usage("U091", message, "bring the likelihoods closer together")
    return found


def at_mix(rates: Mix, mix: Mix) -> Fraction:
    """The total that rates by group give at a mix."""
    return sum((mix[group] * rate for group, rate in rates.items()), Fraction(0))


def shares(file: BackTestFile, planned: Mix, happened: Mix) -> Iterator[Share]:
    """Every outcome under every likelihood."""
    for likelihood in file.likelihoods:
        for outcome in file.outcomes:
            total = Fraction(outcome.planned, WHOLE)
            rates = rates_of(likelihood.of_100, planned, total)
            yield Share(
                likelihood.title,
                likelihood.illustrative or likelihood.assumed or "",
                outcome.outcome,
                tuple(rates.items()),
                total,
                at_mix(rates, happened),
                Fraction(outcome.happened, WHOLE),
            )


def costs(file: BackTestFile, planned: Mix, happened: Mix, plan: Plan) -> Iterator[Cost]:
    """What the outcomes cost for each start under every likelihood, in pence, halves up."""

    def paid(mix: Mix, rates: Mix, outcome: str) -> Fraction:
        prices = {group: (plan.prices.range(outcome, {group}) or (0, 0))[0] for group in mix}
        return at_mix({group: rate * prices[group] for group, rate in rates.items()}, mix)

    for one in file.likelihoods:
        sums = [Fraction(0)] * 3
        for outcome in file.outcomes:
            expected = rates_of(one.of_100, planned, Fraction(outcome.planned, WHOLE))
            found = rates_of(one.of_100, happened, Fraction(outcome.happened, WHOLE))
            for at, (mix, rates) in enumerate(((planned, expected), (happened, expected), (happened, found))):
                sums[at] += paid(mix, rates, outcome.outcome)
        yield Cost(one.title, *(_pence(total) for total in sums))


def _pence(total: Fraction) -> Pence:
    return (2 * total.numerator + total.denominator) // (2 * total.denominator)


Forecast = Callable[[Spread], Sequence[tuple[str, Mapping[str, Interval]]]]
"""Forecasts the planned cohort: for each set of readings the interval of every outcome's number."""


def back_test(
    file: BackTestFile, planned: ForecastCohort, happened: ForecastCohort, plan: Plan, forecast: Forecast, runs: tuple[int, int]
) -> BackTest:
    """The whole back-test; *planned* has the starts that the published rates are of, *runs* are the seed and the cohorts."""
    mixes = mix_of(planned), mix_of(happened)
    starts = sum(planned.starts)
    hindsight = [
        Hindsight(
            one.outcome,
            readings,
            spread,
            Fraction(one.planned, WHOLE),
            Fraction(one.happened, WHOLE),
            *(Fraction(number, starts) for number in (found.low90, found.median, found.high90)),
        )
        for spread in Spread
        for readings, intervals in forecast(spread)
        for one in file.outcomes
        if (found := intervals.get(one.outcome)) is not None
    ]
    return BackTest(
        file.title,
        plan.contract,
        tuple(mixes[0].items()),
        tuple(mixes[1].items()),
        tuple(shares(file, *mixes)),
        tuple(costs(file, *mixes, plan)),
        tuple(hindsight),
        *runs,
        starts,
        sources(file),
    )

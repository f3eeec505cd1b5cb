"""Risk: one service and one cohort under several ways to pay, and who bears what goes otherwise than planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from commissioning.app import forecast as forecasting
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.risks import Risk
from commissioning.errors import usage
from commissioning.lab.costs import load_costs
from commissioning.plan.plan import Plan

if TYPE_CHECKING:
    from commissioning.lab.risk_file import RiskFile

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """What is asked: the contract, the cohort and how many of it, the ways to pay and what serving people costs."""

    contract: str
    cohort: str = "published"
    cohorts: int = 100
    seed: int = 1
    payments: Path | None = None
    costs: Path | None = None
    model: Path | None = None


def risk(workspace: Workspace, options: Options, asked: Asked, progress: Progress | None = None) -> Risk:
    """One service under every way to pay in a file. Raises :class:`~commissioning.errors.Refused`.

    A contract that leaves anything open is read by the first of its sets of readings, where the user chooses none.
    """
    from commissioning.lab.risk_file import backings, load_payments

    file, digest = load_payments(workspace.rules.documents, asked.payments)
    costs = load_costs(asked.costs)
    others = tuple(dict.fromkeys(one.contract for one in file.payments if one.contract))
    whole = forecasting.Asked(
        asked.contract, others, asked.cohort, asked.cohorts, asked.seed, uncertain=True, model=asked.model
    )
    ready, designs = forecasting.prepared(workspace, options, whole, first_readings=True)
    _priced(ready.plans, file)
    from commissioning.lab.forecast_figures import interval
    from commissioning.lab.risk import Runs, Service, lost, risk_of

    uncertain = forecasting.uncertain_of(ready.cohort)
    left = 10_000 - file.fall.value
    done = _Parts(progress)
    runs = Runs(
        ready.run(asked.seed, asked.cohorts, None, done.part(0)),
        ready.run(asked.seed, asked.cohorts, uncertain, done.part(1)),
        replace(ready, fall=left).run(asked.seed, asked.cohorts, None, done.part(2)),
    )
    service = Service(file, ready, runs, costs)
    return Risk(
        title=file.title,
        contract=designs[0].plan.contract,
        read_as=tuple((one.plan.contract, one.readings, one.plan.recorded, one.plan.digest) for one in designs),
        cohort=ready.cohort.file.title,
        starts=sum(ready.cohort.starts),
        seed=asked.seed,
        cohorts=asked.cohorts,
        budget=service.budget,
        fall=Fraction(file.fall.value, 10_000),
        outcome=ready.plans[0].outcomes[0].name,
        lost=interval(lost(service)),
        payments=tuple(risk_of(service, one) for one in file.payments),
        costs=f"{costs.title}. {costs.why}",
        rests_on=tuple(backings(file)),
        digest=digest,
    )


def _priced(plans: tuple[Plan, ...], file: RiskFile) -> None:
    """Refuses a contract whose outcomes are to be paid for and have no price to go by."""
    wanted = {one.contract or plans[0].family for one in file.payments if one.outcomes}
    for plan in plans:
        if plan.family in wanted and not plan.is_priced:
            message = f"the price list has no price for any outcome of {plan.family}"
            raise usage("U091", message, "give one with --prices")


class _Parts:
    """Progress of the three runs as of one."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def part(self, number: int) -> Progress | None:
        """The progress of one of the runs."""
        progress = self._progress
        if progress is None:
            return None
        return lambda done, total: progress(number * total + done, 3 * total)

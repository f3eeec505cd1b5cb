"""The same cohorts paid for in several ways: what is paid, and what the provider lays out, month by month in whole pence.

Ways to pay but a grant of costs have one mean payment: prices of outcomes are the price list's, all raised or lowered by one
factor, so that over the cohorts at the published rates they pay what the fee leaves of the budget. What is left to differ is
who bears the risk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.domain.incentives import Costs
from commissioning.domain.money import Pence
from commissioning.domain.risks import PaymentRisk
from commissioning.lab.forecast import Counts, Forecaster, prices_of, slices
from commissioning.lab.forecast_figures import interval
from commissioning.lab.risk_file import Payment, RiskFile, backings
from commissioning.lab.simulation_values import WHOLE

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Runs:
    """The same cohorts at the published rates, with uncertain rates, and after the fall."""

    base: Counts
    uncertain: Counts
    fallen: Counts


@dataclass(frozen=True)
class Service:
    """A service made ready to be paid for: *outcomes* gives for each contract its outcomes among those counted."""

    file: RiskFile
    forecaster: Forecaster
    runs: Runs
    costs: Costs

    @property
    def room(self) -> int:
        """How many months there are for what is paid and laid out: those of the forecast, and as payments may follow."""
        every = max((one.costs.every for one in self.file.payments if one.costs is not None), default=1)
        return self.forecaster.months.number + self.file.months_of_support.value + self.file.months_to_pay.value + every

    @property
    def budget(self) -> Pence:
        """Of one cohort."""
        return int(self.file.budget_for_each_start.value) * sum(self.forecaster.cohort.starts)

    @property
    def outcomes(self) -> Mapping[str, slice]:
        """The outcomes of each contract among those counted, by its id; blank for the first one."""
        named = list(zip(self.forecaster.plans, slices(self.forecaster.plans), strict=True))
        return {"": named[0][1], **{plan.family: at for plan, at in reversed(named)}}


def spread(sums: Array, months: int, room: int) -> Array:
    """Sums by cohort × month, each paid in equal parts from its month on; whole pence, which add up to the sum."""
    found = np.zeros((len(sums), room), "i8")
    for part in range(months):
        found[:, part : part + sums.shape[1]] += sums * (part + 1) // months - sums * part // months
    return found


def laid_out(service: Service, counts: Counts) -> Array:
    """What serving people costs by cohort × month: each group's cost, spread over the months of support from the start on."""
    each = np.array([service.costs.of(group) for group in service.forecaster.groups], "i8")
    sums = np.einsum("cgm,g->cm", counts.starts, each)
    return spread(sums, service.file.months_of_support.value, service.room)


def prices(service: Service, payment: Payment, share: int | None = None) -> Array:
    """Pence for each outcome and group so that outcomes pay their share of the budget on average over the base cohorts."""
    found = prices_of(service.forecaster.plans, service.forecaster.groups)
    at = service.outcomes[payment.contract or ""]
    listed = np.zeros_like(found)
    listed[at] = found[at]
    paid = int((service.runs.base.paid.sum(axis=(0, 3)) * listed).sum())
    if not paid:
        return listed
    wanted = service.budget * (payment.outcomes if share is None else share) * len(service.runs.base.paid)
    factor = Fraction(wanted, WHOLE * paid)
    scaled = [
        [(2 * int(price) * factor.numerator + factor.denominator) // (2 * factor.denominator) for price in row]
        for row in listed
    ]
    return np.array(scaled, "i8").reshape(listed.shape)


def of_outcomes(service: Service, counts: Counts, each: Array) -> Array:
    """What outcomes pay by cohort × month, in the month in which they are reached."""
    found = np.zeros((len(counts.paid), service.room), "i8")
    found[:, : counts.paid.shape[3]] = np.einsum("cogm,og->cm", counts.paid, each)
    return found


def received(service: Service, payment: Payment, counts: Counts, each: Array) -> Array:
    """What a way to pay pays by cohort × month, as the provider gets it."""
    if payment.costs is not None:
        due = _in_arrears(laid_out(service, counts), payment.costs.every)
    else:
        due = of_outcomes(service, counts, each) + _fee(service, payment, counts)
    late = service.file.months_to_pay.value
    found = np.zeros_like(due)
    found[:, late:] = due[:, : due.shape[1] - late]
    return found


def _fee(service: Service, payment: Payment, counts: Counts) -> Array:
    room = service.room
    if payment.fee is None:
        return np.zeros((len(counts.starts), room), "i8")
    if payment.fee.paid == "by_start":
        sums = counts.starts.sum(axis=1) * int(service.file.budget_for_each_start.value) * payment.fee.value // WHOLE
        return spread(sums, service.file.months_of_support.value, room)
    years = service.forecaster.cohort.file.years
    months = (years[-1].until.year - years[0].from_.year) * 12 + years[-1].until.month - years[0].from_.month + 1
    whole = np.full((len(counts.starts), 1), service.budget * payment.fee.value // WHOLE, "i8")
    return spread(whole, months, room)


def _in_arrears(costs: Array, every: int) -> Array:
    """Costs by cohort × month, paid at the end of every so many months."""
    found = np.zeros_like(costs)
    for first in range(0, costs.shape[1], every):
        last = min(first + every, costs.shape[1]) - 1
        found[:, last] = costs[:, first : last + 1].sum(axis=1)
    return found


def deepest(costs: Array, paid: Array) -> Array:
    """For each cohort the most that is laid out and not yet paid back at the end of any month."""
    found: Array = np.maximum(0, -np.cumsum(paid - costs, axis=1).min(axis=1))
    return found


def days_behind(service: Service, costs: Array, paid: Array) -> Array:
    """For each cohort by how many days payments come after costs, each weighed by its money; rounded down."""
    months = service.forecaster.months
    base = months.first.toordinal()
    days = np.array([months.day(number + 1).toordinal() - base for number in range(costs.shape[1])], "i8")
    when = [(money * days).sum(axis=1) // np.maximum(1, money.sum(axis=1)) for money in (paid, costs)]
    found: Array = when[0] - when[1]
    return found


def lost(service: Service) -> Array:
    """For each cohort the value of the outcomes that the fall loses, if those of the first contract paid the whole budget."""
    whole = Payment(payment="outcomes", title="Outcomes alone", contract=None, fee=None, costs=None)
    each = prices(service, whole)
    before, after = (of_outcomes(service, run, each).sum(axis=1) for run in (service.runs.base, service.runs.fallen))
    found: Array = before - after
    return found


def risk_of(service: Service, payment: Payment) -> PaymentRisk:
    """One way to pay, over every cohort."""
    runs, each = service.runs, prices(service, payment)
    paid, uncertain, fallen = (received(service, payment, one, each) for one in (runs.base, runs.uncertain, runs.fallen))
    costs, costs_uncertain = laid_out(service, runs.base), laid_out(service, runs.uncertain)
    sums = [one.sum(axis=1) for one in (paid, uncertain, fallen)]
    margin = sums[0] - costs.sum(axis=1)
    margin_uncertain = sums[1] - costs_uncertain.sum(axis=1)
    value = int(lost(service).sum())
    first = service.outcomes[""].start
    reached = [int(one.paid[:, first].sum()) for one in (runs.base, runs.fallen)]
    return PaymentRisk(
        payment.payment,
        payment.title,
        tuple(_how(payment)),
        tuple(backings(payment)),
        tuple(_priced(service, payment, each)),
        interval(sums[0]),
        interval(sums[1]),
        interval(margin),
        interval(margin_uncertain),
        int((margin_uncertain < 0).sum()),
        interval(deepest(costs_uncertain, uncertain)),
        interval(days_behind(service, costs_uncertain, uncertain)),
        interval(sums[0] - sums[2]),
        Fraction(int((sums[0] - sums[2]).sum()), value) if value else None,
        int(sums[0].sum()) // reached[0] if reached[0] else None,
        int(sums[2].sum()) // reached[1] if reached[1] else None,
    )


def _how(payment: Payment) -> Sequence[str]:
    if payment.costs is not None:
        return [f"costs are paid back every {payment.costs.every} months, in arrears"]
    found = []
    if payment.fee is not None and payment.fee.value:
        when = "for everyone who starts, in equal months" if payment.fee.paid == "by_start" else "in equal months of starts"
        found.append(f"{payment.fee.value / 100:g}% of the budget is paid {when}")
    if payment.outcomes:
        whose = f" of {payment.contract}" if payment.contract else ""
        found.append(f"{payment.outcomes / 100:g}% of the budget is paid for outcomes{whose}")
    return found


def _priced(service: Service, payment: Payment, each: Array) -> list[tuple[str, str, Pence]]:
    """The price of each outcome and group that is paid for."""
    if not payment.outcomes:
        return []
    at = service.outcomes[payment.contract or ""]
    names = [outcome.name for plan in service.forecaster.plans for outcome in plan.outcomes]
    return [
        (names[place], group, int(each[place, number]))
        for place in range(at.start, at.stop)
        for number, group in enumerate(service.forecaster.groups)
    ]

"""Who bears the risk of a service under each way to pay for it: what is paid, the provider's margin and cash, and a fall."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from commissioning.domain.forecasts import Interval
from commissioning.domain.money import Pence


@dataclass(frozen=True, slots=True)
class PaymentRisk:
    """One way to pay for one service, over many cohorts of the same people.

    *paid* and *margin* are intervals of chance alone, *paid_uncertain* and *margin_uncertain* with uncertain rates too; all
    else but the fall is with uncertain rates. The margin is what is paid less what serving people costs.
    """

    payment: str
    title: str
    how: tuple[str, ...]
    backing: tuple[str, ...]
    prices: tuple[tuple[str, str, Pence], ...]
    paid: Interval
    paid_uncertain: Interval
    margin: Interval
    margin_uncertain: Interval
    losses: int
    """Cohorts in which the provider makes a loss."""
    deepest: Interval
    """The most that the provider has laid out and not been paid back, at the end of any month."""
    days: Interval
    """By how many days, weighed by money, payments come after costs; negative where they come before."""
    fall_paid: Interval
    """What is paid less after the fall, the same people."""
    provider_bears: Fraction | None
    """Of the value of the outcomes that the fall loses, the part that the provider is paid less."""
    each_before: Pence | None
    """What is paid for each first outcome of the contract, before the fall and after it."""
    each_after: Pence | None

    @property
    def at_risk(self) -> Pence:
        """How far the margin of the 5% of cohorts that go worst, or of the best of them, lies below the mean."""
        return self.margin_uncertain.mean - self.margin_uncertain.low90

    @property
    def commissioner_bears(self) -> Fraction | None:
        """The rest of that value: paid for, and not had."""
        return None if self.provider_bears is None else 1 - self.provider_bears


@dataclass(frozen=True)
class Risk:
    """One service under several ways to pay for it."""

    title: str
    contract: str
    read_as: tuple[tuple[str, str, tuple[str, ...], str], ...]
    """Each contract that is decided, with its set of readings, what was asked otherwise, and its digest."""
    cohort: str
    starts: int
    seed: int
    cohorts: int
    budget: Pence
    fall: Fraction
    outcome: str
    lost: Interval
    """The value of the outcomes that the fall loses, if the whole budget paid for outcomes."""
    payments: tuple[PaymentRisk, ...]
    costs: str
    rests_on: tuple[str, ...]
    digest: str

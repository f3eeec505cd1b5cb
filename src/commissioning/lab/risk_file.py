"""Ways to pay for one service, read from a file of ``rules/risk``: fees, grants of costs, outcomes, all on one budget."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from commissioning.lab.forecast_cohort import read_strict
from commissioning.lab.simulation_model import values
from commissioning.lab.simulation_values import WHOLE, Number, Percent, Share
from commissioning.places import shipped
from commissioning.terms.scalars import Money, Name, Sentence, Whole, wrong
from commissioning.terms.settings import Marked, Strict

MOST_MONTHS = 120


class Sum(Marked):
    """A sum of money."""

    value: Money = Field(description="The sum.")


class Fee(Marked):
    """A part of the budget that is paid whatever comes of it."""

    value: Percent = Field(description="Its share of the budget.")
    paid: Literal["by_start", "by_month"] = Field(
        description="`by_start`: for everyone who starts, in equal months of support; `by_month`: in equal months of starts."
    )


class Grant(Marked):
    """What serving people costs is paid back."""

    every: Whole = Field(description="Every so many months, in arrears.")


class Payment(Strict):
    """One way to pay; what the fee leaves of the budget is paid for outcomes."""

    payment: Name
    title: Sentence
    contract: Name | None = Field(None, description="The contract whose outcomes are paid for, if it is not the one forecast.")
    fee: Fee | None = None
    costs: Grant | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Payment:
        if self.costs is not None and (self.fee is not None or self.contract is not None):
            raise wrong("a grant of costs pays the costs and nothing else", "leave out 'fee' and 'contract'")
        if self.costs is not None and not 0 < self.costs.every <= MOST_MONTHS:
            raise wrong(f"costs are paid every 1 to {MOST_MONTHS} months", "correct 'every'")
        return self

    @property
    def outcomes(self) -> int:
        """The share of the budget that is paid for outcomes, in basis points."""
        if self.costs is not None:
            return 0
        return WHOLE - (self.fee.value if self.fee is not None else 0)


class RiskFile(Strict):
    """A file of ``rules/risk``."""

    risk: Name
    title: Sentence
    budget_for_each_start: Sum
    months_of_support: Number
    months_to_pay: Number
    fall: Share = Field(description="Of those who would have entered work, how many find none after the fall.")
    payments: tuple[Payment, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _reckonable(self) -> RiskFile:
        if not 0 < self.months_of_support.value <= MOST_MONTHS or self.months_to_pay.value > MOST_MONTHS:
            raise wrong(f"months must be from 1 to {MOST_MONTHS}", "correct 'months_of_support' or 'months_to_pay'")
        if not self.budget_for_each_start.value:
            raise wrong("there is no budget", "give a sum above £0.00")
        if not 0 < self.fall.value < WHOLE:
            raise wrong("a fall must be above 0% and below 100%", "write it as 20%")
        return self


def load_payments(documents: Collection[str], path: Path | None = None) -> tuple[RiskFile, str]:
    """The ways to pay in a file (the illustrative ones if none is given), and its digest. Raises ``Refused``."""
    where = path or shipped("rules") / "risk" / "illustrative.yaml"
    return read_strict(RiskFile, where, f"rules/risk/{where.name}", "C131", "a file of ways to pay", documents)


def backings(of: RiskFile | Payment) -> Iterator[str]:
    """What each value of a part of the file rests on, in words."""
    for path, _, value in values(of):
        backing = value.provenance()
        if backing is not None and "payments" not in path:
            said = f"{backing.document}: {backing.clause or backing.quote}" if backing.is_sourced else backing.why
            yield f"{'.'.join(str(step) for step in path)} ({backing.standing}): {said}"

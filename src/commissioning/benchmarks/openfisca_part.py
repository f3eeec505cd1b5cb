"""The part in OpenFisca-core: facts as input variables, eligibility and job starts as formulas over all journeys at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from commissioning.benchmarks import plain_python as rules
from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.contracts import AS_OF, CONTRACTS, WORKWELL
from commissioning.benchmarks.part import HOURS, STARTS, SUITING, Given, as_answers

Get = Callable[[str], Any]
"""The values of a variable for every journey."""

NUMBERS = ("referral", "age", "months_out")
TRUTHS = (
    "disabled", "condition", "scotland", "right_to_work", "parent", "severe", "secondary", "talking", "primary", "treatment",
    "at_risk", "exception",
)  # fmt: skip
STATUSES = ("unemployed", "inactive", "employed")
FACTS: dict[str, type] = {
    **dict.fromkeys((*NUMBERS, "paid"), int),
    **dict.fromkeys((*TRUTHS, *STATUSES, "voluntary", "no_programme", "esa_or_uc", "suits", "works"), bool),
}
"""Input variables with their types. OpenFisca has no blank: it is no, or -1."""


def _facts(one: Given) -> dict[str, int | bool]:
    """The input of one journey."""
    of = one.journey
    return {
        **{name: _number(getattr(of, name)) for name in NUMBERS},
        **{name: bool(getattr(of, name)) for name in TRUTHS},
        **{status: of.status == status for status in STATUSES},
        "voluntary": of.mandated is False,
        "no_programme": of.programme == "no",
        "esa_or_uc": of.benefit in ("esa", "uc"),
        "paid": one.paid,
        "suits": one.suits,
        "works": one.works,
    }


def _number(value: int | None) -> int:
    return -1 if value is None else value


def _out_of_work(get: Get) -> Any:
    return get("unemployed") | get("inactive")


def _partnership(get: Get) -> Any:
    return get("scotland") & (get("age") >= 16) & (_out_of_work(get) | get("parent"))


def _condition(get: Get) -> Any:
    return get("disabled") | get("condition")


def _fair_start(get: Get) -> Any:
    referral, age = get("referral"), get("age")
    adult = (age >= 18) & _out_of_work(get)
    young = (age >= 16) & (age <= 17) & (get("disabled") | get("esa_or_uc"))
    in_time = (referral >= rules.FSS_OPENS) & (referral <= rules.FSS_CLOSES)
    return in_time & get("scotland") & get("right_to_work") & (adult | young)


def _primary_care(get: Get) -> Any:
    return (get("referral") >= rules.PRIMARY_OPENS) & (get("age") >= 18) & _condition(get) & get("primary")


def _alcohol_drug(get: Get) -> Any:
    long_out = _out_of_work(get) & (get("months_out") >= 6)
    adult = (get("referral") >= rules.ALCOHOL_DRUG_OPENS) & (get("age") >= 18)
    return adult & get("treatment") & long_out & get("voluntary")


def _universal(get: Get) -> Any:
    age = get("age")
    of_age = (age >= 18) | ((age >= 16) & (age <= 17) & get("exception"))
    status = get("inactive") | (get("employed") & get("at_risk"))
    return (get("referral") >= rules.UNIVERSAL_OPENS) & of_age & status & get("no_programme") & get("voluntary")


ELIGIBLE: Sequence[Callable[[Get], Any]] = (
    _fair_start,
    lambda get: (get("referral") >= rules.NOLB_OPENS) & _partnership(get),
    lambda get: (get("referral") >= rules.SES_OPENS) & _partnership(get) & _condition(get),
    lambda get: (get("referral") >= rules.SECONDARY_OPENS) & get("severe") & get("secondary") & get("voluntary"),
    lambda get: (get("referral") >= rules.NHS_OPENS) & get("primary") & get("voluntary"),
    lambda get: (get("referral") >= rules.NHS_OPENS) & get("talking") & get("voluntary"),
    _primary_care,
    _alcohol_drug,
    _universal,
    lambda get: (get("referral") >= rules.WORKWELL_OPENS) & _condition(get),
)
"""Who is eligible under each of the ten contracts, in their order."""


class OpenFisca:
    """The part as a system of OpenFisca, and the facts of every journey as arrays."""

    def __init__(self, all_given: Sequence[Given]) -> None:
        self._ids = [one.journey.journey_id for one in all_given]
        facts = [_facts(one) for one in all_given]
        self._input: dict[str, Any] = {name: np.array([one[name] for one in facts], kind) for name, kind in FACTS.items()}
        self._system = _system()
        self._period = AS_OF.isoformat()

    def run(self) -> tuple[list[Any], list[Any]]:
        """One simulation: eligible by contract, and the job starts."""
        from openfisca_core.simulations import SimulationBuilder

        simulation = SimulationBuilder().build_default_simulation(self._system, count=len(self._ids))
        for name, values in self._input.items():
            simulation.set_input(name, "ETERNITY", values)
        eligible = [simulation.calculate(f"eligible_{_name(contract)}", self._period) for contract in CONTRACTS]
        return eligible, [simulation.calculate(f"start_{_name(contract)}", self._period) for contract in STARTS]

    def answers(self) -> Answers:
        """Every answer, for the check."""
        eligible, starts = self.run()
        return as_answers(self._ids, np.stack(eligible, axis=1).tolist(), np.stack(starts, axis=1).tolist())


def _name(contract: str) -> str:
    return contract.replace("-", "_")


def _system() -> Any:
    from openfisca_core.entities import Entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    journey = Entity("journey", "journeys", "A journey", "A journey with what its jobs come to.")
    system = TaxBenefitSystem([journey])
    hours = {_name(contract): {"values": {"2018-01-01": {"value": hours}}} for contract, hours in HOURS.items()}
    system.parameters = ParameterNode("", data={"paid_hours": hours})
    for name, kind in FACTS.items():
        system.add_variable(_variable(journey, name, kind))
    for contract, eligible in zip(CONTRACTS, ELIGIBLE, strict=True):
        system.add_variable(_variable(journey, f"eligible_{_name(contract)}", bool, _formula(eligible)))
    for contract in STARTS:
        system.add_variable(_variable(journey, f"start_{_name(contract)}", bool, _start(contract)))
    return system


def _variable(journey: Any, name: str, kind: type, formula: Any = None) -> Any:
    from openfisca_core.periods import DAY, ETERNITY
    from openfisca_core.variables import Variable

    own = {"value_type": kind, "entity": journey, "definition_period": DAY if formula else ETERNITY, "label": name}
    return type(name, (Variable,), {**own, "formula": formula} if formula else own)


def _formula(of: Callable[[Get], Any]) -> Any:
    def formula(journey: Any, period: Any) -> Any:
        return of(lambda name: journey(name, period))

    return formula


def _start(contract: str) -> Any:
    name = _name(contract)

    def formula(journey: Any, period: Any, parameters: Any) -> Any:
        if contract in SUITING:
            enough = journey("suits", period)
        elif contract == WORKWELL:
            enough = journey("works", period)
        else:
            enough = journey("paid", period) >= getattr(parameters(period).paid_hours, name)
        return journey(f"eligible_{name}", period) & enough

    return formula

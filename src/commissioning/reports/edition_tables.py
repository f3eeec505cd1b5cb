"""Tables of an edition that a check, a comparison and a sweep share: people and outcomes by model, and a series of variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commissioning.domain.money import Pence
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words
from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.edition import Table
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell

SHOWN = (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)
MONEY_DUE = "due (£)"


@dataclass(frozen=True)
class Counted:
    """One model over a caseload: journeys by eligibility, those with an outcome, and each outcome's verdicts and pence due."""

    title: str
    journeys: int
    eligible: Mapping[Verdict, int]
    with_outcome: int
    outcomes: Mapping[str, Mapping[Verdict, int]]
    due: Mapping[str, Pence]
    dearest: Mapping[str, Pence]
    is_priced: bool = True

    def verdicts(self, outcome: str) -> list[int]:
        """How many of each verdict, in the order of reports."""
        return [self.outcomes[outcome].get(verdict, 0) for verdict in SHOWN]

    def hidden(self, outcome: str, disclosure: Disclosure) -> set[int]:
        """Which of the verdicts of an outcome are hidden, by their places."""
        return disclosure.parts(self.verdicts(outcome))


def dearest(plan: Plan) -> dict[str, Pence]:
    """The highest price of each outcome; of one that has none, nothing."""
    prices = {outcome.name: plan.prices.range(outcome.name, ()) for outcome in plan.outcomes}
    return {name: of[1] if of else 0 for name, of in prices.items()}


def people(models: Sequence[Counted], disclosure: Disclosure) -> Table:
    """People by model: eligible or not, with an outcome, and what is due in all."""
    rows: list[list[Cell]] = []
    for model in models:
        order = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED)
        counts = [model.eligible.get(verdict, 0) for verdict in order]
        hidden = disclosure.parts(counts)
        rows.append(
            [
                model.title,
                disclosure.count(model.journeys),
                *(disclosure.count(count, hidden=i in hidden) for i, count in enumerate(counts)),
                disclosure.count(model.with_outcome, hidden=_outcome_hidden(model, disclosure)),
                _due_in_all(model, disclosure),
            ]
        )
    heads = ["model", "journeys", "eligible", "not eligible", "eligibility undetermined", "with an outcome met", MONEY_DUE]
    return Table("people", "People and money by model", heads, rows, charted=(5, 6))


def _outcome_hidden(model: Counted, disclosure: Disclosure) -> bool:
    """Whether the people with an outcome are hidden: they are few, or an outcome is hidden or met by a few less."""
    met = [model.outcomes[name].get(Verdict.MET, 0) for name in model.outcomes]
    return (
        disclosure.pair(model.with_outcome, model.journeys)
        or any(0 in model.hidden(name, disclosure) for name in model.outcomes)
        or disclosure.is_small(model.with_outcome - max(met, default=0))
    )


def _due_in_all(model: Counted, disclosure: Disclosure) -> Cell:
    if not model.is_priced:
        return None
    hidden = any(0 in model.hidden(name, disclosure) for name in model.outcomes)
    return disclosure.money(sum(model.due.values()), max(model.dearest.values(), default=0), hidden=hidden)


def outcomes(models: Sequence[Counted], disclosure: Disclosure) -> Table:
    """Each outcome of each model by verdict, with what is due for it."""
    rows: list[list[Cell]] = []
    for model in models:
        for name in model.outcomes:
            hidden = model.hidden(name, disclosure)
            counts = [disclosure.count(n, hidden=i in hidden) for i, n in enumerate(model.verdicts(name))]
            due = disclosure.money(model.due[name], model.dearest[name], hidden=0 in hidden) if model.is_priced else None
            rows.append([model.title, name, *counts, due])
    heads = ["model", "outcome", *(words.VERDICTS[verdict] for verdict in SHOWN), MONEY_DUE]
    return Table("outcomes", "Outcomes by verdict", heads, rows, labels=2)


def unit_costs(models: Sequence[Counted], starts: int, disclosure: Disclosure) -> Table:
    """What is paid for each start, of the numbers as they are shown: nothing where one of them is hidden."""
    rows: list[list[Cell]] = []
    for model in models:
        number = disclosure.count(starts, hidden=disclosure.pair(starts, model.journeys))
        due = _due_in_all(model, disclosure)
        each = Pounds(int(due) // number) if isinstance(due, Pounds) and isinstance(number, int) and number else None
        hidden = HIDDEN in (number, due)
        rows.append([model.title, number, due, HIDDEN if hidden else each])
    heads = ["model", "starts", MONEY_DUE, "due for each start (£)"]
    note = "Outcome payments only: no service fee and no cost of delivery is in them."
    return Table("unit_costs", "What each start costs", heads, rows, note=note)

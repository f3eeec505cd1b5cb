"""A comparison as rows: its figures, its flips by clause, and every journey that flips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.domain.comparisons import Basis, Comparison
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words
from commissioning.reports.rows import Cell

FIGURES: dict[str, str] = {
    "basis": "recorded, or assumed: with a missing suitability of jobs taken as a yes",
    "breakdown": "what it is broken down by; everyone for all",
    "group": "the group; blank where it is not recorded, or for everyone",
    "contract": "the contract, with the day it is taken as it stood on after an @",
    "outcome": "the outcome",
    "met": "outcomes met",
    "not_yet": "outcomes not yet met",
    "undetermined": "outcomes undetermined",
    "not_met": "outcomes not met",
    "due_pence": "what is due now, in pence (the lowest, where a payment group is not known)",
    "due_to_pence": "the highest",
    "assumptions": "what was assumed or set aside",
}
"""The columns of the figures."""

FLIPS: dict[str, str] = {
    "from_contract": "the first contract",
    "to_contract": "the second",
    "outcome": "the outcome",
    "from_verdict": "the verdict under the first; absent where it has no such outcome",
    "to_verdict": "the verdict under the second",
    "clause": "what decided on the side that did worse",
    "clause_of": "the contract of that side",
    "terms": "the ids of its terms",
    "source": "what the clause says, and the document that says it",
    "outcomes": "how many flip so",
    "on_missing_suitability": "how many of them only if missing suitability is assumed",
    "change_pence": "what the second pays more, in pence (negative: less), at the lowest prices",
    "change_to_pence": "and at the highest",
    "smallest_journey": "the journey with the fewest rows of jobs, then the shortest, then the first, that shows it",
    "under_the_first": "what is decided of it under the first",
    "under_the_second": "and under the second",
}
"""The columns of the flips by clause."""

PEOPLE: dict[str, str] = {
    "journey_id": "the journey",
    **{
        name: FLIPS[name]
        for name in ("from_contract", "to_contract", "outcome", "from_verdict", "to_verdict", "clause", "terms")
    },
}
"""The columns of journeys that flip."""


def figure_rows(comparison: Comparison, plans: Sequence[Plan]) -> Iterator[dict[str, Cell]]:
    """Every figure."""
    for (basis, breakdown, group, model, outcome), figure in comparison.figures.items():
        yield {
            "basis": str(basis),
            "breakdown": breakdown,
            "group": group or None,
            "contract": plans[model].contract,
            "outcome": outcome,
            **{str(v): figure.verdicts[v] for v in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)},
            "due_pence": figure.least,
            "due_to_pence": figure.most,
            "assumptions": "; ".join(assumptions(comparison, plans, model, basis)) or None,
        }


def assumptions(comparison: Comparison, plans: Sequence[Plan], model: int, basis: Basis) -> tuple[str, ...]:
    """What was asked otherwise of a model; on the assumed basis with the fact that is assumed."""
    further = comparison.models[model].assumed if basis is Basis.ASSUMED else ""
    return (*plans[model].recorded, *((further,) if further else ()))


def flip_rows(comparison: Comparison, plans: Sequence[Plan]) -> Iterator[dict[str, Cell]]:
    """Every flip by clause."""
    for flip in comparison.flips:
        move = flip.move
        pair = (plans[move.first], plans[move.second])
        told = compare_words.told(flip.witness, pair) if flip.witness else ("", "")
        yield {
            "from_contract": pair[0].contract,
            "to_contract": pair[1].contract,
            "outcome": move.outcome,
            "from_verdict": str(move.before),
            "to_verdict": str(move.after),
            "clause": compare_words.cause(move.cause, pair),
            "clause_of": pair[move.cause.side].contract,
            "terms": "; ".join(compare_words.terms_of(move.cause, pair)) or None,
            "source": compare_words.backing(move.cause, pair) or None,
            "outcomes": flip.count,
            "on_missing_suitability": flip.resting,
            "change_pence": flip.least,
            "change_to_pence": flip.most,
            "smallest_journey": flip.witness.journey_id if flip.witness else None,
            "under_the_first": told[0],
            "under_the_second": told[1],
        }


def people_rows(comparison: Comparison, plans: Sequence[Plan]) -> Iterator[dict[str, Cell]]:
    """Every journey that flips, as far as they are listed."""
    for flip in comparison.flips:
        move = flip.move
        pair = (plans[move.first], plans[move.second])
        for journey_id in flip.who:
            yield {
                "journey_id": journey_id,
                "from_contract": pair[0].contract,
                "to_contract": pair[1].contract,
                "outcome": move.outcome,
                "from_verdict": str(move.before),
                "to_verdict": str(move.after),
                "clause": compare_words.cause(move.cause, pair),
                "terms": "; ".join(compare_words.terms_of(move.cause, pair)) or None,
            }


def compare_json(comparison: Comparison, plans: Sequence[Plan]) -> dict[str, object]:
    """Everything as data."""
    return {
        "as_of": comparison.as_of,
        "journeys": comparison.journeys,
        "starts": comparison.starts,
        "people_who_began_a_job": comparison.in_work,
        "flips_told_on": str(comparison.basis),
        "contracts": [_model(comparison, plans, i) for i in range(len(plans))],
        "figures": list(figure_rows(comparison, plans)),
        "matrices": [
            {
                "basis": str(basis),
                "from_contract": plans[first].contract,
                "to_contract": plans[second].contract,
                "outcomes": [{"from_verdict": str(a), "to_verdict": str(b), "outcomes": n} for (a, b), n in matrix.items()],
            }
            for (basis, first, second), matrix in comparison.matrices.items()
        ],
        "flips": [
            {**row, "journeys": list(flip.who)}
            for row, flip in zip(flip_rows(comparison, plans), comparison.flips, strict=True)
        ],
    }


def _model(comparison: Comparison, plans: Sequence[Plan], model: int) -> dict[str, object]:
    plan = plans[model]
    found: dict[str, object] = {
        "contract": plan.contract,
        "title": plan.title,
        "digest": plan.digest,
        "assumptions": list(plan.recorded),
        "prices": {"name": plan.prices.name, "illustrative": plan.prices.illustrative},
        "not_modelled": [{"what": what, "why": why} for what, why in plan.not_modelled],
    }
    for basis, position in comparison.totals:
        if position == model:
            found[str(basis)] = _total(comparison, model, basis)
    return found


def _total(comparison: Comparison, model: int, basis: Basis) -> dict[str, object]:
    total = comparison.total(model, basis)
    return {
        "eligible": total.eligible[Verdict.MET],
        "with_an_outcome": total.with_outcome,
        "outcomes": {str(v): total.all.verdicts[v] for v in Verdict},
        "due_pence": total.all.least,
        "due_to_pence": total.all.most,
        "costs": [
            {"what": what, "number": number, "pence": pence}
            for what, number, pence in compare_words.costs(comparison, model, basis)
        ],
        "reached_outside_the_window": _part(total.outside),
        "undetermined_because_of": {name: _part(part) for name, part in sorted(total.undetermined.items())},
        "due_on_terms": {name: _part(part) for name, part in sorted(total.resting.items())},
        "met_without_a_price": dict(sorted(total.unpriced.items())),
    }


def _part(part: object) -> dict[str, object]:
    names = ("outcomes", "journeys", "least", "most")
    keys = ("outcomes", "journeys", "pence", "to_pence")
    return {key: getattr(part, name) for key, name in zip(keys, names, strict=True)}

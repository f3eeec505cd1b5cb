"""Decisions as rows: the columns every file format shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from commissioning.domain.decisions import Decision
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words

COLUMNS: dict[str, str] = {
    "journey_id": "the journey",
    "contract": "the contract, with the day it is taken as it stood on after an @",
    "outcome": "the outcome",
    "eligible": "met, not_met or undetermined",
    "verdict": "met, not_yet, not_met or undetermined",
    "reached_on": "the day it was reached, only with met",
    "earliest": "the earliest day in the best case, only with not_yet",
    "date_from": "where the readings share the verdict but not the date: the first date",
    "date_to": "and the last",
    "reason": "a code of the closed list of reasons",
    "term": "the term that decided",
    "needed": "what the term needs",
    "actual": "what was found",
    "reached_outside_window": "where an outcome failed for its window: the day enough work had been done in all",
    "decided_by": "of an undetermined outcome, what would settle it and which way",
    "explanation": "the reason in words",
    "clause": "the document and clause behind the term that decided",
    "times": "how often a met outcome counts",
    "due_pence": "what is due now, in pence (the lowest, where the payment group is not known)",
    "due_to_pence": "the highest, where it differs",
    "due_in_part": "yes where it is a share of the price, for a job that ended short of the outcome",
    "paid_to": "who is paid",
    "price_standing": "illustrative, or as the price list given says",
    "rests_on": "assumed and illustrative values the decision rests on",
    "overruled": "clauses that lost to a document higher in the order of precedence",
    "assumptions": "what the user assumed or set aside",
    "incomplete": "the places of rows of this client that could not be read and were left out",
    "ended": "why the journey ended, if it has",
    "as_of": "the day decided as of",
    "review_on": "the next day on which the verdict can be another although nothing more becomes known",
}
"""The columns of a decision, with what each says. The first ten are fixed."""

Cell = str | int | date | None


def row(decision: Decision, plan: Plan, gaps: tuple[str, ...] = ()) -> dict[str, Cell]:
    """One decision as a row; a blank is None."""
    found = decision.reason
    due = decision.due
    return {
        "journey_id": decision.journey_id,
        "contract": decision.contract,
        "outcome": decision.outcome,
        "eligible": str(decision.eligible),
        "verdict": str(decision.verdict),
        "reached_on": decision.reached_on,
        "earliest": decision.earliest,
        "date_from": decision.date_from,
        "date_to": decision.date_to,
        "reason": str(found.code),
        "term": found.term or None,
        "needed": words.quantity(found.needed) or None,
        "actual": words.quantity(found.actual) or None,
        "reached_outside_window": decision.reached_outside_window,
        "decided_by": words.undetermined(decision) or None,
        "explanation": words.reason(decision, plan),
        "clause": words.clause(found.term, plan) or None if found.term else None,
        "times": decision.times,
        "due_pence": due.lowest if due else None,
        "due_to_pence": due.highest if due and due.highest != due.lowest else None,
        "due_in_part": "yes" if due is not None and decision.verdict is not Verdict.MET else None,
        "paid_to": plan.payee or "provider",
        "price_standing": None if decision.price is None else "illustrative" if decision.price.illustrative else "given",
        "rests_on": "; ".join(str(caveat) for caveat in decision.rests_on) or None,
        "overruled": "; ".join(
            f"{o.term}.{o.field} = {o.value} ({o.provenance.document}), overruled by {o.winning_document}"
            for o in plan.overruled
        )
        or None,
        "assumptions": "; ".join(plan.recorded) or None,
        "incomplete": "; ".join(gaps) or None,
        "ended": decision.ended or None,
        "as_of": decision.as_of,
        "review_on": decision.review_on,
    }


def rows(
    decisions: Iterable[Decision], plans: Iterable[Plan], gaps: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[dict[str, Cell]]:
    """Every decision as a row; *gaps* gives for a journey the places of rows of its client that were left out."""
    by_contract = {plan.contract: plan for plan in plans}
    for decision in decisions:
        yield row(decision, by_contract[decision.contract], (gaps or {}).get(decision.journey_id, ()))

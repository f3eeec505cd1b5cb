"""Claims as rows: the columns every file format shares; and deadlines, cash and fees as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commissioning.domain.claim_decisions import Deadline, FeeMonth, MonthOfCash, Told
from commissioning.plan.plan import Plan
from commissioning.reports import claims_words as say
from commissioning.reports import words
from commissioning.reports.rows import Cell

CLAIM_COLUMNS: dict[str, str] = {
    "journey_id": "the journey",
    "contract": "the contract, with the day it is taken as it stood on after an @",
    "outcome": "the outcome",
    "claim_id": "the claim; blank for an outcome that is not claimed",
    "claimed_on": "the day it was claimed",
    "claimed_pence": "the sum claimed",
    "status": "the first status that applies",
    "statuses": "every status that applies, the first first",
    "why": "why each of them applies",
    "verdict": "the verdict on the outcome itself",
    "reached_on": "the day it was reached, or in the best case can be",
    "claim_by": "the last day to claim it, where the contract has one",
    "price_pence": "what one such outcome pays (the lowest, where a fact it depends on is not known)",
    "price_to_pence": "the highest, where it differs",
    "due_pence": "what is due so far (the lowest, where readings differ)",
    "due_to_pence": "the highest, where it differs",
    "paid_pence": "what was paid so far, less what was recovered",
    "required_pence": "the required payment: due less paid; negative is to be recovered (the lowest, where readings differ)",
    "required_to_pence": "the highest, where it differs",
    "price_standing": "illustrative, or as the price list given says",
    "evidence_lacking": "the weeks and kinds that lack evidence",
    "what_it_takes": "the cheapest change that still can happen",
    "payable_on": "the day from which it would then be payable",
    "distances": "how far each failing term is",
    "decided_by": "what would settle an undetermined status",
    "overrides": "terms that a person in a role decided otherwise",
    "lapsed_overrides": "overrides that have expired and are not used",
    "to_be_told": "who must be told what",
    "changed_since": "the day of the earlier decision it is compared with",
    "changes": "what changed since then, clause by clause",
    "rests_on": "assumed and illustrative values the decision rests on",
    "assumptions": "what the user assumed or set aside",
    "incomplete": "the places of rows of this client that could not be read and were left out",
    "as_of": "the day decided as of",
}
"""The columns with their meanings."""


def claim_rows(
    told: Iterable[Told], plans: Iterable[Plan], gaps: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[dict[str, Cell]]:
    """Every decision as a row."""
    by_contract = {plan.contract: plan for plan in plans}
    for one in told:
        yield claim_row(one, by_contract[one.decision.contract], (gaps or {}).get(one.decision.journey_id, ()))


def claim_row(told: Told, plan: Plan, gaps: tuple[str, ...] = ()) -> dict[str, Cell]:
    """One decision as a row; a blank is None."""
    found, takes = told.decision, told.takes
    claim, price, due, required = found.claim, found.price, found.due, found.required
    lacking = [say.gap(one) for ground in found.grounds for one in ground.gaps]
    return {
        "journey_id": found.journey_id,
        "contract": found.contract,
        "outcome": found.outcome,
        "claim_id": claim.claim_id if claim else None,
        "claimed_on": claim.claimed_on if claim else None,
        "claimed_pence": claim.amount_pence if claim else None,
        "status": str(found.status),
        "statuses": "; ".join(found.statuses),
        "why": "; ".join(f"{say.status(g.status)}: {say.ground(g, found, plan)}" for g in found.grounds),
        "verdict": str(found.decision.verdict),
        "reached_on": found.decision.reached_on or found.decision.earliest,
        "claim_by": found.window.closes,
        "price_pence": price.lowest if price else None,
        "price_to_pence": price.highest if price and price.highest != price.lowest else None,
        "due_pence": due.lowest if due else None,
        "due_to_pence": due.highest if due and due.highest != due.lowest else None,
        "paid_pence": found.paid if claim else None,
        "required_pence": required.lowest if required else None,
        "required_to_pence": required.highest if required and required.highest != required.lowest else None,
        "price_standing": None if price is None else "illustrative" if price.illustrative else "given",
        "evidence_lacking": "; ".join(lacking) or None,
        "what_it_takes": say.takes(takes) if takes else None,
        "payable_on": takes.settled_on if takes else None,
        "distances": "; ".join(say.distance(one, plan) for one in takes.distances) or None if takes else None,
        "decided_by": "; ".join(say.open_matter(one) for one in found.open_matters)
        or words.undetermined(found.decision)
        or None,
        "overrides": "; ".join(say.override(one) for one in found.overrides) or None,
        "lapsed_overrides": "; ".join(say.override(one) for one in found.lapsed_overrides) or None,
        "to_be_told": "; ".join(say.notice(one) for one in found.notices) or None,
        "changed_since": told.against.on if told.against else None,
        "changes": "; ".join(say.difference(one) for one in told.against.differences) or None if told.against else None,
        "rests_on": "; ".join(str(caveat) for caveat in found.rests_on) or None,
        "assumptions": "; ".join(plan.recorded) or None,
        "incomplete": "; ".join(gaps) or None,
        "as_of": found.as_of,
    }


DEADLINE_COLUMNS: dict[str, str] = {
    "date": "the day",
    "kind": "what it is: claim_from, claim_by, resume_work_by, start_work_by, pre_work_support_ends, in_work_support_ends",
    "journey_id": "the journey",
    "contract": "the contract",
    "outcome": "the outcome; blank for support",
    "claim_id": "the claim it is about, if any",
    "term": "the term that gives it",
    "until": "where readings differ, the latest of their days",
    "best_case": "yes where it holds only if work goes on",
    "rests_on_assumptions": "yes where it rests on an assumed or illustrative value",
    "what": "the date in words",
}
"""The columns of a calendar with their meanings."""


def deadline_rows(found: Iterable[Deadline]) -> Iterator[dict[str, Cell]]:
    """Every date as a row, in the order given."""
    for one in found:
        yield {
            "date": one.day,
            "kind": str(one.kind),
            "journey_id": one.journey_id,
            "contract": one.contract,
            "outcome": one.outcome or None,
            "claim_id": one.claim_id or None,
            "term": one.term or None,
            "until": one.until,
            "best_case": "yes" if one.best_case else None,
            "rests_on_assumptions": "yes" if one.rests_on else None,
            "what": say.deadline(one),
        }


CASH_COLUMNS: dict[str, str] = {
    "month": "the first day of the month",
    "lowest_pence": "the least that is expected",
    "highest_pence": "the most",
    "best_case_pence": "the part of the most that comes only if work goes on",
    "assumed_pence": "the part of the most that rests on assumptions",
    "assumed_percent": "that part in per cent of the most",
    "illustrative_pence": "the part of the most whose prices are illustrative",
    "outcomes": "how many outcomes it is for",
}
"""The columns of cash by month with their meanings."""


def cash_rows(months: Iterable[MonthOfCash]) -> Iterator[dict[str, Cell]]:
    """Every month as a row."""
    for one in months:
        yield {
            "month": one.month,
            "lowest_pence": one.lowest,
            "highest_pence": one.highest,
            "best_case_pence": one.best_case,
            "assumed_pence": one.assumed,
            "assumed_percent": 100 * one.assumed // one.highest if one.highest > 0 else None,
            "illustrative_pence": one.illustrative,
            "outcomes": one.count,
        }


FEE_COLUMNS: dict[str, str] = {
    "contract": "the contract",
    "term": "the term",
    "month_of_contract": "which month of the contract",
    "begins": "its first day, where the contract's first month is known",
    "share": "its share of the fee",
    "pence": "the sum, where the fee is known",
}
"""The columns of service fees with their meanings."""


def fee_rows(months: Iterable[FeeMonth]) -> Iterator[dict[str, Cell]]:
    """Every month of every fee as a row."""
    for one in months:
        share = f"{one.share // 100}.{one.share % 100:02d}%"
        yield {
            "contract": one.contract,
            "term": one.term,
            "month_of_contract": one.number,
            "begins": one.begins,
            "share": share,
            "pence": one.pence,
        }

"""Claims as JSON: the rows, with every ground, step, distance and difference as data beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from commissioning.domain.claim_decisions import GROUNDS, STATUSES, Told
from commissioning.plan.plan import Plan
from commissioning.reports.claims_rows import claim_row


def claims_json(
    told: Iterable[Told], plans: Iterable[Plan], gaps: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, Any]:
    """Every decision with what its contract does not say of claims."""
    chosen = {plan.contract: plan for plan in plans}
    return {
        "contracts": [
            {
                "contract": plan.contract,
                "title": plan.title,
                "digest": plan.digest,
                "assumptions": list(plan.recorded),
                "silences": [
                    {"name": s.name, "readings": list(s.readings), "why": s.why} for s in (*plan.silences, *plan.claim_silences)
                ],
                "not_modelled": [{"what": what, "why": why} for what, why in plan.not_modelled],
                "prices": {"name": plan.prices.name, "illustrative": plan.prices.illustrative},
            }
            for plan in chosen.values()
        ],
        "statuses": {str(status): meaning for status, meaning in STATUSES.items()},
        "grounds": {str(code): meaning for code, meaning in GROUNDS.items()},
        "claims": [_one(one, chosen[one.decision.contract], gaps or {}) for one in told],
    }


def _one(told: Told, plan: Plan, gaps: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    found = told.decision
    return {
        **claim_row(told, plan, gaps.get(found.journey_id, ())),
        "statuses": [str(status) for status in found.statuses],
        "grounds": [plain(ground) for ground in found.grounds],
        "overrides": [plain(one) for one in found.overrides],
        "lapsed_overrides": [plain(one) for one in found.lapsed_overrides],
        "steps": [plain(step) for step in told.takes.steps] if told.takes else None,
        "distances": [plain(one) for one in told.takes.distances] if told.takes else None,
        "changes": [plain(one) for one in told.against.differences] if told.against else None,
    }


def plain(thing: object) -> Any:
    """A value of the domain as JSON has it."""
    if isinstance(thing, Enum):
        return str(thing)
    if is_dataclass(thing):
        return {f.name: plain(getattr(thing, f.name)) for f in fields(thing)}
    if isinstance(thing, tuple | list):
        return [plain(one) for one in thing]
    return thing if isinstance(thing, str | int | date | None) else str(thing)

"""Claims as one HTML page that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commissioning.domain.calendar import in_words
from commissioning.domain.claim_decisions import STATUSES, Told
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import claims_words as say
from commissioning.reports import words
from commissioning.reports.claims_text import totals
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.pages import rendered


def claims_html(
    *,
    as_of: date,
    told: Iterable[Told],
    plans: Iterable[Plan],
    problems: Iterable[Problem] = (),
    input_name: str = "",
    gaps: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """The whole page."""
    found, chosen = list(told), {plan.contract: plan for plan in plans}
    counts = Counter(one.decision.status for one in found)
    journeys: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        journeys.setdefault(one.decision.journey_id, []).append(_one(one, chosen[one.decision.contract], gaps or {}))
    illustrative = any(one.decision.price is not None and one.decision.price.illustrative for one in found)
    return rendered(
        "claims.html.j2",
        as_of=as_of,
        input_name=input_name,
        illustrative=ILLUSTRATIVE if illustrative else "",
        counts=[(say.status(s).capitalize(), counts[s], meaning) for s, meaning in STATUSES.items() if counts[s]],
        sums=[line for line in totals([one.decision for one in found]) if not line.startswith(" ")],
        journeys=[{"name": name, "claims": claims} for name, claims in journeys.items()],
        problems=[str(problem) for problem in problems],
    )


def _one(told: Told, plan: Plan, gaps: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    found, takes = told.decision, told.takes
    soft = [f"Last day to claim {in_words(found.window.closes)}"] if found.window.closes else []
    soft += [f"Decided by {say.open_matter(matter)}" for matter in found.open_matters]
    soft += [f"Override expired and not used: {say.override(override)}" for override in found.lapsed_overrides]
    soft += [say.notice(notice) for notice in found.notices]
    soft += [f"Rests on {caveat}" for caveat in dict.fromkeys(str(caveat) for caveat in found.rests_on)]
    soft += [words.incomplete(gaps[found.journey_id])] if found.journey_id in gaps else []
    if told.against is not None:
        soft.append(f"Against the decision of {in_words(told.against.on)}, {say.status(told.against.earlier.status)}")
        soft += [say.difference(difference) for difference in told.against.differences]
    steps = [say.takes(takes), *(say.distance(one, plan) for one in takes.distances)] if takes else []
    return {
        "contract": found.contract,
        "outcome": found.outcome,
        "claim": found.claim.claim_id if found.claim else "not claimed",
        "status": say.status(found.status).capitalize(),
        "also": [say.status(status) for status in found.statuses[1:]],
        "why": [say.ground(ground, found, plan) for ground in found.grounds],
        "overrides": [say.override(override) for override in found.overrides],
        "soft": soft,
        "money": say.money(found),
        "takes": steps,
    }

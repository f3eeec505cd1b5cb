"""A validation as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commissioning.domain.money import pounds
from commissioning.domain.validation import REASONS, Counted, Extrapolated, Group
from commissioning.errors import Problem
from commissioning.reports import validation_words as say
from commissioning.reports.figures import sums
from commissioning.reports.pages import rendered


def validation_html(found: Extrapolated, *, problems: Iterable[Problem] = (), input_name: str = "") -> str:
    """The whole page."""
    least, most = sum(group.lowest for group in found.groups), sum(group.highest for group in found.groups)
    return rendered(
        "validation.html.j2",
        as_of=found.as_of,
        input_name=input_name,
        level=say.level(found.level),
        methods=say.methods(found),
        estimator=say.ESTIMATOR,
        verb=say.verb(found.design.of),
        in_all=sums(least, most),
        design=list(say.design(found.design)),
        groups=[_group(group) for group in found.groups],
        together=_estimates(found.together) if len(found.groups) > 1 else None,
        reasons=[(REASONS[code], number, pounds(error)) for code, number, error in found.reasons],
        problems=[str(problem) for problem in problems],
    )


def _group(group: Group) -> dict[str, Any]:
    rows = [_row(stratum.band + (" (all checked)" if stratum.take_all else ""), one) for stratum, one in group.strata]
    if len(rows) > 1:
        rows.append(_row("together", group.together))
    return {
        "name": group.name,
        "rows": rows,
        **_estimates(group.together),
        "missing": say.missing(group.together, group),
        "ruling": say.ruling(group),
        "recoveries": [
            (say.reading(one) or "as the contract says", pounds(one.pence), say.why(one)) for one in group.recoveries
        ],
        "rests_on": group.rests_on,
    }


def _row(name: str, one: Counted) -> dict[str, str]:
    return {
        "name": name,
        "claims": f"{one.claims:,}",
        "money": pounds(one.money),
        "checked": f"{one.checked:,}",
        "errors": f"{one.errors:,}",
        "error": pounds(one.error),
        "by_claims": say.percent(one.by_count.rate()[0]),
        "by_money": say.percent(one.by_money.rate()[0]),
    }


def _estimates(found: Counted) -> dict[str, str]:
    return {"by_money": say.by_money(found.by_money), "by_count": say.by_count(found.by_count)}

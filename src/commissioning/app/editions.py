"""Editions for publication of what was checked, compared or swept: small numbers protected, and nothing of any one journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from commissioning.app.check import Checked
from commissioning.app.compare import Compared
from commissioning.app.incentives import Found
from commissioning.app.what_if import SweptCaseload
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.reports import sweep_words
from commissioning.reports.check_edition import check_edition, protected_totals
from commissioning.reports.compare_edition import compare_edition
from commissioning.reports.disclosure import Disclosure
from commissioning.reports.edition import Edition, Made
from commissioning.reports.incentive_protected import protected
from commissioning.reports.sweep_edition import sweep_edition


def checked_edition(checked: Checked, disclosure: Disclosure, input_name: str) -> Edition:
    """The totals of a check."""
    made = Made(input_name, checked.read.digest, checked.engine)
    return check_edition(checked.decisions, checked.plans, disclosure, as_of=checked.as_of, made=made)


def comparison_edition(compared: Compared, disclosure: Disclosure, title: str, settings: Sequence[str] = ()) -> Edition:
    """A comparison; *settings* says what a what-if changed."""
    made = Made(compared.input_name, compared.read.digest, compared.engine, compared.seed)
    return compare_edition(
        compared.comparison,
        compared.plans,
        disclosure,
        title=title,
        made=made,
        set_aside=compared.set_aside,
        settings=settings,
    )


def swept_edition(found: SweptCaseload, disclosure: Disclosure) -> Edition:
    """A sweep."""
    made = Made(found.input_name, found.read.digest, found.engine, found.seed)
    title = f"What if: {sweep_words.axes(found.swept, found.base)}"
    return sweep_edition(found.swept, found.base, disclosure, title=title, made=made, settings=found.settings)


def protected_incentives(found: Found, disclosure: Disclosure) -> Found:
    """What a contract rewards, with the groups of a caseload protected where that is asked for."""
    if not disclosure.asked:
        return found
    return replace(found, incentives=protected(found.incentives, found.plan, disclosure), of_people=False)


def totals_shown(totals: Sequence[Any], workspace: Workspace, options: Options, disclosure: Disclosure) -> list[dict[str, Any]]:
    """The totals of a population as rows, with small numbers protected where that is asked for."""
    rows = [asdict(total) for total in totals]
    if not disclosure.asked:
        return rows
    return [dict(row) for row in protected_totals(rows, of_clients(plans(workspace, options), options), disclosure)]

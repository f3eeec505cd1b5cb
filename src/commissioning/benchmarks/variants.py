"""Variants of contracts to measure growth with: the ten and three variants of each, and a grid of one contract.

Of the forty contracts half have an hours schedule (or, where no hours are asked, a rule of what work counts) of their own, and
each of these is shared with one that differs in another term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from commissioning.app.designs import design_plan
from commissioning.app.workspace import Options, Workspace
from commissioning.benchmarks.contracts import (
    ALCOHOL_DRUG,
    ASSUMED,
    CONTRACTS,
    FSS,
    NHS_PRIMARY,
    NOLB,
    PRIMARY,
    SECONDARY,
    SES,
    TALKING,
    UNIVERSAL,
    WORKWELL,
    bench_plans,
    options,
)
from commissioning.lab.variants import Design, parse_change
from commissioning.plan.plan import Plan

OTHER_WORK = {
    FSS: "hours.at_least=12",
    NOLB: "work_that_counts.self_employment=excluded",
    SES: "work_that_counts.self_employment=excluded",
    SECONDARY: "paid_hours.at_least=16",
    NHS_PRIMARY: "paid_hours.at_least=8",
    TALKING: "paid_hours.at_least=6",
    PRIMARY: "hours.at_least=10",
    ALCOHOL_DRUG: "paid_hours.at_least=12",
    UNIVERSAL: "paid_hours.at_least=24",
    WORKWELL: "work_that_counts.self_employment=excluded",
}
"""A change of the work that counts."""
OTHER_TERM = {
    **dict.fromkeys(CONTRACTS, "referral_window.opens=2020-01-01"),
    FSS: "outcome_limit.within=56 weeks",
    NOLB: "outcomes.13-week.within=18",
    SES: "outcomes.13-week.within=18",
    PRIMARY: "outcomes.13-week.within=18",
}
"""A change of another term, which leaves the days of work as they are."""
HOURS = tuple(range(4, 44, 4))
WINDOWS = tuple(range(14, 24))


def forty(workspace: Workspace) -> list[Plan]:
    """The ten contracts, and of each: another term, other work, and both."""
    found = bench_plans(workspace)
    for contract in CONTRACTS:
        work, term = OTHER_WORK[contract], OTHER_TERM[contract]
        found += _variants(workspace, contract, [(term,), (work,), (work, term)])
    return found


def what_ifs(workspace: Workspace) -> list[Plan]:
    """A hundred variants of Fair Start Scotland: ten numbers of hours by ten windows of the first outcome."""
    asked = [(f"hours.at_least={hours}", f"outcomes.13-week.within={weeks}") for hours, weeks in product(HOURS, WINDOWS)]
    return _variants(workspace, FSS, asked)


def one(workspace: Workspace) -> list[Plan]:
    """The contract that the grid is of, as it stands."""
    return bench_plans(workspace)[:1]


def _variants(workspace: Workspace, contract: str, changes: Sequence[Sequence[str]]) -> list[Plan]:
    design = Design(workspace.contract(contract), workspace.rules)
    found = []
    for number, texts in enumerate(changes, start=1):
        own = design.variant(tuple(parse_change(text) for text in texts))
        settled = {text.partition(".")[2].partition("=")[0] for text in texts}
        found.append(design_plan(workspace, _read_as(contract, settled), contract, own, str(number), ", ".join(texts)))
    return found


def _read_as(contract: str, settled: set[str]) -> Options:
    """What the ten contracts are read as, for one of them; a silence that a variant fills is none any more."""
    of_contract = [text.partition(":")[2] for text in ASSUMED if text.startswith(f"{contract}:")]
    return replace(options(), assume=tuple(text for text in of_contract if text.partition("=")[0] not in settled))

"""Contracts for reading: listed, read back in plain words, compared, started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commissioning.app.workspace import Options, Workspace, plans
from commissioning.errors import usage
from commissioning.plan.plan import Plan
from commissioning.reports.contract_words import Difference, differences, reading
from commissioning.terms.scalars import name as parse_name
from commissioning.terms.scalars import name_like


@dataclass(frozen=True)
class Listed:
    """One contract in a list."""

    id: str
    title: str
    scope: str
    outcomes: tuple[str, ...]
    silences: tuple[str, ...]
    not_modelled: int
    path: Path


def listed(workspace: Workspace) -> list[Listed]:
    """Every contract that can be found, the national ones first."""
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    found = []
    for contract_id, plan in zip(ids, plans(workspace, Options(contracts=tuple(ids))), strict=True):
        head = workspace.contract(contract_id).head
        found.append(
            Listed(
                contract_id,
                head.title,
                head.scope,
                tuple(outcome.name for outcome in plan.outcomes),
                tuple(silence.name for silence in plan.silences),
                len(plan.not_modelled),
                workspace.paths[contract_id],
            )
        )
    return found


def in_words(workspace: Workspace, asked: str) -> str:
    """A contract (``ID`` or ``ID@DATE``) read back as Markdown."""
    plan = plans(workspace, Options(contracts=(asked,)))[0]
    contract = workspace.contract(plan.family)
    return "\n".join(reading(contract, plan, workspace.rules.documents)) + "\n"


def compared(workspace: Workspace, first: str, second: str) -> tuple[Plan, Plan, list[Difference]]:
    """Two contracts term by term."""
    one, other = plans(workspace, Options(contracts=(first, second)))
    return one, other, list(differences(one, other))


def started(contract_id: str, folder: Path) -> Path:
    """A new contract's folder with a contract file and a cases file to fill in. Raises a refusal if it is there already."""
    try:
        parse_name(contract_id)
    except Exception:
        meant = name_like(contract_id, "-")
        raise usage(
            "U016",
            f"'{contract_id}' cannot be the id of a contract: small letters, digits, hyphens and underscores",
            f"write for instance {meant}" if meant else "",
        ) from None
    path = folder / contract_id
    if path.exists():
        raise usage("U017", f"{path} is there already", "choose another id, or edit what is there")
    try:
        path.mkdir(parents=True)
        (path / "contract.yaml").write_text(CONTRACT.replace("ID", contract_id), encoding="utf-8")
        (path / "cases.yaml").write_text(CASES, encoding="utf-8")
    except OSError as error:
        raise usage("U024", f"{path} cannot be written: {error.strerror or 'no access'}", "name another --folder") from None
    return path


CONTRACT = """\
# A contract. Every value says where it comes from: 'source' (document, with clause or quote), 'assumed' or 'illustrative'
# with the reason. What the contract does not say is written down as 'silent' with the readings it could be given.
# Check it with:  commissioning check-contract contracts/ID
# That lists what is wrong, reads it back in plain words (as reading.md does for the contracts that ship) and runs its cases.
contract: ID
title: The contract's title
scope: local
summary: One or two sentences on what it is and whom it is for.

# Documents that the register (rules/documents.yaml) does not list.
documents:
  the-contract:
    title: The contract or guidance as signed

terms:
  - id: referral_window
    kind: referral_window
    opens: 2026-04-01
    source: {document: the-contract, clause: the clause that says it}

  # Terms that contracts share are included by name, from rules/packs.
  - use: lives-in-scotland

  - use: adult
    source: {document: the-contract, clause: the clause that says it}

  - id: hours
    kind: hours_per_week
    at_least: 16
    inclusive: yes
    concurrent_jobs:
      silent: [added, separate]
      why: The contract does not say whether the hours of two jobs held at once are added.
    source: {document: the-contract, clause: the clause that says it}

  - id: outcomes
    kind: sustained_outcomes
    window:
      silent: [first_start, rolling]
      why: The contract does not say whether the weeks are counted from the first job or from any day.
    outcomes:
      13-week: {weeks: 13, within: 16}
    source: {document: the-contract, clause: the clause that says it}

  - use: prices

  - id: evidence
    kind: not_modelled
    what: what evidence a claim needs
    why: Say here why it is left out.
"""

CASES = """\
# Small dated journeys and the verdict each must get: just before, on and after each limit.
typical:
  journey: {referral_date: 2026-04-06, start_date: 2026-04-06, lives_in_scotland: yes, age_at_referral: 30}
  job: {basis: employee, weekly_hours: 16, hourly_pay_pence: 1300, reflects_needs: yes}

cases:
  - case: 16 hours a week from Monday 4 May 2026 reaches 13 weeks on 2 August 2026
    as_of: 2026-08-02
    jobs: [{start_date: 2026-05-04}]
    expect:
      eligible: met
      13-week: met 2026-08-02

  - case: The day before, it is not yet reached
    as_of: 2026-08-01
    jobs: [{start_date: 2026-05-04}]
    expect:
      13-week: not_yet 2026-08-02
"""

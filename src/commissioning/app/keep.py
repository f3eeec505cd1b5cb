"""A design that is kept: written as a contract folder, with cases made from the witnesses of what it rewards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from commissioning.app.cases import run_cases
from commissioning.app.designs import Designed
from commissioning.app.incentives import payer, typical_person
from commissioning.app.workspace import Options, Workspace, compiled
from commissioning.domain.decisions import Decision
from commissioning.domain.incentives import Kind, Scene, Witness
from commissioning.domain.verdicts import Verdict
from commissioning.engines.interface import engine
from commissioning.errors import Refused, usage
from commissioning.lab.incentives import Witnesses, asks_for_earnings
from commissioning.lab.scene_cells import earning_cells, job_cells, journey_cells
from commissioning.lab.scenes import wages
from commissioning.lab.variants import Design
from commissioning.loading.cases import CASES_NAME, load_cases
from commissioning.loading.contracts import CONTRACT_NAME, load_contract
from commissioning.plan.plan import Plan
from commissioning.terms.contract import Contract
from commissioning.terms.scalars import name as parse_name
from commissioning.terms.scalars import name_like

CLIFFS = (Kind.HOURS_CLIFF, Kind.DAYS_CLIFF, Kind.SPLIT_AT_ONCE, Kind.SPLIT_IN_TURN, Kind.JOB_BEFORE_START)
"""Witnesses that make cases: just before and on each limit. Others would say again what these say."""


class _Plain(yaml.SafeDumper):
    """Writes text as its author would: the loader reads every scalar as text, so that no word needs quotes to stay one."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as yaml declares it


def keep_design(workspace: Workspace, options: Options, design: Designed, contract_id: str, folder: Path) -> Path:
    """Write the design as ``FOLDER/ID``, a contract whose parent is the one it was made from. Returns the folder.

    It is read and its cases are run before anything is written. Raises :class:`~commissioning.errors.Refused`.
    """
    target = folder / _id(contract_id)
    if target.exists():
        raise usage("U017", f"{target} is there already", "choose another id, or edit what is there")
    trees = Design(workspace.contract(design.base.family), workspace.rules).changed_terms(design.changes)
    text = _contract_text(workspace, design, contract_id, trees)
    with TemporaryDirectory() as scratch:
        made = Path(scratch) / contract_id
        made.mkdir()
        (made / CONTRACT_NAME).write_text(text, encoding="utf-8")
        contract, plan = _read(workspace, made)
        cases = _cases_text(workspace, design.base, plan)
        (made / CASES_NAME).write_text(cases, encoding="utf-8")
        _check(workspace, contract, made)
        try:
            target.mkdir(parents=True)
            for name in (CONTRACT_NAME, CASES_NAME):
                (target / name).write_bytes((made / name).read_bytes())
        except OSError as error:
            raise usage(
                "U024", f"{target} cannot be written: {error.strerror or 'no access'}", "name another --folder"
            ) from None
    return target


def _id(text: str) -> str:
    try:
        parse_name(text)
    except Exception:
        meant = name_like(text, "-")
        raise usage(
            "U016",
            f"'{text}' cannot be the id of a contract: small letters, digits, hyphens and underscores",
            f"write for instance {meant}" if meant else "",
        ) from None
    return text


def _read(workspace: Workspace, made: Path) -> tuple[Contract, Plan]:
    contract, problems = load_contract(made, workspace.rules, f"{made.name}/{CONTRACT_NAME}")
    plan, further = (None, []) if contract is None else compiled(workspace.rules, contract)
    errors = [problem for problem in (*problems, *further) if problem.is_error]
    if contract is None or plan is None or errors:
        raise Refused(errors)
    return contract, plan


def _check(workspace: Workspace, contract: Contract, made: Path) -> None:
    """Run the cases that were written, as check-contract would."""
    cases, problems = load_cases(made, contract)
    results = run_cases(contract, cases, workspace.rules, engine(), coverage=False)
    errors = [problem for problem in (*problems, *results.problems) if problem.is_error]
    if errors:
        raise Refused(errors)
    if results.failed:
        raise RuntimeError(f"{len(results.failed)} cases made from witnesses do not pass")


# ------------------------------------------------------------------------------------------------------------ contract


def _contract_text(workspace: Workspace, design: Designed, contract_id: str, trees: Sequence[dict[str, Any]]) -> str:
    parent = workspace.contract(design.base.family)
    said = ", ".join(design.settings)
    head: dict[str, Any] = {
        "contract": contract_id,
        "title": f"{parent.head.title}, with {said}",
        "summary": f"A design made from {parent.head.title}: {said}. Every changed value is illustrative.",
        "scope": "local",
        "parent": parent.id,
    }
    sets = _reading_sets(parent, design.contract)
    if sets:
        head["reading_sets"] = sets
    opening = (
        f"# A design that was kept: {parent.id}, with {said}.\n"
        "# What is not stated here holds as the parent has it. Check it with: commissioning check-contract\n"
    )
    return f"{opening}{_dumped(head)}\nterms:\n{_indented(_dumped(list(trees)))}"


def _reading_sets(parent: Contract, design: Contract) -> dict[str, dict[str, str]]:
    """The parent's sets of readings without the silences that the design fills, where it fills any."""
    if parent.head.reading_sets == design.head.reading_sets:
        return {}
    return {name: dict(chosen) for name, chosen in design.head.reading_sets.items()}


def _dumped(tree: Any, *, flow: bool | None = False) -> str:
    """The tree as YAML; with *flow* None what holds no further tree stands on one line."""
    return yaml.dump(tree, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=118, default_flow_style=flow)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


# --------------------------------------------------------------------------------------------------------------- cases


def _cases_text(workspace: Workspace, base: Plan, plan: Plan) -> str:
    """Cases made from the witnesses of the design, read as it stands: each scene, with the verdict it gets."""
    judge = engine()
    person, _ = typical_person(workspace, base, judge)
    witnesses = Witnesses(plan, person, payer(plan, judge)).all()
    cases = list(_cases(witnesses, earnings=asks_for_earnings(plan)))
    opening = "# Made from witnesses of what the terms reward: just before and on each limit, with the verdict each gets.\n"
    return opening + _dumped({"cases": cases}, flow=None)


def _cases(witnesses: Sequence[Witness], *, earnings: bool) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for one in witnesses:
        if one.kind not in CLIFFS:
            continue
        for scene, paid in ((one.first, one.before), (one.second, one.after)):
            if scene.what not in seen:
                seen.add(scene.what)
                yield _case(scene, paid.decisions, earnings=earnings)


def _case(scene: Scene, decisions: Sequence[Decision], *, earnings: bool) -> dict[str, Any]:
    title = f"{scene.what[:1].upper()}{scene.what[1:]}"
    jobs = [job_cells(row) for row in scene.jobs]
    for row in jobs:
        row.pop("employer_id", None)
    return {
        "case": title,
        "as_of": scene.as_of.isoformat(),
        "journey": journey_cells(scene.journey),
        "jobs": jobs,
        **({"earnings": [earning_cells(one) for one in wages("", scene)]} if earnings else {}),
        "expect": {"eligible": str(decisions[0].eligible), **{d.outcome: _expected(d) for d in decisions}},
    }


def _expected(decision: Decision) -> Any:
    """The verdict as a case states it, with its day or the range of its days."""
    day = decision.reached_on if decision.verdict is Verdict.MET else decision.earliest
    if decision.date_from is not None and decision.date_to is not None:
        return {"verdict": str(decision.verdict), "first": decision.date_from.isoformat(), "last": decision.date_to.isoformat()}
    return f"{decision.verdict} {day.isoformat()}" if day is not None else str(decision.verdict)

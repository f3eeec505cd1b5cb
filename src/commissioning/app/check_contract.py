"""Check a contract: every problem with its place, and its cases run on every engine that runs here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from commissioning.app.every_engine import CasesRun, Engines, engines_here, run_cases_on
from commissioning.app.workspace import Workspace, compiled, open_workspace
from commissioning.errors import Exit, Place, Problem, Severity, usage
from commissioning.loading.cases import CASES_NAME, load_cases
from commissioning.loading.contracts import CONTRACT_NAME, load_contract, problems_of_the_rest
from commissioning.places import shown
from commissioning.plan.plan import Plan
from commissioning.reports.contract_words import reading
from commissioning.terms.contract import Contract


@dataclass(frozen=True)
class CheckedContract:
    """A contract that was checked. *words* reads it back as Markdown; without a plan it cannot be read, and no case is run."""

    file: str
    engines: Engines
    problems: tuple[Problem, ...]
    contract: Contract | None = None
    plan: Plan | None = None
    words: tuple[str, ...] = ()
    cases: CasesRun | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems because of which something was left out."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def exit_code(self) -> Exit:
        """1 where there is a problem or a case failed, else 0; a term that no case exercises is no problem yet."""
        failed = self.cases is not None and self.cases.failed
        return Exit.PROBLEMS if self.errors or failed else Exit.DECIDED


def check_contract(path: Path) -> CheckedContract:
    """Check the contract in a folder or file, or the one of that id. Raises :class:`~commissioning.errors.Refused` if none."""
    workspace = open_workspace()
    file = _file(path, workspace)
    engines = engines_here()
    contract, problems = load_contract(file, workspace.rules, shown(file))
    if contract is None or any(problem.is_error for problem in problems):
        return CheckedContract(shown(file), engines, _in_order([*problems, *_further(file, workspace, problems)]))
    plan, found = compiled(workspace.rules, contract)
    problems += found
    if plan is None:
        return CheckedContract(shown(file), engines, _in_order(problems), contract)
    has_cases = bool(plan.outcomes) or file.with_name(CASES_NAME).is_file()
    cases, of_cases = _cases(file.with_name(CASES_NAME), contract, workspace, engines) if has_cases else (None, ())
    words = tuple(reading(contract, plan, workspace.rules.documents))
    return CheckedContract(shown(file), engines, (*_in_order(problems), *of_cases), contract, plan, words, cases)


def _file(path: Path, workspace: Workspace) -> Path:
    """The contract file that *path* means."""
    if path.is_dir():
        file = path / CONTRACT_NAME
        if not file.is_file():
            remedy = f"name the folder of one contract, or start one with `commissioning new contract ID --folder {path}`"
            raise usage("U031", f"there is no {CONTRACT_NAME} in {path}", remedy)
        return file
    if path.is_file():
        return path
    if str(path) in workspace.paths:
        return workspace.paths[str(path)]
    raise usage("U030", f"there is nothing at {path}", f"name the folder of a contract, or its {CONTRACT_NAME}")


def _cases(
    file: Path, contract: Contract, workspace: Workspace, engines: Engines
) -> tuple[CasesRun | None, tuple[Problem, ...]]:
    """The cases beside the contract, run; and every problem with them."""
    if not file.is_file():
        remedy = f"add {CASES_NAME} beside it: small dated journeys and the verdict each must get"
        return None, (Problem("C076", "the contract has no cases", remedy, Place(shown(file)), severity=Severity.WARNING),)
    cases, problems = load_cases(file, contract, shown(file))
    run = run_cases_on(engines, contract, cases, workspace.rules, coverage=True)
    # What is wrong with the cases themselves stands with the problems, and need not be said again where they are run.
    return replace(run, results=replace(run.results, problems=())), (*problems, *run.results.problems)


OF_WHAT_IS_MISSING = ("C063", "C064", "C065", "C066")
"""Problems that speak of what a contract lacks: where a part of it is broken, it may be that part which is lacking."""


def _further(file: Path, workspace: Workspace, known: list[Problem]) -> Iterator[Problem]:
    """The problems that lie between the sound parts of a contract that is broken elsewhere."""
    told = {(problem.code, problem.place) for problem in known}
    contract, found = problems_of_the_rest(file, workspace.rules, shown(file))
    if contract is not None:
        found += compiled(workspace.rules, contract)[1]
    for problem in found:
        if problem.code not in OF_WHAT_IS_MISSING and (problem.code, problem.place) not in told:
            yield problem


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Problems as a reader meets them in the file."""
    return tuple(sorted(problems, key=lambda problem: problem.place))

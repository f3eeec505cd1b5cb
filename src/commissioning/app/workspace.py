"""The contracts and rules at hand, and the plans of those asked for, read as the user asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from commissioning.compiling import Asked, compile_contract
from commissioning.domain.journeys import BASES
from commissioning.errors import Exit, Place, Problem, Refused, Severity, nearest, usage
from commissioning.loading.contracts import find_contracts, load_contract
from commissioning.loading.rules import Rules, load_prices, load_rules
from commissioning.places import contract_folders, shown
from commissioning.plan.nodes import BasisCounts, HoursEnough, PaidHoursWorked, PaysAtLeast, SuitsPerson
from commissioning.plan.plan import Plan, Prices, Silence, children
from commissioning.terms.areas import council_areas
from commissioning.terms.contract import Contract
from commissioning.terms.facts import FactType
from commissioning.terms.scalars import hours as parse_hours

JOB_FACTS = {
    "reflects_needs": "reflects_needs=yes",
    "basis": "basis=employee",
    "weekly_hours": "weekly_hours=16",
    "hourly_pay_pence": "hourly_pay_pence=1300",
    "paid_hours_worked": "paid_hours_worked=4",
}
"""Facts of jobs that may be assumed where they are missing, each with an example."""

JOB_FACT_NODES: dict[str, type] = {
    "basis": BasisCounts,
    "reflects_needs": SuitsPerson,
    "hourly_pay_pence": PaysAtLeast,
    "weekly_hours": HoursEnough,
    "paid_hours_worked": PaidHoursWorked,
}
"""Facts of jobs that may be assumed, and the part of a plan that asks for each."""


@dataclass(frozen=True)
class Options:
    """How contracts are chosen and read, as every command that decides takes it.

    *contracts* are ids, perhaps ``ID@DATE``; none means every national one, and *local* adds the local ones. With *of_services*
    assumptions settle what a contract does not say of services; else what it does not say of clients, and with *of_claims* what
    it does not say of their claims.
    """

    contracts: tuple[str, ...] = ()
    local: bool = False
    folders: tuple[Path, ...] = ()
    assume: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    known_at: date | None = None
    prices: Path | None = None
    of_services: bool = False
    of_claims: bool = False


@dataclass
class Workspace:
    """Every contract that can be found, with the shared rules. Contracts are read when first asked for."""

    rules: Rules
    paths: dict[str, Path]
    notes: list[Problem] = field(default_factory=list)
    """Warnings about the contracts found: one that stands in the place of another, one that was left out."""
    _read: dict[str, Contract] = field(default_factory=dict)
    _broken: set[str] = field(default_factory=set)

    def contract(self, contract_id: str) -> Contract:
        """A contract by id. Raises :class:`~commissioning.errors.Refused` with every problem if it is broken or unknown."""
        if contract_id not in self.paths:
            known = ", ".join(sorted(self.paths))
            raise usage(
                "U001", f"there is no contract '{contract_id}'", nearest(contract_id, self.paths) or f"there are: {known}"
            )
        if contract_id not in self._read:
            path = self.paths[contract_id]
            contract, problems = load_contract(path, self.rules, shown(path))
            errors = [problem for problem in problems if problem.is_error]
            if contract is None or errors:
                raise Refused(errors)
            self._read[contract_id] = contract
        return self._read[contract_id]

    def having(self, contract: Contract) -> Workspace:
        """The same with one contract more, or with this one in place of the one of that id."""
        read = {**self._read, contract.id: contract}
        paths = {**self.paths, contract.id: Path(contract.origin.file)}
        return Workspace(self.rules, paths, list(self.notes), read)

    def ids(self, scope: str = "national") -> list[str]:
        """The ids of contracts of a scope, national ones in the order reports show them.

        A contract that is broken is left out, with a warning: a draft must not keep the others from being used.
        """
        return [c for c in self._ordered() if self._sound(c) and self.contract(c).head.scope == scope]

    def _sound(self, contract_id: str) -> bool:
        try:
            self.contract(contract_id)
        except Refused as refused:
            if contract_id not in self._broken:
                self._broken.add(contract_id)
                number = len(refused.problems)
                message = f"the contract '{contract_id}' has {number} problem{'s' if number > 1 else ''} and is left out"
                remedy = f"see them with: commissioning check-contract {self.paths[contract_id].parent}"
                place = Place(shown(self.paths[contract_id]))
                self.notes.append(Problem("U019", message, remedy, place, severity=Severity.WARNING))
            return False
        return True

    def _ordered(self) -> list[str]:
        listed = [name for name in NATIONAL_ORDER if name in self.paths]
        return listed + sorted(name for name in self.paths if name not in NATIONAL_ORDER)

    def further_facts(self, ids: Iterable[str]) -> dict[str, FactType]:
        """The further facts of journeys that these contracts ask for."""
        return {name: fact.type for i in ids for name, fact in self.contract(i).head.facts.items()}


NATIONAL_ORDER = (
    "fair-start-scotland",
    "no-one-left-behind",
    "specialist-employability-support",
    "ips-secondary-care",
    "ips-nhs-primary-care",
    "ips-talking-therapies",
    "ips-primary-care",
    "ips-alcohol-drug",
    "universal-support-ips",
    "workwell",
    "work-and-health-programme",
    "restart",
    "jets-scotland",
)
"""Contracts in the order of reports; any other follows by name."""


def open_workspace(folders: tuple[Path, ...] = ()) -> Workspace:
    """The shipped contracts and rules, with those of further folders (``./contracts`` if none is given)."""
    for folder in folders:
        if not folder.is_dir():
            raise usage("U002", f"there is no folder of contracts at {folder}", "check --contracts")
    rules, problems = load_rules()
    if any(problem.is_error for problem in problems):
        raise Refused(problems, Exit.FAULT)
    paths, notes = find_contracts(contract_folders(folders))
    return Workspace(replace(rules, contracts=paths), paths, notes)


def plans(workspace: Workspace, options: Options) -> list[Plan]:
    """The plans asked for, in the order asked. Raises :class:`~commissioning.errors.Refused` with every problem."""
    chosen = list(dict.fromkeys(_parsed(text) for text in options.contracts)) or [(i, None) for i in workspace.ids("national")]
    if options.local:
        chosen += [(i, None) for i in workspace.ids("local") if (i, None) not in chosen]
    contracts = [workspace.contract(contract_id) for contract_id, _ in chosen]
    asked = Asking(workspace, contracts, options).asked()
    prices = _prices(options.prices)
    found: list[Plan] = []
    problems: list[Problem] = []
    for contract, (_, stood) in zip(contracts, chosen, strict=True):
        plan, wrong = compiled(workspace.rules, contract, _stood(asked[contract.id], stood, options), prices)
        problems += [problem for problem in wrong if problem.is_error]
        if plan is not None:
            found.append(plan)
    if problems:
        raise Refused(problems)
    if prices is not None and options.prices is not None:
        workspace.notes += _unknown_outcomes(prices, found, options.prices)
    return found


def of_clients(found: list[Plan], options: Options) -> list[Plan]:
    """The plans that have an outcome of a client. Raises a refusal for one that was asked for by name and has none."""
    asked = {_parsed(text)[0] for text in options.contracts}
    for plan in found:
        if not plan.outcomes and plan.family in asked:
            message = f"{plan.family} has no outcome of a client: its terms are of services"
            raise usage("U050", message, "see `commissioning services`")
    return [plan for plan in found if plan.outcomes]


def _unknown_outcomes(prices: Prices, found: list[Plan], path: Path) -> list[Problem]:
    """A warning for each outcome of a price list that no contract asked for has: perhaps it is misspelt."""
    known = {outcome.name for plan in found for outcome in plan.outcomes}
    return [
        Problem(
            "U022",
            f"the price list has a price for '{name}', which is no outcome of any contract asked for",
            nearest(name, known) or f"outcomes: {', '.join(sorted(known))}",
            Place(str(path)),
            severity=Severity.WARNING,
        )
        for name in prices.amounts
        if name not in known
    ]


def compiled(
    rules: Rules, contract: Contract, asked: Asked | None = None, prices: Prices | None = None
) -> tuple[Plan | None, list[Problem]]:
    """The plan of one contract under the shared rules."""
    return compile_contract(
        contract,
        rules.parameters,
        documents=rules.documents,
        price_lists=rules.prices,
        prices=prices,
        areas=council_areas(),
        asked=asked,
    )


def _parsed(text: str) -> tuple[str, date | None]:
    contract_id, at, day = text.partition("@")
    if not at:
        return contract_id, None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            raise ValueError
        return contract_id, date.fromisoformat(day)
    except ValueError:
        raise usage("U003", f"'{text}': the day after @ must be a date such as 2018-04-03", "write ID@YYYY-MM-DD") from None


def _stood(asked: Asked, stood: date | None, options: Options) -> Asked:
    recorded = asked.recorded
    if stood is not None:
        recorded = (f"as it stood on {stood.isoformat()}", *recorded)
    if options.known_at is not None:
        recorded = (*recorded, f"as known on {options.known_at.isoformat()}")
    return Asked(asked.readings, asked.job_facts, asked.set_aside, stood, recorded)


def _prices(path: Path | None) -> Prices | None:
    if path is None:
        return None
    prices, problems = load_prices(path)
    if prices is None or any(problem.is_error for problem in problems):
        raise Refused(problems)
    return prices


class Asking:
    """What the user assumed and set aside, as it bears on each contract asked for."""

    def __init__(self, workspace: Workspace, contracts: list[Contract], options: Options) -> None:
        self._contracts = contracts
        self._options = options
        self._plans = {c.id: self._plain(workspace, c) for c in contracts}
        self._taken: dict[tuple[str, str], tuple[object, str]] = {}

    @staticmethod
    def _plain(workspace: Workspace, contract: Contract) -> Plan:
        plan, problems = compiled(workspace.rules, contract)
        if plan is None:
            raise Refused([problem for problem in problems if problem.is_error])
        return plan

    def asked(self) -> dict[str, Asked]:
        """How each contract is to be read, by id."""
        readings: dict[str, dict[str, str]] = {c.id: {} for c in self._contracts}
        job_facts: dict[str, dict[str, object]] = {c.id: {} for c in self._contracts}
        recorded: dict[str, list[str]] = {c.id: [] for c in self._contracts}
        for text in sorted(self._options.assume, key=self._narrowness):
            only, rest = self._only(text)
            if rest.startswith("@"):
                self._set(text, rest, only, readings, recorded)
            else:
                self._one(text, rest, only, readings, job_facts, recorded)
        aside: dict[str, set[str]] = {c.id: set() for c in self._contracts}
        for text in self._options.set_aside:
            only, term = self._only(text)
            for contract_id in self._with_term(text, term, only):
                aside[contract_id].add(term)
                recorded[contract_id].append(f"{term} set aside")
        return {
            c.id: Asked(readings[c.id], job_facts[c.id], frozenset(aside[c.id]), None, tuple(dict.fromkeys(recorded[c.id])))
            for c in self._contracts
        }

    def _narrowness(self, text: str) -> tuple[bool, bool]:
        """The narrower an assumption, the later it is taken: one reading after a set, one contract after all of them."""
        _, rest = self._only(text)
        return not rest.startswith("@"), rest != text

    def _agree(self, contract_id: str, name: str, value: object, text: str, recorded: dict[str, list[str]]) -> None:
        """Refuse two assumptions that contradict each other; a narrower one takes the place of a wider one."""
        before = self._taken.get((contract_id, name))
        if before is not None and before[0] != value:
            if self._narrowness(before[1]) == self._narrowness(text):
                message = f"'{before[1]}' and '{text}' contradict each other on '{name}' of {contract_id}"
                raise usage("U023", message, "keep one of them, or ask twice, once with each")
            recorded[contract_id] = [said for said in recorded[contract_id] if said.partition("=")[0] != name]
        self._taken[contract_id, name] = (value, text)

    def _only(self, text: str) -> tuple[list[str], str]:
        """The contracts an option is for (``ID:…``; all, if it names none), and the rest of it."""
        head, colon, rest = text.partition(":")
        if not colon or "=" in head:
            return list(self._plans), text
        if head not in self._plans:
            remedy = nearest(head, self._plans) or f"contracts asked for: {', '.join(self._plans)}"
            raise usage("U004", f"'{text}': the contract '{head}' was not asked for", remedy)
        return [head], rest

    def _silences(self, contract_id: str) -> tuple[Silence, ...]:
        """The silences that bear on what is decided: of services, or of clients."""
        plan = self._plans[contract_id]
        if self._options.of_services:
            return plan.service_silences
        return (*plan.silences, *plan.claim_silences) if self._options.of_claims else plan.silences

    def _set(
        self, given: str, text: str, only: list[str], readings: dict[str, dict[str, str]], recorded: dict[str, list[str]]
    ) -> None:
        name = text.removeprefix("@")
        having = [c for c in only if name in self._plans[c].reading_sets]
        if not having:
            known = {s for c in only for s in self._plans[c].reading_sets}
            remedy = nearest(name, known) or f"sets there are: {', '.join('@' + s for s in sorted(known)) or 'none'}"
            raise usage("U005", f"no contract asked for has the set of readings '{text}'", remedy)
        for contract_id in having:
            for silence, reading in self._plans[contract_id].reading_sets[name].items():
                self._agree(contract_id, silence, reading, given, recorded)
                readings[contract_id][silence] = reading
            recorded[contract_id].append(text)

    def _one(
        self,
        text: str,
        rest: str,
        only: list[str],
        readings: dict[str, dict[str, str]],
        job_facts: dict[str, dict[str, object]],
        recorded: dict[str, list[str]],
    ) -> None:
        name, equals, value = (part.strip() for part in rest.partition("="))
        if not equals or not value:
            raise usage("U006", f"'{text}' assumes nothing", "write --assume NAME=READING, or --assume @SET")
        having = [c for c in only if any(s.name == name for s in self._silences(c))]
        if not having and name in JOB_FACTS:
            asking = [c for c in only if asks_of_jobs(self._plans[c], name)]
            if not asking:
                raise usage("U007", f"no contract asked for asks for the fact '{name}' of jobs", "leave the assumption out")
            for contract_id in asking:
                self._agree(contract_id, name, job_fact(name, value, text), text, recorded)
                job_facts[contract_id][name] = job_fact(name, value, text)
                recorded[contract_id].append(f"{name}={value}")
            return
        if not having:
            known = {s.name for c in only for s in self._silences(c)}
            remedy = nearest(name, {*known, *JOB_FACTS}) or f"silences there are: {', '.join(sorted(known)) or 'none'}"
            raise usage("U008", f"no contract asked for is silent on '{name}'", remedy)
        for contract_id in having:
            silence = next(s for s in self._silences(contract_id) if s.name == name)
            if value not in silence.readings:
                remedy = f"its readings: {', '.join(silence.readings)}"
                if len(having) > 1:
                    remedy += "; to assume it for one contract only write CONTRACT:NAME=READING"
                raise usage("U009", f"'{value}' is no reading of '{name}' in {contract_id}", remedy)
            self._agree(contract_id, name, value, text, recorded)
            readings[contract_id][name] = value
            recorded[contract_id].append(f"{name}={value}")

    def _with_term(self, text: str, term: str, only: list[str]) -> list[str]:
        by_id = {c.id: c for c in self._contracts}
        having = [c for c in only if any(t.id == term for t in by_id[c].terms)]
        if not having:
            known = {t.id for c in only for t in by_id[c].terms}
            raise usage(
                "U010",
                f"'{text}': no contract asked for has a term '{term}'",
                nearest(term, known) or "see `commissioning contracts show ID`",
            )
        for contract_id in having:
            giving = {t.term for o in self._plans[contract_id].outcomes for r in o.routes for t in r.tests[-1:]}
            if term in giving and len({o.name for o in self._plans[contract_id].outcomes}) == 1:
                raise usage(
                    "U011", f"'{term}' gives the only outcome of {contract_id}; without it nothing can be decided", "keep it"
                )
        return having


def job_fact(name: str, value: str, text: str) -> object:
    """An assumed fact of jobs, read as the table of jobs would. Raises :class:`~commissioning.errors.Refused`."""
    if name == "reflects_needs" and value in ("yes", "no"):
        return value == "yes"
    if name == "basis" and value in BASES:
        return value
    if name == "hourly_pay_pence" and re.fullmatch(r"[0-9]{1,6}", value):
        return int(value)
    if name in ("weekly_hours", "paid_hours_worked"):
        try:
            return int(parse_hours(value))
        except Exception:  # noqa: S110 - said below with the rest
            pass
    raise usage("U012", f"'{text}': '{value}' cannot be the fact '{name}' of a job", f"write for instance {JOB_FACTS[name]}")


def asks_of_jobs(node: object, fact: str) -> bool:
    """Whether a plan asks for a fact of jobs."""
    if isinstance(node, Plan):
        return any(asks_of_jobs(outcome, fact) for outcome in node.outcomes)
    return isinstance(node, JOB_FACT_NODES[fact]) or any(asks_of_jobs(child, fact) for child in children(node))

"""Why two logged decisions of one outcome differ: decided again with one thing changed at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from commissioning.app.contract_texts import workspace_of
from commissioning.app.facts_changed import FactChange, Facts
from commissioning.app.known import known_caseload
from commissioning.app.stored_input import read_of
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.interface import engine, engines
from commissioning.errors import Problem, Refused, Severity, usage
from commissioning.loading.rules import load_prices
from commissioning.plan.plan import Plan
from commissioning.store.database import open_store
from commissioning.store.identities import GAPS
from commissioning.store.log import Basis, Logged, entries, subjects_of
from commissioning.store.reading import State, clients_of, newest_row, rows_of
from commissioning.store.texts import contract_files, text_of
from commissioning.terms.base import Term
from commissioning.terms.contract import Contract

COMPARED = ("eligible", "verdict", "reached_on", "earliest", "date_from", "date_to", "reason", "term", "times", "due")
"""What of two decisions is compared: what they rest on besides may be worded otherwise."""

MOST_TRIED = 400
"""How many things may differ for each to be tried by itself."""


@dataclass(frozen=True)
class Subject:
    """Which decision is meant: a claim's, or that of an outcome of a journey under a contract."""

    claim: str = ""
    journey: str = ""
    contract: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Change:
    """One thing in which the two decisions' grounds differ.

    *kind* is ``as_of``, ``fact``, ``term``, ``contract``, ``shared_rules``, ``assumption`` or ``prices``. *made* says that it
    made the difference: *alone*, or together with the others that did.
    """

    kind: str
    what: str
    before: str
    after: str
    made: bool = False
    alone: bool = False


@dataclass(frozen=True)
class WhyChanged:
    """The older and the newer entry, and everything that differs between their grounds."""

    older: Logged
    newer: Logged
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def differ(self) -> bool:
        """Whether the two decisions differ in what is compared."""
        return compared(self.older.decision) != compared(self.newer.decision)


def compared(decision: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a decision that is compared."""
    return {name: decision[name] for name in COMPARED if name in decision}


def why_changed(url: str, subject: Subject, numbers: tuple[int, int] | None = None) -> WhyChanged:
    """Compare two entries of one outcome: those numbered, or the last one and the last before it that says otherwise.

    Raises a refusal where the store knows no such claim (S021), the log holds no two entries of it (S022), or not those (S023),
    or a decision cannot be made again (S025).
    """
    with open_store(url).reading() as connection, ExitStack() as stack:
        journey, family, outcome = _meant(connection, subject)
        clients = clients_of(connection, journey)
        found = [
            entry
            for entry in entries(connection, subjects=subjects_of(connection, journey, clients))
            if entry.outcome == outcome and entry.basis.family == family
        ]
        older, newer = _two(found, numbers)
        sides = [_Side.of(connection, stack, entry, clients) for entry in (older, newer)]
        return _Comparing((older, newer), (sides[0], sides[1]), journey, outcome).result()


def _meant(connection: Any, subject: Subject) -> tuple[str, str, str]:
    if not subject.claim:
        if not clients_of(connection, subject.journey):
            raise usage("S021", "the store has no such journey", "it was never imported, or its client was purged")
        return subject.journey, subject.contract.partition("@")[0], subject.outcome
    claim = newest_row(connection, "claims", subject.claim)
    if claim is None:
        raise usage("S021", "the store has no such claim", "give its claim_id, or --journey, --contract and --outcome")
    return str(claim["journey_id"]), str(claim["contract"]).partition("@")[0], str(claim["outcome"])


def _two(found: Sequence[Logged], numbers: tuple[int, int] | None) -> tuple[Logged, Logged]:
    if numbers is not None:
        by_number = {entry.seq: entry for entry in found}
        if not set(numbers) <= set(by_number):
            held = ", ".join(map(str, by_number)) or "none"
            raise usage("S023", "the log holds no such entry of this outcome", f"its entries: {held}")
        return by_number[min(numbers)], by_number[max(numbers)]
    if len(found) < 2:
        raise usage(
            "S022", f"the log holds {len(found)} decisions of this outcome; two are needed", "see `commissioning log show`"
        )
    newer = found[-1]
    otherwise = [entry for entry in found[:-1] if compared(entry.decision) != compared(newer.decision)]
    return (otherwise or found[:-1])[-1], newer


# -------------------------------------------------------------------------------------------------- deciding it again


@dataclass(frozen=True)
class _Side:
    """The grounds of one entry: the contract as it was read then, the rows as they were, and what was asked."""

    basis: Basis
    workspace: Workspace
    contract: Contract
    rows: tuple[tuple[str, dict[str, Any]], ...]
    prices: str

    @staticmethod
    def of(connection: Any, stack: ExitStack, entry: Logged, clients: Sequence[str]) -> _Side:
        basis = entry.basis
        files = contract_files(connection, basis.contract_hash)
        if files is None:
            raise usage("S025", f"the texts of the contract of entry {entry.seq:,} are not kept", "verify the log")
        prices = text_of(connection, basis.prices_hash) if basis.prices_hash else ""
        if prices:
            files["prices.yaml"] = prices
        try:
            workspace = stack.enter_context(workspace_of(files))
            contract = workspace.contract(basis.family)
        except Refused:
            message = f"this version of the product can no longer read the contract of entry {entry.seq:,}"
            raise usage("S025", message, f"use version {basis.engine_version}, which decided it") from None
        state = State(entry.import_number, basis.known_at)
        rows = {row.id: row for client in clients for row in rows_of(connection, state, client=client)}
        kept = tuple((row.table, row.values) for _, row in sorted(rows.items()) if row.table != GAPS)
        return _Side(basis, workspace, contract, kept, prices)

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """What the user assumed or set aside, one by one."""
        return tuple(said for said in self.basis.assumptions if not said.startswith("as "))

    @property
    def stood(self) -> str:
        """The day after the @, if the contract was taken as it stood on one."""
        return self.basis.contract.partition("@")[2]


@dataclass(frozen=True)
class _Grounds:
    """Everything a decision follows from, put together from two sides."""

    workspace: Workspace
    contract: Contract
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    as_of: date
    stood: str
    assumptions: tuple[str, ...]
    prices: str
    engine: str


@dataclass(frozen=True)
class _Unit:
    """One thing that differs: how it is told, and what it does to the older side's grounds."""

    change: Change
    apply: Callable[[_Grounds], _Grounds]
    fact: FactChange | None = None


class _Comparing:
    """The units in which two sides differ, and decisions with some of them taken from the newer side."""

    def __init__(self, logged: tuple[Logged, Logged], sides: tuple[_Side, _Side], journey: str, outcome: str) -> None:
        self._older, self._newer = logged
        self._before, self._after = before, after = sides
        self._journey, self._outcome = journey, outcome
        self._facts = Facts(before.rows, after.rows)
        self._units = tuple(self._all_units())
        self._asked: dict[frozenset[int], dict[str, Any] | None] = {}

    def result(self) -> WhyChanged:
        """Which units made the difference."""
        everything = frozenset(range(len(self._units)))
        due = compared(self._newer.decision)
        problems = list(self._retold(everything))
        if not self._units or compared(self._older.decision) == due:
            return self._with(frozenset(), frozenset(), problems)
        if problems or len(self._units) > MOST_TRIED:
            due = self._decide(everything) or due
        alone = frozenset(unit for unit in everything if self._decide(frozenset({unit})) == due)
        made = alone or self._fewest(everything, due)
        return self._with(made, alone, problems)

    def _fewest(self, everything: frozenset[int], due: Mapping[str, Any]) -> frozenset[int]:
        """A set of units that together give the newer decision, and of which none can be left out."""
        if self._decide(everything) != due:
            return frozenset()
        kept = everything
        for unit in sorted(everything):
            if self._decide(kept - {unit}) == due:
                kept -= {unit}
        return kept

    def _with(self, made: Collection[int], alone: Collection[int], problems: list[Problem]) -> WhyChanged:
        changes = [replace(unit.change, made=i in made, alone=i in alone) for i, unit in enumerate(self._units)]
        return WhyChanged(self._older, self._newer, tuple(changes), tuple(problems))

    def _retold(self, everything: frozenset[int]) -> Iterator[Problem]:
        """A warning for each of the two that this version of the product decides otherwise than it was logged."""
        for entry, units in ((self._older, frozenset[int]()), (self._newer, everything)):
            if self._decide(units) != compared(entry.decision):
                version = entry.basis.engine_version
                message = f"entry {entry.seq:,} was decided by version {version}; this one decides otherwise on these grounds"
                yield Problem("S026", message, "what is told below is by this version", severity=Severity.WARNING)

    # ------------------------------------------------------------------------------------------------ the units

    def _all_units(self) -> Iterator[_Unit]:
        yield from self._of_asking()
        for change in self._facts.changes:
            yield _Unit(Change("fact", change.what, change.before, change.after), lambda grounds: grounds, change)
        yield from self._of_contract()

    def _of_asking(self) -> Iterator[_Unit]:
        before, after = self._before, self._after
        if before.basis.as_of != after.basis.as_of:
            day = after.basis.as_of
            told = Change("as_of", "the day decided as of", before.basis.as_of.isoformat(), day.isoformat())
            yield _Unit(told, lambda grounds: replace(grounds, as_of=day))
        if before.stood != after.stood:
            told = Change("contract", "the day the contract is taken as it stood on", before.stood, after.stood)
            yield _Unit(told, lambda grounds: replace(grounds, stood=after.stood))
        if before.prices != after.prices:
            yield _Unit(Change("prices", "the price list", "", ""), lambda grounds: replace(grounds, prices=after.prices))
        if before.assumptions != after.assumptions:
            told = Change("assumption", "what is assumed", "; ".join(before.assumptions), "; ".join(after.assumptions))
            yield _Unit(told, lambda grounds: replace(grounds, assumptions=after.assumptions))

    def _of_contract(self) -> Iterator[_Unit]:
        before, after = self._before, self._after
        if before.basis.contract_hash == after.basis.contract_hash:
            return
        if before.workspace.rules.digest != after.workspace.rules.digest:
            rules = after.workspace.rules
            told = Change("shared_rules", "the values, terms and prices that contracts share", "", "")
            yield _Unit(told, lambda grounds: replace(grounds, workspace=replace(grounds.workspace, rules=rules)))
        if before.contract.head != after.contract.head:
            told = Change("contract", "what the contract says before its terms", "", "")
            yield _Unit(told, lambda grounds: replace(grounds, contract=replace(grounds.contract, head=after.contract.head)))
        older = {term.id: term for term in before.contract.terms}
        newer = {term.id: term for term in after.contract.terms}
        for name in dict.fromkeys([*older, *newer]):
            if older.get(name) != newer.get(name):
                words = (self._words(before, name), self._words(after, name))
                yield _Unit(Change("term", name, *words), self._with_term(name, newer.get(name)))

    def _with_term(self, name: str, term: Term | None) -> Callable[[_Grounds], _Grounds]:
        order = [one.id for one in self._after.contract.terms]

        def apply(grounds: _Grounds) -> _Grounds:
            terms = [term if one.id == name and term is not None else one for one in grounds.contract.terms]
            if term is None:
                terms = [one for one in terms if one.id != name]
            elif all(one.id != name for one in terms):
                # Where the newer contract has it: reasons are given in the order of terms.
                later = set(order[order.index(name) + 1 :])
                place = next((index for index, one in enumerate(terms) if one.id in later), len(terms))
                terms.insert(place, term)
            return replace(grounds, contract=replace(grounds.contract, terms=tuple(terms)))

        return apply

    def _words(self, side: _Side, name: str) -> str:
        """A term of one side in plain words; blank where it has none such."""
        if all(term.id != name for term in side.contract.terms):
            return ""
        plan = self._plan(self._grounds(side))
        return plan.note(name).words if plan else ""

    # --------------------------------------------------------------------------------------------- deciding again

    @staticmethod
    def _grounds(side: _Side) -> _Grounds:
        basis = side.basis
        return _Grounds(
            side.workspace, side.contract, side.rows, basis.as_of, side.stood, side.assumptions, side.prices, basis.engine
        )

    def _decide(self, units: frozenset[int]) -> dict[str, Any] | None:
        """The decision on the older grounds with these units taken from the newer; None where it cannot be made."""
        if units not in self._asked:
            grounds = self._grounds(self._before)
            for index in sorted(units):
                grounds = self._units[index].apply(grounds)
            chosen = {unit.fact for index, unit in enumerate(self._units) if index in units and unit.fact is not None}
            rows = self._facts.with_changes(chosen)
            self._asked[units] = self._decided(replace(grounds, rows=rows))
        return self._asked[units]

    def _decided(self, grounds: _Grounds) -> dict[str, Any] | None:
        import json

        from commissioning.store.log import decision_text

        plan = self._plan(grounds)
        if plan is None:
            return None
        further = {name: fact.type for name, fact in grounds.contract.head.facts.items()}
        read = read_of(((index, table, values) for index, (table, values) in enumerate(grounds.rows, 1)), further)
        caseload = known_caseload(read, [plan], grounds.as_of, None)
        journey = next((one for one in caseload.journeys if one.journey_id == self._journey), None)
        if journey is None:
            return None
        judge = engine(grounds.engine if grounds.engine in engines() else "auto")
        case = CaseBook(caseload, grounds.as_of).case(journey, plan.family)
        decision = next((one for one in Decider(plan, judge).decide(case) if one.outcome == self._outcome), None)
        return None if decision is None else compared(json.loads(decision_text(decision)))

    def _plan(self, grounds: _Grounds) -> Plan | None:
        """The plan of these grounds; None where parts of two contracts do not fit together."""
        contract = grounds.contract
        name = f"{contract.id}@{grounds.stood}" if grounds.stood else contract.id
        aside = tuple(one.removesuffix(" set aside") for one in grounds.assumptions if one.endswith(" set aside"))
        assume = tuple(one for one in grounds.assumptions if not one.endswith(" set aside"))
        try:
            (plan,) = plans(grounds.workspace.having(contract), Options((name,), assume=assume, set_aside=aside))
        except Refused:
            return None
        return replace(plan, prices=_prices(self._before, self._after, grounds.prices) or plan.prices)


def _prices(before: _Side, after: _Side, text: str) -> Any:
    """The price list of a side as it was kept; None where none was given."""
    side = next((one for one in (before, after) if text and one.prices == text), None)
    if side is None:
        return None
    path = side.workspace.paths[side.basis.family].parent.parent.parent / "prices.yaml"
    return load_prices(path)[0]

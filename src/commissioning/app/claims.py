"""Claims: each claim, and each unclaimed outcome of a journey's own contract, with one status and the money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from commissioning.app.check import read_caseload
from commissioning.app.known import known_caseload
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.claims.desk import Ask, ByKey, Desk
from commissioning.claims.sharing import decide_all
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Claim
from commissioning.engines.interface import engine
from commissioning.errors import Exit, Place, Problem, Severity, nearest, usage
from commissioning.loading.caseload import Read
from commissioning.loading.columns import CLAIMS
from commissioning.loading.tables import TypedTable
from commissioning.plan.plan import Plan


@dataclass(frozen=True)
class DecidedClaims:
    """Every decision, journey by journey in input order; *caseload* and *book* are what was known."""

    as_of: date
    desk: Desk
    decisions: tuple[ClaimDecision, ...]
    caseload: Caseload
    book: ClaimBook
    read: Read
    problems: tuple[Problem, ...]
    undecided: int
    standings: ByKey = field(default_factory=dict)
    kept: tuple[Ask, ...] = ()

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Everything that was decided, with its worlds."""
        return self.kept or tuple(self.desk.asks(self.caseload, self.book, self.as_of))

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, in the order in which contracts were asked for or first named."""
        return tuple(self.desk.plans.values())

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out, or claims could not be decided."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) or self.undecided else Exit.DECIDED

    def plan_of(self, decision: ClaimDecision) -> Plan:
        """The plan a decision was made under."""
        return next(plan for plan in self.plans if plan.contract == decision.contract)


def claims(
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    *,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
) -> DecidedClaims:
    """Decide every claim and unclaimed outcome in a file. Raises :class:`~commissioning.errors.Refused` where none can be.

    Each journey is decided under the contract it names; one that names none under the contracts asked for.
    """
    judge = engine(engine_name)
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    read = read_caseload(path, workspace, ids, mapping, strict=strict)
    chosen = _plans(workspace, options, read.caseload)
    caseload = known_caseload(read, chosen.values(), as_of, options.known_at)
    book = read.claim_book if options.known_at is None else read.claim_book.as_known_at(options.known_at)
    problems = tuple(_unknown(caseload, chosen, book, workspace, read.tables.get(CLAIMS.name)))
    desk = Desk(chosen, judge, tuple(dict.fromkeys(_family(text) for text in options.contracts)))
    every = decide_all(desk, caseload, book, as_of)
    undecided = sum(problem.is_error for problem in problems)
    return DecidedClaims(
        as_of, desk, every.decisions, caseload, book, read, (*read.problems, *problems), undecided, every.standings, every.asks
    )


def _family(text: str) -> str:
    return text.partition("@")[0]


def _plans(workspace: Workspace, options: Options, caseload: Caseload) -> dict[str, Plan]:
    """The plan of each contract that is asked for or that a journey or a claim names."""
    twice = [name for name, count in Counter(_family(text) for text in options.contracts).items() if count > 1]
    if twice:
        raise usage("U052", f"the contract '{twice[0]}' is asked for twice", "ask for it once, with or without @DATE")
    asked = {_family(text): text for text in options.contracts}
    named = [j.contract for j in caseload.journeys if j.contract]
    named += [claim.contract for rows in caseload.claims.values() for claim in rows]
    wanted = dict.fromkeys([*asked.values(), *(n for n in dict.fromkeys(named) if n in workspace.paths and n not in asked)])
    if not wanted:
        message = "no journey and no claim names a contract, and none is asked for"
        raise usage("U053", message, "add --contract ID, or fill in the column 'contract' of journeys")
    found = plans(workspace, replace(options, contracts=tuple(wanted), local=False, of_claims=True))
    return {plan.family: plan for plan in found if plan.outcomes}


def _unknown(
    caseload: Caseload, chosen: Mapping[str, Plan], book: ClaimBook, workspace: Workspace, typed: TypedTable | None
) -> Iterator[Problem]:
    """Claims and journeys of contracts there are not, and overrides of terms there are not; *typed* says where claims stand."""
    numbers = {row.text("claim_id"): row.number for row in typed.rows} if typed is not None else {}

    def place(claim: Claim, column: str) -> Place:
        number = numbers.get(claim.claim_id)
        return typed.place(number, column) if typed is not None and number is not None else Place("claims")

    if not any(caseload.claims.values()):
        for table, rows_of in (("payments", book.payments), ("overrides", book.overrides)):
            if rows_of:
                message = f"there are {table} and no claims they could be for; they are not used"
                yield Problem("D070", message, "add the table 'claims'", Place(table))
    by_id = {}
    for claims_of in caseload.claims.values():
        for claim in claims_of:
            by_id[claim.claim_id] = claim
            plan = chosen.get(claim.contract)
            if plan is None:
                remedy = nearest(claim.contract, workspace.paths) or "correct the column 'contract' of claims"
                message = f"a claim names the contract '{claim.contract}', which is none of clients"
                yield Problem("D071", message, remedy, place(claim, "contract"))
            elif claim.outcome not in {outcome.name for outcome in plan.outcomes}:
                names = [outcome.name for outcome in plan.outcomes]
                remedy = nearest(claim.outcome, names) or f"outcomes of {plan.family}: {', '.join(names)}"
                message = f"a claim names the outcome '{claim.outcome}', which {plan.family} has not"
                yield Problem("D071", message, remedy, place(claim, "outcome"))
    unknown = Counter(j.contract for j in caseload.journeys if j.contract and j.contract not in chosen)
    for name, count in unknown.items():
        remedy = nearest(str(name), workspace.paths) or "correct the column 'contract' of journeys"
        message = f"{count:,} journey{'s' if count > 1 else ''} of the contract '{name}', which is none of clients"
        yield Problem("D072", message, remedy, Place("journeys"), severity=Severity.WARNING)
    for claim_id, rows in book.overrides.items():
        plan = chosen.get(by_id[claim_id].contract) if claim_id in by_id else None
        terms = {note.term for note in plan.notes} if plan is not None else set()
        for row in rows:
            if plan is not None and row.term not in terms:
                remedy = nearest(row.term, terms) or f"see `commissioning contracts show {plan.family}`"
                message = f"an override names the term '{row.term}', which {plan.family} has not"
                yield Problem("D073", message, remedy, Place("overrides"), severity=Severity.WARNING)

"""The decision log: deciding what the store holds and adding it, verifying the chain, showing entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning import __version__
from commissioning.app.check import Progress, decided
from commissioning.app.contract_texts import contract_texts, terms_hash
from commissioning.app.known import known_caseload
from commissioning.app.stored_input import Stored, stored_input
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.domain.decisions import Decision
from commissioning.engines.interface import engine
from commissioning.errors import Exit, Problem, Refused, usage
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan
from commissioning.store import log as chain
from commissioning.store.canonical import digest
from commissioning.store.database import Store, open_store
from commissioning.store.purging import last_purge
from commissioning.store.reading import State, clients_of, rows_of
from commissioning.store.texts import keep_contract, keep_text
from commissioning.store.verifying import Verified, verify


@dataclass(frozen=True)
class AppendResult:
    """How many entries a run added, how many outcomes it held back, and the last entry of the log."""

    added: int
    held: int
    head: tuple[int, str]
    read: Read
    problems: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> Exit:
        """0; 1 where outcomes were held back, or stored rows do not fit together."""
        return Exit.PROBLEMS if self.held or any(self.read.left_out.values()) else Exit.DECIDED


def append(
    url: str,
    workspace: Workspace,
    options: Options,
    as_of: date,
    logged_on: date,
    *,
    engine_name: str = "auto",
    strict: bool = False,
    progress: Progress | None = None,
) -> AppendResult:
    """Decide every journey of a store and add the decisions to its log, all in one transaction.

    An outcome whose claim was paid under other terms is held back (S020). Raises :class:`~commissioning.errors.Refused`, with
    *strict* also where stored rows do not fit together.
    """
    chosen = of_clients(plans(workspace, options), options)
    judge = engine(engine_name)
    ids = [*workspace.ids("national"), *workspace.ids("local"), *(plan.family for plan in chosen)]
    stored = stored_input(url, workspace.further_facts(ids), options.known_at)
    caseload = known_caseload(stored.read, chosen, as_of, options.known_at)
    if strict and any(stored.read.left_out.values()):
        raise Refused([problem for problem in stored.read.problems if problem.is_error], Exit.PROBLEMS)
    if not caseload.journeys:
        raise usage("S030", "the store holds no journey that was known then", "import some, or ask for a later --known-at")
    decisions = list(decided(caseload, chosen, judge, as_of, progress))
    client_of = {journey.journey_id: journey.client_id for journey in caseload.journeys}
    store = open_store(url)
    with store.writing() as connection:
        if last_purge(connection) != stored.purge:
            raise usage("S027", "a client was purged while the journeys were decided; nothing was logged", "log them again")
        adding = chain.Appending(connection, stored.state.import_number)
        adding.remember(set(client_of.values()))
        paid = _Paid(adding, stored.state)
        for plan in chosen:
            basis = _basis(workspace, plan, options, judge.name, as_of, logged_on)
            keep_contract(connection, plan.family, plan.digest, contract_texts(workspace, plan.family))
            if options.prices is not None:
                keep_text(connection, options.prices.read_text(encoding="utf-8"))
            mine = [one for one in decisions if one.contract == plan.contract]
            adding.append(basis, _to_log(mine, basis, client_of, stored, paid))
        head = chain.head(connection)
    added = len(decisions) - paid.held
    return AppendResult(added, paid.held, head, stored.read, (*stored.read.problems, *paid.problems()))


def _to_log(
    decisions: Sequence[Decision], basis: chain.Basis, client_of: Mapping[str, str], stored: Stored, paid: _Paid
) -> Iterator[chain.Decided]:
    for decision in decisions:
        if not paid.holds_back(decision, basis):
            client = client_of[decision.journey_id]
            gaps = len(stored.read.gaps.get(decision.journey_id, ()))
            yield chain.Decided(decision, client, stored.facts[client], gaps)


def _basis(workspace: Workspace, plan: Plan, options: Options, judge: str, as_of: date, logged_on: date) -> chain.Basis:
    prices = "" if options.prices is None else digest(options.prices.read_text(encoding="utf-8"))
    return chain.Basis(
        contract=plan.contract,
        family=plan.family,
        contract_hash=plan.digest,
        terms_hash=terms_hash(workspace, plan.family),
        engine=judge,
        engine_version=__version__,
        as_of=as_of,
        logged_on=logged_on,
        known_at=options.known_at,
        prices_hash=prices,
        assumptions=plan.recorded,
    )


class _Paid:
    """Outcomes whose claims were paid, and the terms they were paid under: those are frozen.

    That is the latest entry decided as of the day of the first payment or before, else the first entry there is.
    """

    def __init__(self, adding: chain.Appending, state: State) -> None:
        self.held = 0
        self._frozen: dict[tuple[str, str, str], chain.Basis] = {}
        self._families: set[str] = set()
        connection = adding.connection
        # Whatever day is asked for, what is paid by now is paid.
        rows = list(rows_of(connection, State(state.import_number), tables=("journeys", "claims", "payments")))
        first = _first_payments([row.values for row in rows if row.table == "payments"])
        if not first:
            return
        journeys = {row.key: row.owner for row in rows if row.table == "journeys"}
        claims = {row.key: row.values for row in rows if row.table == "claims" and row.key in first}
        token = {str(c["journey_id"]): "" for c in claims.values() if str(c["journey_id"]) in journeys}
        token = {journey: adding.subject(journeys[journey], journey) for journey in token}
        before: dict[tuple[str, str, str], list[chain.Basis]] = {}
        for entry in chain.entries(connection, subjects=set(token.values())):
            before.setdefault((entry.subject, entry.basis.family, entry.outcome), []).append(entry.basis)
        for claim_id, claim in claims.items():
            journey, family, outcome = str(claim["journey_id"]), str(claim["contract"]), str(claim["outcome"])
            entries = before.get((token.get(journey, ""), family.partition("@")[0], outcome))
            if entries:
                by_then = [basis for basis in entries if basis.as_of <= first[claim_id]]
                self._frozen[journey, family.partition("@")[0], outcome] = by_then[-1] if by_then else entries[0]

    def holds_back(self, decision: Decision, basis: chain.Basis) -> bool:
        """Whether a decision is of an outcome that was paid under other terms."""
        frozen = self._frozen.get((decision.journey_id, basis.family, decision.outcome))
        if frozen is None or frozen.contract_hash == basis.contract_hash or frozen.terms_hash == basis.terms_hash:
            return False
        self.held += 1
        self._families.add(basis.family)
        return True

    def problems(self) -> list[Problem]:
        """What is to be said of outcomes that were held back."""
        if not self.held:
            return []
        number = "1 outcome was" if self.held == 1 else f"{self.held:,} outcomes were"
        under = f"{number} paid under other terms of {', '.join(sorted(self._families))}"
        message = f"{under}; terms are frozen once paid, and nothing is logged anew under others"
        remedy = "compare with `commissioning check`, or log under the text it was paid under"
        return [Problem("S020", message, remedy)]


def _first_payments(payments: Sequence[Mapping[str, object]]) -> dict[str, date]:
    """The day of the first payment on each claim; a recovery is no payment."""
    found: dict[str, date] = {}
    for payment in payments:
        claim, day, amount = str(payment["claim_id"]), payment["paid_on"], payment["amount_pence"]
        if isinstance(day, date) and isinstance(amount, int) and amount > 0:
            found[claim] = min(day, found.get(claim, day))
    return found


# ------------------------------------------------------------------------------------------------- verifying, showing


def verify_log(url: str, noted: str = "") -> tuple[Verified, list[Problem]]:
    """Verify a store's log; with *noted* (``NUMBER:HASH``, a head noted earlier) that it still holds that entry.

    Gives what was found and a problem for each thing that is wrong: S010 a broken entry, S011 another log than the noted one.
    """
    number, _, hash_ = noted.partition(":")
    if noted and not re.fullmatch(r"[0-9]{1,18}:[0-9a-f]{64}", noted):
        raise usage("S007", "a noted head is the number of an entry, a colon and its hash", "copy what `log verify` printed")
    with open_store(url).reading() as connection:
        found = verify(connection, noted_at=int(number) if noted else 0)
    problems = []
    if found.broken:
        remedy = "restore the store from a copy made before; nothing after the entry before it can be relied on"
        problems.append(Problem("S010", f"entry {found.broken:,} of the log is not as it was written: {found.why}", remedy))
    elif noted and found.noted != hash_:
        message = f"entry {int(number):,} is not the one that was noted: the log was cut off or written anew"
        problems.append(Problem("S011", message, "restore the store from a copy that has the noted entry"))
    return found, problems


def logged(url: str, *, journey: str = "", newest: int | None = None) -> list[chain.Logged]:
    """Entries of a store's log: those of one journey, or only the *newest*. Raises a refusal (S021) for an unknown journey."""
    store = open_store(url)
    with store.reading() as connection:
        if not journey:
            return list(chain.entries(connection, newest=newest))
        clients = clients_of(connection, journey)
        if not clients:
            raise usage("S021", "the store has no such journey", "it was never imported, or its client was purged")
        found = list(chain.entries(connection, subjects=chain.subjects_of(connection, journey, clients)))
        return found if newest is None else found[-newest:]


def purge(url: str, client_id: str, purged_on: date) -> Mapping[str, int]:
    """Purge a client; how many rows of each table are gone. Raises a refusal (S024) where the store knows no such client."""
    from commissioning.store.purging import purge_client

    store: Store = open_store(url)
    removed = purge_client(store, client_id, purged_on)
    if not removed:
        raise usage("S024", "the store has no such client", "check the id; a client that was purged already is unknown")
    return removed

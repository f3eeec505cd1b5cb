"""The decision log: entries that can only be added, each sealed together with all that came before it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from commissioning.domain.decisions import Decision
from commissioning.store.canonical import digest, keyed, plain_text, sealed
from commissioning.store.importing import chunks
from commissioning.store.tables import BasisRow, Client, Entry, Head

BEGINNING = "0" * 64
"""What the first entry is sealed with in the place of an entry before it."""

SUBJECT_DIGITS = 32
"""Hexadecimal digits of the token that stands for a journey."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the entries of one run share under one contract.

    *contract* is how decisions name it; *contract_hash* is of the files it was read from, *terms_hash* of what they say once
    compiled; *prices_hash* is of a price list that the user gave, else blank. *assumptions* is what the user asked otherwise,
    as it touched this contract. *logged_on* is the day the run was made.
    """

    contract: str
    family: str
    contract_hash: str
    terms_hash: str
    engine: str
    engine_version: str
    as_of: date
    logged_on: date
    known_at: date | None = None
    prices_hash: str = ""
    assumptions: tuple[str, ...] = ()

    def text(self) -> str:
        """The basis as it is kept and sealed."""
        return plain_text({name: getattr(self, name) for name in Basis.__dataclass_fields__})

    @staticmethod
    def of(text: str) -> Basis:
        """The basis that was kept."""
        found: dict[str, Any] = json.loads(text)
        for name in ("as_of", "logged_on", "known_at"):
            found[name] = None if found[name] is None else date.fromisoformat(found[name])
        return Basis(**{**found, "assumptions": tuple(found["assumptions"])})


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision to be logged: whose it is, and the facts it was made from, as the hashes of the rows.

    *gaps* is how many rows of the client could not be read.
    """

    decision: Decision
    client_id: str
    facts: Sequence[str]
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry as it is kept."""

    seq: int
    basis: Basis
    import_number: int
    subject: str
    input_hash: str
    outcome: str
    decision: dict[str, Any]
    hash: str


def decision_text(decision: Decision, gaps: int = 0) -> str:
    """A decision without personal facts: verdict, dates, reason and sums; of what was found only where a fact is missing."""
    reason, due = decision.reason, decision.due
    said: dict[str, object] = {
        "eligible": str(decision.eligible),
        "verdict": str(decision.verdict),
        "reached_on": decision.reached_on,
        "earliest": decision.earliest,
        "date_from": decision.date_from,
        "date_to": decision.date_to,
        "reached_outside_window": decision.reached_outside_window,
        "reason": str(reason.code),
        "term": reason.term,
        "because": reason.because,
        "times": decision.times,
        "due": (due.lowest, due.highest, due.illustrative) if due else None,
        "decided_by": tuple((str(one.kind), one.name) for one in decision.decisive),
        "rests_on": tuple(str(caveat) for caveat in decision.rests_on),
        "rows_not_read": gaps or None,
    }
    return plain_text({name: value for name, value in said.items() if value not in (None, "", ())})


def seal(before: str, seq: int, basis_hash: str, *rest: object) -> str:
    """The hash of an entry: of the hash before it, its number, its basis, and the rest of its columns in their order."""
    return sealed([before, str(seq), basis_hash, *map(str, rest)])


@dataclass
class Appending:
    """Adding entries within a transaction that writes. Every entry of it is of the facts after one import."""

    connection: Connection
    import_number: int
    _salts: dict[str, str] = field(default_factory=dict)
    _facts: dict[str, str] = field(default_factory=dict)

    def append(self, basis: Basis, decided: Iterable[Decided]) -> int:
        """Add decisions that share a basis, in their order; how many they were."""
        number, basis_hash = self._basis(basis)
        seq, before = head(self.connection)
        first = seq
        for chunk in chunks(self._entries(decided, number)):
            for entry in chunk:
                seq += 1
                before = seal(
                    before,
                    seq,
                    basis_hash,
                    entry["import_number"],
                    entry["subject"],
                    entry["input_hash"],
                    entry["outcome"],
                    entry["decision"],
                )
                entry["seq"], entry["hash"] = seq, before
            self.connection.execute(insert(Entry), chunk)
        _set_head(self.connection, seq, before, new=not first)
        return seq - first

    def subject(self, client_id: str, journey_id: str) -> str:
        """The token that stands for a journey."""
        return _subject(self._salt(client_id), journey_id)

    def remember(self, clients: Collection[str]) -> None:
        """Fetch the salts of many clients at once, and make those that are missing."""
        of: Any = Client
        known = {row.client_id: row.salt for row in self.connection.execute(select(of.client_id, of.salt))}
        wanted = dict.fromkeys(clients)
        new = [{"client_id": client, "salt": secrets.token_hex(16)} for client in wanted if client not in known]
        for chunk in chunks(new):
            self.connection.execute(insert(Client), chunk)
        self._salts = {client: known[client] for client in wanted if client in known}
        self._salts |= {row["client_id"]: row["salt"] for row in new}

    def _salt(self, client_id: str) -> str:
        if client_id not in self._salts:
            self.remember([*self._salts, client_id])
        return self._salts[client_id]

    def _entries(self, decided: Iterable[Decided], basis: int) -> Iterator[dict[str, Any]]:
        for one in decided:
            journey_id = one.decision.journey_id
            yield {
                "basis": basis,
                "import_number": self.import_number,
                "subject": self.subject(one.client_id, journey_id),
                "input_hash": self._input_hash(one),
                "outcome": one.decision.outcome,
                "decision": decision_text(one.decision, one.gaps),
            }

    def _input_hash(self, one: Decided) -> str:
        """The hash of a client's facts, made once for all decisions that follow from them."""
        found = self._facts.get(one.client_id)
        if found is None:
            found = self._facts[one.client_id] = input_hash(self._salt(one.client_id), one.facts)
        return found

    def _basis(self, basis: Basis) -> tuple[int, str]:
        text = basis.text()
        of: Any = BasisRow
        known = self.connection.execute(select(of.number).where(of.hash == digest(text))).scalar()
        if known is not None:
            return known, digest(text)
        number = (self.connection.execute(select(func.max(of.number))).scalar() or 0) + 1
        self.connection.execute(insert(BasisRow).values(number=number, hash=digest(text), content=text))
        return number, digest(text)


def input_hash(salt: str, facts: Iterable[str]) -> str:
    """The hash of the rows that a client's decisions follow from, whatever their order."""
    return keyed(salt, "\n".join(sorted(facts)))


def _subject(salt: str, journey_id: str) -> str:
    return keyed(salt, f"journey\n{journey_id}")[:SUBJECT_DIGITS]


def head(connection: Connection) -> tuple[int, str]:
    """The number and hash of the last entry, as the store keeps them beside the log; of an empty log 0 and the beginning."""
    of: Any = Head
    found = connection.execute(select(of.seq, of.hash)).first()
    return (0, BEGINNING) if found is None else (found.seq, found.hash)


def _set_head(connection: Connection, seq: int, hash_: str, *, new: bool) -> None:
    of: Any = Head
    there = not new or connection.execute(select(of.id)).first() is not None
    connection.execute((update(Head) if there else insert(Head)).values(id=1, seq=seq, hash=hash_))


def bases(connection: Connection) -> dict[int, Basis]:
    """Every basis by its number."""
    of: Any = BasisRow
    return {row.number: Basis.of(row.content) for row in connection.execute(select(of.number, of.content))}


def subjects_of(connection: Connection, journey_id: str, clients: Iterable[str]) -> list[str]:
    """The tokens under which entries may speak of a journey: one for each client it was ever given to."""
    of: Any = Client
    salts = connection.execute(select(of.salt).where(of.client_id.in_(sorted(clients)))).scalars()
    return [_subject(salt, journey_id) for salt in salts]


def entries(
    connection: Connection,
    *,
    subjects: Collection[str] | None = None,
    numbers: Collection[int] | None = None,
    newest: int | None = None,
) -> Iterator[Logged]:
    """Entries in their order; those of some journeys, those of some numbers, or only the *newest* so many."""
    of: Any = Entry
    query: Any = select(of.seq, of.basis, of.import_number, of.subject, of.input_hash, of.outcome, of.decision, of.hash)
    if subjects is not None:
        query = query.where(of.subject.in_(sorted(subjects)))
    if numbers is not None:
        query = query.where(of.seq.in_(sorted(numbers)))
    if newest is not None:
        least = select(of.seq).order_by(of.seq.desc()).limit(newest)
        query = query.where(of.seq.in_(least))
    known = bases(connection)
    with connection.execute(query.order_by(of.seq), execution_options={"yield_per": 10_000}) as result:
        yield from (_logged(row, known) for row in result)


def _logged(row: Any, known: Mapping[int, Basis]) -> Logged:
    seq, basis, import_number, subject, facts, outcome, decision, hash_ = row
    return Logged(seq, known[basis], import_number, subject, facts, outcome, json.loads(decision), hash_)

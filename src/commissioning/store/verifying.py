"""Whether the decision log is as it was written: every entry, what it rests on, and the texts of contracts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from commissioning.store.canonical import digest
from commissioning.store.log import BEGINNING, head, seal
from commissioning.store.tables import BasisRow, ContractVersion, Entry, Text

_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: how many entries are sound, the last of them, and the first that is not (0: none), and why.

    *noted_at* is the hash of the entry whose number was asked for.
    """

    entries: int
    head: str
    broken: int = 0
    why: str = ""
    noted: str = ""


def verify(connection: Connection, *, noted_at: int = 0) -> Verified:
    """Read the whole log in one state of the store, and say which entry is the first that is not as it was written."""
    of: Any = Entry
    columns = (of.seq, of.basis, of.import_number, of.subject, of.input_hash, of.outcome, of.decision, of.hash)
    query = select(*columns).order_by(of.seq)
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
        found = _chain((row for rows in result.partitions(_AT_ONCE) for row in rows), *_bases(connection), noted_at)
    kept = head(connection)
    if found.broken or kept == (found.entries, found.head):
        return found
    why = (
        "the entries at the end are missing" if kept[0] > found.entries else "what the store notes of the log's end was altered"
    )
    return replace(found, broken=found.entries + 1, why=why)


def _chain(rows: Iterable[Any], sound: Mapping[int, tuple[str, str]], wrong_bases: set[int], noted_at: int) -> Verified:
    """Every entry held against the one before it, as far as they are sound."""
    before, count, noted = BEGINNING, 0, ""
    for seq, basis, import_number, subject, input_hash, outcome, decision, hash_ in rows:
        if seq != count + 1:
            return Verified(count, before, count + 1, "it is missing", noted)
        if basis in wrong_bases or basis not in sound:
            return Verified(count, before, seq, "what it rests on is missing, or was altered", noted)
        basis_hash, wrong_text = sound[basis]
        if seal(before, seq, basis_hash, import_number, subject, input_hash, outcome, decision) != hash_:
            return Verified(count, before, seq, "it was altered, or does not follow the one before it", noted)
        if wrong_text:
            return Verified(count, before, seq, wrong_text, noted)
        before, count = hash_, seq
        if seq == noted_at:
            noted = hash_
    return Verified(count, before, noted=noted)


def _bases(connection: Connection) -> tuple[dict[int, tuple[str, str]], set[int]]:
    """The hash of every basis, with what is wrong with the texts it rests on; and the bases that were altered themselves."""
    of: Any = BasisRow
    texts, kept = _wrong_texts(connection)
    sound: dict[int, tuple[str, str]] = {}
    wrong = set()
    for number, hash_, content in connection.execute(select(of.number, of.hash, of.content)):
        if digest(content) != hash_:
            wrong.add(number)
            continue
        found = json.loads(content)
        why = texts.get(found["contract_hash"], "the texts of its contract are missing")
        if found["prices_hash"] and found["prices_hash"] not in kept:
            why = why or "its price list was altered, or is missing"
        sound[number] = (hash_, why)
    return sound, wrong


def _wrong_texts(connection: Connection) -> tuple[dict[str, str], set[str]]:
    """What is wrong with the texts of each contract that was kept, blank where nothing is; and the hashes of sound texts."""
    text: Any = Text
    version: Any = ContractVersion
    sound = {row.hash for row in connection.execute(select(text.hash, text.text)) if digest(row.text) == row.hash}
    found = {}
    for contract_hash, files in connection.execute(select(version.contract_hash, version.files)):
        lost = [path for path, hash_ in json.loads(files).items() if hash_ not in sound]
        found[contract_hash] = f"a text that its contract rests on was altered, or is missing: {lost[0]}" if lost else ""
    return found, sound

"""The texts of contracts, each file kept once by the hash of what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from commissioning.store.canonical import digest, plain_text
from commissioning.store.tables import ContractVersion, Text


def keep_contract(connection: Connection, contract: str, contract_hash: str, files: Mapping[str, str]) -> None:
    """Keep the files of a contract (text by path) under the hash that decisions name it by, if they are not kept yet."""
    of: Any = ContractVersion
    if connection.execute(select(of.contract).where(of.contract_hash == contract_hash)).first() is not None:
        return
    hashes = {path: keep_text(connection, text) for path, text in files.items()}
    connection.execute(insert(ContractVersion).values(contract_hash=contract_hash, contract=contract, files=plain_text(hashes)))


def keep_text(connection: Connection, text: str) -> str:
    """Keep one text; its hash."""
    of: Any = Text
    hash_ = digest(text)
    if connection.execute(select(of.hash).where(of.hash == hash_)).first() is None:
        connection.execute(insert(Text).values(hash=hash_, text=text))
    return hash_


def contract_files(connection: Connection, contract_hash: str) -> dict[str, str] | None:
    """The files of a contract by path; None where they are not kept."""
    of: Any = ContractVersion
    found = connection.execute(select(of.files).where(of.contract_hash == contract_hash)).scalar()
    if found is None:
        return None
    return {path: text_of(connection, hash_) for path, hash_ in json.loads(found).items()}


def text_of(connection: Connection, hash_: str) -> str:
    """A text by its hash; blank where it is not kept."""
    of: Any = Text
    return connection.execute(select(of.text).where(of.hash == hash_)).scalar() or ""

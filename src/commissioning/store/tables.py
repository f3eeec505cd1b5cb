"""The tables of the store: thin, checked nowhere; what may be written is decided where it is written."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, Index, SQLModel


class Import(SQLModel, table=True):
    """One import that changed something. *counts* is JSON: by table new, changed, same and gone; and rows left out."""

    __tablename__ = "import_run"
    number: int = Field(primary_key=True)
    imported_on: date
    input_digest: str
    engine_version: str
    complete: bool
    counts: str


class RowVersion(SQLModel, table=True):
    """One row of an exchange table as one import brought it; *content* is what ``canonical.row_text`` writes.

    Known from *known_from* to the day before *known_to*; current from import *imported_by* until *replaced_by*. Personal facts
    live here and nowhere else.
    """

    __tablename__ = "row_version"
    __table_args__ = (
        Index("row_version_current", "table_name", "replaced_by"),
        Index("row_version_owner", "table_name", "owner"),
        Index("row_version_key", "table_name", "key"),
    )
    id: int = Field(primary_key=True)
    table_name: str
    key: str
    owner: str
    row_hash: str
    content: str
    imported_by: int
    replaced_by: int | None = None
    known_from: date
    known_to: date | None = None


class Client(SQLModel, table=True):
    """A client of the log with the salt of all that the log says of them (32 hexadecimal digits)."""

    __tablename__ = "client"
    client_id: str = Field(primary_key=True)
    salt: str


class Purge(SQLModel, table=True):
    """That a client was purged, and how many rows: not who."""

    __tablename__ = "purge"
    number: int = Field(primary_key=True)
    purged_on: date
    rows: int


class Text(SQLModel, table=True):
    """A file that contracts were read from, by the SHA-256 of its text."""

    __tablename__ = "contract_text"
    hash: str = Field(primary_key=True)
    text: str


class ContractVersion(SQLModel, table=True):
    """A contract as decisions rested on it: *files* is JSON, the hash of each file's text by the file's path."""

    __tablename__ = "contract_version"
    contract_hash: str = Field(primary_key=True)
    contract: str
    files: str


class BasisRow(SQLModel, table=True):
    """What the entries of one run of the log share; *content* is the JSON of a ``log.Basis``, *hash* its SHA-256."""

    __tablename__ = "log_basis"
    number: int = Field(primary_key=True)
    hash: str = Field(unique=True)
    content: str


class Entry(SQLModel, table=True):
    """One entry of the decision log; *hash* seals it and all before it. It can be added to, and never changed."""

    __tablename__ = "log_entry"
    __table_args__ = (Index("log_entry_subject", "subject"),)
    seq: int = Field(primary_key=True)
    basis: int
    import_number: int
    subject: str
    input_hash: str
    outcome: str
    decision: str
    hash: str


class Head(SQLModel, table=True):
    """The last entry of the log: one row. Writers of the log take their turn at it."""

    __tablename__ = "log_head"
    id: int = Field(primary_key=True)
    seq: int
    hash: str

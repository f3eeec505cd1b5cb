"""Where a value comes from: a document that says it, an assumption, or an illustration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How well a value is known."""

    SOURCED = "sourced"
    ASSUMED = "assumed"
    ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The standing of one value, and its backing.

    A *sourced* value names the *document* (a code of the register of documents) and the *clause* or *quote* in it; an
    *assumed* or *illustrative* one says in *why* what was assumed and for want of what.
    """

    standing: Standing
    document: str = ""
    clause: str = ""
    quote: str = ""
    why: str = ""

    @property
    def is_sourced(self) -> bool:
        """Whether a document says it."""
        return self.standing is Standing.SOURCED


@dataclass(frozen=True, slots=True)
class Caveat:
    """One assumed or illustrative value that a decision rests on: the term, the field, the value and its backing."""

    term: str
    field: str
    value: str
    provenance: Provenance

    def __str__(self) -> str:
        return f"{self.term}.{self.field} = {self.value} ({self.provenance.standing})"


@dataclass(frozen=True, slots=True)
class Overruled:
    """A value that lost to another because its document stands lower in the contract's order of precedence."""

    term: str
    field: str
    value: str
    provenance: Provenance
    winner: str
    winning_document: str

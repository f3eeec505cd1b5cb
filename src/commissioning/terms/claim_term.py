"""What every kind of term about claims has: its lowering apart from the terms about outcomes.

No decision about an outcome rests on such a term, and its silences are kept apart from theirs.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from pydantic import Field

from commissioning.plan.claim_nodes import ClaimNode, Whose
from commissioning.plan.values import Value
from commissioning.terms.base import Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Name

T = TypeVar("T")
S = TypeVar("S")


class TermOfClaim(Term):
    """A term about claims, or about how they are paid. It bears on no verdict about an outcome."""

    claim_example: ClassVar[str]
    """A term of the kind as YAML: what the reference page shows."""

    @property
    def decides(self) -> bool:
        """No verdict about an outcome rests on it."""
        return False

    @abstractmethod
    def node(self, ask: OfClaims) -> ClaimNode:
        """What the term says of claims."""

    def lower(self, build: Building) -> None:
        """One more thing that is said of claims."""
        with build.of_claims():
            build.claims.append(self.node(OfClaims(build, self)))


class TermOfSomeClaims(TermOfClaim):
    """A term about the claims of some outcomes, or of all."""

    outcomes: tuple[Name, ...] = Field((), description="The outcomes it is for; every one unless given.")
    reached_by: tuple[Name, ...] = Field(
        (), description="The ids of terms that give an outcome: it is for outcomes reached by one of them; by any unless given."
    )

    @property
    def whose(self) -> Whose:
        """Whose claims it is about."""
        return Whose(self.outcomes, self.reached_by)

    def of_which(self) -> str:
        """Whose claims it is about, in words after a comma; blank for all."""
        parts = [", ".join(self.outcomes)] if self.outcomes else []
        parts += [f"reached by {', '.join(self.reached_by).replace('_', ' ')}"] if self.reached_by else []
        return f" For {' '.join(parts)} only." if parts else ""


@dataclass(frozen=True, slots=True)
class OfClaims:
    """Turns the settings of one term about claims into parameters."""

    build: Building
    term: TermOfClaim

    def value(self, name: str, setting: object, change: Callable[[S], T], *path: str | int) -> Value[T]:
        """A setting as a parameter."""
        return self.build.value(self.term, name, setting, change, path or (name,))

    def optional(self, name: str, setting: object, change: Callable[[S], T], *path: str | int) -> Value[T] | None:
        """The same, or None where the term does not state it."""
        return None if setting is None else self.value(name, setting, change, *path)

    def rests(self, name: str, value: str) -> None:
        """Keep the standing of what is no single value."""
        self.build.caveat_of_term(self.term, name, value)

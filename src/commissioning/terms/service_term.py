"""What every kind of term about a service has: its lowering apart from the terms about clients, and examples of services.

No decision about a client rests on such a term. Its dated values hold on the day decided as of; where documents say different
things and the contract names no order of precedence, what each says is a reading, as with a silence.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from commissioning.plan.plan import Silence
from commissioning.plan.service_nodes import ServiceTest
from commissioning.plan.values import AppliesBy, Choice, Value
from commissioning.terms.base import Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import say
from commissioning.terms.settings import Conflicting, Stated

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class ServiceExample:
    """A term as YAML, and by verdict what is reported of a service that gets it, in the form of a file ``reported.yaml``."""

    term: str
    services: Mapping[str, str]


class TermOfService(Term):
    """A term about a service. It bears on no verdict about a client."""

    # By the claim is by the as-of date where there is no claim, and a service has none.
    may_apply_by: ClassVar[frozenset[AppliesBy]] = frozenset({AppliesBy.CLAIM})
    always_by: ClassVar[AppliesBy | None] = AppliesBy.CLAIM
    service_examples: ClassVar[tuple[ServiceExample, ...]] = ()

    @property
    def decides(self) -> bool:
        """No verdict about a client rests on it."""
        return False

    @abstractmethod
    def test(self, ask: OfService) -> ServiceTest:
        """What the term asks of a service."""

    def lower(self, build: Building) -> None:
        """One more test of services."""
        if self.applies_by is not None:
            remedy = "leave 'applies_by' out"
            build.problem("C090", "the dated values of a service hold on the day decided as of", remedy, "applies_by")
        with build.of_services():
            build.services.append(self.test(OfService(build, self)))


@dataclass(frozen=True, slots=True)
class OfService:
    """Turns the settings of one term about services into parameters."""

    build: Building
    term: TermOfService

    def value(self, name: str, setting: object, change: Callable[[S], T]) -> Value[T]:
        """A setting as a parameter."""
        if isinstance(setting, Conflicting) and not self._is_ranked(setting):
            return self._every_document(name, setting, change)
        return self.build.value(self.term, name, setting, change, (name,))

    def optional(self, name: str, setting: object, change: Callable[[S], T]) -> Value[T] | None:
        """The same, or None where the term does not state it."""
        return None if setting is None else self.value(name, setting, change)

    def _is_ranked(self, setting: Conflicting[S]) -> bool:
        order = self.build.precedence
        ranks = sorted(order.index(d) if d in order else len(order) for d in _documents(setting))
        return ranks[0] < len(order) and ranks[0] != ranks[1]

    def _every_document(self, name: str, setting: Conflicting[S], change: Callable[[S], T]) -> Value[T]:
        """What each document says, as a reading of its own."""
        stated: dict[str, Stated[S]] = {}
        for one in setting.conflicting:
            stated.setdefault(say(one.value), one)
        values = {
            text: self.build.value(self.term, name, one, change, (name, "conflicting", setting.conflicting.index(one)))
            for text, one in stated.items()
        }
        if len(values) == 1:
            return next(iter(values.values()))
        said = " and ".join(f"{say(s.value)} ({s.source.document if s.source else 'no document'})" for s in setting.conflicting)
        silences = self.build.silences
        why = f"Documents differ, and nothing says which counts: {said}."
        silences.setdefault(name, Silence(name, tuple(values), self.term.id, why))
        if name in self.build.settled:
            chosen = self.build.settled[name]
            one = stated.get(chosen, setting.conflicting[0])
            assumed = one.model_copy(update={"source": None, "assumed": "assumed by the user of the command"})
            return self.build.value(self.term, name, assumed, change, (name,))
        return Choice(name, tuple(values.items()))


def _documents(setting: Conflicting[S]) -> list[str]:
    return [one.source.document if one.source else "" for one in setting.conflicting]


def whole(value: int) -> int:
    """A number as a plain int, without the way it is shown."""
    return int(value)


def word(value: str) -> str:
    """A word as it is."""
    return str(value)

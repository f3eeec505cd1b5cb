"""A contract compiled: eligibility and outcomes as nodes, with the silences that read them one way or another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from commissioning.domain.calendar import Length
from commissioning.domain.money import Pence
from commissioning.domain.provenance import Caveat, Overruled
from commissioning.plan.nodes import Eligibility, FactIs, FactWithin, Outcome
from commissioning.plan.values import Choice, Const, Dated, Value

if TYPE_CHECKING:
    from commissioning.plan.claim_nodes import ClaimNode
    from commissioning.plan.service_nodes import ServiceTest


@dataclass(frozen=True, slots=True)
class Silence:
    """Something the contract does not say, and the readings it can be given, in listed order."""

    name: str
    readings: tuple[str, ...]
    term: str
    why: str = ""

    def __post_init__(self) -> None:
        if len(set(self.readings)) != len(self.readings) or len(self.readings) < 2:
            raise ValueError(f"silence '{self.name}' needs at least two different readings")


class Support(StrEnum):
    """Which support an entitlement is to."""

    PRE_WORK = "pre_work"
    IN_WORK = "in_work"


class Extent(StrEnum):
    """How long an entitlement lasts: a stated limit, no limit by the terms, or nothing stated."""

    LIMITED = "limited"
    UNLIMITED = "unlimited"
    NONE_STATED = "none_stated"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Support a client may have: from the start (pre-work) or the first qualifying day (in-work). It decides no outcome."""

    term: str
    support: Support
    extent: Extent
    length: Value[Length] | None = None

    def __post_init__(self) -> None:
        if (self.extent is Extent.LIMITED) != (self.length is not None):
            raise ValueError("an entitlement has a length if and only if it is limited")


@dataclass(frozen=True, slots=True)
class TermNote:
    """What a report needs to say of a term: its title, its plain words, its sources and what it rests on."""

    term: str
    kind: str
    title: str
    words: str
    sources: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    remark: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Prices:
    """Pence for each outcome, *by* payment group or by the route (a band of hours) on which it was reached.

    Of the outcomes in *up_to* the amounts are the most that is paid; what is paid may be less.
    """

    name: str
    amounts: Mapping[str, Mapping[str, Pence]]
    illustrative: bool = True
    by: str = "payment_group"
    up_to: frozenset[str] = frozenset()

    def range(self, outcome: str, keys: Collection[str]) -> tuple[Pence, Pence] | None:
        """The lowest and highest price of an outcome for these groups or routes (none: any); None where there is none."""
        priced = self.amounts.get(outcome)
        if not priced:
            return None
        amounts = [priced[key] for key in keys if key in priced] or list(priced.values())
        return (0 if outcome in self.up_to else min(amounts)), max(amounts)


NO_PRICES = Prices("none", {}, illustrative=False)


@dataclass(frozen=True)
class Plan:
    """One contract, ready to run on any engine.

    *payee* says who is paid where it is not the provider. *services* are tests of services, with silences of their own: no
    decision about a client rests on them. *claims* is what is said of claims and how they are paid, likewise apart.
    *contract* is how decisions name it (``fair-start-scotland`` or ``fair-start-scotland@2018-04-03``); *family* is the
    contract's own id, which journeys carry. *recorded* lists what was assumed or set aside by the user.
    """

    contract: str
    family: str
    title: str
    eligibility: tuple[Eligibility, ...]
    outcomes: tuple[Outcome, ...]
    silences: tuple[Silence, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    services: tuple[ServiceTest, ...] = ()
    service_silences: tuple[Silence, ...] = ()
    claims: tuple[ClaimNode, ...] = ()
    claim_silences: tuple[Silence, ...] = ()
    notes: tuple[TermNote, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    not_modelled: tuple[tuple[str, str], ...] = ()
    recorded: tuple[str, ...] = ()
    assumed_job_facts: tuple[tuple[str, object], ...] = ()
    reading_sets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prices: Prices = NO_PRICES
    payee: str = ""
    opens: date | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        names = [o.name for o in self.outcomes]
        for position, outcome in enumerate(self.outcomes):
            if outcome.prior and outcome.prior.outcome not in names[:position]:
                raise ValueError(f"outcome '{outcome.name}' rests on '{outcome.prior.outcome}', which does not come before it")
        if len(set(names)) != len(names):
            raise ValueError("two outcomes have one name")
        if len({s.name for s in self.silences}) != len(self.silences):
            raise ValueError("two silences have one name")
        _declared(self.silences, (self.eligibility, self.outcomes, self.entitlements))
        _declared(self.service_silences, self.services)
        _declared(self.claim_silences, self.claims)

    @property
    def every_silence(self) -> tuple[Silence, ...]:
        """The silences of clients' outcomes, of claims and of services."""
        return (*self.silences, *self.claim_silences, *self.service_silences)

    def readings(self) -> Iterator[dict[str, str]]:
        """Every combination of readings of the silences, the last silence varying fastest; one empty one if there are none."""
        names = [s.name for s in self.silences]
        for chosen in product(*(s.readings for s in self.silences)):
            yield dict(zip(names, chosen, strict=True))

    def note(self, term: str) -> TermNote:
        """What reports say of a term."""
        return self._notes.get(term) or TermNote(term, "", term, term)

    @property
    def is_priced(self) -> bool:
        """Whether the price list gives a price for any outcome of the plan."""
        return any(outcome.name in self.prices.amounts for outcome in self.outcomes)

    @cached_property
    def _notes(self) -> dict[str, TermNote]:
        return {note.term: note for note in self.notes}

    @cached_property
    def silences_of_claims(self) -> tuple[Silence, ...]:
        """The silences that bear on how a claim stands; those of its validation by a sample alone do not."""
        from commissioning.plan.claim_nodes import Validation

        asked = {choice.silence for node in self.claims if not isinstance(node, Validation) for choice in _choices(node)}
        return tuple(silence for silence in self.claim_silences if silence.name in asked)

    @cached_property
    def facts_asked(self) -> frozenset[str]:
        """The facts of a journey that the plan reads."""
        scoped = {name for value in _dated(self.outcomes) for name in _scoped(value)}
        return frozenset(_facts((self.eligibility, self.outcomes)) | scoped)

    @cached_property
    def scoped_facts(self) -> dict[str, tuple[str, ...]]:
        """Facts that say whether a version is for a journey, with the values asked for. Blank, they are read every way."""
        found: dict[str, set[str]] = {}
        for value in _dated((self.outcomes, self.entitlements)):
            for version in value.versions:
                for name, values in version.scope:
                    found.setdefault(name, set()).update(values)
        return {name: tuple(sorted(values)) for name, values in sorted(found.items())}


def _declared(silences: tuple[Silence, ...], nodes: tuple[object, ...]) -> None:
    """Raise :class:`ValueError` where a value is left open by what is no silence with those readings."""
    readings = {silence.name: silence.readings for silence in silences}
    for choice in _choices(nodes):
        if readings.get(choice.silence) != tuple(name for name, _ in choice.options):
            raise ValueError(f"a value is left open by '{choice.silence}', which is no silence with those readings")


def _facts(node: object) -> set[str]:
    own = {node.fact} if isinstance(node, FactIs | FactWithin) else set()
    return own.union(*(_facts(child) for child in children(node)))


def _scoped(value: Dated[object]) -> set[str]:
    return {name for version in value.versions for name, _ in version.scope}


def _dated(node: object) -> list[Dated[object]]:
    found = [node] if isinstance(node, Dated) else []
    for child in children(node):
        found += _dated(child)
    return found


def _choices(node: object) -> list[Choice[object]]:
    found = [node] if isinstance(node, Choice) else []
    for child in children(node):
        found += _choices(child)
    return found


_PARTS: dict[type, tuple[str, ...]] = {}
"""By the kind of a node the names of what stands inside it; nothing stands inside a value that always holds."""


def children(node: object) -> tuple[object, ...]:
    """The nodes and values directly inside a node."""
    if isinstance(node, tuple):
        return node
    names = _PARTS.get(type(node))
    if names is None:
        names = tuple(f.name for f in fields(node)) if is_dataclass(node) and not isinstance(node, Const) else ()
        _PARTS[type(node)] = names
    return tuple([getattr(node, name) for name in names])

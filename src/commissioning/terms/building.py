"""What terms add to a plan, collected in file order; compiling puts it together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from commissioning.domain.calendar import FAR, Length
from commissioning.domain.money import Pence
from commissioning.domain.provenance import Caveat, Overruled, Provenance, Standing
from commissioning.errors import Problem, Severity, nearest
from commissioning.plan.nodes import (
    CommonTest,
    Condition,
    Earned,
    Eligibility,
    HoursEnough,
    JobFilter,
    Requires,
    Wages,
)
from commissioning.plan.plan import Entitlement, Silence
from commissioning.plan.values import AppliesBy, Choice, Const, Dated, Value, Version, pinned
from commissioning.terms.areas import area_key
from commissioning.terms.base import Term
from commissioning.terms.facts import FactType, how_to_compare
from commissioning.terms.origin import Origin, Path
from commissioning.terms.parameters import Parameter
from commissioning.terms.scalars import AgeRatesValue, say
from commissioning.terms.settings import Conflicting, FromRules, Marked, Silent, Stated, VersionOf, day_of

if TYPE_CHECKING:
    from commissioning.plan.claim_nodes import ClaimNode
    from commissioning.plan.service_nodes import ServiceTest

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class SustainedSpec:
    """So many days of work for an outcome; windows and breaks as in :class:`~commissioning.plan.nodes.Sustained`."""

    term: str
    outcome: str
    days: Value[int]
    window: Value[int] | None
    anchor: Value[str]
    longest_break: Value[int] | None = None
    within: tuple[Value[Length], ...] = ()
    counting: str = "all"
    filters: tuple[JobFilter, ...] = ()
    same_job: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A band of weekly hours: work in it is a route of its own to every sustained outcome, and may have a price of its own."""

    name: str
    hours: HoursEnough
    filters: tuple[JobFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """What an outcome pays: one sum, or a sum for each band of hours (pence); *up_to*: the most that is paid."""

    by_band: Mapping[str, Pence]
    up_to: bool = False


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each outcome pays, by the term that says so."""

    term: str
    of: Mapping[str, Amount]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class StartSpec:
    """An outcome reached on the first qualifying day."""

    term: str
    outcome: str
    counts: Value[str]
    within: tuple[Value[Length], ...] = ()


@dataclass(frozen=True, slots=True)
class EarnedSpec:
    """An outcome reached by cumulative earnings."""

    term: str
    outcome: str
    threshold: Value[int] | Wages
    within: tuple[Value[Length], ...]
    counting: str = "all"


OutcomeSpec = SustainedSpec | StartSpec | EarnedSpec


@dataclass
class Building:
    """The parts of a plan so far, and everything needed to turn a contract's settings into parameters.

    *settled* maps silences to the reading the user assumed; with *as_it_stood* every dated value is pinned to that day.
    *declared* are the facts of journeys that may be asked for, by type; *words* the words a fact's closed list holds;
    *areas* the GSS codes of council areas by name and code, as :func:`~commissioning.terms.areas.area_key` writes them.
    """

    origin: Origin
    parameters: Mapping[str, Parameter]
    precedence: tuple[str, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    as_it_stood: date | None = None

    eligibility: list[Eligibility] = field(default_factory=list)
    filters: list[JobFilter] = field(default_factory=list)
    hours: HoursEnough | None = None
    bands: list[Band] = field(default_factory=list)
    pre_work: tuple[str, tuple[Value[Length], ...]] | None = None
    jobs_start_by: tuple[str, Value[date]] | None = None
    outcomes: list[OutcomeSpec] = field(default_factory=list)
    outcome_limit: tuple[str, Value[Length]] | None = None
    prior: tuple[str, Value[str]] | None = None
    common: list[CommonTest] = field(default_factory=list)
    conditions: list[tuple[tuple[str, ...], Requires]] = field(default_factory=list)
    parts: tuple[str, tuple[str, ...], Value[str]] | None = None
    amounts: Amounts | None = None
    payee: str = ""
    unmixed: dict[str, str] = field(default_factory=dict)
    entitlements: list[Entitlement] = field(default_factory=list)
    not_modelled: list[tuple[str, str]] = field(default_factory=list)
    price_list: str | None = None
    areas: Mapping[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    declared: Mapping[str, FactType] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    silences: dict[str, Silence] = field(default_factory=dict)
    services: list[ServiceTest] = field(default_factory=list)
    service_silences: dict[str, Silence] = field(default_factory=dict)
    claims: list[ClaimNode] = field(default_factory=list)
    claim_silences: dict[str, Silence] = field(default_factory=dict)
    caveats: dict[str, list[Caveat]] = field(default_factory=dict)
    overruled: list[Overruled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    opens: list[date] = field(default_factory=list)
    index: int = 0
    _silent_at: dict[str, Path] = field(default_factory=dict)
    _undated: set[int] = field(default_factory=set)

    # ------------------------------------------------------------------------------------------------ problems

    def problem(self, code: str, message: str, remedy: str, *path: str | int) -> None:
        """Report something wrong at a path inside the current term; of a pack's term, where the contract uses the pack."""
        self.problems.append(self.origin.problem(code, message, remedy, self.origin.own(("terms", self.index, *path))))

    @contextmanager
    def of_services(self) -> Iterator[None]:
        """Within it silences are those of services: no decision about a client is read by them."""
        clients, self.silences = self.silences, self.service_silences
        try:
            yield
        finally:
            self.silences = clients

    @contextmanager
    def of_claims(self) -> Iterator[None]:
        """Within it silences are those of claims: no decision about an outcome is read by them."""
        clients, self.silences = self.silences, self.claim_silences
        try:
            yield
        finally:
            self.silences = clients

    def unexplained(self) -> None:
        """Warn of each silence that does not say what was looked for."""
        for name, silence in [*self.silences.items(), *self.service_silences.items(), *self.claim_silences.items()]:
            if not silence.why and name in self._silent_at:
                self.problems.append(
                    self.origin.problem(
                        "C026",
                        f"the silence '{name}' does not say what was looked for",
                        "add 'why: …' beside 'silent': what was looked for, and where",
                        self._silent_at[name],
                        Severity.WARNING,
                    )
                )

    # ------------------------------------------------------------------------------------------------- settings

    def within(self, term: Term, part: Marked) -> _Within:
        """The same, for settings inside a part of the term that may have a standing of its own."""
        return _Within(self, part)

    def value(
        self, term: Term, name: str, setting: object, change: Callable[[S], T], path: tuple[str | int, ...] = ()
    ) -> Value[T]:
        """A setting of *term* as a parameter of the plan, each value passed through *change*.

        *name* is the field's name, which is the silence's name too unless the silence gives one; *path* leads to the setting
        where it lies deeper than the field.
        """
        at = path or (name,)
        if isinstance(setting, Silent):
            return self._silent(term, name, setting, change, at)
        if isinstance(setting, Conflicting):
            return self._decided(term, name, setting, change, at)
        if isinstance(setting, FromRules):
            return self._shared(term, name, setting, change, at)
        if isinstance(setting, Stated):
            return Const(change(setting.value), self._caveats(term, name, setting.value, setting, at))
        if isinstance(setting, tuple) and not isinstance(setting, AgeRatesValue):
            return self._dated(term, name, setting, change, at)
        return Const(change(setting), self._caveats(term, name, setting, None, at))  # type: ignore[arg-type]

    def _silent(
        self, term: Term, name: str, setting: Silent[S], change: Callable[[S], T], at: tuple[str | int, ...]
    ) -> Value[T]:
        silence = setting.name or name
        readings = tuple(say(reading) for reading in setting.silent)
        known = self.silences.get(silence)
        if known is not None and known.readings != readings:
            self.problem(
                "C041",
                f"silence '{silence}' has other readings here ({', '.join(readings)}) than in term '{known.term}' "
                f"({', '.join(known.readings)})",
                "give both the same readings, or one of them another name",
                *at,
            )
        if known is None or (setting.why and not known.why):
            first = term.id if known is None else known.term
            self.silences[silence] = Silence(silence, readings if known is None else known.readings, first, setting.why or "")
        self._silent_at.setdefault(silence, ("terms", self.index, *at))
        if silence in self.settled:
            chosen = next((r for r in setting.silent if say(r) == self.settled[silence]), setting.silent[0])
            provenance = Provenance(Standing.ASSUMED, why="assumed by the user of the command")
            return Const(change(chosen), self._keep(term, Caveat(term.id, name, say(chosen), provenance)))
        return Choice(silence, tuple((say(r), Const(change(r))) for r in setting.silent))

    def _decided(
        self, term: Term, name: str, setting: Conflicting[S], change: Callable[[S], T], at: tuple[str | int, ...]
    ) -> Value[T]:
        """The value of the document that stands highest in the order of precedence; the others are said to have lost."""
        ranked = sorted(setting.conflicting, key=self._rank)
        winner, ranks = ranked[0], [self._rank(s) for s in ranked]
        if ranks[0] == ranks[1] or ranks[0] >= len(self.precedence):
            said = " and ".join(f"{say(s.value)} ({s.source.document if s.source else 'no source'})" for s in ranked[:2])
            self.problem(
                "C042",
                f"{term.id}.{name}: documents clash, and nothing says which counts: {said}",
                "name the documents in the contract's 'precedence', the one that counts first",
                *at,
            )
            return Const(change(winner.value))
        for lost in ranked[1:]:
            provenance = lost.provenance() or Provenance(Standing.ASSUMED, why="no standing given")
            document = winner.source.document if winner.source else ""
            self.overruled.append(Overruled(term.id, name, say(lost.value), provenance, say(winner.value), document))
        return Const(change(winner.value), self._caveats(term, name, winner.value, winner, at))

    def _rank(self, stated: Stated[S]) -> int:
        document = stated.source.document if stated.source else ""
        return self.precedence.index(document) if document in self.precedence else len(self.precedence)

    def _shared(
        self, term: Term, name: str, setting: FromRules, change: Callable[[S], T], at: tuple[str | int, ...]
    ) -> Value[T]:
        parameter = self.parameters.get(setting.parameter)
        if parameter is None:
            self.problem(
                "C043",
                f"there is no shared value '{setting.parameter}' in rules/parameters",
                nearest(setting.parameter, self.parameters) or "add the file, or state the value here",
                *at,
            )
            raise Unbuildable
        own = setting.provenance() if term.restated is None else term.restated.provenance()
        versions = []
        for version in parameter.versions:
            # A source for what the term says does not make an assumed rate of the shared value a sourced one.
            keeps = own is None or (own.is_sourced and not version.provenance.is_sourced)
            provenance = version.provenance if own is None or keeps else own
            caveats = () if provenance.is_sourced else (Caveat(term.id, name, say(version.value), provenance),)
            self._keep(term, *caveats)
            try:
                value = change(version.value)  # type: ignore[arg-type]
            except (TypeError, ValueError, AttributeError):
                self.problem(
                    "C044",
                    f"the shared value '{parameter.name}' is {parameter.type}, which does not fit here",
                    "name a shared value of the right type",
                    *at,
                )
                raise Unbuildable from None
            if parameter.always:
                return Const(value, caveats)
            since = version.since.toordinal() if version.since else 1
            until = version.until.toordinal() if version.until else FAR
            versions.append(Version(value, since, until, (), caveats))
        return self._stand(term, name, Dated(parameter.name, tuple(versions), self._applies_by(term, at)), at)

    def _dated(
        self,
        term: Term,
        name: str,
        setting: tuple[VersionOf[S], ...],
        change: Callable[[S], T],
        at: tuple[str | int, ...],
    ) -> Value[T]:
        versions: list[Version[T]] = []
        seen: dict[tuple[date, object], int] = {}
        for index, version in enumerate(setting):
            caveats = self._caveats(term, name, version.value, version, (*at, index))
            for word, day in (("from", version.from_), ("until", version.until)):
                if day is None:
                    continue
                own = day if isinstance(day, Marked) else version
                caveats += self._caveats(term, f"{name}.{word}", day_of(day), own, (*at, index, word))
            scope = version.scope.pairs() if version.scope else ()
            key = (day_of(version.from_), scope)
            if key in seen:
                self.problem(
                    "C045",
                    f"{term.id}.{name}: two versions begin on {day_of(version.from_)} for the same people",
                    "keep one; if two documents say different things, write them as 'conflicting'",
                    *at,
                    index,
                )
            seen[key] = index
            for fact, values in scope:
                self.knows(fact, values, (*at, index, "scope", fact))
            since = day_of(version.from_).toordinal()
            until = day_of(version.until).toordinal() if version.until else FAR
            if until < since:
                self.problem("C046", f"{term.id}.{name}: a version ends before it begins", "mend 'from' or 'until'", *at, index)
                until = FAR
            versions.append(Version(change(version.value), since, until, scope, caveats))
        if not versions:
            self.problem("C047", f"{term.id}.{name} lists no version", "state at least one value with its 'from'", *at)
            raise Unbuildable
        return self._stand(term, name, Dated(f"{term.id}.{name}", tuple(versions), self._applies_by(term, at)), at)

    def _stand(self, term: Term, name: str, dated: Dated[T], at: tuple[str | int, ...]) -> Value[T]:
        """The dated value, pinned if the contract is to be read as it stood on a day."""
        if self.as_it_stood is None:
            return dated
        day = self.as_it_stood.toordinal()
        if not any(v.since <= day <= v.until for v in dated.versions):
            self.problem(
                "C048",
                f"{term.id}.{name} has no value on {self.as_it_stood}, the day the contract is to be read as it stood",
                "ask for a day on which every dated value has begun",
                *at,
            )
            raise Unbuildable
        return pinned(dated, day)

    def _applies_by(self, term: Term, at: tuple[str | int, ...]) -> AppliesBy | Choice[AppliesBy]:
        if term.always_by is not None:
            return term.always_by
        if term.applies_by is None:
            # Told once for a term; the rest of the term is looked at too, and no plan comes of it.
            if self.index not in self._undated:
                self.problem(
                    "C049",
                    f"{term.id} has a dated value but does not say which date decides between its versions",
                    f"add 'applies_by', one of: {', '.join(sorted(term.may_apply_by))}",
                    *at,
                )
            self._undated.add(self.index)
            return AppliesBy.REFERRAL
        rule = self.value(term, "applies_by", term.applies_by, lambda word: AppliesBy(str(word)))
        options = [option for _, option in rule.options] if isinstance(rule, Choice) else [rule]
        for option in options:
            if isinstance(option, Const) and option.value not in term.may_apply_by:
                self.problem(
                    "C050",
                    f"a value of '{term.kind}' cannot apply by {option.value}",
                    f"use one of: {', '.join(sorted(term.may_apply_by))}",
                    "applies_by",
                )
                return AppliesBy.REFERRAL
        if isinstance(rule, Dated):
            self.problem("C051", "'applies_by' cannot itself be dated", "state it once, or list it as silent", "applies_by")
            return AppliesBy.REFERRAL
        return rule.value if isinstance(rule, Const) else rule

    # ------------------------------------------------------------------------------------------------ standings

    def _caveats(
        self, term: Term, name: str, value: object, own: Marked | None, at: tuple[str | int, ...]
    ) -> tuple[Caveat, ...]:
        provenance = self.provenance(term, own, name, at)
        if provenance is None or provenance.is_sourced:
            return ()
        return self._keep(term, Caveat(term.id, name, say(value), provenance))

    def provenance(self, term: Term, own: Marked | None, name: str, at: tuple[str | int, ...]) -> Provenance | None:
        """The standing of one value: what replaces all of the term's, its own, or the term's; a problem if there is none."""
        found = term.restated.provenance() if term.restated is not None else None
        found = found or (own.provenance() if own is not None else None) or term.standing_of(name)
        if found is None:
            self.problem(
                "C040",
                f"{term.id}.{name} does not say where its value comes from",
                "add 'source' with document and quote or clause, or say 'assumed' or 'illustrative' and why",
                *at,
            )
        return found

    def caveat_of_term(self, term: Term, name: str, value: str) -> None:
        """Keep what the term itself rests on, for a term whose meaning is no single value."""
        self._caveats(term, name, value, None, ())

    def _keep(self, term: Term, *caveats: Caveat) -> tuple[Caveat, ...]:
        kept = self.caveats.setdefault(term.id, [])
        kept.extend(caveat for caveat in caveats if caveat not in kept)
        return caveats

    # ------------------------------------------------------------------------------------------------------ parts

    def eligible_when(self, term: Term, condition: Condition, code: object = None) -> None:
        """Add a condition of eligibility."""
        from commissioning.domain.reasons import ReasonCode

        self.eligibility.append(
            Eligibility(term.id, condition, code if isinstance(code, ReasonCode) else ReasonCode.CONDITION_NOT_MET)
        )

    def asks(self, fact: str, type_: FactType, path: tuple[str | int, ...], written: Sequence[str] = ()) -> None:
        """Note that a fact of journeys is asked for; a problem if it is no fact that is known, or not of that type.

        *written* are the words it is compared with: a problem too if its closed list does not hold one of them.
        """
        known = self.declared.get(fact)
        if known is None:
            self.problem(
                "C054",
                f"'{fact}' is not a fact of journeys",
                nearest(fact, self.declared) or "use a column of the table 'journeys', or declare it under 'facts'",
                *path,
            )
        elif known != type_ and not (known == "code" and type_ == "yes_no"):
            self.problem(
                "C055",
                f"'{fact}' is a {known} fact, and is compared here as a {type_} fact",
                f"write for instance {how_to_compare(fact, known, written, self.words.get(fact, ()))}",
                *path,
            )
        else:
            self.knows(fact, written, path)
        self.facts[fact] = known or type_

    def knows(self, fact: str, written: Sequence[str], path: tuple[str | int, ...]) -> None:
        """Report each word that the closed list of a fact does not hold."""
        listed = self.words.get(fact, ())
        for index, word in enumerate(written):
            if listed and word not in listed:
                at = (*path, index)
                self.problem(
                    "C068",
                    f"'{word}' is not a value of {fact}: {', '.join(listed)}",
                    _word_meant(word, listed) or "write one of them",
                    *(at if ("terms", self.index, *at) in self.origin.places else path),
                )

    def area(self, written: str, *path: str | int) -> str:
        """The GSS code of a council area by its code or its name; a problem, and the text as written, if there is none."""
        if not self.areas:
            return written
        code = self.areas.get(area_key(written))
        if code is None:
            remedy = nearest(area_key(written), self.areas) or "write the council's name or its GSS code, such as S12000045"
            self.problem("C084", f"there is no council area '{written}' in Scotland", remedy, *path)
        return code or written

    def has_outcome(self, name: str) -> bool:
        """Whether some term gives the outcome of that name."""
        return any(spec.outcome == name for spec in self.outcomes)


def _word_meant(word: str, listed: Sequence[str]) -> str:
    """The word of a list that is most like another: its letters, or the beginnings of its words (``universal credit``)."""
    plain = word.lower().replace(" ", "_").replace("-", "_")
    initials = "".join(part[:1] for part in plain.split("_"))
    meant = next((one for one in (plain, initials) if one in listed), "")
    return f"did you mean '{meant}'?" if meant else nearest(plain, listed)


@dataclass(frozen=True, slots=True)
class _Within:
    """Builds the settings of one part of a term; what they do not say of their standing, the part says."""

    build: Building
    part: Marked

    def value(
        self, term: Term, name: str, setting: object, change: Callable[[S], T], path: tuple[str | int, ...] = ()
    ) -> Value[T]:
        """As :meth:`Building.value`."""
        if self.part.provenance() is None:
            return self.build.value(term, name, setting, change, path)
        standing = {name: getattr(self.part, name) for name in ("source", "assumed", "illustrative")}
        return self.build.value(term.model_copy(update=standing), name, setting, change, path)


class Unbuildable(Exception):
    """A term could not be lowered; the problem has been reported."""


def same(value: T) -> T:
    """The value itself."""
    return value


def open_condition(value: Value[Condition]) -> Condition:
    """The condition itself, or the choice between conditions that a silence leaves open."""
    if isinstance(value, Const):
        return value.value
    assert isinstance(value, Choice)
    options = tuple((reading, option.value) for reading, option in value.options if isinstance(option, Const))
    # The settling of a plan puts the chosen condition in the place of the choice.
    return cast(Condition, Choice(value.silence, options))  # type: ignore[arg-type]


__all__ = [
    "Amount",
    "Amounts",
    "Band",
    "Building",
    "Earned",
    "EarnedSpec",
    "OutcomeSpec",
    "StartSpec",
    "SustainedSpec",
    "Unbuildable",
    "open_condition",
    "same",
]

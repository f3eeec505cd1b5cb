"""A contract compiled to one plan, with what the user asks otherwise: assumptions, terms set aside, a day it stood on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from commissioning.domain.journeys import BASES
from commissioning.domain.money import Pence
from commissioning.domain.provenance import Provenance
from commissioning.errors import Problem, nearest
from commissioning.plan.nodes import (
    BasisCounts,
    Earned,
    Outcome,
    OutcomeLimit,
    Prior,
    Route,
    RouteTest,
    Sustained,
    Work,
    WorkBegan,
)
from commissioning.plan.plan import NO_PRICES, Plan, Prices, TermNote
from commissioning.plan.values import Const, Value, fixed
from commissioning.terms.as_it_stood import as_it_stood
from commissioning.terms.base import Term
from commissioning.terms.building import (
    Amounts,
    Band,
    Building,
    EarnedSpec,
    OutcomeSpec,
    StartSpec,
    SustainedSpec,
    Unbuildable,
)
from commissioning.terms.contract import Contract, Document
from commissioning.terms.facts import FACTS, VALUES
from commissioning.terms.parameters import Parameter
from commissioning.terms.settings import Marked, Source
from commissioning.terms.wording import Saying

NOT_COUNTED = {
    "all": (),
    "employed": ("self_employed",),
    "self_employed": tuple(basis for basis in BASES if basis != "self_employed"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How a contract is to be read otherwise than as written.

    *readings* settles silences; *job_facts* settles missing facts of jobs; *set_aside* names terms to do without; with
    *as_it_stood* every dated value is taken as it stood on that day. *recorded* says all that in the user's words.
    """

    readings: Mapping[str, str] = field(default_factory=dict)
    job_facts: Mapping[str, object] = field(default_factory=dict)
    set_aside: frozenset[str] = frozenset()
    as_it_stood: date | None = None
    recorded: tuple[str, ...] = ()


def compile_contract(
    contract: Contract,
    parameters: Mapping[str, Parameter],
    *,
    documents: Mapping[str, Document] | None = None,
    price_lists: Mapping[str, Prices] | None = None,
    prices: Prices | None = None,
    areas: Mapping[str, str] | None = None,
    asked: Asked | None = None,
) -> tuple[Plan | None, list[Problem]]:
    """The plan of a contract, or None with every problem found. *prices* replaces the price list the contract names.

    *areas* gives the GSS code of each council area by name and code, as
    :func:`~commissioning.terms.areas.area_key` writes them.
    """
    asked = asked or Asked()
    build = Building(
        origin=contract.origin,
        parameters=parameters,
        precedence=contract.head.precedence,
        settled=asked.readings,
        areas=areas or {},
        as_it_stood=asked.as_it_stood,
        declared={**FACTS, **{name: fact.type for name, fact in contract.head.facts.items()}},
        words={**VALUES, **{name: fact.values for name, fact in contract.head.facts.items()}},
    )
    for index, term in enumerate(contract.terms):
        if term.id in asked.set_aside:
            continue
        build.index = index
        try:
            term.lower(build)
        except Unbuildable:
            continue
    outcomes = _outcomes(build, contract)
    if not asked.set_aside:
        # A silence of a term that is set aside is gone, and no fault of the set of readings that names it.
        _check_reading_sets(build, contract)
    build.unexplained()
    _check_hours(build, contract)
    if build.claims:
        from commissioning.compiling.claim_terms import check_claims

        check_claims(build, contract, outcomes, asked.set_aside)
    listed = _prices(build, contract, price_lists or {}, prices, outcomes)
    if any(problem.is_error for problem in build.problems):
        return None, build.problems
    register = {**(documents or {}), **contract.head.documents}
    saying = Saying({name: parameter.title for name, parameter in parameters.items()}, contract.head.precedence)
    name = contract.id if asked.as_it_stood is None else f"{contract.id}@{asked.as_it_stood.isoformat()}"
    plan = Plan(
        contract=name,
        family=contract.id,
        title=contract.head.title,
        eligibility=tuple(build.eligibility),
        outcomes=outcomes,
        silences=tuple(s for s in build.silences.values() if s.name not in asked.readings),
        entitlements=tuple(build.entitlements),
        services=tuple(build.services),
        service_silences=tuple(s for s in build.service_silences.values() if s.name not in asked.readings),
        claims=tuple(build.claims),
        claim_silences=tuple(s for s in build.claim_silences.values() if s.name not in asked.readings),
        notes=tuple(
            _note(
                term if asked.as_it_stood is None else as_it_stood(term, asked.as_it_stood), build, saying, register, contract
            )
            for term in contract.terms
            if term.id not in asked.set_aside
        ),
        overruled=tuple(build.overruled),
        not_modelled=tuple(build.not_modelled),
        recorded=asked.recorded,
        assumed_job_facts=tuple(sorted(asked.job_facts.items())),
        reading_sets=contract.head.reading_sets,
        prices=listed,
        payee=build.payee or contract.head.payee or "",
        opens=min(build.opens, default=None),
        digest=contract.digest,
    )
    return plan, build.problems


# ---------------------------------------------------------------------------------------------------------- outcomes


def _outcomes(build: Building, contract: Contract) -> tuple[Outcome, ...]:
    """Every outcome in the order it is first named; terms that name one outcome are alternative routes to it."""
    by_name: dict[str, list[OutcomeSpec]] = {}
    for spec in build.outcomes:
        by_name.setdefault(spec.outcome, []).append(spec)
    if not by_name and not build.services:
        build.problems.append(
            contract.origin.problem(
                "C063",
                "the contract has no outcome",
                "add a term such as 'sustained_outcomes', 'job_start_outcome' or 'earnings_outcome'",
                ("terms",),
            )
        )
    for name, term, where in _named(build):
        if name not in by_name:
            index = next(i for i, t in enumerate(contract.terms) if t.id == term)
            build.problems.append(
                contract.origin.problem(
                    "C064",
                    f"no term gives the outcome '{name}'",
                    nearest(name, by_name) or f"name an outcome of the contract: {', '.join(by_name)}",
                    ("terms", index, *where),
                )
            )
    outcomes = []
    sustained_before: str | None = None
    for name, specs in by_name.items():
        routes = tuple(route for spec in specs for route in _routes(build, name, spec))
        is_sustained = any(isinstance(spec, SustainedSpec) and spec.window is not None for spec in specs)
        prior = None
        if is_sustained:
            if build.prior is not None and sustained_before is not None:
                prior = Prior(build.prior[0], sustained_before, build.prior[1])
            sustained_before = name
        starts = [spec for spec in specs if isinstance(spec, StartSpec)]
        counts: Value[str] = starts[0].counts if starts else fixed("first_start")
        own = tuple(requires for names, requires in build.conditions if name in names)
        part: Value[str] = fixed("none")
        if build.parts is not None and name in build.parts[1]:
            part = build.parts[2]
        outcomes.append(Outcome(name, routes, prior, (*build.common, *own), counts, part))
    return tuple(outcomes)


def _named(build: Building) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Every outcome that a term names without giving it: the outcome, the term, and where in the term it is named."""
    for name, term in build.unmixed.items():
        yield name, term, ("outcome",)
    for names, requires in build.conditions:
        for index, name in enumerate(names):
            yield name, requires.term, ("outcomes", index)
    if build.parts is not None:
        for index, name in enumerate(build.parts[1]):
            yield name, build.parts[0], ("outcomes", index)
    if build.amounts is not None:
        for name in build.amounts.of:
            yield name, build.amounts.term, ("amounts", name)


def _routes(build: Building, name: str, spec: OutcomeSpec) -> list[Route]:
    if build.bands and isinstance(spec, SustainedSpec | StartSpec):
        return [Route(band.name, _tests(build, spec, spec.term, "all", band)) for band in build.bands]
    counting = spec.counting if isinstance(spec, SustainedSpec | EarnedSpec) else "all"
    if name not in build.unmixed or counting != "all":
        return [Route(spec.term, _tests(build, spec, spec.term, counting))]
    return [
        Route(f"{spec.term}:{whose}", _tests(build, spec, build.unmixed[name], whose))
        for whose in ("employed", "self_employed")
    ]


def _tests(
    build: Building, spec: OutcomeSpec, counted_by: str, counting: str, band: Band | None = None
) -> tuple[RouteTest, ...]:
    """The tests of one route in the order of reasons: pre-work limit, the work itself, the outcome limit."""
    excluded = NOT_COUNTED[counting]
    own = (BasisCounts(counted_by, Const(excluded)),) if excluded else ()
    filters = (*own, *build.filters, *(band.filters if band else ()))
    if isinstance(spec, EarnedSpec):
        return (Earned(spec.term, filters, spec.threshold, spec.within),)
    if isinstance(spec, SustainedSpec):
        filters = (*filters, *spec.filters)
    work = Work(filters, band.hours if band else build.hours)
    began: tuple[RouteTest, ...] = ()
    if build.pre_work is not None:
        began = (WorkBegan(build.pre_work[0], work, build.pre_work[1]),)
    if build.jobs_start_by is not None:
        began = (*began, WorkBegan(build.jobs_start_by[0], work, (), build.jobs_start_by[1]))
    if isinstance(spec, StartSpec):
        return (*began, WorkBegan(spec.term, work, spec.within))
    sustained = Sustained(spec.term, work, spec.days, spec.window, spec.anchor, spec.longest_break, spec.within, spec.same_job)
    if build.outcome_limit is None or spec.window is None:
        return (*began, sustained)
    return (*began, sustained, OutcomeLimit(build.outcome_limit[0], sustained, build.outcome_limit[1]))


# ------------------------------------------------------------------------------------------------------------ the rest


def _check_reading_sets(build: Building, contract: Contract) -> None:
    for name, chosen in contract.head.reading_sets.items():
        for silence, reading in chosen.items():
            known = build.silences.get(silence)
            at = ("reading_sets", name, silence)
            if known is None:
                build.problems.append(
                    contract.origin.problem(
                        "C065",
                        f"reading set '{name}': the contract has no silence '{silence}'",
                        f"silences it has: {', '.join(build.silences) or 'none'}",
                        at,
                    )
                )
            elif reading not in known.readings:
                build.problems.append(
                    contract.origin.problem(
                        "C066",
                        f"reading set '{name}': '{reading}' is no reading of '{silence}'",
                        f"its readings: {', '.join(known.readings)}",
                        at,
                    )
                )


def _check_hours(build: Building, contract: Contract) -> None:
    """A number of hours a week, and a term that says none is asked, contradict each other."""
    flexible = next((term.id for term in contract.terms if term.kind == "flexible_hours"), "")
    if build.hours is None or not any(one.term == flexible for one in build.filters):
        return
    if isinstance(build.hours.at_least, Const) and build.hours.at_least.value is None:
        return
    ids = [term.id for term in contract.terms]
    build.index = max(ids.index(build.hours.term), ids.index(flexible))
    build.problem(
        "C069",
        f"'{build.hours.term}' asks for a number of hours a week, and '{flexible}' says that none is asked",
        "keep the one that the contract says",
        "kind",
    )


def _prices(
    build: Building, contract: Contract, lists: Mapping[str, Prices], given: Prices | None, outcomes: tuple[Outcome, ...]
) -> Prices:
    if given is not None:
        return given
    if build.amounts is not None:
        return _own_prices(build, build.amounts, contract, outcomes)
    if build.price_list is None:
        return NO_PRICES
    found = lists.get(build.price_list)
    if found is None:
        index = next(i for i, t in enumerate(contract.terms) if t.kind == "prices")
        build.problems.append(
            contract.origin.problem(
                "C067",
                f"there is no price list '{build.price_list}'",
                f"lists there are: {', '.join(lists) or 'none'}",
                ("terms", index, "list"),
            )
        )
        return NO_PRICES
    return found


def _own_prices(build: Building, amounts: Amounts, contract: Contract, outcomes: tuple[Outcome, ...]) -> Prices:
    """The amounts that the contract itself gives, by the band of hours on which an outcome was reached."""
    bands = [band.name for band in build.bands]
    index = next(i for i, t in enumerate(contract.terms) if t.id == amounts.term)
    found: dict[str, dict[str, Pence]] = {}
    for outcome in outcomes:
        amount = amounts.of.get(outcome.name)
        if amount is None:
            continue
        for band in amount.by_band:
            if band and band not in bands:
                at = ("terms", index, "amounts", outcome.name, band)
                remedy = nearest(band, bands) or f"bands there are: {', '.join(bands) or 'none'}"
                build.problems.append(contract.origin.problem("C083", f"there is no band of hours '{band}'", remedy, at))
        whole = amount.by_band.get("")
        found[outcome.name] = dict(amount.by_band) if whole is None else {route.name: whole for route in outcome.routes}
    up_to = frozenset(name for name, amount in amounts.of.items() if amount.up_to)
    return Prices(f"{contract.id}: {amounts.term}", found, amounts.illustrative, by="route", up_to=up_to)


def _note(term: Term, build: Building, saying: Saying, register: Mapping[str, Document], contract: Contract) -> TermNote:
    sources = dict.fromkeys(_cited(term))
    return TermNote(
        term=term.id,
        kind=term.kind,
        title=term.heading,
        words=term.words(saying),
        sources=tuple(dict.fromkeys(_document(source, register) for source in sources)),
        quotes=tuple(dict.fromkeys(source.quote for source in sources if source.quote)),
        caveats=tuple(build.caveats.get(term.id, ())),
        remark=term.note or "",
        origin=_origin(contract, term),
    )


def _origin(contract: Contract, term: Term) -> str:
    """Where an inherited term comes from, in words; blank for a contract's own."""
    found = contract.inherited.get(term.id)
    if found is None:
        return ""
    changed = f", with {', '.join(name.replace('_', ' ') for name in found.changed)} as stated here" if found.changed else ""
    return f"From {found.contract}{changed}"


def _cited(value: object) -> list[Source]:
    """Every source in a term, its own first."""
    if isinstance(value, Source):
        return [value]
    found: list[Source] = []
    if isinstance(value, Term) and value.restated is not None:
        return _cited(value.restated)
    if isinstance(value, Marked) or hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:  # type: ignore[attr-defined]
            found += _cited(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            found += _cited(item)
    elif isinstance(value, tuple):
        for item in value:
            found += _cited(item)
    return found


def _document(source: Source, register: Mapping[str, Document]) -> str:
    known = register.get(source.document)
    title = known.title if known else source.document
    return f"{title}, {source.clause}" if source.clause else title


def shown(provenance: Provenance, register: Mapping[str, Document]) -> str:
    """A standing in words: ``sourced: title, clause``; ``assumed: why``."""
    if provenance.is_sourced:
        known = register.get(provenance.document)
        title = known.title if known else provenance.document
        return f"{title}, {provenance.clause}" if provenance.clause else title
    return f"{provenance.standing}: {provenance.why}"

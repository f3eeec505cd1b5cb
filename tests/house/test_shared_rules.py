"""What two contracts share lives in ``rules/``, and what lives there is shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from commissioning.app.workspace import NATIONAL_ORDER, Workspace, compiled, open_workspace
from commissioning.lab.simulation_model import load_model
from commissioning.loading.fidelity import load_scales
from commissioning.terms.base import Term
from commissioning.terms.contract import Contract
from commissioning.terms.settings import FromRules, Source

NOT_MEANING = {"kept", "fixed", "id", "title", "note", "why", "source", "also", "assumed", "illustrative", "restated"}
"""Fields that say where a term comes from and how it is shown, not what it asks."""


@cache
def shipped() -> Workspace:
    return open_workspace()


@cache
def contracts() -> tuple[Contract, ...]:
    """Those that ship; a contract that somebody adds in another folder is theirs to judge."""
    return tuple(shipped().contract(contract) for contract in sorted((*NATIONAL_ORDER, *shipped().ids("local"))))


def parts(thing: object) -> Iterator[object]:
    """A term's every part."""
    yield thing
    if hasattr(type(thing), "model_fields"):
        inside = [getattr(thing, name) for name in type(thing).model_fields]
    elif isinstance(thing, dict):
        inside = list(thing.values())
    else:
        inside = list(thing) if isinstance(thing, tuple | list) else []
    for part in inside:
        yield from parts(part)


def meaning(thing: object) -> str:
    """What a term asks, without where it comes from."""
    if hasattr(type(thing), "model_fields"):
        fields = {name: meaning(getattr(thing, name)) for name in type(thing).model_fields if name not in NOT_MEANING}
        # A value with a standing of its own is the value.
        return fields["value"] if set(fields) == {"value"} else str(sorted(fields.items()))
    if isinstance(thing, dict):
        return str(sorted((key, meaning(value)) for key, value in thing.items()))
    if type(thing) is tuple:
        return str([meaning(part) for part in thing])
    return repr(thing)


def own(contract: Contract) -> list[Term]:
    return [term for term in contract.terms if term.id not in contract.shared and term.id not in contract.inherited]


@pytest.mark.parametrize("pack", sorted(shipped().rules.packs))
def test_every_pack_is_used_by_two_contracts(pack: str) -> None:
    using = [contract.id for contract in contracts() if pack in contract.used_packs()]
    assert len(using) >= 2, using


@pytest.mark.parametrize("parameter", sorted(shipped().rules.parameters))
def test_every_parameter_is_used_by_two_contracts(parameter: str) -> None:
    using = [
        contract.id
        for contract in contracts()
        if any(isinstance(part, FromRules) and part.parameter == parameter for part in parts(contract.terms))
    ]
    assert len(using) >= 2, using


def test_no_two_contracts_hold_one_term_of_their_own() -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for contract in contracts():
        for term in own(contract):
            held[meaning(term)].append(f"{contract.id}: {term.id}")
    assert [places for places in held.values() if len(places) > 1] == []


def test_two_terms_that_differ_only_in_their_sources_are_one() -> None:
    """The comparison itself: the term of a pack, stated differently by two contracts, is found to be one."""
    adults = Counter(
        meaning(term) for contract in contracts() for term in contract.terms if contract.shared.get(term.id) == "adult"
    )
    assert len(adults) == 1
    assert adults.total() >= 2


def test_no_contract_states_for_itself_what_a_pack_of_one_term_says() -> None:
    single = {name for name, pack in shipped().rules.packs.items() if len(pack.terms) == 1}
    packed = {
        meaning(term): contract.shared[term.id]
        for contract in contracts()
        for term in contract.terms
        if contract.shared.get(term.id) in single
    }
    found = [
        (contract.id, term.id, packed[meaning(term)])
        for contract in contracts()
        for term in own(contract)
        if meaning(term) in packed
    ]
    assert found == []


@cache
def cited_by_scales() -> set[str]:
    """The documents that fidelity scales and their anchors and bands come from."""
    scales = load_scales()[0].values()
    anchors = [item.anchor for scale in scales for item in scale.items if item.anchor is not None]
    found = [scale.provenance for scale in scales] + [band.provenance for scale in scales for band in scale.bands]
    found += [provenance for anchor in anchors for provenance in (anchor.provenance, *anchor.more)]
    return {provenance.document for provenance in found if provenance is not None}


@cache
def cited_by_simulation() -> set[str]:
    """The documents that the model of made-up cohorts comes from."""
    model = load_model(shipped().rules.documents).model
    return {part.document for part in parts(model) if isinstance(part, Source)}


@pytest.mark.parametrize("document", sorted(shipped().rules.documents))
def test_every_document_of_the_register_is_cited(document: str) -> None:
    rules = shipped().rules
    cited = {part.document for contract in contracts() for part in parts(contract.terms) if isinstance(part, Source)}
    cited |= {part.document for contract in contracts() for part in parts(contract.head.from_) if isinstance(part, Source)}
    cited |= {version.provenance.document for parameter in rules.parameters.values() for version in parameter.versions}
    cited |= cited_by_scales() | cited_by_simulation()
    assert document in cited


@pytest.mark.parametrize("listed", sorted(shipped().rules.prices))
def test_every_price_is_of_an_outcome_that_some_contract_has(listed: str) -> None:
    rules = shipped().rules
    outcomes = set()
    for contract in contracts():
        plan, problems = compiled(rules, contract)
        assert plan is not None and not problems
        if plan.prices.name == listed:
            outcomes |= {outcome.name for outcome in plan.outcomes}
    assert set(rules.prices[listed].amounts) <= outcomes

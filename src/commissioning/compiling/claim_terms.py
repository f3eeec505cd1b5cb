"""Checks of what a contract says of claims: against its outcomes, the terms that give them, and itself."""

from __future__ import annotations

from commissioning.errors import nearest
from commissioning.plan.claim_nodes import Validation, ways_to
from commissioning.plan.nodes import Outcome
from commissioning.terms.building import Building
from commissioning.terms.claim_term import TermOfSomeClaims
from commissioning.terms.contract import Contract


def check_claims(build: Building, contract: Contract, outcomes: tuple[Outcome, ...], set_aside: frozenset[str]) -> None:
    """Report each outcome, and each term that gives one, that a term of claims names and there is not; and a second rule."""
    _one_validation(build, contract)
    names = [outcome.name for outcome in outcomes]
    giving = list(dict.fromkeys(term for outcome in outcomes for route in outcome.routes for term in ways_to(route)))
    for index, term in enumerate(contract.terms):
        if not isinstance(term, TermOfSomeClaims) or term.id in set_aside:
            continue
        build.index = index
        for position, name in enumerate(term.outcomes):
            if name not in names:
                remedy = nearest(name, names) or f"name an outcome of the contract: {', '.join(names) or 'it has none'}"
                build.problem("C101", f"no term gives the outcome '{name}'", remedy, "outcomes", position)
        for position, name in enumerate(term.reached_by):
            if name not in giving and name not in set_aside:
                remedy = nearest(name, giving) or f"terms that give one: {', '.join(giving) or 'none'}"
                build.problem("C102", f"no outcome is reached by a term '{name}'", remedy, "reached_by", position)


def _one_validation(build: Building, contract: Contract) -> None:
    """Report a second term of validation: it would not be clear what is recovered."""
    names = [node.term for node in build.claims if isinstance(node, Validation)]
    for name in names[1:]:
        build.index = next(index for index, term in enumerate(contract.terms) if term.id == name)
        build.problem("C103", f"'{names[0]}' says already how claims are validated", "keep one of the two terms", "kind")

"""Every kind of term of services: each of its examples, by what is reported of a service, gets the verdict it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commissioning.plan.service_nodes import ServiceTest
from commissioning.terms.catalogue import kinds
from commissioning.terms.service_term import ServiceExample, TermOfService
from services.services_setting import decided, plan_of


def examples() -> Iterator[tuple[str, ServiceExample, str]]:
    for name, kind in kinds().items():
        if issubclass(kind, TermOfService):
            for example in kind.service_examples:
                yield from ((name, example, verdict) for verdict in example.services)


@pytest.mark.parametrize(("example", "verdict"), [pytest.param(e, v, id=f"{k}-{v}") for k, e, v in examples()])
def test_example_gets_its_verdict(example: ServiceExample, verdict: str) -> None:
    plan = plan_of(example.term.replace("2022-12-31", "2025-12-31"))
    assert decided(plan, reported=example.services[verdict]).verdict == verdict


def test_every_kind_of_services_shows_a_service_that_is_met_and_one_that_is_not() -> None:
    for name, kind in kinds().items():
        if issubclass(kind, TermOfService):
            verdicts = {verdict for example in kind.service_examples for verdict in example.services}
            assert {"met", "undetermined"} < verdicts, name


def test_every_test_of_services_is_made_by_some_kind() -> None:
    made = {type(test) for _, example, _ in examples() for test in plan_of(example.term).services}
    inside = {
        type(part)
        for _, example, _ in examples()
        for test in plan_of(example.term).services
        for part in getattr(test, "parts", ())
    }
    assert made | inside == set(ServiceTest.__args__)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("kind: caseload_limit\n  per: specialist\n  across: each", "fewer_than"),
        ("kind: caseload_limit\n  fewer_than: 25\n  at_most: 25\n  per: specialist\n  across: each", "fewer_than"),
        ("kind: retention_share\n  at_most: 15", "15%"),
        ("kind: retention_share\n  at_most: 115%", "100%"),
        ("kind: cost_per_client", "at_least"),
        ("kind: principle\n  principle: A\n  decided_by: benefit_counselling", "benefits_counselling"),
        ("kind: fidelity_required\n  at_least: not_ips", "fair"),
        ("kind: service_target\n  counts: jobs\n  at_least: 60", "job_starts"),
    ],
)
def test_mistakes_are_told_with_what_to_do(term: str, words: str) -> None:
    from commissioning.loading.contracts import parse_contract
    from commissioning.loading.rules import Rules

    text = f"contract: example\ntitle: E\nsummary: S\nterms:\n- id: it\n  {term}\n  illustrative: an example\n"
    _, problems = parse_contract(text, Rules())
    assert len(problems) == 1
    assert words in str(problems[0]) and problems[0].place.line > 1


def test_a_term_of_services_names_no_date_that_decides() -> None:
    from commissioning.app.workspace import compiled
    from commissioning.loading.contracts import parse_contract
    from commissioning.loading.rules import Rules

    text = (
        "contract: example\ntitle: E\nsummary: S\nterms:\n- id: it\n  kind: retention_share\n  at_most: 15%\n"
        "  applies_by: start\n  illustrative: an example\n"
    )
    contract, problems = parse_contract(text, Rules())
    assert contract is not None and not problems
    assert [problem.code for problem in compiled(Rules(), contract)[1]] == ["C090"]

"""Every kind of term: each of its examples is a small contract whose journeys get the verdicts they say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from commissioning.app.cases import CaseResults, run_cases
from commissioning.engines.interface import engine
from commissioning.loading.cases import EVERY_OUTCOME, parse_cases
from commissioning.loading.contracts import load_contract
from commissioning.loading.rules import Rules
from commissioning.terms.base import Example
from commissioning.terms.catalogue import kinds
from commissioning.terms.claim_term import TermOfClaim
from commissioning.terms.contract import Contract
from commissioning.terms.service_term import TermOfService

HEAD = "contract: example\ntitle: An example\nsummary: A contract around one term.\nterms:\n"

OUTCOME = """
- id: an_outcome
  kind: job_start_outcome
  outcome: job-start
  counts: first_start
  illustrative: an example needs an outcome
"""

TYPICAL = """
typical:
  as_of: 2022-06-30
  journey:
    referral_date: 2022-01-03
    start_date: 2022-01-03
    age_at_referral: 30
    employment_status: unemployed
    other_programme: no
    mandated: no
    lives_in_scotland: yes
  job:
    start_date: 2022-02-01
    basis: employee
    weekly_hours: 16
    hourly_pay_pence: 1300
    reflects_needs: yes
    paid_hours_worked: 40
  earning: {qualifying: yes}
cases:
"""

OF_SERVICES = {name for name, kind in kinds().items() if issubclass(kind, TermOfService | TermOfClaim)}
"""Kinds that are of services or of claims: their own tests judge services and claims by them."""

DECIDE_NOTHING = OF_SERVICES | {
    "commissioning_parties",
    "grant_amounts",
    "in_work_support",
    "not_modelled",
    "payee",
    "prices",
    "pro_rata",
}
"""Kinds that no verdict can rest on; everything else must show a journey that is met and one that is not."""


def examples() -> Iterator[tuple[str, int, Example]]:
    for name, kind in kinds().items():
        for number, example in enumerate(kind.examples):
            yield name, number, example


def test_every_kind_that_decides_has_an_example_that_is_met_and_one_that_is_not() -> None:
    for name, kind in kinds().items():
        verdicts = {verdict for example in kind.examples for verdict in example.journeys}
        if name not in DECIDE_NOTHING:
            assert "met" in verdicts and len(verdicts) > 1, name


def test_kinds_that_decide_nothing_say_so() -> None:
    silent = {name for name, kind in kinds().items() if not kind.examples}
    assert silent == DECIDE_NOTHING


def contract_of(example: Example, folder: Path) -> tuple[Contract, str]:
    """A small contract around the example's term, and that term's id."""
    outcome = "" if re.search(r"^  outcomes?:", example.term + example.with_terms, re.MULTILINE) else OUTCOME
    (folder / "example").mkdir(parents=True)
    text = HEAD + example.with_terms + example.term + outcome
    (folder / "example" / "contract.yaml").write_text(text, encoding="utf-8")
    contract, problems = load_contract(folder / "example", Rules())
    assert contract is not None and not problems
    return contract, contract.terms[len(contract.terms) - (2 if outcome else 1)].id


def ran(example: Example, verdicts: Iterable[str], contract: Contract, *, coverage: bool = False) -> CaseResults:
    """The example's journeys with these verdicts, run."""
    listed = "".join(
        f"- case: {verdict}\n  {example.journeys[verdict]}\n  expect: {{{example.outcome or EVERY_OUTCOME}: {verdict}}}\n"
        for verdict in verdicts
    )
    cases, problems = parse_cases(TYPICAL + textwrap.indent(listed, "  "), contract)
    assert not problems
    results = run_cases(contract, cases, Rules(), engine("reference"), coverage=coverage)
    assert not results.problems
    return results


@pytest.mark.parametrize(
    ("example", "verdict"),
    [
        pytest.param(example, verdict, id=f"{kind}-{number}-{verdict}" if number else f"{kind}-{verdict}")
        for kind, number, example in examples()
        for verdict in example.journeys
    ],
)
def test_example_gets_its_verdict(example: Example, verdict: str, tmp_path: Path) -> None:
    contract, _ = contract_of(example, tmp_path)
    assert [str(miss) for result in ran(example, [verdict], contract).failed for miss in result.misses] == []


@pytest.mark.parametrize(
    "example", [pytest.param(example, id=f"{kind}-{number}" if number else kind) for kind, number, example in examples()]
)
def test_example_rests_on_its_term(example: Example, tmp_path: Path) -> None:
    """Without the term some journey of the example gets another verdict."""
    contract, term = contract_of(example, tmp_path)
    assert term not in {one.name for one in ran(example, example.journeys, contract, coverage=True).unexercised}

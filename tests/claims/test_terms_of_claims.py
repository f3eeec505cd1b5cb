"""Kinds of term that are of claims: each example is read, bears on no decision about an outcome, and mistakes are told."""

from __future__ import annotations

import pytest

from claims.claims_setting import OUTCOMES, plan_of
from commissioning.app.workspace import Options, Workspace, compiled, plans
from commissioning.errors import Refused
from commissioning.loading.contracts import parse_contract
from commissioning.loading.rules import Rules
from commissioning.plan.claim_nodes import ClaimNode, Instalment, ServiceFee
from commissioning.terms.catalogue import kinds
from commissioning.terms.claim_term import TermOfClaim

OF_CLAIMS = {name: kind for name, kind in kinds().items() if issubclass(kind, TermOfClaim)}


@pytest.mark.parametrize("kind", OF_CLAIMS)
def test_every_example_says_one_thing_of_claims_and_nothing_of_outcomes(kind: str) -> None:
    text = OF_CLAIMS[kind].claim_example.replace("source: {document: the-contract, clause:", "assumed: ").replace('"}', '"')
    with_it, without = plan_of(text), plan_of()
    assert len(with_it.claims) == 1
    assert (with_it.outcomes, with_it.silences, with_it.eligibility) == (without.outcomes, without.silences, ())
    assert with_it.note(with_it.claims[0].term).words


def test_every_node_of_claims_is_made_by_some_kind() -> None:
    made = set()
    for kind in OF_CLAIMS.values():
        text = kind.claim_example.replace("source: {document: the-contract, clause:", "assumed: ").replace('"}', '"')
        made |= {type(node) for node in plan_of(text).claims}
    assert made == set(ClaimNode.__args__)


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("- {id: x, kind: claim_window, within: [90 days], outcomes: [14-week], illustrative: a test}", "C101"),
        ("- {id: x, kind: claim_window, within: [90 days], reached_by: [outcome], illustrative: a test}", "C102"),
        ("- {id: x, kind: claim_window, within: [90], illustrative: a test}", "C013"),
        ("- {id: x, kind: claim_window, within: [], illustrative: a test}", "C013"),
        ("- {id: x, kind: claim_window, within: [90 days]}", "C040"),
        ("- {id: x, kind: price_bands, fact: benefit, bands: {0: £1}, illustrative: a test}", "C055"),
        ("- {id: x, kind: price_bands, fact: months_out_of_work, bands: {5: £1}, illustrative: a test}", "C013"),
        ("- {id: x, kind: volume_prices, steps: {100: 120}, illustrative: a test}", "C013"),
        ("- {id: x, kind: service_fee, instalments: [{from_month: 1, to_month: 2, share: 99%}], illustrative: a test}", "C013"),
        ("- {id: x, kind: evidence_required, kinds: [payslip], needed: some, coverage: once, illustrative: a test}", "C013"),
        ("- {id: x, kind: validation, recover: extrapolated, illustrative: a test}", "C013"),
        ("- {id: x, kind: validation, recover: findings_only, level: 49%, illustrative: a test}", "C013"),
        ("- {id: x, kind: validation, recover: findings_only, cap: 101%, illustrative: a test}", "C013"),
        (
            "- {id: x, kind: validation, recover: findings_only, illustrative: a test}\n"
            "- {id: y, kind: validation, recover: findings_only, illustrative: a test}",
            "C103",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(term: str, code: str) -> None:
    text = f"contract: example\ntitle: E\nsummary: S\nterms:{OUTCOMES}{term}\n"
    contract, problems = parse_contract(text, Rules())
    if contract is not None and not problems:
        _, problems = compiled(Rules(), contract)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.line >= 18 and problems[0].remedy


def test_a_fee_whose_instalments_do_not_make_it_up_is_never_built() -> None:
    with pytest.raises(ValueError, match="whole"):
        ServiceFee("fee", None, (Instalment(1, 2, 50_00),), None, None)
    with pytest.raises(ValueError, match="months"):
        Instalment(3, 2, 50_00)


def test_silences_of_claims_multiply_no_reading_and_are_settled_by_claims_alone(workspace: Workspace) -> None:
    (plan,) = plans(workspace, Options(contracts=("fair-start-scotland",)))
    assert "dual_funding" not in {silence.name for silence in plan.silences}
    assume = ("dual_funding=allowed",)
    with pytest.raises(Refused, match="U008"):
        plans(workspace, Options(contracts=("fair-start-scotland",), assume=assume))
    (settled,) = plans(workspace, Options(contracts=("fair-start-scotland",), assume=assume, of_claims=True))
    assert "dual_funding" not in {silence.name for silence in settled.claim_silences}
    assert settled.recorded == ("dual_funding=allowed",)


def test_a_claim_window_may_change_with_the_day_of_the_claim() -> None:
    """A rule of the date of submission: 90 days for claims before 1 June 2022, 20 from then on."""
    from datetime import date

    from claims.claims_setting import REACHED, caseload_of, claim, days, one_of

    term = """
- id: claim_window
  kind: claim_window
  within:
    - - {value: 90 days, from: 2020-01-01, illustrative: a test}
      - {value: 20 days, from: 2022-06-01, illustrative: a test}
  applies_by: claim
  illustrative: a test
"""
    plan = plan_of(term)
    for claimed, status in ((date(2022, 5, 31), "payable"), (date(2022, 6, 1), "too_late"), (REACHED + days(20), "payable")):
        assert one_of(plan, caseload_of(claims=[claim(claimed_on=claimed)])).status == status

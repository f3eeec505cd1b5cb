"""Kleene's logic, conjunction and disjunction of verdicts, and money in whole pence."""

from __future__ import annotations

from itertools import product

import pytest

from commissioning.domain.money import parse_pounds, pounds
from commissioning.domain.verdicts import Verdict, all_true, any_true, conjunction, disjunction, negation


def test_kleene_truth_tables() -> None:
    for a, b in product((True, False, None), repeat=2):
        assert all_true((a, b)) is (False if False in (a, b) else None if None in (a, b) else True)
        assert any_true((a, b)) is (True if True in (a, b) else None if None in (a, b) else False)
        assert negation(all_true((a, b))) is any_true((negation(a), negation(b)))
    assert all_true(()) is True
    assert any_true(()) is False


def test_conjunction_takes_the_first_that_occurs_in_the_order() -> None:
    order = [Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.MET]
    for a, b in product(order, repeat=2):
        assert conjunction((a, b)) is min(a, b, key=order.index)
    assert conjunction(()) is Verdict.MET


def test_an_unknown_route_is_not_hidden_by_one_that_can_still_be_met() -> None:
    assert disjunction((Verdict.NOT_YET, Verdict.UNDETERMINED)) is Verdict.UNDETERMINED
    assert disjunction((Verdict.MET, Verdict.UNDETERMINED)) is Verdict.MET
    assert disjunction((Verdict.NOT_MET, Verdict.NOT_YET)) is Verdict.NOT_YET
    assert disjunction(()) is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("pence", "text"), [(123450, "£1,234.50"), (-100, "−£1.00"), (0, "£0.00"), (5, "£0.05"), (100_000_000, "£1,000,000.00")]
)
def test_money_reads_as_pounds(pence: int, text: str) -> None:
    assert pounds(pence) == text


@pytest.mark.parametrize(
    ("text", "pence"),
    [("£1,234.50", 123450), ("1234.5", None), ("1000", 100000), ("-£1.00", -100), ("1,23", None), ("£", None)],
)
def test_only_whole_pence_are_read(text: str, pence: int | None) -> None:
    if pence is None:
        with pytest.raises(ValueError, match="is not a sum of money"):
            parse_pounds(text)
    else:
        assert parse_pounds(text) == pence

"""The steps about fidelity: what is said where a claim is wrong, or a step cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.errors import Exit
from commissioning.testing.runner import run_tests

REVIEW = 'Given a fidelity review on the scale "ips-25"'
SCORED = "When the review is scored"


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run one scenario of these steps: its exit code and what was said."""
    monkeypatch.chdir(tmp_path)

    def run(*steps: str) -> tuple[Exit, str]:
        text = "Feature: F\n  Scenario: One\n" + "".join(f"    {step}\n" for step in steps)
        (tmp_path / "one.feature").write_text(text, encoding="utf-8")
        lines: list[str] = []
        outcome = run_tests((Path("one.feature"),), engine="reference", say=lines.append)
        return outcome.exit_code, "\n".join(lines)

    return run


@pytest.mark.parametrize(
    ("total", "claim", "due", "came"),
    [
        (99, 'the band is "good"', "Good fidelity", "Fair fidelity, with a total of 99 to 99"),
        (99, "the total is 100", "a total of 100 to 100", "a total of 99 to 99"),
        (99, "the total is from 99 to 100", "a total of 99 to 100", "a total of 99 to 99"),
        (99, "there is no band", "no band", "Fair fidelity"),
        (99, 'the band may be "fair" or "good"', "fair or good", "Fair fidelity"),
        (99, 'it needs 2 more points to be "good"', "2 more points for Good fidelity", "1 more point for Good fidelity"),
        (125, 'it needs 1 more point to be "good"', "1 more point for Good fidelity", "no next band"),
        (125, 'the item "disclosure" counts 4', "4", "5"),
        (125, 'the item "disclosure" can score 1 to 5', "1 to 5", "5"),
        (
            125,
            'the reviewer and the anchor disagree on "caseload_size": the anchor gives 4',
            "a disagreement, 4 by the anchor",
            "no such disagreement",
        ),
    ],
)
def test_a_claim_that_is_wrong_fails_with_what_was_due_and_what_came(ran, total, claim, due, came) -> None:
    code, said = ran(REVIEW, f"And the items score {total} in all", SCORED, f"Then {claim}")
    assert code is Exit.PROBLEMS
    assert f"due:  {due}" in said and f"came: {came}" in said


@pytest.mark.parametrize(
    ("steps", "code", "remedy"),
    [
        (("Given the items score 99 in all",), "T040", "Given a fidelity review"),
        ((REVIEW,), "T041", "When the review is scored"),
        (('Given a fidelity review on the scale "ips-26"',), "U040", "did you mean 'ips-2"),
        ((REVIEW, 'And the reviewer scores "disclosur" 3'), "T042", "did you mean 'disclosure'?"),
        ((REVIEW, 'And the evidence of "caselod" is "3"'), "T042", "did you mean 'caseload'?"),
        ((REVIEW, 'And the reviewer scores "disclosure" 6'), "T043", "from 1 to 5"),
        ((REVIEW, "And the items score 24 in all"), "T043", "from 25 to 125"),
        ((REVIEW, 'And the evidence of "caseload" is "many"'), "T043", "write it as 24 or 95.5"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_what_to_do(ran, steps, code: str, remedy: str) -> None:
    exit_code, said = ran(*steps, 'Then the band is "good"')
    assert exit_code is not Exit.DECIDED
    assert code in said and remedy in said


def test_a_score_may_be_taken_back_and_given_again(ran) -> None:
    steps = ("And the items score 125 in all", 'And the reviewer does not score "disclosure"')
    code, _ = ran(REVIEW, *steps, SCORED, 'Then the item "disclosure" can score 1 to 5', "And the total is from 121 to 125")
    assert code is Exit.DECIDED

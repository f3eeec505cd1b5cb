"""The steps about validation: what is said where a claim is wrong, or a step cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.errors import Exit
from commissioning.testing.runner import run_tests

CONTRACT = 'Given the contract "jets-scotland"'
CHECKED = "And 200 of 4000 paid claims of £500.00 were checked"
WRONG = "And 6 of the checked claims were not supported"
DONE = "When the findings are extrapolated as of 11 October 2021"


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
    ("claim", "due", "came"),
    [
        ("£60,000.01 of the £2,000,000.00 paid is in error", "£60,000.01 of £2,000,000.00", "£60,000.00 of £2,000,000.00"),
        ("the error by money is 3.01%", "3.01%", "3.00%"),
        ("the error by claims is 2.99%", "2.99%", "3.00%"),
        ("the error lies between £1.00 and £2.00", "£1.00 to £2.00", "£22,814.85 to £126,225.96"),
        ("£3,000.00 is to be recovered after validation", "£3,000.00", "£3,000.00 to £60,000.00"),
        ('with "recover" read as "findings_only", £3.00 is to be recovered after validation', "£3.00", "£3,000.00"),
    ],
)
def test_a_claim_that_is_wrong_fails_with_what_was_due_and_what_came(ran, claim: str, due: str, came: str) -> None:
    code, said = ran(CONTRACT, CHECKED, WRONG, DONE, f"Then {claim}")
    assert code is Exit.PROBLEMS
    assert f"due:  {due}\n" in said and f"came: {came}" in said


@pytest.mark.parametrize(
    ("steps", "code", "remedy"),
    [
        ((CONTRACT, WRONG), "T051", "first write: Given 200 of 4000"),
        ((CONTRACT, CHECKED), "T051", "first write: When the findings are extrapolated"),
        ((CHECKED.replace("And", "Given"), DONE), "T024", "Given the contract"),
        ((CONTRACT, CHECKED.replace("200", "4001")), "T051", "check at least one"),
        ((CONTRACT, CHECKED, WRONG.replace("6", "201")), "T051", "correct the numbers"),
        ((CONTRACT, CHECKED, "And £500.01 of 1 of the checked claims was not supported"), "T051", "no more than £500.00"),
        ((CONTRACT, CHECKED, "And 2 of the drawn claims have no finding, and are lost"), "T051", "are left out or count as"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_what_to_do(ran, steps: tuple[str, ...], code: str, remedy: str) -> None:
    exit_code, said = ran(*steps, "Then the error by claims is 3.00%")
    assert exit_code is not Exit.DECIDED
    assert code in said and remedy in said

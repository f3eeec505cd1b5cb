"""Why two logged decisions differ: the fact, the clause, the day or the assumption that made the difference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from store_samples import CLAIM, FSS, JOB, JOURNEY, PAYMENT, import_tables, log_all, with_own_contract

from commissioning.app.facts_changed import Facts
from commissioning.app.log import logged, purge
from commissioning.app.why_changed import Subject, WhyChanged, why_changed
from commissioning.app.workspace import Workspace
from commissioning.errors import Refused

AS_OF = "2019-05-31"
K1 = Subject(claim="K1")


def made(found: WhyChanged) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.what, one.before, one.after) for one in found.changes if one.made]


def verdicts(found: WhyChanged) -> tuple[str, str]:
    return found.older.decision["verdict"], found.newer.decision["verdict"]


@pytest.fixture
def paid_once(url: str, tmp_path: Path, workspace: Workspace) -> str:
    """A store in which a claim was decided as met."""
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    log_all(url, AS_OF, workspace)
    return url


def test_the_cell_that_made_the_difference_is_named_and_the_others_are_not(
    paid_once: str, tmp_path: Path, workspace: Workspace
) -> None:
    import_tables(
        paid_once,
        tmp_path,
        "2026-02-10",
        workspace,
        journeys=[{**JOURNEY, "age_at_referral": "35", "provider": "P9"}],
        jobs=[{**JOB, "weekly_hours": "12", "reflects_needs": "yes"}],
    )
    log_all(paid_once, AS_OF, workspace)
    found = why_changed(paid_once, K1)
    assert verdicts(found) == ("met", "not_yet")
    assert made(found) == [("fact", "jobs C1 W1: weekly_hours", "20", "12")]
    assert all(one.alone for one in found.changes if one.made)
    assert {one.what for one in found.changes if not one.made} == {
        "journeys J1: age_at_referral",
        "journeys J1: provider",
        "jobs C1 W1: reflects_needs",
    }
    assert found.problems == ()


def test_a_row_that_came_made_the_difference(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], claims=[CLAIM])
    log_all(url, AS_OF, workspace)
    import_tables(url, tmp_path, "2026-02-10", workspace, jobs=[JOB], payments=[PAYMENT])
    log_all(url, AS_OF, workspace)
    ((kind, what, before, after),) = made(why_changed(url, K1))
    assert (kind, what, before) == ("fact", "jobs C1 W1", "")
    assert "weekly_hours 20" in after


def test_a_row_that_went_made_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    log_all(file_url, AS_OF, workspace)
    import_tables(file_url, tmp_path, "2026-02-10", workspace, complete=True, journeys=[JOURNEY], claims=[CLAIM])
    log_all(file_url, AS_OF, workspace)
    ((kind, what, before, after),) = made(why_changed(file_url, K1))
    assert (kind, what, after) == ("fact", "jobs C1 W1", "")
    assert "weekly_hours 20" in before


def test_two_facts_that_only_together_make_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    """Seventeen is eligible if disabled; not by either fact alone, from an age of eighteen and not disabled."""
    young = {**JOURNEY, "age_at_referral": "15", "disabled": "no"}
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[young], jobs=[JOB], claims=[CLAIM])
    log_all(file_url, AS_OF, workspace)
    import_tables(file_url, tmp_path, "2026-02-10", workspace, journeys=[{**young, "age_at_referral": "17", "disabled": "yes"}])
    log_all(file_url, AS_OF, workspace)
    found = why_changed(file_url, K1)
    assert verdicts(found) == ("not_met", "met")
    assert {what for _, what, _, _ in made(found)} == {"journeys J1: age_at_referral", "journeys J1: disabled"}
    assert not any(one.alone for one in found.changes)


def test_the_clause_that_made_the_difference_is_named(paid_once: str, tmp_path: Path, workspace: Workspace) -> None:
    changed = with_own_contract(
        tmp_path, ("      - value: 16\n", "      - value: 24\n"), ("title: Fair Start Scotland", "title: Fair Start")
    )
    log_all(paid_once, AS_OF, changed)
    found = why_changed(paid_once, K1)
    assert verdicts(found) == ("met", "not_yet")
    ((kind, what, before, after),) = made(found)
    assert (kind, what) == ("term", "hours")
    assert "16" in before
    assert "24" in after
    assert [one.kind for one in found.changes if not one.made] == ["contract"]


def test_a_term_that_was_added_made_the_difference(paid_once: str, tmp_path: Path, workspace: Workspace) -> None:
    term = "  - id: parties\n    kind: commissioning_parties"
    further = "  - id: of_age\n    kind: condition\n    requires: {age_at_referral: {at_least: 60}}\n    assumed: a test\n\n"
    log_all(paid_once, AS_OF, with_own_contract(tmp_path, (term, further + term)))
    ((kind, what, before, after),) = made(why_changed(paid_once, K1))
    assert (kind, what, before) == ("term", "of_age", "")
    assert "60" in after


def test_time_alone_can_make_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    log_all(file_url, "2019-02-01", workspace)
    log_all(file_url, AS_OF, workspace)
    found = why_changed(file_url, K1)
    assert verdicts(found) == ("not_yet", "met")
    assert made(found) == [("as_of", "the day decided as of", "2019-02-01", AS_OF)]


def test_an_assumption_made_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    own = {**JOB, "basis": "self_employed"}
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[own], claims=[CLAIM])
    log_all(file_url, AS_OF, workspace)
    log_all(file_url, AS_OF, workspace, assume=("self_employment=counts",), set_aside=("referral_window",))
    found = why_changed(file_url, K1)
    assert verdicts(found) == ("undetermined", "met")
    assert made(found) == [("assumption", "what is assumed", "", "self_employment=counts; referral_window set aside")]


def test_what_was_known_made_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    import_tables(file_url, tmp_path, "2026-02-10", workspace, jobs=[{**JOB, "weekly_hours": "8"}])
    log_all(file_url, AS_OF, workspace, known_at=date(2026, 1, 31))
    log_all(file_url, AS_OF, workspace, known_at=date(2026, 2, 28))
    assert made(why_changed(file_url, K1)) == [("fact", "jobs C1 W1: weekly_hours", "20", "8")]


def test_a_price_list_made_the_difference(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "prices: real\ntitle: Real prices.\noutcomes:\n  13-week: {core: 512.00, advanced: 600.00, intense: 700.00}\n",
        encoding="utf-8",
    )
    log_all(file_url, AS_OF, workspace)
    log_all(file_url, AS_OF, workspace, prices=prices)
    found = why_changed(file_url, K1)
    assert found.newer.decision["due"] == [51200, 70000, False]
    assert [kind for kind, *_ in made(found)] == ["prices"]


def test_by_default_the_last_is_compared_with_the_last_that_says_otherwise(
    paid_once: str, tmp_path: Path, workspace: Workspace
) -> None:
    import_tables(paid_once, tmp_path, "2026-02-10", workspace, jobs=[{**JOB, "weekly_hours": "12"}])
    log_all(paid_once, AS_OF, workspace)
    log_all(paid_once, AS_OF, workspace)
    found = why_changed(paid_once, K1)
    of_outcome = [entry.seq for entry in logged(paid_once, journey="J1") if entry.outcome == "13-week"]
    assert (found.older.seq, found.newer.seq) == (of_outcome[0], of_outcome[2])
    assert why_changed(paid_once, Subject("", "J1", FSS, "13-week")) == found
    same = why_changed(paid_once, K1, (of_outcome[1], of_outcome[2]))
    assert (same.differ, same.changes) == (False, ())


@pytest.mark.parametrize(
    ("subject", "numbers", "code"),
    [
        (Subject(claim="K9"), None, "S021"),
        (Subject("", "J9", FSS, "13-week"), None, "S021"),
        (K1, None, "S022"),
        (K1, (1, 99), "S023"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    paid_once: str, subject: Subject, numbers: tuple[int, int] | None, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        why_changed(paid_once, subject, numbers)


def test_of_a_purged_client_nothing_can_be_asked(paid_once: str) -> None:
    purge(paid_once, "C1", date(2026, 3, 1))
    with pytest.raises(Refused, match="S021"):
        why_changed(paid_once, K1)


def test_rows_that_are_alike_are_no_difference_and_taking_all_over_gives_the_newer() -> None:
    pay = ("earnings", {"client_id": "C1", "paid_on": date(2019, 1, 1), "amount_pence": 100})
    older = [pay, pay, ("journeys", {"journey_id": "J1", "client_id": "C1", "disabled": True})]
    newer = [
        pay,
        ("journeys", {"journey_id": "J1", "client_id": "C1", "lot": "L1"}),
        ("jobs", {"job_id": "W1", "client_id": "C1"}),
    ]
    facts = Facts(older, newer)
    assert [(one.table, one.column, one.before, one.after) for one in facts.changes if one.column] == [
        ("journeys", "disabled", "yes", ""),
        ("journeys", "lot", "", "L1"),
    ]
    assert len(facts.changes) == 4
    assert sorted(map(str, facts.with_changes(()))) == sorted(map(str, older))
    assert sorted(map(str, facts.with_changes(facts.changes))) == sorted(map(str, newer))

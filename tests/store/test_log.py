"""The decision log: what an entry holds, that it cannot be changed, that a change is found, and what a purge leaves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from store_samples import CLAIM, FSS, JOB, JOURNEY, PAYMENT, counted, dump, import_tables, log_all, with_own_contract

from commissioning import __version__
from commissioning.app import check as checking
from commissioning.app.check import check
from commissioning.app.log import append, logged, purge, verify_log
from commissioning.app.stored_input import StoreInput
from commissioning.app.workspace import Options, Workspace
from commissioning.errors import Refused
from commissioning.store.canonical import digest
from commissioning.store.database import open_store

AS_OF = "2019-12-31"


@pytest.fixture
def filled(url: str, tmp_path: Path, workspace: Workspace) -> str:
    """A store with two clients and a log of six entries."""
    other = {**JOURNEY, "journey_id": "J2", "client_id": "C2"}
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY, other], jobs=[JOB])
    assert log_all(url, AS_OF, workspace).added == 6
    return url


def tampered(url: str, *statements: str) -> None:
    """Change what the log says behind its back: first whatever guards it is taken away."""
    store = open_store(url)
    with store.writing() as connection:
        for table in ("log_entry", "log_basis"):
            if store.on_file:
                for deed in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{deed}"))
            else:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_an_entry_holds_what_was_decided_and_on_what(filled: str, workspace: Workspace) -> None:
    entries = logged(filled, journey="J1")
    checked = check(StoreInput(filled), workspace, Options(contracts=(FSS,)), date.fromisoformat(AS_OF))
    decided = [one for one in checked.decisions if one.journey_id == "J1"]
    assert [(e.outcome, e.decision["verdict"], e.decision["reason"]) for e in entries] == [
        (one.outcome, str(one.verdict), str(one.reason.code)) for one in decided
    ]
    assert [e.decision.get("reached_on") for e in entries] == [one.reached_on and one.reached_on.isoformat() for one in decided]
    basis = entries[0].basis
    plan = checked.plans[0]
    assert (basis.contract, basis.contract_hash, basis.engine_version) == (FSS, plan.digest, __version__)
    assert (basis.as_of, basis.logged_on, basis.known_at) == (date(2019, 12, 31), date(2019, 12, 31), None)
    assert (entries[0].import_number, entries[0].basis.assumptions) == (1, ())
    assert len({entry.input_hash for entry in entries}) == 1
    assert {entry.input_hash for entry in entries} & {entry.input_hash for entry in logged(filled, journey="J2")} == set()


def test_assumptions_are_in_the_entry(filled: str, workspace: Workspace) -> None:
    log_all(filled, AS_OF, workspace, assume=("window=rolling",), set_aside=("referral_window",))
    assert logged(filled, newest=1)[0].basis.assumptions == ("window=rolling", "referral_window set aside")


def test_no_fact_of_a_client_is_in_the_log(filled: str) -> None:
    kept = dump(open_store(filled))
    said = json.dumps([kept["log_entry"], kept["log_basis"]], default=str)
    for fact in ("J1", "C1", "W1", "2018-12-10", "2018-12-17", "2019-01-07", "unemployed", "34"):
        assert not re.search(rf'"{fact}\b|\\"{fact}\\"', said)


def test_entries_cannot_be_changed_or_taken_away(filled: str) -> None:
    for statement in (
        "UPDATE log_entry SET outcome = 'x' WHERE seq = 2",
        "DELETE FROM log_entry WHERE seq = 6",
        "DELETE FROM log_basis",
    ):
        with pytest.raises(Refused, match="append-only"), open_store(filled).writing() as connection:
            connection.execute(text(statement))
    assert verify_log(filled)[1] == []


def test_a_sound_log_verifies_and_still_holds_a_noted_head(filled: str, workspace: Workspace) -> None:
    first, problems = verify_log(filled)
    assert (first.entries, problems) == (6, [])
    log_all(filled, "2020-12-31", workspace)
    later, problems = verify_log(filled, f"6:{first.head}")
    assert (later.entries, problems) == (12, [])
    assert later.head != first.head


@pytest.mark.parametrize(
    ("statement", "broken", "why"),
    [
        ("UPDATE log_entry SET decision = decision || ' ' WHERE seq = 4", 4, "altered"),
        ("UPDATE log_entry SET outcome = '52-week' WHERE seq = 1", 1, "altered"),
        ("UPDATE log_entry SET input_hash = subject WHERE seq = 6", 6, "altered"),
        ("UPDATE log_entry SET import_number = 2 WHERE seq = 3", 3, "altered"),
        ("UPDATE log_entry SET hash = 'x' WHERE seq = 3", 3, "altered"),
        ("DELETE FROM log_entry WHERE seq = 2", 2, "missing"),
        ("DELETE FROM log_entry WHERE seq = 6", 6, "end"),
        ("DELETE FROM log_entry", 1, "end"),
        ("UPDATE log_basis SET content = replace(content, '2019', '2020')", 1, "rests on"),
        ("DELETE FROM log_basis", 1, "rests on"),
        ("UPDATE contract_text SET text = replace(text, '16', '8')", 1, "a text"),
        ("DELETE FROM contract_version", 1, "texts"),
        ("UPDATE log_head SET seq = 5", 7, "end"),
    ],
)
def test_the_first_broken_entry_is_named(filled: str, statement: str, broken: int, why: str) -> None:
    tampered(filled, statement)
    found, (problem,) = verify_log(filled)
    assert (found.broken, found.entries) == (broken, broken - 1)
    assert problem.code == "S010"
    assert f"entry {broken} " in problem.message
    assert why in problem.message


def test_swapped_entries_are_found(filled: str) -> None:
    tampered(
        filled,
        "UPDATE log_entry SET seq = 100 WHERE seq = 3",
        "UPDATE log_entry SET seq = 3 WHERE seq = 4",
        "UPDATE log_entry SET seq = 4 WHERE seq = 100",
    )
    assert verify_log(filled)[0].broken == 3


def test_a_log_cut_off_with_its_head_is_found_by_a_noted_head(filled: str) -> None:
    noted = verify_log(filled)[0]
    kept = logged(filled)[4]
    tampered(filled, "DELETE FROM log_entry WHERE seq = 6", f"UPDATE log_head SET seq = 5, hash = '{kept.hash}'")
    assert verify_log(filled)[1] == []
    assert [problem.code for problem in verify_log(filled, f"6:{noted.head}")[1]] == ["S011"]
    with pytest.raises(Refused, match="S007"):
        verify_log(filled, "six")


def test_a_purge_leaves_the_chain_valid_and_nothing_of_the_client(url: str, tmp_path: Path, workspace: Workspace) -> None:
    mine = {**JOURNEY, "journey_id": "journey-of-mine", "client_id": "client-of-mine"}
    job = {**JOB, "job_id": "job-of-mine", "client_id": "client-of-mine"}
    claim = {**CLAIM, "claim_id": "claim-of-mine", "journey_id": "journey-of-mine"}
    payment = {**PAYMENT, "claim_id": "claim-of-mine"}
    import_tables(
        url,
        tmp_path,
        "2026-01-10",
        workspace,
        journeys=[mine, JOURNEY],
        jobs=[job, JOB],
        claims=[claim, CLAIM],
        payments=[payment],
    )
    import_tables(url, tmp_path, "2026-02-10", workspace, journeys=[{**mine, "age_at_referral": "35"}])
    log_all(url, AS_OF, workspace)
    before = verify_log(url)[0]
    removed = purge(url, "client-of-mine", date(2026, 3, 1))
    assert removed == {"journeys": 2, "jobs": 1, "claims": 1, "payments": 1, "salt": 1}
    after, problems = verify_log(url)
    assert (after, problems) == (before, [])
    assert "of-mine" not in json.dumps(dump(open_store(url)), default=str)
    assert dump(open_store(url))["purge"] == [(1, date(2026, 3, 1), 5)] or counted(url, "purge") == 1
    with pytest.raises(Refused, match="S021"):
        logged(url, journey="journey-of-mine")
    with pytest.raises(Refused, match="S024"):
        purge(url, "client-of-mine", date(2026, 3, 1))
    assert len(logged(url, journey="J1")) == 3
    assert log_all(url, "2020-12-31", workspace).added == 3


def test_after_a_purge_the_files_of_the_store_do_not_hold_the_client(
    file_url: str, tmp_path: Path, workspace: Workspace
) -> None:
    mine = [{**JOURNEY, "journey_id": f"journey-of-mine-{n}", "client_id": "client-of-mine"} for n in range(200)]
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[*mine, JOURNEY])
    log_all(file_url, AS_OF, workspace)
    held = [path for path in tmp_path.glob("store.db*") if b"client-of-mine" in path.read_bytes()]
    assert held
    purge(file_url, "client-of-mine", date(2026, 3, 1))
    assert [path.name for path in tmp_path.glob("store.db*") if b"of-mine" in path.read_bytes()] == []


def test_a_client_who_comes_back_is_another_one(filled: str, tmp_path: Path, workspace: Workspace) -> None:
    before = logged(filled, journey="J1")
    purge(filled, "C1", date(2026, 3, 1))
    import_tables(filled, tmp_path, "2026-03-02", workspace, journeys=[JOURNEY], jobs=[JOB])
    log_all(filled, AS_OF, workspace)
    after = logged(filled, journey="J1")
    assert [entry.decision for entry in after] == [entry.decision for entry in before]
    assert {entry.subject for entry in after} & {entry.subject for entry in before} == set()
    assert {entry.input_hash for entry in after} & {entry.input_hash for entry in before} == set()


# ------------------------------------------------------------------------------------------------- frozen once paid


CHANGE = ("      - value: 16\n", "      - value: 24\n")


def test_terms_are_frozen_once_paid(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    log_all(url, "2019-05-31", workspace)
    import_tables(url, tmp_path, "2026-01-11", workspace, payments=[PAYMENT])
    changed = with_own_contract(tmp_path, CHANGE)
    done = log_all(url, "2019-12-31", changed)
    assert (done.added, done.held, done.exit_code) == (2, 1, 1)
    assert [problem.code for problem in done.problems] == ["S020"]
    entries = [entry for entry in logged(url, journey="J1") if entry.outcome == "13-week"]
    assert [entry.basis.as_of.isoformat() for entry in entries] == ["2019-05-31"]
    # Under the text it was paid under it goes on being logged.
    assert (log_all(url, "2019-12-31", workspace).held, verify_log(url)[1]) == (0, [])


def test_what_is_not_paid_follows_the_text_of_the_day(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    recovered = {**PAYMENT, "amount_pence": "-90000"}
    import_tables(
        file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM], payments=[recovered]
    )
    log_all(file_url, "2019-05-31", workspace)
    assert log_all(file_url, "2019-12-31", with_own_contract(tmp_path, CHANGE)).held == 0


def test_a_text_that_says_the_same_in_other_words_is_not_another(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(
        file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM], payments=[PAYMENT]
    )
    log_all(file_url, "2019-05-31", workspace)
    reworded = with_own_contract(tmp_path, ("title: Fair Start Scotland", "title: Fair Start, Scotland"))
    assert log_all(file_url, "2019-12-31", reworded).held == 0
    first, last = (logged(file_url, journey="J1")[index].basis for index in (0, -1))
    assert (first.contract_hash != last.contract_hash, first.terms_hash == last.terms_hash) == (True, True)


def test_the_terms_it_was_paid_under_are_those_of_the_last_decision_before(
    file_url: str, tmp_path: Path, workspace: Workspace
) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    changed = with_own_contract(tmp_path, CHANGE)
    log_all(file_url, "2019-04-30", changed)
    log_all(file_url, "2019-06-10", workspace)
    log_all(file_url, "2019-06-11", changed)
    import_tables(file_url, tmp_path, "2026-01-11", workspace, payments=[PAYMENT])
    assert log_all(file_url, "2020-12-31", changed).held == 1
    assert log_all(file_url, "2020-12-31", workspace).held == 0


def test_texts_are_kept_by_hash_and_a_price_list_too(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB])
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "prices: real\ntitle: Real prices.\noutcomes:\n  13-week: {core: 500.00, advanced: 600.00, intense: 700.00}\n",
        encoding="utf-8",
    )
    log_all(file_url, AS_OF, workspace, prices=prices)
    log_all(file_url, AS_OF, workspace, prices=prices)
    kept = dict(dump(open_store(file_url))["contract_text"])
    assert all(digest(value) == key for key, value in kept.items())
    assert logged(file_url, newest=1)[0].basis.prices_hash == digest(prices.read_text(encoding="utf-8"))
    assert prices.read_text(encoding="utf-8") in kept.values()
    tampered(file_url, f"DELETE FROM contract_text WHERE hash = '{digest(prices.read_text(encoding='utf-8'))}'")
    assert "price list" in verify_log(file_url)[1][0].message


def test_nothing_known_is_nothing_to_log(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY])
    with pytest.raises(Refused, match="S030"):
        log_all(file_url, AS_OF, workspace, known_at=date(2026, 1, 9))
    assert counted(file_url, "log_entry") == 0


def test_known_at_is_in_the_entry_and_decides(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY])
    import_tables(url, tmp_path, "2026-02-10", workspace, journeys=[JOURNEY], jobs=[JOB])
    log_all(url, AS_OF, workspace, known_at=date(2026, 1, 31))
    log_all(url, AS_OF, workspace, known_at=date(2026, 2, 28))
    verdicts = [(e.basis.known_at, e.decision["verdict"]) for e in logged(url) if e.outcome == "13-week"]
    assert verdicts == [(date(2026, 1, 31), "undetermined"), (date(2026, 2, 28), "met")]


def test_errors_of_the_database_hold_no_data(filled: str) -> None:
    with pytest.raises(Refused) as refused, open_store(filled).writing() as connection:
        connection.execute(text("INSERT INTO client (client_id, salt) VALUES ('secret-client', NULL)"))
    assert "secret-client" not in str(refused.value)
    assert refused.value.problems[0].code == "S004"
    assert not isinstance(refused.value.__cause__, DBAPIError)


APPEND = """
import sys
from datetime import date
from commissioning.app.log import append
from commissioning.app.workspace import Options, open_workspace
workspace = open_workspace()
print("ready", flush=True)
sys.stdin.readline()
day = date(2019, 12, 31)
for _ in range(5):
    append(sys.argv[1], workspace, Options(contracts=("fair-start-scotland",)), day, day)
"""


def test_two_at_once_take_turns_at_the_log(filled: str) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", APPEND, filled], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.communicate("go\n")
        assert process.returncode == 0
    found, problems = verify_log(filled)
    assert (found.entries, problems) == (6 + 2 * 5 * 6, [])


def test_with_strict_rows_that_do_not_fit_together_stop_the_log(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    """Each import is sound by itself; together they give one job to two clients."""
    other = {**JOURNEY, "journey_id": "J2", "client_id": "C2"}
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY, other], jobs=[JOB])
    import_tables(file_url, tmp_path, "2026-01-11", workspace, jobs=[{**JOB, "client_id": "C2"}])
    day = date(2019, 12, 31)
    with pytest.raises(Refused, match="D040"):
        append(file_url, workspace, Options(contracts=(FSS,)), day, day, strict=True)
    done = append(file_url, workspace, Options(contracts=(FSS,)), day, day)
    assert (done.added, done.exit_code, done.read.left_out["jobs"]) == (6, 1, 2)


def test_a_client_who_is_purged_while_others_are_decided_is_not_logged(
    filled: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows were read before the purge: to log them would bring the client's id back."""
    day = date(2019, 12, 31)
    monkeypatch.setattr(checking, "JOURNEYS_AT_ONCE", 1)

    def purging(done: int, total: int) -> None:
        if done == 1:
            purge(filled, "C2", day)

    with pytest.raises(Refused, match="S027"):
        append(filled, workspace, Options(contracts=(FSS,)), day, day, progress=purging)
    assert verify_log(filled)[0].entries == 6
    assert "C2" not in json.dumps(dump(open_store(filled)), default=str)

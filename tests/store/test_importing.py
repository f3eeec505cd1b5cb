"""Imports: what is new, changed, the same, gone; versions of rows; what was known when."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from store_samples import CLAIM, JOB, JOURNEY, PAYMENT, counted, dump, folder, import_tables, log_all

from commissioning.app.log import logged
from commissioning.app.store import import_input
from commissioning.app.stored_input import stored_input
from commissioning.app.workspace import Workspace
from commissioning.errors import Refused
from commissioning.loading.caseload import read_input
from commissioning.loading.columns import TABLES
from commissioning.store.database import open_store
from commissioning.store.identities import GAPS, IDENTITIES
from commissioning.store.importing import Counts, imports

ROOT = Path(__file__).parent.parent.parent


def hours_known(url: str, known_at: str | None) -> list[int | None]:
    """The weekly hours of the client's job as known on a day."""
    day = None if known_at is None else date.fromisoformat(known_at)
    return [row.weekly_hours for row in stored_input(url, {}, day).read.caseload.jobs.get("C1", ())]


def test_every_exchange_table_has_an_identity() -> None:
    assert list(IDENTITIES) == [*TABLES, GAPS]
    for name, identity in list(IDENTITIES.items())[:-1]:
        table = TABLES[name]
        assert {*identity.columns, *filter(None, [identity.owner])} <= set(table.by_name)
        assert identity.owner == "client_id" or not (table.of_client or name == "journeys")
        assert not table.key or identity.columns == (table.key,)


def test_the_same_again_changes_nothing(url: str, workspace: Workspace) -> None:
    for day in (date(2026, 1, 10), date(2026, 2, 10)):
        done = import_input(ROOT / "examples" / "caseload", url, workspace, day)
        if day.month == 1:
            first = dump(open_store(url))
            assert done.imported.counts["jobs"] == Counts(new=46)
    assert done.imported.changed_nothing
    assert done.imported.number == 1
    assert done.imported.counts == {"journeys": Counts(same=40), "jobs": Counts(same=46), "earnings": Counts(same=18)}
    assert dump(open_store(url)) == first


def test_rows_are_counted_as_new_changed_same_and_gone(url: str, tmp_path: Path, workspace: Workspace) -> None:
    other = {**JOURNEY, "journey_id": "J2", "client_id": "C2"}
    later = {**JOB, "start_date": "2019-03-01"}
    import_tables(
        url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY, other], jobs=[{**JOB, "end_date": "2019-02-28"}, later]
    )
    done = import_tables(
        url,
        tmp_path,
        "2026-02-10",
        workspace,
        journeys=[{**JOURNEY, "end_date": "2020-01-01"}, other],
        jobs=[{**JOB, "weekly_hours": "8"}],
    )
    assert done.imported.counts == {"journeys": Counts(changed=1, same=1), "jobs": Counts(changed=1, gone=1)}
    assert [(number, day) for number, day, _ in imports(open_store(url))] == [(1, date(2026, 1, 10)), (2, date(2026, 2, 10))]
    assert hours_known(url, None) == [800]


def test_what_an_import_does_not_mention_stays_unless_it_is_complete(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB])
    other = {**JOURNEY, "journey_id": "J2", "client_id": "C2"}
    import_tables(url, tmp_path, "2026-02-10", workspace, journeys=[other])
    assert [j.journey_id for j in stored_input(url, {}, None).read.caseload.journeys] == ["J1", "J2"]
    done = import_tables(url, tmp_path, "2026-03-10", workspace, complete=True, journeys=[other])
    assert (done.imported.counts["journeys"], done.imported.counts["jobs"]) == (Counts(same=1, gone=1), Counts(gone=1))
    assert [j.journey_id for j in stored_input(url, {}, None).read.caseload.journeys] == ["J2"]
    assert [j.journey_id for j in stored_input(url, {}, date(2026, 3, 9)).read.caseload.journeys] == ["J1", "J2"]


def test_a_row_is_known_from_the_import_that_brought_it(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB])
    import_tables(url, tmp_path, "2026-02-10", workspace, journeys=[JOURNEY], jobs=[{**JOB, "weekly_hours": "8"}])
    assert hours_known(url, "2026-01-09") == []
    assert hours_known(url, "2026-01-10") == hours_known(url, "2026-02-09") == [2000]
    assert hours_known(url, "2026-02-10") == hours_known(url, None) == [800]


def test_known_on_counts_before_the_day_of_the_import(url: str, tmp_path: Path, workspace: Workspace) -> None:
    journey = {**JOURNEY, "known_on": "2018-12-11"}
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[journey], jobs=[{**JOB, "known_on": "2019-01-10"}])
    assert (hours_known(url, "2019-01-09"), hours_known(url, "2019-01-10")) == ([], [2000])
    # What became known in March corrects what was known in January, whenever either was imported.
    import_tables(
        url,
        tmp_path,
        "2026-02-10",
        workspace,
        journeys=[journey],
        jobs=[{**JOB, "weekly_hours": "8", "known_on": "2019-03-05"}],
    )
    assert (hours_known(url, "2019-03-04"), hours_known(url, "2019-03-05")) == ([2000], [800])


def test_a_correction_is_never_known_before_what_it_corrects(url: str, tmp_path: Path, workspace: Workspace) -> None:
    for day, hours, known in (
        ("2026-01-10", "20", "2019-01-10"),
        ("2026-02-10", "8", "2019-03-05"),
        ("2026-03-10", "12", "2019-02-01"),
    ):
        import_tables(
            url,
            tmp_path,
            day,
            workspace,
            journeys=[{**JOURNEY, "known_on": "2019-01-01"}],
            jobs=[{**JOB, "weekly_hours": hours, "known_on": known}],
        )
    assert [hours_known(url, day) for day in ("2019-01-10", "2019-02-15", "2019-03-05")] == [[2000], [2000], [1200]]


def test_two_payments_of_wages_on_one_day_are_two_rows(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    pay = {"client_id": "C1", "job_id": "W1", "paid_on": "2019-02-01", "amount_pence": "10000"}
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB], earnings=[pay, pay])
    done = import_tables(
        file_url, tmp_path, "2026-02-10", workspace, journeys=[JOURNEY], earnings=[pay, {**pay, "amount_pence": "12000"}]
    )
    assert done.imported.counts["earnings"] == Counts(changed=1, same=1)
    earnings = stored_input(file_url, {}, None).read.caseload.earnings
    assert earnings is not None
    assert sorted(one.amount_pence for one in earnings["C1"]) == [10000, 12000]


def test_claims_and_payments_come_without_journeys(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(file_url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY], jobs=[JOB])
    done = import_tables(file_url, tmp_path, "2026-01-11", workspace, claims=[CLAIM], payments=[PAYMENT])
    assert done.imported.counts == {"claims": Counts(new=1), "payments": Counts(new=1)}
    read = stored_input(file_url, {}, None).read
    assert [claim.claim_id for claim in read.caseload.claims["J1"]] == ["K1"]


def test_what_is_read_back_is_what_was_read(url: str, workspace: Workspace) -> None:
    folder_of = ROOT / "examples" / "caseload"
    import_input(folder_of, url, workspace, date(2026, 1, 10))
    further = workspace.further_facts([*workspace.ids("national"), *workspace.ids("local")])
    assert stored_input(url, further, None).read.caseload == read_input(folder_of, further=further).caseload


def test_bad_rows_are_left_out_and_strict_keeps_nothing(file_url: str, tmp_path: Path, workspace: Workspace) -> None:
    bad = folder(tmp_path / "bad", journeys=[JOURNEY], jobs=[JOB, {**JOB, "job_id": "W2", "weekly_hours": "200"}])
    with pytest.raises(Refused):
        import_input(bad, file_url, workspace, date(2026, 1, 10), strict=True)
    assert not (tmp_path / "store.db").exists()
    done = import_input(bad, file_url, workspace, date(2026, 1, 10))
    assert (done.exit_code, done.left_out["jobs"], done.imported.counts["jobs"]) == (1, 1, Counts(new=1))


def test_what_could_not_be_read_of_a_client_is_said_until_it_is_read(
    file_url: str, tmp_path: Path, workspace: Workspace
) -> None:
    other = {**JOURNEY, "journey_id": "J2", "client_id": "C2"}
    import_tables(
        file_url,
        tmp_path,
        "2026-01-10",
        workspace,
        journeys=[JOURNEY, other],
        jobs=[JOB, {**JOB, "job_id": "W2", "weekly_hours": "200"}],
    )
    assert stored_input(file_url, {}, None).read.gaps == {"J1": ("jobs.csv:3",)}
    log_all(file_url, "2019-12-31", workspace)
    assert {entry.decision.get("rows_not_read") for entry in logged(file_url, journey="J1")} == {1}
    assert {entry.decision.get("rows_not_read") for entry in logged(file_url, journey="J2")} == {None}
    import_tables(file_url, tmp_path, "2026-01-11", workspace, journeys=[other])
    assert stored_input(file_url, {}, None).read.gaps != {}
    import_tables(file_url, tmp_path, "2026-01-12", workspace, jobs=[{**JOB, "job_id": "W2", "weekly_hours": "20"}])
    assert stored_input(file_url, {}, None).read.gaps == {}
    assert stored_input(file_url, {}, date(2026, 1, 11)).read.gaps == {"J1": ("jobs.csv:3",)}


def test_an_import_of_an_earlier_day_is_refused(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-02-10", workspace, journeys=[JOURNEY])
    with pytest.raises(Refused, match="S006"):
        import_tables(url, tmp_path, "2026-02-09", workspace, journeys=[{**JOURNEY, "end_date": "2020-01-01"}])
    assert counted(url, "row_version") == 1


TWO = """
import sys
from datetime import date
from pathlib import Path
from commissioning.app.log import logged
from commissioning.app.store import import_input
from commissioning.app.workspace import open_workspace
workspace = open_workspace()
print("ready", flush=True)
sys.stdin.readline()
import_input(Path(sys.argv[2]), sys.argv[1], workspace, date(2026, 1, 10))
"""


def test_two_imports_at_once_lose_nothing(url: str, tmp_path: Path) -> None:
    """Both make the store, both bring clients of their own and one whom they share."""
    running = []
    for half in range(2):
        mine = [{**JOURNEY, "journey_id": f"J{half}-{n}", "client_id": f"C{half}-{n}"} for n in range(500)]
        given = folder(tmp_path / f"half{half}", journeys=[JOURNEY, *mine])
        command = [sys.executable, "-c", TWO, url, str(given)]
        running.append(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in running:
        assert process.communicate()[1] == ""
        assert process.returncode == 0
    store = open_store(url)
    first, second = imports(store)
    assert (first[0], second[0]) == (1, 2)
    assert (first[2]["journeys"], second[2]["journeys"]) == (Counts(new=501), Counts(new=500, same=1))
    ids = [row[0] for row in dump(store)["row_version"]]
    assert ids == list(range(1, 1002))

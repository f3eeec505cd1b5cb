"""The services that ship come out as the documents say; the command, its forms and what it says of bad input."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from commissioning.cli.main import main
from reports.html_checks import Page

ROOT = Path(__file__).parent.parent.parent
SITES = ROOT / "examples" / "making-ips-work"
LOTS = ROOT / "examples" / "fss-lots"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def of_term(found: list[dict[str, str]], term: str) -> dict[str, str]:
    return {row["service_id"]: row["verdict"] for row in found if row["term"] == term}


# ------------------------------------------------------------------------------------------------ Making IPS Work


def test_five_sites_reached_their_target_northamptonshire_can_yet_and_together_they_passed_theirs(run) -> None:
    code, out, err = run("services", SITES, "--as-of", "2017-03-31", "--format", "csv")
    assert (code, err) == (0, "")
    found = rows(out)
    sites = ("bradford", "lincolnshire", "northamptonshire", "bedfordshire", "berkshire", "wiltshire")
    assert of_term(found, "job_starts") == {site: "not_yet" if site == "northamptonshire" else "met" for site in sites}
    assert of_term(found, "job_starts_in_all") == {"": "met"}
    (northamptonshire,) = [r for r in found if (r["service_id"], r["term"]) == ("northamptonshire", "job_starts")]
    assert northamptonshire["found"] == "at most 59 job starts by 31 March 2017"
    assert northamptonshire["earliest"] == "2017-04-01"
    (together,) = [r for r in found if r["term"] == "job_starts_in_all"]
    assert (together["asked"], together["found"]) == ("at least 360 job starts", "421 job starts by 31 March 2017")
    assert "421" in together["reported"]


def test_no_figure_of_one_site_is_made_up(run) -> None:
    """The briefing says at least 60 of five sites, below 60 of one, and nothing of referrals or fidelity scores."""
    _, out, _ = run("services", SITES, "--as-of", "2017-03-31", "--format", "csv")
    found = rows(out)
    assert {r["found"] for r in found if r["term"] == "job_starts"} == {
        "at least 60 job starts by 31 March 2017",
        "at most 59 job starts by 31 March 2017",
    }
    assert set(of_term(found, "referrals").values()) == {"undetermined"}
    assert set(of_term(found, "high_fidelity").values()) == {"undetermined"}


@pytest.mark.parametrize(
    ("as_of", "northamptonshire", "bradford"),
    [
        ("2017-03-30", "undetermined", "undetermined"),
        ("2017-04-30", "undetermined", "met"),
        ("2017-05-31", "undetermined", "met"),
        ("2017-12-31", "undetermined", "met"),
    ],
)
def test_what_was_so_in_march_says_of_later_days_only_what_it_can(
    run, as_of: str, northamptonshire: str, bradford: str
) -> None:
    _, out, _ = run("services", SITES, "--as-of", as_of, "--format", "csv")
    found = of_term(rows(out), "job_starts")
    assert (found["northamptonshire"], found["bradford"]) == (northamptonshire, bradford)


def test_every_site_went_on_after_the_grant(run) -> None:
    _, out, _ = run("services", SITES, "--as-of", "2017-06-30", "--format", "csv")
    assert set(of_term(rows(out), "sustainable_service").values()) == {"met"}


# ------------------------------------------------------------------------------------------------------- FSS lots


def test_the_nine_lots_with_their_providers_reviews_and_bands(run) -> None:
    code, out, err = run("services", LOTS, "--as-of", "2023-01-01", "--format", "csv")
    assert (code, err) == (0, "")
    found = {row["service_id"]: row for row in rows(out)}
    assert [(r["lot"], r["provider"]) for r in found.values()] == [
        ("1 Glasgow", "PeoplePlus"),
        ("2 Lanarkshire", "Remploy"),
        ("3 Tayside", "Remploy"),
        ("4 Forth Valley", "Falkirk Council"),
        ("5 East", "Fedcap"),
        ("6 South West", "Fedcap"),
        ("7 North East", "Fedcap"),
        ("8 Highlands and Islands", "PeoplePlus"),
        ("9 West", "The Wise Group"),
    ]
    bands = {name.removeprefix("fss-lot-"): row["fidelity_band"] for name, row in found.items()}
    assert bands == {"1": "", "2": "not_ips", "3": "not_ips", "4": "fair", "5": "", "6": "", "7": "", "8": "", "9": ""}
    for number, row in enumerate(found.values(), start=1):
        formal = number in (2, 3, 4)
        assert row["fidelity"].startswith("formal review" if formal else "guided self-assessment")
        assert ("Fair" if number == 4 else "Not IPS") in row["fidelity"]
        assert row["verdict"] == "" and row["missing"] == "the contract asks nothing of services"


def test_lots_against_the_benchmarks_of_ips(run) -> None:
    _, out, _ = run("services", LOTS, "--as-of", "2023-01-01", "--contract", "ips-secondary-care", "--format", "csv")
    found = of_term(rows(out), "fidelity")
    assert {lot for lot, verdict in found.items() if verdict == "not_met"} == {"fss-lot-2", "fss-lot-3", "fss-lot-4"}
    assert {verdict for lot, verdict in found.items() if lot[-1] not in "234"} == {"undetermined"}


def test_the_sample_services_show_each_verdict_and_what_decides(run) -> None:
    """Two IPS services and two of local partnerships, made up: every table, and readings that differ."""
    code, out, err = run("services", ROOT / "examples" / "services", "--as-of", "2025-03-31", "--format", "csv")
    assert (code, err) == (0, "")
    found = rows(out)
    verdicts = {(row["service_id"], row["term"]): row["verdict"] for row in found}
    asked = ("fidelity", "caseload", "retention_cases", "employment_rate", "cost_per_client")
    assert [verdicts["talking-north", term] for term in asked] == ["met", "undetermined", "met", "undetermined", "met"]
    assert [verdicts["talking-south", term] for term in asked] == ["not_met", "not_met", "not_met", "met", "not_met"]
    assert verdicts["falkirk", "health_representation"] == "met"
    assert verdicts["stirling", "health_representation"] == "undetermined"
    (rate,) = [row for row in found if (row["service_id"], row["term"]) == ("talking-north", "employment_rate")]
    assert rate["found"] == "just over 44.44% as of 31 March 2025"
    assert [line.partition(":")[0] for line in rate["readings"].split("; ")] == [
        "for high fidelity 45%",
        "for high fidelity 40%",
    ]


# ----------------------------------------------------------------------------------------------------- the command


def test_the_page_is_well_formed_and_names_every_service(run, tmp_path: Path) -> None:
    for folder, contract in ((SITES, ()), (LOTS, ("--contract", "ips-talking-therapies", "--contract", "making-ips-work"))):
        path = tmp_path / f"{folder.name}.html"
        code, out, err = run("services", folder, "--as-of", "2023-01-01", *contract, "--output", path, "-q")
        assert (code, out, err) == (0, "", "")
        page = Page(path.read_text(encoding="utf-8"))
        assert page.wrong == []
        with (folder / "services.csv").open(encoding="utf-8", newline="") as file:
            assert all(row["service_id"] in page.text for row in csv.DictReader(file))


def test_json_and_table_say_the_same_as_csv(run) -> None:
    _, out, _ = run("services", SITES, "--as-of", "2017-03-31", "--format", "json")
    found = json.loads(out)
    assert found["as_of"] == "2017-03-31" and len(found["services"]) == 6 * 6 + 2
    assert {row["term"]: row["verdict"] for row in found["services"] if row["service_id"] is None} == {
        None: "met",
        "job_starts_in_all": "met",
    }
    _, out, _ = run("services", SITES, "--as-of", "2017-03-31")
    assert "job_starts           5 met, 1 not yet" in out
    assert "421 job starts by 31 March 2017" in out


CASELOADS = """service_id,specialist_id,as_of,full_time_equivalent,job_search_clients,in_work_clients,retention_clients
A,S1,2025-03-01,0.5,12,1,0
B,S2,2025-03-01,1,20,3,1
"""


def folder(path: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_a_silence_can_be_settled(run, tmp_path: Path) -> None:
    services = "service_id,contract\nA,ips-talking-therapies\nB,ips-talking-therapies\n"
    there = folder(tmp_path, services=services, caseloads=CASELOADS)
    args = ("services", there, "--as-of", "2025-03-31", "--format", "csv")
    _, out, _ = run(*args)
    assert of_term(rows(out), "caseload") == {"A": "undetermined", "B": "met"}
    (row,) = [r for r in rows(out) if (r["service_id"], r["term"]) == ("A", "caseload")]
    assert row["readings"] == "caseload per specialist: met (13 clients as of 1 March 2025); " + (
        "caseload per full time equivalent: not met (26 clients as of 1 March 2025)"
    )
    _, out, _ = run(*args[:-1], "json")
    (told,) = [r for r in json.loads(out)["services"] if (r["service_id"], r["term"]) == ("A", "caseload")]
    assert told["decisive"] == ["caseload_per"]
    assert [(r["reading"]["caseload_per"], r["reading"]["caseload_across"], r["verdict"]) for r in told["readings"]] == [
        ("specialist", "each", "met"),
        ("specialist", "average", "met"),
        ("full_time_equivalent", "each", "not_met"),
        ("full_time_equivalent", "average", "not_met"),
    ]
    assert {r["asked"] for r in told["readings"]} == {"fewer than 25 clients"}
    _, out, _ = run(*args, "--assume", "caseload_per=full_time_equivalent")
    assert of_term(rows(out), "caseload") == {"A": "not_met", "B": "met"}
    assert {r["assumptions"] for r in rows(out)} == {"caseload_per=full_time_equivalent"}
    code, _, err = run(*args, "--assume", "window=rolling")
    assert code == 2 and "U008" in err and "caseload_per" in err


def test_unknown_ids_are_said_and_the_rest_is_decided(run, tmp_path: Path) -> None:
    services = "service_id,contract\nA,ips-talking-therapies\nB,no-such-contract\nC,\n"
    journeys = "journey_id,client_id,service_id\nJ1,C1,Z\n"
    there = folder(tmp_path, services=services, journeys=journeys, caseloads=CASELOADS.replace("B,S2", "Y,S2"))
    code, out, err = run("services", there, "--as-of", "2025-03-31", "--format", "csv")
    assert code == 0
    whole = {r["service_id"]: (r["contract"], r["verdict"], r["missing"]) for r in rows(out) if not r["term"]}
    assert whole["A"][:2] == ("ips-talking-therapies", "undetermined")
    assert whole["B"] == whole["C"] == ("", "", "no contract is known for the service")
    assert err.count("D054") == 2 and "U051" in err and "no-such-contract" in err


@pytest.mark.parametrize(
    ("reported", "code", "words"),
    [
        ("services: {A: {figures: {job_starts: {value: sixty}}}}", "D065", "job_starts.value"),
        ("services: {A: {figures: {job_starts: {value: 60}}}}", "C040", "where it comes from"),
        ("as_at: 2025-01-01\nservices: {A: {facts: {benefit_counselling: {value: yes}}}}", "D065", "benefits_counselling"),
        ("services: {A: {figures: {job_starts: {value: 60, source: {document: cmh-blog, clause: a}}}}}", "D065", "as_at"),
        ("services: {A: {figures: {job_starts: {at_least: 60, value: 61}}}}", "C013", "one value"),
        (
            "as_at: 2025-01-01\nservices: {A: {facts: {health_partner: {value: no, source: {document: x, clause: a}}}}}",
            "C021",
            "x",
        ),
        ("services: {A: {reviews: [{instrument: guided_self_assessment, word: Fair, band: fair}]}}", "C013", "no band"),
        ("services: {A: {figures: {employment_rate: {below: 40%}}}}", "D065", "at_most"),
        ("service: {}", "C010", "services"),
        ("- A", "D065", "services:"),
    ],
)
def test_mistakes_in_what_is_reported_are_told_with_their_place(
    run, tmp_path: Path, reported: str, code: str, words: str
) -> None:
    there = folder(tmp_path, services="service_id,contract\nA,ips-talking-therapies\n")
    (there / "reported.yaml").write_text(reported, encoding="utf-8")
    exit_code, out, err = run("services", there, "--as-of", "2025-03-31")
    assert (exit_code, out) == (2, "")
    assert code in err and words in err and "reported.yaml" in err


def test_a_report_of_an_unknown_service_is_said(run, tmp_path: Path) -> None:
    there = folder(tmp_path, services="service_id,contract\nA,ips-talking-therapies\n")
    (there / "reported.yaml").write_text("services: {AA: {}}", encoding="utf-8")
    code, _, err = run("services", there, "--as-of", "2025-03-31")
    assert code == 0 and "D066" in err


def test_bad_rows_are_left_out_and_change_the_exit_code(run, tmp_path: Path) -> None:
    twice = CASELOADS + "A,S1,2025-03-01,1,1,1,1\n"
    there = folder(tmp_path, services="service_id,contract\nA,ips-talking-therapies\n", caseloads=twice)
    code, out, err = run("services", there, "--as-of", "2025-03-31", "--format", "csv")
    assert code == 1 and "D041" in err and "Rows left out: 2 of caseloads." in err
    assert of_term(rows(out), "caseload") == {"A": "undetermined"}
    code, out, _ = run("services", there, "--as-of", "2025-03-31", "--strict")
    assert (code, out) == (1, "")


def test_an_input_without_services_is_refused(run, tmp_path: Path) -> None:
    there = folder(tmp_path, journeys="journey_id,client_id\nJ1,C1\n")
    code, out, err = run("services", there, "--as-of", "2025-03-31")
    assert (code, out) == (2, "") and "D009" in err and "services.csv" in err


def test_a_contract_of_services_alone_decides_no_journey(run, tmp_path: Path) -> None:
    there = folder(tmp_path, journeys="journey_id,client_id\nJ1,C1\n", jobs="job_id,client_id,start_date\n")
    code, _, err = run("check", there, "--as-of", "2025-03-31", "--contract", "making-ips-work")
    assert code == 2 and "U050" in err
    code, out, _ = run("check", there, "--as-of", "2025-03-31", "--local", "--format", "csv", "-q")
    assert code == 0 and "making-ips-work" not in {row["contract"] for row in rows(out)}


# -------------------------------------------------------------------------------- an outcome that rests on fidelity


CONTRACT = """contract: paid-for-fidelity
title: An outcome for services of good fidelity
summary: A contract whose outcome is due only to a service of at least good fidelity.
scope: local
terms:
  - {id: job_start, kind: job_start_outcome, outcome: job-start, counts: first_start, illustrative: an example}
  - id: good_fidelity
    kind: outcome_condition
    outcomes: [job-start]
    requires: {service_fidelity: [good, exemplary]}
    illustrative: an example
"""


@pytest.mark.parametrize(("score", "verdict"), [(4, "met"), (3, "not_met")])
def test_an_outcome_is_due_only_to_a_service_of_good_fidelity(run, tmp_path: Path, score: int, verdict: str) -> None:
    from commissioning.app.fidelity import fidelity_scales

    (tmp_path / "contracts" / "paid-for-fidelity").mkdir(parents=True)
    (tmp_path / "contracts" / "paid-for-fidelity" / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
    scored = "".join(f"A,2024-12-01,ips-25,{item.id},{score}\n" for item in fidelity_scales()["ips-25"].items)
    (tmp_path / "input").mkdir()
    there = folder(
        tmp_path / "input",
        journeys="journey_id,client_id,service_id,start_date\nJ1,C1,A,2024-06-03\nJ2,C1,B,2024-06-03\n",
        jobs="job_id,client_id,start_date\nW1,C1,2024-07-01\n",
        fidelity=f"service_id,reviewed_on,scale,item,score\n{scored}",
    )
    args = ("check", there, "--contracts", tmp_path / "contracts", "--contract", "paid-for-fidelity", "--format", "csv", "-q")
    for day, due in (("2025-01-01", verdict), ("2024-11-30", "undetermined")):
        _, out, _ = run(*args, "--as-of", day)
        assert {row["journey_id"]: row["verdict"] for row in rows(out)} == {"J1": due, "J2": "undetermined"}


def test_the_day_is_used_for_services_that_end() -> None:
    """A guard for the shipped data: only one site has a day on which it ends, as the briefing gives it."""
    with (SITES / "services.csv").open(encoding="utf-8", newline="") as file:
        ends = {row["service_id"]: row["commissioned_to"] for row in csv.DictReader(file)}
    assert {site: day for site, day in ends.items() if day} == {"northamptonshire": date(2017, 5, 31).isoformat()}

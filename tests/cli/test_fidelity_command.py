"""``commissioning fidelity`` as a user meets it: text, JSON, CSV, HTML, messages and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commissioning.cli.main import main

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "fidelity-review.yaml"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run the command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["fidelity", *(str(arg) for arg in args)])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


@pytest.fixture
def table(tmp_path: Path):
    """A table of a review of the 25 items, whose scores add up to a total."""
    from commissioning.app.fidelity import fidelity_scales

    items = [item.id for item in fidelity_scales()["ips-25"].items]

    def write(total: int, leave_open: int = 0) -> Path:
        share, more = divmod(total, len(items))
        lines = [
            f"{item},{share + (index < more) if index < len(items) - leave_open else ''}" for index, item in enumerate(items)
        ]
        path = tmp_path / "review.csv"
        path.write_text("\n".join(["item,score", *lines]) + "\n", encoding="utf-8")
        return path

    return write


def test_the_example_says_band_disagreement_gap_and_lift(run) -> None:
    code, out, err = run(EXAMPLE)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert "Fair fidelity: 94 to 99 of 125, whatever the 2 items still open score. Fair fidelity is 74 to 99." in words
    assert "The reviewer scored 5; for 24 clients the anchor gives 4. The reviewer's counts." in words
    assert "No reviewer's score; for 95.5 per cent (between two anchors) the anchor gives 4 or 5, which counts." in words
    assert "To be sure of good fidelity (100) it needs 6 item points above the lowest total, 94." in words
    assert "If the open items score as high as they can, it needs 1 point on items already scored." in words
    assert "There are 85 choices of 3 items that would do" in words
    assert "no text says how to round" in words
    assert "assumed: from memory; the names and the order of the items" in words
    assert max(map(len, out.splitlines())) <= 115


@pytest.mark.parametrize(
    ("total", "says"),
    [
        (25, "Not IPS: 25 of 125. Not IPS is below 74."),
        (73, "1 more item point would lift it to fair fidelity (74)"),
        (74, "Fair fidelity: 74 of 125."),
        (99, "1 more item point would lift it to good fidelity (100)"),
        (100, "Good fidelity: 100 of 125. Good fidelity is 100 to 114."),
        (114, "1 more item point would lift it to exemplary (115)"),
        (115, "Exemplary: 115 of 125."),
        (125, "It is in the highest band."),
    ],
)
def test_each_boundary_is_said(run, table, total: int, says: str) -> None:
    code, out, _ = run(table(total), "--scale", "ips-25")
    assert code == 0
    assert says in " ".join(out.split())


def test_a_range_over_two_bands_gives_neither(run, table) -> None:
    _, out, _ = run(table(100, leave_open=1), "--scale", "ips-25")
    words = " ".join(out.split())
    assert "No band yet: the total can still be 97 to 101 of 125, which is fair fidelity or good fidelity." in words
    assert "If the open items score as high as they can, they reach it alone." in words


def test_a_self_assessment_shows_neither_band_nor_total(run, table) -> None:
    code, out, _ = run(table(60), "--scale", "readiness")
    assert code == 0
    assert "No band: a guided self-assessment is another instrument" in out
    assert "60" not in out
    assert "Not IPS:" not in out and "WHERE THERE IS ROOM" in out
    _, out, _ = run(table(60), "--scale", "readiness", "--format", "json")
    (review,) = json.loads(out)["reviews"]
    assert (review["total"], review["band"], review["bands_possible"], review["lift"]) == (None, None, [], None)
    assert review["no_band"] == "guided_self_assessment"
    _, out, _ = run(table(60), "--scale", "readiness", "--format", "csv")
    assert {(row["total_low"], row["total_high"], row["band"]) for row in csv.DictReader(io.StringIO(out))} == {("", "", "")}


def test_json_and_csv_say_the_same(run) -> None:
    _, text, _ = run(EXAMPLE, "--format", "json")
    (review,) = json.loads(text)["reviews"]
    assert (review["total"], review["band"]["id"]) == ({"low": 94, "high": 99}, "fair")
    assert review["lift"]["points"] == {"least": 1, "most": 6} and review["lift"]["ways"] == 85
    assert review["lift"]["open_items"] == ["employment_services_staff", "engagement_and_outreach"]
    _, text, _ = run(EXAMPLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["item"] for row in rows] == [item["item"] for item in review["items"]]
    assert len(rows) == 25
    for row, item in zip(rows, review["items"], strict=True):
        assert (int(row["counted_low"]), int(row["counted_high"])) == (item["counted_low"], item["counted_high"])
        assert row["reviewer_score"] == ("" if item["reviewer_score"] is None else str(item["reviewer_score"]))
    assert (rows[0]["evidence"], rows[0]["disagrees"], rows[1]["evidence"], rows[1]["counted_by"]) == (
        "24",
        "yes",
        "95.5",
        "anchor",
    )


def test_several_reviews_come_with_a_summary(run, tmp_path: Path) -> None:
    path = tmp_path / "fidelity.csv"
    path.write_text(
        "service_id,reviewed_on,scale,item,score\n"
        "S1,2024-05-14,ips-25,disclosure,3\nS2,2024-05-15,ips-15,other_3,4\nS1,2024-06-14,ips-25,disclosure,4\n"
    )
    code, out, _ = run(path)
    assert code == 0
    assert out.startswith("3 reviews:\n  Fidelity review of S1, 14 May 2024: 27 to 123 of 125, Not IPS, Fair fidelity")
    assert "  Fidelity review of S2, 15 May 2024: 18 to 74 of 75, no band\n" in out
    _, page, _ = run(path, "--format", "html")
    assert page.count("<svg") == 3


def test_bad_scores_are_left_out_and_the_exit_code_says_so(run, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("item,score\ndisclosure,6\nzero_exclusion,4\n")
    code, out, err = run(path, "--scale", "ips-25")
    assert code == 1
    assert "review.csv:2: error D033: score: is above 5" in err
    assert "Left out: 1. Everything else was scored." in err
    assert "28 to 124 of 125" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((EXAMPLE, "--scale", "ips-26"), "error U040: there is no fidelity scale 'ips-26'"),
        ((EXAMPLE, "--scale", "ips-15"), "error U042: fidelity-review.yaml has no review on the scale 'ips-15'"),
        ((ROOT / "examples" / "nothing.yaml",), "error D001"),
        ((EXAMPLE, "--output", "review.pdf"), "which format?"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_scored(run, arguments, says: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_the_ending_of_the_output_says_the_format(run, tmp_path: Path) -> None:
    for name, begins in (
        ("a.txt", "Fidelity review"),
        ("a.json", "{"),
        ("a.csv", "service_id,"),
        ("a.html", "<!DOCTYPE html>"),
    ):
        code, out, err = run(EXAMPLE, "--output", tmp_path / name)
        assert (code, out) == (0, "") and "Written: " in err
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)

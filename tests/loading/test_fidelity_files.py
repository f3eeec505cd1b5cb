"""Files of fidelity reviews and of scales: what is read, and each mistake met with its place and what to do."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

from commissioning.domain.fidelity import Instrument, assess
from commissioning.errors import Refused
from commissioning.loading.fidelity import read_reviews
from commissioning.loading.fidelity_scales import load_scales

ROOT = Path(__file__).parent.parent.parent
SCALES, _ = load_scales()
HEAD = "review:\n  scale: ips-25\n  instrument: formal_review\n  service_id: s\n"


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


# ------------------------------------------------------------------------------------------------------------ YAML


def test_the_example_is_read_whole() -> None:
    read = read_reviews(ROOT / "examples" / "fidelity-review.yaml", SCALES)
    assert (read.problems, read.left_out, len(read.reviews)) == ((), 0, 1)
    (review,) = read.reviews
    assert review.evidence == {"caseload": 24, "employment_services_time": Fraction(191, 2)}
    assert review.scores["employer_contact"] == 2
    assert "engagement_and_outreach" not in review.scores
    found = assess(SCALES["ips-25"], review)
    assert (found.low, found.high, found.band.id if found.band else "") == (94, 99, "fair")


@pytest.mark.parametrize(
    ("entry", "code", "message", "remedy"),
    [
        ("disclosure: 0", "D033", "is below 1", "correct it"),
        ("disclosure: 6", "D033", "is above 5", "correct it"),
        ("disclosure: 3.5", "D034", "is not a whole number", "write a whole number"),
        ("disclosure: good", "D035", "is not a number", "write digits only"),
        ("disclosure: [3]", "D035", "is not a number", "write one number"),
        ("disclosur: 3", "D036", "is no item of the scale 'ips-25'", "did you mean 'disclosure'?"),
        ("charisma: 3", "D036", "is no item of the scale 'ips-25'", "docs/reference/fidelity.md"),
    ],
)
def test_a_score_that_cannot_be_taken_is_left_out_with_its_place(file, entry, code, message, remedy) -> None:
    read = read_reviews(file("review.yaml", f"{HEAD}  scores:\n    zero_exclusion: 4\n    {entry}\n"), SCALES)
    (problem,) = read.problems
    assert (problem.code, problem.place.line, read.left_out) == (code, 7, 1)
    assert message in problem.message and remedy in problem.remedy
    assert read.reviews[0].scores == {"zero_exclusion": 4}


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        ("employment_services_time: 100.5", "D033", "above 100 per cent"),
        ("caseload: -1", "D033", "is below 0"),
        ("caseload: 20.005", "D034", "more than two decimals"),
        ("caseload: about 20", "D035", "is not a number"),
        ("caselod: 20", "D036", "is no fact that an anchor scores"),
    ],
)
def test_evidence_that_cannot_be_taken_is_left_out(file, entry, code, message) -> None:
    read = read_reviews(file("review.yaml", f"{HEAD}  evidence:\n    {entry}\n"), SCALES)
    (problem,) = read.problems
    assert problem.code == code and message in problem.message
    assert (read.reviews[0].evidence, read.left_out) == ({}, 1)


def test_an_item_whose_score_cannot_be_read_stays_open_and_its_anchor_does_not_stand_in(file) -> None:
    text = f"{HEAD}  scores:\n    caseload_size: 6\n  evidence:\n    caseload: 24\n"
    (review,) = read_reviews(file("review.yaml", text), SCALES).reviews
    item = assess(SCALES["ips-25"], review).items[0]
    assert (item.counted.low, item.counted.high) == (1, 5)


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("- a list\n", "D061", "is not a file of a review"),
        ("scores: {disclosure: 3}\n", "D061", "is not a file of a review"),
        ("review:\n  scale: ips-25\n  service_id: s\n", "C011", "'instrument' is missing"),
        (HEAD + "  colour: blue\n", "C010", "unknown key 'colour'"),
        (HEAD.replace("formal_review", "self_assessment"), "C013", "instrument"),
        (HEAD.replace("ips-25", "ips-52"), "D036", "scale: is no scale that there is"),
        (HEAD + "  reviewed_on: 14/05/2024\n", "C013", "must be a date"),
        (HEAD + "  scores:\n    disclosure: 3\n    disclosure: 4\n", "C008", "is written twice"),
        ("review: [\n", "C004", "is not well-formed YAML"),
        ("", "D061", "is not a file of a review"),
    ],
)
def test_a_file_that_is_no_review_is_refused(file, text: str, code: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_reviews(file("review.yaml", text), SCALES)
    problem = next(problem for problem in refused.value.problems if problem.code == code)
    assert message in problem.message
    assert problem.remedy
    assert not any(problem.excerpt for problem in refused.value.problems)


# ---------------------------------------------------------------------------------------------------------- tables

TABLE = """service_id,reviewed_on,scale,item,score,evidence
S1,2024-05-14,ips-25,caseload_size,5,24
S2,2024-05-15,ips-15,caseload_size,,26
S1,2024-05-14,ips-25,Zero exclusion,4,
S1,2024-06-14,ips-25,zero_exclusion,3,
"""


def test_a_table_of_many_reviews_is_read_review_by_review(file) -> None:
    read = read_reviews(file("fidelity.csv", TABLE), SCALES)
    assert read.problems == ()
    assert [(r.service_id, str(r.reviewed_on), r.scale_id, r.scores, r.evidence) for r in read.reviews] == [
        ("S1", "2024-05-14", "ips-25", {"caseload_size": 5, "zero_exclusion": 4}, {"caseload": 24}),
        ("S2", "2024-05-15", "ips-15", {}, {"caseload": 26}),
        ("S1", "2024-06-14", "ips-25", {"zero_exclusion": 3}, {}),
    ]
    assert {review.instrument for review in read.reviews} == {Instrument.FORMAL_REVIEW}
    only = read_reviews(file("fidelity.csv", TABLE), SCALES, "ips-15")
    assert [review.service_id for review in only.reviews] == ["S2"]
    assert (only.problems, only.left_out) == ((), 0)


def test_folder_workbook_and_file_give_the_same(file, tmp_path: Path) -> None:
    alone = read_reviews(file("fidelity.csv", TABLE), SCALES)
    assert read_reviews(tmp_path, SCALES) == alone
    rows = [line.split(",") for line in TABLE.splitlines()]
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as book:
        book.add_worksheet("notes")
        sheet = book.add_worksheet("Fidelity")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell.isdigit():
                    sheet.write_number(y, x, int(cell))
                elif cell:
                    sheet.write_string(y, x, cell)
    assert read_reviews(tmp_path / "book.xlsx", SCALES).reviews == alone.reviews


def test_a_table_of_one_review_needs_only_items_and_scores(file) -> None:
    path = file("review.csv", "item,score\ncaseload_size,3\ndisclosure,\n")
    (review,) = read_reviews(path, SCALES, "ips-25").reviews
    assert (review.service_id, review.reviewed_on, review.scores) == ("", None, {"caseload_size": 3})
    with pytest.raises(Refused, match="U041"):
        read_reviews(path, SCALES)


def test_a_table_of_a_self_assessment_stays_one(file) -> None:
    path = file("review.csv", "item,score,instrument\ndisclosure,3,guided_self_assessment\n")
    (review,) = read_reviews(path, SCALES, "ips-25").reviews
    assert review.instrument is Instrument.GUIDED_SELF_ASSESSMENT
    (review,) = read_reviews(file("other.csv", "item,score\ndisclosure,3\n"), SCALES, "readiness").reviews
    assert review.instrument is Instrument.GUIDED_SELF_ASSESSMENT


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ("disclosure,0,", "D033", "score: is below 1"),
        ("disclosure,6,", "D033", "score: is above 5"),
        ("disclosure,3.5,", "D034", "score: is not a whole number"),
        ("disclosure,high,", "D035", "score: is not a number"),
        (",3,", "D030", "item: is blank"),
        ("charisma,3,", "D036", "item: is no item of the scale 'ips-25'"),
        ("employment_services_staff,,101", "D033", "evidence: is above 100 per cent"),
    ],
)
def test_a_bad_row_is_left_out_and_the_good_ones_are_scored(file, row: str, code: str, message: str) -> None:
    read = read_reviews(file("review.csv", f"item,score,evidence\nzero_exclusion,4,\n{row}\n"), SCALES, "ips-25")
    (problem,) = read.problems
    assert (problem.code, problem.place.line, read.left_out) == (code, 3, 1)
    assert message in problem.message
    assert read.reviews[0].scores == {"zero_exclusion": 4}


def test_an_item_scored_twice_in_one_review_is_left_out_both_times(file) -> None:
    text = "item,score\ndisclosure,3\nzero_exclusion,4\nDisclosure,4\n"
    read = read_reviews(file("review.csv", text), SCALES, "ips-25")
    assert [(problem.code, problem.place.line) for problem in read.problems] == [("D041", 2), ("D041", 4)]
    assert read.reviews[0].scores == {"zero_exclusion": 4}


def test_evidence_that_no_anchor_scores_is_warned_of_and_leaves_nothing_out(file) -> None:
    read = read_reviews(file("review.csv", "item,score,evidence\ndisclosure,3,7\n"), SCALES, "ips-25")
    assert [(problem.code, problem.is_error) for problem in read.problems] == [("D060", False)]
    assert (read.reviews[0].scores, read.left_out) == ({"disclosure": 3}, 0)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("review.csv", "item,score,first_name\ndisclosure,3,Ann\n", "D013"),
        ("review.csv", "", "D006"),
        ("review.csv", "colour,size\nblue,3\n", "D011"),
        ("review.txt", "item,score\n", "D002"),
    ],
)
def test_a_table_that_cannot_or_may_not_be_read_is_refused(file, name: str, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_reviews(file(name, text), SCALES, "ips-25")
    assert [problem.code for problem in refused.value.problems] == [code]
    assert "Ann" not in str(refused.value)


def test_what_is_not_there_or_has_no_such_table_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "D001"), (tmp_path, "D009"), (ROOT / "examples" / "caseload.xlsx", "D009")):
        with pytest.raises(Refused) as refused:
            read_reviews(path, SCALES)
        assert [problem.code for problem in refused.value.problems] == [code]
    for name in ("fidelity.csv", "Fidelity.CSV"):
        (tmp_path / name).write_text(TABLE)
    if len(list(tmp_path.iterdir())) == 2:
        with pytest.raises(Refused) as refused:
            read_reviews(tmp_path, SCALES)
        assert [problem.code for problem in refused.value.problems] == ["D010"]


# ---------------------------------------------------------------------------------------------------------- scales


@pytest.fixture
def rules(tmp_path: Path):
    """A copy of the rules with something replaced in the scale of 25 items, and what loading says of it."""

    def changed(old: str, new: str) -> list[str]:
        folder = tmp_path / "rules"
        shutil.copytree(ROOT / "rules", folder)
        path = folder / "fidelity" / "ips-25.yaml"
        text = path.read_text(encoding="utf-8")
        assert len(re.findall(re.escape(old), text)) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        scales, problems = load_scales(folder)
        assert "ips-25" not in scales
        assert "ips-15" in scales
        assert all(problem.place.file == "rules/fidelity/ips-25.yaml" or problem.code == "C091" for problem in problems)
        return [problem.code for problem in problems]

    return changed


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("        4: {at_least: 21, at_most: 25}\n", "", "C092"),
        ("4: {at_least: 21, at_most: 25}", "4: {at_least: 20, at_most: 25}", "C092"),
        ("5: {at_most: 20}", "5: {at_least: 1, at_most: 20}", "C092"),
        ("at_least: 100, at_most: 114", "at_least: 101, at_most: 114", "C093"),
        (
            "{id: exemplary, title: Exemplary, at_least: 115}",
            "{id: exemplary, title: Exemplary, at_least: 115, at_most: 120}",
            "C093",
        ),
        ("{id: staffing, title: Staffing, items: 3}", "{id: staffing, title: Staffing, items: 4}", "C091"),
        ("name: Disclosure, section: services", "name: Disclosure, section: service", "C091"),
        ("{id: disclosure, name: Disclosure", "{id: zero_exclusion, name: Disclosure", "C091"),
        ("names:\n  assumed:", "names:\n  source: {document: cmh-brief, clause: a}\nnames_were:\n  assumed:", "C010"),
        ("{document: ips-fidelity-uk, clause", "{document: ips-fidelity-wales, clause", "C021"),
        ("unit: clients", "unit: people", "C013"),
        ("5: {at_most: 20}", "5: {at_most: twenty}", "C013"),
    ],
)
def test_a_broken_scale_is_left_out_with_what_is_wrong(rules, old: str, new: str, code: str) -> None:
    assert code in rules(old, new)


def test_a_scale_whose_names_have_no_standing_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    path = folder / "fidelity" / "ips-15.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  assumed: from memory; the names on the form were not read\n", "  {}\n"), encoding="utf-8")
    scales, problems = load_scales(folder)
    assert [problem.code for problem in problems] == ["C040"]
    assert set(scales) == {"ips-25", "readiness"}

"""Editions for publication: what they show, that no format gives away more, and that sums and differences recover nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from html_checks import Page
from openpyxl import load_workbook

from commissioning.app.compare import Compared, compare
from commissioning.app.editions import comparison_edition
from commissioning.app.workspace import Options
from commissioning.cli.main import commissioning
from commissioning.domain.verdicts import Verdict
from commissioning.reports import compare_words, words
from commissioning.reports.compare_words import letter
from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.edition import Edition, Table
from commissioning.reports.edition_html import edition_html
from commissioning.reports.edition_tables import SHOWN

CASELOAD = Path(__file__).parent.parent.parent / "examples" / "caseload"
AS_OF = "2026-03-31"
FIVE = Disclosure(suppress=5)


@pytest.fixture(scope="module")
def compared(workspace) -> Compared:
    return compare(CASELOAD, workspace, Options(), date.fromisoformat(AS_OF))


@pytest.fixture(scope="module")
def edition(compared: Compared) -> Edition:
    return comparison_edition(compared, FIVE, "Models compared")


def _run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(commissioning, [str(arg) for arg in args])
    return result.exit_code, result.stdout, result.stderr


def _table(edition: Edition, name: str) -> Table:
    return next(table for table in edition.tables if table.name == name)


# ------------------------------------------------------------------------------------------------------------ an attack


class Attack:
    """What somebody knows who has the edition: bounds of every number, made narrower by every sum there is."""

    def __init__(self) -> None:
        self.bounds: dict[object, list[int]] = {}
        self.sums: list[tuple[object, list[object]]] = []

    def knows(self, name: object, cell: object, most: int) -> None:
        self.bounds[name] = [cell, cell] if isinstance(cell, int) else [0, most]  # type: ignore[list-item]

    def adds_up(self, whole: object, parts: list[object]) -> None:
        self.sums.append((whole, parts))

    def narrowed(self) -> dict[object, list[int]]:
        changed = True
        while changed:
            changed = False
            for whole, parts in self.sums:
                low = sum(self.bounds[part][0] for part in parts)
                high = sum(self.bounds[part][1] for part in parts)
                changed |= self._narrow(whole, low, high)
                least, most = self.bounds[whole]
                for part in parts:
                    a, b = self.bounds[part]
                    changed |= self._narrow(part, least - (high - b), most - (low - a))
        return self.bounds

    def _narrow(self, name: object, low: int, high: int) -> bool:
        of = self.bounds[name]
        new = [max(of[0], low), min(of[1], high)]
        self.bounds[name] = new
        return new != of


def _attacked(compared: Compared, edition: Edition) -> Attack:
    """Everything that the tables of an edition say, and every sum that holds between them."""
    found, n = compared.comparison, compared.comparison.journeys
    attack = Attack()
    attack.knows("all", n, n)
    of_outcome = {(row[0], row[1]): row[2:] for row in _table(edition, "outcomes").rows}
    for i, model in enumerate(found.models):
        title = f"{letter(i)} {words.model(compared.plans[i])}"
        for outcome in model.outcomes:
            for place in range(4):
                attack.knows((i, outcome, place), of_outcome[title, outcome][place], n)
            attack.adds_up("all", [(i, outcome, place) for place in range(4)])
    for breakdown in compare_words.BREAKDOWNS:
        _groups(attack, compared, edition, breakdown)
    for other in range(1, len(found.models)):
        _moves(attack, compared, edition, other)
    return attack


def _groups(attack: Attack, compared: Compared, edition: Edition, breakdown: str) -> None:
    found, n = compared.comparison, compared.comparison.journeys
    rows = {(row[0], row[1]): row for row in _table(edition, f"by_{breakdown}").rows}
    groups = list(dict.fromkeys(group for group, _ in rows))
    for group in groups:
        attack.knows((breakdown, group), next(row[2] for key, row in rows.items() if key[0] == group), n)
    attack.adds_up("all", [(breakdown, group) for group in groups])
    for i, model in enumerate(found.models):
        for outcome in model.outcomes:
            for group in groups:
                attack.knows((breakdown, group, i, outcome), rows[group, outcome][3 + i], n)
                attack.knows((breakdown, group, i, outcome, "rest"), None, n)
                both = [(breakdown, group, i, outcome), (breakdown, group, i, outcome, "rest")]
                attack.adds_up((breakdown, group), both)
            attack.adds_up((i, outcome, 0), [(breakdown, group, i, outcome) for group in groups])


def _moves(attack: Attack, compared: Compared, edition: Edition, other: int) -> None:
    found, n = compared.comparison, compared.comparison.journeys
    said = {text: place for place, text in enumerate(words.VERDICTS[v] for v in SHOWN)}
    for outcome in found.models[0].outcomes:
        if outcome not in found.models[other].outcomes:
            continue
        parts: dict[tuple[int, int], list[object]] = {(a, b): [] for a in range(4) for b in range(4)}
        for row in _table(edition, f"flips_a_{letter(other).lower()}").rows:
            if row[0] == outcome:
                move = (said[str(row[1])], said[str(row[2])])
                key = (other, outcome, *move, row[3])
                attack.knows(key, row[4], n)
                # Every clause that is named is behind one flip at least.
                attack.bounds[key][0] = max(attack.bounds[key][0], 0 if row[3] == HIDDEN else 1)
                parts[move].append(key)
        for (a, b), causes in parts.items():
            whole = ("move", other, outcome, a, b)
            attack.knows(whole, None if causes or a == b else 0, n)
            if causes:
                attack.adds_up(whole, causes)
        for place in range(4):
            attack.adds_up((0, outcome, place), [("move", other, outcome, place, b) for b in range(4)])
            attack.adds_up((other, outcome, place), [("move", other, outcome, a, place) for a in range(4)])


def _truth(compared: Compared) -> Iterator[tuple[object, int]]:
    """Every number that is small."""
    found = compared.comparison
    for i, model in enumerate(found.models):
        for outcome in model.outcomes:
            for place, verdict in enumerate(SHOWN):
                yield (i, outcome, place), found.figure(i, outcome).verdicts[verdict]
            for breakdown in compare_words.BREAKDOWNS:
                for name in found.groups(breakdown):
                    figure = found.figure(i, outcome, breakdown, name)
                    group = compare_words.group(breakdown, name)
                    yield (breakdown, group), sum(figure.verdicts.values())
                    yield (breakdown, group, i, outcome), figure.verdicts[Verdict.MET]
    moves: dict[object, int] = {}
    said = {str(v): place for place, v in enumerate(SHOWN)}
    for flip in found.flips:
        move = flip.move
        if move.first == 0 and move.before in said and move.after in said:
            key = ("move", move.second, move.outcome, said[move.before], said[move.after])
            moves[key] = moves.get(key, 0) + flip.count
    yield from moves.items()


@pytest.mark.parametrize("suppress", [3, 5, 10])
def test_no_small_number_of_a_comparison_comes_back_by_sums_and_differences(compared: Compared, suppress: int) -> None:
    edition = comparison_edition(compared, Disclosure(suppress=suppress), "Models compared")
    known = _attacked(compared, edition).narrowed()
    small = [(name, count) for name, count in _truth(compared) if 0 < count < suppress]
    assert len(small) > 50
    for name, count in small:
        low, high = known[name]
        assert low <= count <= high
        assert high - low >= suppress, (name, count, low, high)


def test_the_attack_finds_what_is_only_hidden_by_itself(compared: Compared, edition: Edition) -> None:
    """The attack is worth something: with nothing hidden beside them, small numbers come back."""
    attack = _attacked(compared, edition)
    for name, count in _truth(compared):
        attack.knows(name, HIDDEN if 0 < count < 5 else count, 40)
    known = attack.narrowed()
    assert any(known[name][0] == known[name][1] == count for name, count in _truth(compared) if 0 < count < 5)


# ------------------------------------------------------------------------------------------------------------- formats


def test_no_count_that_is_small_stands_in_any_table(edition: Edition) -> None:
    numbers = [cell for table in edition.tables for row in table.rows for cell in row[table.labels :] if isinstance(cell, int)]
    assert len([n for n in numbers if n >= 5]) > 20
    assert not [n for n in numbers if 0 < n < 5]


def test_the_page_is_sound_and_says_how_small_numbers_are_protected(edition: Edition) -> None:
    page = Page(edition_html(edition))
    assert page.wrong == []
    assert "Counts from 1 to 4 are hidden" in page.words
    assert "No journey is shown." in page.words
    assert "Missing suitability is taken as a yes." in page.words
    assert "The contracts decided under" in page.words


@pytest.mark.parametrize(
    "command",
    [
        ("check", CASELOAD),
        ("compare", CASELOAD),
        ("what-if", "fair-start-scotland", CASELOAD, "--set", "hours.at_least=12"),
        ("what-if", "fair-start-scotland@2018-04-03", CASELOAD, "--sweep", "hours.at_least=0:35:5"),
    ],
    ids=["check", "compare", "what-if", "sweep"],
)
def test_no_journey_stands_in_any_format(command: tuple[object, ...], tmp_path: Path) -> None:
    journeys = {
        row["journey_id"] for row in csv.DictReader((CASELOAD / "journeys.csv").read_text(encoding="utf-8").splitlines())
    }
    files = [tmp_path / f"out.{ending}" for ending in ("html", "xlsx", "csv", "json", "txt")]
    outputs = [arg for file in files for arg in ("--output", file)]
    code, _, err = _run(*command, "--as-of", AS_OF, "--suppress", "5", "-q", *outputs)
    assert code == 0, err
    texts = [file.read_text(encoding="utf-8") for file in files if file.suffix != ".xlsx"]
    sheets = load_workbook(files[1])
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(journeys) == 40
    for text in (*texts, "\n".join(cells)):
        assert [ident for ident in journeys if re.search(rf"\b{re.escape(ident)}\b", text)] == []
        assert HIDDEN in text
    rows = list(csv.DictReader(files[2].read_text(encoding="utf-8").splitlines()))
    assert [row for row in rows if row["value"] in ("1", "2", "3", "4")] == []
    told = json.loads(files[3].read_text(encoding="utf-8"))
    assert told["counts_hidden_below"] == 5
    assert sheets.sheetnames[:2] == ["Cover", "Notes"]


def test_counts_are_rounded_each_for_itself_and_the_notes_say_so(tmp_path: Path) -> None:
    code, _, err = _run("check", CASELOAD, "--as-of", AS_OF, "--round", "5", "-q", "--output", tmp_path / "out.json")
    assert code == 0, err
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert any("may not add up" in note for note in told["notes"])
    counts = [cell for row in told["tables"]["outcomes"] for cell in list(row.values())[2:6]]
    assert counts
    assert all(count % 5 == 0 for count in counts)
    assert any(sum(list(row.values())[2:6]) != 40 for row in told["tables"]["outcomes"])


def test_totals_of_a_population_are_protected(tmp_path: Path) -> None:
    shared = ("--as-of", AS_OF, "--sink", "totals", "--format", "csv", "-q")
    code, plain, err = _run("check", CASELOAD, *shared)
    assert code == 0, err
    code, hidden, err = _run("check", CASELOAD, *shared, "--suppress", "5")
    assert code == 0, err
    before, after = (list(csv.DictReader(io.StringIO(text))) for text in (plain, hidden))
    assert len(before) == len(after)
    by_outcome: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row, other in zip(before, after, strict=True):
        number = int(row["journeys"])
        assert other["journeys"] in (str(number), HIDDEN)
        assert other["journeys"] == HIDDEN if 0 < number < 5 else True
        assert other["due_pence"] == HIDDEN if other["journeys"] == HIDDEN else int(other["due_pence"]) % 1_000_00 == 0
        by_outcome.setdefault((row["contract"], row["outcome"]), []).append((number, other["journeys"]))
    for parts in by_outcome.values():
        gone = [number for number, shown in parts if shown == HIDDEN]
        assert not gone or (len(gone) > 1 and sum(gone) - len(gone) >= 5)


def test_what_is_of_one_journey_a_row_is_refused(tmp_path: Path) -> None:
    for more in (("--sink", "rows", "--output", tmp_path / "a.csv"), ("--output", tmp_path / "a.parquet")):
        code, _, err = _run("check", CASELOAD, "--as-of", AS_OF, "--suppress", "5", "-q", *more)
        assert code == 2
        assert not list(tmp_path.iterdir())
        assert "protected" in err
    code, _, err = _run("compare", CASELOAD, "--as-of", AS_OF, "--round", "5", "--rows", "people", "-q")
    assert (code, "cannot have its small numbers protected" in err) == (2, True)


def test_margins_leave_out_groups_of_a_few_people_and_say_so(tmp_path: Path) -> None:
    plain, hidden = tmp_path / "plain.json", tmp_path / "hidden.json"
    words_ = ("incentives", "fair-start-scotland", CASELOAD, "--as-of", AS_OF, "-q")
    assert _run(*words_, "--output", plain)[0] == 0
    assert _run(*words_, "--suppress", "8", "--output", hidden)[0] == 0
    before, after = (json.loads(file.read_text(encoding="utf-8"))["margins"] for file in (plain, hidden))
    assert [margin for margin in before if margin["starts"] < 8]
    assert after
    assert all(margin["starts"] >= 8 for margin in after)
    # The group beside the one that is left out is left out too.
    assert [margin["group"] for margin in after if margin["breakdown"] == "payment_group"] == ["core"]
    exact = {(m["breakdown"], m["group"]): m["due_pence"] for m in before}
    assert any(exact[m["breakdown"], m["group"]] != m["due_pence"] for m in after)
    _, text, _ = _run(*words_, "--suppress", "8")
    assert "Groups of a few people are left out." in text

"""Parquet files read a stretch at a time give the values, and say of bad cells, what the reader of whole inputs does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_inputs import one_line

from commissioning.errors import Refused
from commissioning.loading.caseload import read_input
from commissioning.loading.personal_data import may_be_of_persons
from commissioning.loading.population import NotInOrder, open_population

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
texts = pytest.importorskip("commissioning.loading.column_texts")

ROWS = 12
BAD_ROW = 7
"""The client of this row has no job: a row of journeys that is left out leaves no job without a client."""


def columns(table: str) -> dict[str, Any]:
    if table == "jobs":
        numbers = range(BAD_ROW)
        return {
            "job_id": [f"W{n:02d}" for n in numbers],
            "client_id": [f"C{n:02d}" for n in numbers],
            "start_date": pa.array([date(2018, 10, 1)] * BAD_ROW, pa.date32()),
        }
    return {
        "journey_id": [f"J{n:02d}" for n in range(ROWS)],
        "client_id": [f"C{n:02d}" for n in range(ROWS)],
        "start_date": pa.array([date(2018, 4, 10)] * ROWS, pa.date32()),
        "end_date": pa.array([*[date(2019, 4, 10)] * (ROWS - 1), None], pa.date32()),
    }


def folder(path: Path, table: str, **changed: Any) -> Path:
    for name in ("journeys", "jobs"):
        of = {**columns(name), **(changed if name == table else {})}
        pq.write_table(pa.table(of), path / f"{name}.parquet", row_group_size=5)
    return path


def by_stretches(path: Path, mapping: Path | None = None) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """The rows of both tables without their blanks, and what was said."""
    population = open_population(path, mapping=mapping)
    rows: dict[str, list[dict[str, Any]]] = {"journeys": [], "jobs": []}
    for stretch in population.stretches(5):
        for name in rows:
            of = getattr(stretch, name).to_pylist()
            rows[name] += [{column: value for column, value in row.items() if value is not None} for row in of]
    return rows, [one_line(problem) for problem in population.problems()]


def whole(path: Path, table: str, column: str, mapping: Path | None = None) -> tuple[list[Any], list[str]]:
    """A column as the reader of whole inputs reads it, blanks left out, and what it said."""
    read = read_input(path, mapping=mapping)
    found = read.caseload.journeys if table == "journeys" else [row for rows in read.caseload.jobs.values() for row in rows]
    values = [getattr(row, column) if hasattr(row, column) else row.facts.get(column) for row in found]
    return [value for value in values if value is not None], [one_line(problem) for problem in read.problems]


def both(path: Path, table: str, column: str, mapping: Path | None = None) -> list[Any]:
    """A column as both readers read it, who say the same of it."""
    rows, said = by_stretches(path, mapping)
    expected = whole(path, table, column, mapping)
    assert ([row[column] for row in rows[table] if column in row], said) == expected
    return expected[0]


CELLS: dict[str, tuple[str, tuple[object, ...]]] = {
    "start_date": ("journeys", ("2018-04-11", "2018-04-11 00:00", "", "  ", "2018-02-30", "11/04/2018", "1899-12-31", "x")),
    "end_date": ("journeys", ("2019-04-11", "2018-04-09", "2200-01-01", "9999-12-31", "2200", "")),
    "end_reason": ("journeys", ("Left early", "DIED", "died ", "", " ", "none", "\u200b")),
    "area": ("journeys", ("S12000033", "City of Edinburgh", "Edinbrugh", "", "x" * 201)),
    "lot": ("journeys", ("5", " 5 ", "", "é", "x" * 201, "two words", "line\nbreak")),
    "contract": ("journeys", ("Fair-Start-Scotland", "", "x\ty")),
    "benefit": ("journeys", ("UC", "uc", "dla", "")),
    "disabled": ("journeys", ("yes", "No", "TRUE", "", "perhaps", "1")),
    "age_at_referral": ("journeys", ("34", "34.0", "34.5", "121", "-1", "", "old")),
    "weekly_hours": ("jobs", ("16", "7.25", "7.255", "168.01", "-1", "", "NaN")),
    "hourly_pay_pence": ("jobs", ("1042", "10.42", "-1", "10000001", "")),
    "employer_id": ("jobs", ("E1", " E1", "", "Acme Ltd", "x" * 201)),
    "basis": ("jobs", ("Self-employed", "employee", "", "casual")),
}
ARROWS = {"text": pa.string(), "long text": pa.large_string(), "dictionary": pa.dictionary(pa.int8(), pa.string())}


@pytest.mark.parametrize("arrow", ARROWS)
@pytest.mark.parametrize("column", CELLS)
def test_a_cell_of_text_reads_as_in_a_whole_input(column: str, arrow: str, tmp_path: Path) -> None:
    table, cells = CELLS[column]
    of = len(columns(table)["client_id"])
    for cell in cells:
        # The last row of journeys, and a row of jobs with good ones beside it.
        values = [*[cells[0]] * (of - 2), cell, cell] if table == "journeys" else [*[cells[0]] * (of - 1), cell]
        both(folder(tmp_path, table, **{column: pa.array(values, pa.string()).cast(ARROWS[arrow])}), table, column)


def test_a_blank_where_every_row_needs_a_day_leaves_the_row_out(tmp_path: Path) -> None:
    path = folder(tmp_path, "jobs", start_date=[*["2018-10-01"] * (BAD_ROW - 1), " "])
    assert len(both(path, "jobs", "start_date")) == BAD_ROW - 1
    assert any("D030" in line for line in by_stretches(path)[1])


DAYS = [date(1900, 1, 1), date(2018, 8, 31), None, date(2199, 12, 31)]


@pytest.mark.parametrize("arrow", [pa.date32(), pa.date64(), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("s")])
def test_days_of_any_type(arrow: Any, tmp_path: Path) -> None:
    values = pa.array([*DAYS, *[date(2018, 8, 31)] * (ROWS - 4)], pa.date32()).cast(arrow)
    assert both(folder(tmp_path, "journeys", verified_on=values), "journeys", "verified_on")[:2] == DAYS[:2]


@pytest.mark.parametrize("last", [date(1899, 12, 31), date(2200, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
@pytest.mark.parametrize("column", ["verified_on", "end_date"])
def test_days_out_of_bounds(column: str, last: date, tmp_path: Path) -> None:
    values = pa.array([*[date(2018, 8, 31)] * (ROWS - 1), last], pa.date32())
    both(folder(tmp_path, "journeys", **{column: values}), "journeys", column)


@pytest.mark.parametrize("moment", [datetime(2018, 8, 31, 10), datetime(2018, 8, 31, 0, 0, 1)])  # noqa: DTZ001
def test_a_time_of_day_is_said(moment: datetime, tmp_path: Path) -> None:
    values = pa.array([*[datetime(2018, 8, 31)] * (ROWS - 1), moment], pa.timestamp("us"))  # noqa: DTZ001
    path = folder(tmp_path, "journeys", verified_on=values)
    assert len(both(path, "journeys", "verified_on")) == ROWS - 1
    with_zone = pa.array([datetime(2018, 8, 31, tzinfo=UTC)] * ROWS, pa.timestamp("ms", tz="UTC"))
    both(folder(tmp_path, "journeys", verified_on=with_zone), "journeys", "verified_on")


HOURS = {
    "two decimals": pa.decimal128(5, 2),
    "one": pa.decimal128(4, 1),
    "none": pa.decimal128(3, 0),
    "many digits": pa.decimal128(38, 2),
    "four decimals": pa.decimal128(9, 4),
    "256 bits": pa.decimal256(40, 2),
    "floats": pa.float64(),
    "whole": pa.int32(),
}


@pytest.mark.parametrize("last", ["16", "0", "168", "169", "-1"])
@pytest.mark.parametrize("arrow", HOURS)
def test_hours_of_any_type(arrow: str, last: str, tmp_path: Path) -> None:
    cells = [None, Decimal(16), Decimal(7), None, Decimal(0), Decimal(168), Decimal(last)]
    values = pa.array([None if cell is None else float(cell) for cell in cells]).cast(HOURS[arrow])
    found = both(folder(tmp_path, "jobs", weekly_hours=values), "jobs", "weekly_hours")
    assert found[:4] == [1600, 700, 0, 16800]


@pytest.mark.parametrize("last", [0, 120, 121, -1, 2**31])
def test_whole_numbers(last: int, tmp_path: Path) -> None:
    both(folder(tmp_path, "journeys", age_at_referral=[*[34] * (ROWS - 1), last]), "journeys", "age_at_referral")


def test_words_written_otherwise_are_one(tmp_path: Path) -> None:
    words = pa.array(["Died", "died", *["DIED"] * (ROWS - 2)]).dictionary_encode()
    [*tables] = open_population(folder(tmp_path, "journeys", end_reason=words)).stretches()
    assert tables[0].journeys["end_reason"].chunk(0).dictionary.to_pylist() == ["died"]
    assert both(tmp_path, "journeys", "end_reason") == ["died"] * ROWS


MAPPING = """\
tables:
  journeys:
    columns: {journey_id: journey_id, client_id: client_id, start_date: start_date, disabled: disabled}
    values:
      disabled: {'true': no, 'false': blank}
      start_date: {'2018-04-10': blank}
  jobs:
    columns: {job_id: job_id, client_id: client_id, start_date: start_date, hourly_pay_pence: hourly_pay_pence}
    in_pounds: [hourly_pay_pence]
"""


@pytest.mark.parametrize(
    ("table", "column", "cells", "read"),
    [
        ("jobs", "hourly_pay_pence", [12, None, 9, 9, 9, 9, 9], [1200, *[900] * 5]),
        ("journeys", "disabled", [True, False, *[None] * (ROWS - 2)], [False]),
        ("journeys", "start_date", [date(2018, 4, 10), *[date(2018, 4, 11)] * (ROWS - 1)], [date(2018, 4, 11)] * (ROWS - 1)),
    ],
)
def test_a_mapping_holds_for_cells_that_need_no_reading(
    table: str, column: str, cells: list[Any], read: list[Any], tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    further = {"journeys": {"disabled": [True] * ROWS}, "jobs": {"hourly_pay_pence": [9] * BAD_ROW}}
    where = tmp_path / "in"
    where.mkdir()
    for name, of in further.items():
        changed = {column: cells} if name == table else {}
        pq.write_table(pa.table({**columns(name), **of, **changed}), where / f"{name}.parquet")
    assert both(where, table, column, mapping) == read


# ------------------------------------------------------------------------------------------------- ids that come again


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("table", "column", "code"), [("journeys", "journey_id", "D041"), ("jobs", "job_id", "D040"), ("jobs", "job_id", "")]
)
def test_an_id_that_comes_again_far_away_is_left_to_the_whole_reader(
    table: str, column: str, code: str, turned: bool, tmp_path: Path
) -> None:
    ids = columns(table)[column][:: -1 if turned else 1]
    path = folder(tmp_path, table, **{column: [*ids[:-1], ids[1]] if code else ids})
    if code:
        with pytest.raises(NotInOrder):
            by_stretches(path)
        assert code in {problem.code for problem in read_input(path).problems}
    else:
        assert [row[column] for row in by_stretches(path)[0][table]] == ids


@pytest.mark.parametrize("arrow", [pa.int32(), pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
@pytest.mark.parametrize("again", [False, True])
def test_ids_of_any_type_in_any_order(again: bool, arrow: Any, tmp_path: Path) -> None:
    ids = [(7 * n + 3) % ROWS + 1000 for n in range(ROWS - 1)]
    values = pa.array([*ids, ids[0] if again else 2000]).cast(pa.string()).cast(arrow)
    path = folder(tmp_path, "journeys", journey_id=values)
    if again:
        with pytest.raises(NotInOrder):
            by_stretches(path)
    else:
        assert [row["journey_id"] for row in by_stretches(path)[0]["journeys"]] == [str(one) for one in [*ids, 2000]]


def test_ids_out_of_order_do_not_change_the_stretches(tmp_path: Path) -> None:
    ids = [f"J{n:02d}" for n in range(ROWS)]
    sizes = []
    for turned in (ids, ids[::-1]):
        path = folder(tmp_path, "journeys", journey_id=turned)
        sizes.append([len(stretch.journeys) for stretch in open_population(path).stretches(2)])
    assert sizes[0] == sizes[1]


def test_two_rows_of_one_job_are_one_job(tmp_path: Path) -> None:
    ids = [*[f"W{n}" for n in range(BAD_ROW - 1)], f"W{BAD_ROW - 2}"]
    clients = [*[f"C{n:02d}" for n in range(BAD_ROW - 1)], f"C{BAD_ROW - 2:02d}"]
    ends = pa.array([date(2018, 11, 1)] * (BAD_ROW - 1) + [None])
    starts = pa.array([date(2018, 10, 1)] * (BAD_ROW - 1) + [date(2018, 11, 2)])
    path = folder(tmp_path, "jobs", job_id=ids, client_id=clients, start_date=starts, end_date=ends)
    assert both(path, "jobs", "job_id") == ids


# ---------------------------------------------------------------------------------------------- personal data

PERSONS = ["QQ123456C", "AB 12 34 56 C", "jane@example.org", "Jane Smith", "EH1 1AA", "EH11AA", "07123456789", "0131 496 0000"]


@pytest.mark.parametrize("cell", [*PERSONS, "0105851234", "1985-05-05"])
@pytest.mark.parametrize("column", ["client_id", "provider"])
def test_what_looks_like_a_person_is_refused_as_in_a_whole_input(column: str, cell: str, tmp_path: Path) -> None:
    values = [*[f"C{n:02d}" for n in range(ROWS - 1)], cell]
    path = folder(tmp_path, "journeys", **{column: values})
    said = []
    for read in (read_input, by_stretches):
        try:
            read(path)
            said.append([])
        except Refused as refused:
            said.append([one_line(problem) for problem in refused.problems])
        except NotInOrder:
            # Not refused: the row is left to the reader of whole inputs.
            said.append([])
    assert said[0] == said[1]


SIGNS = "AZaz09 @-/.,'+()éK"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(SIGNS, max_size=14) | st.from_regex(r"[A-Z]{1,3}[0-9]{1,8}", fullmatch=True), min_size=1, max_size=6))
def test_no_text_with_a_form_of_personal_data_is_passed_over(ids: list[str]) -> None:
    for of in (pa.array(ids), pa.array(["A1", *ids, None, "B2"]).slice(1, len(ids) + 1)):
        found = set(texts.may_tell(of).to_pylist())
        assert all(one in found for one in ids if may_be_of_persons([one], ids=True))


@pytest.mark.parametrize("person", PERSONS)
def test_a_person_among_opaque_ids_is_found(person: str) -> None:
    for ids in (["A1", "B22", person], [person, *["550e8400-e29b-41d4-a716-446655440000"] * 3], ["7", person, "x-y-z-0123456"]):
        assert person in texts.may_tell(pa.array(ids)).to_pylist()


def test_opaque_ids_tell_of_nobody() -> None:
    for ids in (["A1", "BC22", "c333333333"], ["1234567", "7"], ["550e8400-e29b-41d4-a716-446655440000", "EMP-000123"]):
        assert texts.may_tell(pa.array(ids)).to_pylist() == []


# ---------------------------------------------------------------------------------------------- texts as a whole


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=12))
def test_marks_are_the_same_for_the_same_text_only(ids: list[str]) -> None:
    of = pa.array(["before", *ids, "after"], pa.string())
    found = texts.marks(of.slice(1, len(ids))).tolist()
    assert found == texts.marks(pa.array(ids, pa.string())).tolist()
    assert len(set(found)) == len(set(ids))
    assert found == [int(texts.marks(pa.array([one]))[0]) for one in ids]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=3), max_size=5))
def test_ascending_texts(ids: list[str]) -> None:
    assert texts.ascending(pa.array(ids, pa.string())) == (sorted(set(ids)) == ids)


@pytest.mark.parametrize(
    ("ids", "plain"),
    [(["A1", "a~!"], True), (["A1", None], True), ([None], True), ([], True), (["A1", ""], False), (["", None], False)]
    + [([one], False) for one in (" A", "A B", "é", "A\n", "\x7f", "x" * 201)],
)
def test_plain_texts(ids: list[str | None], plain: bool) -> None:
    assert texts.plain(pa.array(ids, pa.string())) is plain

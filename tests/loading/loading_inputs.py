"""Small inputs for the tests of reading, and short ways to say what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import pytest
import xlsxwriter

from commissioning.errors import Exit, Problem, Refused
from commissioning.loading.caseload import Read, read_input

JOURNEYS = """\
journey_id,client_id,referral_date,start_date
J1,C1,2018-04-03,2018-04-10
J2,C2,2018-04-03,2018-04-10
"""


def folder(path: Path, journeys: str | bytes | None = JOURNEYS, **tables: str | bytes) -> Path:
    """A folder of CSV files; ``journeys`` are two good ones unless given, None for none."""
    for name, text in {"journeys": journeys, **tables}.items():
        if text is not None:
            raw = text if isinstance(text, bytes) else dedent(text).encode()
            (path / f"{name}.csv").write_bytes(raw)
    return path


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of sheets of rows; dates become real date cells, text that begins with ``=`` a formula."""
    file = path / "book.xlsx"
    book = xlsxwriter.Workbook(str(file))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, moment)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, column, cell, None, "#DIV/0!" if "/0" in cell else 0)
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()
    return file


def problems_of(path: Path, **asked: object) -> list[Problem]:
    """Why an input is refused."""
    with pytest.raises(Refused) as raised:
        read_input(path, **asked)
    assert raised.value.exit_code == Exit.USAGE
    return list(raised.value.problems)


def refusals(path: Path, **asked: object) -> list[str]:
    """Why an input is refused, each problem in one line: place, code, what is wrong, what to do."""
    return [one_line(problem) for problem in problems_of(path, **asked)]


def said(read: Read) -> list[str]:
    """The problems of what was read, each in one line."""
    return [one_line(problem) for problem in read.problems]


def one_line(problem: Problem) -> str:
    where = f"{problem.place}: " if str(problem.place) else ""
    return f"{where}{problem.severity} {problem.code}: {problem.message} | {problem.remedy}"

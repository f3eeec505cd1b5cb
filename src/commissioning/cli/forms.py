"""One result of the design lab in whichever form is asked for: a page, lines for a terminal, data, rows, or a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commissioning.cli.options import save, written


@dataclass(frozen=True)
class Forms:
    """How a result is made into each form; only the one that is asked for is made."""

    page: Callable[[], str]
    lines: Callable[[], Iterable[str]]
    data: Callable[[], Mapping[str, Any]]
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    columns: Iterable[str]
    sheets: Callable[[], dict[str, Any]]


def write_form(of: Forms, kind: str, path: Path | None) -> None:
    """Writes one form to a file, or to standard output."""
    from commissioning.reports import files
    from commissioning.reports.charted import charted_workbook
    from commissioning.reports.figures import printable

    if kind == "html":
        written(of.page(), path)
    elif kind == "table":
        written("\n".join(printable(line) for line in of.lines()) + "\n", path)
    elif kind == "xlsx" and path is not None:
        buffer = io.BytesIO()
        charted_workbook(of.sheets(), buffer)
        save(path, buffer.getvalue())
    elif kind == "json":
        written(files.to_json(of.data()), path, exact=True)
    else:
        text = io.StringIO()
        files.write_csv(of.rows(), text, of.columns)
        written(text.getvalue(), path, exact=True)

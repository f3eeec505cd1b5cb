"""What reading a cell can give: a value, a value in doubt, or the reason why its row is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commissioning.domain.journeys import FactValue
from commissioning.loading.raw import Cell, NoValue, blank


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be read: its row is left out. The message never holds what the cell holds."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A cell that was read, with a warning."""

    value: FactValue
    code: str
    message: str
    remedy: str


CellValue = FactValue | BadCell | Doubtful
Reader = Callable[[Cell], CellValue]


@dataclass(frozen=True, slots=True)
class HowWritten:
    """How a file writes a column otherwise than the exchange tables do, as a mapping file says.

    *date_format* is a format of :meth:`datetime.strptime`; *in_pounds* says that sums are in pounds; *values* gives our word
    (None for blank) for theirs, theirs as :func:`theirs` writes it.
    """

    date_format: str = ""
    in_pounds: bool = False
    values: Mapping[str, str | None] | None = None


AS_OURS = HowWritten()


def theirs(text: str) -> str:
    """A value of another system without what writers vary: case and spaces."""
    return " ".join(text.casefold().split())


def reading(read: Callable[[Cell], CellValue], written: HowWritten) -> Reader:
    """*read* for cells that hold something, after a mapping's words were put into ours."""
    values = written.values or {}

    def of(cell: Cell) -> CellValue:
        if isinstance(cell, NoValue):
            remedy = "mend the formula" if cell is NoValue.ERROR else "open the workbook in a spreadsheet program and save it"
            return BadCell("D042", cell.value, f"{remedy}, or type the value in")
        if blank(cell):
            return None
        if values and (shown := theirs(_shown(cell))) in values:
            ours = values[shown]
            return None if ours is None else read(ours)
        return read(cell.strip() if isinstance(cell, str) else cell)

    return of


def _shown(cell: Cell) -> str:
    """A cell as a spreadsheet shows it, to find it among a mapping's values."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

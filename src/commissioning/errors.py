"""Every problem the product can report: a stable code, a place, what is wrong, what to do, and an exit code.

Problems are values. Loaders and compilers return them beside what they could make; only the outermost layer turns them
into an exit status. :class:`Refused` is raised where nothing can be decided at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DECIDED = 0
    PROBLEMS = 1
    USAGE = 2
    FAULT = 3


class Severity(StrEnum):
    """How much a problem matters: an error leaves something out, a warning leaves nothing out."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is: a file with line and column (both from 1), or a sheet's cell such as ``Jobs!C17``."""

    file: str = ""
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}" if self.file else self.cell
        if self.line and self.column:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it.

    ``code`` is stable (``C…`` contracts and rules, ``D…`` data, ``U…`` usage); ``excerpt`` is the source line, shown with a
    caret under ``place.column``. An excerpt is only ever taken from contract files, never from client data.
    """

    code: str
    message: str
    remedy: str = ""
    place: Place = field(default_factory=Place)
    excerpt: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether something was left out because of it."""
        return self.severity is Severity.ERROR

    def lines(self) -> list[str]:
        """The problem as a compiler would print it: place, code and message; the line; a caret; what to do."""
        where = f"{self.place}: " if str(self.place) else ""
        out = [f"{where}{self.severity} {self.code}: {self.message}"]
        if self.excerpt:
            column = max(self.place.column, 1)
            start = max(0, column - 60) if len(self.excerpt) > 120 else 0
            shown = self.excerpt[start : start + 120]
            out += [f"    {shown}", f"    {' ' * (column - 1 - start)}^"]
        if self.remedy:
            out.append(f"    do: {self.remedy}")
        return out

    def __str__(self) -> str:
        return "\n".join(self.lines())


class Refused(Exception):
    """Nothing can be decided: wrong usage, or a file that cannot be read or may not be read.

    Carries every problem found, not the first only, and the exit code (2 unless said otherwise).
    """

    def __init__(self, problems: Problem | Iterable[Problem], exit_code: Exit = Exit.USAGE) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.exit_code = exit_code
        super().__init__("; ".join(f"{p.code} {p.message}" for p in self.problems))


def usage(code: str, message: str, remedy: str = "") -> Refused:
    """A refusal for something the user asked that cannot be done."""
    return Refused(Problem(code, message, remedy))


def nearest(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` for the known name nearest to *word*, or an empty text if none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""

"""Where each part of a contract stands in its files, so that any problem can name its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commissioning.errors import Place, Problem, Severity

Path = tuple[str | int, ...]

USED = "\0use"
"""The step below a term from a pack that leads to the place of the ``use`` which names the pack."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of every node by its path in the contract, and the lines of the files they stand in."""

    file: str = ""
    places: Mapping[Path, Place] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """The place of the node at *path*, or of the nearest node around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def own(self, path: Path) -> Path:
        """The same path; of a part of a pack's term that the contract does not state itself, the path of its ``use``."""
        used = (*path[:2], USED)
        return used if used in self.places and self.place(path).file != self.places[used].file else path

    def problem(self, code: str, message: str, remedy: str, path: Path, severity: Severity = Severity.ERROR) -> Problem:
        """A problem at the node at *path*, with its source line."""
        return self.problem_at(code, message, remedy, self.place(path), severity)

    def problem_at(self, code: str, message: str, remedy: str, place: Place, severity: Severity = Severity.ERROR) -> Problem:
        """A problem at a place, with its source line."""
        lines = self.lines.get(place.file, ())
        excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return Problem(code, message, remedy, place, excerpt, severity)

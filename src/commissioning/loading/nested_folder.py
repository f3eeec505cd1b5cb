"""A folder of nested rows as it is read: Parquet files, one for each partition, and a file that says what they hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from commissioning import __version__
from commissioning.errors import Place, Problem, Refused

CONTENTS = "_nested.json"
"""Says what the folder holds. Readers of whole folders pass over names that begin so."""
SHAPE = 1
"""The number of the shape of nested rows: one of another shape is not read."""


@dataclass(frozen=True)
class Part:
    """One partition: its file, and how many clients and journeys it holds."""

    file: str
    clients: int
    journeys: int


@dataclass(frozen=True)
class Contents:
    """What a nested folder holds; *facts* are the further facts of journeys that were read, *left_out* rows by table."""

    parts: tuple[Part, ...]
    partitions: int
    facts: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    made_by: str = __version__
    shape: int = SHAPE

    @property
    def journeys(self) -> int:
        """How many journeys there are."""
        return sum(part.journeys for part in self.parts)

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return sum(part.clients for part in self.parts)


@dataclass(frozen=True)
class NestedFolder:
    """A nested folder that is whole: its files in order, and what they hold."""

    files: tuple[Path, ...]
    contents: Contents


def is_nested(path: Path) -> bool:
    """Whether a path is a nested folder, whole or not."""
    return (path / CONTENTS).is_file()


def open_nested(folder: Path) -> NestedFolder:
    """A nested folder. Raises :class:`~commissioning.errors.Refused` (U110) where it is not whole, or of another shape."""
    contents = _contents(folder)
    files = []
    for part in contents.parts:
        path = folder / part.file
        if Path(part.file).name != part.file or _clients_in(path) != part.clients:
            raise _not_whole(folder, f"the partition {Path(part.file).name} is missing or damaged")
        files.append(path)
    return NestedFolder(tuple(files), contents)


def _contents(folder: Path) -> Contents:
    try:
        found = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
        parts = tuple(Part(str(p["file"]), int(p["clients"]), int(p["journeys"])) for p in found["parts"])
        left_out = {str(name): int(number) for name, number in found["left_out"].items()}
        facts = tuple(str(name) for name in found["facts"])
        contents = Contents(parts, int(found["partitions"]), facts, left_out, str(found["made_by"]), int(found["shape"]))
    except OSError as error:
        raise _not_whole(folder, f"{CONTENTS} cannot be read: {error.strerror or 'no access'}") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _not_whole(folder, f"{CONTENTS} does not say what it holds") from None
    if contents.shape != SHAPE:
        raise _not_whole(folder, f"its rows are of shape {contents.shape}, and this version reads shape {SHAPE}")
    return contents


def _clients_in(path: Path) -> int:
    """How many clients a file holds; -1 where it is not there or damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return -1


def _not_whole(folder: Path, why: str) -> Refused:
    problem = Problem("U110", f"is not a whole nested folder: {why}", "nest the input again", Place(str(folder)))
    return Refused(problem)

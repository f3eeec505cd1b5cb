"""Where in the input each table is: the files of a folder, or the sheets of a workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from commissioning.errors import Place, Problem, Refused
from commissioning.loading.csv_files import CsvTable, Knows
from commissioning.loading.findings import listed, refusal, warning
from commissioning.loading.headings import heading_key
from commissioning.loading.mapping import Mapped
from commissioning.loading.parquet_files import ParquetTable
from commissioning.loading.raw import RawTable
from commissioning.loading.workbook import Workbook

_TABLE_FILES = (".csv", ".parquet")
_WORKBOOKS = (".xlsx", ".xlsm")
_OTHER_WORKBOOKS = {".xls", ".xlsb", ".ods", ".numbers"}
_NEAR = 0.8


@dataclass
class Sources:
    """The tables of an input: how to open each, what they are read from, and what was wrong with the whole."""

    tables: dict[str, Callable[[], RawTable]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    in_workbook: bool = False


def find_sources(path: Path, mapped: Mapped, needs: str = "journeys") -> Sources:
    """The tables in a folder or a workbook, the one it *needs* among them.

    Raises :class:`Refused` where it is neither, or cannot be opened.
    """
    try:
        if path.is_dir():
            return _in_folder(path, mapped, needs)
        if not path.exists():
            raise Refused(refusal("D001", "is not there", "check the path", Place(str(path))))
        if path.suffix.casefold() not in _WORKBOOKS:
            raise Refused(_neither(path))
        return _in_workbook(path, mapped, needs)
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None


def cannot_be_opened(path: Path, error: OSError) -> Problem:
    """What the system says of a file that it does not open."""
    reason = error.strerror or "unreadable"
    return refusal("D001", f"cannot be opened: {reason}", "check the path, and that you may read it", Place(path.name))


def digest_of(files: Sequence[Path], mapping: Path | None, *, folder: bool) -> str:
    """SHA-256 of the input: of a workbook's bytes, or of the names, lengths and bytes of a folder's tables in order of name;
    then, if there is one, of the mapping file in the way of a table."""
    digest = hashlib.sha256()
    for path in (*files, *filter(None, [mapping])):
        if folder or path == mapping:
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode(errors="surrogatepass"))
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _neither(path: Path) -> Problem:
    place, suffix = Place(path.name), path.suffix.casefold()
    if suffix in _TABLE_FILES:
        remedy = f"give the folder that holds it ({path.parent}); its files are read by their names, such as journeys.csv"
        return refusal("D002", "is one file of a folder of tables", remedy, place)
    remedy = "save it as an Excel workbook (.xlsx), or give a folder of CSV or Parquet files"
    other = suffix in _OTHER_WORKBOOKS
    message = f"is a workbook of a kind that is not read ({suffix})" if other else "is neither a folder nor an Excel workbook"
    return refusal("D002", message, remedy, place)


# ---------------------------------------------------------------------------------------------------------- folders


def _in_folder(folder: Path, mapped: Mapped, needs: str) -> Sources:
    there = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    files = [path for path in there if path.is_file()]
    by_key: dict[str, list[Path]] = {}
    for path in there:
        if path.suffix.casefold() in _TABLE_FILES:
            by_key.setdefault(heading_key(path.stem), []).append(path)
    found = Sources()
    for table, wanted in mapped.wanted.items():
        paths = by_key.get(_source_key(wanted.source), [])
        if len(paths) > 1:
            found.refusals.append(_twice(table, [path.name for path in paths], folder.name))
        elif paths and paths[0] not in files:
            # Passed over, it would read as a table that nobody has: a client without jobs, say.
            found.refusals.append(_no_file(paths[0]))
        elif paths:
            found.tables[table] = partial(_open_file, paths[0], wanted.knows)
            found.files.append(paths[0])
    found.files = sorted(set(found.files))
    others = [path for path in files if path not in found.files]
    _note_near(found, mapped, [path.name for path in others], "")
    _check_found(found, mapped, Place(folder.name), [path.name for path in files], "file", needs)
    return found


def _no_file(path: Path) -> Problem:
    message = "is a folder, not a file" if path.is_dir() else "is a link that leads nowhere, or a device, not a file"
    return refusal("D001", message, "put the table itself in its place, or take it away", Place(path.name))


def _open_file(path: Path, knows: Knows) -> RawTable:
    try:
        return CsvTable(path, knows) if path.suffix.casefold() == ".csv" else ParquetTable(path)
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None


def _source_key(source: str) -> str:
    """A source as a mapping file names it, without the ending of a file."""
    for suffix in _TABLE_FILES:
        source = source.removesuffix(suffix)
    return heading_key(source)


# -------------------------------------------------------------------------------------------------------- workbooks


def _in_workbook(path: Path, mapped: Mapped, needs: str) -> Sources:
    book = Workbook(path)
    found = Sources(files=[path], in_workbook=True)
    by_key: dict[str, list[str]] = {}
    for sheet in book.sheets:
        by_key.setdefault(heading_key(sheet), []).append(sheet)
    used: set[str] = set()
    for table, wanted in mapped.wanted.items():
        sheets = by_key.get(heading_key(wanted.source), [])
        used.update(sheets)
        if len(sheets) > 1:
            found.refusals.append(_twice(table, sheets, path.name))
        elif sheets:
            found.tables[table] = partial(book.table, sheets[0])
    _note_near(found, mapped, [sheet for sheet in book.sheets if sheet not in used], path.name)
    _check_found(found, mapped, Place(path.name), book.sheets, "sheet", needs)
    return found


# ------------------------------------------------------------------------------------------------------------- both


def _twice(table: str, names: Iterable[str], place: str) -> Problem:
    message = f"has the table '{table}' more than once ({listed(names)}): it is not clear which of them counts"
    return refusal("D010", message, "keep one of them", Place(place))


def _check_found(found: Sources, mapped: Mapped, place: Place, names: list[str], what: str, needs: str) -> None:
    """Refuse an input that lacks what a mapping file names, or has no table, or not the one it needs."""
    there = f"it has: {listed(names)}" if names else "it has nothing"
    given_twice = any(problem.code == "D010" for problem in found.refusals)
    for table in sorted(mapped.named - set(found.tables)):
        message = (
            f"has no {what} '{mapped.wanted[table].source}', which the mapping file gives as the table '{table}' ({there})"
        )
        if not given_twice:
            found.refusals.append(
                refusal("D017", message, "correct the name in the mapping file, or take the table out", place)
            )
    if found.refusals or needs in found.tables:
        return
    lacking = f"the table '{needs}'" if found.tables else "any of the exchange tables"
    ending = f"{needs}.csv or {needs}.parquet" if what == "file" else f"a sheet called {needs}"
    remedy = f"add {ending}, or say in a mapping file which {what} holds the {needs}"
    if any(Path(name).suffix.casefold() in _WORKBOOKS for name in names):
        remedy = "give the workbook itself as the input, not its folder"
    found.refusals.append(refusal("D009", f"does not have {lacking} ({there})", remedy, place))


def _note_near(found: Sources, mapped: Mapped, others: Iterable[str], book: str) -> None:
    """Warn of files or sheets that look as if they were meant to be a table."""
    for name in others:
        suffix = "" if book else Path(name).suffix.casefold()
        table = _near(heading_key(name if book else Path(name).stem), mapped)
        if table and (
            book or suffix in {*_TABLE_FILES, *_WORKBOOKS, *_OTHER_WORKBOOKS, ".txt", ".tsv", ".gz", ".zip", ".json"}
        ):
            message = f"was not read, though its name is near that of the table '{table}'"
            remedy = "call it exactly so, as CSV or Parquet" if not book else "call the sheet exactly so"
            place = Place(book, cell=name) if book else Place(name)
            found.warnings.append(warning("D023", message, f"{remedy}, if it is that table", place))


def _near(key: str, mapped: Mapped) -> str:
    for table in mapped.wanted:
        if key == table or key.startswith(f"{table}_") or key.endswith(f"_{table}"):
            return table
    close = get_close_matches(key, list(mapped.wanted), n=1, cutoff=_NEAR)
    return close[0] if close else ""

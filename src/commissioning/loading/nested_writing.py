"""Writes a folder of nested rows, divided by client: each partition is a Parquet file.

A client is in the partition whose number is the CRC-32 of the id (UTF-8) modulo the number of partitions, in every run and on
every machine. The folder is written beside its name and renamed when it is whole; a partition without clients has no file.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commissioning.errors import Refused, usage
from commissioning.loading.nested_folder import CONTENTS, Contents, Part

HELD = 200_000
"""So many clients at most are held before they are written."""


class NestedWriter:
    """Writes nested rows into a folder that is new or empty. Raises :class:`~commissioning.errors.Refused`."""

    def __init__(self, folder: Path, partitions: int) -> None:
        _refuse_taken(folder)
        self._folder = folder
        self._partitions = partitions
        self._beside = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        self._parts: dict[int, _Part] = {}

    def add(self, rows: pa.Table) -> None:
        """Takes some clients, each with everything of the client."""
        number = partition_of(rows["client_id"].to_pylist(), self._partitions)
        try:
            for partition in np.unique(number).tolist():
                self._part(partition).add(rows.take(pa.array(np.flatnonzero(number == partition))))
        except OSError as error:
            raise self._cannot(error) from None

    def _part(self, partition: int) -> _Part:
        if not self._parts:
            self._beside.mkdir(parents=True, exist_ok=True)
        if partition not in self._parts:
            path = self._beside / f"part-{partition:05d}.parquet"
            self._parts[partition] = _Part(path, max(1_000, HELD // self._partitions))
        return self._parts[partition]

    def finish(self, facts: Sequence[str], left_out: Mapping[str, int]) -> Contents:
        """Puts the folder in its place; what it holds."""
        try:
            parts = tuple(self._parts[number].finish() for number in sorted(self._parts))
            contents = Contents(parts, self._partitions, tuple(sorted(facts)), dict(left_out))
            self._beside.mkdir(parents=True, exist_ok=True)
            text = json.dumps(asdict(contents), indent=2) + "\n"
            (self._beside / CONTENTS).write_text(text, encoding="utf-8")
            # Only an empty folder gives way to another.
            self._beside.replace(self._folder)
        except OSError as error:
            raise self._cannot(error) from None
        return contents

    def forget(self) -> None:
        """Takes back what was written and is not finished."""
        for part in self._parts.values():
            part.close()
        self._parts = {}
        shutil.rmtree(self._beside, ignore_errors=True)

    def _cannot(self, error: OSError) -> Refused:
        return usage("U061", f"cannot write {self._folder}: {error.strerror or 'no access'}", "choose another folder")


def _refuse_taken(folder: Path) -> None:
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise usage("U061", f"cannot write {folder}: {error.strerror or 'no access'}", "choose another folder") from None
    if taken and folder.is_dir():
        raise usage("U017", f"{folder} is not empty", "name a new folder, or empty this one")
    if taken:
        raise usage("U061", f"cannot write {folder}: it is a file, not a folder", "choose another folder")


def partition_of(clients: Sequence[str], partitions: int) -> Any:
    """The number of the partition of each client."""
    return np.array([zlib.crc32(client.encode()) % partitions for client in clients], "i4")


class _Part:
    """One partition that is being written: so many clients make one row group."""

    def __init__(self, path: Path, together: int) -> None:
        self._path, self._together = path, together
        self._waiting: list[pa.Table] = []
        self._held = self._clients = self._journeys = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, rows: pa.Table) -> None:
        self._waiting.append(rows)
        self._held += len(rows)
        if self._held >= self._together:
            self._write()

    def _write(self) -> None:
        rows = pa.concat_tables(self._waiting).combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, rows.schema, compression="zstd")
        self._writer.write_table(rows)
        self._clients += len(rows)
        self._journeys += len(rows["journeys"].combine_chunks().flatten())
        self._waiting, self._held = [], 0

    def finish(self) -> Part:
        if self._waiting:
            self._write()
        self.close()
        return Part(self._path.name, self._clients, self._journeys)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

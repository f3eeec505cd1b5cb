"""What a worker does with its share of nested clients: batches of clients in, messages out; and the messages put together.

A message is one row: how many journeys it is of, and as bytes their decisions as rows, or a count of them. A worker keeps
nothing and writes nothing: a share that fails and is decided again gives the same messages, and those of one try are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa

from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.nested import NestedOptions, decide_nested
from commissioning.engines.columnar.review import ColumnarReview
from commissioning.engines.columnar.rows import rows_of
from commissioning.engines.columnar.shapes import Array
from commissioning.engines.columnar.totals import Totals
from commissioning.plan.plan import Plan

PLACE = "place"
ROWS_TOGETHER = 50_000
"""So many rows of decisions make one message: what is put in order holds a few messages of each worker in memory."""


class Message(NamedTuple):
    """What a worker says: of journeys that were *seen*, those *decided*, *plain* decisions; the least place; the bytes."""

    first: int
    seen: int
    decided: int
    plain: int
    payload: bytes


MESSAGES = pa.schema(
    [
        ("first", pa.int64()),
        ("seen", pa.int64()),
        ("decided", pa.int64()),
        ("plain", pa.int64()),
        ("payload", pa.binary()),
    ]
)


class OtherVersion(Exception):
    """The worker's installation decides by other sources than the one that asks."""


@dataclass(frozen=True)
class Work:
    """What is asked of every worker: to decide under these plans, into rows (or into *totals*).

    Called with record batches of nested clients it gives record batches of messages. *key* stands for the plans, *sources* for
    the sources of the engine that asks.
    """

    plans: tuple[Plan, ...]
    options: NestedOptions
    totals: bool
    key: str
    sources: str

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The messages of some batches of nested clients. Raises :class:`OtherVersion`."""
        if self.sources != sources_digest():
            raise OtherVersion("the worker has another version of commissioning than the program that asks")
        columnar = _ready(self)
        given = (batch for batch in batches if len(batch))
        for message in self._counted(columnar, given) if self.totals else self._rows(columnar, given):
            yield pa.RecordBatch.from_pylist([message._asdict()], MESSAGES)

    def _rows(self, columnar: Columnar, batches: Iterable[pa.RecordBatch]) -> Iterator[Message]:
        outcomes = columnar.compiled.outcomes
        as_of, review = self.options.as_of.toordinal(), ColumnarReview(columnar)
        step = max(1, ROWS_TOGETHER // outcomes)
        for batch in batches:
            decided, places = decide_nested(columnar, batch, self.options)
            rows = rows_of(columnar, decided, as_of, review.days(decided, as_of))
            columns = [*rows.columns, pa.array(np.repeat(places, outcomes))]
            rows = pa.RecordBatch.from_arrays(columns, [*rows.schema.names, PLACE])
            seen, plain = _journeys(batch), decided.plain
            for at in range(0, len(places), step):
                some = places[at : at + step]
                payload = _packed(rows.slice(at * outcomes, len(some) * outcomes))
                yield Message(int(some.min()), seen, len(some), plain, payload)
                seen = plain = 0
            if seen:
                yield Message(0, seen, 0, plain, b"")

    def _counted(self, columnar: Columnar, batches: Iterable[pa.RecordBatch]) -> Iterator[Message]:
        totals = Totals(columnar)
        seen = plain = 0
        for batch in batches:
            decided, _ = decide_nested(columnar, batch, self.options)
            totals.add(decided, self.options.as_of.toordinal())
            seen, plain = seen + _journeys(batch), plain + decided.plain
        yield Message(0, seen, totals.journeys, plain, totals.sums().tobytes())


def work_of(plans: Sequence[Plan], options: NestedOptions, *, totals: bool) -> Work:
    """The work to be asked of every worker."""
    key = hashlib.sha256(repr(tuple(plans)).encode()).hexdigest()
    return Work(tuple(plans), options, totals, key, sources_digest())


_made_ready: dict[str, Columnar] = {}


def _ready(work: Work) -> Columnar:
    """The plans made ready: once for all shares that one process of a worker decides."""
    if work.key not in _made_ready:
        _made_ready.clear()
        _made_ready[work.key] = Columnar(work.plans)
    return _made_ready[work.key]


@cache
def sources_digest() -> str:
    """The SHA-256 of the sources that decide: domain, plan and engines."""
    found = hashlib.sha256()
    package = Path(__file__).parent.parent.parent
    for folder in ("domain", "plan", "engines"):
        for path in sorted((package / folder).rglob("*.py")):
            found.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _journeys(batch: pa.RecordBatch) -> int:
    return len(batch.column(batch.schema.get_field_index("journeys")).flatten())


def _packed(rows: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(rows)
    found: bytes = sink.getvalue().to_pybytes()
    return found


# -------------------------------------------------------------------------------------------------- putting together


@dataclass(frozen=True)
class _Kept:
    first: int
    at: int
    length: int


class InOrder:
    """Messages of rows, kept in a file in the order in which they come, and given back as rows in the order of the input."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._kept: list[_Kept] = []

    def add(self, message: Message) -> None:
        """Keeps a message."""
        if message.payload:
            self._kept.append(_Kept(message.first, self._file.tell(), len(message.payload)))
            self._file.write(message.payload)

    def rows(self, together: int = 32) -> Iterator[pa.RecordBatch]:
        """Every row, some messages at a time. What has its place after the first of the next message waits for that one."""
        self._file.flush()
        kept = sorted(self._kept, key=lambda one: one.first)
        waiting: pa.Table | None = None
        for at in range(0, len(kept), together):
            read = [self._read(one) for one in kept[at : at + together]]
            table = pa.concat_tables([*([waiting] if waiting is not None else []), *read]).unify_dictionaries()
            places = table[PLACE].to_numpy()
            until = kept[at + together].first if at + together < len(kept) else int(places.max()) + 1
            now = np.flatnonzero(places < until)
            waiting = table.take(pa.array(np.flatnonzero(places >= until)))
            yield from _sorted(table, places, now)

    def _read(self, one: _Kept) -> pa.Table:
        self._file.seek(one.at)
        return pa.ipc.open_stream(self._file.read(one.length)).read_all()


def _sorted(table: pa.Table, places: Array, which: Array) -> Iterator[pa.RecordBatch]:
    """Some rows of a table in the order of their places."""
    order = which[np.argsort(places[which], kind="stable")]
    rows = table.drop_columns([PLACE]).take(pa.array(order)).combine_chunks()
    yield from rows.to_batches()


def add_counted(totals: Totals, message: Message) -> None:
    """Adds what a worker counted."""
    totals.join(np.frombuffer(message.payload, "i8"), message.decided)

"""Clients with their journeys and jobs, out of tables that are read a batch of rows at a time.

What one stretch cannot say is left to the reader of whole inputs: a client in two places, a job of no client in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from commissioning.loading import column_texts

if TYPE_CHECKING:
    import pyarrow as pa

_SLICE = 1 << 20
"""So many marks are compared at a time."""
_ODD = 0xD6E8FEB86659FD93


class NotInOrder(Exception):
    """The rows of jobs do not stand in the order of the journeys' clients, or the input is not of Parquet files."""


def whole_clients(batches: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows with the journeys of one client in one table."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = None
    for batch in batches:
        table = batch if kept is None else pa.concat_tables([kept, batch], promote_options="permissive")
        if not len(table):
            continue
        others = np.flatnonzero(pc.not_equal(table["client_id"], table["client_id"][-1]).to_numpy())
        last = int(others[-1]) + 1 if len(others) else 0
        kept = table.slice(last)
        if last:
            yield table.slice(0, last)
    if kept is not None and len(kept):
        yield kept


class JobsInOrder:
    """Rows of jobs, handed out in the order of clients."""

    def __init__(self, batches: Iterator[pa.Table], ids: Ids) -> None:
        self._batches = batches
        self._ids = ids
        self._left: pa.Table | None = None

    def of(self, journeys: pa.Table) -> pa.Table:
        """The rows of these clients, who are the next ones."""
        import pyarrow as pa
        import pyarrow.compute as pc

        clients = journeys["client_id"].combine_chunks()
        taken = []
        while (table := self._next()) is not None:
            of_these = pc.is_in(table["client_id"], value_set=clients)
            stop = pc.index(of_these, False).as_py()
            if stop == -1:
                taken.append(table)
                continue
            if pc.any(of_these.slice(stop)).as_py():
                raise NotInOrder("a client's jobs")
            taken.append(table.slice(0, stop))
            self._left = table.slice(stop)
            break
        found = pa.concat_tables(taken, promote_options="permissive") if taken else no_jobs()
        ids = found["job_id"].combine_chunks()
        if not self._ids.ascend(ids) and pc.count_distinct(ids).as_py() != len(ids):
            _refuse_overlaps(found)
        return found

    def _next(self) -> pa.Table | None:
        left, self._left = self._left, None
        return left if left is not None and len(left) else next(self._batches, None)

    def finish(self) -> None:
        """Raises :class:`NotInOrder` where rows are left of clients who have no journey, or had their place before."""
        if self._next() is not None:
            raise NotInOrder("jobs of other clients")


def _refuse_overlaps(jobs: pa.Table) -> None:
    """Rows of one job that overlap, or that belong to two clients, are for the reader of whole inputs to sort out."""
    import numpy as np
    import pyarrow.compute as pc

    order = pc.sort_indices(jobs, sort_keys=[("job_id", "ascending"), ("start_date", "ascending")])
    names = ["job_id", "client_id", "start_date", *(["end_date"] if "end_date" in jobs.column_names else [])]
    table = jobs.select(names).take(order)
    same = pc.equal(table["job_id"].slice(1), table["job_id"].slice(0, len(table) - 1)).to_numpy()
    other_client = pc.not_equal(table["client_id"].slice(1), table["client_id"].slice(0, len(table) - 1)).to_numpy()
    start = table["start_date"].to_numpy().astype("datetime64[D]")
    clash = start[1:] == start[:-1]
    if "end_date" in names:
        end = table["end_date"].to_numpy().astype("datetime64[D]")
        clash |= ~np.isnat(end[:-1]) & (end[:-1] >= start[1:])
    if (same & (clash | other_client)).any():
        raise NotInOrder("rows of one job that overlap")


def no_jobs() -> pa.Table:
    """A table of jobs without any."""
    import pyarrow as pa

    return pa.table(
        {"job_id": pa.array([], pa.string()), "client_id": pa.array([], pa.string()), "start_date": pa.array([], pa.date32())}
    )


class Seen:
    """A number of 64 bits for each client that was met: all that is kept of what was read."""

    def __init__(self, most: int, ids: Ids) -> None:
        import numpy as np

        self._ids = ids
        self._marks = np.zeros(most, "u8")
        self._count = 0

    def add(self, journeys: pa.Table) -> None:
        """Notes the clients of a stretch. Raises :class:`NotInOrder` where two of its journeys have one id."""
        import numpy as np
        import pyarrow.compute as pc

        ids = journeys["journey_id"].combine_chunks()
        if not self._ids.ascend(ids) and len(np.unique(column_texts.marks(ids))) < len(ids):
            raise NotInOrder("an id of two journeys")
        clients = journeys["client_id"].combine_chunks()
        marks = column_texts.marks(clients if column_texts.ascending(clients) else pc.unique(clients))
        self._marks[self._count : self._count + len(marks)] = marks
        self._count += len(marks)

    def refuse_twice(self) -> None:
        """Raises :class:`NotInOrder` where a client stands in two stretches."""
        if _different(self._marks[: self._count]) < self._count:
            raise NotInOrder("a client in two places")


class Ids:
    """The ids of a table as its stretches come: of ids that ascend from row to row none can come again, and none is kept.

    Of others, *again* says once for the whole file whether any stands for two things.
    """

    def __init__(self, again: Callable[[], bool]) -> None:
        self._again: Callable[[], bool] | None = again
        self._last = ""

    def ascend(self, ids: Any) -> bool:
        """Whether those of a stretch ascend. Raises :class:`NotInOrder` where those of another may be among them."""
        within = column_texts.ascending(ids)
        if self._again is None or not len(ids):
            return within
        if within and self._last < ids[0].as_py():
            self._last = ids[-1].as_py()
            return True
        again, self._again = self._again, None
        if again():
            raise NotInOrder("an id that comes again")
        return within


def stands_for_two(rows: Iterator[tuple[Any, Any | None]], most: int) -> bool:
    """Whether any id of *rows*, which are ids with their owners, stands beside two, or where there are none in two rows."""
    import numpy as np

    ids, owned, count = np.zeros(most, "u8"), np.zeros(most, "u8"), 0
    for texts, owners in rows:
        of = slice(count, count + len(texts))
        ids[of] = column_texts.marks(texts)
        if owners is not None:
            owned[of] = column_texts.marks(owners) * np.uint64(_ODD) + ids[of]
        else:
            owned[of] = np.arange(count, count + len(texts))
        count += len(texts)
    return _different(ids[:count]) < _different(owned[:count])


def _different(marks: Any) -> int:
    """How many marks are different; they are sorted where they stand."""
    import numpy as np

    marks.sort()
    some = (marks[at : at + _SLICE + 1] for at in range(0, len(marks), _SLICE))
    return int(len(marks) > 0) + sum(int(np.count_nonzero(of[1:] != of[:-1])) for of in some)

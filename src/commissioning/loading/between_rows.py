"""What rows say together: ids that must be one row's own, clients that must be known, rows of one job that may not overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.loading.tables import TypedRow, TypedTable


def check_ids(typed: TypedTable) -> None:
    """Leave out every row whose id is not its own, whatever else is wrong with the rows that share it."""
    key = typed.table.key
    if not key:
        return
    for rows in _grouped(typed.rows, key).values():
        if len(rows) > 1:
            for row in rows:
                message = f"is the id of {len(rows):,} rows; all of them are left out"
                typed.leave_out(row, "D041", key, message, "take the copies out, or give each row an id of its own")


def check_owners(typed: TypedTable, journeys: TypedTable) -> None:
    """Leave out rows of a client, or a journey, that the table ``journeys`` does not have.

    A journey that was left out itself is still there: its client's jobs are no fault of theirs.
    """
    column = "client_id" if typed.table.of_client else "journey_id" if typed.table.of_journey else ""
    known = {value for row in journeys.rows if (value := row.text(column)) is not None}
    if not column or (journeys.rows and not known):
        return
    for row in typed.rows:
        value = row.text(column)
        if value is not None and value not in known:
            message = f"is not the {column} of any row of the table 'journeys'"
            typed.leave_out(row, "D038", column, message, "add the journey, or correct the id")


def check_jobs(jobs: TypedTable) -> None:
    """Leave out the rows of a job that belongs to several clients, and of two rows of a job that overlap the later one."""
    for rows in _grouped(jobs.rows, "job_id").values():
        clients = {row.text("client_id") for row in rows} - {None}
        if len(clients) > 1:
            for row in rows:
                message = f"is the id of a job of {len(clients)} different clients; all its rows are left out"
                jobs.leave_out(row, "D040", "job_id", message, "give each client's job an id of its own")
        elif len(rows) > 1:
            _check_overlaps(jobs, [row for row in rows if not row.bad])


def _check_overlaps(jobs: TypedTable, rows: list[TypedRow]) -> None:
    """A blank end closes the day before the job's next row, so only a written end can reach into that row."""
    dated = [(start, row) for row in rows if (start := row.day("start_date")) is not None]
    dated.sort(key=lambda pair: pair[0])
    kept = None
    for start, row in dated:
        if kept is not None and _overlap(kept, start):
            message = f"the row overlaps an earlier one of the same job (row {kept.number})"
            remedy = "end the earlier row on the day before this one starts, or give this one an id of its own"
            jobs.leave_out(row, "D039", "start_date", message, remedy)
        else:
            kept = row


def _overlap(kept: TypedRow, start: date) -> bool:
    ends = kept.day("end_date")
    return kept.day("start_date") == start or (ends is not None and ends >= start)


def _grouped(rows: Iterable[TypedRow], column: str) -> dict[str, list[TypedRow]]:
    groups: dict[str, list[TypedRow]] = {}
    for row in rows:
        if (value := row.text(column)) is not None:
            groups.setdefault(value, []).append(row)
    return groups

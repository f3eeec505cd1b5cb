"""Rows of jobs put in order, and the jobs of each client as they are known on the as-of date."""

from __future__ import annotations

from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.shapes import NO_DAY, Array


@kernel
def by_job(
    client: Array, clients: int, start: Array, offsets: Array, text: Array,
    order: Array, of_client: Array, of_job: Array, filled: Array,
) -> int:  # fmt: skip
    """Orders rows by client, job id and start (rows alike stay as they were); how many jobs there are.

    Rows of no client (-1) are left out. Job ids are compared byte by byte, which orders them as their letters do.
    """
    for row in range(client.shape[0]):
        if client[row] >= 0:
            of_client[client[row] + 1] += 1
    for number in range(clients):
        of_client[number + 1] += of_client[number]
    for number in range(clients):
        filled[number] = of_client[number]
    for row in range(client.shape[0]):
        if client[row] >= 0:
            order[filled[client[row]]] = row
            filled[client[row]] += 1
    jobs = 0
    for number in range(clients):
        at, to = of_client[number], of_client[number + 1]
        of_client[number] = jobs
        for place in range(at + 1, to):
            row = order[place]
            back = place - 1
            while back >= at and _after(order[back], row, start, offsets, text):
                order[back + 1] = order[back]
                back -= 1
            order[back + 1] = row
        for place in range(at, to):
            if place == at or _compared(order[place - 1], order[place], offsets, text):
                of_job[jobs] = place
                jobs += 1
    total = of_client[clients]
    of_client[clients] = jobs
    of_job[jobs] = total
    return jobs


@kernel
def _after(one: int, other: int, start: Array, offsets: Array, text: Array) -> bool:
    compared = _compared(one, other, offsets, text)
    return compared > 0 or (compared == 0 and start[one] > start[other])


@kernel
def _compared(one: int, other: int, offsets: Array, text: Array) -> int:
    """Below 0 where the first text comes before the second, above 0 where it comes after."""
    at, to = offsets[one], offsets[one + 1]
    beside, end = offsets[other], offsets[other + 1]
    while at < to and beside < end:
        if text[at] != text[beside]:
            return int(text[at]) - int(text[beside])
        at += 1
        beside += 1
    return (to - at) - (end - beside)


@kernel
def jobs_known(
    of_client: Array, of_job: Array, start: Array, end: Array, paid: Array, agreed: Array, days: Array,
    known: Array, client_jobs: Array, job_stretches: Array, stretch_row: Array, first: Array, last: Array,
    began: Array, rank: Array, first_agreed: Array, paid_most: Array, paid_blank: Array, new_job: Array,
) -> tuple[int, int]:  # fmt: skip
    """The jobs of every client by the day each began, with their rows as far as they are known; how many of each.

    *days* has for each client the day decided as of. A row that starts after it is ignored, and its job's earlier rows stand
    as written: a blank end closes the day before the job's next row that is known, and is open where there is none.
    """
    jobs = stretches = 0
    for client in range(of_client.shape[0] - 1):
        client_jobs[client] = jobs
        begin, rows_of, as_of = of_client[client], of_client[client + 1], days[client]
        for job in range(begin, rows_of):
            known[job] = NO_DAY
            new_job[job] = -2
            if (
                of_job[job] < of_job[job + 1]
                and start[of_job[job]] <= as_of
                and _any_stretch(of_job[job], of_job[job + 1], start, end, as_of)
            ):
                known[job] = start[of_job[job]]
        while True:
            soonest = -1
            for job in range(begin, rows_of):
                if known[job] != NO_DAY and (soonest < 0 or known[job] < known[soonest]):
                    soonest = job
            if soonest < 0:
                break
            began[jobs], rank[jobs] = known[soonest], soonest - begin
            new_job[soonest] = jobs
            known[soonest] = NO_DAY
            job_stretches[jobs] = stretches
            first_agreed[jobs], paid_most[jobs], paid_blank[jobs] = NO_DAY, -1, 0
            for row in range(of_job[soonest], of_job[soonest + 1]):
                until = _until(row, of_job[soonest + 1], start, end, as_of)
                if start[row] > as_of or until < start[row]:
                    continue
                stretch_row[stretches], first[stretches], last[stretches] = row, start[row], until
                if agreed[row] != NO_DAY and (first_agreed[jobs] == NO_DAY or agreed[row] < first_agreed[jobs]):
                    first_agreed[jobs] = agreed[row]
                paid_most[jobs] = max(paid_most[jobs], paid[row])
                if paid[row] < 0:
                    paid_blank[jobs] = 1
                stretches += 1
            jobs += 1
    client_jobs[of_client.shape[0] - 1] = jobs
    job_stretches[jobs] = stretches
    return jobs, stretches


@kernel
def _until(row: int, to: int, start: Array, end: Array, as_of: int) -> int:
    if end[row] != NO_DAY:
        return min(end[row], as_of)
    if row + 1 < to and start[row + 1] <= as_of:
        return min(as_of, start[row + 1] - 1)
    return as_of


@kernel
def _any_stretch(at: int, to: int, start: Array, end: Array, as_of: int) -> bool:
    for row in range(at, to):
        if start[row] <= as_of and _until(row, to, start, end, as_of) >= start[row]:
            return True
    return False


@kernel
def jobs_that_stand(of_client: Array, rank: Array, client_jobs: Array, spare: Array) -> None:
    """Numbers the jobs of each client by id from 0, from the places they had among all its jobs, known or not."""
    for client in range(of_client.shape[0] - 1):
        at, to = client_jobs[client], client_jobs[client + 1]
        for job in range(at, to):
            lower = 0
            for other in range(at, to):
                if rank[other] < rank[job]:
                    lower += 1
            spare[job] = lower
        for job in range(at, to):
            rank[job] = spare[job]

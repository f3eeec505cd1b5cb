"""Which days of which weeks a claim rests on without evidence of a kind that is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.domain.calendar import Day
from commissioning.domain.claim_decisions import Gap
from commissioning.domain.claims import Evidence
from commissioning.domain.periods import Runs, clip, count, union
from commissioning.engines.case import Case, Job


def gaps(
    case: Case, held: Iterable[Evidence], days: Runs, kinds: tuple[str, ...], needed: str, coverage: str
) -> tuple[Gap, ...]:
    """The weeks that lack evidence: of ``any`` of *kinds* together, or of ``all`` of them one by one.

    ``once`` asks for one piece that shows any of the days, or that names no days at all.
    """
    standing = [one for one in held if one.stands_on(date.fromordinal(case.as_of))]
    asked = [kinds] if needed == "any" else [(kind,) for kind in kinds]
    found: list[Gap] = []
    for group in asked:
        mine = [one for one in standing if one.kind in group]
        if coverage == "once":
            found += _once(case, mine, days, group)
        else:
            found += _every_week(days, _shown(case, mine), group)
    return tuple(sorted(found, key=lambda gap: (gap.first, gap.kinds)))


def _once(case: Case, held: list[Evidence], days: Runs, kinds: tuple[str, ...]) -> list[Gap]:
    shown = _shown(case, held)
    undated = any(one.covers_from is None for one in held)
    if undated or any(clip(shown, a, b) for a, b in days):
        return []
    first, last = (days[0][0], days[-1][1]) if days else (case.as_of, case.as_of)
    return [Gap(kinds, date.fromordinal(first), date.fromordinal(last))]


def _every_week(days: Runs, shown: Runs, kinds: tuple[str, ...]) -> list[Gap]:
    """One gap for each week, of seven days from the first day relied on, in which a day relied on is not shown."""
    lacking = without(days, shown)
    found: list[Gap] = []
    for first, last in _weeks(lacking, days[0][0]) if days else []:
        inside = clip(lacking, first, last)
        found.append(Gap(kinds, date.fromordinal(inside[0][0]), date.fromordinal(inside[-1][1])))
    return found


def _weeks(lacking: Runs, anchor: Day) -> list[tuple[Day, Day]]:
    numbers = sorted({(day - anchor) // 7 for a, b in lacking for day in (*range(a, b + 1, 7), b)})
    return [(anchor + 7 * number, anchor + 7 * number + 6) for number in numbers]


def _shown(case: Case, held: Iterable[Evidence]) -> Runs:
    """The days that pieces of evidence show; of one that names a job, the days of that job alone."""
    pieces: list[tuple[Day, Day]] = []
    for one in held:
        covered = one.covered(date.fromordinal(case.as_of))
        if covered is None:
            continue
        first, last = covered[0].toordinal(), covered[1].toordinal()
        job = case.job(one.job_id) if one.job_id is not None else None
        if one.job_id is None:
            pieces.append((first, last))
        elif job is not None:
            pieces += clip(live(job), first, last)
    return union(pieces)


def live(job: Job) -> Runs:
    """The days of a job so far."""
    return union((stretch.first, stretch.last) for stretch in job.stretches)


def without(days: Runs, others: Runs) -> Runs:
    """The part of *days* that *others* do not hold."""
    found: list[tuple[Day, Day]] = []
    for first, last in days:
        begin = first
        for a, b in clip(others, first, last):
            if a > begin:
                found.append((begin, a - 1))
            begin = b + 1
        if begin <= last:
            found.append((begin, last))
    return tuple(found)


def merged(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Gaps of the same kinds in weeks that follow each other as one: what one piece of evidence would have to cover."""
    out: list[Gap] = []
    for gap in sorted(found, key=lambda one: (one.kinds, one.first)):
        if out and out[-1].kinds == gap.kinds and (gap.first - out[-1].last).days <= 1:
            out[-1] = Gap(gap.kinds, out[-1].first, gap.last)
        else:
            out.append(gap)
    return tuple(sorted(out, key=lambda one: (one.first, one.kinds)))


def overlap(one: Runs, other: Runs) -> bool:
    """Whether two sets of days share a day."""
    return any(count(clip(other, a, b)) for a, b in one)

"""One status from those of every reading: the one all share, or undetermined, with what decides and the money between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from commissioning.claims.judging import Asked, Judged
from commissioning.claims.relied import Found
from commissioning.domain.calendar import Day
from commissioning.domain.claim_decisions import NOTHING_DUE, ORDER, ClaimDecision, Ground, GroundCode, OpenMatter, Window
from commissioning.domain.claim_decisions import ClaimStatus as S
from commissioning.domain.decisions import Due, Setting
from commissioning.domain.provenance import Caveat
from commissioning.domain.verdicts import Verdict


@dataclass(frozen=True)
class Reading:
    """All worlds in which the same was found, under the reading of claims' silences of that *number*: what was judged."""

    number: int
    found: Found
    judged: Judged

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds in the order of statuses."""
        return tuple(sorted(self.judged.grounds, key=lambda ground: ORDER[ground.status]))


Row = tuple[tuple[Setting, ...], int, Found]
"""How everything is read in one world, the number of the reading of claims' silences, and what was found."""


def united(
    asked: Asked, readings: list[Reading], caveats: Iterable[Caveat], every: Callable[[], Iterable[Row]]
) -> ClaimDecision:
    """The decision that all readings give together; *every* gives each world under each, which only a doubt asks for."""
    each = [with_end(asked, reading) for reading in readings]
    first = {grounds[0].status for grounds in each}
    if len(first) == 1:
        grounds = _in_all(each)
    else:
        met = [g for g, r in zip(each, readings, strict=True) if r.found.verdict is Verdict.MET]
        behind = [ground for ground in _shared(met or each) if ground.status not in _ENDS | {S.UNDETERMINED}]
        grounds = (Ground(S.UNDETERMINED, GroundCode.OUTCOME, asked.decision.reason.term), *behind)
    statuses = tuple(dict.fromkeys(ground.status for ground in grounds))
    prices = [reading.judged.price for reading in readings if reading.judged.price is not None]
    price = _range(prices) if prices else None
    due = _range([_due(g, r, asked) for g, r in zip(each, readings, strict=True)]) if price else None
    if due is None and not prices and all(g[0].status in NOTHING_DUE for g in each):
        due = Due(0, 0, False)
    paid = asked.paid
    required = None if due is None or asked.claim is None else Due(due.lowest - paid, due.highest - paid, due.illustrative)
    used = tuple(override for override in asked.overrides)
    as_of = date.fromordinal(asked.case.as_of)
    return ClaimDecision(
        journey_id=asked.case.journey.journey_id,
        contract=asked.plan.contract,
        outcome=asked.decision.outcome,
        as_of=as_of,
        decision=asked.decision,
        statuses=statuses,
        grounds=grounds,
        claim=asked.claim,
        price=price,
        due=due,
        paid=paid,
        required=required,
        window=_window(readings),
        open_matters=_open(every(), readings, each) if len(first) > 1 else (),
        overrides=used,
        lapsed_overrides=asked.book.lapsed_of(asked.claim.claim_id, as_of) if asked.claim else (),
        notices=tuple(dict.fromkeys(notice for reading in readings for notice in reading.judged.notices)),
        rests_on=tuple(dict.fromkeys((*asked.decision.rests_on, *caveats))),
        priced_by=tuple(dict.fromkeys(term for reading in readings for term in reading.judged.priced_by)),
    )


_ENDS = frozenset({S.PAYABLE, S.CLAIMABLE, S.NOT_MET, S.RECOVERABLE, S.NOT_YET})


def with_end(asked: Asked, reading: Reading) -> tuple[Ground, ...]:
    """The grounds with what they come to: paid, payable or claimable, where nothing stands against it."""
    grounds = reading.grounds
    price, paid = reading.judged.price, asked.paid
    if asked.claim is not None and paid > 0 and (price is None or paid >= price.lowest):
        grounds = (*grounds, Ground(S.PAID, GroundCode.NOTHING_AGAINST, actual=paid))
    elif not any(ground.status in NOTHING_DUE or ground.status is S.UNDETERMINED for ground in grounds):
        end = S.CLAIMABLE if asked.claim is None else S.PAYABLE
        grounds = (*grounds, Ground(end, GroundCode.NOTHING_AGAINST))
    return tuple(sorted(grounds, key=lambda ground: ORDER[ground.status]))


def _in_all(each: list[tuple[Ground, ...]]) -> tuple[Ground, ...]:
    """The grounds that every reading has; where they share the first status and not its ground, the first reading's too."""
    kept = _shared(each)
    if not kept or kept[0].status is not each[0][0].status:
        kept = [each[0][0], *kept]
    return tuple(dict.fromkeys(kept))


def _shared(each: list[tuple[Ground, ...]]) -> list[Ground]:
    """The grounds of the first reading whose status and term every other reading has too."""
    shared = set.intersection(*({(g.status, g.code, g.term, g.other) for g in grounds} for grounds in each))
    return [g for g in each[0] if (g.status, g.code, g.term, g.other) in shared]


def _due(grounds: tuple[Ground, ...], reading: Reading, asked: Asked) -> Due:
    price = reading.judged.price
    statuses = {ground.status for ground in grounds}
    if statuses & NOTHING_DUE or price is None:
        return Due(0, 0, price.illustrative if price else False)
    unknown = any(
        g.status is S.UNDETERMINED and g.code not in (GroundCode.PAYMENT_GROUP, GroundCode.PRICE_FACT) for g in grounds
    )
    return Due(0 if unknown else price.lowest, price.highest, price.illustrative)


def _range(dues: list[Due]) -> Due:
    return Due(min(d.lowest for d in dues), max(d.highest for d in dues), any(d.illustrative for d in dues))


def _window(readings: list[Reading]) -> Window:
    opens = [r.judged.opens for r in readings if r.judged.opens is not None]
    closes = [r.judged.closes for r in readings if r.judged.closes is not None]
    term = next((r.judged.window_term for r in readings if r.judged.window_term), "")
    latest = max(closes, default=None)
    first = min(closes, default=None)
    return Window(_date(max(opens, default=None)), _date(first), _date(latest) if latest != first else None, term)


def _date(day: Day | None) -> date | None:
    return None if day is None else date.fromordinal(day)


def _open(every: Iterable[Row], readings: list[Reading], each: list[tuple[Ground, ...]]) -> tuple[OpenMatter, ...]:
    """What, read otherwise alone, changes the first status; with the statuses under each of its readings."""
    first = {(r.number, r.found): grounds[0].status for r, grounds in zip(readings, each, strict=True)}
    rows = [(settings, first[number, found]) for settings, number, found in every]
    # Ten jobs with missing facts make thousands of worlds: numbers are compared, not their words.
    numbers: dict[str, int] = {}
    codes = [(tuple([numbers.setdefault(s.value, len(numbers)) for s in settings]), status) for settings, status in rows]
    found = []
    for at, setting in enumerate(rows[0][0]):
        by_value: dict[str, set[S]] = {}
        for settings, status in rows:
            by_value.setdefault(settings[at].value, set()).add(status)
        if len(by_value) > 1 and _decides(at, codes):
            found.append(OpenMatter(setting.name, setting.subject, _ordered(by_value)))
    return tuple(found)


def _decides(at: int, rows: list[tuple[tuple[int, ...], S]]) -> bool:
    """Whether two worlds that differ in one thing alone differ in their status; each thing is the number of its reading."""
    seen: dict[tuple[int, ...], S] = {}
    return any(seen.setdefault(codes[:at] + codes[at + 1 :], status) is not status for codes, status in rows)


def _ordered(by_value: Mapping[str, set[S]]) -> tuple[tuple[str, tuple[S, ...]], ...]:
    return tuple((value, tuple(sorted(seen, key=ORDER.__getitem__))) for value, seen in by_value.items())

"""From a draw and its findings to the error of every stratum, of each contract's claims together, and what is recovered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from commissioning.claims.validation_estimate import Part, by_count, estimate
from commissioning.claims.validation_recovery import Rule, Sums, recoveries
from commissioning.domain.money import Pence
from commissioning.domain.validation import (
    Counted,
    Draw,
    Extrapolated,
    Finding,
    Framed,
    Group,
    Missing,
    Of,
    Stratum,
)


class Nothing(Exception):
    """No claim of a stratum has a finding, so that nothing can be said of its others."""

    def __init__(self, stratum: Stratum) -> None:
        super().__init__(stratum.name)
        self.stratum = stratum


@dataclass(frozen=True)
class Ruled:
    """The rule for one contract's (and party's) claims, and what is made of claims without a finding."""

    rule: Rule
    missing: Missing


@dataclass(frozen=True)
class _Seen:
    """One stratum with the findings of its drawn claims."""

    stratum: Stratum
    drawn: tuple[Framed, ...]
    part: Part
    missing: int


def extrapolated(
    draw: Draw,
    findings: Mapping[str, Finding],
    rules: Mapping[tuple[str, str], Ruled],
    paid_now: Mapping[str, Pence],
    *,
    as_of: date,
    level: int,
) -> Extrapolated:
    """What the findings, by claim id, say of every claim of the frame.

    *paid_now* is what stands paid on each claim of a frame of claims paid, on the day *as_of*. Raises :class:`Nothing`, and
    :class:`~commissioning.engines.lookup.NoValue` where a value of a rule is not in force.
    """
    seen = [
        _seen(stratum, drawn, findings, rules[stratum.group].missing)
        for stratum, drawn in zip(draw.strata, draw.drawn, strict=True)
    ]
    now = {
        c.claim_id: paid_now.get(c.claim_id, 0) if draw.design.of is Of.PAID else c.amount
        for s in seen
        for c in s.stratum.claims
    }
    names = dict.fromkeys(one.stratum.group for one in seen)
    groups = tuple(_group([s for s in seen if s.stratum.group == name], findings, rules[name], now, level) for name in names)
    return Extrapolated(as_of, draw.design, level, groups, _counted(seen, level), _reasons(seen, findings))


def _seen(stratum: Stratum, drawn: tuple[Framed, ...], findings: Mapping[str, Finding], missing: Missing) -> _Seen:
    found = [(claim.amount, error_of(claim, findings)) for claim in drawn if claim.claim_id in findings]
    lacking = [claim for claim in drawn if claim.claim_id not in findings]
    if missing is Missing.NOT_SUPPORTED:
        found += [(claim.amount, claim.amount) for claim in lacking]
    if not found:
        raise Nothing(stratum)
    return _Seen(stratum, drawn, Part(len(stratum.claims), stratum.money, tuple(found)), len(lacking))


def error_of(claim: Framed, findings: Mapping[str, Finding]) -> Pence:
    """The part of a claim's sum that is not supported; all of it where there is no finding."""
    finding = findings.get(claim.claim_id)
    return claim.amount - (finding.supported if finding is not None else 0)


def _counted(seen: Sequence[_Seen], level: int) -> Counted:
    parts = [one.part for one in seen]
    return Counted(
        claims=sum(part.claims for part in parts),
        money=sum(part.size for part in parts),
        drawn=sum(len(one.drawn) for one in seen),
        checked=sum(len(part.checked) for part in parts),
        checked_money=sum(size for part in parts for size, _ in part.checked),
        errors=sum(error > 0 for part in parts for _, error in part.checked),
        error=sum(part.error for part in parts),
        missing=sum(one.missing for one in seen),
        by_count=estimate([by_count(part) for part in parts], level),
        by_money=estimate(parts, level),
    )


def _group(seen: Sequence[_Seen], findings: Mapping[str, Finding], ruled: Ruled, now: Mapping[str, Pence], level: int) -> Group:
    together = _counted(seen, level)
    claims = [claim for one in seen for claim in one.stratum.claims]
    parts = [one.part for one in seen]
    due = sum(_still_due(claim, findings, ruled.missing, now) for one in seen for claim in one.drawn)
    sums = Sums(
        money=together.money,
        found=together.error,
        due=due,
        paid=sum(max(now[claim.claim_id], 0) for claim in claims),
        recovered=sum(max(claim.amount - now[claim.claim_id], 0) for claim in claims),
        point=together.by_money.point,
        lower=partial(_lower, parts),
    )
    found, caveats = recoveries(ruled.rule, sums, level)
    contract, party = seen[0].stratum.group
    return Group(
        contract=contract,
        party=party,
        term=ruled.rule.node.term,
        strata=tuple((one.stratum, _counted([one], level)) for one in seen),
        together=together,
        recoveries=found,
        level=level,
        findings=due,
        paid=sums.paid,
        recovered=sums.recovered,
        missing=ruled.missing,
        rests_on=tuple(str(caveat) for caveat in caveats),
    )


def _lower(parts: Sequence[Part], level: int) -> Fraction:
    return estimate(parts, level).lower


def _still_due(claim: Framed, findings: Mapping[str, Finding], missing: Missing, now: Mapping[str, Pence]) -> Pence:
    """What of a claim's error still stands paid: what was recovered since is not recovered twice."""
    if claim.claim_id not in findings and missing is not Missing.NOT_SUPPORTED:
        return 0
    error = error_of(claim, findings)
    return max(min(error, now[claim.claim_id] - (claim.amount - error)), 0)


def _reasons(seen: Iterable[_Seen], findings: Mapping[str, Finding]) -> tuple[tuple[str, int, Pence], ...]:
    by_code: dict[str, tuple[int, Pence]] = {}
    for claim in (claim for one in seen for claim in one.drawn):
        finding = findings.get(claim.claim_id)
        if finding is not None and finding.supported < claim.amount:
            count, error = by_code.get(finding.reason, (0, 0))
            by_code[finding.reason] = count + 1, error + claim.amount - finding.supported
    return tuple((code, *found) for code, found in sorted(by_code.items(), key=lambda pair: (-pair[1][1], pair[0])))

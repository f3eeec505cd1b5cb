"""A validation in plain words: what is to be seen of a claim, how an interval was found, what is recovered and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from commissioning.domain.calendar import in_words
from commissioning.domain.money import Pence, pounds
from commissioning.domain.validation import (
    Allocation,
    Basis,
    Counted,
    Design,
    Estimate,
    EvidenceAsked,
    Extrapolated,
    Group,
    Held,
    IntervalBy,
    Method,
    Missing,
    Of,
    Recovery,
    ToBeSeen,
)
from commissioning.reports import words
from commissioning.reports.figures import counted, sums

OF = {Of.PAID: "claims paid", Of.CLAIMED: "claims made"}
METHODS = {
    Method.SIMPLE: "simple: of each contract every claim is as likely to be drawn as any other",
    Method.STRATIFIED: "stratified by contract and size of claim",
}
ALLOCATIONS = {
    Allocation.PROPORTIONAL: "in proportion to the number of claims",
    Allocation.NEYMAN: "in proportion to the money (Neyman's optimum for claims that are right or wrong as a whole)",
}
INTERVALS = {
    IntervalBy.EXACT: "exact",
    IntervalBy.NORMAL: "by Student's t",
    IntervalBy.ALL_CHECKED: "every claim was checked, nothing is estimated",
    IntervalBy.BOUNDS: "one claim alone was checked: only what was seen bounds it",
}
"""How the ends of an interval were found, in a few words."""
METHODS_OF_INTERVALS = {
    IntervalBy.EXACT: "Clopper and Pearson's binomial interval at the effective size of the sample (Korn and Graubard), where "
    "errors, or claims without one, are few",
    IntervalBy.NORMAL: "Student's t on the stratified variance, with the finite population correction",
}
"""What those words mean."""
ESTIMATOR = "mean error per claim checked, times the claims of the stratum, added up (stratified difference estimator)"
BASES = {Basis.FINDINGS: "what was found", Basis.POINT: "the estimate", Basis.LOWER_BOUND: "the lower bound of the estimate"}
HELD = {
    Held.TOLERATED: "the error does not exceed what the contract tolerates, so findings alone count",
    Held.CAP: "held at the contract's cap",
    Held.PAID: "held at what stands paid",
    Held.RECOVERED_SINCE: "less what was recovered since the draw",
    Held.AT_LEAST_FINDINGS: "what was found is more, and is recovered in any case",
}
"""What held a sum where it is."""
MISSING = {
    Missing.NOT_SUPPORTED: "counted as not supported at all",
    Missing.LEFT_OUT: "left out, as if they had not been drawn: the rest is taken to be like them",
    Missing.REFUSE: "none is lacking",
}


def verb(of: Of) -> str:
    """What is done with the money of an error: paid money is recovered, a claim's is not paid."""
    return "to be recovered" if of is Of.PAID else "not to be paid"


# -------------------------------------------------------------------------------------------------- what is to be seen


def rests_on(seen: ToBeSeen) -> str:
    """The work an outcome rests on: ``91 days from 7 June 2021 to 5 September 2021 (job B1)``; blank where none is known."""
    if seen.first is None or seen.last is None:
        return ""
    jobs = f" ({'job' if len(seen.jobs) == 1 else 'jobs'} {', '.join(seen.jobs)})" if seen.jobs else ""
    return f"{counted(seen.days, 'day')} from {in_words(seen.first)} to {in_words(seen.last)}{jobs}"


def evidence(seen: ToBeSeen) -> str:
    """The evidence the contract asks for; where it asks for none, what would show the outcome."""
    if not seen.evidence:
        return "not said by the contract: whatever shows the work and its days"
    return "; ".join(_asked(one) for one in seen.evidence)


def _asked(one: EvidenceAsked) -> str:
    between = {"all": " and ", "any": " or "}.get(one.needed, " and/or ")
    kinds = between.join(words.name(kind) for kind in one.kinds)
    return f"{kinds}{' for every week' if one.coverage == 'every_week' else ''}"


# -------------------------------------------------------------------------------------------------------- the estimates


def percent(share: Fraction) -> str:
    """A share in per cent with two decimals, halves up: ``3.00%``."""
    hundredths = floor(share * 100_00 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def level(points: int) -> str:
    """A level in basis points: ``95%``."""
    return f"{points // 100}{f'.{points % 100:02d}'.rstrip('0') if points % 100 else ''}%"


def whole(share: Fraction) -> Pence:
    """Whole pence, or claims: a half and more counts as one."""
    return floor(share + Fraction(1, 2))


def ends(found: Estimate) -> tuple[int, int]:
    """The ends of an interval in whole pence, or claims, both outwards."""
    return floor(found.lower), ceil(found.upper)


def by_money(found: Estimate) -> str:
    """An estimate of money: rate, sum and interval; its ends are rounded outwards."""
    point, lower, upper = found.rate()
    rate = f"{percent(point)} of {pounds(found.of)}"
    if found.by is IntervalBy.ALL_CHECKED:
        return f"{rate}: {pounds(whole(found.point))} ({INTERVALS[found.by]})"
    least, most = ends(found)
    between = f"{pounds(least)} to {pounds(most)}, {percent(lower)} to {percent(upper)}"
    return f"{rate}: {pounds(whole(found.point))} ({between}; {INTERVALS[found.by]})"


def by_count(found: Estimate) -> str:
    """An estimate of a number of claims."""
    point, lower, upper = found.rate()
    rate = f"{percent(point)} of {counted(found.of, 'claim')}: {whole(found.point):,}"
    if found.by is IntervalBy.ALL_CHECKED:
        return f"{rate} ({INTERVALS[found.by]})"
    least, most = ends(found)
    return f"{rate} ({least:,} to {most:,}, {percent(lower)} to {percent(upper)}; {INTERVALS[found.by]})"


def methods(found: Extrapolated) -> str:
    """What the words for the intervals that are shown mean."""
    shown = (*(group.together for group in found.groups), found.together)
    used = dict.fromkeys(one.by for counted_ in shown for one in (counted_.by_money, counted_.by_count))
    said = (f"{INTERVALS[by]}: {METHODS_OF_INTERVALS[by]}" for by in METHODS_OF_INTERVALS if by in used)
    return "; ".join(said) or "none is needed"


def missing(found: Counted, group: Group) -> str:
    """What was made of claims without a finding; blank where there are none."""
    return f"{counted(found.missing, 'claim')} without a finding: {MISSING[group.missing]}" if found.missing else ""


# --------------------------------------------------------------------------------------------------------- the recovery


def reading(found: Recovery) -> str:
    """How the contract is read: ``recover is read as extrapolated``; blank where it says all."""
    return " and ".join(f"{words.name(name)} is read as {words.name(value)}" for name, value in found.reading)


def why(found: Recovery) -> str:
    """What a sum rests on, and what held it."""
    basis = f"{BASES[found.basis]} at {level(found.level)}" if found.level is not None else BASES[found.basis]
    return "; ".join([basis, *(HELD[held] for held in found.held)])


def recovery(found: Recovery) -> str:
    """What is recovered under one reading, and why so much."""
    read = reading(found)
    return f"{pounds(found.pence)}{f' if {read}' if read else ''}: {why(found)}"


def ruling(group: Group) -> str:
    """Where the rule comes from."""
    if not group.term:
        return "the contract has no term of validation, so each reading is priced and none is chosen"
    if len(group.recoveries) == 1:
        return f"by the contract's term '{group.term}'"
    names = " and ".join(dict.fromkeys(name for one in group.recoveries for name, _ in one.reading))
    return f"the contract's term '{group.term}' is silent on {names}, so each reading is priced"


def in_all(group: Group) -> str:
    """The recovery, or its range."""
    return sums(group.lowest, group.highest)


def design(found: Design) -> Iterator[tuple[str, str]]:
    """How a sample was drawn: what, and how."""
    yield "Drawn from", f"{OF[found.of]}, as of {in_words(found.as_of)}"
    yield "Method", METHODS[found.method] + (f", kept apart by {found.apart_by}" if found.apart_by else "")
    if found.bands:
        yield "Bands of size begin at", ", ".join(pounds(one) for one in found.bands)
    if found.take_all is not None:
        yield "All are checked from", pounds(found.take_all)
    yield "Shared out", ALLOCATIONS[found.allocation]
    yield "Size and seed", f"{counted(found.size, 'claim')}, seed {found.seed}"
    yield "Digest of the frame", found.digest

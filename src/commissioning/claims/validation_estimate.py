"""What a sample says of its frame: the total of an error, by money or by number of claims, with an interval.

The estimator is the stratified difference estimator: mean error per claim checked, times the claims of the stratum, added up.
It is unbiased whatever the size of the sample, where a ratio is only so in large ones (Cochran 1977, chapters 5 and 6).
Point and variance are exact fractions; a quantile, a number without a unit, is the only thing that is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from commissioning.claims.validation_quantiles import exact_ends, student_quantile
from commissioning.domain.validation import Estimate, IntervalBy

WHOLE = 100_00
_SCALE = 10**6
_FEW: tuple[tuple[Fraction, int], ...] = (
    (Fraction(1, 20), 80),
    (Fraction(1, 10), 70),
    (Fraction(2, 10), 60),
    (Fraction(3, 10), 40),
    (Fraction(4, 10), 24),
    (Fraction(1, 2), 20),
)
"""Fewer of the rarer kind are few for the normal approximation, while its share is below this (Cochran 1977, table 3.3)."""
_FEW_AT_HALF = 15


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum as it is estimated from: *claims* of it in all that come to *size*; of each checked its size and error.

    An error lies between nothing and the claim's size. By count both are numbers of claims.
    """

    claims: int
    size: int
    checked: tuple[tuple[int, int], ...]

    @property
    def is_whole(self) -> bool:
        """Whether every claim was checked."""
        return len(self.checked) == self.claims

    @property
    def weight(self) -> Fraction:
        """How many claims each one checked stands for."""
        return Fraction(self.claims, len(self.checked))

    @property
    def error(self) -> int:
        """The error found."""
        return sum(error for _, error in self.checked)

    def with_(self, other: Part) -> Part:
        """Two strata as one."""
        return Part(self.claims + other.claims, self.size + other.size, self.checked + other.checked)

    def freedom_and_variance(self) -> tuple[int, Fraction]:
        """Degrees of freedom and the variance of the stratum's estimated total; two claims or more are checked."""
        n = len(self.checked)
        spread = Fraction(n * sum(error * error for _, error in self.checked) - self.error**2, n * (n - 1))
        return n - 1, spread * self.claims * (self.claims - n) / n


def by_count(part: Part) -> Part:
    """The same stratum with every claim counted as one, and as an error where there is any."""
    return Part(part.claims, part.claims, tuple((1, int(error > 0)) for _, error in part.checked))


def estimate(parts: Iterable[Part], level: int) -> Estimate:
    """The total error of some strata, of each of which a claim is checked, with a two-sided interval at *level* basis points.

    Nothing lies where what was seen forbids it: below the error found, or above what was not seen to be right.
    """
    every = list(parts)
    seen = Fraction(sum(part.error for part in every))
    most = Fraction(sum(part.size - sum(size - error for size, error in part.checked) for part in every))
    point = min(sum((part.weight * part.error for part in every), Fraction()), most)
    of = sum(part.size for part in every)
    drawn = [part for part in every if not part.is_whole]
    if not drawn:
        return Estimate(point, seen, seen, of, IntervalBy.ALL_CHECKED)
    known = sum(part.error for part in every if part.is_whole)
    merged = _merged(drawn)
    if any(len(part.checked) < 2 for part in merged):
        return Estimate(point, seen, most, of, IntervalBy.BOUNDS)
    if _few(drawn):
        lower, upper, by = *_exact(drawn, merged, point - known, level), IntervalBy.EXACT
    else:
        lower, upper, by = *_normal(merged, point - known, level), IntervalBy.NORMAL
    return Estimate(point, min(max(known + lower, seen), point), max(min(known + upper, most), point), of, by)


def _merged(parts: Sequence[Part]) -> list[Part]:
    """The strata for variances: one of which a single claim is checked is taken with its neighbour (collapsed strata)."""
    merged: list[Part] = []
    for part in parts:
        if merged and (len(part.checked) < 2 or len(merged[-1].checked) < 2):
            merged[-1] = merged[-1].with_(part)
        else:
            merged.append(part)
    return merged


def _few(parts: Sequence[Part]) -> bool:
    """Whether errors, or claims without one, are too few for the normal approximation."""
    number = sum(len(part.checked) for part in parts)
    wrong = sum(error > 0 for part in parts for _, error in part.checked)
    rarer = min(wrong, number - wrong)
    needed = next((least for below, least in _FEW if Fraction(rarer, number) < below), _FEW_AT_HALF)
    return rarer < needed


# ------------------------------------------------------------------------------------------------------ the two methods


def _variance(parts: Sequence[Part]) -> tuple[Fraction, float]:
    """The variance of the estimated total, and its degrees of freedom by Satterthwaite's rule."""
    each = [part.freedom_and_variance() for part in parts]
    whole = sum((variance for _, variance in each), Fraction())
    below = sum((variance * variance / freedom for freedom, variance in each), Fraction())
    return whole, float(whole * whole / below) if below else float(sum(freedom for freedom, _ in each))


def _normal(merged: Sequence[Part], point: Fraction, level: int) -> tuple[Fraction, Fraction]:
    variance, freedom = _variance(merged)
    reach = Fraction(student_quantile((1 + level / WHOLE) / 2, freedom)) * root(variance)
    return point - reach, point + reach


def _exact(drawn: Sequence[Part], merged: Sequence[Part], point: Fraction, level: int) -> tuple[Fraction, Fraction]:
    """Clopper and Pearson's interval for the share of error, of a simple sample that would tell as much as this one does.

    That size is share × (1 − share) / variance (Korn and Graubard 1998), and never more than one of claims wholly right or
    wrong at random would have: with few errors their own spread says too little. The finite population correction is in both.
    """
    of = sum(part.size for part in drawn)
    share, variance = point / of, _variance(merged)[0] / of**2
    spread = sum((_spread_of_sizes(part) for part in drawn), Fraction())
    most = Fraction(of * of) / spread
    size = min(most, share * (1 - share) / variance) if variance and 0 < share < 1 else most
    lower, upper = exact_ends(float(share * size), float(size), level / WHOLE)
    return Fraction(lower) * of, Fraction(upper) * of


def _spread_of_sizes(part: Part) -> Fraction:
    unseen = Fraction(part.claims - len(part.checked), part.claims)
    return unseen * part.weight**2 * sum(size * size for size, _ in part.checked)


def root(square: Fraction) -> Fraction:
    """A square root to a millionth, rounded down."""
    return Fraction(isqrt(square.numerator * _SCALE**2 // square.denominator), _SCALE)

"""Quantiles of the beta distribution and of Student's t, to the precision of a double: they are numbers without a unit.

The incomplete beta function is its continued fraction, evaluated by Lentz's method.
"""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt

_TINY = 1e-300
_SAME = 1e-15
_MOST_STEPS = 100_000
_HALVINGS = 200


def beta_share(x: float, a: float, b: float) -> float:
    """The share of the beta distribution with parameters *a*, *b* above 0 that lies at *x* or below."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1.0))
    found = d
    for m in range(1, _MOST_STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _not_zero(1.0 + step * d)
            c = _not_zero(1.0 + step / c)
            found *= c * d
        if abs(c * d - 1.0) < _SAME:
            return found
    raise ArithmeticError("the incomplete beta function did not settle")


def _not_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def beta_quantile(share: float, a: float, b: float) -> float:
    """The number at or below which *share* of the beta distribution lies, found by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def student_quantile(share: float, freedom: float) -> float:
    """The number at or below which *share* (from a half up) of Student's t with so many degrees of *freedom* lies."""
    if share <= 0.5:
        return 0.0
    x = beta_quantile(2.0 * (1.0 - share), freedom / 2.0, 0.5)
    return sqrt(freedom * (1.0 - x) / x)


def exact_ends(errors: float, size: float, level: float) -> tuple[float, float]:
    """Clopper and Pearson's two-sided interval for a share: *errors* of *size*, neither of which need be whole."""
    tail = (1.0 - level) / 2.0
    lower = 0.0 if errors <= 0.0 else beta_quantile(tail, errors, size - errors + 1.0)
    upper = 1.0 if errors >= size else beta_quantile(1.0 - tail, errors + 1.0, size - errors)
    return lower, upper

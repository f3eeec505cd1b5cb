"""What is known of a number: the least and the most it can be, as exact fractions, and what that makes of a limit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from commissioning.domain.verdicts import Truth

Exact = Fraction | int


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number from *low* to *high*, both included; None: it may be as large as it likes. Nothing here is below zero."""

    low: Fraction = Fraction(0)
    high: Fraction | None = None

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise ValueError("the most a number can be is below the least it can be")

    @classmethod
    def between(cls, low: Exact, high: Exact | None) -> Bounds:
        """From *low* to *high*."""
        return cls(Fraction(low), None if high is None else Fraction(high))

    @classmethod
    def exactly(cls, value: Exact) -> Bounds:
        """One number."""
        return cls(Fraction(value), Fraction(value))

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all is known."""
        return self.low == 0 and self.high is None

    def plus(self, other: Bounds) -> Bounds:
        """The sum of two numbers."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Bounds(self.low + other.low, high)

    def at_least(self, limit: Exact) -> Truth:
        """Whether it is at least *limit*; None where it may or may not be."""
        if self.low >= limit:
            return True
        return False if self.high is not None and self.high < limit else None

    def at_most(self, limit: Exact) -> Truth:
        """Whether it is at most *limit*."""
        if self.high is not None and self.high <= limit:
            return True
        return False if self.low > limit else None

    def below(self, limit: Exact) -> Truth:
        """Whether it is fewer than *limit*."""
        if self.high is not None and self.high < limit:
            return True
        return False if self.low >= limit else None


UNKNOWN = Bounds()
"""A number of which nothing is known."""

"""The forms in which a model of cohorts states a value: a share, a ratio, a range, shares of 100%, a spread of numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from commissioning.terms.areas import area_code
from commissioning.terms.scalars import DayOf, Hours, Sentence, Whole, wrong
from commissioning.terms.settings import Marked, Source, Strict

M = TypeVar("M", bound=Marked)

WHOLE = 10_000
"""One whole in basis points: 100%."""

_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?%")
_SIGNED = re.compile(r"-?\d{1,6}")


def percent(value: Any) -> int:
    """``38%`` or ``0.25%`` as basis points (3800, 25); at most 100%."""
    found = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise wrong("must be a percentage with at most two decimals", "write it as 38% or 0.25%")
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if points > WHOLE:
        raise wrong("must be at most 100%", "write a share of the whole")
    return points


def signed(value: Any) -> int:
    """``-28`` or ``7`` as an int."""
    if not isinstance(value, str) or not _SIGNED.fullmatch(value.strip()):
        raise wrong("must be a whole number, negative or not", "write it as 7 or -7")
    return int(value)


Percent = Annotated[int, BeforeValidator(percent)]
Signed = Annotated[int, BeforeValidator(signed)]


class Share(Marked):
    """One share of a whole."""

    value: Percent = Field(description="The share.")


class Number(Marked):
    """A whole number."""

    value: Whole = Field(description="The number.")


class Day(Marked):
    """A date."""

    value: DayOf = Field(description="The date.")


class Ratio(Marked):
    """So many of so many: a share that is kept as the two counts that were published."""

    number: Whole = Field(description="How many.")
    of: Whole = Field(description="Of how many.")

    @model_validator(mode="after")
    def _of_something(self) -> Ratio:
        if not self.of or self.number > self.of:
            raise wrong("must be a part of a number above 0", "write {number: 6999, of: 70513}")
        return self


class Between(Marked):
    """A share that was published as a range, and the share in it that is used."""

    at_least: Percent = Field(description="The lowest share published.")
    at_most: Percent = Field(description="The highest share published.")
    used: Percent = Field(description="The share that is used.")

    @model_validator(mode="after")
    def _inside(self) -> Between:
        if not self.at_least <= self.used <= self.at_most:
            raise wrong("the share used lies outside the range", "use a share from 'at_least' to 'at_most'")
        return self


class Words(Marked):
    """Shares of 100% by word; what is left over is blank where ``rest: blank`` says so."""

    shares: dict[Sentence, Percent] = Field(min_length=1, description="The share of each.")
    rest: Literal["blank"] | None = Field(None, description="`blank` where the shares leave something over.")

    @model_validator(mode="after")
    def _whole(self) -> Words:
        return _adds_up(self, self.shares, open_ended=self.rest is not None)


class Figures(Marked):
    """Shares of 100% by whole number, which may be negative."""

    shares: dict[Signed, Percent] = Field(min_length=1, description="The share of each.")

    @model_validator(mode="after")
    def _whole(self) -> Figures:
        return _adds_up(self, self.shares)


class HoursShares(Marked):
    """Shares of 100% by weekly hours."""

    shares: dict[Hours, Percent] = Field(min_length=1, description="The share of each.")

    @model_validator(mode="after")
    def _whole(self) -> HoursShares:
        return _adds_up(self, self.shares)


class Stages(Marked):
    """The share that reached each stage of those who reached the one before; they do not add up to anything."""

    shares: dict[Literal["3 months", "6 months", "12 months"], Percent] = Field(min_length=3, description="The shares.")


class Spread(Marked):
    """A spread of whole numbers: at 50% stands the one that half of all lie below; between two points they lie evenly."""

    points: dict[Percent, Whole] = Field(min_length=2, description="The points, from 0% to 100%.")

    @model_validator(mode="after")
    def _rises(self) -> Spread:
        at, values = list(self.points), list(self.points.values())
        if at[0] != 0 or at[-1] != WHOLE or at != sorted(set(at)) or values != sorted(values):
            raise wrong("the points must rise from 0% to 100%", "write {0%: 0, 50%: 30, 100%: 90}")
        return self


class Year(Marked):
    """The starts of one year of the programme."""

    from_: DayOf = Field(alias="from", description="Its first day.")
    until: DayOf = Field(description="Its last day.")
    starts: Whole = Field(description="How many started in it.")

    @model_validator(mode="after")
    def _in_order(self) -> Year:
        if self.until < self.from_:
            raise wrong("the year ends before it begins", "correct 'from' or 'until'")
        return self


class Lot(Strict):
    """One lot."""

    lot: Sentence = Field(description="Its number.")
    title: Sentence = Field(description="Its name.")
    share: Percent = Field(description="Its share of starts.")
    provider: Sentence = Field(description="Its provider.")
    councils: tuple[Sentence, ...] = Field((), description="Its council areas by GSS code, each as likely; blank if none.")

    @model_validator(mode="after")
    def _known(self) -> Lot:
        unknown = [council for council in self.councils if area_code(council) is None]
        if unknown:
            raise wrong(f"there is no council area '{unknown[0]}'", "write the GSS code, such as S12000049")
        return self


class Lots(Marked):
    """The lots, whose shares make 100%."""

    lots: tuple[Lot, ...] = Field(min_length=1, description="The lots.")
    also: tuple[Source, ...] = Field((), description="Further documents.")

    @model_validator(mode="after")
    def _whole(self) -> Lots:
        return _adds_up(self, {lot.lot: lot.share for lot in self.lots})


class Measure(Marked):
    """A published figure that is shown and that nothing is fitted to."""

    title: Sentence = Field(description="What it is of.")
    value: Percent = Field(description="The share.")


def _adds_up(of: M, shares: Mapping[Any, int], *, open_ended: bool = False) -> M:
    total = sum(shares.values())
    if total > WHOLE or (total < WHOLE and not open_ended):
        shown = f"{total / 100:.2f}".rstrip("0").rstrip(".")
        raise wrong(f"the shares make {shown}%, not 100%", "correct them; 'rest: blank' may take what is left over")
    return of


def known_words(words: Words, known: tuple[str, ...]) -> None:
    for word in words.shares:
        if word not in known:
            raise wrong(f"'{word}' is not one of: {', '.join(known)}", "write one of them")

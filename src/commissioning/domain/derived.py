"""Facts of a journey that no column holds: they follow, on the as-of date, from other columns and other tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from commissioning.domain.journeys import FactValue, Journey, Move

if TYPE_CHECKING:
    from commissioning.domain.services import Service

COMMISSIONED, NOT_COMMISSIONED, NOT_SAID = "commissioned", "not_commissioned", "not_said"
"""What is known of a service on the day of referral; *not said* where no table speaks of it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What other tables say of a journey: the client's moves, and the service that supports the client."""

    moves: tuple[Move, ...] = ()
    service: Service | None = None


NOTHING = Beside()
"""No other table says anything of a journey."""


def derived(name: str, journey: Journey, as_of: date, beside: Beside) -> FactValue:
    """A fact of :data:`DERIVED` on the as-of date; None where it is unknown. Raises :class:`KeyError` for any other."""
    return DERIVED[name](journey, as_of, beside)


def area_now(journey: Journey, as_of: date, beside: Beside) -> FactValue:
    """The area of the last move up to the as-of date, or the area at referral where there was none."""
    moves = [move for move in beside.moves if move.moved_on <= as_of]
    # The sort is stable: of two moves on one day the later row counts.
    return sorted(moves, key=lambda move: move.moved_on)[-1].area if moves else journey.fact("area")


def start_reversed(journey: Journey, as_of: date, _: Beside) -> FactValue:
    """Whether the start has been reversed."""
    day = journey.fact("reversed_on")
    return isinstance(day, date) and day <= as_of


def start_verified(journey: Journey, as_of: date, _: Beside) -> FactValue:
    """Yes once eligibility has been verified; until then it is unknown whether it will be."""
    day = journey.fact("verified_on")
    return True if isinstance(day, date) and day <= as_of else None


def service_commissioning(journey: Journey, _: date, beside: Beside) -> FactValue:
    """Whether the service was commissioned in the client's area on the day of referral, as far as the tables say."""
    service, referred, area = beside.service, journey.referral_date, journey.fact("area")
    if service is None:
        return NOT_SAID
    if service.area is not None and area is not None and service.area != area:
        return NOT_COMMISSIONED
    if referred is None:
        return None
    if service.commissioned_to is not None and referred > service.commissioned_to:
        return NOT_COMMISSIONED
    if service.commissioned_from is None:
        return None
    return COMMISSIONED if service.commissioned_from <= referred else NOT_COMMISSIONED


DERIVED: Mapping[str, Callable[[Journey, date, Beside], FactValue]] = MappingProxyType(
    {
        "area_now": area_now,
        "service_commissioning": service_commissioning,
        "start_reversed": start_reversed,
        "start_verified": start_verified,
    }
)

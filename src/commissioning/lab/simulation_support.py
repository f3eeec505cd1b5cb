"""How and when support ends in a block of a made-up cohort."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commissioning.lab.simulation_draws import BLANK, NO_DAY, Codes, Ints
from commissioning.lab.simulation_people import COMPLETED, DIED, People
from commissioning.lab.simulation_tables import Calendar
from commissioning.lab.simulation_work import STAGES, Spells


@dataclass(frozen=True)
class Endings:
    """The last day of support (NO_DAY if it goes on), the reason (BLANK if not written), and the day of a death (or NO_DAY)."""

    end: Ints
    reason: Codes
    died_on: Ints


def endings(people: People, held: Spells, calendar: Calendar, observed: int) -> Endings:
    """The end of each journey of a block; *observed* is the last day that the tables know of.

    Those in work have twelve months of in-work support from their first day in it. A death ends work and support on one day, so
    that it changes nothing of the chain.
    """
    served = np.where(people.eighteen, calendar.months_after(people.start, 18), calendar.months_after(people.start, 12))
    end = np.where(people.gone == COMPLETED, served, people.start + people.leaving)
    reason = people.gone.copy()
    in_work = held.journey
    died = people.dies[in_work] & (held.stage < STAGES)
    end[in_work] = np.where(died, held.last, held.edges[STAGES - 1])
    reason[in_work] = np.where(died, DIED, COMPLETED)
    # Support ended before the person was referred again.
    second = np.flatnonzero(people.again)
    end[second - 1] = np.minimum(end[second - 1], people.referral[second] - 1)
    goes_on = end > observed
    died_on = np.where((reason == DIED) & ~goes_on, end, NO_DAY)
    reason = np.where(goes_on | people.no_reason, np.int8(BLANK), reason)
    return Endings(np.where(goes_on, NO_DAY, end), reason, died_on)

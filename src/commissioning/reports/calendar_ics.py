"""Deadlines as a calendar file (RFC 5545): one all-day event for each date, the same file for the same deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from commissioning.domain.claim_decisions import Deadline
from commissioning.reports import claims_words as say

PRODUCT = "-//commissioning//deadlines//EN"


def calendar(found: Iterable[Deadline], as_of: date) -> bytes:
    """The file. The stamp of every event is the beginning of the as-of date: no clock is asked."""
    out = Calendar()
    out.add("prodid", PRODUCT)
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    out.add("method", "PUBLISH")
    stamp = datetime.combine(as_of, time(), UTC)
    for one in found:
        out.add_component(_event(one, stamp))
    return bytes(out.to_ical())


def _event(one: Deadline, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{_identity(one)}@commissioning")
    event.add("dtstamp", stamp)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", f"{one.journey_id}: {one.outcome + ' ' if one.outcome else ''}{say.KINDS[one.kind]}")
    event.add("description", say.deadline(one))
    event.add("categories", [str(one.kind)])
    event.add("transp", "TRANSPARENT")
    return event


def _identity(one: Deadline) -> str:
    """What a calendar knows the event by when the file comes again: the same thing of the same journey, whatever its day."""
    text = "\n".join((one.journey_id, one.contract, one.outcome, one.claim_id, one.kind, one.term))
    return sha256(text.encode()).hexdigest()[:32]

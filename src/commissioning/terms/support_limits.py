"""Limits of support before and in work: a length of time, unlimited, or none stated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from commissioning.domain.calendar import Length
from commissioning.plan.plan import Entitlement, Extent, Support
from commissioning.plan.values import Value
from commissioning.terms.base import Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import length, wrong
from commissioning.terms.settings import Silent, Stated, plain
from commissioning.terms.wording import Saying

Limit = Length | Literal["unlimited", "none stated"]


def limit_of_support(value: Any) -> Limit:
    """``12 months``, ``unlimited`` or ``none stated``."""
    if isinstance(value, str) and value.strip() in ("unlimited", "none stated"):
        return "unlimited" if value.strip() == "unlimited" else "none stated"
    if isinstance(value, str) and value.strip().lower() in ("none", "no limit", "no", "n/a", "not stated"):
        raise wrong(f"must be a length of time, not '{value}'", "write 'none stated', or 'unlimited' if it is said to be so")
    return length(value)


LimitOfSupport = Annotated[
    Length | str,
    BeforeValidator(limit_of_support),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": r"^\d+ (day|week|month)s?$"}, {"enum": ["unlimited", "none stated"]}]}
    ),
]


def entitle(term: Term, limit: object, support: Support, build: Building) -> Value[Length] | None:
    """Add the entitlement; its length, or None where it has no stated limit."""
    stated = plain(limit)
    if stated in ("unlimited", "none stated"):
        build.provenance(term, limit if isinstance(limit, Stated) else None, "limit", ("limit",))
        extent = Extent.UNLIMITED if stated == "unlimited" else Extent.NONE_STATED
        build.caveat_of_term(term, "limit", str(stated))
        build.entitlements.append(Entitlement(term.id, support, extent))
        return None
    readings = limit.silent if isinstance(limit, Silent) else ()
    if any(isinstance(reading, str) for reading in readings):
        build.problem("C060", "the readings of a limit must be lengths of time", "list lengths such as 12 months", "limit")
        return None
    found: Value[Length] = build.value(term, "limit", limit, _length)
    build.entitlements.append(Entitlement(term.id, support, Extent.LIMITED, found))
    return found


def _length(value: Length) -> Length:
    return value


def said(limit: object, say: Saying) -> str:
    """A limit in words."""
    stated = plain(limit)
    if stated == "unlimited":
        return "without a time limit"
    if stated == "none stated":
        return "no limit is stated, which is not the same as unlimited"
    return f"up to {say(limit)}" if not isinstance(limit, Silent) else say(limit)

"""Time limits of support before and in work: stated, unlimited, or not stated."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from commissioning.domain.calendar import Length
from commissioning.plan.plan import Entitlement, Extent, Support
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Saying, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import YesNo, length
from commissioning.terms.settings import Setting, Silent, Stated, plain

Limit = Length | Literal["unlimited", "none stated"]


def _limit(value: Any) -> Limit:
    if isinstance(value, str) and value.strip() in ("unlimited", "none stated"):
        return "unlimited" if value.strip() == "unlimited" else "none stated"
    return length(value)


LimitOfSupport = Annotated[
    Length | str,
    BeforeValidator(_limit),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": r"^\d+ (day|week|month)s?$"}, {"enum": ["unlimited", "none stated"]}]}
    ),
]


class PreWorkSupport(Term):
    """How long support before work lasts, and whether work must begin within it for an outcome to be met."""

    title_of_kind = "Pre-work support"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: pre_work_support
  kind: pre_work_support
  limit: 12 months
  decides_outcomes: yes
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2023-01-03}]\n  as_of: 2024-01-31",
                "not_met": "jobs: [{start_date: 2023-01-04}]\n  as_of: 2024-01-31",
                "not_yet": "jobs: []",
            },
        ),
    )

    kind: Literal["pre_work_support"]
    limit: Setting[LimitOfSupport] = Field(description="A length of time, 'unlimited', or 'none stated'.")
    decides_outcomes: YesNo = Field(description="Whether an outcome can only be met by work that begins within the limit.")

    @property
    def decides(self) -> bool:
        """Only where the term says so."""
        return self.decides_outcomes

    def words(self, say: Saying) -> str:
        """The limit in words."""
        decides = (
            " An outcome can only be met by work that begins within it."
            if self.decides_outcomes
            else " It is an entitlement and decides no outcome."
        )
        return f"Support before work, from the start date: {_said(self.limit, say)}.{decides}"

    def lower(self, build: Building) -> None:
        """An entitlement; where it decides outcomes, a limit on the first qualifying day too."""
        limit = entitle(self, self.limit, Support.PRE_WORK, build)
        if not self.decides_outcomes:
            return
        if limit is None:
            build.problem(
                "C058",
                "support without a stated limit cannot decide outcomes",
                "say 'decides_outcomes: no', or state the limit",
                "decides_outcomes",
            )
        elif build.pre_work is not None:
            build.problem("C059", f"'{build.pre_work[0]}' already limits support before work", "keep one of them", "kind")
        else:
            build.pre_work = (self.id, (limit,))


class InWorkSupport(Term):
    """How long support in work lasts. It is an entitlement and decides no outcome."""

    title_of_kind = "In-work support"

    kind: Literal["in_work_support"]
    limit: Setting[LimitOfSupport] = Field(description="A length of time, 'unlimited', or 'none stated'.")

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """The limit in words."""
        return (
            f"Support in work, from the first day of work that counts: {_said(self.limit, say)}. "
            "It is an entitlement and decides no outcome."
        )

    def lower(self, build: Building) -> None:
        """An entitlement."""
        entitle(self, self.limit, Support.IN_WORK, build)


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


def _said(limit: object, say: Saying) -> str:
    stated = plain(limit)
    if stated == "unlimited":
        return "without a time limit"
    if stated == "none stated":
        return "no limit is stated, which is not the same as unlimited"
    return f"up to {say(limit)}" if not isinstance(limit, Silent) else say(limit)

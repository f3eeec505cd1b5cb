"""Validation: how claims are checked by a sample, and whether what is found is recovered alone or extrapolated."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.plan.claim_nodes import Validation
from commissioning.plan.values import AppliesBy
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import wrong
from commissioning.terms.service_term import whole, word
from commissioning.terms.service_values import Percent
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying

LEVELS = (50_00, 99_99)
"""The least and the greatest level of an interval, in basis points."""


class ValidationTerm(TermOfClaim):
    """Claims are checked by a sample; what is not supported is recovered as it was found, or extrapolated to every claim."""

    title_of_kind = "Validation"
    # A sample is drawn and judged on one day: dated values hold as they stood on the day of the draw.
    may_apply_by: ClassVar[frozenset[AppliesBy]] = frozenset({AppliesBy.CLAIM})
    always_by: ClassVar[AppliesBy | None] = AppliesBy.CLAIM
    claim_example: ClassVar[str] = """
- id: validation
  kind: validation
  sample_of: paid
  method: stratified
  recover: extrapolated
  extrapolate_at: lower_bound
  level: 90%
  tolerable_error: 2%
  cap: 10%
  missing_findings: not_supported
  source: {document: the-contract, clause: "16"}
"""

    kind: Literal["validation"]
    recover: Setting[Literal["findings_only", "extrapolated"]] = Field(
        description="What is recovered: what was found in the sample, or that extrapolated to every claim of the frame."
    )
    extrapolate_at: Setting[Literal["point", "lower_bound"]] | None = Field(
        None, description="Which end of the estimate is recovered; needed unless findings alone are."
    )
    level: Setting[Percent] | None = Field(
        None, description="The level of the two-sided interval whose lower bound is meant; the command's unless given."
    )
    tolerable_error: Setting[Percent] | None = Field(
        None, description="The share of money in error up to which, that share included, findings alone are recovered."
    )
    cap: Setting[Percent] | None = Field(
        None, description="The most that is recovered by extrapolation, as a share of the money of every claim of the frame."
    )
    sample_of: Setting[Literal["paid", "claimed"]] | None = Field(
        None, description="Whether claims are sampled after payment (paid) or before (claimed)."
    )
    method: Setting[Literal["simple", "stratified"]] | None = Field(None, description="How the sample is drawn.")
    missing_findings: Setting[Literal["not_supported", "left_out"]] | None = Field(
        None, description="What is made of a drawn claim without a finding: nothing of it is supported, or it is left out."
    )

    @model_validator(mode="after")
    def _complete(self) -> ValidationTerm:
        if self.extrapolate_at is None and plain(self.recover) != "findings_only":
            remedy = "write extrapolate_at: point, or lower_bound, or {silent: [point, lower_bound], why: …}"
            raise wrong("may extrapolate, and does not say at which end of the estimate", remedy)
        level = plain(self.level)
        if isinstance(level, int) and not LEVELS[0] <= level <= LEVELS[1]:
            raise wrong("has a level that no interval has", "write a level from 50% to 99.99%, such as 90%")
        return self

    def words(self, say: Saying) -> str:
        """The rule in words."""
        parts = [f"Claims are validated by a sample; what is recovered: {say(self.recover)}"]
        if self.extrapolate_at is not None:
            parts.append(f"extrapolated at: {say(self.extrapolate_at)}")
        for name, setting in (
            ("level of the interval", self.level),
            ("error by money that is tolerated", self.tolerable_error),
            ("most that is recovered by extrapolation, of the money of all claims", self.cap),
            ("sampled", self.sample_of),
            ("method", self.method),
            ("claims without a finding", self.missing_findings),
        ):
            parts += [f"{name}: {say(setting)}"] if setting is not None else []
        return f"{'; '.join(parts)}."

    def node(self, ask: OfClaims) -> Validation:
        """The rule."""
        return Validation(
            self.id,
            ask.value("recover", self.recover, word),
            ask.optional("extrapolate_at", self.extrapolate_at, word),
            ask.optional("level", self.level, whole),
            ask.optional("tolerable_error", self.tolerable_error, whole),
            ask.optional("cap", self.cap, whole),
            ask.optional("sample_of", self.sample_of, word),
            ask.optional("method", self.method, word),
            ask.optional("missing_findings", self.missing_findings, word),
        )

"""The facts of a journey that contracts may ask for, by column name and type; a contract may declare further ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Literal

from commissioning.terms.scalars import truth_meant

FactType = Literal["yes_no", "number", "date", "code"]

FACTS: MappingProxyType[str, FactType] = MappingProxyType(
    {
        "area": "code",
        "area_now": "code",
        "lot": "code",
        "provider": "code",
        "referral_date": "date",
        "start_date": "date",
        "end_date": "date",
        "end_reason": "code",
        "payment_group": "code",
        "age_at_referral": "number",
        "employment_status": "code",
        "in_education_or_training": "yes_no",
        "benefit": "code",
        "months_out_of_work": "number",
        "disabled": "yes_no",
        "long_term_health_condition": "yes_no",
        "lives_in_scotland": "yes_no",
        "right_to_work": "yes_no",
        "low_income_parent": "yes_no",
        "severe_mental_illness": "yes_no",
        "in_secondary_mental_health_care": "yes_no",
        "in_talking_therapies": "yes_no",
        "in_primary_or_community_care": "yes_no",
        "in_substance_use_treatment": "yes_no",
        "mandated": "yes_no",
        "other_programme": "code",
        "which_other_programme": "code",
        "consent_to_contact_employer": "yes_no",
        "service_commissioning": "code",
        "start_reversed": "yes_no",
        "start_verified": "yes_no",
        "service_fidelity": "code",
    }
)
"""The columns of the table ``journeys``, and the facts of :data:`DERIVED`, which follow from them and from other tables."""

SERVICE_FIDELITY = "service_fidelity"
"""The fact of a journey that follows from the reviews of its service."""

DERIVED: MappingProxyType[str, str] = MappingProxyType(
    {
        "area_now": "The council area after the last move (table moves), or the area at referral.",
        "service_commissioning": "Whether the service (table services) was commissioned in the area on the day of referral.",
        SERVICE_FIDELITY: "The band of the latest formal review of the service's fidelity (table fidelity).",
        "start_reversed": "Whether the start has been reversed (reversed_on).",
        "start_verified": "Yes once eligibility has been verified (verified_on); unknown until then.",
    }
)
"""Facts that are no column of their own: they follow, on the day decided as of, from columns and from other tables."""

AREAS = frozenset({"area", "area_now"})
"""Facts that are council areas."""

VALUES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "end_reason": ("completed", "left_early", "moved_away", "died"),
        "payment_group": ("core", "advanced", "intense"),
        "employment_status": ("unemployed", "inactive", "employed"),
        "benefit": ("uc", "esa", "jsa", "other", "none"),
        "service_commissioning": ("commissioned", "not_commissioned", "not_said"),
        "service_fidelity": ("not_ips", "fair", "good", "exemplary"),
    }
)
"""The words that a code may be, where its list is closed. Any other code may be any word."""

UNITS: MappingProxyType[str, str] = MappingProxyType({"age_at_referral": "years", "months_out_of_work": "months"})
"""What a number counts, where it counts anything."""

PHRASES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "in_education_or_training": ("is in education or training", "is not in education or training"),
        "disabled": ("is disabled", "is not disabled"),
        "long_term_health_condition": ("has a long-term health condition", "has no long-term health condition"),
        "lives_in_scotland": ("lives in Scotland", "does not live in Scotland"),
        "right_to_work": ("has the right to work in the UK", "does not have the right to work in the UK"),
        "low_income_parent": ("is a parent on a low income", "is not a parent on a low income"),
        "severe_mental_illness": ("has a severe mental illness", "has no severe mental illness"),
        "in_secondary_mental_health_care": ("is in secondary mental health care", "is not in secondary mental health care"),
        "in_talking_therapies": ("is in talking therapies", "is not in talking therapies"),
        "in_primary_or_community_care": ("is in primary or community care", "is not in primary or community care"),
        "in_substance_use_treatment": ("is in treatment for substance use", "is not in treatment for substance use"),
        "mandated": ("was mandated to take part", "was not mandated to take part"),
        "age_at_referral": ("age at referral", ""),
        "employment_status": ("employment status", ""),
        "benefit": ("benefit", ""),
        "months_out_of_work": ("months out of work", ""),
        "area": ("council area", ""),
        "area_now": ("council area now", ""),
        "service_commissioning": ("the service on the day of referral:", ""),
        "service_fidelity": ("fidelity of the service", ""),
        "start_reversed": ("had the start reversed", "did not have the start reversed"),
        "start_verified": ("has had eligibility verified", "has not had eligibility verified"),
    }
)
"""How a fact reads in a sentence about the person: as it is said of a yes, and of a no."""

_COMPARED = re.compile(r"(>=|=>|<=|=<|>|<|≥|≤|=)?\s*(\d{1,6})\s*(\+|or (?:more|older|over)|or (?:less|under|younger))?")
_FROM_TO = re.compile(r"(\d{1,6})\s*(?:-|–|to|and)\s*(\d{1,6})")


def how_to_compare(fact: str, kind: FactType, written: Sequence[str] = (), values: Sequence[str] = ()) -> str:
    """How a contract compares a fact of that type, as near to what was written as may be: ``disabled: yes``."""
    word = written[0].strip() if written else ""
    if kind == "yes_no":
        return f"{fact}: {truth_meant(word) or 'yes'}"
    if kind == "number":
        return f"{fact}: {_range(word)}"
    if kind == "date":
        day = word if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word) else "2026-04-01"
        return f"{fact}: {{from: {day}}} or {{until: {day}}}"
    return f"{fact}: {values[0] if values else 'WORD'}"


def _range(word: str) -> str:
    """A comparison as it is written elsewhere (``>= 18``, ``18+``, ``16-17``), as a contract writes it."""
    between = _FROM_TO.fullmatch(word)
    if between is not None:
        return f"{{at_least: {between[1]}, at_most: {between[2]}}}"
    found = _COMPARED.fullmatch(word.lower())
    if found is None:
        return "{at_least: 18}"
    sign, number, after = found[1] or "", int(found[2]), found[3] or ""
    if sign in ("<", "<=", "=<", "≤") or after.endswith(("less", "under", "younger")):
        return f"{{at_most: {number - 1 if sign == '<' and number else number}}}"
    if sign in (">", ">=", "=>", "≥") or after:
        return f"{{at_least: {number + 1 if sign == '>' else number}}}"
    return f"{{at_least: {number}, at_most: {number}}}"

"""The facts of a journey that contracts may ask for, by column name and type; a contract may declare further ones."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

FactType = Literal["yes_no", "number", "date", "code"]

FACTS: MappingProxyType[str, FactType] = MappingProxyType(
    {
        "area": "code",
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
    }
)
"""The columns of the table ``journeys``."""

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
    }
)
"""How a fact reads in a sentence about the person: as it is said of a yes, and of a no."""

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

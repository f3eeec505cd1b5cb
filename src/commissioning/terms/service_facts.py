"""The yes-or-no facts of a service that contracts may ask for: some follow from the tables, the rest a document must report."""

from __future__ import annotations

from types import MappingProxyType

DERIVED: MappingProxyType[str, str] = MappingProxyType(
    {
        "support_unlimited": "support has no time limit, before work and in it",
        "nobody_mandated": "nobody on the service was mandated to take part",
        "health_partner": "the service works with a health service",
        "health_represented": "health services are represented in the partnership of the service's area",
    }
)
"""Facts that follow from the contract's own terms and from the tables."""

REPORTED: MappingProxyType[str, str] = MappingProxyType(
    {
        "specialists_in_clinical_teams": "employment specialists work in clinical teams",
        "benefits_counselling": "benefits counselling is included",
        "continues_after_funding": "the service went on after the funding for setting it up ended",
        "good_practice_supervision": "good practice in supervision was shown",
        "good_practice_casework": "good practice in casework was shown",
        "good_practice_employer_engagement": "good practice in employer engagement was shown",
        "good_practice_job_development": "good practice in job development was shown",
        "good_practice_personal_disclosure": "good practice in handling personal disclosure was shown",
        "good_practice_clinical_integration": "good practice in integration with the referring clinical team was shown",
        "senior_management_support": "the service has the support of the senior management of the health service",
        "sufficient_job_outcomes": "a sufficient number and variety of paid job outcomes was shown",
    }
)
"""Facts that are known only where a document reports them."""

FACTS_OF_SERVICES: MappingProxyType[str, str] = MappingProxyType({**DERIVED, **REPORTED})
"""Every fact of a service with what a yes says."""

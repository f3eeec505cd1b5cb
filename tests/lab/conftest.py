"""A small caseload, worked out by hand, that the tests of the design lab share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "reports"))

JOURNEYS = (
    "journey_id,client_id,contract,area,provider,referral_date,start_date,payment_group,age_at_referral,employment_status,"
    "benefit,disabled,long_term_health_condition,lives_in_scotland,right_to_work,low_income_parent"
)
PEOPLE = (
    # 12 hours a week: too few at launch, enough as varied.
    "TWELVE,C1,fair-start-scotland,S12000036,P1,2018-05-07,2018-05-14,core,30,unemployed,uc,yes,yes,yes,yes,no",
    # The same, and nobody wrote down whether the job suits the person.
    "BLANK,C2,fair-start-scotland,S12000036,P2,2018-05-07,2018-05-14,core,30,unemployed,uc,yes,yes,yes,yes,no",
    # 20 hours a week: enough everywhere, but no disability and no condition.
    "TWENTY,C3,fair-start-scotland,S12000033,P1,2018-05-07,2018-05-14,advanced,30,unemployed,uc,no,no,yes,yes,no",
    # 91 days of work, the last of them on the 113th day.
    "LATE,C4,fair-start-scotland,,P2,2018-12-10,2018-12-17,intense,30,unemployed,uc,,,yes,yes,no",
    # Nobody found this person a job.
    "NOBODY,C5,fair-start-scotland,S12000033,,2018-05-07,2018-05-14,,30,unemployed,uc,no,yes,yes,yes,no",
)
JOBS = (
    "job_id,client_id,start_date,end_date,weekly_hours,basis,hourly_pay_pence,reflects_needs",
    "J1,C1,2018-06-04,2019-12-31,12,employee,900,yes",
    "J2,C2,2018-06-04,2018-12-31,12,employee,900,",
    "J2,C2,2019-01-01,2019-12-31,12,employee,900,",
    "J3,C3,2018-06-04,2019-12-31,20,employee,900,yes",
    "J4,C4,2019-01-07,2019-02-17,25,employee,900,yes",
    "J5,C4,2019-03-12,2019-04-29,25,employee,900,yes",
)


@pytest.fixture(scope="session")
def caseload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The caseload as a folder of CSV files."""
    folder = tmp_path_factory.mktemp("lab") / "caseload"
    folder.mkdir()
    (folder / "journeys.csv").write_text("\n".join((JOURNEYS, *PEOPLE)) + "\n", encoding="utf-8")
    (folder / "jobs.csv").write_text("\n".join(JOBS) + "\n", encoding="utf-8")
    return folder

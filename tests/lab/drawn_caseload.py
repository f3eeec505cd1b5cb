"""A caseload drawn at random, with every fact of jobs there is and every kind of blank."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2018, 4, 3)
AREAS = ("S12000036", "S12000033", "S12000045", "")
JOURNEYS = (
    "journey_id,client_id,contract,area,provider,referral_date,start_date,end_date,end_reason,payment_group,age_at_referral,"
    "employment_status,benefit,disabled,long_term_health_condition,lives_in_scotland,right_to_work,low_income_parent,"
    "months_out_of_work"
)
JOBS = (
    "job_id,client_id,employer_id,start_date,end_date,weekly_hours,basis,hourly_pay_pence,reflects_needs,"
    "paid_hours_worked,agreed_on"
)


def drawn(folder: Path, journeys: int, seed: int, *, earnings: bool = False, again: float = 0.15) -> Path:
    """Writes CSV files; *again* of the journeys are of the client before, some jobs overlap or have several rows."""
    pick = random.Random(seed)
    folder.mkdir()
    rows, jobs, wages = [JOURNEYS], [JOBS], ["client_id,job_id,paid_on,amount_pence,qualifying"]
    for number in range(journeys):
        client = f"C{number if pick.random() >= again else max(number - 1, 0)}"
        start = FIRST + timedelta(days=pick.randrange(1800))
        rows.append(_journey(pick, number, client, start))
        for job in range(pick.choice((0, 1, 1, 2, 3))):
            jobs += _job(pick, f"J{number}.{job}", client, start)
            if earnings:
                paid = [start + timedelta(days=pick.randrange(700)) for _ in range(6)]
                wages += [f"{client},J{number}.{job},{day},{pick.randrange(200_00)},{pick.choice(YES_NO)}" for day in paid]
    (folder / "journeys.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "jobs.csv").write_text("\n".join(jobs) + "\n", encoding="utf-8")
    sizes = "\n".join(f"E{number},{size}" for number, size in enumerate((5, 49, 50, 300)))
    (folder / "employers.csv").write_text(f"employer_id,employees\n{sizes}\n", encoding="utf-8")
    if earnings:
        (folder / "earnings.csv").write_text("\n".join(wages) + "\n", encoding="utf-8")
    return folder


YES_NO = ("yes", "yes", "no", "")


def _journey(pick: random.Random, number: int, client: str, start: date) -> str:
    referred = start - timedelta(days=pick.randrange(20))
    ended = pick.random() < 0.3
    end = start + timedelta(days=pick.randrange(900)) if ended else ""
    cells = [
        f"N{number}",
        client,
        pick.choice(("fair-start-scotland", "fair-start-scotland", "no-one-left-behind", "")),
        pick.choice(AREAS),
        pick.choice(("P1", "P2", "")),
        referred,
        start if pick.random() < 0.95 else "",
        end,
        pick.choice(("completed", "left_early", "died")) if ended else "",
        pick.choice(("core", "advanced", "intense", "")),
        pick.choice((17, 19, 24, 24, 40, 40, 66, "")),
        pick.choice((*("unemployed",) * 6, "inactive", "employed", "")),
        pick.choice((*("uc",) * 6, "esa", "none", "")),
        *(pick.choice(YES_NO) for _ in range(2)),
        *(pick.choice((*("yes",) * 12, "no", "")) for _ in range(2)),
        pick.choice(("no", "yes", "")),
        pick.choice((3, 12, 30, "")),
    ]
    return ",".join(str(cell) for cell in cells)


def _job(pick: random.Random, job_id: str, client: str, start: date) -> list[str]:
    """One job of up to three rows that follow each other."""
    first = start + timedelta(days=pick.randrange(-30, 500))
    agreed = pick.choice((first - timedelta(days=3), first, first + timedelta(days=2), ""))
    rows = []
    for _ in range(pick.choice((1, 1, 2, 3))):
        last = first + timedelta(days=pick.randrange(5, 300))
        cells = [
            job_id,
            client,
            pick.choice(("E0", "E1", "E2", "E3", "")),
            first,
            last if pick.random() < 0.8 else "",
            pick.choice((7.5, 8, 12, 15.99, 16, 20, 35, "")),
            pick.choice(("employee", "employee", "self_employed", "zero_hours", "apprenticeship", "")),
            pick.choice((450, 820, 950, 1300, "")),
            pick.choice(YES_NO),
            pick.choice((2, 4, 40, "")),
            agreed,
        ]
        rows.append(",".join(str(cell) for cell in cells))
        first = last + timedelta(days=1 + pick.randrange(3) * 10)
    return rows

"""The steps that say what is given and when it is decided: the contract, the person, jobs and wages, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from commissioning.domain.journeys import Claim, Earning, JobRow, Journey
from commissioning.errors import nearest, usage
from commissioning.testing.catalogue import Table, step
from commissioning.testing.phrases import day as parse_day
from commissioning.testing.statements import OF_THE_JOB, OF_THE_PERSON, not_recorded, said
from commissioning.testing.story import CLIENT, JOURNEY, MEETS_EVERY_CONDITION, ORDINARY_JOB, Story
from commissioning.testing.values import basis, job_value, journey_value, last_day, pay, whole_hours

# ---------------------------------------------------------------------------------------------------------- the contract


@step(
    "given",
    'the contract "{contract}"[, as it stood on {day}]',
    'the contract "fair-start-scotland", as it stood on 3 April 2018',
)
def _contract(story: Story, contract: str, day: date | None) -> None:
    """The contract to be decided under, by its id; as it stood on a day, every dated value is the one in force then."""
    story.workspace.contract(contract.partition("@")[0])
    stood = "" if day is None else f"@{day.isoformat()}"
    story.told = replace(story.told, contract=f"{contract}{stood}")


@step(
    "given",
    "this contract:",
    """this contract:
  \"\"\"
  contract: what-if
  title: 8 hours
  summary: A contract made up for this scenario.
  terms:
    - id: hours
      kind: hours_per_week
      …
  \"\"\"""",
)
def _written_contract(story: Story, text: str) -> None:
    """A contract written in the scenario itself, between two lines of three quotation marks, as a contract file would be."""
    story.write_contract(text)


# ------------------------------------------------------------------------------------------------------------ the person


@step(
    "given",
    "a person who meets every condition, referred on {referral day} and started on {start day}",
    "a person who meets every condition, referred on 13 March 2018 and started on 3 April 2018",
)
def _person(story: Story, referral_day: date, start_day: date) -> None:
    """Someone aged 30, inactive, on Universal Credit, 12 months out of work, disabled, with what each model asks for."""
    journey = Journey(JOURNEY, CLIENT, referral_date=referral_day, start_date=start_day, facts=MEETS_EVERY_CONDITION)
    story.told = replace(story.told, journey=journey)


@step(
    "given",
    "a person who meets every condition, referred and started on {day}",
    "a person who meets every condition, referred and started on 1 October 2018",
)
def _person_started(story: Story, day: date) -> None:
    """The same, referred and started on one day."""
    _person(story, day, day)


@step("given", "the person {what is said}", "the person is 17 years old")
def _of_the_person(story: Story, what_is_said: str) -> None:
    """Something else is true of the person."""
    story.told = said("the person", what_is_said, OF_THE_PERSON, story.told)


@step(
    "given",
    "these facts of the person:",
    """these facts of the person:
  | months_out_of_work    | 8   |
  | at_risk_of_losing_job | yes |""",
)
def _facts(story: Story, table: Table) -> None:
    """A table of facts by the names of their columns, each row a fact and its value; a blank is not recorded."""
    for name, value in table:
        fact = journey_value(name, value, story.further_facts)
        story.told = story.told.with_fact(name, fact)


@step(
    "given",
    "an earlier time on the contract, referred on {referral day} and started on {start day}",
    "an earlier time on the contract, referred on 1 April 2019 and started on 8 April 2019",
)
def _earlier(story: Story, referral_day: date, start_day: date) -> None:
    """The person had been on the contract before."""
    number = len(story.told.earlier) + 1
    earlier = Journey(
        f"earlier-{number}", CLIENT, referral_date=referral_day, start_date=start_day, facts=MEETS_EVERY_CONDITION
    )
    story.told = replace(story.told, earlier=(*story.told.earlier, earlier))


@step(
    "given",
    "an earlier time on the contract, referred and started on {day}",
    "an earlier time on the contract, referred and started on 4 January 2021",
)
def _earlier_started(story: Story, day: date) -> None:
    """The same, referred and started on one day."""
    _earlier(story, day, day)


@step("given", "it is not recorded {what is said}", "it is not recorded whether the person is disabled")
def _not_recorded(story: Story, what_is_said: str) -> None:
    """A fact of the person, of the job or of the wages is blank: it is unknown, which is not the same as no."""
    story.told = not_recorded(what_is_said, story.told)


# -------------------------------------------------------------------------------------------------------- jobs and wages


@step(
    "given",
    "a job of {hours} hours a week from {first day}[ to {last day}]",
    "a job of 16 hours a week from 1 October 2018 to 29 December 2018",
)
def _job(story: Story, hours: int, first_day: date, last_day: date | None) -> None:
    """A job: employment at £13 an hour that reflects the person's needs, 40 paid hours so far; without an end it goes on."""
    number = len({row.job_id for row in story.told.jobs}) + 1
    job = replace(ORDINARY_JOB, job_id=f"job-{number}", weekly_hours=hours, start_date=first_day, end_date=last_day)
    story.told = story.told.with_job(job)


@step(
    "given",
    "a job of unknown hours from {first day}[ to {last day}]",
    "a job of unknown hours from 1 October 2018",
)
def _job_of_unknown_hours(story: Story, first_day: date, last_day: date | None) -> None:
    """The same, its hours not recorded."""
    _job(story, 0, first_day, last_day)
    story.told = story.told.of_job("weekly_hours", None)


@step("given", "the job {what is said}", "the job goes on at 10 hours a week from 26 November 2018")
def _of_the_job(story: Story, what_is_said: str) -> None:
    """Something else is true of the job that was named last."""
    story.told = said("the job", what_is_said, OF_THE_JOB, story.told)


COLUMNS: Mapping[str, tuple[str, Any]] = MappingProxyType(
    {
        "job": ("job_id", str),
        "from": ("start_date", parse_day),
        "to": ("end_date", last_day),
        "hours a week": ("weekly_hours", whole_hours),
        "basis": ("basis", basis),
        "pay an hour": ("hourly_pay_pence", pay),
        "reflects needs": ("reflects_needs", lambda text: job_value("reflects_needs", text)),
        "paid hours": ("paid_hours_worked", whole_hours),
    }
)
"""The columns that a table of jobs may have."""


@step(
    "given",
    "these jobs:",
    """these jobs:
  | job  | from             | to               | hours a week |
  | shop | 1 October 2018   |                  | 16           |
  | shop | 26 November 2018 | 31 December 2018 | 10           |""",
)
def _jobs(story: Story, table: Table) -> None:
    """A table of jobs with any of the columns job, from, to, hours a week, basis, pay an hour, reflects needs, paid hours.

    Rows with one name under job are one job whose hours changed; a blank under to means that the job goes on, any other
    blank that it is not recorded.
    """
    headings, *rows = table
    for heading in headings:
        if heading not in COLUMNS:
            remedy = nearest(heading, COLUMNS) or f"columns there are: {', '.join(COLUMNS)}"
            raise usage("T017", f"a table of jobs has no column '{heading}'", remedy)
    for row in rows:
        cells = {COLUMNS[heading][0]: COLUMNS[heading][1](text) for heading, text in zip(headings, row, strict=True)}
        story.told = story.told.with_job(_row(story, cells))


def _row(story: Story, cells: dict[str, Any]) -> JobRow:
    if cells.get("start_date") is None:
        raise usage("T017", "a table of jobs must say from when each job is", "add the column 'from'")
    number = len({row.job_id for row in story.told.jobs}) + 1
    return replace(ORDINARY_JOB, **{"job_id": f"job-{number}", **cells})


@step("given", "wages of {amount} paid on {day}", "wages of £1,000.00 paid on 30 April 2021")
def _wages(story: Story, amount: int, day: date) -> None:
    """Wages from the job that was named last. A scenario that names none says that nothing was earned."""
    _earned(story, amount, day, qualifying=True)


@step(
    "given",
    "wages of {amount} that do not qualify, paid on {day}",
    "wages of £400.00 that do not qualify, paid on 29 September 2023",
)
def _wages_that_do_not_qualify(story: Story, amount: int, day: date) -> None:
    """Wages that count towards nothing, such as holiday pay of a job before the programme."""
    _earned(story, amount, day, qualifying=False)


def _earned(story: Story, amount: int, paid_on: date, *, qualifying: bool) -> None:
    earning = Earning(CLIENT, paid_on, amount, story.told.job.job_id, qualifying)
    story.told = replace(story.told, earnings=(*(story.told.earnings or ()), earning))


@step("given", "the {outcome} outcome was claimed on {day}", "the 13-week outcome was claimed on 12 July 2021")
def _claimed(story: Story, outcome: str, day: date) -> None:
    """The provider claimed the outcome on that day."""
    claim = Claim(f"claim-{len(story.told.claims) + 1}", JOURNEY, "", outcome, day)
    story.told = replace(story.told, claims=(*story.told.claims, claim))


# ----------------------------------------------------------------------------------------------------- how it is decided


@step("given", '"{name}" is read as "{reading}"', '"window" is read as "rolling"')
def _read_as(story: Story, name: str, reading: str) -> None:
    """A silence of the contract, or a fact of jobs where it is not recorded, is settled in one way."""
    story.told = replace(story.told, assume=(*story.told.assume, f"{name}={reading}"))


@step("given", 'the readings "{name}"', 'the readings "@strict"')
def _readings(story: Story, name: str) -> None:
    """Every silence is read as one of the contract's own sets of readings has it."""
    story.told = replace(story.told, assume=(*story.told.assume, name))


@step("given", "{names} is/are set aside", '"referral_window" is set aside')
def _set_aside(story: Story, names: tuple[str, ...]) -> None:
    """It is decided without these terms of the contract."""
    story.told = replace(story.told, set_aside=(*story.told.set_aside, *names))


@step("when", "it is decided as of {day}", "it is decided as of 30 December 2018")
def _decided(story: Story, day: date) -> None:
    """Everything that was said is decided as it is known on that day, by every engine that runs here; they must agree."""
    story.told = replace(story.told, as_of=day)
    story.decide()

"""The page of mapping files: how another system's export becomes the exchange tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.app.reference.forms import HEAD, rows
from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.loading.columns import TABLES, Kind
from commissioning.loading.dates import DATE_FORMATS
from commissioning.loading.mapping import _MappingFile, _TableMapping

KNOWN: Mapping[str, str] = {
    "tables": f"for each of our tables ({codes(TABLES)}): the keys below",
    "source": "the name of a sheet, or of a file with or without its ending",
    "date_format": "one of the [date formats](#date-formats)",
    "columns": "**our column**: their heading",
    "values": "**our column**: `{their value: our value}`",
    "in_pounds": "list of our columns",
}

CLIENTS = """
Case No,Client Ref,Surname,DOB,Referred,Started,Left,Reason for Leaving,Age,Working?,Main Benefit,Disability Y/N,Council
10021,C-310,Example,12/03/1988,30/03/2026,06/04/2026,,,38,Not working,Universal Credit,N,Falkirk
10022,C-311,Example,05/11/1971,02/04/2026,13/04/2026,25/09/2026,Lost contact,54,Not working,Other,Not asked,Fife
"""

JOBS = """
Ref,Client,Began,Ended,Hrs pw,Hourly Rate,Type,Employer Postcode
J1,C-310,04/05/2026,,16,£12.71,Employed,FK1 1AA
J2,C-311,01/06/2026,14/08/2026,7.5,£13.00,Self employed,KY1 1AA
"""

EXAMPLE = """
# council.yaml
title: The council's monthly export
date_format: dd/mm/yyyy            # how their texts write dates

tables:
  journeys:                        # our table
    source: Client list            # their sheet, or their file
    columns:                       # OURS: THEIRS
      journey_id: Case No
      client_id: Client Ref
      referral_date: Referred
      start_date: Started
      end_date: Left
      end_reason: Reason for Leaving
      age_at_referral: Age
      employment_status: Working?
      benefit: Main Benefit
      disabled: Disability Y/N
      area: Council
    values:                        # OUR COLUMN: {THEIR VALUE: OUR VALUE}
      end_reason: {Lost contact: left_early, Finished: completed, Moved: moved_away, Deceased: died}
      employment_status: {Not working: unemployed, Working: employed}
      benefit: {Universal Credit: uc, ESA: esa, JSA: jsa, Other: other, None: none}
      disabled: {Y: yes, N: no, Not asked: blank}

  jobs:
    source: Jobs
    columns: {job_id: Ref, client_id: Client, start_date: Began, end_date: Ended, weekly_hours: Hrs pw, \
hourly_pay_pence: Hourly Rate, basis: Type}
    values:
      basis: {Employed: employee, Self employed: self_employed}
    in_pounds: [hourly_pay_pence]  # their £12.71 is our 1271 pence
"""


def mapping() -> str:
    """The page."""
    return page(_mapping())


def _mapping() -> Iterator[str]:
    yield from text("""
        # Mapping files

        `--mapping FILE` says how another system's workbook or folder of files becomes the exchange tables of
        [tables.md](tables.md). Nothing in the export is changed. The file is text in YAML, with any name.

        ## Which side is ours

        * Under `tables`, the names are **ours**: `journeys`, `jobs`. What they call it stands after `source`.
        * Under `columns`, **ours is on the left** of the colon, their heading on the right: `start_date: Date joined`.
        * Under `values`, first our column; inside it **theirs is on the left** and ours on the right: `disabled: {Y: yes,
          N: no}`.

        ## An example

        A council sends a workbook with a sheet *Client list* and a sheet *Jobs* (or a folder with the files `Client
        list.csv` and `Jobs.csv`). Headings, dates, words and money are its own, and some columns are personal data.
        """)
    yield from text("**Client list.csv**")
    yield from fenced(CLIENTS, "csv")
    yield from text("**Jobs.csv**")
    yield from fenced(JOBS, "csv")
    yield from text("The mapping file:")
    yield from fenced(EXAMPLE)
    yield from fenced("commissioning check council-export.xlsx --mapping council.yaml --as-of 2026-08-31", "sh")
    yield from text("""
        What is read: case 10021 is a journey of client C-310 from 6 April 2026, and job J1 pays 1271 pence an hour. `Surname`,
        `DOB` and `Employer Postcode` are never read, because `columns` does not name them. For C-311 it is unknown whether the
        client is disabled, because `Not asked` is `blank`.

        ## Keys of the file
        """)
    yield from table(HEAD, rows(_MappingFile.model_fields, KNOWN))
    yield from text("## Keys of a table")
    yield from table(HEAD, rows(_TableMapping.model_fields, KNOWN))
    yield from text("""
        * With `columns`, no other column of that table is ever read. Without it, the table must have our headings, and the
          other keys still hold.
        * Headings, names of sheets and values are compared without regard to capitals and spaces.
        * A value that `values` does not list must be one of ours. `blank` on our side says that it is unknown.
        * A table that the mapping file does not name is read as ever, if it is there under our name.
        * A column of ids, codes, dates or text may not be taken from a column whose heading says that it holds personal data.
        * A mapping file can do nothing else: it does not split, join, add up or filter. Prepare such things in the export.
        """)
    yield from text("## What each table needs")
    yield from table(("table", "columns it cannot do without", "columns of money"), _needs())
    yield from text("## Date formats")
    yield from text("""
        Dates written as `2026-04-06`, and true dates of a workbook, are read whatever the format. For others, one of these
        may be given for the whole file or for one table:
        """)
    yield from text(f"{codes(DATE_FORMATS)}")


def _needs() -> Iterator[tuple[str, str, str]]:
    for name, of in TABLES.items():
        money = [column.name for column in of.columns if column.kind is Kind.PENCE]
        yield code(name), codes(column.name for column in of.columns if column.needed), codes(money)

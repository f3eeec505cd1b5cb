"""The report of a check as one HTML file."""

from __future__ import annotations

from commissioning.app.check import Checked
from commissioning.reports.report_html import check_html


def check_report(checked: Checked, input_name: str) -> str:
    """A self-contained HTML page of everything a check decided."""
    return check_html(
        as_of=checked.as_of,
        plans=checked.plans,
        decisions=checked.decisions,
        problems=checked.read.problems,
        counts=checked.read.counts,
        left_out=checked.read.left_out,
        engine=checked.engine,
        input_name=input_name,
        digest=checked.read.digest,
        gaps=checked.read.gaps,
    )

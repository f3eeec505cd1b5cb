"""The report of a comparison as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.app.compare import Compared
from commissioning.reports.compare_html import compare_html


def compare_report(compared: Compared, title: str, settings: Sequence[str] = ()) -> str:
    """A self-contained HTML page of everything a comparison found; *settings* says what a what-if changed."""
    return compare_html(
        title=title,
        comparison=compared.comparison,
        plans=compared.plans,
        set_aside=compared.set_aside,
        problems=compared.read.problems,
        counts=compared.read.counts,
        left_out=compared.read.left_out,
        engine=compared.engine,
        input_name=compared.input_name,
        digest=compared.read.digest,
        seed=compared.seed,
        settings=settings,
    )

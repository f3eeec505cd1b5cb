"""A small cohort that the tests of forecasts and of risk share, and what is made ready from it."""

from __future__ import annotations

from pathlib import Path

from commissioning.app.forecast import Asked, prepared
from commissioning.app.workspace import Options, Workspace
from commissioning.lab.forecast import Forecaster

SMALL = """\
cohort: small
title: A small cohort
summary: Two years of a small service.
model: fair-start-scotland
years:
  - {from: 2018-04-03, until: 2019-03-31, starts: 250, illustrative: Small.}
  - {from: 2019-04-01, until: 2020-03-31, starts: 150, illustrative: Small.}
uncertain:
  drawn: {value: together, illustrative: Small.}
  entered_work: {points: {0%: 28%, 50%: 38%, 100%: 48%}, illustrative: Small.}
  kept_three_months: {points: {0%: 70%, 100%: 76%}, illustrative: Small.}
  kept_six_months: {points: {0%: 80%, 100%: 84%}, illustrative: Small.}
  kept_twelve_months: {points: {0%: 76%, 100%: 80%}, illustrative: Small.}
"""
GENEROUS = Options(assume=("@generous",))


def small(folder: Path, text: str = SMALL) -> str:
    """The cohort as a file; its path."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def ready(workspace: Workspace, cohort: str, *contracts: str, options: Options = GENEROUS) -> Forecaster:
    """A forecaster of the cohort under each contract."""
    first, *others = contracts or ("fair-start-scotland",)
    return prepared(workspace, options, Asked(first, tuple(others), cohort))[0]

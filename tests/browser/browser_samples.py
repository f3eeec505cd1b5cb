"""One page, or more, of every kind of HTML report: the module that writes it, and the command that asks for it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from commissioning.cli.main import commissioning

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
DAY = ("--as-of", "2026-03-31")
LAUNCH = "fair-start-scotland@2018-04-03"

SAMPLES: dict[str, tuple[str, tuple[object, ...]]] = {
    "check": ("report_html", ("check", EXAMPLES / "caseload.xlsx", *DAY)),
    "explanation": (
        "explanation_html",
        ("explain", EXAMPLES / "caseload", "--journey", "J09", "--contract", "fair-start-scotland", *DAY),
    ),
    "compare": ("compare_html", ("compare", EXAMPLES / "caseload", *DAY)),
    "what-if": ("compare_html", ("what-if", LAUNCH, EXAMPLES / "caseload", "--set", "hours.at_least=12", *DAY)),
    "sweep": ("sweep_html", ("what-if", LAUNCH, EXAMPLES / "caseload", "--sweep", "hours.at_least=0:35:5", *DAY)),
    "two-way sweep": (
        "sweep_html",
        (
            *("what-if", LAUNCH, EXAMPLES / "caseload", *DAY),
            *("--sweep", "hours.at_least=8:16:4", "--sweep", "outcomes.window=first_start,rolling"),
        ),
    ),
    "incentives": ("incentive_html", ("incentives", "fair-start-scotland", "--journeys", "60")),
    "edition": ("edition_html", ("compare", EXAMPLES / "caseload", "--suppress", "5", "--round", "5", *DAY)),
    "claims": ("claims_html", ("claims", EXAMPLES / "claims", "--as-of", "2020-06-30")),
    "services": ("services_html", ("services", EXAMPLES / "services", *DAY)),
    "fidelity": ("fidelity_html", ("fidelity", EXAMPLES / "fidelity-review.yaml")),
    "forecast": ("forecast_html", ("forecast", "fair-start-scotland", "--cohorts", "5")),
    "back test": ("forecast_html", ("forecast", "fair-start-scotland", "--back-test", "--cohorts", "5")),
    "risk": ("risk_html", ("risk", "--cohorts", "5")),
    "validation": (
        "validation_html",
        (
            "validation",
            "extrapolate",
            EXAMPLES / "validation" / "findings" / "sample.csv",
            EXAMPLES / "validation",
            "--as-of",
            "2023-03-01",
        ),
    ),
}
"""By a name: the module in ``reports/`` that writes such a page, and the command."""


def write(name: str, folder: Path) -> Path:
    """The page of a sample as a file."""
    file = folder / f"{name}.html"
    arguments = [str(one) for one in (*SAMPLES[name][1], "--output", file)]
    result = CliRunner().invoke(commissioning, arguments)
    assert file.is_file(), f"commissioning {' '.join(arguments)}\n{result.output}\n{result.exception}"
    return file


def kinds() -> set[str]:
    """Every module that writes a page of its own: those that fill a template which ends in ``.html.j2``."""
    folder = ROOT / "src" / "commissioning" / "reports"
    return {path.stem for path in folder.glob("*.py") if '.html.j2"' in path.read_text(encoding="utf-8")}

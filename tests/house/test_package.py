"""The package as installed: contracts and rules come along, and it works outside the project."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
def test_installed_from_a_wheel_it_decides_and_explains(tmp_path: Path) -> None:
    def run(*command: str | Path) -> str:
        done = subprocess.run([str(part) for part in command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path / "dist", ROOT)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel)
    command = tmp_path / "env" / "bin" / "commissioning"
    assert "specialist-employability-support" in run(command, "contracts", "list")
    out = run(command, "check", ROOT / "examples" / "caseload.xlsx", "--as-of", "2026-03-31", "--format", "csv")
    assert out.startswith("journey_id,contract,outcome,eligible,verdict,reached_on,earliest,date_from,date_to,reason")
    assert "13-week" in run(
        command,
        "explain",
        ROOT / "examples" / "caseload.xlsx",
        "--journey",
        "J02",
        "--contract",
        "fair-start-scotland",
        "--as-of",
        "2026-03-31",
    )
    run(command, "check", ROOT / "examples" / "caseload.xlsx", "--as-of", "2026-03-31", "--output", tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size > 10_000
    run(command, "test")

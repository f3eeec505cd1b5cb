"""A command that the user stops while modules are still being read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.cli.main import INTERRUPTED


@pytest.mark.parametrize("module", ["click", "errno_of_nothing"])
def test_a_stop_while_modules_are_read_shows_no_traceback(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("raise KeyboardInterrupt\n")
    code = "from commissioning.cli.main import main; main()"
    found = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    stopped = module == "click"
    assert (found.returncode, found.stderr) == ((INTERRUPTED, "") if stopped else (0, ""))
    assert found.stdout == "" if stopped else found.stdout.startswith("commissioning, version")


def test_a_stop_while_a_verb_is_read_shows_no_traceback(tmp_path: Path) -> None:
    code = (
        "import sys, importlib\n"
        "from commissioning.cli import main\n"
        "def stopped(name): raise KeyboardInterrupt\n"
        "importlib.import_module = stopped\n"
        "main.main(['check', 'nothing'])\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == INTERRUPTED
    assert "Traceback" not in found.stderr

"""What every test can ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def workspace():
    """The shipped contracts and rules."""
    from commissioning.app.workspace import open_workspace

    return open_workspace()

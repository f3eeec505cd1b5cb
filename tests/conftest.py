"""What every test can ask for."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def workspace():
    """The shipped contracts and rules."""
    from commissioning.app.workspace import open_workspace

    return open_workspace()

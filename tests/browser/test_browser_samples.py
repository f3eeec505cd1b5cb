"""Every kind of HTML report is among the samples that the browser tests look at."""

from __future__ import annotations

from browser_samples import SAMPLES, kinds


def test_every_kind_of_page_has_a_sample() -> None:
    """A new kind of report is added to SAMPLES in browser_samples.py, with a command that writes one."""
    assert kinds() == {module for module, _ in SAMPLES.values()}

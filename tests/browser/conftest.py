"""A real browser that can reach nothing, and one page of every kind that the product writes.

They need the packages of ``pip install -e '.[browser]'`` and a Chromium. Where one is absent the tests are skipped with the
reason, unless ``COMMISSIONING_BROWSER=required`` says that they must run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browser_samples import write
from opened_pages import Opened

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _absent(why: str) -> None:
    if os.environ.get("COMMISSIONING_BROWSER") == "required":
        pytest.fail(f"the browser tests must run here, but {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium with a profile of its own that is thrown away."""
    try:
        import axe_playwright_python  # noqa: F401
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as missing:
        _absent(f"{missing.name} is not installed: pip install -e '.[browser]'")
    if CHROMIUM is None:
        _absent("there is no Chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS), headless=True)
        yield found
        found.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a sample by its name, written when it is first asked for."""
    folder = tmp_path_factory.mktemp("pages")
    return cache(lambda name: write(name, folder))


@pytest.fixture
def opened(browser: Any, page_of: Callable[[str], Path]) -> Iterator[Any]:
    """Opens a sample at a width, with what else a context of the browser takes."""
    every: list[Opened] = []

    def open_one(name: str, width: int = 1280, **context: Any) -> Opened:
        every.append(Opened(browser, page_of(name), width, **context))
        return every[-1]

    yield open_one
    for one in every:
        one.context.close()

"""A page in the browser that can reach nothing, with what it asked for and what it said."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Opened:
    """A page in the browser, with every request that it tried to make and every message of its console."""

    def __init__(self, browser: Any, file: Path, width: int, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **context)
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.address = file.as_uri()
        self.context.route("**/*", self._asked)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.goto(self.address)

    def _asked(self, route: Any) -> None:
        self.requests.append(route.request.url)
        if route.request.url == self.address:
            route.continue_()
        else:
            route.abort()

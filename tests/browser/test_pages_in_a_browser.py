"""Every page in a real browser: WCAG 2.2 AA by axe, no request, reflow, keyboard, motion, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_samples import SAMPLES
from opened_pages import Opened

pytestmark = pytest.mark.slow

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
NAMES = list(SAMPLES)
OPENED = 12
"""How many details of a page are opened for axe: those of one page are alike, and time goes with what is open."""

STOPS = 40
"""How many stops of the keyboard are looked at on a page."""


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_violation(opened: Any, name: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    one = opened(name, width)
    schemes = ("light", "dark") if "prefers-color-scheme" in one.page.content() else ("light",)
    one.page.evaluate(f"[...document.querySelectorAll('details')].slice(0, {OPENED}).forEach(one => {{ one.open = true }})")
    for scheme in schemes:
        one.page.emulate_media(color_scheme=scheme)
        options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
        found = Axe().run(one.page, options=options).response
        assert found["violations"] == [], [
            (rule["id"], node["html"][:200], node["failureSummary"])
            for rule in found["violations"]
            for node in rule["nodes"][:3]
        ]
        assert len(found["passes"]) > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(opened: Any, name: str) -> None:
    one = opened(name)
    one.page.wait_for_load_state("load")
    assert one.requests == [one.address]
    assert one.messages == []
    assert (
        one.page.evaluate("performance.getEntriesByType('resource').map(one => one.name).filter(n => !n.startsWith('data:'))")
        == []
    )
    assert one.page.locator("script").count() == 0


@pytest.mark.parametrize("width", [1280, 400, 320])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(opened: Any, name: str, width: int) -> None:
    """Only tables and charts do, inside a box of their own that the keyboard reaches (WCAG 1.4.10, at 320 px)."""
    page = opened(name, width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = "[...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && "
    wide += "['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0).length"
    assert page.evaluate(wide) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_goes_from_top_to_bottom_and_is_seen(opened: Any, name: str) -> None:
    page = opened(name).page
    page.evaluate("window.before = null")
    step = """() => {
        const at = document.activeElement
        if (at === document.body) return null
        const after = !window.before || Boolean(window.before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)
        window.before = at
        const style = getComputedStyle(at), box = at.getBoundingClientRect()
        const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        return {after, seen, within, text: at.textContent.trim().slice(0, 40)}
    }"""
    stops = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(step)
        if at is None:
            break
        stops.append(at)
    assert stops[0]["text"] == "Skip to the content"
    assert len(stops) > 2
    assert [stop for stop in stops if not (stop["after"] and stop["seen"] and stop["within"])] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_first_link_leads_past_the_contents(opened: Any, name: str) -> None:
    page = opened(name).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('main').contains(document.activeElement) || document.activeElement === document.body"
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_moves(opened: Any, name: str) -> None:
    for motion in ("reduce", "no-preference"):
        page = opened(name, reduced_motion=motion).page
        assert page.evaluate("document.getAnimations().length") == 0
        moving = "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); "
        moving += (
            "return s.scrollBehavior === 'smooth' || s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 })"
        )
        assert page.evaluate(f"{moving}.length") == 0


@pytest.mark.parametrize("name", NAMES)
def test_it_prints_whole(opened: Any, name: str) -> None:
    """On A4 nothing is cut off at the right, and what only a screen needs is left out."""
    page = opened(name, 794).page
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('.skip, .contents')].filter(e => e.offsetParent !== null).length") == 0
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
        )
        == 0
    )
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_has_a_name_and_a_table_on_its_page(opened: Any, name: str) -> None:
    page = opened(name).page
    unnamed = "[...document.querySelectorAll('svg')].filter(e => !(e.getAttribute('role') === 'img' && "
    unnamed += "document.getElementById((e.getAttribute('aria-labelledby') || '').split(' ')[0])?.textContent.trim())).length"
    assert page.evaluate(unnamed) == 0
    assert page.evaluate("document.querySelectorAll('svg').length === 0 || document.querySelectorAll('table').length > 0")


BAD = """<!DOCTYPE html><html lang="en"><head><title>Bad</title></head><body><main>
<img src="https://example.org/a.png"><p style="color:#bbb">Pale</p><div style="width:2000px">Wide</div>
</main><script>console.log("said")</script></body></html>"""


def test_what_is_bad_is_seen(browser: Any, tmp_path: Path) -> None:
    """A page with a picture without words, from elsewhere, pale text, a script and too much width: each test would say so."""
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "bad.html"
    file.write_text(BAD, encoding="utf-8")
    one = Opened(browser, file, 400)
    found = Axe().run(one.page, options={"runOnly": {"type": "tag", "values": list(TAGS)}}).response
    assert {rule["id"] for rule in found["violations"]} >= {"image-alt", "color-contrast"}
    assert one.requests == [one.address, "https://example.org/a.png"]
    assert "said" in one.messages
    assert one.page.evaluate("document.documentElement.scrollWidth") > 400
    one.context.close()

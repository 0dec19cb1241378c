"""The preview's page: what it says of a deck that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.preview import Preview, browsing, previewed, settled, shown, until, wait_shown

pytestmark = pytest.mark.browser

ERROR: dict[str, Any] = {
    "severity": "error",
    "message": "`16:99` is not a size",
    "hint": "did you mean `16:9`?",
    "path": "talk.md",
    "line": 5,
    "column": 7,
    "length": 5,
    "excerpt": "size: 16:99",
    "slide": None,
}
WARNING: dict[str, Any] = {
    "severity": "warning",
    "message": "the theme `plain` has no class `invers`",
    "hint": "",
    "path": "talk.md",
    "line": 31,
    "column": 113,
    "length": 6,
    "excerpt": "x" * 112 + "invers -->",
    "slide": 3,
}
NOTE: dict[str, Any] = {
    **ERROR,
    "severity": "note",
    "message": "<b>pictures</b> are drawn",
    "hint": "",
    "path": "",
    "line": None,
    "excerpt": "",
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("talk")) as preview:
        yield preview


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    preview.reset()
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto(preview.url)
    page.wait_for_selector("html[data-revision]")
    yield page
    context.close()


def test_a_deck_that_cannot_be_read_keeps_its_slides_and_says_why(
    page: Page, preview: Preview
) -> None:
    page.keyboard.press("End")
    wait_shown(page, "The end")
    settled(page, preview.publish(failed=True, diagnostics=[WARNING, ERROR]))
    overlay = page.get_by_role("region", name="This deck cannot be read")
    assert overlay.is_visible()
    assert "16:99 is not a size" in overlay.inner_text()
    assert "Did you mean 16:9?" in overlay.inner_text()
    assert "invers" not in overlay.inner_text()  # a warning is not why
    source = overlay.locator(".source").inner_text().splitlines()
    assert source[-2:] == ["size: 16:99", "      ^^^^^"]
    assert page.title() == "✕ Lighthouses · mdvid"
    assert shown(page)[0] == "The end"
    until(page, "document.querySelector('#live').textContent.includes('cannot be read')")
    preview.reset()
    overlay.wait_for(state="hidden")
    assert page.title() == "Lighthouses · mdvid"
    assert shown(page)[0] == "The end"


def test_what_lies_over_the_slide_can_be_put_away_until_there_is_news(
    page: Page, preview: Preview
) -> None:
    settled(page, preview.publish(failed=True, diagnostics=[ERROR]))
    overlay = page.get_by_role("region", name="This deck cannot be read")
    page.keyboard.press("Escape")
    assert overlay.is_hidden()
    settled(page, preview.publish(build={**preview.broker.state["build"], "built": 4}))
    assert overlay.is_hidden()
    preview.publish(diagnostics=[{**ERROR, "line": 6}])
    overlay.wait_for()


def test_the_panel_lists_the_worst_first(page: Page, preview: Preview) -> None:
    settled(page, preview.publish(diagnostics=[NOTE, WARNING, ERROR]))
    assert page.locator("#problems-count").inner_text() == "2"
    page.keyboard.press("p")
    panel = page.get_by_role("region", name="1 error, 1 warning, 1 note")
    heads = panel.locator(".problem-message").all_inner_texts()
    assert heads == [
        "16:99 is not a size",
        "The theme plain has no class invers",
        "<b>pictures</b> are drawn",  # data, never HTML
    ]
    assert page.get_by_role("button", name="Slide 3: At night, cached, has a warning").is_visible()
    page.keyboard.press("p")
    assert panel.is_hidden()


def test_of_a_long_line_what_is_meant_is_shown(page: Page, preview: Preview) -> None:
    settled(page, preview.publish(diagnostics=[WARNING]))
    page.keyboard.press("p")
    line, carets = page.locator("#problems-list .code").inner_text().splitlines()
    assert line == "…" + "x" * 24 + "invers -->"
    assert carets.strip() == "^^^^^^"
    assert line[carets.index("^") :][:6] == "invers"


def test_a_click_copies_the_place(page: Page, preview: Preview) -> None:
    settled(page, preview.publish(diagnostics=[WARNING]))
    page.keyboard.press("p")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#problems-list button").click()
    until(page, "document.querySelector('#live').textContent === 'Copied talk.md:31'")
    assert page.evaluate("navigator.clipboard.readText()") == "talk.md:31"


def test_a_place_is_copied_also_where_the_clipboard_is_locked(page: Page, preview: Preview) -> None:
    settled(page, preview.publish(diagnostics=[WARNING]))
    page.keyboard.press("p")
    page.evaluate(
        """() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
          document.addEventListener("copy", () => { window.copied = String(getSelection()); });
        }"""
    )
    page.locator("#problems-list button").click()
    until(page, "window.copied === 'talk.md:31'")
    assert page.locator("textarea").count() == 0


def test_a_slide_that_cannot_be_shown_is_told(page: Page, preview: Preview) -> None:
    page.route("**/web/ground.js", lambda route: route.abort())
    preview.edit(
        2,
        '<h2>Broken</h2><div class="backgrounds"></div>',
        html='<section style="background-image:url(picture/sea)">x</section>',
    )
    page.get_by_text("This slide cannot be shown").first.wait_for()
    page.unroute("**/web/ground.js")

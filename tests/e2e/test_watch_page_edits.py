"""The preview's page: what it does when the author saves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from tests.e2e.preview import (
    FRONT,
    PATIENCE,
    Preview,
    browsing,
    previewed,
    settled,
    shown,
    slides,
    until,
    wait_shown,
)

pytestmark = pytest.mark.browser

COUNT = """
window.touched = [];
new MutationObserver((records) => touched.push(...records.map(({target}) => target.nodeName)))
  .observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
"""
"""Writes down whatever is changed in the page."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(tmp_path_factory.mktemp("talk")) as preview:
        yield preview


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def holding(page: Page) -> list[Route]:
    """Return the requests for pictures from now on; none is answered by itself."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/picture/*", hold)
    return held


def waiting(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(10)


@contextmanager
def opened(browser: Browser, preview: Preview) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto(preview.url)
    page.wait_for_selector("html[data-revision]")
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    preview.reset()
    with opened(browser, preview) as page:
        yield page


def test_the_slide_that_is_edited_is_shown_by_itself_and_whole(
    page: Page, preview: Preview
) -> None:
    edited = preview.edit(2, '<h2>Four things</h2><ul><li>One</li><li data-step="3">Two</li></ul>')
    wait_shown(page, "Four things", "all")
    assert page.frame_locator(FRONT).locator("li", has_text="Two").is_visible()
    root = page.locator("html")
    assert root.get_attribute("data-shown-key") == edited["key"]
    card = page.get_by_role("button", name="Slide 2: Four things, cached, edited last")
    assert card.get_attribute("aria-current") == "true"
    page.keyboard.press("Home")
    wait_shown(page, "Lights at sea")
    preview.edit(2, "<h2>Five things</h2>")  # the same slide again
    wait_shown(page, "Five things")


def test_whoever_does_not_want_to_follow_stays(page: Page, preview: Preview) -> None:
    page.keyboard.press("f")
    settled(page, preview.broker.state["revision"])
    preview.edit(4, "<h2>The very end</h2>")
    page.get_by_role("button", name="Slide 4: The very end").wait_for()
    assert shown(page)[0] == "Lights at sea"


def test_an_edit_elsewhere_does_not_stop_what_plays(page: Page, preview: Preview) -> None:
    page.keyboard.press(" ")
    until(page, "mdvidWatch.position > 0.2")
    preview.edit(4, "<h2>The very end</h2>")
    page.get_by_role("button", name="Slide 4: The very end").wait_for()
    assert page.evaluate("mdvidWatch.playing && mdvidWatch.position < 2")
    assert shown(page)[0] == "Lights at sea"


def test_the_old_slide_stays_until_the_new_one_is_ready(page: Page, preview: Preview) -> None:
    held = holding(page)
    preview.edit(3, '<h2>By day</h2><p><img src="picture/sea" alt=""></p>')
    until(page, "document.querySelector('#slide-list [aria-current]').innerText.includes('By day')")
    waiting(page, held)
    assert shown(page)[0] == "Lights at sea"
    assert page.locator("html").get_attribute("data-shown-key") == slides()[0]["key"]
    for route in held:
        route.continue_()
    wait_shown(page, "By day")


def test_a_newer_edit_overtakes_one_that_is_not_ready(page: Page, preview: Preview) -> None:
    held = holding(page)
    preview.edit(3, '<h2>By day</h2><p><img src="picture/sea" alt=""></p>')
    waiting(page, held)
    newest = preview.edit(3, "<h2>At dawn</h2>")
    for route in held:
        route.continue_()
    wait_shown(page, "At dawn")
    assert page.locator("html").get_attribute("data-shown-key") == newest["key"]


def test_only_what_changed_is_touched(page: Page, preview: Preview) -> None:
    preview.edit(2, "<h2>Four things</h2>")
    wait_shown(page, "Four things")
    page.evaluate(COUNT)
    edited = preview.edit(2, "<h2>Four things</h2><p>And a word.</p>")
    page.locator(f"html[data-shown-key='{edited['key']}']").wait_for()
    touched = page.evaluate("touched")
    assert set(touched) <= {"IFRAME", "CANVAS"}  # two have changed places, one is drawn again
    assert len(touched) < 10


def test_another_look_of_the_deck_is_taken_without_a_reload(page: Page, preview: Preview) -> None:
    page.evaluate("window.same = true")
    red = preview.frame("section.slide { background: rgb(200, 0, 0) }")
    preview.publish(document=red)
    page.frame_locator(f"{FRONT}[src='{red}']").locator("h1").wait_for()
    colour = "element => getComputedStyle(element).backgroundColor"
    section = page.frame_locator(FRONT).locator("section")
    assert section.evaluate(colour) == "rgb(200, 0, 0)"
    assert page.evaluate("same")
    page.keyboard.press("ArrowRight")
    wait_shown(page, "Three things")


def test_slides_come_go_and_change_places(page: Page, preview: Preview) -> None:
    first, second, third, last = slides()
    order = [last, first, third]
    renumbered = [{**one, "number": n} for n, one in enumerate(order, start=1)]
    settled(page, preview.publish(slides=renumbered))
    titles = page.locator("#slide-list .title")
    assert titles.all_inner_texts() == ["The end", "Lights at sea", "At night"]
    assert shown(page)[0] == "Lights at sea"  # still the same slide
    settled(page, preview.publish(slides=[second]))
    assert titles.all_inner_texts() == ["Three things"]
    wait_shown(page, "Three things")


def test_a_slide_shows_how_far_it_is(page: Page, preview: Preview) -> None:
    now = slides()
    states = [("waiting", False), ("running", False), ("ready", False), ("failed", False)]
    news = [{**one, "state": s, "cached": c} for one, (s, c) in zip(now, states, strict=True)]
    stages = [
        {"name": "narration", "done": 2, "total": 5},
        {"name": "pictures", "done": 0, "total": 5},
    ]
    building = {"state": "running", "built": 0, "cached": 0, "seconds": 0, "stages": stages}
    preview.publish(slides=news, build=building)
    page.get_by_text("Narration 2 of 5").wait_for()
    words = page.locator("#slide-list .badge").all_inner_texts()
    assert words == ["waiting", "being made", "built", "failed"]
    bar = page.get_by_role("progressbar", name="Build")
    assert bar.get_attribute("aria-valuenow") == "20"
    preview.publish(build={**building, "state": "done", "built": 3, "cached": 41, "seconds": 1.24})
    page.get_by_text("3 built · 41 cached · 1.2 s").wait_for()
    assert bar.is_hidden()


def test_the_video_is_one_click_away(page: Page) -> None:
    video = page.get_by_role("link", name="Open talk.mp4, 0:08 · 812 kB")
    assert video.get_attribute("href") == "/video/0.mp4"
    download = page.get_by_role("link", name="Download talk.mp4")
    assert download.get_attribute("download") == "talk.mp4"


def test_two_pages_agree(page: Page, browser: Browser, preview: Preview) -> None:
    with opened(browser, preview) as other:
        preview.edit(4, "<h2>The very end</h2>")
        for one in (page, other):
            wait_shown(one, "The very end")
        other.keyboard.press("Home")  # where each looks is its own
        wait_shown(other, "Lights at sea")
        assert shown(page)[0] == "The very end"


def test_more_pages_than_a_browser_has_connections_agree(browser: Browser, tmp_path: Path) -> None:
    with previewed(tmp_path) as preview, browser.new_context() as context:
        pages = [context.new_page() for _ in range(9)]
        for page in pages:
            page.goto(preview.url)
            wait_shown(page, "Lights at sea")
        assert preview.listeners == 1
        pages.pop(0).close()
        preview.edit(4, "<h2>The very end</h2>")
        for page in pages:
            wait_shown(page, "The very end")
        for page in pages:
            page.close()
        give_up = time.monotonic() + PATIENCE
        while preview.listeners:
            assert time.monotonic() < give_up
            time.sleep(0.01)


def test_a_lost_connection_is_told_and_found_again(browser: Browser, preview: Preview) -> None:
    preview.reset()
    context = browser.new_context()
    # As in a browser that has none: what a worker asks for cannot be answered from here.
    context.add_init_script("delete globalThis.SharedWorker")
    page = context.new_page()
    page.goto(preview.url)
    page.wait_for_selector("html[data-revision]")
    page.route("**/events", lambda route: route.fulfill(status=503))
    page.reload()
    page.get_by_text("Connection lost. Trying again…").wait_for()
    page.unroute("**/events")
    wait_shown(page, "Lights at sea")
    page.locator("#offline").wait_for(state="hidden")
    context.close()


def test_a_server_that_ends_is_noticed(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with previewed(tmp_path) as brief:
        page.goto(brief.url)
        page.wait_for_selector("html[data-revision]")
    page.get_by_text("Connection lost. Trying again…").wait_for()
    assert shown(page)[0] == "Lights at sea"
    context.close()


def test_a_page_that_comes_before_the_deck_was_read_waits(page: Page, preview: Preview) -> None:
    nothing: dict[str, Any] = {"deck": None, "document": "", "slides": [], "timeline": None}
    preview.publish(**nothing, video=None)
    page.get_by_text("Waiting for the deck").wait_for()
    preview.reset()
    wait_shown(page, "Lights at sea")
    assert page.get_by_text("Waiting for the deck").is_hidden()


def test_what_is_said_otherwise_changes_the_notes_and_no_slide(
    page: Page, preview: Preview
) -> None:
    page.evaluate(COUNT)
    now = slides()
    speech = [{**now[0]["speech"][0], "text": "Welcome on board"}]
    edited = {**now[0], "key": "other words", "speech": speech, "state": "waiting"}
    settled(page, preview.publish(slides=[edited, *now[1:]], edited=1))
    assert page.locator("html").get_attribute("data-shown-key") == "other words"
    assert page.locator("#notes-list").inner_text().splitlines()[-1] == "Welcome on board"
    assert "IFRAME" not in page.evaluate("touched")


def test_a_picture_that_comes_later_is_shown_on_the_same_slide(
    page: Page, preview: Preview
) -> None:
    now = slides()
    waiting_ = {**now[0], "html": '<section class="slide"><h1>Lights at sea</h1>Wait</section>'}
    preview.publish(slides=[waiting_, *now[1:]])
    page.frame_locator(FRONT).get_by_text("Wait").wait_for()
    preview.publish(slides=now)
    page.frame_locator(FRONT).get_by_text("Wait").wait_for(state="detached")

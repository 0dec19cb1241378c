"""The preview's page: for every eye, hand and width, and nothing that it should not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.preview import FRONT, Preview, browsing, previewed, settled, wait_shown
from tests.e2e.test_watch_page_problems import ERROR, NOTE, WARNING

pytestmark = pytest.mark.browser

CONTRASTS = Path(__file__).with_name("contrasts.js").read_text("utf-8")
"""The contrast of every text that is seen (WCAG 2.2, 1.4.3), and the text."""

NAMELESS = """
() => [...document.querySelectorAll("button, a[href], [role], iframe, nav, main, aside, dialog")]
  .filter((one) => one.checkVisibility() && one.ariaHidden !== "true")
  .filter((one) => one.tabIndex >= 0 || /BUTTON|A|IFRAME/.test(one.nodeName))
  .filter((one) => !(one.ariaLabel || one.title || one.innerText?.trim()))
  .map((one) => one.outerHTML.slice(0, 80))
"""


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
    context = browser.new_context(viewport={"width": 1200, "height": 800}, color_scheme="light")
    page = context.new_page()
    yield page
    context.close()


def visit(page: Page, preview: Preview) -> None:
    page.goto(preview.url)
    page.wait_for_selector("html[data-revision]")


def sees_all(page: Page, preview: Preview) -> None:
    """Let everything that can be on the page be on it."""
    states = ["waiting", "running", "ready", "failed"]
    now = preview.broker.state["slides"]
    told = [{**one, "state": s, "cached": False} for one, s in zip(now, states, strict=True)]
    found = [ERROR, WARNING, NOTE]
    settled(page, preview.publish(slides=told, failed=True, diagnostics=found))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(page: Page, preview: Preview, scheme: str) -> None:
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    visit(page, preview)
    assert page.locator("html").get_attribute("data-theme") == scheme
    sees_all(page, preview)
    seen = page.evaluate(CONTRASTS)
    page.keyboard.press("p")
    seen += page.evaluate(CONTRASTS)
    page.keyboard.press("?")
    seen += page.evaluate(CONTRASTS)
    assert len(seen) > 80
    assert [(round(ratio, 2), text) for ratio, text in seen if ratio < 4.5] == []


def test_colours_follow_the_system_until_somebody_chooses(page: Page, preview: Preview) -> None:
    visit(page, preview)
    root = page.locator("html")
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-theme=dark]").wait_for()
    page.keyboard.press("t")
    assert root.get_attribute("data-theme") == "light"
    page.reload()
    assert root.get_attribute("data-theme") == "light"
    page.get_by_role("button", name="Use dark colours").click()
    page.emulate_media(color_scheme="light")
    page.locator("html[data-theme=light]").wait_for()  # as the system again


@pytest.mark.parametrize("width", [360, 768, 900, 3840])
def test_everything_has_room(page: Page, preview: Preview, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    visit(page, preview)
    sees_all(page, preview)
    for key in ("p", "n"):
        page.keyboard.press(key)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        hidden = page.evaluate(
            """() => [...document.querySelectorAll("header button, .transport button, #canvas")]
              .filter((one) => one.checkVisibility())
              .map((one) => [one.id, one.getBoundingClientRect()])
              .filter(([, {left, right, width}]) => left < 0 || right > innerWidth || width < 20)
              .map(([id]) => id)"""
        )
        assert hidden == []
    canvas = page.locator("#canvas").bounding_box()
    assert canvas
    assert canvas["width"] / canvas["height"] == pytest.approx(16 / 9, rel=0.01)
    scale = page.locator("#frames").evaluate("e => e.getBoundingClientRect().width")
    assert scale == pytest.approx(canvas["width"], abs=1)


def test_whatever_can_be_used_has_a_name_and_a_place(page: Page, preview: Preview) -> None:
    visit(page, preview)
    sees_all(page, preview)
    assert page.evaluate(NAMELESS) == []
    for role, name in (
        ("navigation", "Slides"),
        ("main", "Preview"),
        ("complementary", "Notes and problems"),
        ("region", "Playback"),
        ("region", "This deck cannot be read"),
    ):
        assert page.get_by_role(role, name=name).is_visible(), name  # type: ignore[arg-type]
    assert page.locator(FRONT).get_attribute("title") == "Slide 1: Lights at sea"
    assert page.locator("#frames iframe:not(.front)").get_attribute("aria-hidden") == "true"


def test_the_keyboard_reaches_everything_and_slides_are_one_stop(
    page: Page, preview: Preview
) -> None:
    visit(page, preview)
    page.keyboard.press("Tab")
    stops = []
    for _ in range(40):
        name = page.evaluate(
            "(document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"
        )
        if not name or name in stops:
            break
        stops.append(name)
        page.keyboard.press("Tab")
    assert [name for name in stops if name.startswith("Slide ") and ":" in name] == [
        "Slide 1: Lights at sea, cached"
    ]
    for name in ("Skip to the timeline", "Play", "Captions", "Position in the talk", "All keys"):
        assert name in stops
    page.locator("#slide-list button").first.focus()
    page.keyboard.press("ArrowDown")
    wait_shown(page, "Three things")
    page.keyboard.press("ArrowDown")
    wait_shown(page, "At night")
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Slide 3")


def test_all_keys_are_told(page: Page, preview: Preview) -> None:
    visit(page, preview)
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    assert help_.locator("dt").count() == help_.locator("dd").count() > 15
    page.keyboard.press("End")  # moves nothing behind it
    assert page.evaluate("mdvidWatch.position") == 0
    page.keyboard.press("Escape")
    assert help_.is_hidden()


def test_the_page_asks_nobody_else_and_breaks_no_rule(page: Page, preview: Preview) -> None:
    asked: set[str] = set()
    said: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    visit(page, preview)
    sees_all(page, preview)
    for key in ("ArrowRight", "ArrowRight", " ", "n", "p", "?", "Escape"):
        page.keyboard.press(key)
    wait_shown(page, "At night")
    ours = urlsplit(preview.url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {ours}
    assert said == []

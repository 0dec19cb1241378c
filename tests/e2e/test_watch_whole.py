"""From the file on disk to the page in the browser, with everything in between."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.follow import Watch, watching
from tests.e2e.line import TALK, Desk
from tests.e2e.preview import FRONT, browsing, wait_shown

pytestmark = [pytest.mark.espeak, pytest.mark.browser]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    desk.deck()
    with watching(desk) as made:
        made.until(lambda: made.builds)
        yield made


@pytest.fixture
def page(watch: Watch, browser: Browser) -> Iterator[Page]:
    with browser.new_page() as made:
        made.goto(watch.url)
        wait_shown(made, "Lights at sea")
        yield made


def test_a_save_is_seen_in_the_page(watch: Watch, page: Page) -> None:
    watch.write(TALK.replace("- A lens", "- A mirror"))
    wait_shown(page, "Three things")
    expect(page.frame_locator(FRONT).locator("li").nth(1)).to_have_text("A mirror")


def test_an_error_is_shown_over_the_last_slides_and_goes_when_it_is_mended(
    watch: Watch, page: Page
) -> None:
    watch.write(TALK.replace("Thank you.", "Thanks (pause: x)"))
    expect(page.locator("#overlay-list")).to_contain_text("is no length of time")
    expect(page.locator("#overlay-list")).to_contain_text("deck.md:23")
    assert page.frame_locator(FRONT).locator("h1").inner_text() == "Lights at sea"
    watch.write(TALK.replace("Thank you.", "Good bye."))
    expect(page.locator("#overlay")).to_be_hidden()


def test_the_narration_and_the_video_are_what_was_built(
    watch: Watch, page: Page, desk: Desk
) -> None:
    video = page.locator("#video a").first
    expect(video).to_contain_text("deck.mp4")
    address = f"http://{urlsplit(watch.url).netloc}{video.get_attribute('href')}"
    assert page.request.get(address).body() == desk.path("deck.mp4").read_bytes()
    watch.next_build(lambda: watch.write(TALK.replace("Thank you.", "Good bye.")))
    expect(video).not_to_have_attribute("href", urlsplit(address).path)


def test_two_pages_agree(watch: Watch, page: Page, browser: Browser) -> None:
    with browser.new_page() as other:
        other.goto(watch.url)
        wait_shown(other, "Lights at sea")
        watch.write(TALK.replace("## The end", "## The very end"))
        for one in (page, other):
            wait_shown(one, "The very end")


def test_the_network_that_a_page_sees_is_only_ours(watch: Watch, browser: Browser) -> None:
    seen = []
    with browser.new_page() as page:
        page.on("request", lambda request: seen.append(request.url))
        page.goto(watch.url)
        wait_shown(page, "Lights at sea")
        watch.write(TALK.replace("- A lens", "- $x^2$\n- ![](https://example.org/a.png)"))
        watch.write(TALK.replace("- A lens", "- A mirror of $x^2$"))
        wait_shown(page, "Three things")
    assert {urlsplit(url).netloc for url in seen} == {urlsplit(watch.url).netloc}

"""The preview's page: going about in a talk, and hearing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.e2e.preview import (
    FRONT,
    Preview,
    browsing,
    previewed,
    settled,
    shown,
    slides,
    timeline,
    until,
    wait_shown,
)

pytestmark = pytest.mark.browser

OVERHEAR = """
window.heard = [];
const {start, stop} = AudioBufferSourceNode.prototype;
Object.assign(AudioBufferSourceNode.prototype, {
  start(when, offset) {
    heard.push({at: when, offset, length: this.buffer.duration, stopped: false, source: this});
    return start.call(this, when, offset);
  },
  stop() {
    for (const one of heard) if (one.source === this) one.stopped = true;
    return stop.call(this);
  },
});
window.told = () => heard.map(({at, offset, length, stopped}) => {
  const begun = mdvidWatch.clock - mdvidWatch.position;
  return {at: at - offset - begun, offset, length, stopped};
});
"""
"""Writes down every sound that is begun: where in the talk it begins, by the page's own clock."""


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
    page.add_init_script(OVERHEAR)
    page.goto(preview.url)
    page.wait_for_selector("html[data-revision]")
    yield page
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def position(page: Page) -> float:
    return float(page.evaluate("mdvidWatch.position"))


def test_arrows_go_from_slide_to_slide_and_through_steps(page: Page) -> None:
    assert shown(page) == ("Lights at sea", "1")
    press(page, "ArrowRight")
    wait_shown(page, "Three things", "1")
    steps = page.frame_locator(FRONT).locator("li")
    assert [steps.nth(i).is_visible() for i in range(3)] == [True, False, False]
    press(page, "ArrowDown")
    wait_shown(page, "Three things", "2")
    assert [steps.nth(i).is_visible() for i in range(3)] == [True, True, False]
    press(page, "ArrowDown", "ArrowDown")
    wait_shown(page, "At night", "1")
    press(page, "ArrowUp")
    wait_shown(page, "Three things", "3")
    press(page, "End")
    wait_shown(page, "The end")
    press(page, "PageUp")
    wait_shown(page, "At night")
    press(page, "Home")
    wait_shown(page, "Lights at sea")


def test_keys_seek_by_seconds(page: Page) -> None:
    press(page, "Shift+ArrowRight")
    assert position(page) == pytest.approx(5)
    wait_shown(page, "At night")
    press(page, "l")
    assert position(page) == pytest.approx(8)  # the end
    press(page, "Shift+ArrowLeft")
    assert position(page) == pytest.approx(3)
    press(page, "j")
    assert position(page) == 0


def test_the_timeline_is_a_slider_that_says_where_it_is(page: Page) -> None:
    slider = page.get_by_role("slider", name="Position in the talk")
    box = slider.bounding_box()
    assert box
    slider.click(position={"x": box["width"] * 0.5, "y": 30})
    assert position(page) == pytest.approx(4, abs=0.05)
    wait_shown(page, "Three things")
    slider.focus()
    press(page, "End")
    assert slider.get_attribute("aria-valuetext") == "0:08 of 0:08, slide 4"
    press(page, "Home", "ArrowRight", "ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "0:02 of 0:08, slide 2"
    page.mouse.move(box["x"] + 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30, steps=3)
    page.mouse.up()
    wait_shown(page, "The end")


def test_sounds_begin_when_the_timeline_says_so(page: Page, preview: Preview) -> None:
    press(page, " ")
    until(page, "mdvidWatch.position > 1.2")
    wanted = [u for s in timeline(preview.sounds)["slides"] for u in s["speech"]]
    told: list[dict[str, Any]] = page.evaluate("told()")
    assert [one["at"] for one in told] == pytest.approx([u["start"] for u in wanted], abs=0.001)
    lengths = [u["end"] - u["start"] for u in wanted]
    assert [one["length"] for one in told] == pytest.approx(lengths, abs=0.001)
    pairs = page.evaluate(
        """async () => {
          const seen = [];
          for (let i = 0; i < 20; i += 1) {
            await new Promise(requestAnimationFrame);
            seen.push([mdvidWatch.clock, mdvidWatch.position]);
          }
          return seen;
        }"""
    )
    begun = [clock - at for clock, at in pairs]
    assert max(begun) - min(begun) < 0.01  # the device's clock goes on between the two
    press(page, " ")
    assert not page.evaluate("mdvidWatch.playing")
    assert all(one["stopped"] for one in page.evaluate("told()"))


def test_slides_follow_the_sound_to_the_end(page: Page) -> None:
    press(page, "ArrowRight", "ArrowRight", " ")
    wait_shown(page, "At night")  # nothing is said there: the clock goes on all the same
    until(page, "mdvidWatch.position > 5")
    wait_shown(page, "The end")
    until(page, "!mdvidWatch.playing")
    assert position(page) == 8
    press(page, " ")
    wait_shown(page, "Lights at sea")  # from the beginning again


def test_seeking_while_it_plays_goes_on_from_there(page: Page) -> None:
    press(page, " ")
    until(page, "mdvidWatch.position > 0.3")
    before = len(page.evaluate("told()"))
    page.evaluate("document.querySelectorAll('#slide-list button')[1].click()")
    press(page, "Shift+ArrowRight", "Shift+ArrowLeft")
    told = page.evaluate("told()")
    assert all(one["stopped"] for one in told[:before])
    playing = [one for one in told if not one["stopped"]]
    assert [round(one["at"], 2) for one in playing] == [2.2, 3.5, 6.3]


def test_what_is_said_anew_while_it_plays_is_heard_on_the_same_slide(
    page: Page, preview: Preview
) -> None:
    page.evaluate("document.querySelectorAll('#slide-list button')[1].click()")
    press(page, " ")
    until(page, "mdvidWatch.position > 2.6")
    other = {**preview.sounds, "and this is all": preview.sounds["Thank you"]}
    longer = timeline(other)
    for later in longer["slides"][2:]:
        later["start_frame"] += 300
        for utterance in later["speech"]:
            utterance["start"] += 10
            utterance["end"] += 10
    longer["slides"][1]["frames"] += 300
    preview.publish(timeline=longer)
    until(page, "mdvidWatch.score.duration > 17")
    assert page.evaluate("mdvidWatch.playing")
    assert 2.6 <= position(page) < 5
    assert shown(page)[0] == "Three things"
    until(page, "told().filter((one) => !one.stopped).length >= 2")
    playing = [one for one in page.evaluate("told()") if not one["stopped"]]
    assert [round(one["at"], 2) for one in playing] == [2.2, 3.5]
    assert playing[0]["offset"] > 0.3


def test_without_a_timeline_slides_have_guessed_lengths(page: Page, preview: Preview) -> None:
    settled(page, preview.publish(timeline=None, video=None))
    assert page.locator("#duration").inner_text() == "~0:16"
    assert page.locator("#video").is_hidden()
    assert page.locator(".length").all_inner_texts() == ["~0:04"] * 4
    press(page, "ArrowRight")
    wait_shown(page, "Three things", "1")
    press(page, "ArrowDown")
    wait_shown(page, "Three things", "2")
    settled(page, preview.publish(timeline=timeline(preview.sounds)))
    assert page.locator("#duration").inner_text() == "0:08"
    assert position(page) == 3  # where step 2 begins now


def test_a_new_slide_stands_in_the_timeline_before_it_is_built(
    page: Page, preview: Preview
) -> None:
    old = slides()
    new = {**old[2], "key": "new", "id": "new", "number": 3, "state": "waiting"}
    later = [{**one, "number": one["number"] + 1} for one in old[2:]]
    settled(page, preview.publish(slides=[*old[:2], new, *later]))
    assert page.locator("#duration").inner_text() == "~0:12"
    assert page.locator(".length").all_inner_texts() == ["0:02", "0:03", "~0:04", "0:01", "0:02"]


def test_notes_light_up_word_by_word_and_lead_to_words(page: Page) -> None:
    press(page, " ")
    page.locator(".word[data-now]", has_text="aboard").wait_for()
    press(page, " ")
    press(page, "ArrowRight")
    page.locator(".word", has_text="three").click()
    assert position(page) == pytest.approx(2.2 + 2 * 0.25)
    assert page.locator(".word[data-now]").all_inner_texts() == ["three"]
    page.get_by_role("button", name="Go to 0:03: and this is all").click()
    assert position(page) == pytest.approx(3.5)


def test_captions_can_be_seen_or_not_and_sound_heard_or_not(page: Page) -> None:
    press(page, "ArrowRight")
    page.locator(".word", has_text="There").click()
    caption = page.locator("#caption")
    assert caption.inner_text() == "There are three things"
    press(page, "c")
    assert caption.is_hidden()
    button = page.get_by_role("button", name="Captions")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert caption.is_visible()
    press(page, "m")
    assert page.get_by_role("button", name="Mute").get_attribute("aria-pressed") == "true"
    page.reload()
    mute = page.get_by_role("button", name="Mute")
    assert mute.get_attribute("aria-pressed") == "true"  # it is remembered


def test_space_after_a_click_plays_and_does_not_press_again(page: Page) -> None:
    page.get_by_role("button", name="Next slide").click()
    wait_shown(page, "Three things")
    press(page, " ")
    until(page, "mdvidWatch.playing")
    assert shown(page)[0] == "Three things"

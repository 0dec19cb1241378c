"""`mdvid watch` from outside: saves and videos, errors, tools that die, and how it ends."""

from __future__ import annotations

import http.client
import os
import signal
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from tests.e2e.follow import Watch, watching
from tests.e2e.line import SMALL, TALK, Desk, family

from mdvid.builder.leftovers import RECENT
from mdvid.engine.cache import Cache

pytestmark = [pytest.mark.espeak, pytest.mark.browser]


@pytest.fixture
def watch(desk: Desk) -> Iterator[Watch]:
    desk.deck()
    with watching(desk) as made:
        made.until(lambda: made.builds)
        yield made


def test_every_save_makes_a_new_video_and_only_what_is_new_is_made(
    watch: Watch, desk: Desk
) -> None:
    video = desk.path("deck.mp4")
    before = video.read_bytes()
    told = watch.next_build(lambda: watch.write(TALK.replace("Thank you.", "Good bye.")))
    assert told[1] == str(video)
    assert int(told[3]) == 6  # take (raw, mastered), sound, timeline, captions, video
    assert video.read_bytes() != before
    assert desk.build(watch.deck, *SMALL)["steps"]["built"] == 0


def test_a_watch_leaves_the_results_of_its_last_builds_and_of_no_others(
    watch: Watch, desk: Desk
) -> None:
    for number in range(2 * RECENT):
        text = TALK.replace("Thank you.", f"Number {number}.")
        watch.next_build(partial(watch.write, text))
    assert len(desk.artifacts(".mp4")) > RECENT  # there is room for edits that are taken back
    assert watch.end() < 2
    assert len(desk.artifacts(".mp4")) == RECENT
    with Cache.open(desk.cache) as cache:
        assert cache.verify() == ()
    assert desk.build(watch.deck, *SMALL)["steps"]["built"] == 0


def test_errors_are_printed_as_a_build_prints_them_and_the_video_stays(
    watch: Watch, desk: Desk
) -> None:
    before = desk.path("deck.mp4").read_bytes()
    watch.write(TALK.replace("Thank you.", "Thanks (pause: x)"))
    watch.until(lambda: any("no length of time" in line for line in watch.said))
    watch.until(lambda: any(":23:" in line for line in watch.said))
    assert desk.path("deck.mp4").read_bytes() == before
    watch.next_build(lambda: watch.write(TALK.replace("Thank you.", "Thanks.")))


def test_videos_that_are_not_kept_up_to_date_are_named(watch: Watch) -> None:
    spoken = TALK.replace("Thank you. -->", "Thank you. -->\n\n:::lang es\nGracias.\n:::")
    text = spoken.replace("title:", "lang: en, es\nper_lang: true\ntitle:")
    watch.next_build(lambda: watch.write(text))
    (told,) = (line.strip() for line in watch.said if "kept up to date" in line)
    assert told == (
        "note: only the video in `en` is kept up to date, not that in `es`: `mdvid build` makes"
        " them all"
    )


@pytest.mark.parametrize("victim", ["--remote-debugging-pipe", "espeak_worker.py"])
def test_a_tool_that_is_killed_between_builds_is_started_again(watch: Watch, victim: str) -> None:
    found = [
        process.pid
        for process in family(watch.process.pid)
        if victim in process.command and "--type=" not in process.command
    ]
    assert found
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    text = TALK.replace("Thank you.", "Good bye.").replace("The end", "No end")
    assert watch.next_build(lambda: watch.write(text))[2] == "3"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_everything_within_two_seconds(watch: Watch, number: int) -> None:
    assert watch.end(number) < 2
    assert watch.process.returncode == 0
    assert not any("Traceback" in line for line in watch.said)


def test_an_interrupt_in_the_middle_of_a_build_ends_everything_too(
    watch: Watch, desk: Desk
) -> None:
    before = desk.path("deck.mp4").read_bytes()
    slides = "\n---\n\n".join(f"# Slide {n}\n\n<!-- This is {n}. -->\n" for n in range(60))
    count = len(desk.artifacts())
    watch.write(slides)
    watch.until(lambda: len(desk.artifacts()) > count + 3)
    assert watch.end() < 2
    assert watch.process.returncode == 0
    assert not any("Traceback" in line for line in watch.said)
    assert desk.path("deck.mp4").read_bytes() == before
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        "deck.md",
        "deck.mp4",
        "deck.vtt",
        "tmp",
    ]


def test_the_address_that_is_printed_opens_the_page_and_no_other_does(watch: Watch) -> None:
    parts = urlsplit(watch.said[0].split()[1])
    assert parts.hostname == "127.0.0.1"
    for path, status in ((f"/?{parts.query}", 303), ("/", 401), ("/?token=no", 401)):
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=30)
        connection.request("GET", path)
        assert connection.getresponse().status == status
        connection.close()


def test_a_deck_with_errors_is_watched_until_they_are_mended(desk: Desk) -> None:
    desk.deck("# A\n\n![](no.png)\n")
    with watching(desk) as watch:
        watch.until(lambda: any("does not exist" in line for line in watch.said))
        watch.next_build(lambda: watch.write("# A\n"))


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nothing.md",), 2, "there is no file `nothing.md`"),
        (("deck.md", "--fps", "none"), 2, "fps"),
        (("deck.md", "--port", "99999"), 2, "port"),
    ],
)
def test_what_cannot_be_watched_is_said_at_once(
    desk: Desk, arguments: tuple[str, ...], code: int, message: str
) -> None:
    desk.deck()
    done = desk.run("watch", *arguments)
    assert done.code == code
    assert message in done.err
    assert "Traceback" not in done.err


def test_serving_other_machines_is_warned_of(desk: Desk) -> None:
    desk.deck()
    with watching(desk, "--host", "0.0.0.0") as watch:
        watch.until(lambda: any("http://" in line for line in watch.said))
        assert "everybody who reaches `0.0.0.0`" in watch.said[0]

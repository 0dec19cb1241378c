"""From one save to the next: what pages are shown, and when."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.unit.watch.watching import PATIENCE, TALK, Watching, messages, titles, watching

from mdvid.engine.job import Job
from mdvid.errors import LimitError, ProviderFailed


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watching]:
    with watching(tmp_path, monkeypatch) as made:
        made.built("Crows")
        yield made


def test_a_deck_is_shown_and_built(desk: Watching) -> None:
    state = desk.state
    assert titles(state) == ["Lights", "Crows"]
    assert state["deck"]["viewport"] == [1280, 720]
    assert [s["text"] for s in state["slides"][1]["speech"]] == ["Thank you.", "Good bye."]
    assert (state["failed"], state["edited"]) == (False, None)
    assert state["video"]["name"] == "talk.mp4"
    assert state["video"]["bytes"] == desk.deck.with_suffix(".mp4").stat().st_size


def test_every_utterance_has_a_sound(desk: Watching) -> None:
    speech = [item for slide in desk.state["timeline"]["slides"] for item in slide["speech"]]
    assert [item["text"] for item in speech] == ["Welcome aboard.", "Thank you.", "Good bye."]
    for item in speech:
        answer = desk.content.answer(item["sound"], "http://127.0.0.1:1")
        assert answer
        assert answer.media_type == "audio/wav"


def test_a_save_is_shown_and_only_that_slide_is_another(desk: Watching) -> None:
    before = desk.state
    desk.replace("- one", "- one\n- two")
    state = desk.until(lambda state: "two" in state["slides"][1]["html"])
    assert state["edited"] == 2
    assert state["slides"][0]["key"] == before["slides"][0]["key"]
    assert state["slides"][1]["key"] != before["slides"][1]["key"]
    assert state["document"] == before["document"]


def test_what_stays_is_cached_and_what_is_new_is_not(desk: Watching) -> None:
    desk.replace("Crows", "Gulls")
    state = desk.built("Gulls")
    assert [slide["cached"] for slide in state["slides"]] == [True, False]
    desk.write(TALK.replace("Crows", "Gulls").replace("Lights", "Lamps"))
    state = desk.built("Lamps")
    assert [slide["cached"] for slide in state["slides"]] == [False, True]


def test_an_error_keeps_what_was_good_and_mending_it_goes_on(desk: Watching) -> None:
    good = desk.state
    desk.replace("Thank you.", "Thanks (pause: x)")
    state = desk.until(lambda state: state["failed"])
    assert messages(state) == ["`x` in `(pause: x)` is no length of time"]
    for part in ("slides", "video", "timeline", "document"):
        assert state[part] == good[part]
    desk.replace("(pause: x)", "")
    state = desk.until(
        lambda state: state["video"] != good["video"] and state["build"]["state"] == "done"
    )
    assert (state["failed"], messages(state)) == (False, [])


def test_front_matter_that_cannot_be_read_is_an_error_like_any_other(desk: Watching) -> None:
    desk.write(f"---\ntheme: [\n---\n{TALK}")
    assert desk.until(lambda state: state["failed"])["slides"]
    desk.write(TALK.replace("Crows", "Gulls"))
    assert not desk.built("Gulls")["failed"]


def test_a_deck_that_is_gone_and_returns_is_followed(desk: Watching) -> None:
    away = desk.deck.with_suffix(".bak")
    desk.deck.rename(away)
    assert "there is no file" in messages(desk.until(lambda state: state["failed"]))[0]
    away.write_text(TALK.replace("Crows", "Gulls"))
    away.rename(desk.deck)
    assert not desk.built("Gulls")["failed"]


def test_a_deck_that_is_emptied_before_it_is_written_shows_no_error(desk: Watching) -> None:
    seen = []
    desk.write("")
    threading.Timer(0.1, desk.write, (TALK.replace("Crows", "Gulls"),)).start()

    def note(state: Any) -> bool:
        seen.append(state["failed"])
        return "Gulls" in titles(state)

    desk.until(note)
    assert not any(seen)


def test_the_last_of_many_saves_is_the_one_that_is_built(desk: Watching) -> None:
    for number in range(30):
        other = desk.deck.with_name("4913")
        other.write_text(TALK.replace("Crows", f"Crows {number}"))
        other.replace(desk.deck)
    desk.built("Crows 29")
    assert not desk.told.bugs
    assert not desk.told.errors


def test_other_formats_have_no_video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(tmp_path, monkeypatch, format="vtt") as desk:
        state = desk.built("Crows")
        assert state["video"] is None
        assert state["timeline"]["slides"]
        assert (tmp_path / "talk.vtt").exists()


def test_a_picture_that_changes_is_shown_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (8, 8), "red").save(tmp_path / "lamp.png")
    with watching(tmp_path, monkeypatch, f"{TALK}\n![](lamp.png)\n") as desk:
        first = desk.built("Crows")
        Image.new("RGB", (8, 8), "blue").save(tmp_path / "lamp.png")
        second = desk.until(lambda state: state["slides"][1]["html"] != first["slides"][1]["html"])
        assert second["edited"] == 2


def test_a_picture_that_was_missing_is_found_when_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(tmp_path, monkeypatch, f"{TALK}\n![](img/lamp.png)\n") as desk:
        desk.until(lambda state: state["failed"])
        (tmp_path / "img").mkdir()
        Image.new("RGB", (8, 8), "red").save(tmp_path / "img" / "lamp.png")
        assert not desk.built("Crows")["failed"]


def test_a_theme_and_the_settings_are_followed(desk: Watching) -> None:
    theme = desk.deck.with_name("own")
    theme.mkdir()
    (theme / "theme.css").write_text("h1 { color: red }")
    desk.deck.with_name("mdvid.toml").write_text('theme = "own"\n')
    first = desk.until(lambda state: state["document"] != "")["document"]
    second = desk.until(lambda state: state["document"] != first)["document"]
    (theme / "theme.css").write_text("h1 { color: blue }")
    desk.until(lambda state: state["document"] != second)


def test_a_picture_made_from_words_is_painted_when_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(tmp_path, monkeypatch, f"{TALK}\n![a crow](gen:)\n") as desk:
        shown: list[str] = []

        def note(state: Any) -> bool:
            shown.extend(slide["html"] for slide in state["slides"][1:])
            return bool(shown) and "-waiting" not in shown[-1]

        painted = desk.until(note)
        assert "-waiting" in shown[0]
        assert painted["edited"] is None
        before = painted["slides"][1]["key"]
        desk.replace("Lights", "Lamps")
        assert desk.built("Lamps")["slides"][1]["key"] == before


def test_a_step_that_fails_is_said_and_the_old_video_stays(desk: Watching) -> None:
    assert desk.machine
    good = desk.state["video"]

    def fail(request: Any, out: Path) -> None:
        raise ProviderFailed("hoarse")

    desk.machine.fakes.narrator.narrate = fail  # type: ignore[method-assign]
    desk.replace("Thank you.", "Thanks a lot.")
    state = desk.until(lambda state: state["build"]["state"] == "failed")
    assert messages(state) == ["slide 2: hoarse"]
    assert (state["failed"], state["video"]) == (False, good)
    assert [slide["state"] for slide in state["slides"]] == ["ready", "failed"]


def test_a_newer_save_cancels_the_build_of_an_older_one(desk: Watching) -> None:
    assert desk.machine
    begun, go_on = threading.Event(), threading.Event()
    narrate = desk.machine.fakes.narrator.narrate

    def slowly(request: Any, out: Path) -> None:
        begun.set()
        assert go_on.wait(30)
        narrate(request, out)

    desk.machine.fakes.narrator.narrate = slowly  # type: ignore[method-assign]
    desk.replace("Thank you.", "One. Two. Three. Four.")
    assert begun.wait(30)
    desk.replace("Crows", "Gulls")
    desk.until(lambda state: "Gulls" in titles(state))
    go_on.set()
    desk.built("Gulls")
    assert len(desk.told.reports) == 2


def test_a_build_that_takes_too_long_is_given_up_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(tmp_path, monkeypatch, text="", deadline=1) as desk:
        assert desk.machine
        narrate = desk.machine.fakes.narrator.narrate
        hurry = threading.Event()

        def slowly(request: Any, out: Path) -> None:
            hurry.wait(1.1)
            narrate(request, out)

        desk.machine.fakes.narrator.narrate = slowly  # type: ignore[method-assign]
        desk.write(TALK)
        state = desk.until(lambda state: state["build"]["state"] == "failed")
        assert messages(state) == ["the deadline of 1 s has passed"]
        assert titles(state) == ["Lights", "Crows"]
        hurry.set()
        desk.settings["deadline"] = 1000
        desk.replace("Crows", "Gulls")
        assert messages(desk.built("Gulls")) == []
        assert LimitError in map(type, desk.told.errors)


def test_a_bug_is_said_and_the_next_save_goes_on(
    desk: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    with monkeypatch.context() as patched:
        patched.setattr(Job, "run", broken)
        patched.setattr("mdvid.watch.builds.Progress", broken)
        desk.replace("Crows", "Gulls")
        state = desk.until(lambda state: state["build"]["state"] == "failed")
        assert messages(state) == ["ZeroDivisionError: oops"]
    desk.replace("Gulls", "Geese")
    desk.built("Geese")
    assert [type(bug) for bug in desk.told.bugs] == [ZeroDivisionError]


def descriptors_now() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_is_left_when_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = threading.active_count()
    before = descriptors_now()
    with watching(tmp_path, monkeypatch, cache=False) as desk:
        desk.built("Crows")
    assert threading.active_count() == threads
    # What listens to the system is closed by a thread of its own, soon after.
    give_up = time.monotonic() + PATIENCE
    while descriptors_now() > before:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    assert {path.name for path in tmp_path.iterdir()} == {"talk.md", "talk.mp4", "talk.vtt"}

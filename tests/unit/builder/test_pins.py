"""Pins from the first to the last: made with models, used without, missed, damaged, pruned."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.builder.studio import TALK, Studio

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import (
    ConfigError,
    DeckError,
    DeckNeedsTool,
    DeckRefused,
    ExitCode,
    PolicyError,
)

EVERYTHING = ["illustrate", "illustrate", "narrate", "narrate"]


def errors(refused: pytest.ExceptionInfo[DeckError]) -> list[Diagnostic]:
    return [d for d in refused.value.diagnostics if d.severity is Severity.ERROR]


def index(studio: Studio) -> dict[str, object]:
    content: dict[str, object] = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    return content


def test_pin_makes_what_takes_a_model_and_nothing_else(studio: Studio) -> None:
    report = studio.pin()
    assert sorted(studio.machine.fakes.calls.take()) == sorted(
        [*EVERYTHING, "check_take", "check_take"]
    )
    assert (report.pinned, report.new, report.stale, report.removed) == (4, 4, 0, 0)
    assert report.bytes == sum(
        file.stat().st_size for file in studio.pins.iterdir() if file.name != "pins.json"
    )
    assert not report.failures


def test_pins_are_files_with_a_list_of_where_they_come_from(pinned: Studio) -> None:
    content = index(pinned)
    assert content["voices"] == [{"asked": "fake", "lang": "en", "voice": "fake:high"}]
    assert content["models"] == [{"asked": "fake", "model": "fake:paint"}]
    pins = content["pins"]
    assert isinstance(pins, list)
    assert [(pin["kind"], pin["model"], pin["licence"]) for pin in pins] == [
        ("illustration", "paint", "CC0-1.0"),
        ("illustration", "paint", "CC0-1.0"),
        ("narration", "high", "CC0-1.0"),
        ("narration", "high", "CC0-1.0"),
    ]
    assert {pin.get("prompt", pin.get("text")) for pin in pins} == {
        "a lighthouse",
        "a crow",
        "Welcome aboard.",
        "Thank you.",
    }
    assert {name for pin in pins for name in pin["files"]} == {
        path.name for path in pinned.pins.iterdir() if path.name != "pins.json"
    }


def test_a_pinned_deck_gives_the_same_bytes_where_nothing_is_installed(studio: Studio) -> None:
    studio.build()
    video = studio.deck.with_suffix(".mp4")
    before = video.read_bytes()
    studio.pin()
    video.unlink()
    machine = studio.elsewhere(broken=True)
    report = studio.build(frozen=True)
    assert not report.failures
    assert video.read_bytes() == before
    assert machine.asked == []
    assert studio.made() == []


def test_pinning_changes_nothing_that_was_built(studio: Studio) -> None:
    studio.build()
    studio.pin()
    studio.machine.fakes.calls.take()
    report = studio.build()
    assert studio.machine.fakes.calls.take() == []
    assert report.built == 4  # they are copied


def test_a_second_pin_makes_and_changes_nothing(pinned: Studio) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in pinned.pins.iterdir()}
    pinned.elsewhere(models=False)
    report = pinned.pin()
    assert (report.pinned, report.new) == (4, 0)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in pinned.pins.iterdir()} == before


def test_only_what_is_not_pinned_is_made(pinned: Studio) -> None:
    pinned.write(TALK.replace("a crow", "a raven"))
    pinned.elsewhere()
    pinned.build()
    assert pinned.made() == ["illustrate"]


def test_a_moved_slide_is_still_pinned(pinned: Studio) -> None:
    first, second = TALK.split("\n---\n\n")
    pinned.write(f"{second}\n---\n\n{first}")
    pinned.elsewhere(broken=True)
    assert not pinned.build(frozen=True).failures


def test_what_is_missing_and_cannot_be_made_is_pointed_at(pinned: Studio) -> None:
    pinned.write(TALK.replace("a crow", "a raven"))
    pinned.elsewhere(models=False)
    with pytest.raises(DeckNeedsTool) as refused:
        pinned.build()
    (found,) = errors(refused)
    assert found.message == (
        "slide 2: the picture of `a raven` is not pinned, and cannot be made here: "
        "there is no model `paint`"
    )
    assert found.span
    assert (found.slide, found.span.line, found.hint) == (2, 11, "get it")


def test_frozen_lists_everything_that_is_missing(pinned: Studio) -> None:
    pinned.write(TALK.replace("a crow", "a raven").replace("Welcome", "Come"))
    pinned.elsewhere(broken=True)
    with pytest.raises(DeckRefused) as refused:
        pinned.build(frozen=True)
    assert refused.value.exit_code is ExitCode.REFUSED
    told = [(d.slide, d.span and d.span.line, d.message) for d in errors(refused)]
    assert told == [
        (1, 5, "slide 1: the narration of `Come aboard.` is not pinned and not in the cache"),
        (2, 11, "slide 2: the picture of `a raven` is not pinned and not in the cache"),
    ]
    hints = [str(d.hint or "") for d in errors(refused)]
    assert [hint.startswith("make it where the models are: ") for hint in hints] == [False, True]


def test_frozen_says_that_pins_were_made_for_another_size(pinned: Studio) -> None:
    pinned.elsewhere(broken=True)
    with pytest.raises(DeckRefused) as refused:
        pinned.build(frozen=True, size="640x360")
    assert len(errors(refused)) == 2
    hint = str(errors(refused)[-1].hint)
    assert hint.startswith("pins have the same words for another size, or other settings; ")
    assert "mdvid pin " in hint


@pytest.mark.parametrize("models", [True, False])
def test_frozen_refuses_to_make_anything_where_nothing_was_pinned(
    studio: Studio, *, models: bool
) -> None:
    studio.elsewhere(models=models)
    with pytest.raises(DeckRefused) as refused:
        studio.build(frozen=True)
    assert len(errors(refused)) == 4
    assert studio.made() == []


def test_frozen_takes_what_is_in_the_cache(studio: Studio) -> None:
    studio.build()
    studio.made()
    studio.write(TALK.replace("# Lights", "# Lamps"))
    assert not studio.build(frozen=True).failures
    assert studio.made() == []


def test_frozen_makes_nothing_again_that_was_damaged_in_the_cache(studio: Studio) -> None:
    studio.build()
    for sound in (studio.folder / "cache0").glob("cas/**/*.wav"):
        sound.write_bytes(b"\0" * sound.stat().st_size)
    studio.write(TALK.replace("Welcome aboard.", "Welcome aboard. (pause: 2)"))
    report = studio.build(frozen=True)
    assert studio.made().count("narrate") == 2
    assert report.failures
    assert all(isinstance(failure.error, PolicyError) for failure in report.failures)


def test_other_settings_are_another_wish(pinned: Studio) -> None:
    settings: dict[str, Any] = {"illustrators": {"fake": {"steps": 4}}}
    machine = pinned.elsewhere()
    machine.fakes.illustrator.recipe = {"steps": 4}
    pinned.build(**settings)
    assert pinned.made() == ["illustrate", "illustrate"]
    machine = pinned.elsewhere()
    pinned.build(illustrators={"fake": {"batch": 4}})
    assert pinned.made() == []


def test_the_name_of_a_voice_stays_what_it_was(pinned: Studio) -> None:
    machine = pinned.elsewhere()
    machine.fakes.narrator.resolve = lambda name, lang: name or "low"  # type: ignore[method-assign]
    pinned.build()
    assert pinned.made() == []


def test_pins_that_the_deck_does_not_ask_for_are_told_and_pruned(pinned: Studio) -> None:
    pinned.write(TALK.replace("a crow", "a raven"))
    report = pinned.build()
    notes = [d.message for d in report.diagnostics if d.severity is Severity.NOTE]
    assert any("1 pin in `talk.pins` is of no use" in note for note in notes)
    kept = pinned.pin()
    assert (kept.pinned, kept.new, kept.stale, kept.removed) == (4, 1, 1, 0)
    files = len(list(pinned.pins.iterdir()))
    pruned = pinned.pin(prune=True)
    assert (pruned.pinned, pruned.new, pruned.stale, pruned.removed) == (4, 0, 0, 1)
    assert len(list(pinned.pins.iterdir())) == files - 1


def test_a_part_of_a_deck_calls_no_pin_useless(pinned: Studio) -> None:
    for part in ({"slides": "2"}, {"draft": True}, {"format": "vtt"}):
        report = pinned.build(**part)
        assert not any("of no use" in d.message for d in report.diagnostics), part


@pytest.mark.parametrize("part", [{"slides": "2"}, {"format": "vtt"}])
def test_a_part_of_a_deck_prunes_nothing(pinned: Studio, part: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="the whole deck"):
        pinned.pin(prune=True, **part)
    assert pinned.pin(**part).removed == 0
    assert pinned.pin().new == 0


def test_a_draft_is_not_pinned(studio: Studio) -> None:
    with pytest.raises(ConfigError, match="draft"):
        studio.pin(draft=True)


def test_a_deck_without_models_needs_no_pins(studio: Studio) -> None:
    studio.machine.fakes.narrator.costly = studio.machine.fakes.illustrator.costly = False
    report = studio.pin()
    assert (report.pinned, report.bytes) == (0, 0)
    assert not studio.pins.exists()


def test_a_deck_that_lost_its_pictures_and_notes_loses_its_pins(pinned: Studio) -> None:
    pinned.write("---\nmarp: true\n---\n\n# Alone\n")
    assert pinned.pin(prune=True).removed == 4
    assert not pinned.pins.exists()


def test_a_pin_that_fails_leaves_the_old_ones(pinned: Studio) -> None:
    before = {path.name: path.read_bytes() for path in pinned.pins.iterdir()}
    pinned.write(TALK.replace("a crow", "a raven").replace("Thank", "Thanks to"))
    pinned.machine.fakes.calls.fails = lambda call: call.method == "illustrate"
    report = pinned.pin(prune=True)
    assert [failure.label for failure in report.failures] == ["slide 2"]
    assert {path.name: path.read_bytes() for path in pinned.pins.iterdir()} == before


def test_a_killed_pin_leaves_nothing_that_a_later_one_does_not_tidy(pinned: Studio) -> None:
    stray = pinned.pins / f"illustration-{'0' * 12}.png"
    stray.write_bytes(b"half")
    own = pinned.pins / "README.md"
    own.write_text("Ours.")
    pinned.pin()
    assert not stray.exists()
    assert own.exists()


def test_files_beside_the_pins_are_left_alone(pinned: Studio) -> None:
    own = pinned.pins / "illustration-of-mine.png"
    own.write_bytes(b"mine")
    pinned.write("---\nmarp: true\n---\n\n# Alone\n")
    pinned.pin(prune=True)
    assert [path.name for path in pinned.pins.iterdir()] == [own.name]

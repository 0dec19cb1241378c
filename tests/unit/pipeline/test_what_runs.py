"""What a build does, by asking what ran: real planner, real engine, tools that cost nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.pipeline.bench import CONFIG, THEME, Bench, deck_of

from mdvid.engine.report import Outcome
from mdvid.media.model import FrameRate, Size
from mdvid.providers.requests import PictureRequest
from mdvid.speech.model import Voice
from mdvid.testing import Call, FakeRenderer

ONE = "# One\n\n<!-- This is the first. It has two sentences. -->\n"
TWO = "# Two\n\n![a boat](boat.png)\n\n<!-- This is the second. -->\n"
THREE = "# Three\n\nNobody speaks here.\n"
TEXTS = 6
"""Formats of text, all of which are made from the timeline."""


def test_a_first_build_makes_everything_once(bench: Bench) -> None:
    assert bench.ran(deck_of(ONE, TWO, THREE)) == {
        "narrate": 3,
        "master": 3,
        "encode_sound": 3,
        "render": 3,
        "to_jpeg": 3,
        "encode_still": 3,
        "MakeTimeline": 1,
        "WriteText": TEXTS,
        "mux": 1,
    }
    assert bench.report.failed == bench.report.skipped == 0


def test_nothing_runs_when_nothing_was_edited(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO, THREE))
    assert bench.ran(deck_of(ONE, TWO, THREE)) == {}
    assert bench.report.built == 0


def test_edited_notes_are_spoken_and_joined_and_nothing_is_rendered(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO, THREE))
    edited = ONE.replace("two sentences", "several sentences")
    assert bench.ran(deck_of(edited, TWO, THREE)) == {
        "narrate": 1,
        "master": 1,
        "encode_sound": 1,
        "MakeTimeline": 1,
        "WriteText": TEXTS,
        "mux": 1,
    }


def test_an_edited_text_renders_its_slide_only_and_is_not_spoken(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO, THREE))
    edited = TWO.replace("![a boat]", "Some more text. ![a boat]")
    expected = {"render": 1, "to_jpeg": 1, "encode_still": 1, "mux": 1}
    assert bench.ran(deck_of(ONE, edited, THREE)) == expected


def test_another_theme_renders_everything_and_speaks_nothing(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO, THREE))
    bench.theme = replace(THEME, css="h1 { color: red }")
    assert bench.ran(deck_of(ONE, TWO, THREE)) == {
        "render": 3,
        "to_jpeg": 3,
        "encode_still": 3,
        "mux": 1,
    }


@pytest.mark.parametrize(
    ("setting", "value", "again", "kept"),
    [
        ("voice", Voice(provider="fake", name="low"), "narrate master", "render encode_still"),
        ("loudness", -20.0, "master", "narrate render encode_still"),
        ("size", Size(36, 64), "render encode_still", "narrate master encode_sound"),
        ("fps", FrameRate(25), "encode_still mux", "narrate encode_sound render"),
        ("captions", "none", "mux", "narrate encode_sound render encode_still WriteText"),
    ],
)
def test_a_setting_makes_only_what_depends_on_it_again(
    bench: Bench, setting: str, value: object, again: str, kept: str
) -> None:
    bench.ran(deck_of(ONE, TWO))
    changes: dict[str, Any] = {setting: value}
    bench.config = replace(CONFIG, **changes)
    ran = bench.ran(deck_of(ONE, TWO))
    assert all(ran[name] for name in again.split()), ran
    assert not any(ran[name] for name in kept.split()), ran


@pytest.mark.parametrize(
    "slides", [(TWO, ONE, THREE), (ONE, THREE, TWO), (THREE, TWO, ONE), (ONE, THREE)]
)
def test_a_moved_slide_is_only_put_into_its_new_place(
    bench: Bench, slides: tuple[str, ...]
) -> None:
    bench.theme = replace(THEME, template="<section {{ attributes }}>{{ body }}</section>")
    intro = "# Intro\n"  # the first slide may look different from all others
    bench.ran(deck_of(intro, ONE, TWO, THREE))
    expected = {"MakeTimeline": 1, "WriteText": TEXTS, "mux": 1}
    assert bench.ran(deck_of(intro, *slides)) == expected


def test_an_identical_picture_cuts_the_build_short(bench: Bench) -> None:
    class Blind(FakeRenderer):
        def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
            super().render(replace(request, slide="", assets=()), {}, out)

    bench.tools.renderer = Blind(bench.tools.calls)
    bench.ran(deck_of(ONE, THREE))
    edited = ONE.replace("# One", "# One <!-- fit -->")
    assert bench.ran(deck_of(edited, THREE)) == {"render": 1}


def test_two_silent_slides_share_their_sound(bench: Bench) -> None:
    ran = bench.ran(deck_of("# A\n", "# B\n"))
    assert ran["encode_sound"] == 1
    assert ran["render"] == 2


def test_a_sentence_that_is_said_twice_is_spoken_once(bench: Bench) -> None:
    ran = bench.ran(deck_of(ONE, ONE.replace("One", "Again")))
    assert ran["narrate"] == ran["master"] == 2
    assert ran["encode_sound"] == 1


def test_a_pause_changes_no_take(bench: Bench) -> None:
    bench.ran(deck_of(ONE))
    ran = bench.ran(deck_of(ONE.replace("first. It", "first. (pause: 2) It")))
    assert ran == {"encode_sound": 1, "MakeTimeline": 1, "WriteText": TEXTS, "mux": 1}


def test_a_failing_slide_leaves_the_others_built(bench: Bench) -> None:
    def fails(call: Call) -> bool:
        return isinstance(call.request, PictureRequest) and "<h1>Two</h1>" in call.request.slide

    bench.tools.calls.fails = fails
    bench.ran(deck_of(ONE, TWO, THREE))
    outcomes = bench.outcomes()
    assert [id_ for id_, o in outcomes.items() if o is Outcome.FAILED] == ["picture/0002-1"]
    skipped = {id_ for id_, o in outcomes.items() if o is Outcome.SKIPPED}
    assert skipped == {"jpg/0002-1", "still/0002-1", "mp4"}
    bench.tools.calls.fails = lambda _: False
    ran = bench.ran(deck_of(ONE, TWO, THREE))
    assert ran == {"render": 1, "to_jpeg": 1, "encode_still": 1, "mux": 1}


def test_a_voice_that_fails_leaves_the_pictures_built(bench: Bench) -> None:
    bench.tools.calls.fails = lambda call: call.method == "narrate"
    bench.ran(deck_of(ONE, THREE))
    outcomes = bench.outcomes()
    assert outcomes["still/0001-1"] is outcomes["sound/0002"] is Outcome.BUILT
    assert outcomes["timeline"] is outcomes["vtt"] is outcomes["mp4"] is Outcome.SKIPPED


def test_a_picture_that_changed_renders_its_slide(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO))
    ran = bench.ran(deck_of(ONE, TWO.replace("boat.png", "ship.png")))
    assert ran == {"render": 1, "to_jpeg": 1, "encode_still": 1, "mux": 1}


def test_a_drawn_picture_is_drawn_once_wherever_its_slide_stands(bench: Bench) -> None:
    drawn = "# Four\n\n![a lighthouse](gen:)\n"
    assert bench.ran(deck_of(ONE, drawn))["illustrate"] == 1
    assert bench.ran(deck_of(ONE, THREE, drawn))["illustrate"] == 0
    edited = bench.ran(deck_of(ONE, THREE, drawn.replace("lighthouse", "windmill")))
    assert (edited["illustrate"], edited["render"]) == (1, 1)


def test_texts_follow_from_the_deck(bench: Bench) -> None:
    bench.ran(deck_of(ONE, TWO, THREE))
    assert bench.bytes_of("vtt").startswith(b"WEBVTT")
    assert b"This is the second." in bench.bytes_of("srt")
    assert bench.bytes_of("chapters").startswith(b"0:00 One\n")
    assert b"a boat" in bench.bytes_of("txt")
    assert b'"title": "Talk"' in bench.bytes_of("json")


def test_only_voices_that_tell_no_word_times_are_aligned(bench: Bench) -> None:
    bench.config = replace(CONFIG, align="ear")
    assert bench.ran(deck_of(ONE))["align"] == 0
    bench.tools.narrator.word_times = False
    ran = bench.ran(deck_of(ONE))
    assert (ran["align"], ran["narrate"], ran["master"]) == (2, 0, 2)
    bench.tools.aligner.revision = "2"
    assert bench.ran(deck_of(ONE)) == {"align": 2}
    assert bench.ran(deck_of(THREE, ONE))["align"] == 0


def test_the_seed_of_another_try_is_noted_with_the_aligned_take(bench: Bench) -> None:
    bench.config = replace(CONFIG, align="ear")
    bench.tools.narrator.word_times, bench.tools.narrator.costly = False, True
    tries = iter((True, False, False))
    bench.tools.calls.fails = lambda call: call.method == "check_take" and next(tries)
    ran = bench.ran(deck_of(ONE))
    assert (ran["narrate"], ran["check_take"], ran["align"]) == (3, 3, 2)
    for step in ("narration", "alignment"):
        seeds = [
            bench.cache.store.path(bench.report.artifact(f"{step}/0001-{n}")).with_suffix(".seed")
            for n in (1, 2)
        ]
        assert [seed.exists() for seed in seeds] == [True, False]


def test_word_times_of_the_aligner_reach_the_video(bench: Bench) -> None:
    bench.tools.narrator.word_times = False
    guessed = bench.ran(deck_of(ONE)) and bench.bytes_of("timeline")
    bench.config = replace(CONFIG, align="ear")
    bench.ran(deck_of(ONE))
    assert bench.bytes_of("timeline") != guessed


def test_encoded_holds_depend_on_the_length_of_the_sound(bench: Bench) -> None:
    bench.config = replace(CONFIG, holds="encoded")
    assert bench.ran(deck_of(ONE, THREE))["encode_segment"] == 2
    ran = bench.ran(deck_of(ONE.replace("It has", "It certainly has"), THREE))
    assert (ran["encode_segment"], ran["render"], ran["mux"]) == (1, 0, 1)


def test_a_tool_of_another_version_does_its_own_work_again(bench: Bench) -> None:
    bench.ran(deck_of(ONE, THREE))
    bench.tools.renderer.fingerprint = "fake 2"
    assert bench.ran(deck_of(ONE, THREE)) == {"render": 2}, "its pictures came out the same"

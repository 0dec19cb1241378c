"""Recordings in a plan: what is made from them, and what it is known by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.unit.pipeline.bench import CONFIG, Bench, deck_of

from mdvid.backends.libav.recordings import LibavRecordings
from mdvid.engine.digest import Digest
from mdvid.pipeline.actions import EncodeSound, Master, UseRecording
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pin_keys import pin_keys
from mdvid.pipeline.planner import make_plan
from mdvid.providers.requests import RecordingFile

SLIDE = "# A\n\n<!-- (audio: a.wav) It has 2 parts.\n\nAnd more. -->\n"


def inputs_of(bench: Bench, digest: str = "1", *, align: str = "") -> PlanInputs:
    bench.config = replace(CONFIG, align=align)
    made = bench.inputs(deck_of(SLIDE))
    return replace(
        made,
        tools=replace(made.tools, recordings=LibavRecordings()),
        recordings={"a.wav": RecordingFile(digest=Digest(digest), format="flac")},
    )


def keys_of(bench: Bench, digest: str) -> Mapping[str, Digest]:
    plan = make_plan(inputs_of(bench, digest, align="ear"))
    return pin_keys(plan, illustrator="fake", recipes={})


def test_a_recording_takes_the_place_of_the_voice(bench: Bench) -> None:
    steps = {step.id: step for step in make_plan(inputs_of(bench)).steps}
    recorded = steps["recording/0001-1"]
    assert isinstance(recorded.action, UseRecording)
    request = recorded.action.request
    assert (request.recording, request.format, request.text) == ("1", "flac", "It has two parts.")
    assert recorded.label == "slide 1, `a.wav` in line 7"
    assert "narration/0001-1" not in steps
    assert steps["take/0001-1"].needs == ("recording/0001-1",)
    own, voice = (steps[f"take/0001-{number}"].action for number in (1, 2))
    assert isinstance(own, Master)
    assert isinstance(voice, Master)
    assert (own.request.equaliser, own.request.recorded) == (False, True)
    assert (voice.request.equaliser, voice.request.recorded) == (True, False)
    sound = steps["sound/0001"].action
    assert isinstance(sound, EncodeSound)
    assert [item.voice for item in sound.request.items] == ["recording", "fake"]


def test_a_recording_is_aligned_though_the_voice_tells_word_times(bench: Bench) -> None:
    steps = {step.id: step for step in make_plan(inputs_of(bench, align="ear")).steps}
    assert steps["alignment/0001-1"].needs == ("recording/0001-1",)
    assert steps["take/0001-1"].needs == ("alignment/0001-1",)
    assert "alignment/0001-2" not in steps


def test_the_pin_of_an_alignment_is_for_one_recording(bench: Bench) -> None:
    first, again, other = (keys_of(bench, digest)["alignment/0001-1"] for digest in "112")
    assert first == again
    assert first != other

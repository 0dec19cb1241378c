"""Recordings as people make them, in the place of a voice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.e2e.line import Desk

from mdvid.backends.libav import LibavEncoder
from mdvid.backends.libav.loudness import energies, integrated
from mdvid.backends.libav.recordings import LibavRecordings
from mdvid.engine.digest import Digest
from mdvid.media.wav import read_wav
from mdvid.providers.requests import MasteringRequest, RecordingRequest

pytestmark = [pytest.mark.ffmpeg]

BEEPS = "aevalsrc='0.1*sin(2*PI*330*t)*(lt(t,1)+between(t,2,3))':s=44100:d=3.2"
"""Two seconds of sound, and a silent one between them."""

DECK = """\
# Hello

<!-- (audio: FILE) One two three four. One two three four. (pause: 1) -->
"""


def ffmpeg(*arguments: str, cwd: Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], cwd=cwd, check=True)


def speech(desk: Desk, stem: str = "deck") -> list[dict[str, Any]]:
    timeline = json.loads((desk.folder / f"{stem}.json").read_text("utf-8"))
    return [said for slide in timeline["slides"] for said in slide["speech"]]


@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("take.wav", ("-ac", "2", "-c:a", "pcm_s24le")),
        ("loud.wav", ("-af", "volume=30dB", "-c:a", "pcm_f32le", "-ar", "96000")),
        ("low.wav", ("-ar", "8000", "-c:a", "pcm_u8")),
        ("take.mp3", ()),
        ("take.ogg", ("-c:a", "libvorbis")),
        ("take.opus", ()),
        ("take.flac", ()),
        ("take.m4a", ()),
        ("take.aac", ()),
        ("take.aiff", ()),
        ("film.mp4", ("-f", "lavfi", "-i", "testsrc=size=64x48:d=1")),
        ("film.webm", ("-f", "lavfi", "-i", "testsrc=size=64x48:d=1", "-c:a", "libopus")),
    ],
)
def test_a_recording_in_any_format_is_heard_and_timed(
    desk: Desk, file: str, options: tuple[str, ...]
) -> None:
    ffmpeg("-f", "lavfi", "-i", BEEPS, *options, file, cwd=desk.folder)
    desk.build(desk.deck(DECK.replace("FILE", file)), "-f", "json,vtt")
    (said,) = speech(desk)
    assert said["voice"] == "recording"
    assert said["text"] == "One two three four. One two three four."
    assert said["start"] == 0.4
    assert said["end"] - said["start"] == pytest.approx(3, abs=0.15)
    words = said["words"]
    assert words[3]["end"] <= said["start"] + 1.1
    assert words[4]["start"] >= said["start"] + 1.9
    captions = (desk.folder / "deck.vtt").read_text("utf-8")
    assert captions.startswith("WEBVTT\n\n00:00:00.4")
    assert "One two three four." in captions


@pytest.mark.parametrize("volume", ["-30dB", "0dB", "30dB"])
def test_a_recording_is_as_loud_as_every_voice(tmp_path: Path, volume: str) -> None:
    gain = ("-af", f"volume={volume}", "-c:a", "pcm_f32le")
    ffmpeg("-f", "lavfi", "-i", BEEPS, *gain, "take.wav", cwd=tmp_path)
    raw, out = tmp_path / "raw.wav", tmp_path / "out.wav"
    decoder = LibavRecordings()
    request = RecordingRequest(recording=Digest("0"), format="wav", text="One.")
    decoder.decode(request, tmp_path / "take.wav", raw)
    decoder.close()
    LibavEncoder().master(MasteringRequest(text="One.", equaliser=False, recorded=True), raw, out)
    sound = np.frombuffer(read_wav(out.read_bytes()).pcm, "<i2").astype(np.float32) / np.float32(
        32_768
    )
    assert integrated(energies(sound, 48_000)) == pytest.approx(-16, abs=0.2)


BROKEN = {
    "silent.wav": (
        ("-f", "lavfi", "-i", "anullsrc=d=1"),
        "the recording is silent: no signal at all",
        "was the microphone on?",
    ),
    "two_hours.flac": (
        ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=7200"),
        "the recording is longer than 15 minutes",
        "cut it: a recording for each slide",
    ),
    "mute.mp4": (
        ("-f", "lavfi", "-i", "testsrc=size=64x48:d=1"),
        "the recording has no sound, only pictures",
        "name a file in which something is heard",
    ),
}


@pytest.mark.parametrize("file", BROKEN)
def test_a_recording_that_cannot_be_used_is_named_with_its_line(desk: Desk, file: str) -> None:
    made, message, hint = BROKEN[file]
    ffmpeg(*made, file, cwd=desk.folder)
    done = desk.run("build", desk.deck(DECK.replace("FILE", file)), "-f", "vtt")
    assert done.code == 1
    assert f"error: slide 1, `{file}` in line 3: {message}" in done.err
    assert f"hint: {hint}" in done.err
    assert "Traceback" not in done.err


@pytest.mark.browser
def test_check_reads_recordings(desk: Desk) -> None:
    ffmpeg(*BROKEN["silent.wav"][0], "silent.wav", cwd=desk.folder)
    done = desk.run("check", desk.deck(DECK.replace("FILE", "silent.wav")))
    assert done.code == 1
    assert "error: slide 1, `silent.wav` in line 3: the recording is silent" in done.err


def test_a_recording_that_is_damaged_is_no_crash(desk: Desk) -> None:
    ffmpeg("-f", "lavfi", "-i", BEEPS, "take.m4a", cwd=desk.folder)
    whole = desk.path("take.m4a").read_bytes()
    desk.path("take.m4a").write_bytes(whole[:2000])
    done = desk.run("build", desk.deck(DECK.replace("FILE", "take.m4a")), "-f", "vtt")
    assert done.code == 1
    assert "slide 1, `take.m4a` in line 3: the recording cannot be decoded" in done.err
    assert "hint: export it again" in done.err


def test_only_a_recording_that_changed_is_read_again(desk: Desk) -> None:
    for name in ("a.wav", "b.wav"):
        ffmpeg("-f", "lavfi", "-i", BEEPS, name, cwd=desk.folder)
    with desk.path("b.wav").open("ab") as file:
        file.write(bytes(2))
    deck = desk.deck("# A\n\n<!-- (audio: a.wav) One. (audio: b.wav) Two. -->\n")
    assert desk.build(deck, "-f", "vtt")["steps"]["built"] == 7
    again = desk.build(deck, "-f", "vtt")
    assert again["steps"]["built"] == 0
    ffmpeg("-i", "a.wav", "-af", "volume=0.5", "-t", "1", "b.wav", cwd=desk.folder)
    changed = desk.run("build", deck, "-f", "vtt", "-v")
    built = [line.split()[1] for line in changed.err.splitlines() if line.startswith("  built")]
    assert built[:2] == ["recording/0001-2", "take/0001-2"]
    assert "recording/0001-1" not in built


@pytest.mark.espeak
def test_speakers_and_recordings_take_turns(desk: Desk) -> None:
    ffmpeg("-f", "lavfi", "-i", BEEPS, "take.wav", cwd=desk.folder)
    text = """\
---
voices:
  Alice: espeak:en-gb
  Bob: {voice: espeak:en-us+m3, rate: 1.2}
---

# Talk

<!--
Alice: Hello there.
Bob: Hi. Note: so it goes.

Alice: (audio: take.wav) My own voice.

And that of a machine.
-->
"""
    desk.build(desk.deck(text), "-f", "json")
    assert [(said["voice"], said["text"]) for said in speech(desk)] == [
        ("espeak:en-gb", "Hello there."),
        ("espeak:en-us+m3", "Hi."),
        ("espeak:en-us+m3", "Note: so it goes."),
        ("recording", "My own voice."),
        ("espeak:en-gb", "And that of a machine."),
    ]


def test_a_recording_without_text_has_no_caption(desk: Desk) -> None:
    ffmpeg("-f", "lavfi", "-i", BEEPS, "take.wav", cwd=desk.folder)
    desk.build(desk.deck("# A\n\n<!-- (audio: take.wav) -->\n"), "-f", "vtt,srt,json,txt")
    assert desk.path("deck.vtt").read_text("utf-8") == "WEBVTT\n"
    (said,) = speech(desk)
    assert (said["text"], said["words"]) == ("", [])

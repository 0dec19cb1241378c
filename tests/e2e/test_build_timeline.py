"""The timeline that a build leaves, and the captions that follow from it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pysubs2
import pytest
from tests.e2e.line import EVERYTHING, TITLES, Published, judged

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]


def shape(value: Any) -> Any:
    """Return the keys and types of a JSON value."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        assert len({str(shape(item)) for item in value}) <= 1
        return [shape(value[0])] if value else []
    return type(value)


def test_the_timeline_has_the_shape_that_is_promised(published: Published) -> None:
    timeline = published.timeline
    number = int
    assert shape(timeline) == {
        "version": number,
        "deck": str,
        "title": str,
        "lang": str,
        "fps": str,
        "size": [number],
        "sample_rate": number,
        "frames": number,
        "duration": float,
        "slides": [
            {
                "number": number,
                "id": str,
                "title": str,
                "line": number,
                "start_frame": number,
                "frames": number,
                "steps": [{"start_frame": number, "frames": number}],
                "speech": [
                    {
                        "text": str,
                        "spoken": str,
                        "voice": str,
                        "start": float,
                        "end": float,
                        "words": [{"text": str, "start": float, "end": float}],
                    }
                ],
            }
        ],
    }
    assert list(timeline) == [
        *("version", "deck", "title", "lang", "fps", "size", "sample_rate", "frames", "duration"),
        "slides",
    ]


def test_the_timeline_is_without_gaps(published: Published) -> None:
    timeline = published.timeline
    assert timeline["duration"] == round(timeline["frames"] / 30, 3)
    assert [slide["title"] for slide in timeline["slides"]] == TITLES
    assert [len(slide["steps"]) for slide in timeline["slides"]] == [1, 1, 1, 1]
    lines = EVERYTHING.splitlines()
    for slide in timeline["slides"]:
        after = lines[slide["line"] - 1 :]
        assert next(line for line in after if line.startswith("#")).endswith(slide["title"])
    steps = [step for slide in timeline["slides"] for step in slide["steps"]]
    at = 0
    for step in steps:
        assert step["start_frame"] == at
        at += step["frames"]
    assert at == timeline["frames"]


def test_words_lie_in_their_slide_and_in_order(published: Published) -> None:
    timeline = published.timeline
    voices = [speech["voice"] for slide in timeline["slides"] for speech in slide["speech"]]
    assert set(voices[:-1]) == {"espeak:en-us"}
    assert voices[-1] == "espeak:de"
    for slide in timeline["slides"]:
        begin = slide["start_frame"] / 30
        end = begin + slide["frames"] / 30
        times = [begin]
        for speech in slide["speech"]:
            assert " ".join(word["text"] for word in speech["words"]) == speech["text"]
            times += (time for word in speech["words"] for time in (word["start"], word["end"]))
        assert times == sorted(times)
        assert times[-1] <= end


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_captions_show_what_was_written_while_it_is_said(published: Published, kind: str) -> None:
    captions = pysubs2.load(str(published.folder / f"deck.{kind}"), encoding="utf-8")
    spoken = [s for slide in published.timeline["slides"] for s in slide["speech"]]
    said = " ".join(speech["text"] for speech in spoken)
    assert " ".join(event.plaintext for event in captions).split() == said.split()
    for event in captions:
        lines = event.plaintext.split("\n")
        assert len(lines) <= 2
        assert max(map(len, lines)) <= 42
        assert event.duration > 0
    assert all(a.end <= b.start for a, b in pairwise(captions))
    assert captions[0].start == pytest.approx(1000 * spoken[0]["words"][0]["start"], abs=100)


def test_the_caption_track_says_the_same_as_the_file(published: Published) -> None:
    # As WebVTT, because ffmpeg writes SubRip with other line ends than were in the track.
    text = judged("ffmpeg", "-v", "error", "-i", published.video, "-f", "webvtt", "-").decode()
    track = pysubs2.SSAFile.from_string(text, format_="vtt")
    beside = pysubs2.load(str(published.folder / "deck.srt"), encoding="utf-8")
    assert [(e.start, e.end, e.plaintext) for e in track] == [
        (e.start, e.end, e.plaintext) for e in beside
    ]

"""What one build leaves, judged by programs that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.e2e.line import TITLES, Published, judged

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

RATE = 48_000


def probe(video: Path) -> Any:
    command = ("ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams")
    return json.loads(judged(*command, "-show_chapters", "-count_packets", video))


def sound(video: Path) -> np.ndarray:
    pcm = judged("ffmpeg", "-v", "error", "-i", video, "-f", "s16le", "-ac", "1", "-")
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def picture(video: Path, frame: int) -> np.ndarray:
    which = f"select=eq(n\\,{frame})"
    command = ("ffmpeg", "-v", "error", "-i", video, "-vf", which, "-frames:v", "1")
    shown = judged(*command, "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    return np.frombuffer(shown, np.uint8).reshape(180, 320, 3).astype(float)


def test_a_build_says_what_it_left_and_leaves_nothing_else(published: Published) -> None:
    answer = published.answer
    said = {Path(output["path"]).name: output["bytes"] for output in answer["outputs"]}
    assert said == {path.name: path.stat().st_size for path in published.folder.iterdir()}
    slides = [f"deck.{number:03}.{kind}" for kind in ("jpg", "png") for number in range(1, 5)]
    texts = ["deck.chapters.txt", "deck.json", "deck.mp4", "deck.srt", "deck.txt", "deck.vtt"]
    assert sorted(said) == sorted([*slides, *texts])
    assert answer["decks"] == [
        {
            "deck": str(published.desk.path("deck.md")),
            "languages": ["en"],
            "slides": 4,
            "duration": published.timeline["duration"],
            "size": [320, 180],
            "fps": "30/1",
        }
    ]
    assert not [d for d in answer["diagnostics"] if d["severity"] == "warning"]


def test_the_video_is_what_every_player_takes(published: Published) -> None:
    found, timeline = probe(published.video), published.timeline
    # QuickTime reads chapters from a text track, which is a stream of data to others.
    video, audio, captions, titles = found["streams"]
    assert titles["codec_tag_string"] == "text"
    expected = {
        "codec_name": "h264",
        "profile": "High",
        "pix_fmt": "yuv420p",
        "color_range": "tv",
        "color_space": "bt709",
        "color_transfer": "bt709",
        "color_primaries": "bt709",
        "r_frame_rate": "30/1",
        "avg_frame_rate": "30/1",
        "nb_read_packets": str(timeline["frames"]),
        "start_time": "0.000000",
        "width": 320,
        "height": 180,
    }
    assert {key: video[key] for key in expected} == expected
    assert (audio["codec_name"], audio["profile"], audio["sample_rate"]) == ("aac", "LC", "48000")
    assert captions["codec_name"] == "mov_text"
    assert captions["tags"]["language"] == "eng"
    assert found["format"]["tags"]["title"] == "Lights of the sea"
    for seconds in (video["duration"], audio["duration"], found["format"]["duration"]):
        assert abs(float(seconds) - timeline["duration"]) < 1024 / RATE + 0.001


def test_the_index_comes_first_and_frames_come_at_a_constant_rate(published: Published) -> None:
    whole = published.video.read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")
    command = ("ffprobe", "-v", "error", "-select_streams", "v", "-of", "csv=p=0")
    lines = judged(*command, "-show_entries", "packet=pts", published.video).decode().split()
    times = sorted(int(line.rstrip(",")) for line in lines)
    assert len({after - before for before, after in pairwise(times)}) == 1


def test_there_is_a_chapter_for_each_titled_slide(published: Published) -> None:
    chapters = probe(published.video)["chapters"]
    assert [chapter["tags"]["title"] for chapter in chapters] == TITLES
    starts = [slide["start_frame"] / 30 for slide in published.timeline["slides"]]
    assert [float(c["start_time"]) for c in chapters] == pytest.approx(starts, abs=0.002)
    assert starts[0] == 0
    text = (published.folder / "deck.chapters.txt").read_text("utf-8")
    assert re.findall(r"^[\d:.]+ (.*)$", text, re.MULTILINE) == TITLES


def test_verify_accepts_the_video(published: Published) -> None:
    done = published.desk.run("verify", published.video)
    assert done.code == 0, done.out
    assert "wrong" not in done.out


def test_verify_answers_programs(published: Published) -> None:
    done = published.desk.run("verify", published.video, "--json")
    assert done.code == 0, done.err
    (report,) = done.json
    assert report["ok"]
    assert all(check["ok"] is True for check in report["checks"])


def test_verify_tells_damage_in_sentences(published: Published, tmp_path: Path) -> None:
    data = bytearray(published.video.read_bytes())
    middle = len(data) // 2
    for at in range(middle, middle + len(data) // 8):
        data[at] ^= 0x5A
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(data)
    done = published.desk.run("verify", damaged, "-q")
    assert done.code == 1
    assert "the sound is damaged at " in done.out
    assert "Errno" not in done.out
    assert not re.search(r"^  ok ", done.out, re.MULTILINE)
    assert not published.desk.run("verify", published.video, "-q").out


def test_the_transcript_has_the_words_and_the_pictures(published: Published) -> None:
    text = (published.folder / "deck.txt").read_text("utf-8")
    for part in (*TITLES, "a red dot", "a lighthouse at dusk", "This deck is a text file."):
        assert part in text


def test_the_middle_of_each_slide_shows_its_picture(published: Published) -> None:
    for slide in published.timeline["slides"]:
        last = slide["steps"][-1]
        middle = last["start_frame"] + last["frames"] // 2
        shown = picture(published.video, middle)
        for kind, least in (("png", 30), ("jpg", 28)):
            with Image.open(published.folder / f"deck.{slide['number']:03}.{kind}") as image:
                assert image.size == (320, 180)
                meant = np.asarray(image.convert("RGB"), float)
            ratio = 10 * np.log10(255**2 / np.mean((shown - meant) ** 2))
            assert ratio > least, f"slide {slide['number']} {kind}: {ratio:.1f} dB"


def test_each_slide_is_heard_when_the_timeline_says(published: Published) -> None:
    heard = np.abs(sound(published.video)) > 0.01
    before = 0
    for slide in published.timeline["slides"]:
        start = round(slide["speech"][0]["words"][0]["start"] * RATE)
        end = round(slide["speech"][-1]["end"] * RATE)
        assert not heard[before : start - RATE // 30].any(), "sound before a slide's first word"
        onset = int(np.argmax(heard[before:])) + before
        assert abs(onset - start) <= RATE // 30, f"slide {slide['number']}"
        before = end + RATE // 30


def test_the_narration_is_as_loud_as_promised(published: Published) -> None:
    done = subprocess.run(
        (
            "ffmpeg",
            "-nostats",
            "-i",
            published.video,
            "-af",
            "ebur128=peak=true",
            "-f",
            "null",
            "-",
        ),
        capture_output=True,
        text=True,
        check=True,
    )
    summary = done.stderr.rpartition("Summary:")[2]
    loudness, peak = (
        re.search(pattern, summary) for pattern in (r"I:\s+(\S+) LUFS", r"Peak:\s+(\S+) dBFS")
    )
    assert loudness
    assert peak
    assert float(loudness[1]) == pytest.approx(-16, abs=1)
    assert float(peak[1]) <= -1

from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.e2e.encoder.studio import FrameHashes, Studio

from mdvid.errors import ProviderFailed
from mdvid.media.hold import read_pictures
from mdvid.media.model import FrameRate, Size
from mdvid.providers.requests import MuxRequest, StillRequest

pytestmark = pytest.mark.ffmpeg

HOLDS = [1, 1, 1, 15, 16, 17, 1, 151, 150, 2, 1100]
"""Lengths in frames: pictures of one frame in a row, frame_num at its limits (16), a hold that
ends on a keyframe (151) and one that lasts."""


def held(studio: Studio, lengths: list[int]) -> Path:
    sounds = []
    for number, frames in enumerate(lengths):
        sound = studio.sound(f"silence-{number}")
        layout = json.loads(sound.with_suffix(".json").read_text())
        layout["samples"] = frames * 1600
        sound.with_suffix(".json").write_text(json.dumps(layout))
        sounds.append(sound)
    stills = [[studio.still(number)] for number in range(len(lengths))]
    return studio.video(stills, sounds, name="held")


@pytest.mark.parametrize("decoder", ["ffmpeg", "openh264"])
def test_a_held_picture_is_the_same_from_its_first_frame_to_its_last(
    studio: Studio, frame_hashes: FrameHashes, decoder: str
) -> None:
    hashes = frame_hashes(held(studio, HOLDS), decoder)
    assert [len(list(group)) for _, group in itertools.groupby(hashes)] == HOLDS
    assert len(set(hashes)) == len(HOLDS)


def test_decoders_agree_on_every_frame(studio: Studio, frame_hashes: FrameHashes) -> None:
    video = held(studio, HOLDS)
    assert frame_hashes(video, "ffmpeg") == frame_hashes(video, "openh264")


def test_seeking_anywhere_finds_the_picture_that_is_shown_there(studio: Studio) -> None:
    lengths = [40, 1, 400, 33]
    video = held(studio, lengths)
    with av.open(str(video)) as container:
        shown = [bytes(frame.planes[0]) for frame in container.decode(video=0)]
        stream = container.streams.video[0]
        for number in (473, 0, 39, 40, 41, 190, 191, 192, 340, 440, 441):
            container.seek(number * 512, stream=stream)
            frame = next(f for f in container.decode(stream) if f.pts == number * 512)
            assert bytes(frame.planes[0]) == shown[number]


def test_encoded_holds_show_what_skipped_holds_show(
    studio: Studio, frame_hashes: FrameHashes
) -> None:
    sounds = [studio.sound(f"sound-{n}", hold=hold) for n, hold in enumerate([1700, 33, 5100])]
    stills = [[studio.still(n)] for n in range(3)]
    segments = [[studio.segment(n, sound)] for n, sound in enumerate(sounds)]
    for still, segment in zip(stills, segments, strict=True):
        one, other = (read_pictures(p[0].read_bytes()) for p in (still, segment))
        assert one.sets == other.sets
        assert one.units[0] == other.units[0]
    skipped = studio.video(stills, sounds, name="skipped")
    encoded = studio.video(segments, sounds, name="encoded", encoded=True)
    assert frame_hashes(skipped, "ffmpeg") == frame_hashes(encoded, "ffmpeg")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_colours_survive(studio: Studio, mode: str) -> None:
    color = (208, 24, 72) if mode != "L" else (77, 77, 77)
    picture = studio.folder / "colour.png"
    image = Image.new("RGB", (320, 180), color)
    (image.quantize(4) if mode == "P" else image.convert(mode)).save(picture)
    out = studio.folder / "colour.h264"
    studio.encoder.encode_still(StillRequest(size=Size(320, 180), fps=FrameRate(30)), picture, out)
    with av.open(str(out)) as container:
        frame = next(container.decode(video=0))
        shown = frame.to_ndarray(format="rgb24", src_colorspace="ITU709")
    assert np.abs(shown.astype(int) - color).max() <= 3


def test_the_same_picture_gives_the_same_bytes(studio: Studio) -> None:
    first = studio.still(5).read_bytes()
    assert studio.still(5).read_bytes() == first


def test_stills_name_no_encoder(studio: Studio) -> None:
    assert b"x264" not in studio.still(1).read_bytes()


def test_a_picture_of_another_size_is_refused(studio: Studio) -> None:
    request = StillRequest(size=Size(640, 360), fps=FrameRate(30))
    with pytest.raises(ProviderFailed, match="the picture is 320x180, expected 640x360"):
        studio.encoder.encode_still(request, studio.picture(1), studio.folder / "x.h264")


@pytest.mark.parametrize("size", [0, 20, 400])
def test_a_damaged_picture_is_refused(studio: Studio, size: int) -> None:
    picture = studio.picture(1)
    picture.write_bytes(picture.read_bytes()[:size])
    request = StillRequest(size=Size(320, 180), fps=FrameRate(30))
    with pytest.raises(ProviderFailed):
        studio.encoder.encode_still(request, picture, studio.folder / "x.h264")
    assert not (studio.folder / "x.h264").exists()


@pytest.mark.parametrize("number", [0, 1])
def test_a_still_for_another_frame_rate_is_not_joined(studio: Studio, number: int) -> None:
    sounds = [studio.sound("a", hold=500), studio.sound("b", hold=500)]
    stills = [studio.still(1), studio.still(2)]
    studio.fps = FrameRate(25)
    stills[number] = studio.still(3)
    studio.fps = FrameRate(30)
    with pytest.raises(ProviderFailed, match="encoded differently"):
        studio.video([[still] for still in stills], sounds)


def test_a_segment_of_another_length_is_not_joined(studio: Studio) -> None:
    sound = studio.sound("a", hold=500)
    segment = studio.segment(1, sound)
    longer = studio.sound("b", hold=600)
    with pytest.raises(ProviderFailed, match="a segment has 15 frames, expected 18"):
        studio.video([[segment]], [longer], encoded=True)


def test_too_few_stills_are_not_joined(studio: Studio) -> None:
    sound = studio.sound("a", hold=500)
    timeline = studio.timeline([sound, sound])
    request = MuxRequest(
        size=Size(320, 180), fps=FrameRate(30), title="", lang="en", captions=False
    )
    with pytest.raises(ProviderFailed, match="1 stills and 2 sounds for 2 steps of 2 slides"):
        studio.encoder.mux(
            request, timeline, [[studio.still(1)]], [sound, sound], studio.folder / "x.mp4"
        )


@pytest.mark.parametrize("fps", [FrameRate(25), FrameRate(30_000, 1001), FrameRate(60)])
def test_every_frame_stands_where_a_constant_rate_puts_it(studio: Studio, fps: FrameRate) -> None:
    studio.fps = fps
    video = studio.video([[studio.still(1)]], [studio.sound("a", hold=7000)])
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries",
         "stream=r_frame_rate,avg_frame_rate,time_base:packet=pts,duration", "-of", "json",
         str(video)],
        capture_output=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    (stream,) = found["streams"]
    assert stream["r_frame_rate"] == stream["avg_frame_rate"] == str(fps)
    ticks = found["packets"][1]["pts"]
    assert [p["pts"] for p in found["packets"]] == [n * ticks for n in range(len(found["packets"]))]
    assert {p["duration"] for p in found["packets"]} == {ticks}

"""Clips: interpolated, taken apart, encoded, and joined to stills."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from tests.e2e.encoder.studio import SIZE, THIRTY, FrameHashes, Studio
from tests.e2e.film import Picture, drawn, drifted, middle, write_clip

from mdvid.backends.libav import verify
from mdvid.backends.libav.clip_limits import MOST_FRAMES
from mdvid.errors import ProviderFailed
from mdvid.media.hold import read_pictures
from mdvid.media.model import FrameRate, Size, Timeline
from mdvid.providers.requests import InterpolationRequest, MotionRequest, MuxRequest, StillRequest

pytestmark = pytest.mark.ffmpeg


def clip(studio: Studio, frames: int = 9, rate: int = 8, size: Size = SIZE) -> Path:
    path = studio.folder / f"clip-{frames}-{rate}.mp4"
    write_clip(path, drawn(size), frames=frames, rate=rate)
    return path


def shown(studio: Studio, path: Path, size: Size = SIZE) -> list[Picture]:
    jpegs = studio.encoder.clip_frames(path, size)
    return [np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) for data in jpegs]


@pytest.mark.parametrize(
    ("frames", "rate", "wanted", "count"),
    [
        (9, 8, FrameRate(30), 31),
        (9, 8, FrameRate(30_000, 1001), 30),
        (9, 8, FrameRate(8), 9),
        (9, 30, FrameRate(24), 7),
        (2, 8, FrameRate(24), 4),
        (1, 8, FrameRate(30), 1),
    ],
)
def test_a_clip_keeps_its_length_at_another_rate(
    studio: Studio, frames: int, rate: int, wanted: FrameRate, count: int
) -> None:
    out = studio.folder / "out.mp4"
    studio.encoder.interpolate(InterpolationRequest(fps=wanted), clip(studio, frames, rate), out)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == wanted.fraction
        base, length = stream.time_base, 1 / wanted.fraction
        assert base is not None
        times = [(frame.pts or 0) * base for frame in container.decode(stream)]
        assert times == [number * length for number in range(count)]


def test_things_move_between_the_frames_of_a_clip(studio: Studio) -> None:
    out = studio.folder / "out.mp4"
    studio.encoder.interpolate(InterpolationRequest(fps=THIRTY), clip(studio), out)
    pictures = shown(studio, out)
    places = [middle(picture) for picture in pictures]
    assert places == sorted(places)
    step = (places[-1] - places[0]) / 30
    assert all(0 < later - earlier < 2 * step for earlier, later in pairwise(places))
    # Nothing is faded: in the middle between two frames of the clip the square is as red as ever.
    meant = drifted(drawn(SIZE), 15 / 60)
    near = np.abs(pictures[15].astype(int) - meant)[60:120, 100:190].mean()
    assert near < 12


def test_large_clips_are_interpolated_at_a_size_that_can_be_waited_for(studio: Studio) -> None:
    out = studio.folder / "out.mp4"
    large = clip(studio, 2, 29, Size(1920, 1072))
    studio.encoder.interpolate(InterpolationRequest(fps=THIRTY), large, out)
    with av.open(str(out)) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == (1284, 718)
    assert shown(studio, out)[0].shape == (180, 320, 3)


def test_interpolating_again_gives_the_same_bytes(studio: Studio) -> None:
    request, source = InterpolationRequest(fps=THIRTY), clip(studio)
    for name in ("one.mp4", "two.mp4"):
        studio.encoder.interpolate(request, source, studio.folder / name)
    assert (studio.folder / "one.mp4").read_bytes() == (studio.folder / "two.mp4").read_bytes()


def test_frames_of_a_clip_have_the_size_and_the_colours_that_are_wanted(studio: Studio) -> None:
    size = Size(160, 90)
    first = shown(studio, clip(studio), size)[0].astype(int)
    meant = np.asarray(Image.fromarray(drawn(SIZE)).resize((160, 90), Image.Resampling.BOX), int)
    assert first.shape == (90, 160, 3)
    assert np.abs(first - meant).mean() < 4
    assert np.abs((first - meant).mean(axis=(0, 1))).max() < 2.5


@pytest.mark.parametrize("content", [b"", b"no clip", None])
def test_a_clip_that_is_none_is_refused(studio: Studio, content: bytes | None) -> None:
    path = studio.folder / "broken.mp4"
    path.write_bytes(clip(studio).read_bytes()[:900] if content is None else content)
    with pytest.raises(ProviderFailed):
        studio.encoder.interpolate(InterpolationRequest(fps=THIRTY), path, studio.folder / "x.mp4")
    with pytest.raises(ProviderFailed):
        list(studio.encoder.clip_frames(path, SIZE))


def test_a_clip_of_another_size_or_without_an_end_is_refused(studio: Studio) -> None:
    studio.encoder.check_clip(clip(studio), SIZE)
    with pytest.raises(ProviderFailed, match=f"its size is {SIZE}, not 64x36"):
        studio.encoder.check_clip(clip(studio), Size(64, 36))
    small = Size(16, 16)
    studio.encoder.check_clip(clip(studio, frames=MOST_FRAMES, size=small), small)
    with pytest.raises(ProviderFailed, match="more than 1,024 frames"):
        studio.encoder.check_clip(clip(studio, frames=MOST_FRAMES + 1, size=small), small)
    broken = studio.folder / "broken.mp4"
    broken.write_bytes(clip(studio).read_bytes()[:900])
    with pytest.raises(ProviderFailed):
        studio.encoder.check_clip(broken, SIZE)


def test_a_clip_with_giant_frames_is_not_decoded(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = clip(studio)
    monkeypatch.setattr("mdvid.backends.libav.clip.MOST_PIXELS", 1_000)
    with pytest.raises(ProviderFailed):
        list(studio.encoder.clip_frames(path, SIZE))


def test_a_clip_that_is_a_list_of_other_files_is_not_followed(studio: Studio) -> None:
    path = studio.folder / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile {clip(studio).name}\n")
    with pytest.raises(ProviderFailed):
        list(studio.encoder.clip_frames(path, SIZE))


def slides(count: int) -> Iterable[bytes]:
    """Pictures of a slide that moves, as a renderer gives them."""
    picture = drawn(SIZE)
    for number in range(count):
        png = io.BytesIO()
        Image.fromarray(drifted(picture, number / 100)).save(png, "PNG")
        yield png.getvalue()


def motion(
    studio: Studio, frames: int, *, loop: bool = True, seconds: int = 5, encoded: bool = False
) -> Path:
    path = studio.folder / "motion.h264"
    request = MotionRequest(
        still=StillRequest(size=SIZE, fps=THIRTY),
        loop=loop,
        encoded_holds=encoded,
        keyframe_seconds=seconds,
    )
    studio.encoder.encode_motion(request, slides(frames), path)
    return path


def units(path: Path) -> str:
    """Return `I` and `P` for the pictures of a stream."""
    found = read_pictures(path.read_bytes()).units
    return "".join("I" if unit.keyframe else "P" for unit in found)


@pytest.mark.parametrize(
    ("frames", "options", "coded", "again"),
    [
        (4, {}, "IPPPPP", 0),
        (4, {"loop": False}, "IPPI", 3),
        (1, {}, "I", 0),
        (1, {"loop": False}, "I", 0),
        (2, {}, "IP", 0),
        (40, {"seconds": 1}, ("I" + "P" * 29) * 2 + "I" + "P" * 17, 0),
        (40, {"seconds": 1, "loop": False}, "I" + "P" * 29 + "I" + "P" * 8 + "I", 39),
        (3, {"seconds": 1, "loop": False, "encoded": True}, "IPI" + "P" * 29, 2),
        (1, {"seconds": 1, "encoded": True}, "I" + "P" * 29, 0),
        (3, {"seconds": 1, "encoded": True}, "IPPP", 0),
    ],
)
def test_a_clip_is_coded_so_that_it_can_go_on(
    studio: Studio, frames: int, options: dict[str, int], coded: str, again: int
) -> None:
    path = motion(studio, frames, **options)  # type: ignore[arg-type]
    assert units(path) == coded
    assert json.loads(path.with_suffix(".json").read_text()) == {"again": again}
    assert sorted(p.name for p in studio.folder.iterdir()) == ["motion.h264", "motion.json"]


def test_a_clip_can_be_joined_to_stills(studio: Studio) -> None:
    found = read_pictures(motion(studio, 5).read_bytes())
    assert found.sets == read_pictures(studio.still(1).read_bytes()).sets


def test_the_same_clip_gives_the_same_bytes(studio: Studio) -> None:
    first = motion(studio, 5).read_bytes()
    assert motion(studio, 5).read_bytes() == first


def test_a_clip_without_frames_is_refused(studio: Studio) -> None:
    for loop in (True, False):
        with pytest.raises(ProviderFailed, match="not a single frame"):
            motion(studio, 0, loop=loop)


def moving(timeline: Timeline, number: int) -> Timeline:
    """Return the timeline with the slide at index `number` moving."""
    from dataclasses import replace

    slide = timeline.slides[number]
    steps = tuple(replace(step, moving=True) for step in slide.steps)
    changed = replace(slide, steps=steps)
    return replace(
        timeline, slides=(*timeline.slides[:number], changed, *timeline.slides[number + 1 :])
    )


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize("frames", [1, 2, 5, 8, 9, 23])
def test_a_clip_is_repeated_and_cut_at_any_frame(
    studio: Studio, frame_hashes: FrameHashes, loop: bool, frames: int
) -> None:
    sounds = [studio.sound("before", hold=200), studio.sound("clip", hold=frames * 1000 // 30)]
    sounds.append(studio.sound("after", hold=200))
    stills = [[studio.still(1)], [motion(studio, 5, loop=loop, seconds=60)], [studio.still(2)]]
    out = studio.folder / "video.mp4"
    request = MuxRequest(size=SIZE, fps=THIRTY, title="", lang="en", captions=False)
    studio.encoder.mux(request, moving(studio.timeline(sounds), 1), stills, sounds, out)
    assert verify(out).ok
    found = frame_hashes(out, "ffmpeg")
    assert frame_hashes(out, "openh264") == found
    assert len(found) == 6 + frames + 6
    played = found[6:-6]
    if loop:
        assert played[8:] == played[:-8]
        assert len(set(played[:8])) == min(8, frames)
    else:
        assert len(set(played[:5])) == min(5, frames)
        assert len(set(played[4:])) <= 1


def test_a_clip_that_does_not_say_how_it_goes_on_is_not_joined(studio: Studio) -> None:
    sound = studio.sound("clip", hold=200)
    path = motion(studio, 5)
    path.with_suffix(".json").unlink()
    request = MuxRequest(size=SIZE, fps=THIRTY, title="", lang="en", captions=False)
    with pytest.raises(ProviderFailed, match="does not say how it goes on"):
        studio.encoder.mux(
            request, moving(studio.timeline([sound]), 0), [[path]], [sound], studio.folder / "x.mp4"
        )

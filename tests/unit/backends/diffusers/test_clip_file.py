from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from mdvid.backends.diffusers.clip_file import write_clip
from mdvid.media.model import Size

SMALL = Size(96, 64)


def _scene(width: int = 48, height: int = 32, frames: int = 9) -> NDArray[np.float32]:
    clip = np.zeros((frames, height, width, 3), np.float32)
    clip[..., 0] = np.linspace(0, 1, width)
    clip[..., 1] = np.linspace(0, 1, height)[:, np.newaxis]
    clip[..., 2] = np.linspace(0, 1, frames)[:, np.newaxis, np.newaxis]
    return clip


def _write(out: Path, clip: NDArray[np.float32], size: Size = SMALL, fps: int = 7) -> Path:
    write_clip(clip, asked=Size(48, 32), size=size, fps=fps, out=out)
    return out


def _read(path: Path) -> NDArray[np.float32]:
    with av.open(path) as file:
        frames = [frame.to_ndarray(format="rgb24") / 255 for frame in file.decode(video=0)]
    return np.asarray(frames, np.float32)


def test_a_clip_is_what_was_promised(tmp_path: Path) -> None:
    with av.open(_write(tmp_path / "clip", _scene())) as file:
        (stream,) = file.streams
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (stream.width, stream.height, stream.frames) == (96, 64, 9)
        assert stream.average_rate == stream.guessed_rate == 7
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1
        frames = list(file.decode(video=0))
        assert [frame.time for frame in frames] == pytest.approx([n / 7 for n in range(9)])
        assert frames[0].time == 0


def test_frames_look_like_what_they_were_made_of(tmp_path: Path) -> None:
    clip = _scene()
    wide = _read(_write(tmp_path / "clip.mp4", clip))
    small = wide.reshape(9, 32, 2, 48, 2, 3).mean(axis=(2, 4))
    assert np.abs(small - clip).mean() < 0.02
    assert np.abs(small - clip).max() < 0.2


def test_the_same_frames_give_the_same_bytes_without_a_date(tmp_path: Path) -> None:
    first = _write(tmp_path / "one.mp4", _scene())
    assert _write(tmp_path / "other.mp4", _scene()).read_bytes() == first.read_bytes()
    with av.open(first) as file:
        assert "creation_time" not in file.metadata | file.streams[0].metadata


def test_frames_of_another_size_than_asked_are_cut_and_not_distorted(tmp_path: Path) -> None:
    clip = _scene(64, 64)
    clip[:, :8] = 0  # the upper and lower edges of the square do not fit into 3:2
    clip[:, -8:] = 0
    assert _read(_write(tmp_path / "cut.mp4", clip))[:, 4:-4, -8:, 0].min() > 0.7


@pytest.mark.parametrize("fps", [7, 16, 24, 30])
def test_any_rate_of_a_model_is_kept(tmp_path: Path, fps: int) -> None:
    with av.open(_write(tmp_path / "clip.mp4", _scene(), fps=fps)) as file:
        assert file.streams.video[0].average_rate == fps
        assert file.duration == pytest.approx(9 / fps * 1e6, abs=1000)

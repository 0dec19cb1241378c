"""A slide that moves: its frames go from the browser to the encoder one by one."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from mdvid.pipeline.actions import EncodeMotion
from mdvid.pipeline.toolbox import Toolbox

T = TypeVar("T")


def film(
    action: EncodeMotion,
    assets: Mapping[str, Path],
    clips: Sequence[Path],
    tools: Toolbox,
    out: Path,
) -> None:
    """Write the slide that moves; `clips` are as many as there are moving pictures."""
    names = [name for name, _ in action.moving]
    played = [
        tools.encoder.clip_frames(clip, size)
        for clip, (_, size) in zip(clips, action.moving, strict=True)
    ]
    moving = (dict(zip(names, pictures, strict=True)) for pictures in _together(played))
    with ahead(tools.renderer.frames(action.picture, assets, moving)) as frames:
        tools.encoder.encode_motion(action.motion, frames, out)


@contextmanager
def ahead(frames: Generator[T]) -> Iterator[Iterator[T]]:
    """Have the next frame made while one is used: the browser draws while the encoder encodes."""
    from concurrent.futures import ThreadPoolExecutor  # slow to import, and few decks move

    with closing(frames), ThreadPoolExecutor(1, "mdvid-frames") as thread:

        def made() -> Iterator[T]:
            coming = thread.submit(next, frames, None)
            while (frame := coming.result()) is not None:
                coming = thread.submit(next, frames, None)
                yield frame

        yield made()


def _together(played: Sequence[Iterator[bytes]]) -> Iterator[tuple[bytes, ...]]:
    """Yield the pictures of clips side by side; the shorter ones wait at their end."""
    shown: tuple[bytes, ...] = ()
    for pictures in zip_longest(*played):
        shown = tuple(
            shown[place] if picture is None else picture for place, picture in enumerate(pictures)
        )
        yield shown

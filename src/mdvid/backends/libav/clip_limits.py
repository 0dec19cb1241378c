"""Whether a clip that came with a deck may be played: it can be a stranger's."""

from __future__ import annotations

from pathlib import Path

import av

from mdvid.errors import ProviderFailed
from mdvid.media.model import Size

MOST_FRAMES = 1_024
"""Of a clip; 1,000 are the most that can be asked for, and models take the next number they can."""


def check_clip(clip: Path, size: Size) -> None:
    """Make sure that a clip has frames of that size, and not too many; none is decoded.

    Raises:
        ProviderFailed: it has others, or none, or is damaged.
    """
    with av.open(f"file:{clip}", format="mp4") as source:
        if not source.streams.video:
            raise ProviderFailed("it has no pictures")
        stream = source.streams.video[0]
        found = Size(stream.width, stream.height)
        if found != size:
            raise ProviderFailed(f"its size is {found}, not {size}")
        # What the file says of itself may be wrong, so they are counted.
        frames = 0
        for packet in source.demux(stream):
            frames += packet.size > 0
            if frames > MOST_FRAMES:
                raise ProviderFailed(f"it has more than {MOST_FRAMES:,} frames")

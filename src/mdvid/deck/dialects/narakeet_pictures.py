"""Narakeet's words for pictures: `![left panzoom](photo.png)`, `![0:10-0:14 match](clip.mp4)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mdvid.deck.pictures import moves

_SIZES = {"contain": " contain", "fit": " w:100% h:100%", "cover": ""}
"""As backgrounds of ours have them: there `fit` does not keep the proportions, here it does."""
_PLACE = re.compile(r"(?:top|bottom|left|right|center)(?:-(?:top|bottom|left|right|center))?\Z")
_PANNED = frozenset({"zoom", "zoomout", "pan", "panzoom", "panzoomout"})
_CUT = re.compile(r"(?:match|trim|loop|loop-audio|freeze|mute|[\d:.]+-[\d:.]*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A picture that fills the slide."""

    words: str
    """For a background of ours; each has a space before it."""
    moves: bool
    """It is a video."""
    panned: bool
    """The eye would wander over it."""


def placed(written: str, address: str, *, size: str) -> Placed:
    """Return what the words in a picture's square brackets ask for.

    `size` is what the script says for all pictures.
    """
    words = written.split()
    places = [word for word in words if _PLACE.match(word)]
    sizes = [word for word in (size, *words) if word in _SIZES]
    known = {*places, *sizes, *_PANNED}
    alt = [word for word in words if word not in known and not _CUT.match(word)]
    kept = _SIZES[sizes[-1]] if sizes else ""
    if places:
        kept += f" position:{'-'.join(places)}"
    return Placed(
        words=kept + "".join(f" {word}" for word in alt),
        moves=moves(address) == "video",
        panned=any(word in _PANNED for word in words),
    )

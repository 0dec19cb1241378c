"""Marp's words in the alt text of an image: `![bg right:40% blur a boat](boat.jpg)`.

The keywords and their defaults are Marpit's (its documentation, "Image syntax"); they may stand
in any order, and whatever is none of them is the alt text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from mdvid.deck.model import Background
from mdvid.diagnostics import did_you_mean, is_slip

VIDEO_SUFFIXES = (".mp4", ".webm", ".mov", ".mkv", ".m4v", ".ogv", ".avi")
SOUND_SUFFIXES = (".mp3", ".wav", ".ogg", ".m4a", ".flac", ".aac", ".opus")

_LENGTH = r"(?:\d*\.)?\d+(?:%|ch|cm|em|ex|in|mm|pc|pt|px|rem|vw|vh)?|auto"
_SIDE = re.compile(r"(left|right)(?::((?:\d*\.)?\d+)%)?\Z")
_EDGES = frozenset({"top", "bottom", "left", "right", "center"})
_WIDTH = re.compile(rf"w(?:idth)?:({_LENGTH})\Z")
_HEIGHT = re.compile(rf"h(?:eight)?:({_LENGTH})\Z")
_PERCENT = re.compile(r"(?:\d*\.)?\d+%\Z")
_BARE = re.compile(r"(?:\d*\.)?\d+\Z")
_FILTER = re.compile(
    r"(blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia)"
    r"(?::((?!.*url\()[\w.%#,()+-]+))?\Z"
)
_FILTER_DEFAULTS = {
    "blur": "10px",
    "brightness": "1.5",
    "contrast": "2",
    "drop-shadow": "0 5px 10px rgba(0,0,0,.4)",
    "grayscale": "1",
    "hue-rotate": "180deg",
    "invert": "1",
    "opacity": ".5",
    "saturate": "2",
    "sepia": "1",
}
_SIZES = {"auto": "auto", "contain": "contain", "cover": "cover", "fit": "contain"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\Z|(?:rgb|hsl)a?\([^()]*\)\Z")
_PLACING = frozenset({"center", "left", "right", "inline", "float", "middle", "top", "bottom"})
_NAMES = (
    "left",
    "right",
    "position",
    "vertical",
    "horizontal",
    "width",
    "height",
    *_SIZES,
    *_FILTER_DEFAULTS,
)
_WITH_VALUE = re.compile(r"([a-z][a-z-]*):[\w.%#(][^:/]*\Z")
_LONG = 6
"""Letters; in a shorter word one more or less easily makes another: `over`, `cove`."""
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageWords:
    """What the alt text of an image says."""

    alt: str
    """The words that are no keywords; authors style some of them: `img[alt~="center"]`."""
    style: str = ""
    """CSS of an image within the text."""
    background: Background | None = None
    slips: tuple[tuple[str, str | None], ...] = ()
    """Words of a background that look like keywords and are none, with what was meant."""

    @property
    def shows(self) -> str:
        """What the author says it shows; words of placing alone say nothing."""
        return "" if set(self.alt.lower().split()) <= _PLACING else self.alt


def read_words(alt: str) -> ImageWords:
    """Return what the keywords in an image's alt text mean."""
    words = alt.split()
    reader = _Reader(background="bg" in words)
    left = [word for word in words if not reader.takes(word)]
    result = reader.result(" ".join(left))
    return replace(result, slips=tuple(_slips(left))) if result.background else result


def _slips(words: list[str]) -> Iterator[tuple[str, str | None]]:
    for word in words:
        if match := _WITH_VALUE.match(word):
            yield word, did_you_mean(match[1], _NAMES)
        elif near := next((name for name in _NAMES if _is_near(word, name)), None):
            yield word, f"did you mean `{near}`?"


def _is_near(word: str, name: str) -> bool:
    return (len(word) == len(name) or min(len(word), len(name)) >= _LONG) and is_slip(word, name)


class _Reader:
    def __init__(self, *, background: bool) -> None:
        self._background = background
        self._filters: list[str] = []
        self._width = self._height = self._size = self._side = self._position = ""
        self._split = "50%"
        self._vertical = False

    def takes(self, word: str) -> bool:
        """Note a keyword; False if it is none."""
        return self._takes_size(word) or (self._background and self._takes_background(word))

    def _takes_size(self, word: str) -> bool:
        if match := _WIDTH.match(word):
            self._width = _length(match[1])
        elif match := _HEIGHT.match(word):
            self._height = _length(match[1])
        elif _PERCENT.match(word):
            self._size = word
        elif match := _FILTER.match(word):
            value = match[2] or _FILTER_DEFAULTS[match[1]]
            if match[1] == "drop-shadow":
                value = value.replace(",", " ") if "(" not in value else value
            self._filters.append(f"{match[1]}({value})")
        else:
            return False
        return True

    def _takes_background(self, word: str) -> bool:
        if word in _SIZES:
            self._size = _SIZES[word]
        elif match := _SIDE.match(word):
            self._side = match[1]
            self._split = f"{match[2]}%" if match[2] else "50%"
        elif word.startswith("position:") and _EDGES.issuperset(word[9:].split("-")):
            self._position = word[9:].replace("-", " ")
        elif word in {"vertical", "horizontal"}:
            self._vertical = word == "vertical"
        else:
            return word == "bg"
        return True

    def result(self, alt: str) -> ImageWords:
        filters = " ".join(self._filters)
        if not self._background:
            width = self._width or self._size
            parts = (("width", width), ("height", self._height), ("filter", filters))
            return ImageWords(alt=alt, style=";".join(f"{k}:{v}" for k, v in parts if v))
        size = self._size or "cover"
        if self._width or self._height:
            size = f"{self._width or 'auto'} {self._height or 'auto'}"
        background = Background(
            side=self._side,
            split=self._split,
            size=size,
            position=self._position,
            filters=filters,
            vertical=self._vertical,
        )
        return ImageWords(alt=alt, background=background)


def _length(text: str) -> str:
    return f"{text}px" if _BARE.match(text) else text


def is_colour(address: str) -> bool:
    """Tell whether a background is a colour instead of a picture: `![bg](#123456)`."""
    return bool(_COLOUR.match(address))


def source_of_address(address: str) -> str:
    """Return an image's address as a source: decoded, with forward slashes if it is a file."""
    if address.lower().startswith(("http:", "https:", "data:")):
        return address
    # A question mark that is encoded belongs to the name.
    path = unquote(address if address.startswith("?") else address.split("?", 1)[0])
    if _DRIVE.match(path) or "\\" in path:
        path = path.replace("\\", "/")
    return path


def moves(address: str) -> str | None:
    """Return `video` or `audio` if that is what an address names."""
    path = address.split("?", 1)[0].split("#", 1)[0].lower()
    if path.endswith(VIDEO_SUFFIXES):
        return "video"
    return "audio" if path.endswith(SOUND_SUFFIXES) else None

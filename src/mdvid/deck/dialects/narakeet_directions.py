"""Narakeet's stage directions: `(voice-speed: fast)`, some of them over several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mdvid.deck.css_values import is_colour
from mdvid.deck.dialects.lines import Line
from mdvid.deck.dialects.sheet import Sheet
from mdvid.diagnostics import did_you_mean

_OWN = frozenset({"pause", "voice", "audio"})
"""We have them as well, under the same names."""
_ABSENT = frozenset(
    {
        "background",
        "callout",
        "font-size",
        "narration-mode",
        "subtitles",
        "transition",
        "voice-emphasis",
        "voice-pitch",
        "voice-volume",
        "volume",
    }
)
"""A video does not have them."""
_KNOWN = _OWN | _ABSENT | {"canvas", "duration", "image", "theme", "video", "voice-speed"}
_WHOLE = re.compile(r"[ \t]*\(([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)\)[ \t]*$", re.DOTALL)
_OPENS = re.compile(r"[ \t]*\(([A-Za-z][\w-]*)[ \t]*:[^()\n]*$")
_WITHIN = re.compile(r"\(([a-z][a-z-]*)[ \t]*:[ \t]*([^()\n]*)\)")
_ENTRY = re.compile(r"[ \t]*([\w-]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$")
_LONGEST = 30
"""Lines of a direction; what is longer is text in brackets."""
_SPEEDS = {"x-slow": "0.6", "slow": "0.8", "normal": "1", "medium": "1", "fast": "1.2"}
_SPEEDS |= {"default": "1", "x-fast": "1.5"}
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)%?\Z")
_SECONDS = re.compile(r"(?:\d{1,9}(?:\.\d{1,3})?|\.\d{1,3})\s*(?:s|sec|seconds?|ms)?\Z")
_NEAR = 0.75


def speed(value: str) -> str:
    """Return a speed as the value of `(rate: )`; empty if it is none."""
    written = value.strip().lower()
    return written if _NUMBER.match(written) else _SPEEDS.get(written, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What a direction comes to."""

    said: str = ""
    """A direction of ours, to stand in the narration."""
    recording: bool = False
    """It is a recording, whole: what follows is said by the voice."""
    directive: tuple[str, str] | None = None
    picture: tuple[str, str] | None = None
    """Words and address of something to be seen."""
    light: bool = False
    at: int = 0
    """The line on which it begins."""


NOTHING = Followed()
_SHOWN = {
    ("theme", "light"): Followed(directive=("_class", "invert"), light=True),
    ("theme", "default"): NOTHING,
    ("transition", "none"): NOTHING,
}


class Directions:
    """Follows directions that stand on lines of their own."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._lines: list[str] = []
        self._begun = 0
        """The line on which an open one begins."""

    @property
    def open(self) -> bool:
        """One that was begun goes on with the next line."""
        return bool(self._lines)

    def take(self, line: Line) -> Followed | None:
        """Follow a line; None if it is no direction."""
        if not self._lines and not _OPENS.match(line.text):
            return self._read(line.text, line.number)
        self._begun = self._begun if self._lines else line.number
        self._lines.append(line.text)
        closed = line.text.rstrip().endswith(")")
        if not closed and not line.blank and len(self._lines) < _LONGEST:
            return NOTHING
        written, self._lines = "\n".join(self._lines), []
        return self._read(written, self._begun) or Followed(said=written, at=self._begun)

    def within(self, text: str, at: int) -> str:
        """Return a line of narration with the directions that stand between its words."""

        def replaced(match: re.Match[str]) -> str:
            name, value = match[1], match[2]
            if name == "voice-speed":
                return self._rate(value, at)
            if name not in _KNOWN - _OWN:
                return match[0]
            self._sheet.ignored[f"`({name}: )`"] += 1
            return ""

        return _WITHIN.sub(replaced, text)

    def _read(self, written: str, at: int) -> Followed | None:
        match = _WHOLE.match(written)
        followed = self._follow(match[1].lower(), match[2].strip(), at) if match else None
        return replace(followed, at=at) if followed else None

    def _follow(self, name: str, value: str, at: int) -> Followed | None:
        if name in _OWN:
            return Followed(said=f"({name}: {value})", recording=name == "audio")
        if name == "voice-speed":
            return Followed(said=self._rate(value, at))
        if name == "duration" and not _SECONDS.match(value):
            self._sheet.problem(at, f"`{value}` is no length of a scene", "write `(duration: 4)`")
            return NOTHING
        if name in {"image", "video"}:
            return _picture(value)
        if name not in _KNOWN:
            return self._unknown(name, at)
        shown = _SHOWN.get((name, value)) or _of_slide(name, value)
        if shown is None:
            self._sheet.ignored[f"`({name}: )`"] += 1
        return shown or NOTHING

    def _rate(self, value: str, at: int) -> str:
        rate = speed(value)
        if rate:
            return f"(rate: {rate})"
        self._sheet.problem(
            at,
            f"`{value}` is no speed of a voice",
            did_you_mean(value, _SPEEDS) or "write `slow`, `fast`, or a number such as `1.1`",
        )
        return ""

    def _unknown(self, name: str, at: int) -> Followed | None:
        """Complain about what is nearly a direction; anything else in brackets is read."""
        near = did_you_mean(name, _KNOWN, nearness=_NEAR)
        if not near:
            return None
        self._sheet.problem(at, f"there is no stage direction `{name}`", near)
        return NOTHING


def _of_slide(name: str, value: str) -> Followed | None:
    if name == "duration":
        return Followed(directive=("_hold", value))
    if name == "canvas" and is_colour(value):
        return Followed(directive=("_backgroundColor", value))
    return None


def _picture(value: str) -> Followed:
    """Return what `file:`, `size:` and `position:` on lines of their own say."""
    entries = {m[1]: m[2] for part in value.split("\n") if (m := _ENTRY.match(part))}
    address = entries.get("file", "" if "\n" in value or ":" in value else value)
    words = " ".join(entries[key] for key in ("size", "position") if key in entries)
    return Followed(picture=(words, address)) if address else NOTHING

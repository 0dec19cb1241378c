"""One stage direction: its name and value to what it asks for."""

from __future__ import annotations

import difflib
import enum
import re
from dataclasses import dataclass

from mdvid.diagnostics import Severity, did_you_mean, is_slip

DEFAULT_PAUSE = 1_000
"""Milliseconds of `[pause]`."""

LONGEST_PAUSE = 10_000
"""Milliseconds; a longer one is nearly always a unit that was meant differently."""

SLOWEST_RATE, FASTEST_RATE = 0.5, 2.0

NAMES = ("pause", "click", "voice", "rate", "audio")

_DURATION = re.compile(
    r"(?P<number>\d{1,9}(?:[.,]\d{1,6})?|[.,]\d{1,6})\s*(?P<unit>ms|s|secs?|seconds?|)",
    re.IGNORECASE,
)
_RATE = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,4})?)\s*(?P<percent>%|x|)")
_VOICE = re.compile(r"[A-Za-z0-9][\w:./#+@-]{0,150}")
_FILE = re.compile(r"\S.*\.[A-Za-z0-9]{2,5}")
_SOUND_FILE = re.compile(r".*\.(?:wav|mp3|m4a|ogg|flac|aac|opus|mp4|webm)", re.IGNORECASE)
_STRENGTH = re.compile(r"""\bstrength\s*=\s*["']?([\w-]+)""")
_STRENGTHS = {
    "none": 0,
    "x-weak": 100,
    "weak": 250,
    "medium": 500,
    "strong": 1000,
    "x-strong": 1500,
}
"""Milliseconds; SSML 1.1 (clause 3.2.3) names them and leaves their lengths open."""
_TIME = re.compile(r"""\btime\s*=\s*["']?([^"'\s/>]+)""")
_MARK = re.compile(r"""\bmark\s*=\s*(?:["']\s*)?([^"'/>]+)""", re.IGNORECASE)
_NO_WORD = re.compile(r"(?=.*[\d/\\_-])\S+")
_COLON = re.compile(r"\W\w+\s*[:=]")
_EXAMPLES = {"rate": "1.1", "voice": "espeak:en-gb", "audio": "take.wav"}
_SHOWN = 30
"""Characters of a line in which a bracket is missing."""
_SPOKEN_HINT = "to have it read aloud, put a backslash before the bracket"


class DirectionKind(enum.Enum):
    """What a direction asks for."""

    PAUSE = "pause"
    CLICK = "click"
    BOOKMARK = "bookmark"
    VOICE = "voice"
    RATE = "rate"
    SPEAKER = "speaker"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One direction that was understood."""

    kind: DirectionKind
    milliseconds: int = 0
    """Of a pause."""
    clicks: int = 1
    """How many steps a click goes on; `[click:3]` skips two, as in Slidev."""
    mark: str = ""
    """The step's name that a bookmark has."""
    voice: str = ""
    """As written; `default` is the voice of the slide."""
    rate: float = 1.0
    speaker: str = ""
    """As written before the colon."""
    file: str = ""
    """Path of a recording, as written."""
    offset: int = 0
    """Where it stands in the text that was staged."""
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one direction: followed, complained about, or both."""

    direction: Direction | None = None
    severity: Severity | None = None
    message: str = ""
    hint: str | None = None
    kept: bool = False
    """It stays in the text, and is read."""


def read_tag(tag: str, attributes: str) -> Reading:
    """Understand `<break time="500ms"/>` or `<bookmark mark="x"/>`."""
    if tag.lower() != "break":
        mark = _MARK.search(attributes)
        name = mark[1].strip() if mark else ""
        return Reading(direction=Direction(kind=DirectionKind.BOOKMARK, mark=name))
    time, strength = _TIME.search(attributes), _STRENGTH.search(attributes)
    if strength and not time:
        return _strength(strength[1], f"<{tag}{attributes}>")
    return _pause("break", time[1] if time else "", f"<{tag}{attributes}>")


def read_direction(name: str, value: str, written: str) -> Reading | None:
    """Understand `(name: value)`; None if it is but text in brackets."""
    value = value.strip()
    lower = name.lower()
    if lower == "pause":
        return _pause(name, value, written)
    if lower == "click":
        return _click(value, written)
    if lower in {"rate", "voice"}:
        read = _rate if lower == "rate" else _voice
        return read(value, written) if value else _says_nothing(lower, written)
    if lower == "audio":
        return _audio(value, written)
    return _unknown(lower, value, written)


def _error(message: str, hint: str) -> Reading:
    return Reading(severity=Severity.ERROR, message=message, hint=hint)


def _pause(name: str, value: str, written: str) -> Reading:
    if not value or value.startswith("for "):
        return Reading(direction=Direction(kind=DirectionKind.PAUSE, milliseconds=DEFAULT_PAUSE))
    match = _DURATION.fullmatch(value)
    if match is None:
        return _error(
            f"`{value}` in `{written}` is no length of time",
            "write seconds or milliseconds: `(pause: 0.5)`, `(pause: 500ms)`",
        )
    # `[PAUSE:1000]` is how other tools write milliseconds.
    unit = match["unit"].lower() or ("ms" if name == "PAUSE" else "s")
    number = float(match["number"].replace(",", "."))
    milliseconds = round(number if unit == "ms" else number * 1000)
    direction = Direction(kind=DirectionKind.PAUSE, milliseconds=min(milliseconds, LONGEST_PAUSE))
    if milliseconds <= LONGEST_PAUSE:
        return Reading(direction=direction)
    hint = f"if milliseconds were meant, write `(pause: {match['number']}ms)`"
    return Reading(
        direction=direction,
        severity=Severity.WARNING,
        message=f"`{written}` is too long: the pause is cut to {LONGEST_PAUSE // 1000} seconds",
        hint=None if match["unit"] else hint,
    )


def _click(value: str, written: str) -> Reading:
    if not value:
        return Reading(direction=Direction(kind=DirectionKind.CLICK))
    if value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= 1000:  # noqa: PLR2004
        return Reading(direction=Direction(kind=DirectionKind.CLICK, clicks=int(value[:4])))
    return _error(
        f"`{value}` in `{written}` is no number of clicks", "write `[click]` or `[click:2]`"
    )


def _rate(value: str, written: str) -> Reading:
    match = _RATE.fullmatch(value)
    rate = float(match["number"].replace(",", ".")) if match else 0.0
    if match and match["percent"] == "%":
        rate /= 100
    if not SLOWEST_RATE <= rate <= FASTEST_RATE:
        return _error(
            f"`{value}` in `{written}` is no rate from {SLOWEST_RATE:g} to {FASTEST_RATE:g}",
            "1 is the normal pace: `(rate: 0.9)` is slower, `(rate: 1.1)` faster",
        )
    return Reading(direction=Direction(kind=DirectionKind.RATE, rate=rate))


def _voice(value: str, written: str) -> Reading:
    if not _VOICE.fullmatch(value):
        return _error(
            f"`{value}` in `{written}` is no name of a voice",
            f"write `(voice: espeak:en-gb)`, or `(voice: default)` to go back; {_SPOKEN_HINT}",
        )
    return Reading(direction=Direction(kind=DirectionKind.VOICE, voice=value))


def _audio(value: str, written: str) -> Reading | None:
    if not _COLON.match(written):
        return None
    file = value.strip("\"'")
    if not file:
        return _says_nothing("audio", written)
    if _FILE.fullmatch(file):
        return Reading(direction=Direction(kind=DirectionKind.AUDIO, file=file))
    if not _NO_WORD.fullmatch(file):
        return None
    return _error(
        f"`{value}` in `{written}` is no name of a recording",
        f"write the name with its ending: `(audio: take.wav)`; {_SPOKEN_HINT}",
    )


def _says_nothing(name: str, written: str) -> Reading | None:
    """Complain about `(voice:)`; without a colon it is a word in brackets."""
    if not _COLON.match(written):
        return None
    return _error(
        f"`{written}` says nothing after the colon",
        f"write `({name}: {_EXAMPLES[name]})`, for example; {_SPOKEN_HINT}",
    )


def read_unclosed(written: str, following: str) -> Reading:
    """Complain about `(pause: 1`, whose bracket is followed by another one, or never closed."""
    shown = written.strip()
    if following in ("(", "["):
        return _error(
            f"there is a bracket inside of `{shown}`",
            f"directions stand one after the other, each in its own brackets; {_SPOKEN_HINT}",
        )
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return _error(
        f"the bracket of `{shown}` is never closed",
        f"close it in the same line, with the bracket of its kind; {_SPOKEN_HINT}",
    )


def _strength(value: str, written: str) -> Reading:
    milliseconds = _STRENGTHS.get(value.lower())
    if milliseconds is None:
        return _error(
            f"`{value}` in `{written}` is no strength of a pause",
            did_you_mean(value, _STRENGTHS) or f"write one of {', '.join(_STRENGTHS)}",
        )
    return Reading(direction=Direction(kind=DirectionKind.PAUSE, milliseconds=milliseconds))


def _unknown(name: str, value: str, written: str) -> Reading | None:
    """Complain about what is nearly a direction; a word that only looks like one is text."""
    if not value:
        near = _bare_slip(name, round_brackets=written.startswith("("))
    elif name in _SPEEDS and _RATE.fullmatch(value):
        near = "rate"
    elif name in _SOUNDS and _SOUND_FILE.fullmatch(value):
        near = "audio"
    else:
        found = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.74)
        near = found[0] if found else ""
    if not near or (name[0] != near[0] and sorted(name) != sorted(near) and name not in _OTHERS):
        return None
    if value and not _could_be(near, value):
        return None
    return _error(
        f"there is no stage direction `{name}`",
        f"did you mean `{written.replace(written[1 : 1 + len(name)], near, 1)}`? {_SPOKEN_HINT}",
    )


_SPEEDS = frozenset({"speed", "voice-speed"})
_SOUNDS = frozenset({"sound", "recording", "play"})
_OTHERS = _SPEEDS | _SOUNDS


def _bare_slip(name: str, *, round_brackets: bool) -> str:
    """Return the direction that a lone word in brackets is a slip for.

    `[pasue]` and `[clik]` are; `[parse]`, `[clock]` and `[clicks]` are words, and in round
    brackets stand asides.
    """
    near = next((near for near in ("pause", "click") if is_slip(name, near)), "")
    if round_brackets and (near != "pause" or len(name) != len(near)):
        return ""
    return near


def _could_be(name: str, value: str) -> bool:
    """Say whether `value` looks like that of the direction `name`, and not like prose."""
    if name == "pause":
        return _DURATION.fullmatch(value) is not None
    if name == "click":
        return value.isdigit()
    if name == "rate":
        return _RATE.fullmatch(value) is not None
    if name == "audio":
        return _SOUND_FILE.fullmatch(value) is not None
    return _VOICE.fullmatch(value) is not None and ":" in value

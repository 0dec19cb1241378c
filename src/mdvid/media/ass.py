"""Captions as Advanced SubStation Alpha (ASS), which says how they look."""

from __future__ import annotations

from collections.abc import Iterable

from mdvid.media.caption_files import plain_lines
from mdvid.media.model import Caption, CaptionLook, Size

_JOINER = "\u2060"
_HEAD = """\
[Script Info]
Title: {title}
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709
PlayResX: {width}
PlayResY: {height}

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,{font},{size},{color},{color},{box},{box},0,0,0,0,100,100,0,0,3,{padding},0,2,\
{side},{side},{bottom},1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def to_ass(
    items: Iterable[Caption], *, title: str, size: Size, look: CaptionLook | None = None
) -> str:
    """Return captions as ASS for a video of `size`: in a box, at the place where mdvid draws them.

    The size of a font is that of its line here, a quarter more than that of its letters. Each line
    has a box of its own; they overlap, so they are opaque.
    """
    look = look or CaptionLook()
    short = min(size.width, size.height)
    letters = min(45 * short, 900 * size.width // 24) // 1000
    usual = 120 if 4 * size.width <= 3 * size.height else 70
    head = _HEAD.format(
        title=_text(title),
        width=size.width,
        height=size.height,
        font=look.font.replace(",", " "),
        size=5 * letters // 4,
        color=_colour(look.color),
        box=_colour(look.background[:7]),
        padding=letters // 3,
        side=size.width // 20,
        bottom=size.height * (usual if look.bottom is None else look.bottom) // 1000,
    )
    lines = (
        f"Dialogue: 0,{_clock(start)},{_clock(max(item.end // 10, start + 1))},Default,,0,0,0,,"
        + "\\N".join(map(_text, plain_lines(item)))
        + "\n"
        for item in items
        for start in (item.start // 10,)
    )
    return head + "".join(lines)


def _text(line: str) -> str:
    """Return a line in which nothing is a command."""
    line = line.replace("\\", "\\" + _JOINER).replace("{", "\\{").replace("}", "\\}")
    return " ".join(line.splitlines())


def _colour(color: str) -> str:
    """Return an opaque `&HAABBGGRR` for `#rrggbb`."""
    red, green, blue = color[1:3], color[3:5], color[5:7]
    return f"&H00{blue}{green}{red}".upper()


def _clock(hundredths: int) -> str:
    seconds, rest = divmod(hundredths, 100)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest:02}"

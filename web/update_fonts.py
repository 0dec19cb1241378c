"""Write `fonts.json` anew: which font files go into the package, and what each of them covers.

Run by hand when a font in `package.json` changes, after `npm ci` there:
`python web/update_fonts.py`. It needs `fonttools[woff]`.

`unicode-range` is computed from the fonts themselves, not taken from the packages: where a range
claims characters that the file lacks, the browser shows that font's sign for a missing glyph, and
nobody can tell afterwards that something is missing.
"""
# ruff: noqa: INP001  # a program on its own

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

_WEB = Path(__file__).parent

_MATH = (
    "2032-2037 2070-209F 20D0-20F0 2100-214F 2190-22FF 2308-2313 231C-2323 2336-237A 239B-23B9 "
    "23CE 23DC-23E7 25A0-25FC 2605-2606 263B-263E 2660-266F 2713 27C0-27FF 2900-2AFF 2B00-2B1A "
    "2B30-2B4C 1D400-1D7FF"
)
_SIGNS = "20E0-20F0 2150-23E8 23F4-25FC 2600-27BE 2800-28FF 2B00-2B4F 2B56-2BFF"
_EMOJI = (
    "231A-231B 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F 2693 26A1 26AA-26AB "
    "26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705 270A-270B 2728 274C 274E "
    "2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55"
)
"""Signs that are emoji unless told otherwise (Emoji_Presentation): never from a text font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files of one package, and what they are used for."""

    package: str
    families: tuple[str, ...]
    subsets: tuple[str, ...] = ()
    """None: all of them."""
    axis: str = "wght"
    weight: str = "100 900"
    styles: tuple[str, ...] = ("normal",)
    upright: bool = False
    """It serves as its own italic: signs are not slanted."""
    only: str = ""
    descriptors: str = ""


_TEXT_AND_CODE = ("Inter", "JetBrains Mono")

SOURCES = (
    # Signs join the families of text and code, so that any font stack has arrows and boxes. A
    # face later in the list wins over an earlier one of its family.
    Source(
        package="@fontsource/noto-sans-symbols-2",
        families=_TEXT_AND_CODE,
        subsets=("symbols",),
        axis="400",
        upright=True,
        only=_SIGNS,
    ),
    Source(
        package="@fontsource-variable/noto-sans-symbols",
        families=_TEXT_AND_CODE,
        subsets=("symbols",),
        upright=True,
        only=_SIGNS,
    ),
    Source(
        package="@fontsource/noto-sans-math",
        families=_TEXT_AND_CODE,
        subsets=("latin",),
        axis="400",
        upright=True,
        only=_MATH,
    ),
    Source(
        package="@fontsource/cascadia-mono",
        families=_TEXT_AND_CODE,
        subsets=("symbols2",),
        axis="400",
        upright=True,
        only="2500-259F",
        descriptors="size-adjust:102.4%;",  # 1200/2048 em wide; JetBrains Mono is 600/1000
    ),
    Source(package="@fontsource-variable/inter", families=("Inter",), styles=("normal", "italic")),
    Source(
        package="@fontsource/jetbrains-mono",
        families=("JetBrains Mono",),
        axis="400",
        weight="400",
        styles=("normal", "italic"),
    ),
    Source(
        package="@fontsource/jetbrains-mono",
        families=("JetBrains Mono",),
        axis="700",
        weight="700",
    ),
    Source(package="@fontsource-variable/noto-sans", families=("Noto Sans",)),
    Source(
        package="@fontsource-variable/noto-sans-arabic",
        families=("Noto Sans Arabic",),
        subsets=("arabic",),
    ),
    Source(
        package="@fontsource-variable/noto-sans-hebrew",
        families=("Noto Sans Hebrew",),
        subsets=("hebrew",),
    ),
    Source(
        # The file with COLR glyphs; those of the numbered subsets have SVG ones, which Chromium
        # does not draw.
        package="@fontsource/noto-color-emoji",
        families=("Noto Color Emoji",),
        subsets=("emoji",),
        axis="400",
        upright=True,
    ),
)


def faces(source: Source) -> Iterator[dict[str, str]]:
    """Yield the `@font-face` rules of `source`, as data."""
    package = _WEB / "node_modules" / source.package
    name = source.package.rpartition("/")[2]
    subsets = json.loads((package / "unicode.json").read_text("utf-8"))
    for subset in source.subsets or tuple(subsets):
        claimed = _parsed(source.only or subsets.get(subset, "0-10FFFF"))
        for style in source.styles:
            file = package / "files" / f"{name}-{subset}-{source.axis}-{style}.woff2"
            covered = claimed.intersection(TTFont(file, lazy=True).getBestCmap())
            if source.only:
                covered -= _parsed(_EMOJI)
            for family in source.families:
                for served in (style, "italic") if source.upright else (style,):
                    yield {
                        "file": f"{source.package}/files/{file.name}",
                        "family": family,
                        "style": served,
                        "weight": source.weight,
                        "descriptors": source.descriptors,
                        "range": _written(covered),
                    }


def _parsed(text: str) -> set[int]:
    characters: set[int] = set()
    for part in text.upper().replace("U+", "").replace(",", " ").split():
        first, _, last = part.partition("-")
        characters.update(range(int(first, 16), int(last or first, 16) + 1))
    return characters


def _written(characters: Iterable[int]) -> str:
    parts: list[list[int]] = []
    for character in sorted(characters):
        if parts and parts[-1][1] == character - 1:
            parts[-1][1] = character
        else:
            parts.append([character, character])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in parts)


def main() -> None:
    """Write the file."""
    listed = [face for source in SOURCES for face in faces(source)]
    text = json.dumps(listed, indent=1)
    (_WEB / "fonts.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

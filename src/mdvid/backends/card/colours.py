"""The colours of a card: those of the theme, and what lies between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]

_DEFAULT = ("#fcfcfa", "#171a21", "#2950c8", "#d9601a")


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return `first` with `share` (0 to 1) of `second` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """What a scene paints with."""

    ground: Colour
    text: Colour
    accents: tuple[Colour, ...]
    """At least two."""

    @classmethod
    def of(cls, palette: tuple[str, ...]) -> Colours:
        """Return the colours of a theme: `#rrggbb` for background, text, then accents."""
        given = tuple(_parsed(text) for text in palette)
        ground, text, *accents = (*given, *(_parsed(text) for text in _DEFAULT[len(given) :]))
        main = accents[0]
        return cls(ground=ground, text=text, accents=(*accents, mix(main, ground, 0.5)))

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return sum(self.ground) < sum(self.text)

    @property
    def main(self) -> Colour:
        """The theme's first accent."""
        return self.accents[0]

    @property
    def second(self) -> Colour:
        """The theme's second accent."""
        return self.accents[1]

    @property
    def paper(self) -> Colour:
        """The ground with a breath of the first accent: a card is seen on its slide."""
        return mix(self.ground, self.main, 0.09)

    def shade(self, share: float, accent: Colour | None = None) -> Colour:
        """Return a step on the way from the paper (0) over an accent (0.6) to its deep end (1)."""
        accent = accent or self.main
        if share <= _FULL:
            return mix(self.paper, accent, share / _FULL)
        deep = self.ground if self.dark else self.text
        return mix(accent, deep, (share - _FULL) / (1 - _FULL) * 0.62)

    def depth(self, share: float) -> Colour:
        """Return the colour of something far (0) or near (1): by night the near is the darker."""
        if self.dark:
            return mix(self.main, self.ground, 0.3 + 0.56 * share)
        return self.shade(0.22 + 0.72 * share)


_FULL = 0.6


def _parsed(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)

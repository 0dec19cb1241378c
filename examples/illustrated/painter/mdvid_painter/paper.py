"""What places are made of: sheets of paper, trees, water."""

from __future__ import annotations

import numpy as np

from mdvid_painter.hours import Hour
from mdvid_painter.sheet import Field, Sheet, blend, colour


def lay_paper(sheet: Sheet, hour: Hour, line: Field, depth: float, mist: float = 0.6) -> None:
    """Lay a paper under `line`, far away (0) or in front (1), with its foot in the mist."""
    mask = sheet.under(line)
    sheet.lay(sheet.shadow(mask) * 0.24, colour(hour.land[-1]))
    tint = blend(hour.land, depth)
    foot = blend((hour.sky[-1], *hour.land), 0.25 + 0.5 * depth)
    sunk = np.clip(sheet.below(line) / 0.3, 0, 1) * (1 - depth) ** 0.7
    sheet.lay(mask, tint + (foot - tint) * np.minimum(sunk * mist * hour.mist, 1)[..., None])
    sheet.on_layer()


def with_pines(sheet: Sheet, ground: Field, tall: float) -> Field:
    """Return the line of `ground` with conifers on it, about `tall`."""
    line = ground.copy()
    x = -tall / 4
    while x < sheet.right + tall / 4:
        height = tall * sheet.rng.uniform(0.55, 1.3)
        half = height * sheet.rng.uniform(0.16, 0.21)
        left, right = np.searchsorted(sheet.columns, (x - half, x + half))
        if left < right:
            side = np.abs(sheet.columns[left:right] - x) / half
            branches = 0.5 * (1 - side * 7 % 1) * side**0.5 / 7  # seven of them, hanging over
            down = np.clip(side**0.9 + branches, 0, 1)
            foot = ground[left:right].max() + 0.1 * height
            line[left:right] = np.minimum(line[left:right], foot - height * 1.1 * (1 - down))
        x += half * sheet.rng.uniform(0.4, 1.5)
    return line


def pour_water(sheet: Sheet, hour: Hour, level: float, light: float) -> None:
    """Mirror what is above `level`, and let waves catch the light that stands over `light`."""
    row = round(level * sheet.height)
    # Waves smear what they mirror downwards, nearby more so: a mean over ever more rows.
    above = np.vstack([np.zeros_like(sheet.pixels[:1]), sheet.pixels[:row]]).cumsum(axis=0)
    at = np.arange(sheet.height - row)
    first = np.clip(row - 5 - at - at // 2, 0, row - 1)
    last = np.clip(row - at + at // 2, first + 1, row)
    mirrored = (above[last] - above[first]) / (last - first)[:, None, None]
    near = (at / len(at))[:, None, None]
    sheet.pixels[row:] = mirrored + (blend(hour.land, 0.85) - mirrored) * (0.22 + 0.5 * near)
    for _ in range(int(800 * sheet.right)):
        _wave(sheet, hour, level, light)


def _wave(sheet: Sheet, hour: Hour, level: float, light: float) -> None:
    """Paint a lens of light or shade, larger when it is nearer."""
    near = sheet.rng.random() ** 1.6
    y = level + 0.003 + near * (1 - level)
    half, thick = (0.006 + 0.04 * near) * sheet.rng.uniform(0.4, 1.3), 0.0007 + 0.0028 * near
    glitters = sheet.rng.random() < 0.4  # noqa: PLR2004  # four in ten
    x = sheet.rng.random() * sheet.right
    tint, strength = colour(hour.land[-1] if sheet.rng.random() < 0.6 else hour.sky[-1]), 0.2  # noqa: PLR2004
    if glitters:
        x = sheet.rng.normal(light, 0.02 + 0.11 * near)
        tint, strength = colour(hour.light), 0.7
    top, bottom = (int((y + side * thick) * sheet.height + 2 * side) for side in (-1, 1))
    left, right = (int((x + side * half) * sheet.height) for side in (-1, 1))
    part = np.s_[max(top, round(level * sheet.height)) : bottom, max(left, 0) : max(right, 0)]
    lens = thick * np.clip(1 - ((sheet.x[part] - x) / half) ** 2, 0, None)
    mask = sheet.inside(np.abs(sheet.y[part] - y) - lens) * strength
    sheet.pixels[part] += (tint - sheet.pixels[part]) * mask[..., None]

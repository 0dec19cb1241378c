"""The place gives the shapes. What shines is on the right: text often stands on the left."""

from __future__ import annotations

import numpy as np

from mdvid_painter.hours import Hour, paint_sky
from mdvid_painter.paper import lay_paper, pour_water, with_pines
from mdvid_painter.sheet import Sheet, blend


def hills(sheet: Sheet, hour: Hour) -> None:
    """Ridge behind ridge, with trees on those in front."""
    paint_sky(sheet, hour, horizon=0.66, light=sheet.right * sheet.rng.uniform(0.64, 0.8))
    for depth in np.linspace(0, 1, 7):
        swell = 0.2 - 0.06 * depth
        line = 0.59 + 0.37 * depth**1.2 - swell * (sheet.ridge(0.54 - 0.12 * depth) - 0.35)
        if depth > 0.7:  # noqa: PLR2004  # the last two
            line = with_pines(sheet, line, 0.04 + 0.25 * (depth - 0.7))
        lay_paper(sheet, hour, line, depth)


def forest(sheet: Sheet, hour: Hour) -> None:
    """Conifers, row behind row, with mist between them."""
    paint_sky(sheet, hour, horizon=0.68, light=sheet.right * sheet.rng.uniform(0.7, 0.85))
    for depth in (0.05, 0.2):
        lay_paper(sheet, hour, 0.62 + 0.3 * depth - 0.16 * sheet.ridge(0.5), depth)
    for near in np.linspace(0, 1, 5):
        ground = 0.68 + 0.36 * near - 0.1 * sheet.ridge(0.4)
        line = with_pines(sheet, ground, 0.07 + 0.17 * near)
        lay_paper(sheet, hour, line, 0.35 + 0.65 * near, mist=1)


def desert(sheet: Sheet, hour: Hour) -> None:
    """Dunes with a sharp crest: one face in the light, the other one in the shade."""
    paint_sky(sheet, hour, horizon=0.64, light=sheet.right * sheet.rng.uniform(0.2, 0.35))
    lay_paper(sheet, hour, 0.62 - 0.07 * sheet.ridge(0.45), 0.05)
    side = sheet.rng.choice((-1, 1))
    for near in np.linspace(0, 1, 6):
        peak = sheet.right * (0.5 + side * sheet.rng.uniform(0.1, 0.38))
        _dune(sheet, hour, peak, near)
        side = -side


def _dune(sheet: Sheet, hour: Hour, peak: float, near: float) -> None:
    top, depth = 0.6 + 0.26 * near**1.1, 0.15 + 0.75 * near
    away = (sheet.columns - peak) / (0.34 + 0.5 * near)
    slope = 1 - np.exp(-(np.abs(away) ** 1.25) * np.where(away > 0, 1.5, 1))
    line = top + (0.1 + 0.2 * near) * slope
    lay_paper(sheet, hour, line, depth, mist=0.8)
    # The crest winds from the peak towards the viewer; the sun is on its left.
    fall = np.clip((sheet.y - top) / (0.16 + 0.3 * near), 0, None)
    winding = 0.75 * fall + 0.35 * np.sin(fall * 4.2) * np.minimum(fall, 1)
    body = sheet.under(line)
    lit = body * sheet.inside(sheet.x - peak - (0.1 + 0.2 * near) * winding)
    fade = np.exp(-np.clip(fall - 0.1, 0, None) * 1.1)
    sheet.lay(lit * fade * 0.55, blend((hour.land[0], hour.land[2]), 0.75 * near))
    sheet.lay((body - lit) * fade * 0.4, blend(hour.land, min(1, depth + 0.3)))


def sea(sheet: Sheet, hour: Hour) -> None:
    """Water as far as the horizon, two shores, a sail."""
    level, light = 0.62, sheet.right * sheet.rng.uniform(0.55, 0.72)
    paint_sky(sheet, hour, horizon=level, light=light)
    for depth, first, last in ((0.2, 0.1, -0.12), (0.5, -0.05, 0.13)):
        high = np.clip(np.linspace(first, last, len(sheet.columns)), 0, 1)
        lay_paper(sheet, hour, level + 0.01 - sheet.ridge(0.52) * high, depth)
    pour_water(sheet, hour, level, light)
    x, y = light - 0.3 * sheet.right, level + 0.06
    cloth, wood = blend((hour.light, hour.land[1]), 0.3), blend(hour.land, 0.9)
    sheet.lay(sheet.polygon((x, y - 0.11), (x, y), (x + 0.05, y)), cloth)
    sheet.lay(sheet.polygon((x - 0.006, y - 0.09), (x - 0.006, y), (x - 0.034, y)), cloth)
    hull = ((-0.045, 0.004), (0.055, 0.004), (0.036, 0.02), (-0.03, 0.02))
    sheet.lay(sheet.polygon(*((x + right, y + down) for right, down in hull)), wood)

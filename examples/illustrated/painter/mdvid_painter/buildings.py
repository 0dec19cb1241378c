"""Places with something built in them: a lighthouse, a city."""

from __future__ import annotations

import numpy as np

from mdvid_painter.hours import Hour, paint_sky
from mdvid_painter.paper import lay_paper, pour_water
from mdvid_painter.sheet import Field, Point, Sheet, blend, colour


def lighthouse(sheet: Sheet, hour: Hour) -> None:
    """A tower on a cliff; its beam, where lamps are lit."""
    level, light = 0.68, sheet.right * 0.22
    lamp = sheet.right * sheet.rng.uniform(0.62, 0.7), 0.3
    paint_sky(sheet, hour, horizon=level, light=light)
    shore = np.clip(np.linspace(0.1, -0.06, len(sheet.columns)), 0, 1)
    lay_paper(sheet, hour, level + 0.005 - sheet.ridge(0.52) * shore, 0.25)
    pour_water(sheet, hour, level, light)
    for depth, top, ahead in ((0.55, 0.8, 0.3), (0.8, 0.715, 0.15), (1.0, 0.87, -0.06)):
        rise = 0.5 + 0.5 * np.tanh((sheet.columns - lamp[0] + ahead) / 0.052)
        rock = 1.03 - (1.03 - top) * rise - 0.045 * sheet.ridge(0.6) * (0.3 + rise)
        lay_paper(sheet, hour, rock, depth, mist=0.3)
        if ahead == 0.15:  # noqa: PLR2004  # the rock that it stands on
            _tower(sheet, hour, lamp, foot=0.73)


def _tower(sheet: Sheet, hour: Hour, lamp: Point, foot: float) -> None:
    x, y = lamp
    by_night = 0.1 + 0.2 * hour.lamps + 0.2 * (hour.stars == 1)
    wall, red = (blend((tint, hour.land[-1]), by_night) for tint in ("#f6ead8", "#cf4339"))
    dark = colour(hour.land[-1])

    def part(top: float, bottom: float, above: float, under: float, shift: float = 0) -> Field:
        corners = ((-above, top), (above, top), (under, bottom), (-under, bottom))
        return sheet.polygon(*((x + shift + right, down) for right, down in corners))

    if hour.lamps:
        far = np.abs(sheet.x - x)
        spread = np.abs(sheet.y - y + 0.05 * (sheet.x - x)) / (0.006 + 0.1 * far)
        beam = np.clip(1 - spread, 0, 1) * np.exp(-far * 1.1)
        sheet.shine(beam * 0.8, colour("#ffe9b0"))
    for stripe in range(5):
        ends = np.array((stripe, stripe + 1)) / 5
        down, wide = y + 0.035 + (foot - y - 0.035) * ends, 0.023 + 0.017 * ends
        sheet.lay(part(*down, *wide), wall if stripe % 2 else red)
    away_from_the_light = np.clip((sheet.x - x) / 0.05 + 0.5, 0, 1)
    sheet.lay(part(y + 0.035, foot, 0.023, 0.04) * away_from_the_light * 0.45, dark)
    sheet.lay(part(y + 0.024, y + 0.037, 0.036, 0.032), dark)  # the gallery
    sheet.lay(
        part(y - 0.02, y + 0.024, 0.018, 0.018), colour("#fff0c4" if hour.lamps else "#b9c4c6")
    )
    for bar in (-0.018, -0.006, 0.006, 0.018):
        sheet.lay(part(y - 0.02, y + 0.024, 0.0015, 0.0015, bar), dark)
    sheet.lay(part(y - 0.056, y - 0.022, 0.002, 0.025), red)
    if hour.lamps:
        away = sheet.away(lamp)
        halo = np.exp(-((away / 0.022) ** 2)) + 0.5 * np.exp(-away * 10)
        sheet.shine(np.minimum(halo, 1), colour("#ffe6aa"))


def city(sheet: Sheet, hour: Hour) -> None:
    """Towers at a river; lit windows, where lamps are lit."""
    level, light = 0.8, sheet.right * 0.8
    paint_sky(sheet, hour, horizon=0.76, light=light)
    lay_paper(sheet, hour, 0.7 - 0.1 * sheet.ridge(0.45), 0)
    for depth in (0.2, 0.45, 0.7, 0.95):
        _row_of_houses(sheet, hour, level, depth)
    pour_water(sheet, hour, level, light)


def _row_of_houses(sheet: Sheet, hour: Hour, level: float, depth: float) -> None:
    line = np.full_like(sheet.columns, level + 0.002)
    houses, x = [], -0.04
    while x < sheet.right:
        wide = sheet.rng.uniform(0.035, 0.085)
        centre = np.exp(-(((x / sheet.right - 0.5) / 0.24) ** 2))
        storeys = 0.06 + 0.45 * sheet.rng.random() ** 1.5 * (0.3 + 0.7 * centre)
        roof = level - 0.05 - (1.15 - depth) * storeys
        for inset, rise in _steps(sheet.rng.random()):
            ends = x + wide * inset, x + wide * (1 - inset)
            left, right = np.searchsorted(sheet.columns, ends)
            line[left:right] = np.minimum(line[left:right], roof - rise)
        houses.append(((x, roof), (x + wide, level)))
        x += wide * sheet.rng.uniform(0.85, 1.25)
    lay_paper(sheet, hour, line, depth, mist=0.7)
    for corner, opposite in houses if hour.lamps and depth > 0.3 else ():  # noqa: PLR2004
        _light_windows(sheet, corner, opposite, depth)


def _steps(kind: float) -> list[Point]:
    """Return how roofs go on: (how far from the sides, how high)."""
    if kind < 0.2:  # noqa: PLR2004  # one in five has a mast
        return [(0, 0), (0.25, 0.016), (0.38, 0.03), (0.47, 0.085)]
    return [(0, 0), (0.25, 0.016)] if kind < 0.4 else [(0, 0)]  # noqa: PLR2004


def _light_windows(sheet: Sheet, corner: Point, opposite: Point, depth: float) -> None:
    rng, scale = sheet.rng, sheet.height
    for y in np.arange(corner[1] + 0.012, opposite[1] - 0.01, 0.0175):
        busy = rng.uniform(0.1, 0.5)
        for x in np.arange(corner[0] + 0.007, opposite[0] - 0.01, 0.0135):
            if x < 0 or rng.random() > busy:
                continue
            top, left = round(y * scale), round(x * scale)
            pane = np.s_[top : top + round(0.009 * scale), left : left + round(0.0065 * scale)]
            warm = blend(("#ffb84d", "#fff0cf"), rng.random())
            sheet.pixels[pane] += (warm - sheet.pixels[pane]) * depth * rng.uniform(0.4, 1)

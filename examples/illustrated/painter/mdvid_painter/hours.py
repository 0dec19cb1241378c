"""The hour gives the colours, and the sky."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mdvid_painter.sheet import Sheet, blend, colour


@dataclass(frozen=True, kw_only=True)
class Hour:
    """The colours of an hour of the day, and what stands in its sky."""

    sky: tuple[str, ...]
    """From the top of the sheet down to the horizon."""
    land: tuple[str, ...]
    """From far to near: the air between takes contrast and warmth away."""
    light: str
    """Of the sun or the moon, and of what they shine on."""
    disc: float | None = None
    """How far down the sun or a full moon is, from the top to the horizon; without one there is a
    crescent."""
    stars: float = 0
    """From 0 to 1, where there is a Milky Way too."""
    lamps: bool = False
    """Whether windows are lit, and lighthouses."""
    mist: float = 1
    """How thick it lies; 0 is clear air."""


DAY = Hour(
    sky=("#5b93b5", "#8fbfc9", "#cfdccb", "#f6e3bf"),
    land=("#c3d3c4", "#7fa9a8", "#3f767c", "#16424a"),
    light="#fff4d6",
    disc=0.42,
)
MORNING = Hour(
    sky=("#7f9fc4", "#b3bfd3", "#efcdbd", "#fde0b6"),
    land=("#e6c9b8", "#aeb0c0", "#64809a", "#1d3a4c"),
    light="#fff2cf",
    disc=0.66,
)
EVENING = Hour(
    sky=("#241f50", "#4c3274", "#9c4673", "#d95f66", "#f6955e", "#ffd08a"),
    land=("#f0a878", "#b9627a", "#6b3a6e", "#221233"),
    light="#ffeab0",
    disc=0.86,
)
DUSK = Hour(
    sky=("#0e1b45", "#22407f", "#5f74ad", "#b79bb0", "#f7bb93"),
    land=("#a393b4", "#5a6ba3", "#28407a", "#0a1430"),
    light="#ffdcb4",
    stars=0.2,
    lamps=True,
)
AFTERGLOW = Hour(
    sky=("#5c7fb6", "#8f97c4", "#d3a3bd", "#f2b9b4", "#b3a9c9", "#8793b8"),
    land=("#8b93b5", "#67759f", "#414f7d", "#1b2449"),
    light="#fff4e4",
    disc=0.58,
)
"""Opposite the sunset: the last light above, the shadow of the Earth below, a full moon."""
NIGHT = Hour(
    sky=("#050a1c", "#0a1839", "#14305f", "#275580", "#5088a0"),
    land=("#34618a", "#1d4069", "#0e2344", "#040a18"),
    light="#fdf6e0",
    stars=1,
    lamps=True,
)

DISC, CRESCENT = 0.052, 0.034
"""Radii of what stands in the sky."""


def paint_sky(sheet: Sheet, hour: Hour, *, horizon: float, light: float) -> None:
    """Paint the air down to the `horizon`, and the sun or the moon at `light` from the left."""
    down = sheet.y[:, :1] / horizon
    air = blend(hour.sky, np.clip(down, 0, 1))
    sheet.pixels[:] = air
    if hour.stars:
        _stars(sheet, hour, horizon)
    clouds = np.clip(sheet.drift(7) - 0.5, 0, 1) * np.exp(-(((down - 0.66) / 0.3) ** 2))
    bright = 0.9 - 0.65 * (hour.stars == 1)
    sheet.shine(clouds * bright, blend((hour.sky[-1], hour.light), 0.35))
    if hour.disc is not None:
        away = sheet.away((light, hour.disc * horizon))
        sheet.shine(0.55 * np.exp(-away * 5) + 0.3 * np.exp(-away * 16), colour(hour.light))
        sheet.lay(sheet.inside(away - DISC), colour(hour.light))
        return
    x, y = light, 0.17
    away = sheet.away((x, y))
    moon = sheet.inside(away - CRESCENT)
    sheet.lay(moon, air)  # no stars before its dark side
    sheet.shine(0.3 * np.exp(-away * 9), colour(hour.light))
    dark = sheet.inside(sheet.away((x - 0.014, y - 0.01)) - CRESCENT)
    sheet.lay(moon * (1 - dark), colour(hour.light))
    # Where the sun went down.
    glow = ((sheet.x - light) / (0.9 * sheet.right)) ** 2 + ((1 - down) / 0.16) ** 2
    sheet.shine(np.exp(-glow) * 0.22, colour(hour.light))


def _stars(sheet: Sheet, hour: Hour, horizon: float) -> None:
    if hour.stars == 1:
        across = sheet.x / sheet.right * 0.9 + sheet.y * 0.8 - 0.8
        dust = np.clip(sheet.drift(1) * 1.5 - 0.4, 0, 1)
        sheet.shine(0.4 * dust * np.exp(-((across / 0.17) ** 2)), colour("#a9bcf0"))
    for _ in range(int(650 * hour.stars * sheet.right)):
        x, y = sheet.rng.random() * sheet.right, horizon * sheet.rng.random() ** 1.3
        radius = 0.0006 + 0.0022 * sheet.rng.random() ** 14  # most are faint
        column, row = int(x * sheet.height), int(y * sheet.height)
        around = np.s_[max(row - 4, 0) : row + 5, max(column - 4, 0) : column + 5]
        away = np.hypot(sheet.x[around] - x, sheet.y[around] - y)
        dot = sheet.inside(away - radius) * sheet.rng.uniform(0.15, 1)
        sheet.pixels[around] += (1 - sheet.pixels[around]) * dot[..., None]

"""What a card can show: seven compositions of plain shapes."""

from __future__ import annotations

import math

from mdvid.backends.card.canvas import Canvas, Point
from mdvid.backends.card.chance import Chance
from mdvid.backends.card.colours import Colours, mix


def sea(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """Waves in front of a low sun."""
    canvas.fill(colours.paper)
    horizon = canvas.height * chance.between(0.42, 0.52)
    _sun(canvas, colours, (canvas.width * chance.between(0.25, 0.75), horizon), chance)
    _layers(canvas, colours, chance, top=horizon, count=6, swell=(1.0, 3.2), smooth=True)


def hills(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """Ridges that fade with distance, under a sun or a moon."""
    canvas.fill(colours.paper)
    height = canvas.height * chance.between(0.2, 0.34)
    _sun(canvas, colours, (canvas.width * chance.between(0.2, 0.8), height), chance)
    top = canvas.height * chance.between(0.4, 0.5)
    _layers(canvas, colours, chance, top=top, count=5, swell=(7, 12), smooth=False)


def beam(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """Light that leaves a point and sweeps over water."""
    ground = mix(colours.ground, colours.main, 0.2)
    canvas.fill(ground)
    left = chance.yes(0.5)
    x = canvas.width * (chance.between(0.2, 0.3) if left else chance.between(0.7, 0.8))
    lamp = (x, canvas.height * chance.between(0.26, 0.34))
    reach = math.hypot(canvas.width, canvas.height)
    aim = chance.between(-6, 4) if left else 180 - chance.between(-6, 4)
    for spread, share in ((34, 0.12), (20, 0.26), (9, 0.5)):
        light = mix(ground, colours.second, share)
        canvas.sector(lamp, reach, (aim - spread / 2, aim + spread / 2), light)
        back = 180 + aim
        canvas.sector(lamp, reach, (back - spread / 2, back + spread / 2), light)
    horizon = canvas.height * chance.between(0.66, 0.72)
    _tower(canvas, colours, lamp, horizon + 8 * canvas.unit)
    _layers(canvas, colours, chance, top=horizon, count=4, swell=(0.7, 2.2), smooth=True)


def orbits(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """Bodies on rings around a centre."""
    canvas.fill(colours.paper)
    centre = (canvas.width * chance.between(0.36, 0.64), canvas.height * chance.between(0.42, 0.58))
    squash = chance.between(0.52, 1.0)
    step = canvas.unit * chance.between(10.5, 13)
    count = int(math.hypot(canvas.width, canvas.height) / 1.6 / step)
    for index in range(count, 0, -1):
        radii = (step * (index + 0.6), step * (index + 0.6) * squash)
        fade = 0.42 * (1 - index / (count + 1)) + 0.1
        canvas.ring(centre, radii, colours.shade(fade), line=canvas.unit * 0.42)
        for _ in range(1 + chance.yes(0.4)):
            turn = chance.between(0, math.tau)
            place = (
                centre[0] + radii[0] * math.cos(turn),
                centre[1] + radii[1] * math.sin(turn),
            )
            size = canvas.unit * chance.between(1.1, 3.4)
            canvas.disc(place, size + canvas.unit * 1.1, colours.paper)
            canvas.disc(
                place, size, colours.shade(chance.between(0.4, 0.85), _accent(colours, chance))
            )
    canvas.disc(centre, step * 0.72, colours.second)
    canvas.disc(centre, step * 0.44, mix(colours.second, colours.paper, 0.35))


def bars(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """A row of bars that swells and fades like a sound."""
    canvas.fill(colours.paper)
    count = chance.whole(21, 31) if canvas.width > canvas.height else chance.whole(13, 19)
    pitch = canvas.width * 0.84 / count
    middle = canvas.height * 0.5
    peaks = [(chance.between(0.1, 0.9), chance.between(0.06, 0.2)) for _ in range(3)]
    for index in range(count):
        place = (index + 0.5) / count
        swell = sum(math.exp(-(((place - at) / wide) ** 2)) for at, wide in peaks)
        half = canvas.height * 0.36 * (0.07 + chance.between(0.6, 1) * 0.9 * swell / (swell + 0.5))
        x, thick = canvas.width * 0.08 + pitch * (index + 0.5), pitch * 0.3
        accent = colours.second if chance.yes(0.12) else colours.main
        shade = colours.shade(0.28 + 0.5 * half / (canvas.height * 0.36), accent)
        canvas.rectangle(
            (x - thick, middle - half), (x + thick, middle + half), shade, radius=thick
        )


def tiles(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """A grid of quarter circles, discs and squares."""
    canvas.fill(colours.paper)
    rows = chance.whole(4, 5) if canvas.width > canvas.height else chance.whole(6, 7)
    side = canvas.height / rows
    for row in range(rows):
        for column in range(math.ceil(canvas.width / side)):
            _tile(canvas, colours, chance, (column * side, row * side), side)


def contours(canvas: Canvas, colours: Colours, chance: Chance) -> None:
    """Lines of equal height around two summits."""
    canvas.fill(colours.paper)
    spots = [
        (canvas.width * chance.between(0.2, 0.45), canvas.height * chance.between(0.3, 0.7)),
        (canvas.width * chance.between(0.6, 0.85), canvas.height * chance.between(0.25, 0.75)),
    ]
    for order, spot in enumerate(spots):
        waves = [
            (n, chance.between(0.03, 0.15) / n, chance.between(0, math.tau)) for n in (2, 3, 5)
        ]
        accent = colours.main if order == 0 else colours.second
        size = canvas.unit * chance.between(46, 62) * (1 if order == 0 else 0.72)
        steps = 9
        for index in range(steps):
            share = 1 - index / steps
            blob = [_blob(spot, size * share, waves, turn / 120 * math.tau) for turn in range(120)]
            canvas.polygon(blob, colours.shade(0.1 + 0.68 * (index / steps), accent))


def _sun(canvas: Canvas, colours: Colours, centre: Point, chance: Chance) -> None:
    radius = canvas.unit * chance.between(11, 17)
    for step, share in ((2.6, 0.1), (1.75, 0.22)):
        canvas.disc(centre, radius * step, mix(colours.paper, colours.second, share))
    canvas.disc(centre, radius, colours.second)


def _layers(
    canvas: Canvas,
    colours: Colours,
    chance: Chance,
    *,
    top: float,
    count: int,
    swell: Point,
    smooth: bool,
) -> None:
    """Fill from `top` to the bottom with bands whose upper edge is a wave; the last is deepest."""
    for index in range(count):
        depth = index / (count - 1)
        base = top + (canvas.height - top) * (index / count) ** 1.15
        height = canvas.unit * (swell[0] + (swell[1] - swell[0]) * depth)
        parts = (1.0, 2.3) if smooth else (1.0, 2.1, 4.7, 9.3)
        waves = [
            (n, height / n ** (0.6 if smooth else 0.8), chance.between(0, math.tau)) for n in parts
        ]
        length = canvas.width / (canvas.unit * 100) * chance.between(0.7, 1.5)
        edge = [
            (x, base + _wave(x / canvas.width * math.tau * length, waves))
            for x in (canvas.width * part / 160 for part in range(161))
        ]
        corners = [(canvas.width, canvas.height), (0.0, canvas.height)]
        canvas.polygon([*edge, *corners], colours.depth(depth))


def _wave(turn: float, waves: list[tuple[float, float, float]]) -> float:
    return sum(size * math.sin(turn * often + start) for often, size, start in waves)


def _blob(
    centre: Point, radius: float, waves: list[tuple[int, float, float]], turn: float
) -> Point:
    reach = radius * (1 + sum(size * math.sin(turn * n + start) for n, size, start in waves))
    return centre[0] + reach * math.cos(turn), centre[1] + reach * math.sin(turn)


def _tower(canvas: Canvas, colours: Colours, lamp: Point, foot: float) -> None:
    x, y, u = lamp[0], lamp[1], canvas.unit
    wall = colours.shade(0.94) if not colours.dark else mix(colours.ground, colours.text, 0.72)
    band = colours.second
    height = foot - y
    for step in range(5):
        upper, lower = step / 5, (step + 1) / 5
        w1, w2 = u * (2.6 + 2.2 * upper), u * (2.6 + 2.2 * lower)
        y1, y2 = y + u * 3 + height * upper, y + u * 3 + height * lower
        points = [(x - w1, y1), (x + w1, y1), (x + w2, y2), (x - w2, y2)]
        canvas.polygon(points, band if step % 2 else wall)
    canvas.rectangle((x - u * 4.2, y + u * 2.2), (x + u * 4.2, y + u * 3.6), wall, radius=u * 0.5)
    canvas.rectangle(
        (x - u * 2.1, y - u * 2.6), (x + u * 2.1, y + u * 2.4), mix(band, colours.paper, 0.2)
    )
    canvas.polygon([(x - u * 3, y - u * 2.5), (x + u * 3, y - u * 2.5), (x, y - u * 6)], wall)
    canvas.disc((x, y), u * 1.7, mix(colours.second, (255, 255, 255), 0.75))


def _tile(canvas: Canvas, colours: Colours, chance: Chance, corner: Point, side: float) -> None:
    x, y = corner
    accent = _accent(colours, chance)
    back = colours.shade(chance.one_of((0.0, 0.0, 0.14, 0.3)), accent)
    front = colours.shade(chance.one_of((0.42, 0.6, 0.6, 0.85)), _accent(colours, chance))
    canvas.rectangle((x, y), (x + side, y + side), back)
    kind = chance.whole(0, 5)
    if kind <= 2:  # noqa: PLR2004  # half of all tiles
        turn = chance.whole(0, 3)
        pivot = (x + side * (turn in (1, 2)), y + side * (turn in (2, 3)))
        canvas.sector(pivot, side, (turn * 90, turn * 90 + 90), front)
        canvas.sector(pivot, side * 0.5, (turn * 90, turn * 90 + 90), back)
    elif kind == 3:  # noqa: PLR2004
        canvas.disc((x + side / 2, y + side / 2), side * 0.32, front)
    elif kind == 4:  # noqa: PLR2004
        inset = side * 0.3
        canvas.rectangle((x, y + inset), (x + side, y + side - inset), front)


def _accent(colours: Colours, chance: Chance) -> tuple[int, int, int]:
    return colours.second if chance.yes(0.22) else colours.main

"""The steps of a slide, drawn by a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html

pytestmark = pytest.mark.browser

SIZE = Size(640, 360)

LIST = "".join(
    f"<li{f' data-step={n}' * (n > 1)}>A line of text that takes some room, number {n}</li>"
    for n in range(1, 15)
)
BODIES = {
    "list": f"<h1>Steps</h1><ol>{LIST}</ol>",
    "columns": '<div style="display:grid;grid-template-columns:1fr 1fr"><ul><li data-step="2">a'
    '</li></ul><ul><li data-step="3">b</li></ul></div><p data-step="4">c</p>',
    "stubborn": '<p>a</p><div data-step="2">b <span style="visibility:visible">c</span></div>',
    "slow": '<style>*{transition:all 9s}</style><p>a</p><p data-step="2">b</p>',
    "drawn": '<p>a</p><div class="math block" data-step="2">\\sum_{i=1}^n i^2</div>'
    '<pre class="mermaid" data-step="3">flowchart LR\n A[Begin] --&gt; B{End}</pre>',
    "turns": '<div data-turns><p>one</p><p data-step="2">another</p><p data-step="3">one</p></div>',
    "code": '<pre class="highlight" data-lines-from="1" data-lines-steps="2"><code>'
    '<span data-lit="1">first</span>\n<span data-lit="2">second</span>\nalways</code></pre>',
}


class Studio:
    """Renderers, and the shortest way to a picture."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        theme = load_theme("plain", beside=folder)
        self.document = document_html(theme, size=SIZE, lang="en", style="")
        self.warm, self.other = ChromiumRenderer(), ChromiumRenderer()

    def shoot(self, name: str, step: int, *, anew: bool = False) -> bytes:
        """Return a step of a slide as PNG; `anew` as of a page that has not shown that slide."""
        renderer = self.other if anew else self.warm
        if anew:
            renderer.render(self._request("<p>Another one</p>", 1), {}, self.folder / "other.png")
        out = self.folder / f"{name}-{step}.png"
        renderer.render(self._request(BODIES[name], step), {}, out)
        return out.read_bytes()

    def notice(self, name: str, step: int) -> str:
        return (self.folder / f"{name}-{step}.json").read_text("utf-8")

    def _request(self, body: str, step: int) -> PictureRequest:
        slide = f'<section class="slide" data-shape="wide">{body}</section>'
        return PictureRequest(document=self.document, slide=slide, step=step, size=SIZE)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    made = Studio(tmp_path_factory.mktemp("studio"))
    yield made
    made.warm.close()
    made.other.close()


def rows(png: bytes, other: bytes) -> tuple[int, int] | None:
    """Return between which rows two pictures differ."""
    first, second = (Image.open(io.BytesIO(data)).convert("RGB") for data in (png, other))
    box = ImageChops.difference(first, second).getbbox()
    return (box[1], box[3]) if box else None


@pytest.mark.parametrize("name", BODIES)
def test_a_step_looks_the_same_whatever_the_page_has_shown(name: str, studio: Studio) -> None:
    steps = (2, 1, 3, 2)
    warm = [studio.shoot(name, step) for step in steps]
    told = {studio.notice(name, step) for step in steps}
    assert warm[0] == warm[3]
    assert warm[0] != warm[1]
    assert warm[:3] == [studio.shoot(name, step, anew=True) for step in steps[:3]]
    assert {studio.notice(name, step) for step in steps[:3]} == told
    assert len(told) == 1


def test_nothing_moves_when_a_step_comes(studio: Studio) -> None:
    pictures = [studio.shoot("list", step) for step in range(1, 15)]
    changed = [rows(before, after) for before, after in pairwise(pictures)]
    tops = [box[0] for box in changed if box]
    ends = [box[1] for box in changed if box]
    assert len(tops) == 13
    assert all(end <= top for end, top in zip(ends[:-1], tops[1:], strict=True))


@pytest.mark.parametrize("name", ["stubborn", "slow", "drawn"])
def test_before_its_step_nothing_of_it_is_seen(name: str, studio: Studio) -> None:
    blank = Image.new("RGB", (SIZE.width, SIZE.height), "white")
    picture = Image.open(io.BytesIO(studio.shoot(name, 1))).convert("RGB")
    ink = ImageChops.difference(picture, blank.copy()).convert("L").point(lambda v: 255 * (v > 60))
    box = ink.getbbox()
    assert box is not None
    assert box[3] - box[1] < 20  # one small letter


def test_lines_that_a_step_is_not_about_are_dimmed(studio: Studio) -> None:
    first, second, third = (studio.shoot("code", step) for step in (1, 2, 3))
    assert rows(first, second) is not None
    assert second == third  # the last group stays


def test_what_takes_turns_is_seen_alone_and_in_one_place(studio: Studio) -> None:
    first, second, third = (studio.shoot("turns", step) for step in (1, 2, 3))
    assert first == third
    assert rows(first, second) is not None

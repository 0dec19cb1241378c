"""Slides whose pictures move, drawn by a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.errors import ProviderFailed
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html

pytestmark = pytest.mark.browser

SIZE = Size(320, 180)
GEN = "picture/0123-gen"
COLOURS = ["red", "lime", "blue", "yellow", "fuchsia"]

INLINE = f'<h1>Title</h1><p><img src="{GEN}" style="width:50%;filter:opacity(.5)"></p>'
BACKGROUND = (
    f'<h1>Title</h1><figure style="position:absolute;inset:0;margin:0;background-size:40% 40%;'
    f"background-repeat:no-repeat;border-radius:9px;background-image:linear-gradient(45deg,#0008,"
    f'transparent),url(&quot;{GEN}&quot;)"></figure>'
)
TWICE = INLINE + f'<img src="{GEN}" style="position:absolute;right:0;top:0;width:9%">'
SLOW = f"<style>* {{ transition: all 9s }}</style>{BACKGROUND}"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> str:
    theme = load_theme("plain", beside=tmp_path_factory.mktemp("theme"))
    return document_html(theme, size=SIZE, lang="en", style="")


def jpeg(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (160, 96), colour).save(data, "JPEG", quality=95)
    return data.getvalue()


def still(folder: Path, colour: str) -> dict[str, Path]:
    path = folder / f"{colour}.png"
    Image.open(io.BytesIO(jpeg(colour))).save(path)
    return {GEN: path}


def request(document: str, body: str, size: Size = SIZE) -> PictureRequest:
    return PictureRequest(
        document=document,
        slide=f'<section class="slide" data-shape="wide">{body}</section>\n',
        step=1,
        size=size,
        illustrations=(GEN,),
    )


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("body", [INLINE, BACKGROUND, TWICE, SLOW])
def test_every_frame_is_what_the_slide_looks_like_with_that_picture(
    renderer: ChromiumRenderer, document: str, tmp_path: Path, body: str
) -> None:
    moving = ({GEN: jpeg(colour)} for colour in COLOURS)
    order = request(document, body)
    frames = list(renderer.frames(order, still(tmp_path, "white"), moving))
    assert len(frames) == len(COLOURS)
    for colour, frame in zip(COLOURS, frames, strict=True):
        out = tmp_path / "slide.png"
        renderer.render(order, still(tmp_path, colour), out)
        difference = ImageChops.difference(opened(frame), opened(out.read_bytes()))
        assert max(top for _, top in difference.getextrema()) <= 1  # type: ignore[misc]
    assert len(set(frames)) == len(frames)


def test_frames_of_another_clip_under_the_same_name_are_not_those_of_before(
    renderer: ChromiumRenderer, document: str, tmp_path: Path
) -> None:
    order, assets = request(document, INLINE), still(tmp_path, "white")
    one, other = (
        next(renderer.frames(order, assets, iter([{GEN: jpeg(colour)}])))
        for colour in ("red", "blue")
    )
    assert one != other


def test_frames_have_the_size_that_is_wanted(
    renderer: ChromiumRenderer, document: str, tmp_path: Path
) -> None:
    size = Size(642, 358)  # no whole number of CSS pixels
    frames = renderer.frames(
        request(document, INLINE, size), still(tmp_path, "red"), iter([{GEN: jpeg("red")}])
    )
    assert [opened(frame).size for frame in frames] == [(642, 358)]


def test_a_browser_that_is_lost_on_the_way_costs_no_frame(document: str, tmp_path: Path) -> None:
    renderer = ChromiumRenderer()
    order, assets = request(document, INLINE), still(tmp_path, "white")

    def moving() -> Iterator[Mapping[str, bytes]]:
        for number, colour in enumerate(COLOURS):
            if number == 2:
                renderer._pool._busy[0].stop()
            yield {GEN: jpeg(colour)}

    try:
        whole = list(renderer.frames(order, assets, ({GEN: jpeg(c)} for c in COLOURS)))
        assert list(renderer.frames(order, assets, moving())) == whole
    finally:
        renderer.close()


def test_a_browser_that_is_lost_twice_is_given_up(document: str, tmp_path: Path) -> None:
    renderer = ChromiumRenderer()

    def moving() -> Iterator[Mapping[str, bytes]]:
        yield {GEN: jpeg("lime")}  # asked for before there is a browser
        while True:
            renderer._pool._busy[0].stop()
            yield {GEN: jpeg("red")}

    try:
        frames = renderer.frames(request(document, INLINE), still(tmp_path, "white"), moving())
        with pytest.raises(ProviderFailed, match="lost twice"):
            list(frames)
    finally:
        renderer.close()


def test_whoever_stops_early_leaves_the_renderer_usable(
    renderer: ChromiumRenderer, document: str, tmp_path: Path
) -> None:
    order, assets = request(document, INLINE), still(tmp_path, "white")
    frames = renderer.frames(order, assets, ({GEN: jpeg(colour)} for colour in COLOURS))
    first = next(frames)
    frames.close()
    assert not renderer._pool._busy
    again = renderer.frames(order, assets, ({GEN: jpeg(colour)} for colour in COLOURS))
    assert next(again) == first
    again.close()


def test_a_frame_that_is_no_picture_is_refused(
    renderer: ChromiumRenderer, document: str, tmp_path: Path
) -> None:
    frames = renderer.frames(
        request(document, INLINE), still(tmp_path, "white"), iter([{GEN: b"no picture"}])
    )
    with pytest.raises(ProviderFailed):
        list(frames)

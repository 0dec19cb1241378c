"""A blog post, as it lies in the source of a site, becomes a video."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.e2e.line import Desk

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

ARTICLE = Path(__file__).with_name("data") / "articulo.md"


def filled(picture: Path) -> float:
    """Return the share of the slide's height between its first and its last mark."""
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("L"), int)
    marked = np.flatnonzero((abs(pixels - pixels[0, 0]) > 40).any(axis=1))
    return float(np.ptp(marked)) / len(pixels)


def test_a_spanish_post_becomes_a_spanish_video_without_touching_it(desk: Desk) -> None:
    beside = set(ARTICLE.parent.iterdir())
    before = ARTICLE.stat()
    formats = ("-f", "mp4,vtt,json,png")
    answer = desk.build(
        ARTICLE, "-o", "out/", "--size", "640x360", "--root", ARTICLE.parent, *formats
    )
    after = ARTICLE.stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
    assert set(ARTICLE.parent.iterdir()) == beside
    # Nothing overflows, and nothing had to be shrunk.
    said = [d["message"] for d in answer["diagnostics"] if d["slide"] or d["severity"] == "warning"]
    assert said == []
    assert desk.run("verify", "out/articulo.mp4").code == 0

    timeline = json.loads(desk.path("out/articulo.json").read_text("utf-8"))
    assert timeline["title"] == "Por qué reparamos relojes"
    assert timeline["lang"] == "es"
    titles = [slide["title"] for slide in timeline["slides"]]
    assert "La suciedad es el primer enemigo" in titles
    assert "Lo que aprendimos" in titles
    speech = [utterance for slide in timeline["slides"] for utterance in slide["speech"]]
    assert {utterance["voice"] for utterance in speech} == {"espeak:es"}
    written = " ".join(utterance["text"] for utterance in speech)
    for sentence in (
        "No es magia: es limpieza, aceite y tiempo.",
        "No tener prisa nunca.",
        "0,5 mm",
    ):
        assert sentence in written
    assert "El taller · 2024-03-02" in written
    assert "http" not in written
    spoken = " ".join(utterance["spoken"] for utterance in speech)
    assert "cero coma cinco milímetros" in spoken
    assert "veintiocho mil ochocient" in spoken
    assert not any(character.isdigit() for character in spoken)

    heights = [filled(path) for path in sorted(desk.path("out").glob("*.png"))]
    assert len(heights) == len(titles)
    assert all(0.3 < height < 0.95 for height in heights[1:])

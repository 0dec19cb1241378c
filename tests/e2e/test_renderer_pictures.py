"""What the renderer draws and notices, by a real browser."""

import io
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.media.model import Size
from mdvid.providers.requests import PictureRequest
from mdvid.theme.loader import load_theme
from mdvid.theme.template import document_html

pytestmark = pytest.mark.browser

SIZE = Size(640, 360)


@dataclass
class Studio:
    """A renderer, and the shortest way to a picture."""

    renderer: ChromiumRenderer
    folder: Path
    document: str
    count: int = 0

    def shoot(
        self,
        body: str,
        *,
        document: str = "",
        size: Size = SIZE,
        assets: dict[str, Path] | None = None,
        smallest: float = 0.6,
    ) -> tuple[Image.Image, dict[str, Any]]:
        """Return the picture of a slide with this body, and what was noticed."""
        png, notice = self.files(body, document, size, assets or {}, smallest)
        return Image.open(io.BytesIO(png)), notice

    def files(
        self,
        body: str,
        document: str = "",
        size: Size = SIZE,
        assets: dict[str, Path] | None = None,
        smallest: float = 0.6,
    ) -> tuple[bytes, dict[str, Any]]:
        self.count += 1
        out = self.folder / f"{self.count}.png"
        request = PictureRequest(
            document=document or self.document,
            slide=f'<section class="slide" data-shape="wide">{body}</section>',
            step=1,
            size=size,
            smallest=smallest,
        )
        self.renderer.render(request, assets or {}, out)
        return out.read_bytes(), json.loads(out.with_suffix(".json").read_text("utf-8"))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("studio")
    document = document_html(load_theme("plain", beside=folder), size=SIZE, lang="en", style="")
    renderer = ChromiumRenderer()
    yield Studio(renderer, folder, document)
    renderer.close()


def _ink(picture: Image.Image) -> int:
    """Count the pixels that are not of the background."""
    grey = picture.convert("L")
    ground = grey.getpixel((2, 2))
    return sum(count for value, count in enumerate(grey.histogram()) if value != ground)


def _lines(count: int) -> str:
    return "<ul>" + "<li>A line of text on this slide</li>" * count + "</ul>"


@pytest.mark.parametrize(
    "size", [Size(640, 360), Size(320, 180), Size(360, 640), Size(360, 360), Size(854, 480)]
)
def test_a_picture_has_exactly_the_size_asked_for(size: Size, studio: Studio) -> None:
    theme = load_theme("plain", beside=studio.folder)
    document = document_html(theme, size=size, lang="en", style="")
    picture, notice = studio.shoot("<h1>Size</h1>", document=document, size=size)
    assert picture.size == (size.width, size.height)
    assert picture.mode == "RGB"
    assert notice == {
        "scale": 1, "overflow": [0, 0], "missing": "", "refused": [], "broken": [], "errors": [],
    }  # fmt: skip


def test_the_same_slide_gives_the_same_bytes_whatever_came_before(studio: Studio) -> None:
    bodies = [
        "<h1>One</h1><p>A picture of words</p>",
        '<h2>Two</h2><div class="math block">\\sum_{i=1}^n i^2</div>',
        "<h2>Three</h2><pre class='mermaid'>flowchart LR\n A[Begin] --&gt; B{End}</pre>",
        "<h2>Four</h2><p>😀 → ✓ Ωμέγα Жук</p>",
        f"<h2>Five</h2>{_lines(20)}",
        '<h1 class="fit">Six</h1>',
    ]
    first = [studio.files(body)[0] for body in bodies]
    order = list(range(len(bodies))) * 3
    random.Random(7).shuffle(order)
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda index: studio.files(bodies[index]), order))
    assert [
        index for index, (png, _) in zip(order, again, strict=True) if png != first[index]
    ] == []


def test_text_that_overflows_is_shrunk_until_it_fits(studio: Studio) -> None:
    assert studio.shoot(_lines(4))[1]["scale"] == 1
    notice = studio.shoot(_lines(11))[1]
    assert 0.6 < notice["scale"] < 1
    assert notice["overflow"] == [0, 0]


def test_text_that_cannot_fit_is_told_in_pixels(studio: Studio) -> None:
    notice = studio.shoot(_lines(60))[1]
    assert notice["scale"] == 0.6
    across, down = notice["overflow"]
    assert across == 0
    assert down > SIZE.height


def test_how_far_text_is_shrunk_is_for_the_request_to_say(studio: Studio) -> None:
    assert studio.shoot(_lines(60), smallest=0.9)[1]["scale"] == 0.9


def test_a_fitted_heading_fills_the_width(studio: Studio) -> None:
    plain, _ = studio.shoot("<h1>A short one</h1>")
    fitted, _ = studio.shoot('<h1 class="fit">A short one</h1>')
    assert _ink(fitted) > 2 * _ink(plain)


def test_a_long_line_of_code_shrinks_its_block_and_not_the_slide(studio: Studio) -> None:
    code = f"<h2>Code</h2><pre class='highlight'><code>{'word ' * 22}</code></pre>"
    notice = studio.shoot(code)[1]
    assert (notice["scale"], notice["overflow"]) == (1, [0, 0])


def test_mathematics_and_diagrams_are_drawn(studio: Studio) -> None:
    formula, notice = studio.shoot('<p><span class="math inline">\\sqrt{x^2+1}</span></p>')
    assert notice["errors"] == []
    assert _ink(formula) > 100
    source = "flowchart LR\n A[Deck] --&gt;|reads| B[Video]"
    as_text, _ = studio.shoot(f"<pre>{source}</pre>")
    diagram, notice = studio.shoot(f'<pre class="mermaid">{source}</pre>')
    assert notice["errors"] == []
    assert diagram.tobytes() != as_text.tobytes()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (r'<span class="math inline">\frac{1}</span>', r"the formula `\frac{1}` cannot be read: "),
        ('<div class="math block">\\nosuchthing</div>', ""),
        (
            f'<span class="math inline">{"a + " * 20}b_c_d</span>',
            "the formula `" + "a + " * 14 + "a +…` cannot be read: Double subscript, near `",
        ),
        (
            '<pre class="mermaid">flowchart LR\n A ---&gt;&gt;&gt; ???</pre>',
            "line 2 of the diagram cannot be read: `A --->>> ???`",
        ),
        (
            '<pre class="mermaid">flowchart LR\n A[open\n</pre>',
            "the diagram `flowchart LR` ends too early: is a bracket or an `end` missing?",
        ),
        (
            '<pre class="mermaid">nosuchdiagram</pre>',
            "the diagram cannot be read: `nosuchdiagram` is no type such as `flowchart TB`",
        ),
    ],
)
def test_a_mistake_in_a_formula_or_diagram_is_told_and_the_slide_is_drawn(
    body: str, says: str, studio: Studio
) -> None:
    picture, notice = studio.shoot(f"<h2>Here</h2>{body}")
    assert all(error.startswith(says) for error in notice["errors"])
    assert bool(notice["errors"]) == bool(says)
    assert _ink(picture) > 100


def test_a_mermaid_diagram_runs_no_script_and_opens_no_link(studio: Studio) -> None:
    source = 'flowchart LR\n A["<img src=x onerror=alert(1)>"]\n click A "http://127.0.0.1/" _blank'
    escaped = source.replace("<", "&lt;").replace(">", "&gt;")
    notice = studio.shoot(f'<pre class="mermaid">{escaped}</pre>')[1]
    assert [url for url in notice["refused"] if "127.0.0.1" in url] == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Grüße, naïve, ¿qué?", ""),
        ("Ελλάδα Москва עברית العربية हिन्दी", ""),
        ("→ ← ⇒ ≤ ∞ ✓ ✗ ★ ① ├─┤ ½ € ‰", ""),
        ("😀 👩‍👩‍👧 🇪🇸 ✅ ❤️ 1️⃣", ""),
        ("a\u200db\ufe0f\u00ad", ""),
        ("nobody \u0378 has \ue123 these \U000e0fff", "\u0378\ue123"),
        ("twice \ue123\ue123", "\ue123"),
    ],
)
def test_characters_that_no_font_has_are_told(text: str, missing: str, studio: Studio) -> None:
    assert studio.shoot(f"<p>{text}</p>")[1]["missing"] == missing


def test_emoji_are_drawn_in_colour(studio: Studio) -> None:
    picture, _ = studio.shoot("<h1>🍎</h1>")
    red, green, _ = picture.split()
    apple = ImageChops.subtract(red, green)
    assert apple.getextrema()[1] == pytest.approx(180, abs=60)


def test_pictures_are_shown_and_their_names_may_mean_other_files_later(
    studio: Studio, tmp_path: Path
) -> None:
    for name, colour in (("a.png", "#ff0000"), ("b.png", "#00ff00")):
        Image.new("RGB", (400, 400), colour).save(tmp_path / name)
    body = '<p class="pictures"><img src="picture/1"></p>'
    for name, seen in (("a.png", (255, 0, 0)), ("b.png", (0, 255, 0)), ("a.png", (255, 0, 0))):
        picture, notice = studio.shoot(body, assets={"picture/1": tmp_path / name})
        assert picture.getpixel((320, 180)) == seen
        assert notice["broken"] == []


def test_a_background_picture_is_waited_for(studio: Studio, tmp_path: Path) -> None:
    Image.effect_noise((1500, 1500), 90).convert("RGB").save(tmp_path / "noise.png")
    body = '<div style="position:absolute;inset:0;background:url(picture/9)"></div>'
    picture, _ = studio.shoot(body, assets={"picture/9": tmp_path / "noise.png"})
    assert len(picture.getcolors(1 << 20) or []) > 50


def test_a_picture_that_is_none_is_told(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"\x89PNG no picture")
    notice = studio.shoot('<img src="picture/2">', assets={"picture/2": tmp_path / "no.png"})[1]
    assert notice["broken"] == ["picture/2"]
    assert notice["refused"] == []


def test_animations_are_at_their_end(studio: Studio) -> None:
    style = "<style>@keyframes in{from{opacity:0}to{opacity:1}}h1{animation:in 60s 5s both}</style>"
    picture, _ = studio.shoot(f"<h1>Here at last</h1>{style}")
    assert _ink(picture) > 500

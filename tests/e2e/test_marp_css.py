"""CSS as it is written for Marp, on the markup of our themes: each case paints the whole slide."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.looks import parse, render

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.media.model import Size

pytestmark = pytest.mark.browser

Draw = Callable[[str, str], tuple[int, ...]]

RED = (200, 0, 0)
ALL_OVER = (
    "position: absolute; inset: 0; width: auto; margin: 0; z-index: 9; background: rgb(200, 0, 0);"
)


@pytest.fixture
def colour(renderer: ChromiumRenderer, tmp_path: Path) -> Draw:
    """What gives the colour of a slide in its corner."""

    def seen(style: str, body: str) -> tuple[int, ...]:
        lines = "".join(f"  {line}\n" for line in style.splitlines())
        deck = parse(f"---\nmarp: true\nstyle: |\n{lines}---\n\n{body}\n")
        size = Size(160, 90)
        picture, _ = render(renderer, deck, 1, tmp_path / "a.png", size=size, theme="plain")
        corner = picture.getpixel((156, 86))
        assert isinstance(corner, tuple)
        return corner

    return seen


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("section { background: rgb(200, 0, 0); }", "# One"),
        ("section { background-color: rgb(200, 0, 0) }", "# One"),
        (":root { background: rgb(200, 0, 0) }", "# One"),
        (":root{--brand: rgb(200, 0, 0); background: var(--brand); color: white}", "# One"),
        (":root { --color-background: rgb(200, 0, 0) }", "# One"),
        ("section.lead { background: rgb(200, 0, 0) }", "<!-- _class: lead -->\n# One"),
        ("section.lead.red { background: #c80000 }", "<!-- _class: [lead, red] -->\n# One"),
        ("/* a note */\nsection:has(> h1) { background: rgb(200, 0, 0) }", "# One"),
        (f"h1 {{ {ALL_OVER} }}", "# One"),
        (f"section > p:first-of-type {{ {ALL_OVER} }}", "# One\n\ntwo"),
        (f"section.lead h1, h2 {{ {ALL_OVER} }}", "<!-- class: lead -->\n# One"),
        (f"header {{ {ALL_OVER} }}", "<!-- header: One -->\n# One"),
        (f"footer {{ {ALL_OVER} }}", "<!-- footer: One -->\n# One"),
        (f"section::before {{ content: ''; {ALL_OVER} }}", "# One"),
        (f"section::after {{ {ALL_OVER} }}", "<!-- paginate: true -->\n# One"),
        (f"section[data-marpit-pagination='1'] h1 {{ {ALL_OVER} }}",
         "<!-- paginate: true -->\n# One"),
        (f"section::after {{ content: 'p' attr(data-marpit-pagination); {ALL_OVER} }}",
         "<!-- paginate: true -->\n# One"),
        (f"@media screen {{ h1 {{ {ALL_OVER} }} }}", "# One"),
        (f"@import url('https://example.org/a.css');\nh1 {{ {ALL_OVER} }}", "# One"),
        (f"@import 'default';\n\nh1 {{ {ALL_OVER} }}", "# One"),
        (f"blockquote {{ {ALL_OVER} }}", "# One\n\n> two"),
        (f"img[alt~='center'] {{ {ALL_OVER} width: 100%; height: 100% }}",
         "![center](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=)"),
        (f".columns {{ display: grid; {ALL_OVER} }}", '<div class="columns">\n\ntwo\n\n</div>'),
    ],
)  # fmt: skip
def test_rules_for_marps_markup_find_it(style: str, body: str, colour: Draw) -> None:
    assert all(abs(a - b) < 12 for a, b in zip(colour(style, body), RED, strict=True))


@pytest.mark.parametrize(
    ("style", "body"),
    [
        (f"@media print {{ h1 {{ {ALL_OVER} }} }}", "# One"),
        (f"section.lead h1 {{ {ALL_OVER} }}", "# One"),
        (f"section::after {{ content: 'Page'; {ALL_OVER} }}", "# One"),
        ("section { background: white }\n:root { background: rgb(200, 0, 0) }", "# One"),
        ("section:not(:root) { --x: 1 }\np:root { background: rgb(200, 0, 0) }", "# One"),
    ],
)
def test_rules_for_something_else_do_not(style: str, body: str, colour: Draw) -> None:
    assert colour(style, body)[1] > 200


@pytest.mark.parametrize("rule", ["section { font-size: 20px }", ":root { font-size: 15pt }"])
def test_rem_counts_in_the_size_of_the_slides_text(
    rule: str, renderer: ChromiumRenderer, tmp_path: Path
) -> None:
    def drawn(size: str) -> bytes:
        style = f"{rule} h1 {{ font-size: {size}; background: rgb(200, 0, 0) }}"
        deck = parse(f"---\nmarp: true\nstyle: '{style}'\n---\n\n# One\n")
        picture, _ = render(
            renderer, deck, 1, tmp_path / "a.png", size=Size(160, 90), theme="plain"
        )
        return picture.tobytes()

    assert drawn("3rem") == drawn("60px") != drawn("48px")

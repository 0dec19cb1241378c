import pytest

from mdvid.deck.model import Capacity
from mdvid.errors import ThemeError
from mdvid.theme.manifest import parse_manifest


def problems(text: str) -> list[tuple[int, str, str | None]]:
    with pytest.raises(ThemeError) as caught:
        parse_manifest(text, "theme.toml")
    return [
        (found.span.line if found.span else 0, found.message, found.hint)
        for found in caught.value.diagnostics
    ]


def test_an_empty_manifest_extends_plain_with_theme_css() -> None:
    manifest = parse_manifest("", "theme.toml")
    assert (manifest.extends, manifest.css, manifest.capacity) == ("plain", ("theme.css",), None)


def test_a_full_manifest_is_read() -> None:
    manifest = parse_manifest(
        """
        name = "mine"
        extends = ""
        css = ["a.css", "b.css"]
        template = "slide.html"
        classes = ["board"]
        palette = ["#000000", "#FFFFFF"]
        smallest = 0.5
        [capacity]
        lines = 7
        columns = 50
        """,
        "theme.toml",
    )
    assert manifest.css == ("a.css", "b.css")
    assert manifest.palette == ("#000000", "#FFFFFF")
    assert manifest.smallest == 0.5
    assert manifest.capacity == Capacity(lines=7, columns=50)


def test_text_that_is_not_toml_is_refused_with_its_place() -> None:
    line, message, _ = problems("name = 'x'\nextends plain\n")[0]
    assert line == 2
    assert message.startswith("not TOML: ")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("\nnmae = 'x'", 2, "unknown key `nmae`", "did you mean `name`?"),
        ("name = 3", 1, "`name` must be a string", None),
        ("css = 'theme.css'", 1, "`css` must be a list of strings", None),
        ("classes = [1]", 1, "`classes` must be a list of strings", None),
        ("palette = ['red']", 1, "`red` is no colour", "write it as `#rrggbb`"),
        ("smallest = 2", 1, "`smallest` must be a number from 0.1 to 1", None),
        ("smallest = nan", 1, "`smallest` must be a number from 0.1 to 1", None),
        ("smallest = true", 1, "`smallest` must be a number from 0.1 to 1", None),
        ("capacity = 3", 1, "`capacity` must be a table with `lines` and `columns`", None),
        ("[capacity]\nlines = 0", 2, "`lines` must be a whole number from 1", None),
        ("[capacity]\nlines = true", 2, "`lines` must be a whole number from 1", None),
        (
            "[capacity]\nrows = 1",
            2,
            "unknown key `rows` in `capacity`",
            "it has `lines` and `columns`",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_line(
    text: str, line: int, message: str, hint: str | None
) -> None:
    assert problems(text) == [(line, message, hint)]


def test_all_problems_are_reported_at_once() -> None:
    assert len(problems("name = 1\ncss = 2\nfoo = 3\npalette = ['#12']")) == 4

"""What a renderer noticed becomes messages that say what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from mdvid.builder.notices import picture_notices
from mdvid.deck.model import Picture, Prompt, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.theme.model import Theme, ThemeFile

SPAN = Span("talk.md", 9)
PICTURES = (
    Picture(name="picture/3-1", source="img/a boat.png", span=Span("talk.md", 11)),
    Picture(name="picture/3-2", source="", prompt=Prompt(text="a lamp"), span=Span("talk.md", 12)),
)
SLIDE = Slide(number=3, id="three", title="", body="", text="", pictures=PICTURES, span=SPAN)

LOGO = ThemeFile(name="theme/logo.svg", path=Path("logo.svg"), media_type="image/svg+xml")
THEME = Theme(name="harbour", description="", template="", css="", files=(LOGO,))


def notices(folder: Path, **found: Any) -> list[Diagnostic]:
    notice = {"scale": 1.0, "overflow": [0, 0], "missing": ""}
    notice |= {"refused": [], "broken": [], "errors": []}
    (folder / "picture.json").write_text(json.dumps(notice | found))
    return list(picture_notices(SLIDE, folder / "picture.png", THEME))


def test_nothing_is_said_of_a_slide_that_fits(tmp_path: Path) -> None:
    assert notices(tmp_path) == []
    assert notices(tmp_path, scale=0.9) == []


@pytest.mark.parametrize(
    ("found", "severity", "message"),
    [
        ({"scale": 0.7}, Severity.INFO, "the text was shrunk to 70 % to fit"),
        (
            {"scale": 0.6, "overflow": [0, 120]},
            Severity.WARNING,
            "the text is too much for the slide by 120 px high, although it was shrunk",
        ),
        (
            {"scale": 0.6, "overflow": [9, 7]},
            Severity.WARNING,
            "the text is too much for the slide by 9 px wide and 7 px high, although it was shrunk",
        ),
        (
            {"missing": "\U00012000"},
            Severity.WARNING,
            "no font has `\U00012000` (U+12000): empty boxes are shown",
        ),
        (
            {"refused": ["https://example.org/x.js"]},
            Severity.WARNING,
            "`https://example.org/x.js` was refused: slides are rendered without a network",
        ),
        ({"refused": ["inline"]}, Severity.WARNING, "a script was not run: slides have none"),
        (
            {"broken": ["picture/0123456789abcdef-a_boat.png"]},
            Severity.WARNING,
            "the picture `img/a boat.png` cannot be shown",
        ),
        (
            {"broken": ["picture/0123456789abcdef-gen"]},
            Severity.WARNING,
            "the picture `a lamp` cannot be shown",
        ),
        ({"broken": ["x.png"]}, Severity.WARNING, "the picture `x.png` cannot be shown"),
        ({"errors": ["the diagram has no end"]}, Severity.WARNING, "the diagram has no end"),
    ],
)
def test_what_was_noticed_is_said_with_its_slide(
    tmp_path: Path, found: dict[str, Any], severity: Severity, message: str
) -> None:
    (diagnostic,) = notices(tmp_path, **found)
    assert (diagnostic.severity, diagnostic.message) == (severity, message)
    assert diagnostic.slide == 3
    assert diagnostic.span


def test_a_broken_picture_is_pointed_at(tmp_path: Path) -> None:
    (diagnostic,) = notices(tmp_path, broken=["picture/0123456789abcdef-a_boat.png"])
    assert diagnostic.span == PICTURES[0].span


def test_many_missing_characters_are_counted(tmp_path: Path) -> None:
    (diagnostic,) = notices(tmp_path, missing="abcdefgh")
    assert "`e` (U+0065) and 3 more" in diagnostic.message
    assert "`f`" not in diagnostic.message


def test_what_was_said_when_files_were_looked_for_is_not_said_again(tmp_path: Path) -> None:
    assert notices(tmp_path, refused=["picture/0-1", "picture/3-12"]) == []


def test_long_addresses_are_cut(tmp_path: Path) -> None:
    url = "https://example.org/" + "x" * 5000
    for diagnostic in notices(tmp_path, refused=[url], broken=[url]):
        assert len(diagnostic.message) < 250


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("theme/lgo.svg", "did you mean `theme/logo.svg`?"),
        ("theme/paper.png", "put the file into the theme's folder"),
    ],
)
def test_what_a_theme_lacks_is_said_of_the_theme_and_of_no_slide(
    url: str, hint: str, tmp_path: Path
) -> None:
    (diagnostic,) = notices(tmp_path, refused=[url])
    assert diagnostic.message.startswith(f"the theme `harbour` has no file `{url}`")
    assert (diagnostic.span, diagnostic.slide, diagnostic.hint) == (None, None, hint)

import pytest

from mdvid.deck.model import Background
from mdvid.deck.pictures import moves, read_words, source_of_address


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("bg", Background()),
        ("opacity:0.05 bg", Background(filters="opacity(0.05)")),
        ("bg right", Background(side="right")),
        ("bg 90% right:40%", Background(side="right", split="40%", size="90%")),
        ("left:33.3% bg fit", Background(side="left", split="33.3%", size="contain")),
        ("bg cover", Background(size="cover")),
        ("bg auto", Background(size="auto")),
        ("bg w:300", Background(size="300px auto")),
        ("bg height:50%", Background(size="auto 50%")),
        ("bg vertical", Background(vertical=True)),
        ("bg blur brightness:0.5", Background(filters="blur(10px) brightness(0.5)")),
        ("bg drop-shadow:0,5px,10px,black", Background(filters="drop-shadow(0 5px 10px black)")),
        ("bg hue-rotate:90deg sepia", Background(filters="hue-rotate(90deg) sepia(1)")),
    ],
)
def test_words_of_backgrounds(alt: str, expected: Background) -> None:
    words = read_words(alt)
    assert words.background == expected
    assert words.alt == ""


@pytest.mark.parametrize(
    ("alt", "style", "rest"),
    [
        ("w:300", "width:300px", ""),
        ("width:50% height:2.5cm", "width:50%;height:2.5cm", ""),
        ("a w:1em boat", "width:1em", "a boat"),
        ("50%", "width:50%", ""),
        ("blur:2px", "filter:blur(2px)", ""),
        ("cover left fit", "", "cover left fit"),
        ("w:3;color:red", "", "w:3;color:red"),
        ("opacity:url(x)", "", "opacity:url(x)"),
        ("background", "", "background"),
    ],
)
def test_words_of_images_in_the_text(alt: str, style: str, rest: str) -> None:
    words = read_words(alt)
    assert words.background is None
    assert (words.style, words.alt) == (style, rest)


@pytest.mark.parametrize(
    ("alt", "slips"),
    [
        ("bg rihgt:40%", [("rihgt:40%", "did you mean `right`?")]),
        ("bg rihgt", [("rihgt", "did you mean `right`?")]),
        ("bg verical", [("verical", "did you mean `vertical`?")]),
        ("bg zoom:2", [("zoom:2", None)]),
        ("bg the light over a blue cove, https://x.org/a 10:30 Bern: a bear", []),
        ("rihgt:40%", []),
    ],
)
def test_words_of_a_background_that_are_nearly_keywords_are_slips(
    alt: str, slips: list[tuple[str, str | None]]
) -> None:
    assert list(read_words(alt).slips) == slips


def test_words_of_placing_say_nothing_about_the_picture() -> None:
    assert read_words("center").shows == ""
    assert read_words("center of the town").shows == "center of the town"


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("a%20b.png", "a b.png"),
        ("img\\a.png", "img/a.png"),
        ("C:\\img\\a.png", "C:/img/a.png"),
        ("../a.png", "../a.png"),
        ("a.svg?v=2", "a.svg"),
        ("%23what%3F.svg?v=2", "#what?.svg"),
        ("100%.png", "100%.png"),
        ("https://example.org/a%20b?c=d", "https://example.org/a%20b?c=d"),
        ("data:image/svg+xml,%3Csvg/%3E", "data:image/svg+xml,%3Csvg/%3E"),
    ],
)
def test_addresses_become_sources(address: str, source: str) -> None:
    assert source_of_address(address) == source


@pytest.mark.parametrize(
    ("address", "kind"),
    [("a.MP4", "video"), ("a.webm?x", "video"), ("a.mp3#t=1", "audio"), ("a.gif", None)],
)
def test_what_moves_or_sounds(address: str, kind: str | None) -> None:
    assert moves(address) == kind

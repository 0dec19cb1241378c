from pathlib import Path

import pytest

from mdvid.builder.wanted import picture_steps, wanted
from mdvid.config.model import Config
from mdvid.config.output import output_place
from mdvid.deck.model import Deck, Dialect, Narration, Slide, Step
from mdvid.diagnostics import Span
from mdvid.errors import OutputError

DECK = Deck(
    path="talk.md",
    title="",
    lang="en",
    dialect=Dialect.MARP,
    narration=Narration.NOTES,
    slides=tuple(
        Slide(
            number=n,
            id=f"s{n}",
            title="",
            body="",
            text="",
            steps=tuple(Step(number=i + 1) for i in range(steps)),
            span=Span("talk.md", n),
        )
        for n, steps in ((2, 1), (11, 3))
    ),
    pages=2,
)


def files(deck_path: Path, output: str | None, *formats: str) -> list[tuple[str, str]]:
    place = output_place(output) if output else None
    config = Config(format=formats, output=place)
    made = wanted(DECK, config, deck_path)
    return [(item.step, str(item.path)) for item in made]


@pytest.mark.parametrize(
    ("output", "stem"),
    [
        (None, "talks/talk"),
        ("out.mp4", "out"),
        ("talks/out.v2.mp4", "talks/out.v2"),
        ("out", "out"),
    ],
)
def test_results_lie_beside_the_deck_or_where_it_is_said(output: str | None, stem: str) -> None:
    assert files(Path("talks/talk.md"), output, "mp4", "vtt", "chapters") == [
        ("mp4", f"{stem}.mp4"),
        ("vtt", f"{stem}.vtt"),
        ("chapters", f"{stem}.chapters.txt"),
    ]


def test_pictures_have_the_numbers_of_their_slides_and_show_their_last_step() -> None:
    assert files(Path("talk.md"), None, "png", "jpg") == [
        ("picture/0002-1", "talk.002.png"),
        ("picture/0011-3", "talk.011.png"),
        ("jpg/0002-1", "talk.002.jpg"),
        ("jpg/0011-3", "talk.011.jpg"),
    ]


def test_a_folder_that_is_asked_for_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert files(Path("talk.md"), f"{folder}/", "mp4") == [("mp4", str(folder / "talk.mp4"))]
    assert folder.is_dir()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_output(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be made"):
        files(Path("talk.md"), f"{tmp_path}/file/b/", "mp4")


def test_what_is_checked_of_a_slide_is_its_last_step() -> None:
    assert list(picture_steps(DECK)) == ["picture/0002-1", "picture/0011-3"]

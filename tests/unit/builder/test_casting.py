"""What is found out while the notes of a deck are given voices."""

from pathlib import Path

import pytest

from mdvid.builder.casting import Casting
from mdvid.diagnostics import Severity
from mdvid.project import load_project
from mdvid.testing.fakes import FakeNarrator


def told(folder: Path, *slides: str) -> list[str]:
    """Return what is said about the clicks of slides."""
    deck = folder / "deck.md"
    deck.write_text("---\nmarp: true\n---\n" + "\n\n---\n\n".join(slides) + "\n")
    project = load_project(deck)
    casting = Casting(project, lambda _: FakeNarrator())
    casting.speech(project.deck)
    return [
        f"{d.severity.value} {d.span.line if d.span else 0}: {d.message}"
        for d in casting.diagnostics
    ]


SHARED = "the rest of the time is shared by the steps after it"
TWO = "* one\n* two\n"


@pytest.mark.parametrize(
    ("slide", "expected"),
    [
        (f"{TWO}\n<!-- Now [click] one and [click] two. -->", []),
        (f"{TWO}\n<!-- Now [click:2] both. -->", []),
        (f"{TWO}\n<!-- One sentence. And another one. -->", []),
        ("# A\n\n<!-- No (click) here. -->", []),
        (
            "# A\n\n<!-- Now.\nAnd [click] here. [click] There. -->",
            ["warning 7: `[click]` reveals nothing: this slide has no steps"],
        ),
        (
            f"{TWO}\n<!-- Now [click] one.\nAnd [click] two.\nAnd [click] more. -->",
            ["warning 9: the clicks go to step 4, and this slide has 3"],
        ),
        (
            f"{TWO}\n<!-- Now [click] one.\nAnd two. -->",
            [f"warning 7: the clicks go to step 2 of 3: {SHARED}"],
        ),
        (TWO, ["info 4: nothing is said on this slide: its 3 steps share the time it is held"]),
    ],
)
def test_clicks_that_do_not_agree_with_the_steps_are_told(
    tmp_path: Path, slide: str, expected: list[str]
) -> None:
    assert told(tmp_path, slide) == expected


def test_each_slide_whose_clicks_are_wrong_is_told(tmp_path: Path) -> None:
    slide = "# A\n\n<!-- Now [click] here. -->"
    assert len(told(tmp_path, slide, slide)) == 2


class Linguist(FakeNarrator):
    """A narrator that can say three sounds."""

    def sounds(self, name: str) -> tuple[str, ...]:
        return ("a", "b", "tʃ") if name == "high" else ()


@pytest.mark.parametrize(
    ("entry", "narrator", "message"),
    [
        ("/ˈbat͡ʃa/", Linguist, ""),
        ("/ˈbaʃa/", Linguist, "the voice `espeak:high` has no sound `ʃ`, as in `/ˈbaʃa/`"),
        ("/ba/", FakeNarrator, "the voice `espeak:high` takes no IPA: it cannot say `/ba/`"),
        ("bat cha", FakeNarrator, ""),
    ],
)
def test_ipa_that_a_voice_cannot_say_is_an_error_at_the_sentence(
    tmp_path: Path, entry: str, narrator: type[FakeNarrator], message: str
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(
        f"---\nlexicon: {{Bacha: {entry}}}\n---\n# A\n\n---\n\n<!-- One. Bacha, Bacha. -->\n"
    )
    project = load_project(deck)
    casting = Casting(project, lambda _: narrator())
    casting.speech(project.deck)
    errors = [d for d in casting.diagnostics if d.severity is Severity.ERROR]
    assert [d.message for d in errors] == [message] * bool(message)
    assert all(d.span and (d.span.line, d.span.column) == (8, 11) for d in errors)

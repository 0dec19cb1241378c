"""`mdvid check --spoken`: what will be said, from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.line import Desk

pytestmark = pytest.mark.espeak

DECK = """\
---
lang: fr
lexicon: words.yaml
---
# Prix

<!-- SQL coûte 12,50 €. Voilà [click] tout. -->

---

# Altro

<!-- (voice: espeak:it) Costa 5 euro. -->
"""


@pytest.fixture
def deck(desk: Desk) -> Path:
    desk.path("words.yaml").write_text("fr: {SQL: esse ku elle}\n", "utf-8")
    return desk.deck(DECK)


def test_each_utterance_is_a_line_of_slide_voice_and_words(desk: Desk, deck: Path) -> None:
    done = desk.run("check", "--spoken", deck, "--browser", "/nowhere")
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        "1\tespeak:fr-fr\tesse ku elle coûte douze euros et cinquante centimes.",
        "1\tespeak:fr-fr\tVoilà tout.",
        "2\tespeak:it\tCosta 5 euro.",
    ]
    assert done.err.count("how numbers and symbols are said in `it` is left to the voice") == 1
    assert not desk.artifacts()


def test_with_several_decks_each_line_begins_with_its_deck(desk: Desk, deck: Path) -> None:
    other = desk.deck("# B\n\n<!-- Two: 2. -->\n", "other.md")
    done = desk.run("check", "--spoken", deck.name, other.name)
    assert [line.split("\t")[0] for line in done.out.splitlines()] == [*["deck.md"] * 3, "other.md"]
    assert done.out.endswith("other.md\t1\tespeak:en-us\tTwo: two.\n")


def test_programs_get_what_is_written_and_what_is_said(desk: Desk, deck: Path) -> None:
    done = desk.run("check", "--spoken", "--json", deck.name)
    assert done.json["spoken"][0] == {
        "deck": "deck.md",
        "slide": 1,
        "voice": "espeak:fr-fr",
        "lang": "fr",
        "text": "SQL coûte 12,50 €.",
        "spoken": "esse ku elle coûte douze euros et cinquante centimes.",
    }
    assert any(d["severity"] == "note" for d in done.json["diagnostics"])


def test_notes_that_cannot_be_said_are_an_error_and_nothing_is_printed(
    desk: Desk, deck: Path
) -> None:
    desk.path("words.yaml").write_text("SQL: [a]\n", "utf-8")
    done = desk.run("check", "--spoken", deck.name)
    assert (done.code, done.out) == (3, "")
    assert "words.yaml:1:1" in done.err
    assert "does not say how it is spoken" in done.err

import pytest

from mdvid.deck.notes import why_not_heard
from mdvid.deck.notes_prefixes import is_timing, strip_prefix

HEARD = [
    "Welcome to the talk, and thank you for coming.",
    "Explain NaN",
    "Similar to zbus::proxy",
    "- first point\n- second point",
    "1. one\n2. two [click]",
    "**Bold** start of a sentence.",
    "See https://example.org for more.",
    "The year 2024 was good; we sold 3.5 million.",
    "Class dismissed, let's move on.",
    "TODOs are boring, so let us automate them.",
    "Images: we will look at three of them, one after the other, in detail.",
    "We waited 5 minutes.",
    "この章では自動化について説明します。",
    "Import duties rose. From now on, class is out.",
    "In the end (after 20 minutes)",
    "First part.\n---\nSecond part.",
    "Slide two is about the numbers; we saw them last year, and they are up again this year, too",
    "# Speaker notes\n\nHello there, everybody.",
    "Time: it flies.",
]

NOT_HEARD = [
    ("TODO: a better title", "a reminder or placeholder"),
    ("todo: later", "a reminder or placeholder"),
    ("FIXME", "a reminder or placeholder"),
    ("IMAGE: a boat at sea", "a reminder or placeholder"),
    ("[PLACEHOLDER]", "a reminder or placeholder"),
    ("prettier-ignore-start", "an instruction to a program"),
    ("markdownlint-disable MD033 MD041", "an instruction to a program"),
    ("lint disable no-html", "an instruction to a program"),
    ("suppress warnings", "an instruction to a program"),
    ("more", "an instruction to a program"),
    ("toc", "an instruction to a program"),
    ('.slide: data-background="#fff"', "an instruction to a program"),
    ("vim: set ft=markdown:", "an editor's mode line"),
    ("-*- mode: markdown -*-", "an editor's mode line"),
    ("=========", "a banner"),
    ("====== Part two ======", "a banner"),
    ("=====\nשקף 2: פתיחה\n=====", "a banner"),
    ("---", "a banner"),
    ("(Jason) 1 hours", "a timing"),
    ("Jason: 20 min", "a timing"),
    ("20s", "a timing"),
    ("(~1 min)", "a timing"),
    ("00:30-01:15", "a timing"),
    ("Slide 3: the numbers", "a label"),
    ("中央寄せ", "a label"),
    ("https://example.org/a", "only addresses"),
    ("- https://example.org/a\n- www.example.org", "only addresses"),
    ("Source: https://example.org/a", "only addresses"),
    ("# Old slide\n\n- a\n- b", "a slide that was commented out"),
    ("![w:300](old.png)", "a slide that was commented out"),
    ("---\n# Another\n---", "a slide that was commented out"),
    ("<div>\nold\n</div>", "a slide that was commented out"),
    ("| a | b |\n|---|---|", "a slide that was commented out"),
    ("import numpy as np\nfrom x import y", "code"),
    ("const a = 1;", "code"),
    ("section { color: red; }\nh1 { margin: 0; }", "code"),
    ('{"licence": "MIT"}', "metadata"),
    ("slide: 3\nsection: intro", "metadata"),
    ("delay: 500", "metadata"),
    ("SPDX-License-Identifier: MIT", "a licence"),
    ("Copyright (c) 2026 A. Author", "a licence"),
    (
        "The last comment block of each slide will be treated as slide notes. It will be visible",
        "Slidev's starter text",
    ),
]


@pytest.mark.parametrize("text", HEARD)
def test_prose_is_heard(text: str) -> None:
    assert why_not_heard(text) is None


@pytest.mark.parametrize(("text", "kind"), NOT_HEARD)
def test_what_is_no_prose_is_not_heard(text: str, kind: str) -> None:
    assert why_not_heard(text) == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Speaker notes: hi there", "hi there"),
        ("SPEAKER NOTES - Slide 1: Title\nHello", "Hello"),
        ("Speaker notes (~30s): Hi", "Hi"),
        ("Speaker note: x", "x"),
        ("**Notes:** b", "b"),
        ("**Speaker Notes**: b", "b"),
        ("notes: 25 min total", ""),
        ("Speaker: c", "c"),
        ("NOTAS DEL ORADOR: hola", "hola"),
        ("Notas: d", "d"),
        ("Notes de l'orateur : bonjour", "bonjour"),
        ("Sprecher: Guten Tag", "Guten Tag"),
        ("スピーカーノート：こんにちは", "こんにちは"),
        ("讲稿：大家好", "大家好"),
        ("Terminar em: ~01:15 (75s)\nBom dia", "Bom dia"),
        ("(~1 min) Go", "Go"),
        ("Notes\nhello", "hello"),
        ("Narration (30 seconds):\nYo", "Yo"),
        ("script: text", "text"),
        ("Note that this is fine", "Note that this is fine"),
        ("Notes on the plan: x", "Notes on the plan: x"),
        ("5 minutes ago we saw it", "5 minutes ago we saw it"),
        ("Say hello", "Say hello"),
    ],
)
def test_labels_and_times_before_the_words_are_taken_off(text: str, words: str) -> None:
    stripped, taken = strip_prefix(text)
    assert stripped == words
    assert text[taken:].strip() == words


def test_a_time_within_a_text_is_no_timing() -> None:
    assert is_timing("~2 min")
    assert not is_timing("2 minutes of silence")

"""What is said of decks that do not go together, and of words that nobody hears."""

from pathlib import Path

import pytest
from tests.unit.editions.decks import (
    BLOCKS,
    BOTH,
    ENGLISH,
    SPANISH,
    UNLABELLED,
    WITH_BLOCKS,
    folder_with,
    found,
    load,
)

from mdvid.diagnostics import Severity
from mdvid.editions.loading import load_editions
from mdvid.errors import ConfigError, DeckError


@pytest.mark.parametrize("per_lang", [True, False])
def test_a_slide_to_which_nothing_is_said_in_a_language_is_warned_about(
    tmp_path: Path, *, per_lang: bool
) -> None:
    files = {"deck.md": BLOCKS.replace(":::lang es\nAdiós.\n:::\n", "")}
    projects = load(tmp_path, files, lang="en,es", per_lang=per_lang)
    (warning,) = found((*projects, *projects[0].further)[1], Severity.WARNING)
    assert (warning.message, warning.slide) == ("nothing is said on this slide in `es`", 2)
    assert (
        warning.hint == "write `:::lang es`, the words, `:::`, or `(pause: 1)` if silence is meant"
    )


def test_a_silent_slide_that_is_not_built_is_not_warned_about(tmp_path: Path) -> None:
    files = {"deck.md": BLOCKS.replace(":::lang es\nAdiós.\n:::\n", "")}
    (one,) = load(tmp_path, files, lang="en,es", slides="1")
    assert not found(one.further[0], Severity.WARNING)


def test_a_slide_may_be_silent_in_one_language_if_it_is_in_all(tmp_path: Path) -> None:
    silent = {name: text.rpartition("\n<!--")[0] for name, text in BOTH.items()}
    (one,) = load(tmp_path, silent, lang="en,es")
    assert not found(one, Severity.WARNING) + found(one.further[0], Severity.WARNING)
    (one,) = load(tmp_path, {**silent, "deck.md": ENGLISH}, lang="en,es")
    assert (len(found(one, Severity.WARNING)), len(found(one.further[0], Severity.WARNING))) == (
        0,
        1,
    )
    (one,) = load(tmp_path, {**silent, "deck.es.md": SPANISH}, lang="en,es")
    assert not found(one.further[0], Severity.WARNING)
    (warning,) = found(one, Severity.WARNING)
    assert (warning.message, warning.slide) == ("nothing is said on this slide in `en`", 2)


def test_a_language_that_is_nowhere_is_an_error_where_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"no `deck.de.md`, and no slide has a block `:::lang de`"
    ):
        load(tmp_path, BOTH, lang="en,de")
    files = {**BOTH, "deck.md": ENGLISH.replace("lang: en", "lang: en,de,fr")}
    with pytest.raises(DeckError) as caught:
        load(tmp_path, files)
    errors = [d for d in caught.value.diagnostics if d.severity is Severity.ERROR]
    assert [d.span and d.span.line for d in errors] == [3, 3]
    assert errors[0].hint == "write one of the two; there are `en`, `es`"


@pytest.mark.parametrize(
    ("deck", "beside", "lang", "hint"),
    [
        (
            "deck.es.md",
            "deck.md",
            "en,es",
            "build `deck.md`, which `deck.es.md` is a translation of",
        ),
        (
            "deck.md",
            "deck.es.markdown",
            "en,es",
            "call `deck.es.markdown` `deck.es.md`, and it is found",
        ),
        ("deck.md", "deck-es.md", "en,es", "call `deck-es.md` `deck.es.md`, and it is found"),
        (
            "deck.en.md",
            "deck.es.md",
            "en,es",
            "call `deck.en.md` `deck.md`: then `deck.es.md` is found",
        ),
        ("deck.md", "deck.fr.md", "en,es", "write one of the two; there are `en`, `fr`"),
    ],
)
def test_names_of_files_that_are_nearly_right_are_told(
    tmp_path: Path, deck: str, beside: str, lang: str, hint: str
) -> None:
    folder_with(tmp_path, {deck: UNLABELLED, beside: UNLABELLED})
    with pytest.raises(ConfigError) as caught:
        load_editions(tmp_path / deck, {"root": str(tmp_path), "lang": lang})
    assert [d.hint for d in caught.value.diagnostics if d.severity is Severity.ERROR] == [hint]


def test_two_languages_that_would_be_the_same_narration_are_an_error(tmp_path: Path) -> None:
    mexican = {"deck.md": ENGLISH, "deck.es-MX.md": SPANISH}
    with pytest.raises(ConfigError, match="`es` and `es-MX` would be the same narration"):
        load(tmp_path, mexican, lang="en,es,es-MX")
    accents = load(tmp_path, {"deck.md": ENGLISH}, lang="en-GB,en-US", per_lang=True)
    assert [project.config.lang for project in accents] == ["en-GB", "en-US"]


def test_a_block_with_nothing_in_it_is_told_where_its_language_is_missed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, {"deck.md": f"{UNLABELLED}\n:::lang es\n:::\n"}, lang="en,es")
    (warning,) = (d for d in caught.value.diagnostics if d.severity is Severity.WARNING)
    assert warning.message == "nothing is in this `:::lang es` block"


def test_a_translation_that_says_another_language_is_an_error(tmp_path: Path) -> None:
    files = {**BOTH, "deck.es.md": SPANISH.replace("title", "lang: fr\ntitle")}
    with pytest.raises(DeckError) as caught:
        load(tmp_path, files, lang="en,es")
    (problem,) = caught.value.diagnostics
    assert problem.span
    assert (Path(problem.span.path).name, problem.span.line) == ("deck.es.md", 2)


def test_errors_in_several_translations_are_told_at_once(tmp_path: Path) -> None:
    broken = "# A\n\n<!-- open\n"
    files = {"deck.md": ENGLISH, "deck.es.md": broken, "deck.de.md": broken}
    with pytest.raises(DeckError) as caught:
        load(tmp_path, files, lang="en,es,de")
    named = [Path(d.span.path).name for d in caught.value.diagnostics if d.span]
    assert named == ["deck.es.md", "deck.de.md"]


def test_other_numbers_of_slides_are_an_error_in_one_video_only(tmp_path: Path) -> None:
    short = SPANISH.replace("title", "marp: true\ntitle").partition("\n---\n\n# Dos")[0]
    files = {"deck.md": ENGLISH, "deck.es.md": short}
    with pytest.raises(DeckError) as caught:
        load(tmp_path, files, lang="en,es")
    (problem,) = caught.value.diagnostics
    assert problem.message.startswith("`deck.es.md` has 1 slide, and `deck.md` has 2")
    assert "part at slide 2: none here, `Two` there" in str(problem.hint)
    assert len(load(tmp_path, files, lang="en,es", per_lang=True)) == 2


def test_decks_that_are_read_in_other_ways_are_told_so(tmp_path: Path) -> None:
    article = "# Uno\n\nHola.\n\n## Dos\n\nAdiós.\n\n## Tres\n\nFin.\n"
    files = {"deck.md": ENGLISH, "deck.es.md": article}
    with pytest.raises(DeckError) as caught:
        load(tmp_path, files, lang="en,es")
    (problem,) = (d for d in caught.value.diagnostics if d.severity is Severity.ERROR)
    assert "one is read as article, the other as marp: `dialect: marp`" in str(problem.hint)


def test_the_first_slide_that_is_built_otherwise_is_named(tmp_path: Path) -> None:
    inserted = SPANISH.replace("# Dos", "# Nuevo\n![](a.png)\n\n---\n\n# Dos")
    with pytest.raises(DeckError) as caught:
        load(tmp_path, {"deck.md": ENGLISH, "deck.es.md": inserted}, lang="en,es")
    (problem,) = caught.value.diagnostics
    assert problem.span
    assert problem.span.line == inserted[: inserted.index("# Nuevo")].count("\n") + 1
    assert "part at slide 2: `Nuevo` here, `Two` there" in str(problem.hint)


def test_blocks_beside_a_translation_of_its_own_are_warned_about(tmp_path: Path) -> None:
    (one,) = load(tmp_path, {"deck.md": BLOCKS, "deck.es.md": SPANISH}, lang="en,es", slides="1")
    warnings = found(one, Severity.WARNING)
    assert [d.message for d in warnings] == [
        "in `es` the notes of `deck.es.md` are spoken, and not this block"
    ]


def test_blocks_that_nobody_asked_for_are_told_of_once_when_somebody_listens(
    tmp_path: Path,
) -> None:
    (one,) = load(tmp_path, WITH_BLOCKS)
    (remark,) = [d for d in found(one, Severity.INFO) if "`es`" in d.message]
    assert remark.hint == "to hear it: `--lang en,es`"


def test_a_voice_of_another_language_than_the_deck_says_it_is_in_is_noted(tmp_path: Path) -> None:
    (one,) = load(tmp_path, BOTH, lang="de")
    (note,) = found(one, Severity.NOTE)
    assert note.message == (
        "nothing is written in `de`: the notes, which are said to be in `en`, are read in it as"
        " they are"
    )
    (unsaid,) = load(tmp_path, {"deck.md": UNLABELLED}, lang="de")
    assert not found(unsaid, Severity.NOTE)


def test_notes_in_a_language_that_the_deck_does_not_say_are_told_if_they_are_not_spoken(
    tmp_path: Path,
) -> None:
    files = {"deck.md": UNLABELLED, "deck.en.md": ENGLISH, "deck.es.md": SPANISH}
    (one,) = load(tmp_path, files, lang="en,es")
    (note,) = found(one, Severity.NOTE)
    assert note.message.startswith("the notes of `deck.md` itself are not spoken")
    assert not found(load(tmp_path, {**files, "deck.md": ENGLISH}, lang="en,es")[0], Severity.NOTE)

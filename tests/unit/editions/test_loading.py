"""Which deck, or which part of one, is spoken in a language that is asked for."""

from collections.abc import Mapping
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
from mdvid.project import Project


def told(project: Project) -> tuple[str, str, str, str]:
    """Return language, name of the file, tag in the results' names, and the first words."""
    notes = project.deck.slides[0].notes
    words = notes[0].text if notes else ""
    return project.config.lang, project.deck_path.name, project.tag, words


EN, ES, BLOCK = (
    ("en", "deck.md", "", "Hello."),
    ("es", "deck.es.md", "es", "Hola."),
    ("es", "deck.md", "es", "Hola."),
)


@pytest.mark.parametrize(
    ("files", "lang", "expected"),
    [
        (BOTH, None, [EN]),
        (BOTH, "en,es", [EN, ES]),
        (BOTH, "es,en", [ES, EN]),
        (BOTH, "es", [ES]),
        (WITH_BLOCKS, None, [EN]),
        (WITH_BLOCKS, "en,es", [EN, BLOCK]),
        (WITH_BLOCKS, "es,en", [BLOCK, EN]),
        (WITH_BLOCKS, "es", [BLOCK]),
        # A deck that does not say its language is in the first one that nothing else is in.
        ({**BOTH, "deck.md": UNLABELLED}, "es,en", [ES, EN]),
        ({**BOTH, "deck.md": UNLABELLED}, "es", [ES]),
        ({"deck.md": UNLABELLED}, "de", [("de", "deck.md", "", "Hello.")]),
        # Nothing is in German: whoever builds says that the deck is.
        (BOTH, "de", [("de", "deck.md", "", "Hello.")]),
        (BOTH, "EN,Es", [EN, ES]),
        ({"deck.md": ENGLISH, "deck.ES.md": SPANISH}, "en,es", [EN, ("es", "deck.ES.md", *ES[2:])]),
        # Regions: what is asked for may say less or more.
        (BOTH, "en-GB,es-MX", [("en-GB", *EN[1:]), ("es-MX", "deck.es.md", "es-MX", "Hola.")]),
        (
            {"deck.md": ENGLISH, "deck.es-MX.md": SPANISH},
            "en,es",
            [EN, ("es-MX", "deck.es-MX.md", "es", "Hola.")],
        ),
        (
            {**BOTH, "deck.es.md": SPANISH.replace("title", "lang: es-AR\ntitle")},
            "en,es",
            [EN, ("es-AR", "deck.es.md", "es", "Hola.")],
        ),
    ],
)
def test_each_language_is_found(
    tmp_path: Path,
    files: Mapping[str, str],
    lang: str | None,
    expected: list[tuple[str, str, str, str]],
) -> None:
    projects = load(tmp_path, files, lang=lang, per_lang=True)
    assert [told(project) for project in projects] == expected
    assert {project.name.name for project in projects} == {"deck.md"}
    assert not any(found(project, Severity.WARNING) for project in projects)


@pytest.mark.parametrize(
    ("name", "beside", "settings", "lang"),
    [
        ("deck.es.md", "deck.md", {}, "es"),
        ("deck.pt-BR.md", "deck.md", {}, "pt-BR"),
        ("deck.es.md", "deck.md", {"lang": "fr"}, "fr"),
        ("deck.es.md", "deck.en.md", {}, "es"),
        ("deck.es.md", "deck.old.md", {}, "en"),
        ("deck.ES.md", "deck.md", {}, "es"),
        ("deck.es.md", "other.md", {}, "en"),
        ("deck.old.md", "deck.md", {}, "en"),
        ("deck.v2.md", "deck.md", {}, "en"),
    ],
)
def test_a_translation_alone_is_in_the_language_of_its_name(
    tmp_path: Path, name: str, beside: str, settings: Mapping[str, object], lang: str
) -> None:
    folder_with(tmp_path, {name: SPANISH, beside: ENGLISH})
    (one,) = load_editions(tmp_path / name, {"root": str(tmp_path), **settings})
    assert (one.config.lang, one.deck.lang, one.tag, one.name.name) == (lang, lang, "", name)
    assert not one.further


def test_what_a_translation_says_of_its_language_counts_more_than_its_name(tmp_path: Path) -> None:
    french = SPANISH.replace("title", "lang: fr\ntitle")
    folder_with(tmp_path, {"deck.es.md": french, "deck.md": ENGLISH})
    (one,) = load_editions(tmp_path / "deck.es.md", {"root": str(tmp_path)})
    assert one.config.lang == "fr"


def test_the_language_of_a_name_counts_more_than_what_a_folder_is_set_to(tmp_path: Path) -> None:
    folder_with(tmp_path, BOTH)
    (tmp_path / "mdvid.toml").write_text('lang = ["en", "es"]\n', encoding="utf-8")
    (one,) = load_editions(tmp_path / "deck.es.md")
    assert (one.config.languages, one.further) == (("es",), ())
    (one,) = load_editions(tmp_path / "deck.md", {"lang": "en,es"})
    assert [told(p)[0] for p in (one, *one.further)] == ["en", "es"]


def test_a_deck_may_say_itself_in_which_languages_it_is(tmp_path: Path) -> None:
    files = {**BOTH, "deck.md": ENGLISH.replace("lang: en", "lang: [en, es]")}
    (one,) = load(tmp_path, files)
    assert [told(p) for p in (one, *one.further)] == [EN, ES]
    assert [p.deck.title for p in (one, *one.further)] == ["A talk", "Una charla"]


def test_slides_of_a_block_stay_in_the_language_that_they_are_in(tmp_path: Path) -> None:
    english, spanish = load(tmp_path, WITH_BLOCKS, lang="en,es", per_lang=True)
    assert (spanish.deck.lang, spanish.config.lang) == ("en", "es")
    assert spanish.deck.slides[0].body == english.deck.slides[0].body
    assert [n.lang for n in spanish.deck.slides[1].notes] == ["es"]


def test_in_one_video_slides_are_selected_in_every_language(tmp_path: Path) -> None:
    (one,) = load(tmp_path, BOTH, lang="en,es", slides="2")
    assert [s.title for s in (*one.deck.slides, *one.further[0].deck.slides)] == ["Two", "Dos"]


def test_a_named_file_is_the_name_of_a_single_language(tmp_path: Path) -> None:
    (one,) = load(tmp_path, BOTH, lang="es", output=str(tmp_path / "talk.mp4"))
    assert (one.tag, one.deck_path.name) == ("", "deck.es.md")


@pytest.mark.parametrize(
    ("voice", "options", "foreign"),
    [
        ("voice: espeak:en-gb", {}, [False, True]),
        ("", {"voice": "espeak:en-gb"}, [False, True]),
        ("voice: {en: espeak:en-gb, es: espeak:es-419}", {}, [False, False]),
        ("", {}, [False, False]),
    ],
)
def test_a_voice_is_for_the_language_that_it_was_chosen_for(
    tmp_path: Path, voice: str, options: Mapping[str, object], foreign: list[bool]
) -> None:
    files = {"deck.md": BLOCKS.replace("lang: en", f"lang: en\n{voice}")}
    projects = load(tmp_path, files, lang="en,es", per_lang=True, **options)
    assert [project.foreign_voice for project in projects] == foreign


@pytest.mark.parametrize(
    ("align", "options", "heard", "foreign"),
    [
        ("align: ear", {}, ["ear", ""], [False, True]),
        ("", {"align": "ear"}, ["ear", ""], [False, True]),
        ("align: {en: ear, es: oreja}", {}, ["ear", "oreja"], [False, False]),
        ("align: {en: ear}", {}, ["ear", ""], [False, True]),
        ("", {}, ["", ""], [False, False]),
    ],
)
def test_a_model_hears_the_language_that_it_was_named_for(
    tmp_path: Path,
    align: str,
    options: Mapping[str, object],
    heard: list[str],
    foreign: list[bool],
) -> None:
    files = {"deck.md": BLOCKS.replace("lang: en", f"lang: en\n{align}")}
    projects = load(tmp_path, files, lang="en,es", per_lang=True, **options)
    assert [project.config.align for project in projects] == heard
    assert [project.foreign_aligner for project in projects] == foreign


def test_the_voice_that_a_translation_names_is_its_own(tmp_path: Path) -> None:
    files = {**BOTH, "deck.es.md": SPANISH.replace("title", "voice: espeak:en-us\ntitle")}
    _, spanish = load(tmp_path, files, lang="en,es", per_lang=True)
    assert (str(spanish.config.voice), spanish.foreign_voice) == ("espeak:en-us", False)

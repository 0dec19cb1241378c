"""Decks that speak several languages: what is built, pinned, said and watched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.builder.studio import SETTINGS, Studio

from mdvid.builder.reads import files_of, files_of_error
from mdvid.builder.spoken import spoken
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.loading import load_editions
from mdvid.errors import (
    ConfigError,
    DeckError,
    DeckNeedsTool,
    DeckRefused,
    OutputError,
    ProviderUnavailable,
)
from mdvid.project import Project
from mdvid.providers.requests import AlignmentRequest

TALK = """\
---
lang: en
---

# Lights

<!-- Welcome aboard. -->

:::lang es
Bienvenidos a bordo.
:::

---

# Crows

<!-- Thank you. -->

:::lang es
Muchas gracias.
:::
"""

BOTH = {**SETTINGS, "lang": "en,es"}


@pytest.fixture
def crew(studio: Studio) -> Studio:
    studio.write(TALK)
    return studio


def projects(studio: Studio, **settings: object) -> tuple[Project, ...]:
    return load_editions(studio.deck, {**BOTH, **settings})


def built(studio: Studio, **settings: object) -> Iterator[list[str]]:
    with studio._session() as session:
        for project in projects(studio, **settings):
            report = session.build(project)
            assert not report.failures
            yield [f"{output.path.name} {output.lang}" for output in report.outputs]


def test_one_video_has_captions_in_every_language(crew: Studio) -> None:
    assert list(built(crew)) == [["talk.mp4 en", "talk.vtt en", "talk.es.vtt es"]]


def test_a_video_for_each_language_has_its_tag_in_every_name(crew: Studio) -> None:
    assert list(built(crew, per_lang=True, output=str(crew.folder / "out.mp4"))) == [
        ["out.mp4 en", "out.vtt en"],
        ["out.es.mp4 es", "out.es.vtt es"],
    ]


def test_no_translation_is_written_over(crew: Studio) -> None:
    deck, translation = crew.folder / "talk.txt", crew.folder / "talk.es.txt"
    deck.write_text(TALK, "utf-8")
    spanish = TALK.replace("lang: en", "lang: es")
    translation.write_text(spanish, "utf-8")
    (project,) = load_editions(deck, {**BOTH, "format": "vtt,txt", "output": f"{crew.folder}/out"})
    with crew._session() as session:
        session.build(project)
    (project,) = load_editions(deck, {**BOTH, "format": "txt"})
    with crew._session() as session, pytest.raises(OutputError, match="is the deck itself"):
        session.build(project)
    assert translation.read_text("utf-8") == spanish


@pytest.mark.parametrize("lang", ["en,es", "es"])
def test_a_provider_that_is_not_there_is_told_once_and_at_no_words(crew: Studio, lang: str) -> None:
    crew.machine.broken = ProviderUnavailable("it is not installed", hint="install it")
    with pytest.raises(ProviderUnavailable, match="it is not installed") as caught:
        list(built(crew, lang=lang, per_lang=True))
    assert caught.value.hint == "install it"


def test_narrations_of_every_language_are_pinned(crew: Studio) -> None:
    (project,) = projects(crew)
    with crew._session() as session:
        report = session.pin(project)
    assert (report.pinned, report.new) == (4, 4)
    crew.elsewhere(models=False)
    assert list(built(crew, frozen=True)) == [["talk.mp4 en", "talk.vtt en", "talk.es.vtt es"]]
    assert crew.made() == []


def test_words_of_every_language_are_timed_by_a_model_for_it_and_pinned(crew: Studio) -> None:
    crew.machine.fakes.narrator.word_times = False
    crew.write(TALK.replace("lang: en", "lang: en\nalign: {en: ear, es: oreja}"))
    (project,) = projects(crew)
    with crew._session() as session:
        report = session.pin(project)
    assert (report.pinned, report.new) == (4, 4)
    asked = [c.request for c in crew.machine.fakes.calls.made if c.method == "align"]
    heard = sorted((r.lang, r.model) for r in asked if isinstance(r, AlignmentRequest))
    assert heard == [("en", "ear")] * 2 + [("es", "oreja")] * 2
    assert not [d for d in report.diagnostics if d.severity is not Severity.INFO]
    crew.elsewhere(models=False)
    assert list(built(crew, frozen=True)) == [["talk.mp4 en", "talk.vtt en", "talk.es.vtt es"]]
    assert crew.made() == []


@pytest.mark.parametrize("per_lang", [False, True])
def test_where_times_of_words_are_estimated_in_one_language_only_that_is_told(
    crew: Studio, per_lang: bool
) -> None:
    crew.machine.fakes.narrator.word_times = False
    crew.write(TALK.replace("lang: en", "lang: en\nalign: ear"))
    told: list[Diagnostic] = []
    for project in projects(crew, per_lang=per_lang):
        with crew._session() as session:
            told += session.build(project).diagnostics
    (note,) = (d for d in told if d.severity is Severity.NOTE)
    assert note.message.startswith("when words are spoken in `es` is estimated")
    assert "`align: {es: MODEL}`" in (note.hint or "")


def test_what_is_not_pinned_is_pointed_at_in_its_language(crew: Studio) -> None:
    with pytest.raises(DeckRefused) as refused:
        list(built(crew, frozen=True))
    errors = [d for d in refused.value.diagnostics if d.severity is Severity.ERROR]
    lines = TALK.splitlines()
    assert [lines[d.span.line - 1].strip() for d in errors if d.span] == [
        "<!-- Welcome aboard. -->",
        "Bienvenidos a bordo.",
        "<!-- Thank you. -->",
        "Muchas gracias.",
    ]


@pytest.mark.parametrize("lang", ["", "en", "es"])
def test_pins_of_a_language_that_is_not_built_are_not_pruned(crew: Studio, lang: str) -> None:
    with crew._session() as session:
        session.pin(projects(crew)[0])
    settings = {**SETTINGS, "lang": lang} if lang else SETTINGS
    (part,) = load_editions(crew.deck, settings)
    other = "en" if lang == "es" else "es"
    with crew._session() as session:
        assert not any("of no use" in d.message for d in session.build(part).diagnostics)
        with pytest.raises(ConfigError, match=f"its pins are for `{other}` too") as refused:
            session.pin(part, prune=True)
        assert refused.value.hint == f"ask for all its languages: `--lang {lang or 'en'},{other}`"
        assert session.pin(part).stale == 0
        assert session.pin(projects(crew)[0], prune=True).removed == 0


def test_pins_of_a_translation_beside_the_deck_are_not_pruned_either(crew: Studio) -> None:
    english = TALK.replace(":::lang es\n", "<!-- ").replace("\n:::", " -->")
    crew.write(english)
    translation = crew.folder / "talk.es.md"
    translation.write_text(english.replace("lang: en", "lang: es"), "utf-8")
    with crew._session() as session:
        session.pin(projects(crew)[0])
        (alone,) = load_editions(crew.deck, SETTINGS)
        with pytest.raises(ConfigError, match="its pins are for `es` too"):
            session.pin(alone, prune=True)
        translation.unlink()
        assert session.pin(alone, prune=True).removed > 0


def test_videos_that_share_pins_are_not_pruned_by_each_other(crew: Studio) -> None:
    for project in projects(crew, per_lang=True):
        with crew._session() as session:
            assert session.pin(project).stale == 0
    (project,) = projects(crew)
    with crew._session() as session:
        report = session.pin(project, prune=True)
    assert (report.pinned, report.removed) == (4, 0)


def test_a_deck_does_not_choose_a_model_for_a_further_language(crew: Studio) -> None:
    settings = {**BOTH, "untrusted": True, "voice": None}
    crew.write(TALK.replace("lang: en", "lang: en\nvoice: {es: fake, en: none}"))
    (project,) = load_editions(crew.deck, settings)
    with crew._session() as session, pytest.raises(DeckRefused, match="narration of `Bienvenidos"):
        session.build(project)


def test_what_is_said_is_told_language_by_language(crew: Studio) -> None:
    (project,) = projects(crew, voice="espeak:en-gb")
    report = spoken(project)
    assert [(line.slide, line.lang, line.voice, line.text) for line in report.lines] == [
        (1, "en", "espeak:en-gb", "Welcome aboard."),
        (2, "en", "espeak:en-gb", "Thank you."),
        (1, "es", "espeak:es", "Bienvenidos a bordo."),
        (2, "es", "espeak:es", "Muchas gracias."),
    ]
    (note,) = [d for d in report.diagnostics if d.severity is Severity.NOTE]
    assert note.message.startswith("`espeak:en-gb` does not speak `es`")


def test_a_language_without_a_voice_is_an_error_at_its_words(crew: Studio) -> None:
    crew.write(TALK.replace("es\n", "tlh\n"))
    (project,) = projects(crew, lang="en,tlh", voice="espeak:en-gb")
    with pytest.raises(DeckNeedsTool) as caught:
        spoken(project)
    errors = [d for d in caught.value.diagnostics if d.severity is Severity.ERROR]
    assert [d.slide for d in errors] == [1, 2]
    assert errors[0].span
    assert errors[0].span.line == TALK[: TALK.index("Bienvenidos")].count("\n") + 1
    assert "choose one for it: `voice: {tlh: PROVIDER:NAME}`" in str(errors[0].hint)


def test_clicks_of_further_narrations_turn_no_pictures_and_are_no_mistake(crew: Studio) -> None:
    crew.write(TALK.replace("Bienvenidos", "[click] Bienvenidos"))
    (project,) = projects(crew, voice="espeak")
    assert not [d for d in spoken(project).diagnostics if d.severity is Severity.WARNING]
    _, alone = projects(crew, voice="espeak", per_lang=True)
    assert "reveals nothing" in str([d.message for d in spoken(alone).diagnostics])


def test_a_translation_that_is_not_there_yet_is_watched_for(crew: Studio) -> None:
    with pytest.raises(ConfigError) as caught:
        projects(crew, lang="en,fr")
    assert crew.folder / "talk.fr.md" in files_of_error(crew.deck, caught.value)
    (project,) = projects(crew)
    assert crew.folder / "talk.es.md" in files_of(project)


def test_translations_are_watched(crew: Studio) -> None:
    translation = crew.folder / "talk.es.md"
    translation.write_text("# Luces\n\n---\n\n# Cuervos\n", "utf-8")
    (project,) = projects(crew)
    assert {crew.deck, translation} <= files_of(project)


def test_errors_in_the_notes_of_all_languages_are_told_at_once(crew: Studio) -> None:
    crew.write(TALK.replace("Welcome", "(pause: x) Welcome").replace("Muchas", "(pause: y) Muchas"))
    (project,) = projects(crew, voice="espeak")
    with pytest.raises(DeckError) as caught:
        spoken(project)
    errors = [d for d in caught.value.diagnostics if d.severity is Severity.ERROR]
    assert [d.slide for d in errors] == [1, 2]
    assert all(isinstance(d.span and Path(d.span.path), Path) for d in errors)

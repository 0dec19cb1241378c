"""A stranger's deck spends no model's time, unless whoever builds chose the model."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.unit.builder.studio import Studio

from mdvid.builder import Session
from mdvid.editions.loading import load_editions
from mdvid.errors import DeckRefused, ExitCode, PolicyError
from mdvid.project import load_project

CHEAP: Mapping[str, object] = {"size": "64x36", "format": "mp4", "root": "."}
CHOSEN: Mapping[str, object] = {"voice": "fake", "illustrator": "fake"}
PICTURE = "![a crow](gen:)"


def build(studio: Studio, front: str, body: str, **overrides: object) -> None:
    studio.write(f"---\nmarp: true\n{front}\n---\n\n# Crows\n\n{body}\n")
    with Session(studio.folder / f"cache{studio.caches}") as session:
        session._tools = studio.machine
        settings = {**CHEAP, "root": str(studio.folder), "untrusted": True, **overrides}
        report = session.build(load_project(studio.deck, settings))
    for failure in report.failures:
        raise failure.error


@pytest.mark.parametrize(
    ("front", "body", "given", "told"),
    [
        ("voice: fake", "<!-- Hello. -->", {}, "the narration of `Hello.` … (`voice`)"),
        (
            "lang: en",
            "<!-- (voice: fake:low) Hello. -->",
            {"voice": "fake:high"},
            "the narration of `Hello.` … (`(voice: …)`)",
        ),
        (
            "voices: {Ann: 'fake:low'}",
            "<!-- Ann: Hello. -->",
            {"voice": "fake:high"},
            "the narration of `Hello.` … (`voices`)",
        ),
        (
            "voices: {Ann: {voice: 'fake:low'}}",
            "<!-- Ann: Hello. -->",
            {"voice": "fake:high"},
            "the narration of `Hello.` … (`voices`)",
        ),
        ("illustrator: fake", PICTURE, {}, "the picture of `a crow` … (`illustrator`)"),
        (
            "illustration: {auto: true}",
            "Black birds.",
            {"illustrator": "fake"},
            "the picture of `Crows Black birds.` … (`illustration.auto`)",
        ),
        (
            "illustration: {upscale: 2x}",
            PICTURE,
            {"illustrator": "fake", "set": ["illustration.upscaler=big"]},
            "the enlarged picture of `a crow` … (`illustration.upscale`)",
        ),
        (
            "illustration: {upscaler: big}",
            PICTURE,
            {"illustrator": "fake", "set": ["illustration.upscale=2x"]},
            "the enlarged picture of `a crow` … (`illustration.upscaler`)",
        ),
        (
            "illustration: {motion: loop}",
            PICTURE,
            {"illustrator": "fake", "set": ["illustration.animator=film"]},
            "the moving picture of `a crow` … (`illustration.motion`)",
        ),
        (
            "lang: en",
            "![a crow](gen:){motion=loop}",
            {"illustrator": "fake", "set": ["illustration.animator=film"]},
            "the moving picture of `a crow` … (`motion=…`)",
        ),
        (
            "illustration: {animator: film}",
            PICTURE,
            {"illustrator": "fake", "set": ["illustration.motion=loop"]},
            "the moving picture of `a crow` … (`illustration.animator`)",
        ),
    ],
)
def test_a_strangers_deck_chooses_no_model(
    studio: Studio, front: str, body: str, given: Mapping[str, object], told: str
) -> None:
    with pytest.raises(DeckRefused) as refused:
        build(studio, front, body, **given)
    assert refused.value.exit_code is ExitCode.REFUSED
    (found,) = (d for d in refused.value.diagnostics if d.slide)
    what, _, setting = told.partition(" … ")
    assert found.message == (
        f"slide 1: {what} takes a model that the deck chooses {setting}, "
        "and --untrusted lets no deck do that"
    )
    assert found.span
    assert found.span.line >= 6
    assert found.hint
    assert "build without --untrusted" in found.hint
    assert studio.made() == []


def test_a_strangers_deck_is_told_that_no_voice_may_align_its_words(studio: Studio) -> None:
    studio.machine.fakes.narrator.word_times = False
    with pytest.raises(DeckRefused, match=r"the word timing of `Hello.`.*\(`align`\)"):
        build(studio, "align: ear", "<!-- Hello. -->", voice="fake")


def test_a_strangers_deck_names_no_model_for_any_of_its_languages(studio: Studio) -> None:
    studio.machine.fakes.narrator.word_times = False
    notes = "<!-- Hello. -->\n\n:::lang es\nHola.\n:::\n"
    studio.write(f"---\nmarp: true\nalign: {{es: oreja}}\n---\n\n# Crows\n\n{notes}")
    chosen = {**CHEAP, **CHOSEN, "root": str(studio.folder), "lang": "en,es", "untrusted": True}
    (project,) = load_editions(studio.deck, chosen)
    with studio._session() as session, pytest.raises(DeckRefused, match=r"`Hola.`.*\(`align`\)"):
        session.build(project)


def test_a_strangers_deck_gets_what_whoever_builds_chose(studio: Studio) -> None:
    moving = ["illustration.animator=film", "illustration.motion=loop"]
    large = ["illustration.upscaler=big", "illustration.upscale=2x", "illustration.auto=true"]
    body = f"{PICTURE}{{motion=hold}}\n\n<!-- Hello. -->\n\n---\n\n# Owls\n\nThey sleep."
    build(studio, "lang: en", body, **CHOSEN, set=[*moving, *large])
    assert set(studio.made()) == {"narrate", "illustrate", "enlarge", "animate"}


def test_whoever_builds_chooses_the_voices_of_speakers(studio: Studio) -> None:
    build(studio, "lang: en", "<!-- Ann: Hello. -->", voices={"Ann": "fake:low"})
    assert studio.made() == ["narrate"]


def test_the_command_line_chooses_what_the_deck_chose_too(studio: Studio) -> None:
    build(studio, "voice: fake\nillustrator: fake", f"{PICTURE}\n\n<!-- Hi. -->", **CHOSEN)
    assert studio.made() == ["illustrate", "narrate"]


def test_a_strangers_deck_gets_what_is_pinned_and_what_is_in_the_cache(studio: Studio) -> None:
    front, body = "voice: fake\nillustrator: fake", f"{PICTURE}\n\n<!-- Hello. -->"
    build(studio, front, body, untrusted=False)
    studio.made()
    build(studio, front, body.replace("# Crows", "# Ravens"))
    with Session(studio.folder / "cache0") as session:
        session._tools = studio.machine
        session.pin(load_project(studio.deck, {**CHEAP, "root": str(studio.folder)}))
    studio.elsewhere()
    build(studio, front, body)
    assert studio.made() == []


def test_a_strangers_deck_has_nothing_made_again_that_was_damaged_in_the_cache(
    studio: Studio,
) -> None:
    build(studio, "voice: fake", "<!-- Hello. -->", untrusted=False)
    for sound in (studio.folder / "cache0").glob("cas/**/*.wav"):
        sound.write_bytes(b"\0" * sound.stat().st_size)
    studio.made()
    with pytest.raises(PolicyError, match="--untrusted forbids to make it again"):
        build(studio, "voice: fake", "<!-- Hello. (pause: 2) -->")
    assert studio.made() == []


def test_what_costs_nothing_is_the_decks_to_choose(studio: Studio) -> None:
    fakes = studio.machine.fakes
    fakes.narrator.costly = fakes.illustrator.costly = False
    build(studio, "voice: fake\nillustrator: fake", f"{PICTURE}\n\n<!-- Hello. -->")
    assert studio.machine.fakes.calls.take()

"""Enlargers and animators are looked for only where they are needed, and missed early."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.unit.builder.studio import Studio

from mdvid.builder.picturing import animator_for, enlarger_for, unused_notes
from mdvid.builder.tools import Tools
from mdvid.builder.troupe import Troupe
from mdvid.diagnostics import Severity
from mdvid.errors import ConfigError, DeckError, DeckNeedsTool, ProviderUnavailable
from mdvid.pipeline.pins import Pins
from mdvid.project import Project, load_project
from mdvid.testing import FakeIllustrator


@pytest.fixture
def costly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeIllustrator:
    """An illustrator with a model; nothing else was fetched."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    illustrator = FakeIllustrator()
    illustrator.costly = True
    monkeypatch.setattr(Tools, "illustrator", lambda *_: illustrator)
    return illustrator


def project(
    folder: Path,
    settings: str,
    picture: str = "![waves](gen:)",
    told: Mapping[str, object] | None = None,
) -> Project:
    deck = folder / "deck.md"
    deck.write_text(f"---\nmarp: true\nillustration: {{{settings}}}\n---\n\n# A\n\n{picture}\n")
    return load_project(deck, told)


def troupe(loaded: Project) -> Troupe:
    return Troupe(Tools(), loaded.config, Pins())


def enlarger(loaded: Project) -> object:
    return enlarger_for(loaded, troupe(loaded), loaded.deck)


def animator(loaded: Project) -> object:
    return animator_for(loaded, troupe(loaded), loaded.deck)


def test_without_a_model_pictures_are_resampled(costly: FakeIllustrator, tmp_path: Path) -> None:
    found = enlarger(project(tmp_path, "upscale: 2x"))
    assert type(found).__name__ == "LanczosEnlarger"


@pytest.mark.parametrize(
    ("settings", "picture"),
    [("upscale: 1, upscaler: big", "![waves](gen:)"), ("upscale: 2, upscaler: big", "no picture")],
)
def test_nothing_is_enlarged_where_nothing_asks_for_it(
    costly: FakeIllustrator, tmp_path: Path, settings: str, picture: str
) -> None:
    assert enlarger(project(tmp_path, settings, picture)) is None


@pytest.mark.parametrize(
    ("settings", "picture"),
    [
        ("animator: film", "![waves](gen:)"),
        ("motion: true, animator: film", "no picture"),
        ("motion: true", "![waves](gen:){motion=false}"),
    ],
)
def test_nothing_is_animated_where_nothing_asks_for_it(
    costly: FakeIllustrator, tmp_path: Path, settings: str, picture: str
) -> None:
    assert animator(project(tmp_path, settings, picture)) is None


def test_drawn_cards_are_neither_enlarged_nor_animated(tmp_path: Path) -> None:
    loaded = project(tmp_path, "upscale: 2x, upscaler: big, motion: true, animator: film")
    assert loaded.config.illustrator == "card"
    assert enlarger(loaded) is None
    assert animator(loaded) is None


def test_settings_for_models_are_said_to_do_nothing_where_cards_are_drawn(tmp_path: Path) -> None:
    loaded = project(tmp_path, "upscale: 2x, motion: true, animator: film")
    notes = list(unused_notes(loaded, troupe(loaded), loaded.deck))
    assert [note.message.split(":")[0] for note in notes] == [
        "`upscale` does nothing",
        "`motion` does nothing",
    ]
    assert {note.severity for note in notes} == {Severity.NOTE}
    assert [note.span.line for note in notes if note.span] == [3, 3]


@pytest.mark.parametrize(
    ("settings", "picture", "told"),
    [
        ("upscale: 1, seed: 3", "![waves](gen:)", {}),
        ("upscale: 2x, motion: true", "no picture", {}),
        ("upscale: 2x, motion: true", "![waves](gen:)", {"draft": True}),
    ],
)
def test_settings_for_models_are_not_spoken_of_where_nothing_is_amiss(
    tmp_path: Path, settings: str, picture: str, told: dict[str, object]
) -> None:
    loaded = project(tmp_path, settings, picture, told)
    assert list(unused_notes(loaded, troupe(loaded), loaded.deck)) == []


def test_settings_for_models_are_not_spoken_of_where_a_model_draws(
    costly: FakeIllustrator, tmp_path: Path
) -> None:
    loaded = project(tmp_path, "upscale: 2x, motion: true, animator: film")
    assert list(unused_notes(loaded, troupe(loaded), loaded.deck)) == []


def test_a_build_says_that_a_setting_for_models_does_nothing(studio: Studio) -> None:
    studio.machine.fakes.illustrator.costly = False
    found = studio.build(set=["illustration.upscale=2x"]).diagnostics
    said = [note.message for note in found if note.severity is Severity.NOTE]
    assert said == ["`upscale` does nothing: `fake` draws without a model"]


def test_a_missing_upscaler_is_an_error_of_the_deck_that_names_it(
    costly: FakeIllustrator, tmp_path: Path
) -> None:
    with pytest.raises(DeckNeedsTool) as error:
        enlarger(project(tmp_path, "upscale: 2x, upscaler: big/one"))
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.span is not None
    assert diagnostic.span.line == 3
    assert "mdvid setup --upscaler" in (diagnostic.hint or "")


def test_a_missing_animator_is_an_error_of_the_deck_that_names_it(
    costly: FakeIllustrator, tmp_path: Path
) -> None:
    with pytest.raises(DeckNeedsTool) as error:
        animator(project(tmp_path, "motion: hold, animator: film/one"))
    (diagnostic,) = error.value.diagnostics
    assert "mdvid setup --animator" in (diagnostic.hint or "")


def test_an_animator_that_an_option_names_is_no_error_of_the_deck(
    costly: FakeIllustrator, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# A\n\n![waves](gen:)\n")
    told = {"set": ["illustration.motion=true", "illustration.animator=film/one"]}
    loaded = load_project(deck, told)
    with pytest.raises(ProviderUnavailable, match="`film/one` is not on this machine"):
        animator(loaded)


def test_motion_without_an_animator_is_an_error_of_who_asks_for_it(
    costly: FakeIllustrator, tmp_path: Path
) -> None:
    with pytest.raises(DeckError, match="no model is named") as of_deck:
        animator(project(tmp_path, "motion: true"))
    with pytest.raises(DeckError, match="no model is named") as of_picture:
        animator(project(tmp_path, "seed: 1", "![waves](gen:){motion=loop}"))
    lines = []
    for error in (of_deck, of_picture):
        (diagnostic,) = error.value.diagnostics
        assert diagnostic.span is not None
        lines.append(diagnostic.span.line)
        assert "animator: NAME" in (diagnostic.hint or "")
    assert lines == [3, 8]
    deck = tmp_path / "deck.md"
    deck.write_text("# A\n\n![waves](gen:)\n")
    with pytest.raises(ConfigError, match="no model is named"):
        animator(load_project(deck, {"set": ["illustration.motion=true"]}))

"""A deck names no folder of models that is not its own, and a stranger's deck names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.builder import Session
from mdvid.errors import DeckError, DeckRefused, ExitCode, MdvidError
from mdvid.project import load_project

SETTINGS = {
    "voice": "voice: coqui:{}",
    "illustrator": "illustrator: diffusers:{}",
    "align": "align: {}",
    "upscaler": "illustration: {{upscale: 2x, upscaler: {}}}",
    "animator": "illustration: {{motion: loop, animator: 'diffusers:{}'}}",
}


def failure(
    folder: Path, settings: str, notes: str = "Hello.", **overrides: object
) -> MdvidError | None:
    """Return why a deck in `folder / "root"` has no plan; its root is the deck's folder."""
    deck = folder / "root" / "deck.md"
    deck.parent.mkdir(exist_ok=True)
    deck.write_text(f"---\nmarp: true\n{settings}\n---\n\n# A\n\n![a](gen:)\n\n<!-- {notes} -->\n")
    with Session(None) as session:
        try:
            session.plan(
                load_project(deck, {"root": str(deck.parent), "format": "vtt"} | overrides)
            )
        except MdvidError as error:
            return error
    return None


@pytest.mark.parametrize("place", ["/dev", "~/mine", "../other", "./inner/../.."])
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_deck_names_no_folder_of_models_outside_its_root(
    tmp_path: Path, setting: str, place: str
) -> None:
    error = failure(tmp_path, SETTINGS[setting].format(place))
    assert type(error) is DeckError
    (problem,) = error.diagnostics
    assert problem.message == f"the model `{place}` is outside the root folder `root`"
    assert problem.span
    assert problem.span.line == 3


def test_a_link_leads_no_deck_out_of_its_root(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "voice").symlink_to("/dev")
    error = failure(tmp_path, "voice: coqui:./voice")
    assert "is outside the root folder" in str(error)


def test_notes_name_no_folder_of_models_outside_the_root(tmp_path: Path) -> None:
    error = failure(tmp_path, "voice: espeak", "Hello. (voice: coqui:/dev) There.")
    assert isinstance(error, DeckError)
    assert "the model `/dev` is outside the root folder `root`" in str(error)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_strangers_deck_names_no_folder_of_models(tmp_path: Path, setting: str) -> None:
    error = failure(tmp_path, SETTINGS[setting].format("./mine"), untrusted=True)
    assert isinstance(error, DeckRefused)
    assert error.exit_code is ExitCode.REFUSED


def test_the_notes_of_a_strangers_deck_name_no_folder_of_models(tmp_path: Path) -> None:
    error = failure(tmp_path, "voice: espeak", "(voice: coqui:./mine) There.", untrusted=True)
    assert isinstance(error, DeckRefused)


@pytest.mark.parametrize("untrusted", [False, True])
def test_whoever_builds_may_name_a_folder_anywhere(tmp_path: Path, *, untrusted: bool) -> None:
    voice = f"coqui:{tmp_path / 'elsewhere'}"
    note = f"(voice: {voice}) Hello."
    error = failure(tmp_path, "lang: en", note, voice=voice, untrusted=untrusted)
    assert "does not exist" in str(error)


def test_a_deck_may_name_a_folder_of_its_own(tmp_path: Path) -> None:
    assert "does not exist" in str(failure(tmp_path, "voice: coqui:./mine"))

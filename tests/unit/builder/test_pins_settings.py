"""Pins and the files that the settings of a provider name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.unit.builder.studio import Studio

from mdvid.builder.named_files import named_files
from mdvid.errors import DeckRefused

SETTINGS: dict[str, Any] = {"narrators": {"fake": {"speaker_wav": "me.wav"}}}


@pytest.fixture
def recorded(studio: Studio) -> Studio:
    """A studio whose voice imitates a recording, and what was pinned of it."""
    (studio.folder / "me.wav").write_bytes(b"a deep voice")
    studio.machine.fakes.narrator.recipe = {"speaker_wav": "digest 1"}
    studio.pin(root=str(studio.folder), **SETTINGS)
    studio.made()
    return studio


def test_another_recording_of_the_same_name_is_another_voice(recorded: Studio) -> None:
    (recorded.folder / "me.wav").write_bytes(b"a high voice")
    machine = recorded.elsewhere()
    machine.fakes.narrator.recipe = {"speaker_wav": "digest 2"}
    recorded.build(root=str(recorded.folder), **SETTINGS)
    assert recorded.made() == ["narrate", "narrate"]


def test_another_recording_is_noticed_where_no_voice_is(recorded: Studio) -> None:
    (recorded.folder / "me.wav").write_bytes(b"a high voice")
    recorded.elsewhere(broken=True)
    with pytest.raises(DeckRefused, match="the narration of `Welcome aboard"):
        recorded.build(frozen=True, root=str(recorded.folder), **SETTINGS)


@pytest.mark.parametrize("here", [True, False])
def test_a_pinned_voice_needs_its_recording_no_more(recorded: Studio, *, here: bool) -> None:
    if not here:
        (recorded.folder / "me.wav").unlink()
    machine = recorded.elsewhere(broken=True)
    assert not recorded.build(frozen=True, root=str(recorded.folder), **SETTINGS).failures
    assert machine.asked == []


def test_pins_do_not_say_where_a_recording_lies(studio: Studio) -> None:
    place = studio.folder / "home" / "me.wav"
    place.parent.mkdir()
    place.write_bytes(b"a deep voice")
    studio.pin(narrators={"fake": {"speaker_wav": str(place)}})
    assert "home" not in (studio.pins / "pins.json").read_text("utf-8")


def test_files_are_found_wherever_the_settings_name_them(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    settings = {"one": "a", "list": ["b", 3], "table": {"inner": "c", "none": "x" * 5_000, "n": 1}}
    assert len(named_files(settings, tmp_path)) == 3
    assert named_files({"one": "d", "odd": "\0", "folder": "."}, tmp_path) == ()

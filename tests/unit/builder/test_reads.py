"""What a watcher watches, beyond what a build could read."""

from pathlib import Path

from mdvid.builder.reads import files_of
from mdvid.project import load_project


def test_a_recording_is_looked_for_before_it_is_there(tmp_path: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("# A\n\n<!-- (audio: takes/a.wav) Hello. (AUDIO: b.mp3) Bye. -->\n")
    watched = files_of(load_project(deck))
    assert {tmp_path / "takes" / "a.wav", tmp_path / "b.mp3"} <= watched

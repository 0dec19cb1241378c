"""Which files may be recordings, and what is said of those that may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.builder.keeper import StoreKeeper
from mdvid.diagnostics import Severity, Span
from mdvid.engine.cache import Cache
from mdvid.sources import recordings
from mdvid.sources.collect import Policy
from mdvid.sources.recordings import Recordings, collect_recordings
from mdvid.speech.model import Pause, Recording, Utterance, Voice

WAV = b"RIFF\x24\0\0\0WAVEfmt and so on"


def _collect(root: Path, *sources: str, untrusted: bool = False) -> Recordings:
    said = [
        Utterance(
            text="a",
            spoken="a",
            words=(),
            voice=Voice(provider="espeak"),
            span=Span("deck.md", 1),
            recording=Recording(source=source, span=Span("deck.md", number, 5, 3)),
        )
        for number, source in enumerate(sources, 2)
    ]
    policy = Policy(folder=root, root=root, untrusted=untrusted)
    with Cache.temporary() as cache:
        return collect_recordings({7: [Pause(milliseconds=1), *said]}, policy, StoreKeeper(cache))


def test_a_recording_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(WAV)
    (tmp_path / "b.wav").write_bytes(WAV)
    (tmp_path / "c.wav").write_bytes(WAV + b".")
    result = _collect(tmp_path, "a.mp3", "b.wav", "c.wav", "a.mp3", untrusted=True)
    assert result.diagnostics == []
    assert result.files == {tmp_path.resolve() / name for name in ("a.mp3", "b.wav", "c.wav")}
    a, b, c = (result.found[name] for name in ("a.mp3", "b.wav", "c.wav"))
    assert a == b
    assert a.digest != c.digest
    assert {a.format, c.format} == {"wav"}


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("take2.wav", "`take2.wav` does not exist", "did you mean `take1.wav`?"),
        ("TAKE1.WAV", "`TAKE1.WAV` does not exist", "upper and lower case differ"),
        ("text.wav", "`text.wav` is no sound that mdvid knows", "any sound or video file"),
        ("list.m4a", "`list.m4a` is no sound that mdvid knows", "any sound or video file"),
        ("empty.wav", "`empty.wav` is empty", "any sound or video file"),
        ("folder.wav", "`folder.wav` is not a file", ""),
        ("../out.wav", "`../out.wav` is outside the root folder `root`", "copy the file"),
        ("link.wav", "`link.wav` is outside the root folder `root`", "copy the file"),
        ("http://x.org/a.wav", "`http://x.org/a.wav` is on the web", "download it"),
        ("concat:a.wav", "`concat:a.wav` is not a path in the project", "refer to files"),
    ],
)
def test_what_cannot_be_used_is_an_error_at_its_place(
    tmp_path: Path, source: str, message: str, hint: str
) -> None:
    root = tmp_path / "root"
    (root / "folder.wav").mkdir(parents=True)
    (tmp_path / "out.wav").write_bytes(WAV)
    (root / "take1.wav").write_bytes(WAV)
    (root / "link.wav").symlink_to(tmp_path / "out.wav")
    (root / "text.wav").write_text("this is text")
    (root / "list.m4a").write_text("ffconcat version 1.0\nfile 'take1.wav'\n")
    (root / "empty.wav").write_bytes(b"")
    (found,) = _collect(root, source).diagnostics
    assert found.severity is Severity.ERROR
    assert found.message.startswith(message)
    assert (found.hint or "").startswith(hint)
    assert (found.span, found.slide) == (Span("deck.md", 2, 5, 3), 7)


def test_a_recording_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "LARGEST", 2 * 2**20)
    (tmp_path / "a.wav").write_bytes(WAV)
    with (tmp_path / "a.wav").open("r+b") as file:
        file.truncate(3 * 2**20)
    (found,) = _collect(tmp_path, "a.wav").diagnostics
    assert found.message == "`a.wav` has 3 MB; the limit is 2 MB"

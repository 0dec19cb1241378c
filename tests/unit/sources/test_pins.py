"""The folder of pins beside a deck, whatever decks are called and strangers put there."""

import hashlib
import re
from pathlib import Path

import pytest

from mdvid.engine.digest import Digest
from mdvid.errors import DeckError, DeckTooLarge, ProviderFailed
from mdvid.media.model import Size
from mdvid.pipeline.pins import Pin, PinFile, Pins
from mdvid.pipeline.pins_file import dump_pins
from mdvid.sources import opening
from mdvid.sources.pins import PinFolder
from mdvid.testing.files import png

PICTURE = png(Size(2, 2), b"abc")


def check_clip(clip: Path, size: Size) -> None:
    raise ProviderFailed(f"it has more frames than {size} ever saw")


def pin_of(data: bytes, kind: str = "illustration", suffix: str = ".png") -> Pin:
    sha256 = hashlib.sha256(data).hexdigest()
    return Pin(key=Digest("a" * 64), kind=kind, files=(PinFile(suffix=suffix, sha256=sha256),))


def folder_of(deck: Path, data: bytes = PICTURE, pin: Pin | None = None) -> PinFolder:
    deck.parent.mkdir(exist_ok=True)
    folder = PinFolder(deck, deck.parent)
    folder.path.mkdir()
    pin = pin or pin_of(data)
    (folder.path / (pin.stem + pin.files[0].suffix)).write_bytes(data)
    folder.index.write_text(dump_pins(Pins(pins=(pin,))), "utf-8")
    return folder


@pytest.mark.parametrize(
    "name", ["talk.md", "talk", "a.b.markdown", "talk: the end.md", "100%25.md", "wer? #1.md"]
)
def test_decks_of_any_name_have_pins(tmp_path: Path, name: str) -> None:
    folder = folder_of(tmp_path / name)
    assert folder.path.name == Path(name).with_suffix(".pins").name
    (pin,) = folder.read().pins
    assert not list(folder.damaged([pin]))
    folder.copy(pin.placed(), tmp_path / "artifact.png", check_clip)
    assert (tmp_path / "artifact.png").read_bytes() == PICTURE


def test_a_deck_without_a_folder_has_no_pins(tmp_path: Path) -> None:
    folder = PinFolder(tmp_path / "talk.md", tmp_path)
    assert folder.read() == Pins()
    assert folder.sources(()) == ()


@pytest.mark.parametrize("name", ["pins.json", ""])
def test_links_out_of_the_root_are_not_followed(tmp_path: Path, name: str) -> None:
    folder = folder_of(tmp_path / "root" / "talk.md")
    outside = tmp_path / "outside"
    (folder.path / name).rename(outside)
    (folder.path / name).symlink_to(outside)
    with pytest.raises(DeckError, match="is outside the root folder"):
        folder.read()


def test_a_dangling_list_is_no_reason_to_ask_models(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "talk.md")
    folder.index.unlink()
    folder.index.symlink_to(tmp_path / "nowhere.json")
    with pytest.raises(DeckError, match=r"`talk.pins/pins.json` does not exist"):
        folder.read()


def test_a_pin_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "talk.md")
    (pin,) = folder.read().pins
    monkeypatch.setattr(opening, "LARGEST_FILE", len(PICTURE) - 1)
    ((_, problem),) = folder.damaged([pin])
    assert "the limit is" in problem.message
    with pytest.raises(DeckTooLarge):
        folder.copy(pin.placed(), tmp_path / "artifact.png", check_clip)


@pytest.mark.parametrize(
    ("kind", "suffix", "data", "why"),
    [
        ("illustration", ".png", b"text", "cannot be used"),
        ("illustration", ".png", b"<svg xmlns='x'/>", "it is image/svg+xml, not a PNG picture"),
        ("narration", ".wav", b"RIFF", "not a WAV file"),
        ("narration", ".json", b"{", "cannot be used"),
        ("narration", ".json", b"{}", "it has no word times"),
        ("narration", ".json", b"[" * 100_000, "cannot be used"),
        (
            "narration",
            ".json",
            b'[{"start": 0, "end": "x", "offset": 0, "length": 1}]',
            "its word times are no numbers",
        ),
    ],
)
def test_what_is_pinned_by_a_stranger_is_looked_at(
    tmp_path: Path, kind: str, suffix: str, data: bytes, why: str
) -> None:
    pin = pin_of(data, kind, suffix)
    folder = folder_of(tmp_path / "talk.md", data, pin)
    with pytest.raises(DeckError, match=re.escape(why)):
        folder.copy(pin.placed(), tmp_path / f"artifact{suffix}", check_clip)


@pytest.mark.parametrize(
    ("kind", "suffix", "why"),
    [
        ("illustration", ".png", "its size is 2x2, not 4x2"),
        ("enlarged", ".png", "its size is 2x2, not 4x2"),
        ("clip", ".mp4", "it has more frames than 4x2 ever saw"),
    ],
)
def test_a_picture_or_a_clip_of_another_size_is_named(
    tmp_path: Path, kind: str, suffix: str, why: str
) -> None:
    pin = pin_of(PICTURE, kind, suffix)
    folder = folder_of(tmp_path / "talk.md", pin=pin)
    name = f"talk.pins/{kind}-{'a' * 12}{suffix}"
    with pytest.raises(DeckError, match=f"`{name}` cannot be used: {why}"):
        folder.copy(pin.placed(Size(4, 2)), tmp_path / f"artifact{suffix}", check_clip)

"""Pins that somebody damaged, and places where none can be."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.unit.builder.studio import Studio

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import (
    DeckError,
    OutputError,
)
from mdvid.media.model import Size
from mdvid.testing.files import png


def errors(refused: pytest.ExceptionInfo[DeckError]) -> list[Diagnostic]:
    return [d for d in refused.value.diagnostics if d.severity is Severity.ERROR]


def index(studio: Studio) -> dict[str, object]:
    content: dict[str, object] = json.loads((studio.pins / "pins.json").read_text("utf-8"))
    return content


def picture(studio: Studio) -> Path:
    return next(studio.pins.glob("illustration-*.png"))


def missing(studio: Studio) -> None:
    picture(studio).unlink()


def other(studio: Studio) -> None:
    picture(studio).write_bytes(b"other")


def link(studio: Studio) -> None:
    outside = studio.folder.parent / "outside.png"
    picture(studio).rename(outside)
    picture_path = studio.pins / f"{json_stem(studio)}.png"
    picture_path.symlink_to(outside)


def json_stem(studio: Studio) -> str:
    names = [n for pin in index(studio)["pins"] for n in pin["files"]]  # type: ignore[attr-defined]
    gone = next(name for name in names if not (studio.pins / name).exists())
    return str(gone).partition(".")[0]


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (missing, "does not exist"),
        (other, "cannot be used: it is not what was pinned"),
        (link, "is outside the root folder"),
    ],
)
def test_a_damaged_pin_is_named(pinned: Studio, damage: object, why: str) -> None:
    assert callable(damage)
    damage(pinned)
    for frozen in (False, True):
        with pytest.raises(DeckError) as refused:
            pinned.build(frozen=frozen)
        (found,) = errors(refused)
        assert found.message.startswith("`talk.pins/illustration-")
        assert why in found.message
        assert found.hint


def test_a_damaged_pin_is_made_again_by_pin(pinned: Studio) -> None:
    for path in pinned.pins.glob("*.png"):
        path.write_bytes(b"other")
    report = pinned.pin()
    assert (report.pinned, report.new) == (4, 2)
    pinned.elsewhere(broken=True)
    assert not pinned.build(frozen=True).failures


@pytest.mark.parametrize(
    ("text", "why"),
    [("<<<<<<< ours", "line 1 is not JSON"), ('{"format": 9}', "made by a newer mdvid")],
)
def test_a_list_of_pins_that_cannot_be_read_is_named(pinned: Studio, text: str, why: str) -> None:
    (pinned.pins / "pins.json").write_text(text)
    for command in (pinned.build, pinned.pin):
        with pytest.raises(DeckError, match=r"`talk.pins/pins.json` cannot be used") as refused:
            command()
        assert why in str(refused.value)


def test_what_mdvid_would_never_have_pinned_is_refused(pinned: Studio) -> None:
    """A stranger's deck brings its own list of pins."""
    content = (pinned.pins / "pins.json").read_text("utf-8")
    for path in pinned.pins.iterdir():
        if path.name != "pins.json":
            old = hashlib.sha256(path.read_bytes()).hexdigest()
            path.write_bytes(b'{"start": "x"}')
            content = content.replace(old, hashlib.sha256(path.read_bytes()).hexdigest())
    (pinned.pins / "pins.json").write_text(content)
    pinned.elsewhere(broken=True)
    report = pinned.build(untrusted=True)
    assert len(report.failures) == 4
    assert all(isinstance(failure.error, DeckError) for failure in report.failures)


def test_a_pinned_picture_has_the_size_that_is_asked_for(pinned: Studio) -> None:
    """The key says what was asked for; a stranger can write it over anything."""
    listed, file = pinned.pins / "pins.json", picture(pinned)
    old, large = hashlib.sha256(file.read_bytes()).hexdigest(), png(Size(640, 320), b"abc")
    file.write_bytes(large)
    listed.write_text(listed.read_text("utf-8").replace(old, hashlib.sha256(large).hexdigest()))
    pinned.elsewhere(broken=True)
    (failure,) = pinned.build(untrusted=True).failures
    assert f"`talk.pins/{file.name}` cannot be used: its size is 640x320, not" in str(failure.error)


def test_pins_are_not_written_through_a_link_out_of_the_root(studio: Studio) -> None:
    outside = studio.folder.parent / "outside"
    outside.mkdir()
    studio.pins.symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of the root"):
        studio.pin()
    assert not list(outside.iterdir())


def test_pins_are_not_written_over_a_file(studio: Studio) -> None:
    studio.pins.write_text("mine")
    with pytest.raises(OutputError, match="is no folder"):
        studio.pin()
    assert studio.pins.read_text() == "mine"

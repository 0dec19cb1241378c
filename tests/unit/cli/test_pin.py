"""What `mdvid pin` says when it is done."""

import os
from pathlib import Path

import pytest

from mdvid.cli.main import main
from mdvid.errors import ExitCode
from mdvid.providers import registry
from mdvid.testing import FakeIllustrator

Capture = pytest.CaptureFixture[str]
DECK = "---\nmarp: true\nvoice: none\nillustrator: fake\n---\n\n# Sea\n\n![a boat](gen:)\n"


class Painter(FakeIllustrator):
    """An illustrator with a model that takes long."""

    costly = True


@pytest.fixture(autouse=True)
def deck(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [name for name in os.environ if name.startswith("MDVID_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "illustrator", lambda *_: Painter())
    path = tmp_path / "deck.md"
    path.write_text(DECK)
    return path


def said(capsys: Capture) -> str:
    return capsys.readouterr().err.splitlines()[-1]


def test_the_last_line_counts_what_is_pinned(deck: Path, capsys: Capture) -> None:
    assert main(["pin", "deck.md"]) == ExitCode.OK
    line = said(capsys)
    assert line.startswith("deck.pins  1 pinned (1 new), ")
    assert main(["pin", "deck.md", "-q"]) == ExitCode.OK
    assert not capsys.readouterr().err
    deck.write_text(DECK.replace("a boat", "a ship"))
    main(["pin", "deck.md"])
    assert said(capsys).endswith(", 1 of no use: `--prune` deletes them")


def test_what_is_of_no_use_is_pruned(deck: Path, capsys: Capture) -> None:
    main(["pin", "deck.md"])
    deck.write_text(DECK.replace("a boat", "a ship"))
    assert main(["pin", "--prune", "deck.md", "--slides", "1"]) == ExitCode.USAGE
    assert "error: `--prune` has to see the whole deck" in capsys.readouterr().err
    assert main(["pin", "--prune", "deck.md"]) == ExitCode.OK
    assert said(capsys).endswith(", 1 deleted")


def test_a_deck_that_takes_no_models_is_told_so(deck: Path, capsys: Capture) -> None:
    deck.write_text(DECK.replace("![a boat](gen:)", ""))
    assert main(["pin", "deck.md"]) == ExitCode.OK
    assert said(capsys) == "deck.md  nothing to pin: it takes no models"
    assert not deck.with_suffix(".pins").exists()


def test_a_step_that_fails_pins_nothing(
    deck: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Painter()
    broken.calls.fails = lambda _: True
    monkeypatch.setattr(registry, "illustrator", lambda *_: broken)
    assert main(["pin", "deck.md"]) == ExitCode.FAILED
    assert said(capsys) == "deck.pins  1 step failed; nothing was pinned"
    assert not deck.with_suffix(".pins").exists()


def test_explain_says_what_is_pinned(capsys: Capture) -> None:
    main(["pin", "deck.md"])
    capsys.readouterr()
    assert main(["explain", "deck.md"]) == ExitCode.OK
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["run", "illustration/0001-1", "slide", "1", "pinned"] in rows

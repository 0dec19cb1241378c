"""What happens while something else is being done is not missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.unit.watch.watching import TALK, titles, watching

from mdvid.errors import DeckError
from mdvid.watch.author import Author


def test_a_picture_that_comes_while_the_deck_is_read_first_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamp, show = tmp_path / "lamp.png", Author._show

    def show_and_add(author: Author, project: Any) -> None:
        try:
            show(author, project)
        except DeckError:
            Image.new("RGB", (8, 8), "red").save(lamp)
            raise

    monkeypatch.setattr(Author, "_show", show_and_add)
    with watching(tmp_path, monkeypatch, f"{TALK}\n![](lamp.png)\n") as desk:
        assert not desk.built("Crows")["failed"]


def test_a_picture_made_by_a_build_that_was_cancelled_is_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watching(tmp_path, monkeypatch) as desk:
        desk.built("Crows")
        assert desk.machine
        illustrator = desk.machine.fakes.illustrator
        draw = illustrator.illustrate

        def save_and_draw(*arguments: Any) -> None:
            desk.replace("Lights", "Lamps")
            desk.until(lambda state: "Lamps" in titles(state))
            draw(*arguments)

        monkeypatch.setattr(illustrator, "illustrate", save_and_draw)
        desk.replace("- one", "![a crow](gen:)")
        desk.built("Lamps")
        desk.until(lambda state: "-waiting" not in state["slides"][1]["html"])

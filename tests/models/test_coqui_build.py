"""A whole video whose voice is a tiny model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.e2e.line import SMALL, Desk

pytestmark = [pytest.mark.models, pytest.mark.browser]

DECK = """\
---
title: Lights
lang: en
---

# Lights at sea

<!-- Welcome aboard of the ship. -->

---

## Wer spricht?

<!-- (voice: coqui:./people#bob) Somebody else says this. -->
"""


def test_a_deck_is_spoken_by_voices_from_folders(
    tiny: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copytree(tiny("vits_phonemes"), folder / "voice")
    shutil.copytree(tiny("vits_speakers"), folder / "people")
    (folder / "mdvid.toml").write_text("")
    home = {"XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "digests")}
    desk = Desk(folder, tmp_path / "cache", home)
    options = ("--voice", "coqui:./voice", "--device", "cpu", "-o", "out/", "-f", "mp4,json")
    deck = desk.deck(DECK)
    desk.build(deck, *options, *SMALL)
    timeline = json.loads((folder / "out/deck.json").read_text("utf-8"))
    utterances = [u for slide in timeline["slides"] for u in slide["speech"]]
    assert [u["voice"] for u in utterances] == ["coqui:./voice", "coqui:./people#bob"]
    for utterance in utterances:
        words = utterance["words"]
        assert [word["text"] for word in words] == utterance["text"].split()
        assert all(word["end"] > word["start"] for word in words)
    assert desk.build(deck, *options, *SMALL)["steps"]["built"] == 0
    refused = desk.run("build", deck, "--voice", "coqui:./people", *SMALL)
    assert refused.code == 4
    assert "has 2 speakers" in refused.err
    lost = desk.run("build", deck, "--voice", "coqui:./vioce", *SMALL)
    assert lost.code == 4
    assert "Traceback" not in lost.err

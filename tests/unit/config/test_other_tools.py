"""Front matter of other tools: what follows from it, and what is said of the rest."""

from pathlib import Path

import pytest

from mdvid.config.loader import LoadedConfig, load_config
from mdvid.deck.frontmatter import read_front_matter
from mdvid.diagnostics import Severity, Warned


def load(folder: Path, text: str) -> Warned[LoadedConfig]:
    front_matter = read_front_matter(f"---\n{text}\n---\n\n# Hello\n", path="deck.md").value
    return load_config(
        folder=folder, front_matter=front_matter, environment={"HOME": str(folder)}, overrides={}
    )


@pytest.mark.parametrize(
    ("written", "captions"),
    [
        ("subtitles: embed", "soft"),
        ("subtitles: overlay", "burn"),
        ("subtitles: {mode: overlay, scale: 2}", "burn"),
        ("subtitles: overlay\ncaptions: none", "none"),
        ("captions: none\nsubtitles: overlay", "none"),
        ("subtitles: 3\nasset-resize: fit\nvoice-speed: slow\nbackground: a.mp3 0.5", "soft"),
    ],
)
def test_narakeets_header_says_how_captions_are(
    tmp_path: Path, written: str, captions: str
) -> None:
    loaded = load(tmp_path, written)
    assert loaded.value.config.captions == captions
    assert [d.message for d in loaded.diagnostics if d.severity is not Severity.INFO] == []


def test_keys_of_slidev_that_are_read_are_not_said_to_be_useless(tmp_path: Path) -> None:
    text = "mdc: true\ndefaults: {layout: center}\nlayout: intro\nimage: a.png\ndrawings: {}"
    (note,) = load(tmp_path, text).diagnostics
    assert note.message == "front matter that mdvid does not use: `drawings`"
    assert not load(tmp_path, "theme: seriph\nlayout: intro\nimage: a.png").diagnostics


@pytest.mark.parametrize(
    ("written", "theme"),
    [
        ("colorSchema: dark", "dark"),
        ("colorSchema: dark\ntheme: default", "dark"),
        ("theme: default\ncolorSchema: dark", "dark"),
        ("theme: plain\ncolorSchema: dark", "plain"),
        ("theme: seriph\ncolorSchema: dark", "seriph"),
        ("colorSchema: light", ""),
        ("colorSchema: auto", ""),
    ],
)
def test_a_dark_deck_of_slidev_is_dark(tmp_path: Path, written: str, theme: str) -> None:
    plain = load(tmp_path, "title: A").value.config.theme
    assert load(tmp_path, written).value.config.theme == (theme or plain)

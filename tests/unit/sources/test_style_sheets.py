"""What only a style sheet refers to: kept like any picture, and never a reason to stop."""

import hashlib
from pathlib import Path

import pytest

from mdvid.backends.images import PictureInfo, inspect
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import DeckOptions
from mdvid.deck.parser import parse_deck
from mdvid.diagnostics import Severity
from mdvid.engine.digest import Digest
from mdvid.errors import DeckError
from mdvid.providers.requests import Asset
from mdvid.sources.collect import Policy, Sources, collect

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'


class Keeper:
    """Keeps nothing, and says what it would have kept."""

    def inspect(self, file: Path) -> PictureInfo:
        return inspect(file)

    def keep(self, file: Path, media_type: str, name: str) -> Asset:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        return Asset(name=name, digest=Digest(digest), media_type=media_type)

    def write(self, data: bytes) -> Path:
        raise AssertionError(f"nothing is to be written: {data!r}")


def found(folder: Path, text: str) -> Sources:
    (folder / "a.svg").write_bytes(SVG)
    (folder / "type.woff2").write_bytes(b"wOF2")
    text = f"---\nmarp: true\n{text}"
    front_matter = read_front_matter(text, path="talk.md").value
    deck = parse_deck(text, front_matter, DeckOptions(), path="talk.md").value
    return collect(deck, Policy(folder=folder, root=folder), Keeper())


def test_pictures_of_the_whole_deck_s_style_are_shared(tmp_path: Path) -> None:
    sources = found(tmp_path, "style: 'h1 { background: url(a.svg) }'\n---\n# A\n")
    assert [asset.media_type for asset in sources.shared.values()] == ["image/svg+xml"]
    assert not sources.assets
    assert not sources.diagnostics


def test_pictures_of_a_scoped_style_belong_to_their_slide(tmp_path: Path) -> None:
    style = "<style scoped>h1 { background: url(a.svg) }</style>"
    sources = found(tmp_path, f"---\n# A\n\n---\n\n# B\n\n{style}\n")
    assert list(sources.assets) == ["picture/2-1"]
    assert not sources.shared


@pytest.mark.parametrize(
    "text",
    [
        "style: 'h1 { background: url({}) }'\n---\n# A\n",
        "---\n# A\n\n<style>h1 { background: url({}) }</style>\n",
        "---\n# A\n\n<style scoped>h1 { background: url({}) }</style>\n",
    ],
)
@pytest.mark.parametrize("url", ["https://example.org/x.png", "../b.png", "type.woff2", "gone.png"])
def test_what_cannot_be_had_is_only_a_warning(tmp_path: Path, text: str, url: str) -> None:
    sources = found(tmp_path, text.replace("{}", url))
    (diagnostic,) = sources.diagnostics
    assert diagnostic.severity is Severity.WARNING
    assert diagnostic.message.startswith(f"in a style sheet: `{url}` ")
    assert not sources.assets
    assert not sources.shared


@pytest.mark.parametrize(
    "text",
    [
        "---\n# A\n\n![](gone.png)\n\n<style scoped>h1 { background: url(gone.png) }</style>\n",
        "---\n# A\n\n<!-- backgroundImage: url(gone.png) -->\n",
        "header: '![](gone.png)'\n---\n# A\n",
        "---\n# A\n\n<div style='background: url(gone.png)'>x</div>\n",
    ],
)
def test_what_stands_on_a_slide_is_needed(tmp_path: Path, text: str) -> None:
    with pytest.raises(DeckError, match=r"`gone\.png` does not exist"):
        found(tmp_path, text)

"""What is wrong with the files of a deck that cannot be built anyway."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mdvid.backends.images import PictureInfo, inspect
from mdvid.deck.model import Deck, Picture
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.engine.digest import Digest
from mdvid.errors import DeckError
from mdvid.providers.requests import Asset
from mdvid.sources.collect import Policy, collect
from mdvid.sources.data import is_data
from mdvid.sources.policy import is_web


class _Nowhere:
    """Keeps nothing."""

    def inspect(self, file: Path) -> PictureInfo:
        """Return what kind of picture a file is."""
        return inspect(file)

    def keep(self, file: Path, media_type: str, name: str) -> Asset:
        """Return an asset that is not there."""
        del file
        return Asset(name=name, digest=Digest("0" * 64), media_type=media_type)

    def write(self, data: bytes) -> Path:
        """Return a file that is not there."""
        del data
        return Path("nowhere")


def errors_of_files(deck: Deck, policy: Policy) -> tuple[Diagnostic, ...]:
    """Return the errors about files beside the deck; none is kept, and none is fetched."""
    beside = replace(
        deck,
        pictures=_beside(deck.pictures),
        slides=tuple(replace(slide, pictures=_beside(slide.pictures)) for slide in deck.slides),
    )
    try:
        collect(beside, policy, _Nowhere())
    except DeckError as error:
        return tuple(d for d in error.diagnostics if d.severity is Severity.ERROR)
    return ()


def _beside(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    return tuple(p for p in pictures if not (is_web(p.source) or is_data(p.source)))

"""Every file that a deck refers to, as assets in the store."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mdvid.backends.images import NotAPicture, PictureInfo, PictureTooLarge, inspect
from mdvid.deck.model import Deck, Picture, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import DeckError, DeckRefused, DeckTooLarge, MdvidError
from mdvid.providers.requests import Asset
from mdvid.sources.data import decode, is_data
from mdvid.sources.policy import Refusal, is_web, resolve

PLACEHOLDER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">
<rect x="4" y="4" width="632" height="352" rx="16" fill="#8884" stroke="#888" stroke-width="4"
 stroke-dasharray="16 12"/><text x="320" y="176" text-anchor="middle" font-family="Inter"
 font-size="30" fill="#888">picture not available</text><text x="320" y="220"
 text-anchor="middle" font-family="Inter" font-size="20" fill="#888">{name}</text></svg>"""


class Keeper(Protocol):
    """Where files are kept under the digest of their bytes."""

    def keep(self, file: Path, media_type: str, name: str) -> Asset:
        """Keep a copy of `file`, and return it as the asset called `name`."""
        ...

    def write(self, data: bytes) -> Path:
        """Keep `data`, and return the file that holds it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be read, and what happens when something cannot be had."""

    folder: Path
    """Of the deck."""
    root: Path
    placeholder: bool = False
    """Draw a placeholder for what cannot be had."""
    web: Callable[[str], Path] | None = None
    """Fetches a picture from the web, or returns the copy that was kept. None: not allowed."""
    untrusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was found."""

    assets: dict[str, Asset] = field(default_factory=dict)
    """By URL in the slides."""
    shared: dict[str, Asset] = field(default_factory=dict)
    """By URL in the deck's own CSS."""
    files: set[Path] = field(default_factory=set)
    """Every file that was read: what a watcher watches."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def collect(deck: Deck, policy: Policy, keeper: Keeper) -> Sources:
    """Return everything that `deck` refers to.

    Raises:
        DeckError: something cannot be had; says all of it.
    """
    collector = _Collector(policy, keeper)
    for slide in deck.slides:
        for picture in slide.pictures:
            if not picture.prompt and not (picture.background and picture.background.color):
                collector.picture(picture, slide)
    for url in _css_urls(deck):
        collector.css(url, deck)
    return collector.result()


class _Collector:
    def __init__(self, policy: Policy, keeper: Keeper) -> None:
        self._policy = policy
        self._keeper = keeper
        self._found = Sources()
        self._refusals: list[Refusal] = []

    def result(self) -> Sources:
        """Return what was found, unless something that is needed was not."""
        if not self._refusals:
            return self._found
        kind: type[DeckError] = DeckError
        if all(refusal.forbidden for refusal in self._refusals):
            kind = DeckRefused
        elif all(refusal.limit for refusal in self._refusals):
            kind = DeckTooLarge
        raise kind(tuple(self._found.diagnostics))

    def picture(self, picture: Picture, slide: Slide) -> None:
        try:
            file = self._file(picture.source)
            info = _inspect(file, picture.source)
            self._found.assets[picture.name] = self._keeper.keep(
                file, info.media_type, picture.name
            )
        except Refusal as refusal:
            self._refuse(picture, slide, refusal)
            return
        if info.active:
            message = f"scripts and entities in `{picture.source[:80]}` are ignored"
            self._report(Severity.WARNING, message, None, picture.span, slide.number)

    def css(self, url: str, deck: Deck) -> None:
        """Keep a picture that CSS refers to; what cannot be had is merely not drawn."""
        try:
            file = self._file(url)
            # A browser resolves `./a/../b.png` before it asks for it; so must the name.
            name = posixpath.normpath(posixpath.join("/", url)).lstrip("/")
            self._found.shared[name] = self._keeper.keep(file, _inspect(file, url).media_type, name)
        except Refusal as refusal:
            span = Span(deck.path, 1)
            self._report(Severity.WARNING, f"in CSS: {refusal.message}", refusal.hint, span, None)

    def _file(self, source: str) -> Path:
        """Return the file that `source` means, wherever it comes from."""
        if is_data(source):
            return self._keeper.write(decode(source))
        if is_web(source):
            return self._fetch(f"https:{source}" if source.startswith("//") else source)
        file = resolve(source, folder=self._policy.folder, root=self._policy.root)
        self._found.files.add(file)
        return file

    def _fetch(self, url: str) -> Path:
        policy = self._policy
        if policy.web is None:
            switch = "--untrusted" if policy.untrusted else "--offline"
            raise Refusal(
                f"`{url}` is on the web, which {switch} forbids",
                "copy the picture beside the deck and refer to it there",
                missing=not policy.untrusted,
                forbidden=policy.untrusted,
            )
        try:
            return policy.web(url)
        except MdvidError as error:
            hint = error.hint or "copy it beside the deck, or build with --missing placeholder"
            raise Refusal(str(error), hint, missing=True) from error

    def _refuse(self, picture: Picture, slide: Slide, refusal: Refusal) -> None:
        tolerated = self._policy.placeholder and refusal.missing
        severity = Severity.WARNING if tolerated else Severity.ERROR
        self._report(severity, refusal.message, refusal.hint, picture.span, slide.number)
        if not tolerated:
            self._refusals.append(refusal)
            return
        name = html.escape(picture.source.rsplit("/", 1)[-1][:60])
        file = self._keeper.write(PLACEHOLDER.format(name=name).encode())
        self._found.assets[picture.name] = self._keeper.keep(file, "image/svg+xml", picture.name)

    def _report(
        self, severity: Severity, message: str, hint: str | None, span: Span, slide: int | None
    ) -> None:
        self._found.diagnostics.append(
            Diagnostic(severity=severity, message=message, hint=hint, span=span, slide=slide)
        )


def _inspect(file: Path, source: str) -> PictureInfo:
    try:
        return inspect(file)
    except NotAPicture as error:
        limit = isinstance(error, PictureTooLarge)
        raise Refusal(f"`{source[:80]}` cannot be shown: {error}", limit=limit) from error
    except OSError as error:
        raise Refusal(f"`{source[:80]}` cannot be read: {error.strerror}") from error


_CSS_URL = re.compile(r"url\(\s*(?P<quote>['\"]?)(?P<url>[^'\")]+)(?P=quote)\s*\)", re.IGNORECASE)
_OURS = ("#", "web/", "picture/", "theme/", "data:")


def _css_urls(deck: Deck) -> Iterator[str]:
    """Yield the addresses in the deck's own CSS, each once."""
    styles = [deck.style, *(style for slide in deck.slides for style in slide.styles)]
    urls = (match["url"].strip() for style in styles for match in _CSS_URL.finditer(style))
    yield from dict.fromkeys(url for url in urls if not url.startswith(_OURS))

"""Every file that a deck refers to, as assets in the store."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mdvid.backends.images import NotAPicture, PictureInfo, PictureTooLarge
from mdvid.deck.model import Deck, Picture, PictureRole, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import DeckError, DeckRefused, DeckTooLarge, LimitError, MdvidError
from mdvid.providers.requests import Asset
from mdvid.sources.data import decode, is_data
from mdvid.sources.opening import opened
from mdvid.sources.policy import Refusal, is_web, resolve, shown

PLACEHOLDER = """<svg xmlns="http://www.w3.org/2000/svg" width="480" height="270"
 viewBox="0 0 480 270" font-family="sans-serif" text-anchor="middle" fill="#80848c">
<rect x="1.5" y="1.5" width="477" height="267" rx="14" fill="#80848c" fill-opacity="0.1"
 stroke="#80848c" stroke-opacity="0.6" stroke-width="2" stroke-dasharray="9 8"/>
<g fill="none" stroke="#80848c" stroke-width="4" stroke-linejoin="round"><rect x="204" y="68"
 width="72" height="56" rx="7"/><path d="M206 116l20-20 15 14 16-20 18 22"/></g>
<circle cx="224" cy="85" r="5"/><text x="240" y="172" font-size="21">picture not available</text>
<text x="240" y="202" font-size="16" fill-opacity="0.8">{name}</text></svg>"""
"""Has a size of its own, as pictures have, and greys that can be seen on light and on dark."""

_LONGEST_NAME = 44
"""Characters that fit the placeholder."""


class Keeper(Protocol):
    """Where files are kept under the digest of their bytes."""

    def inspect(self, file: Path) -> PictureInfo:
        """Return what kind of picture `file` is, as `mdvid.backends.images.inspect` does."""
        ...

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
    web: Callable[[str], Path | None] | None = None
    """Returns a picture from the web, or the copy of it that was kept, or None if it may not be
    fetched. None: even what was kept is forbidden."""
    untrusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was found."""

    assets: dict[str, Asset] = field(default_factory=dict)
    """By `Picture.name`."""
    shared: dict[str, Asset] = field(default_factory=dict)
    """By URL in the CSS of the whole deck."""
    files: set[Path] = field(default_factory=set)
    """Every file that was read: what a watcher watches."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def collect(deck: Deck, policy: Policy, keeper: Keeper) -> Sources:
    """Return everything that `deck` refers to.

    Raises:
        DeckError: something cannot be had; says all of it.
    """
    collector = _Collector(policy, keeper)
    for picture in deck.pictures:
        collector.decoration(picture)
    for slide in deck.slides:
        for picture in filter(_is_file, slide.pictures):
            if _is_seen(picture, slide):
                collector.picture(picture, slide)
            else:
                collector.decoration(picture, slide)
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
        """Keep a picture of a slide; what cannot be had is an error."""
        try:
            asset, info = self._take(picture.source, picture.name)
        except Refusal as refusal:
            self._refuse(picture, slide, refusal)
            return
        self._found.assets[picture.name] = asset
        self._doubt(picture, info, slide)

    def decoration(self, picture: Picture, slide: Slide | None = None) -> None:
        """Keep what only a style sheet refers to; what cannot be had is merely not drawn."""
        try:
            asset, info = self._take(picture.source, picture.name)
        except Refusal as refusal:
            message = f"in a style sheet: {refusal.message}"
            self._report(Severity.WARNING, message, refusal.hint, picture.span, slide)
            return
        (self._found.assets if slide else self._found.shared)[picture.name] = asset
        self._doubt(picture, info, slide)

    def _doubt(self, picture: Picture, info: PictureInfo, slide: Slide | None) -> None:
        name = shown(picture.source)
        if info.active:
            message = f"scripts and outside entities in {name} are ignored"
            self._report(Severity.WARNING, message, None, picture.span, slide)
        if info.cut:
            message = f"{name} seems to be cut short: only a part of it is shown"
            hint = "copy or download it again"
            self._report(Severity.WARNING, message, hint, picture.span, slide)

    def _take(self, source: str, name: str) -> tuple[Asset, PictureInfo]:
        """Judge what `source` means, wherever it comes from, and keep it as `name`."""
        if is_data(source):
            return self._keep(self._keeper.write(decode(source)), source, name)
        if is_web(source):
            return self._keep(self._fetch(source), source, name)
        file = resolve(source, folder=self._policy.folder, root=self._policy.root)
        self._found.files.add(file)
        with opened(file, source, self._policy.root) as readable:
            return self._keep(readable, source, name)

    def _keep(self, file: Path, source: str, name: str) -> tuple[Asset, PictureInfo]:
        try:
            info = self._keeper.inspect(file)
            return self._keeper.keep(file, info.media_type, name), info
        except NotAPicture as error:
            limit = isinstance(error, PictureTooLarge)
            raise Refusal(f"{shown(source)} cannot be shown: {error}", limit=limit) from error
        except OSError as error:
            raise Refusal(f"{shown(source)} cannot be read: {error.strerror}") from error

    def _fetch(self, source: str) -> Path:
        policy = self._policy
        url = f"https:{source}" if source.startswith("//") else source
        try:
            file = policy.web(url) if policy.web else None
        except MdvidError as error:
            hint = error.hint or "copy it beside the deck, or build with --missing placeholder"
            limit = isinstance(error, LimitError)
            raise Refusal(str(error), hint, missing=True, limit=limit) from error
        if file is None:
            switch = "--untrusted" if policy.untrusted else "--offline"
            raise Refusal(
                f"{shown(url)} is on the web, which {switch} forbids",
                "copy the picture beside the deck and refer to it there",
                missing=not policy.untrusted,
                forbidden=policy.untrusted,
            )
        return file

    def _refuse(self, picture: Picture, slide: Slide, refusal: Refusal) -> None:
        tolerated = self._policy.placeholder and refusal.missing
        severity = Severity.WARNING if tolerated else Severity.ERROR
        self._report(severity, refusal.message, refusal.hint, picture.span, slide)
        if not tolerated:
            self._refusals.append(refusal)
            return
        # Control characters are not XML, escaped or not (XML 1.0, clause 2.2).
        name = "".join(filter(str.isprintable, picture.source.rsplit("/", 1)[-1]))
        if len(name) > _LONGEST_NAME:
            name = f"{name[: _LONGEST_NAME - 12]}…{name[-11:]}"  # the end says what it is
        name = html.escape(name)
        file = self._keeper.write(PLACEHOLDER.format(name=name).encode())
        self._found.assets[picture.name] = self._keeper.keep(file, "image/svg+xml", picture.name)

    def _report(
        self, severity: Severity, message: str, hint: str | None, span: Span, slide: Slide | None
    ) -> None:
        number = slide.number if slide else None
        self._found.diagnostics.append(
            Diagnostic(severity=severity, message=message, hint=hint, span=span, slide=number)
        )


def _is_file(picture: Picture) -> bool:
    return not picture.prompt and not (picture.background and picture.background.color)


def _is_seen(picture: Picture, slide: Slide) -> bool:
    """Return whether the author put the picture on the slide, instead of into a style sheet."""
    if picture.role is PictureRole.BACKGROUND:
        return True
    directives = slide.directives
    places = (slide.body, directives.header, directives.footer, directives.background_image)
    name = re.compile(re.escape(picture.name) + r"(?!\d)")
    return any(name.search(place) for place in places)

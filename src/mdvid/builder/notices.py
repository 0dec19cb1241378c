"""What the renderer noticed about pictures, as messages to the author."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from mdvid.builder.prepare import Prepared
from mdvid.deck.model import Slide
from mdvid.diagnostics import Diagnostic, Severity, did_you_mean
from mdvid.engine.report import BuildReport
from mdvid.engine.store import ContentStore
from mdvid.pipeline.ids import burnt_id, picture_id
from mdvid.pipeline.pictures import shown_as
from mdvid.theme.model import Theme

_OURS = re.compile(r"picture/\d+-\d+")
"""How a style sheet knows a picture that could not be had: whoever looked for it has said more."""

_CODE = frozenset({"inline", "eval", "wasm-eval"})
"""What a page's policy refuses without an address (Content Security Policy 3, `blocked-uri`)."""

_BROKEN = "open the file in a browser to see whether it is whole, and save it again"

READABLE = 0.85
"""Text shrunk below this is worth a word."""


def notices_of(
    prepared: Prepared, report: BuildReport, store: ContentStore
) -> Iterator[Diagnostic]:
    """Yield what was noticed about all pictures, whether rendered now or long ago."""
    seen: list[Diagnostic] = []
    for slide in prepared.deck.slides:
        result = report.results.get(picture_id(slide, slide.steps[-1]))
        if result is not None and result.artifact is not None:
            picture = store.path(result.artifact)
            seen += picture_notices(slide, picture, prepared.theme)
            burnt = report.results.get(burnt_id(slide))
            if burnt is not None and burnt.artifact is not None:
                seen += caption_notices(slide, store.path(burnt.artifact), picture)
    yield from dict.fromkeys(seen)  # what is wrong with the theme is the same on all slides
    yield from prepared.notices()


def picture_notices(slide: Slide, picture: Path, theme: Theme) -> Iterator[Diagnostic]:
    """Yield what was noticed when `picture` of `slide` was rendered; it may be a cached one."""
    notice: dict[str, Any] = json.loads(picture.with_suffix(".json").read_text("utf-8"))
    across, down = notice["overflow"]
    if across or down:
        sides = " and ".join(
            f"{pixels} px {side}" for pixels, side in ((across, "wide"), (down, "high")) if pixels
        )
        yield _warning(
            slide,
            f"the text is too much for the slide by {sides}, although it was shrunk",
            "split the slide in two, or shorten it",
        )
    elif notice["scale"] < READABLE:
        percent = round(notice["scale"] * 100)
        yield Diagnostic(
            severity=Severity.INFO,
            message=f"the text was shrunk to {percent} % to fit",
            span=slide.span,
            slide=slide.number,
        )
    if notice["missing"]:
        yield _warning(
            slide,
            f"no font has {_characters(notice['missing'])}: empty boxes are shown",
            "install fonts with `mdvid setup --fonts`, or write it otherwise",
        )
    yield from (
        _refused(slide, url, theme) for url in notice["refused"] if not _OURS.fullmatch(url)
    )
    for url in notice["broken"]:
        yield _broken(slide, url)
    for text in notice["errors"]:
        yield _warning(slide, text, None)


def caption_notices(slide: Slide, captions: Path, picture: Path) -> Iterator[Diagnostic]:
    """Yield what was noticed when `captions` were drawn, beyond what is said of the `picture`."""
    known, found = _missing(picture), _missing(captions)
    if unknown := "".join(character for character in found if character not in known):
        yield _warning(
            slide,
            f"no font has {_characters(unknown)}: its captions show empty boxes",
            "install fonts with `mdvid setup --fonts`, or choose `captions: soft`",
        )


def _missing(made: Path) -> str:
    notice: dict[str, Any] = json.loads(made.with_suffix(".json").read_text("utf-8"))
    return str(notice["missing"])


def _refused(slide: Slide, url: str, theme: Theme) -> Diagnostic:
    if url in _CODE:
        return _warning(slide, "a script was not run: slides have none", "draw it some other way")
    if url.startswith("theme/"):
        known = [file.name for file in theme.files]
        return Diagnostic(
            severity=Severity.WARNING,
            message=f"the theme `{theme.name}` has no file `{url[:120]}`, which its CSS refers to",
            hint=did_you_mean(url, known) or "put the file into the theme's folder",
        )
    return _warning(
        slide,
        f"`{url[:120]}` was refused: slides are rendered without a network",
        "put the file beside the deck and refer to it there",
    )


def _broken(slide: Slide, url: str) -> Diagnostic:
    shown = (p for p in slide.pictures if url.endswith(f"-{shown_as(p)}"))
    picture = next(shown, None)
    if picture is None:
        return _warning(slide, f"the picture `{url[:120]}` cannot be shown", None)
    name = picture.source or (picture.prompt.text if picture.prompt else "")
    return replace(
        _warning(slide, f"the picture `{name[:120]}` cannot be shown", _BROKEN), span=picture.span
    )


def _characters(missing: str) -> str:
    shown = ", ".join(f"`{c}` (U+{ord(c):04X})" for c in missing[:5])
    return f"{shown} and {len(missing) - 5} more" if len(missing) > 5 else shown  # noqa: PLR2004


def _warning(slide: Slide, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(
        severity=Severity.WARNING,
        message=message,
        span=slide.span,
        hint=hint,
        slide=slide.number,
    )

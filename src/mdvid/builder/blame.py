"""Tools that cannot be had: the deck is pointed at if it was the deck that asked for them."""

from __future__ import annotations

from collections.abc import Collection

from mdvid.config.layers import Origin, Source
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import (
    ConfigError,
    DeckError,
    DeckNeedsTool,
    DeckRefused,
    MdvidError,
    ProviderUnavailable,
)
from mdvid.speech.model import Voice

NotHad = ConfigError | ProviderUnavailable
"""There is no such provider at all, or it is not on this machine."""


def of_narakeet(error: NotHad, asked: Voice) -> NotHad:
    """Return `error` as one about a voice of Narakeet's, if its name is that of a person."""
    name = asked.name or asked.provider
    if not name.isalpha():
        return error
    return type(error)(
        f"there is no voice `{name}` here: Narakeet's voices are its own",
        hint=f"say which voice of ours it is: `voices: {{{name}: espeak:en-gb}}`",
    )


def pointed(error: NotHad, span: Span | None, slide: int | None = None) -> Diagnostic:
    """Return `error` as a message about the text at `span`."""
    return Diagnostic(
        severity=Severity.ERROR, message=str(error), hint=error.hint, span=span, slide=slide
    )


def blamed(error: NotHad, origin: Origin | None) -> MdvidError:
    """Return an error that points at the setting of `origin`, if the deck made it."""
    if origin is None or origin.source is not Source.DECK:
        return error
    kind = DeckNeedsTool if isinstance(error, ProviderUnavailable) else DeckError
    return kind((pointed(error, origin.span),))


def deck_error(
    diagnostics: tuple[Diagnostic, ...],
    missing: Collection[Diagnostic],
    refused: Collection[Diagnostic] = (),
) -> DeckError:
    """Return the error for a deck with these diagnostics.

    `missing` are those about tools that are not here, `refused` those about what is forbidden.
    """
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    if all(d in refused for d in errors):
        return DeckRefused(diagnostics)
    kind = DeckNeedsTool if all(d in missing for d in errors) else DeckError
    return kind(diagnostics)

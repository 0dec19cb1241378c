"""Whether pictures are enlarged and move, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.builder.blame import NotHad, blamed, pointed
from mdvid.builder.rerolls import draws
from mdvid.builder.troupe import Troupe
from mdvid.deck.model import Deck, Picture
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import ConfigError, DeckError, ProviderUnavailable
from mdvid.project import Project
from mdvid.providers.protocols import Animator, Enlarger


def enlarger_for(project: Project, troupe: Troupe, deck: Deck) -> Enlarger | None:
    """Return what enlarges the pictures that models draw; None if nothing is to be enlarged.

    Raises:
        ProviderUnavailable: the model, or what runs it, is not on this machine.
        DeckError: the same, if it was the deck that named the model.
    """
    settings = project.config.illustration
    if settings.upscale == 1 or not _drawn_by_model(troupe, deck):
        return None
    try:
        made = troupe.enlarger
        made.model(settings.upscaler)
        _ = made.fingerprint  # a package that is missing is an error of this setting, too
    except (ConfigError, ProviderUnavailable) as error:
        raise blamed(error, project.origins.get(("illustration", "upscaler"))) from error
    return made


def animator_for(project: Project, troupe: Troupe, deck: Deck) -> Animator | None:
    """Return what sets the pictures that models draw in motion; None if none is to move.

    Raises:
        ConfigError: nobody named a model.
        ProviderUnavailable: the model, or what runs it, is not on this machine.
        DeckError: the same, if it was the deck that asked for it.
    """
    settings = project.config.illustration
    drawn = _drawn_by_model(troupe, deck)
    moving = [picture for picture in drawn if _moves(picture, settings.motion)]
    if not moving:
        return None
    if not settings.animator:
        _refuse_unnamed(project, moving[0])
    try:
        made = troupe.animator
        made.model(settings.animator)
        _ = made.fingerprint
    except (ConfigError, ProviderUnavailable) as error:
        raise blamed(error, project.origins.get(("illustration", "animator"))) from error
    return made


def unused_notes(project: Project, troupe: Troupe, deck: Deck) -> Iterator[Diagnostic]:
    """Yield what there is to say of settings for models, where cards are drawn without one."""
    settings = project.config.illustration
    asked = {"upscale": settings.upscale > 1, "motion": bool(settings.motion)}
    # A draft is drawn without a model on purpose.
    if project.config.draft or not draws(deck) or troupe.illustrator.costly:
        return
    for name in (name for name, is_set in asked.items() if is_set):
        origin = project.origins.get(("illustration", name))
        yield Diagnostic(
            severity=Severity.NOTE,
            message=f"`{name}` does nothing: `{project.config.illustrator}` draws without a model",
            hint="it is for pictures that a model makes: `illustrator: diffusers:MODEL`",
            span=origin.span if origin else None,
        )


def _drawn_by_model(troupe: Troupe, deck: Deck) -> list[Picture]:
    pictures = [p for slide in deck.slides for p in slide.pictures if p.prompt]
    return pictures if pictures and troupe.illustrator.costly else []


def _moves(picture: Picture, deck_wide: str) -> bool:
    own = picture.prompt.motion if picture.prompt else ""
    return bool(deck_wide if own is None else own)


def _refuse_unnamed(project: Project, picture: Picture) -> None:
    """Say that nobody named the model that makes pictures move, where that is asked for."""
    error: NotHad = ConfigError(
        "pictures are to move, and no model is named that makes them move",
        hint="`mdvid setup --animator diffusers:NAME` gets one, and `animator: NAME` names it",
    )
    if picture.prompt and picture.prompt.motion:
        raise DeckError((pointed(error, picture.span),))
    raise blamed(error, project.origins.get(("illustration", "motion")))

"""Folders of models that a deck names: like its pictures, they come from under the root only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mdvid.backends.models.names import is_place, place
from mdvid.config.layers import Source
from mdvid.config.model import Config
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import DeckError, DeckRefused
from mdvid.project import Project


def refuse_places(project: Project) -> None:
    """Make sure that the settings of the deck name no folder that is not the deck's to name.

    Raises:
        DeckRefused: they do, and that is forbidden by `--untrusted`.
        DeckError: they do; says all of it.
    """
    origins = project.origins
    found = [
        problem
        for path, name in _named(project.config)
        if (origin := next((origins[p] for p in (path, path[:2]) if p in origins), None))
        and origin.source is Source.DECK
        and (problem := place_problem(name, project, origin.span))
    ]
    if found:
        raise (DeckRefused if project.config.untrusted else DeckError)(tuple(found))


def place_problem(
    name: str, project: Project, span: Span | None, slide: int | None = None
) -> Diagnostic | None:
    """Return why the deck, at `span`, may not name this model; None if it may.

    Nothing is opened: a deck could name devices, and folders that it takes hours to read.
    """
    if not is_place(name):
        return None
    root = project.root.resolve()
    if project.config.untrusted:
        message = f"the deck names `{name}` as a model, and --untrusted loads no model of a deck"
        hint = "whoever builds may name it with an option, such as --voice or --illustrator"
    elif not Path(os.path.realpath(place(name, root))).is_relative_to(root):
        message = f"the model `{name}` is outside the root folder `{root.name}`"
        hint = "name it in `mdvid.toml` or with an option: a deck names folders under its root only"
    else:
        return None
    return Diagnostic(severity=Severity.ERROR, message=message, hint=hint, span=span, slide=slide)


def _named(config: Config) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the settings that name a model, and the name without the provider."""
    yield ("voice",), config.voice.name
    for name, speaker in config.voices.items():
        yield ("voices", name, "voice"), speaker.voice.name
    yield ("illustrator",), config.illustrator.partition(":")[2]
    yield ("align",), config.align
    yield ("illustration", "upscaler"), config.illustration.upscaler.removeprefix("diffusers:")
    yield ("illustration", "animator"), config.illustration.animator.removeprefix("diffusers:")

"""Which steps make the formats that people ask for, and what the results are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mdvid.builder.publish import target
from mdvid.config.model import Config
from mdvid.config.output import PICTURES, output_stem
from mdvid.deck.model import Deck
from mdvid.engine.plan import Plan
from mdvid.pipeline.actions import PipelineAction, UseRecording
from mdvid.pipeline.ids import jpeg_id, picture_id

PICTURED = frozenset({"mp4", *PICTURES})
"""Formats that need a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file that is asked for."""

    format: str
    step: str
    """Id of the step that makes it."""
    path: Path


def wanted(deck: Deck, config: Config, deck_path: Path, tag: str = "") -> tuple[Wanted, ...]:
    """Return every file that a build is to leave; `tag` is the language in their names.

    Raises:
        OutputError: the folder that is to hold them cannot be used.
    """
    stem = tagged(output_stem(config.output, deck_path), tag)
    return tuple(item for format_ in config.format for item in _of_format(deck, format_, stem))


def tagged(stem: Path, tag: str) -> Path:
    """Return `talk.es` for `talk`: what results in a language are called."""
    return stem.with_name(f"{stem.name}.{tag}") if tag else stem


def picture_steps(deck: Deck) -> Iterator[str]:
    """Yield the ids of the steps that render all of a slide: more than that nobody can notice."""
    return (picture_id(slide, slide.steps[-1]) for slide in deck.slides)


def recording_steps(plan: Plan[PipelineAction]) -> set[str]:
    """Return the ids of the steps that read recordings."""
    return {step.id for step in plan.steps if isinstance(step.action, UseRecording)}


def _of_format(deck: Deck, format_: str, stem: Path) -> Iterable[Wanted]:
    if format_ not in PICTURES:
        return [Wanted(format=format_, step=format_, path=target(stem, format_))]
    name = picture_id if format_ == "png" else jpeg_id
    # A slide as a picture is what it looks like in the end: its last step.
    return [
        Wanted(
            format=format_,
            step=name(slide, slide.steps[-1]),
            path=target(stem, format_, slide.number),
        )
        for slide in deck.slides
    ]

"""Which steps make the formats that people ask for, and what the results are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mdvid.builder.publish import target
from mdvid.config.model import Config
from mdvid.config.output import PICTURES, output_stem
from mdvid.deck.model import Deck
from mdvid.engine.plan import Plan
from mdvid.pipeline.actions import PipelineAction, UseRecording
from mdvid.pipeline.ids import jpeg_id, picture_id, text_id
from mdvid.pipeline.planner import BY_LANGUAGE
from mdvid.project import Project

PICTURED = frozenset({"mp4", *PICTURES})
"""Formats that need a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One file that is asked for."""

    format: str
    step: str
    """Id of the step that makes it."""
    path: Path
    tag: str = ""
    """Which of several languages it is in; empty if it has them all, or the first."""


def wanted(
    deck: Deck, config: Config, deck_path: Path, tag: str = "", further: Sequence[str] = ()
) -> tuple[Wanted, ...]:
    """Return every file that a build is to leave.

    `tag` is the language in their names; `further` are those of more narrations.

    Raises:
        OutputError: the folder that is to hold them cannot be used.
    """
    stem = tagged(output_stem(config.output, deck_path), tag)
    return tuple(
        item for format_ in config.format for item in _of_format(deck, format_, stem, further)
    )


def files_of(project: Project) -> tuple[Wanted, ...]:
    """Return every file that a build of `project` is to leave.

    Raises:
        OutputError: the folder that is to hold them cannot be used.
    """
    tags = [other.tag for other in project.further]
    return wanted(project.deck, project.config, project.name, project.tag, tags)


def decks_of(project: Project) -> frozenset[Path]:
    """Return the decks that `project` is read from; no result may take their place."""
    others = (other.deck_path for other in project.further)
    return frozenset((project.name, project.deck_path, *others))


def steps_of(project: Project) -> set[str]:
    """Return the steps whose results are read: files, the duration, what pictures have to say."""
    pictures = picture_steps(project.deck) if is_pictured(project) else ()
    return {"timeline", *(file.step for file in files_of(project)), *pictures}


def is_pictured(project: Project) -> bool:
    """Return whether pictures are needed."""
    return not PICTURED.isdisjoint(project.config.format)


def plan_name(project: Project) -> str:
    """Return what the plan is called in the records that `explain` reads."""
    return f"{project.deck_path.resolve()} {project.tag}".rstrip()


def tagged(stem: Path, tag: str) -> Path:
    """Return `talk.es` for `talk`: what results in a language are called."""
    return stem.with_name(f"{stem.name}.{tag}") if tag else stem


def picture_steps(deck: Deck) -> Iterator[str]:
    """Yield the ids of the steps that render all of a slide: more than that nobody can notice."""
    return (picture_id(slide, slide.steps[-1]) for slide in deck.slides)


def recording_steps(plan: Plan[PipelineAction]) -> set[str]:
    """Return the ids of the steps that read recordings."""
    return {step.id for step in plan.steps if isinstance(step.action, UseRecording)}


def _of_format(deck: Deck, format_: str, stem: Path, further: Sequence[str]) -> Iterable[Wanted]:
    if format_ not in PICTURES:
        tags = ("", *further) if format_ in BY_LANGUAGE else ("",)
        return [
            Wanted(
                format=format_,
                step=text_id(format_, tag),
                path=target(tagged(stem, tag), format_),
                tag=tag,
            )
            for tag in tags
        ]
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

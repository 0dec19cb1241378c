"""Whether decks in several languages have the same slides: their numbers are what they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic, Severity, counted
from mdvid.errors import ConfigError, DeckError
from mdvid.project import Project


def refuse_different(projects: Sequence[Project]) -> None:
    """Let only decks into one video whose slides go together.

    Raises:
        DeckError: they have different numbers of slides.
    """
    first, *others = projects
    found = tuple(
        _difference(first, other)
        for other in others
        if len(other.deck.slides) != len(first.deck.slides)
    )
    if found:
        raise DeckError(found)


def refuse_twice(tags: Sequence[str], projects: Sequence[Project]) -> None:
    """Let no narration stand for two of the languages that were asked for.

    Raises:
        ConfigError: one does.
    """
    first: dict[tuple[Path, str], str] = {}
    for tag, project in zip(tags, projects, strict=True):
        known = first.setdefault((project.deck_path, project.config.lang), tag)
        if known != tag:
            raise ConfigError(
                f"`{known}` and `{tag}` would be the same narration: both are what is written in"
                f" `{project.config.lang}`",
                hint="ask for one of them",
            )


def unsaid(first: Deck, other: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each slide to which something is said in `first` and not in `other`."""
    lang = other.config.lang
    blocks = any(note.lang for slide in other.deck.slides for note in slide.notes)
    hint = f"write `:::lang {lang}`, the words, `:::`" if blocks else "write a note"
    for ours, theirs in zip(first.slides, other.deck.slides, strict=True):
        if ours.notes and not theirs.notes and other.config.selects(theirs.number):
            yield Diagnostic(
                severity=Severity.WARNING,
                message=f"nothing is said on this slide in `{lang}`",
                span=theirs.span,
                hint=f"{hint}, or `(pause: 1)` if silence is meant",
                slide=theirs.number,
            )


def _difference(first: Project, other: Project) -> Diagnostic:
    ours, theirs = first.deck.slides, other.deck.slides
    shared = min(len(ours), len(theirs))
    alike = (n for n in range(shared) if _outline(ours[n]) != _outline(theirs[n]))
    at = next(alike, shared)
    where = f"they part at slide {at + 1}: {_title(theirs, at)} here, {_title(ours, at)} there"
    here, there = other.deck.dialect.value, first.deck.dialect.value
    if here != there:
        where = f"one is read as {here}, the other as {there}: `dialect: {there}` decides that"
    return Diagnostic(
        severity=Severity.ERROR,
        message=f"`{other.deck_path.name}` has {counted(len(theirs), 'slide')}, and"
        f" `{first.deck_path.name}` has {len(ours)}: in one video they go together",
        span=theirs[min(at, len(theirs) - 1)].span,
        hint=f"{where}; or make a video of each: --per-lang",
    )


def _outline(slide: Slide) -> object:
    """Return what a translation does not change."""
    pictures = tuple(picture.source for picture in slide.pictures)
    return bool(slide.title), pictures, len(slide.steps), slide.directives.classes


def _title(slides: Sequence[Slide], index: int) -> str:
    if index >= len(slides):
        return "none"
    return f"`{slides[index].title}`" if slides[index].title else "one without a title"

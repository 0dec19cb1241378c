"""Languages that a deck is asked for in, and that nothing is written in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mdvid.config.layers import Source
from mdvid.diagnostics import Diagnostic, Severity, did_you_mean
from mdvid.errors import ConfigError, DeckError, MdvidError
from mdvid.project import Project
from mdvid.sources.deck_file import SUFFIXES, is_language, original_of, translation

_SHORT = 2
"""Letters of a tag to which every other one is near."""


class LanguageNowhere(ConfigError):  # noqa: N818  # reads as what it reports
    """Whoever builds asks for a language that nothing is written in."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], files: tuple[Path, ...]) -> None:
        """`files` are those that would have been read if they were there."""
        errors = (d.message for d in diagnostics if d.severity is Severity.ERROR)
        super().__init__("; ".join(errors), diagnostics=diagnostics)
        self.files = files


class DeckLanguageNowhere(DeckError):  # noqa: N818
    """The deck itself does."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], files: tuple[Path, ...]) -> None:
        """`files` are those that would have been read if they were there."""
        super().__init__(diagnostics)
        self.files = files


def lost(project: Project, tags: Sequence[str], there: Sequence[str]) -> MdvidError:
    """Return the error for languages that are nowhere; `there` are those that are somewhere."""
    found = tuple(_problem(project, tag, there) for tag in tags)
    files = tuple(translation(project.deck_path, tag) for tag in tags)
    kind = DeckLanguageNowhere if all(one.span for one in found) else LanguageNowhere
    return kind((*project.diagnostics, *found), files)


def _problem(project: Project, tag: str, there: Sequence[str]) -> Diagnostic:
    origin = project.origins.get(("lang",))
    file = translation(project.deck_path, tag).name
    near = did_you_mean(tag, there) if len(tag) > _SHORT else None
    verb = "is" if len(there) == 1 else "are"
    listed = f"there {verb} {', '.join(f'`{known}`' for known in there)}"
    return Diagnostic(
        severity=Severity.ERROR,
        message=f"what is said in `{tag}` is nowhere: there is no `{file}`, and no slide has"
        f" a block `:::lang {tag}`",
        span=origin.span if origin and origin.source is Source.DECK else None,
        hint=near or _misnamed(project.deck_path, tag) or f"write one of the two; {listed}",
    )


def _misnamed(deck: Path, tag: str) -> str | None:
    """Return the advice to name files so that they are found; None if that is not what is wrong."""
    if original := original_of(deck):
        return f"build `{original.name}`, which `{deck.name}` is a translation of"
    stem, _, own = deck.stem.rpartition(".")
    names = [f"{deck.stem}{mark}{tag}{end}" for mark in ".-_" for end in sorted(SUFFIXES)]
    there = next(filter(Path.is_file, map(deck.with_name, names)), None)
    if there:
        return f"call `{there.name}` `{translation(deck, tag).name}`, and it is found"
    other = deck.with_name(f"{stem}.{tag}{deck.suffix}")
    if stem and is_language(own) and other.is_file():
        return f"call `{deck.name}` `{stem}{deck.suffix}`: then `{other.name}` is found"
    return None

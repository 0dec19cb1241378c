"""Languages that a deck is asked for in, and that nothing is written in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mdvid.config.layers import Source
from mdvid.diagnostics import Diagnostic, Severity, did_you_mean
from mdvid.errors import ConfigError, DeckError, MdvidError
from mdvid.project import Project
from mdvid.sources.deck_file import translation

_SHORT = 2
"""Letters of a tag to which every other one is near."""


class LanguageNowhere(ConfigError):  # noqa: N818  # reads as what it reports
    """Whoever builds asks for a language that nothing is written in."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...], files: tuple[Path, ...]) -> None:
        """`files` are those that would have been read if they were there."""
        super().__init__("; ".join(d.message for d in diagnostics), diagnostics=diagnostics)
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
    if all(diagnostic.span for diagnostic in found):
        return DeckLanguageNowhere((*project.diagnostics, *found), files)
    return LanguageNowhere(found, files)


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
        hint=near or f"write one of the two; {listed}",
    )

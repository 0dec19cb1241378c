"""Which files a build follows from: what a watcher watches.

They are those that were read, and those that would have been read if they were there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mdvid.builder.lexicons import lexicon_files
from mdvid.config import files as config_files
from mdvid.diagnostics import Diagnostic
from mdvid.editions.nowhere import DeckLanguageNowhere, LanguageNowhere
from mdvid.errors import ConfigError, MdvidError, SourceError
from mdvid.project import Project
from mdvid.sources.data import is_data
from mdvid.sources.deck_file import translation
from mdvid.sources.includes import places_of_includes
from mdvid.sources.pins import PinFolder
from mdvid.sources.policy import is_web, places
from mdvid.speech.stage import stage
from mdvid.theme import loader
from mdvid.theme.loader import UnknownTheme


def files_of(project: Project) -> frozenset[Path]:
    """Return every file that a build of `project` looks for."""
    theme = project.theme
    return frozenset(
        {
            *(file for other in project.further for file in files_of(other)),
            *(translation(project.name, other.tag) for other in project.further if other.tag),
            *_always(project.deck_path),
            *project.includes,
            *theme.sources,
            *(file.path for file in theme.files),
            *loader.places(project.config.theme, beside=project.deck_path.parent),
            *_pictures(project),
            *_recordings(project),
            *lexicon_files(project),
            PinFolder(project.deck_path, project.root).index,
        }
    )


def files_of_error(deck: Path, error: MdvidError) -> frozenset[Path]:
    """Return the files of a deck that cannot even be read in which `error` may be mended."""
    found: tuple[Diagnostic, ...] = ()
    if isinstance(error, SourceError | ConfigError):
        found = error.diagnostics
    theme = error.name if isinstance(error, UnknownTheme) else ""
    return frozenset(
        {
            *_always(deck),
            *places_of_includes(deck),
            *(Path(d.span.path) for d in found if d.span),
            *loader.places(theme, beside=deck.parent),
            *(error.files if isinstance(error, LanguageNowhere | DeckLanguageNowhere) else ()),
        }
    )


def _always(deck: Path) -> Iterator[Path]:
    yield deck
    yield from config_files.places(deck.parent)


def _pictures(project: Project) -> Iterator[Path]:
    deck = project.deck
    pictures = (*deck.pictures, *(p for slide in deck.slides for p in slide.pictures))
    for source in dict.fromkeys(picture.source for picture in pictures):
        if not (is_web(source) or is_data(source)):
            yield from places(source, folder=project.deck_path.parent, root=project.root)


def _recordings(project: Project) -> Iterator[Path]:
    notes = (note.text for slide in project.deck.slides for note in slide.notes)
    found = (one for text in notes if "audio" in text.lower() for one in stage(text).directions)
    for source in dict.fromkeys(one.file for one in found if one.file):
        yield from places(source, folder=project.deck_path.parent, root=project.root)

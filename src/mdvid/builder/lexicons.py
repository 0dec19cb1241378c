"""The lexicon of a deck: from its settings, and from the file that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mdvid.config.layers import Source
from mdvid.config.words import FILE
from mdvid.diagnostics import Diagnostic, Span
from mdvid.project import Project
from mdvid.sources.policy import places
from mdvid.sources.words import read_word_file
from mdvid.speech.lexicon import Lexicon, parse_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckLexicon:
    """A lexicon, and what there is to say about it."""

    lexicon: Lexicon
    diagnostics: tuple[Diagnostic, ...] = ()
    file: Path | None = None
    """That was read for it."""


def lexicon_of(project: Project) -> DeckLexicon:
    """Return the words of the file, if there is one, and over them those of the settings."""
    written = project.config.lexicon
    name = written.get(FILE)
    own = parse_words(
        (key, said, _place_of(project, key)) for key, said in written.items() if key != FILE
    )
    if not isinstance(name, str):
        return DeckLexicon(lexicon=own.value, diagnostics=own.diagnostics)
    folder, root = _place(project, name)
    found = read_word_file(
        name,
        folder=folder,
        root=root,
        span=_place_of(project, FILE),
        called=os.path.relpath(folder / name),
    )
    read = parse_words((key, one.value, one.key_span) for key, one in found.words.items())
    return DeckLexicon(
        lexicon=read.value.under(own.value),
        diagnostics=(*found.diagnostics, *read.diagnostics, *own.diagnostics),
        file=found.path,
    )


def lexicon_files(project: Project) -> Iterator[Path]:
    """Yield where the file of words is looked for, whether it is there or not."""
    name = project.config.lexicon.get(FILE)
    if isinstance(name, str):
        folder, root = _place(project, name)
        yield from places(name, folder=folder, root=root)


def _place_of(project: Project, key: str) -> Span | None:
    """Return where an entry of the lexicon is written."""
    origin = project.origins.get(("lexicon", key)) or project.origins.get(("lexicon",))
    return origin.span if origin else None


def _place(project: Project, name: str) -> tuple[Path, Path]:
    """Return the folder that a name is relative to, and the one that the file must be under."""
    named = project.origins.get(("lexicon", FILE))
    if named is None or named.source is Source.DECK:
        return project.deck_path.parent, project.root
    # Who builds may take words from anywhere: a path of theirs is one from here.
    return Path.cwd(), Path(name).absolute().parent

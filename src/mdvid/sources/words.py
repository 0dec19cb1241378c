"""A lexicon that is a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mdvid.deck.findings import Findings
from mdvid.deck.model import Setting
from mdvid.deck.source import Source
from mdvid.deck.yamltext import Place, read_settings
from mdvid.diagnostics import Diagnostic, Span
from mdvid.sources.opening import opened
from mdvid.sources.policy import Refusal, resolve, shown

LARGEST = 262_144
"""Bytes; a longer file is no list of words that somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """A file of words, as it is written."""

    words: Mapping[str, Setting]
    """By the word, with its place in the file."""
    path: Path | None = None
    """Of the file that was read."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_word_file(
    name: str, *, folder: Path, root: Path, span: Span | None, called: str
) -> WordFile:
    """Return the words in the YAML file `name`, relative to `folder` and under `root`.

    Messages call it `called`. `span` is where the file is named: a file that cannot be had is an
    error there, and what is wrong in it at its own line.
    """
    findings = Findings()
    try:
        path = resolve(name, folder=folder, root=root)
        with opened(path, name, root) as readable:
            text = _text(readable, name)
    except Refusal as refusal:
        findings.error(f"the lexicon {refusal.message}", span, hint=refusal.hint)
        return WordFile(words={}, diagnostics=findings.found)
    words = read_settings(text, Source(text, called), Place(1), findings)
    return WordFile(words=words or {}, path=path, diagnostics=findings.found)


def _text(file: Path, name: str) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Refusal(f"{shown(name)} is larger than {LARGEST // 1024} KB", limit=True)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"{shown(name)} is not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise Refusal(f"{shown(name)} cannot be read: {error.strerror}") from error

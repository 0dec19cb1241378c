"""Which files a file of Slidev's refers to: slides with `src:`, code with `<<<`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdvid.deck.dialects.slidev_includes import Reference, is_hidden, reference
from mdvid.deck.dialects.slidev_slides import read_parts
from mdvid.deck.dialects.slidev_snippets import code_reference
from mdvid.deck.findings import Findings
from mdvid.deck.model import Setting
from mdvid.deck.source import Source


def references(
    source: Source, first: int, settings: Mapping[str, Setting] | None, name: str
) -> Iterator[Reference]:
    """Yield the files that a file refers to; `name` is its own, seen from the deck's folder."""
    for part in read_parts(source, first, settings, Findings()):
        if is_hidden(part.front):
            continue
        setting = part.front.get("src")
        found = reference(setting, name) if setting else None
        if found:
            yield found
        for line in () if setting else part.lines:
            if line.text.startswith("<<<") and not line.code:
                span = source.span(line.number, 1, len(line.text))
                if code := code_reference(line.text, name, span):
                    yield code

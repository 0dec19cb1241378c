"""How words are said that no rule gets right: `lexicon: {SQL: sequel}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mdvid.diagnostics import Diagnostic, Severity, Span, Warned

LONGEST_ENTRY = 200
"""Characters of a word or of how it is said."""


@dataclass(frozen=True)
class Lexicon:
    """Words as written to words as said.

    Whole words match, the longest first. An entry in lower case matches any case, any other only
    as it is written: `IT` does not mean "it".
    """

    entries: Mapping[str, str] = field(default_factory=dict)

    def find(self, written: str) -> str | None:
        """Return how a match of `pattern` is said."""
        exact = self.entries.get(written)
        return exact if exact is not None else self.entries.get(written.lower())

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches every entry at word boundaries; None if there are none."""
        if not self.entries:
            return None
        longest_first = sorted(self.entries, key=len, reverse=True)
        return re.compile("|".join(map(_bounded, longest_first)))


def parse_lexicon(value: object, span: Span | None) -> Warned[Lexicon]:
    """Return the lexicon that `value`, from YAML, describes; what is wrong with it is told."""
    if value is None:
        return Warned(Lexicon())
    if not isinstance(value, Mapping):
        return Warned(Lexicon(), (_problem("`lexicon` must be a mapping of words", span),))
    entries: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for written, spoken in value.items():
        if not isinstance(written, str) or not written.strip():
            problems.append(_problem(f"`{written}` in `lexicon` is not text", span))
        elif isinstance(spoken, bool | None) or not isinstance(spoken, str | int | float):
            message = f"the entry `{written}` in `lexicon` does not say how it is spoken"
            problems.append(_problem(message, span))
        elif max(len(written), len(str(spoken))) > LONGEST_ENTRY:
            problems.append(_problem(f"the entry `{written[:40]}…` in `lexicon` is too long", span))
        else:
            entries[" ".join(written.split())] = " ".join(str(spoken).split())
    return Warned(Lexicon(entries), tuple(problems))


def _problem(message: str, span: Span | None) -> Diagnostic:
    return Diagnostic(
        severity=Severity.ERROR,
        message=message,
        span=span,
        hint='write `lexicon: {SQL: sequel, mdvid: "em dee vid"}`',
    )


def _bounded(written: str) -> str:
    """Return a pattern for a whole word; boundaries only where there is a letter or digit."""
    before = r"(?<!\w)" if written[0].isalnum() or written[0] == "_" else ""
    after = r"(?!\w)" if written[-1].isalnum() or written[-1] == "_" else ""
    escaped = re.escape(written)
    return before + (f"(?i:{escaped})" if written == written.lower() else escaped) + after

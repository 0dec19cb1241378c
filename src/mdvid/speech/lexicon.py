"""How words are said that no rule gets right: `lexicon: {SQL: sequel}`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mdvid.diagnostics import Diagnostic, Severity, Span, Warned
from mdvid.speech.ipa import CLOSE, OPEN, has_ipa, read_ipa

LONGEST_ENTRY = 200
"""Characters of a word or of how it is said."""

MOST_ENTRIES = 5_000
"""Every sentence is searched for all of them."""

_HINT = 'write `lexicon: {SQL: sequel, mdvid: "em dee vid"}`'
_PHONEMES = rf"\s*(?:/(.+)/|\[\[.*\]\]|.*[{OPEN}{CLOSE}].*)\s*"
_IPA_HINT = "between slashes write IPA, `/ˈsiːkwəl/`; or write how it sounds in letters: `sequel`"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"


@dataclass(frozen=True)
class Lexicon:
    """Words as written to words as said.

    Whole words match, the longest first. An entry in lower case matches any case, any other only
    as it is written: `IT` does not mean "it".
    """

    entries: Mapping[str, str] = field(default_factory=dict)
    """For every language."""
    languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For one language alone, by its tag: they go before those for every language."""

    def find(self, written: str) -> str | None:
        """Return how a match of `pattern` is said."""
        exact = self.entries.get(written)
        return exact if exact is not None else self.entries.get(written.lower())

    def spoken_in(self, lang: str) -> Lexicon:
        """Return the entries for `lang`, a BCP 47 tag: those of `fr` hold in `fr-CA` too."""
        if not self.languages:
            return self
        if lang not in self._by_language:
            self._by_language[lang] = Lexicon(self._entries_in(lang))
        return self._by_language[lang]

    @cached_property
    def in_letters(self) -> Lexicon:
        """The entries for every language that are not in the IPA."""
        return Lexicon({w: said for w, said in self.entries.items() if not has_ipa(said)})

    def under(self, other: Lexicon) -> Lexicon:
        """Return both; where both have an entry, that of `other` holds."""
        tags = dict.fromkeys((*self.languages, *other.languages))
        return Lexicon(
            {**self.entries, **other.entries},
            {tag: {**self.languages.get(tag, {}), **other.languages.get(tag, {})} for tag in tags},
        )

    @cached_property
    def key(self) -> object:
        """What tells it from other lexicons."""
        tables = ((tag, tuple(words.items())) for tag, words in self.languages.items())
        return tuple(self.entries.items()), tuple(tables)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches every entry for all languages at word boundaries; None if there are none."""
        if not self.entries:
            return None
        longest_first = sorted(self.entries, key=len, reverse=True)
        return re.compile("|".join(map(_bounded, longest_first)))

    @cached_property
    def _by_language(self) -> dict[str, Lexicon]:
        return {}

    def _entries_in(self, lang: str) -> dict[str, str]:
        wanted = lang.lower()
        entries = dict(self.entries)
        # The shortest tag first: what is said for `fr-CA` goes before what is said for `fr`.
        for tag in sorted(self.languages, key=len):
            if wanted == tag.lower() or wanted.startswith(f"{tag.lower()}-"):
                entries.update(self.languages[tag])
        return entries


def parse_words(items: Iterable[tuple[object, object, Span | None]]) -> Warned[Lexicon]:
    """Return the lexicon of (as written, as said, place); a table as said is for a language."""
    entries: dict[str, str] = {}
    languages: dict[str, dict[str, str]] = {}
    problems: list[Diagnostic] = []
    for written, said, span in items:
        if isinstance(said, Mapping):
            if not re.fullmatch(_LANGUAGE, str(written)):
                problems.append(_no_language(written, span))
                continue
            table = languages.setdefault(str(written), {})
            for inner, inner_said in said.items():
                _add(inner, inner_said, span, table, problems)
        else:
            _add(written, said, span, entries, problems)
    count = len(entries) + sum(map(len, languages.values()))
    if count > MOST_ENTRIES:
        message = f"`lexicon` has {count:,} entries; it may have {MOST_ENTRIES:,}"
        problems.append(_problem(message, None, hint="leave out those that are said right anyway"))
        return Warned(Lexicon(), tuple(problems))
    return Warned(Lexicon(entries, languages), tuple(problems))


def _add(
    written: object,
    said: object,
    span: Span | None,
    entries: dict[str, str],
    problems: list[Diagnostic],
) -> None:
    if not isinstance(written, str) or not written.strip():
        problems.append(_problem(f"`{written}` in `lexicon` is not text", span))
    elif isinstance(said, bool | None) or not isinstance(said, str | int | float):
        message = f"the entry `{written}` in `lexicon` does not say how it is spoken"
        problems.append(_problem(message, span))
    elif max(len(written), len(str(said))) > LONGEST_ENTRY:
        problems.append(_problem(f"the entry `{written[:40]}…` in `lexicon` is too long", span))
    elif match := re.fullmatch(_PHONEMES, str(said)):
        ipa = read_ipa(match[1]) if match[1] else None
        if ipa is None:
            message = f"the entry `{written}` in `lexicon` is in phonemes that are no IPA"
            problems.append(_problem(message, span, hint=_IPA_HINT))
        else:
            entries[" ".join(written.split())] = ipa
    else:
        entries[" ".join(written.split())] = " ".join(str(said).split())


def _no_language(written: object, span: Span | None) -> Diagnostic:
    return _problem(
        f"`{written}` in `lexicon` has a table, and is no language",
        span,
        hint="a table of words goes under a language: `fr: {SQL: esse ku elle}`",
    )


def _problem(message: str, span: Span | None, hint: str = _HINT) -> Diagnostic:
    return Diagnostic(severity=Severity.ERROR, message=message, span=span, hint=hint)


def _bounded(written: str) -> str:
    """Return a pattern for a whole word; boundaries only where there is a letter or digit."""
    before = r"(?<!\w)" if written[0].isalnum() or written[0] == "_" else ""
    after = r"(?!\w)" if written[-1].isalnum() or written[-1] == "_" else ""
    escaped = re.escape(written)
    return before + (f"(?i:{escaped})" if written == written.lower() else escaped) + after

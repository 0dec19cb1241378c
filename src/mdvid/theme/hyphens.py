"""Where long words may be broken: browsers without their users' data have no dictionaries.

The points are handed to the page, which uses them where CSS says `hyphens: auto`. Only there is it
known; the text itself, and whatever is made from it, stays as it is.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"

_LONG = 12
"""Letters of a word that may be broken where lines are short."""

_ENDLESS = 24
"""Letters of a word that may be broken anywhere: it can be wider than a slide's heading."""

_ASKED = 8
"""The same where a deck or a theme asks for hyphens by CSS of its own."""

_EDGE = 3
"""Letters that stay together at both ends of a word; CSS may ask for more."""

_SECTION = re.compile(r"<section\b(?=[^>]*\slang=\"([^\"]+)\")")

_NARROW = re.compile(
    r"\bdata-shape=\"tall\"|\bsplit-(?:left|right)\b|\bclass=\"[^\"]*\bcol|<t[dh]\b"
)
"""Where the built-in themes have short lines."""

_ASKING = re.compile(r"(?<![-\w])hyphens\s*:\s*auto\b")
"""The built-in themes say it with a property of their own."""

_NO_TEXT = re.compile(
    r"<(pre|code|kbd|samp|svg|style)\b.*?</\1>|<(span|div) class=\"math\b.*?</\2>|<[^>]*>",
    re.DOTALL,
)

_LETTERS = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
"""Of the scripts that break words with hyphens."""

_WORDS = re.compile(rf"[{_LETTERS}]{{{_ASKED},}}")

_KNOWN = 4096
"""Words of a language whose points are remembered; pyphen itself forgets none."""

_lock = Lock()


def hyphenated(section: str, document: str) -> str:
    """Return the section of a slide, with `data-hyphens` where long words may have to be broken.

    The attribute lists them, with soft hyphens in them. Nothing is added, and no dictionary is
    read, where no line is short, or where there is none for the language.
    """
    opening = _SECTION.search(section)
    if opening is None:
        return section
    words = _long_words(section, _shortest(section, document))
    broken = _broken(opening[1], words) if words else ()
    if not broken:
        return section
    listed = html.escape(" ".join(broken))
    return f'{section[: opening.end()]} data-hyphens="{listed}"{section[opening.end() :]}'


def _shortest(section: str, document: str) -> int:
    if _ASKING.search(section) or _asks(document):
        return _ASKED
    return _LONG if _NARROW.search(section) else _ENDLESS


@functools.lru_cache(maxsize=4)
def _asks(document: str) -> bool:
    return _ASKING.search(document) is not None


def _long_words(section: str, shortest: int) -> tuple[str, ...]:
    text = html.unescape(_NO_TEXT.sub(" ", section))
    found = (word for word in _WORDS.findall(text) if len(word) >= shortest)
    return tuple(dict.fromkeys(found))


def _broken(lang: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return those of `words` that can be broken, with a soft hyphen at each point."""
    dictionary = _dictionary(lang)
    if dictionary is None:
        return ()
    if len(dictionary.hd.cache) > _KNOWN:
        dictionary.hd.cache.clear()
    marked = (_marked(word, dictionary) for word in words)
    return tuple(word for word in marked if SOFT_HYPHEN in word)


def _marked(word: str, dictionary: Pyphen) -> str:
    # A point with data would change the spelling of a word that is not broken there.
    points = [int(point) for point in dictionary.positions(word) if not point.data]
    parts = (word[a:b] for a, b in zip([0, *points], [*points, None], strict=True))
    return SOFT_HYPHEN.join(parts)


def _dictionary(lang: str) -> Pyphen | None:
    with _lock:  # slides are rendered in threads, and a dictionary takes a while to read
        return _read_dictionary(lang)


@functools.cache
def _read_dictionary(lang: str) -> Pyphen | None:
    import pyphen  # reads its list of languages

    known = pyphen.language_fallback(lang)
    return pyphen.Pyphen(lang=known, left=_EDGE, right=_EDGE) if known else None

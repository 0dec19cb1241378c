"""What is written for machines: addresses, file names, identifiers, code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mdvid.speech.normalise.acronyms import say_acronym, say_letters
from mdvid.speech.normalise.base import Group, Piece, rule
from mdvid.speech.normalise.language import Language
from mdvid.speech.normalise.numbers import say_integer

LONGEST_PATH = 40
"""Characters of the path of an address; a longer one is not said."""

_TOP = (
    "com|org|net|io|dev|ai|app|edu|gov|eu|de|es|fr|uk|us|at|ch|it|nl|info|me|tv|co|tech|cloud|"
    "be|in|pl|mx|ar"
)
_EXTENSIONS = (
    "md|py|js|ts|tsx|jsx|json|toml|yaml|yml|txt|csv|html|css|png|jpg|jpeg|gif|svg|pdf|mp4|mp3|wav|vtt|srt|zip|"
    "sh|rs|go|java|c|h|cpp|rb|php|sql|xml|ini|cfg|lock|log|ipynb|tex|docx|xlsx|pptx|webm|webp"
)
_TOKEN = re.compile(r"\d+|[A-Z]{2,}(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]|[^\w\s]|_")


def rules(language: Language) -> tuple[Group, ...]:
    """Return the rules for addresses and names in running text."""
    trailing = r"(?<![.,;:!?)\]'\"])"
    return (
        Group(
            re.compile(
                r"[\w/]\.\w|://|@\w|_|--\w|\(\)|[a-z][A-Z]|(?:^|\s)[~.]?/\w|(?:^|\s)\.[a-z]|\w/\w"
            ),
            (
                rule(
                    rf"(?<!\w)[\w.+\-]{{1,64}}@[\w\-]+(?:\.[\w\-]+)+{trailing}",
                    lambda m: say_path(m[0], language),
                ),
                rule(
                    rf"(?<!\w)(?:https?|ftp|file)://[^\s<>\"]+{trailing}",
                    lambda m: say_address(m[0], language),
                    re.IGNORECASE,
                ),
                rule(
                    rf"(?<![\w@.])(?:www\.)?(?:[a-z0-9](?:[a-z0-9\-]{{0,62}})\.)+(?:{_TOP})(?:/[^\s<>\"]*)?{trailing}(?!\w|\.\w)",
                    lambda m: say_address(m[0], language),
                    re.IGNORECASE,
                ),
                rule(
                    rf"(?<![\w.])(?:[~.]{{0,2}}/)?(?:[\w\-]+/)*[\w\-.]*[\w\-]\.(?:{_EXTENSIONS})(?!\w)",
                    lambda m: say_path(m[0], language),
                ),
                rule(
                    r"(?:(?<=\s)|^)\.[a-z][\w\-]*(?:\.\w+)*(?!\w)",
                    lambda m: say_path(m[0], language),
                ),
                rule(
                    r"(?:(?<=\s)|^)~?/\w[\w.\-]*(?:/[\w.\-]+)+/?(?<!\.)",
                    lambda m: say_path(m[0], language),
                ),
                rule(
                    r"(?<![\w\-])--?[A-Za-z]\w*(?:-\w+)+(?!\w)|(?<![\w\-])--[A-Za-z]\w*",
                    lambda m: say_code(m[0], language),
                ),
                rule(r"(?<!\w)\w[\w.]*\(\)", lambda m: say_code(m[0], language)),
                rule(r"(?<!\w)_*[^\W_]+(?:_+[^\W_]+)+_*(?!\w)", lambda m: say_code(m[0], language)),
                rule(
                    r"(?<!\w)[a-z]+(?:[A-Z][a-z0-9]+)+(?!\w)",
                    lambda m: None if m[0] in language.units else say_code(m[0], language),
                ),
            ),
        ),
    )


def code_pieces(text: str, spans: Sequence[tuple[int, int]], language: Language) -> list[Piece]:
    """Return pieces for inline code, word by word."""
    return [
        Piece(match.start(), match.end(), say_code(match[0], language))
        for start, end in spans
        for match in re.compile(r"[^ ]+").finditer(text, start, end)
    ]


def say_address(written: str, language: Language) -> str:
    """Return an address as it is read out: no scheme, no `www`, no query, no long path."""
    bare = re.sub(r"^[a-z]+://(?:www\.)?|^www\.", "", written, flags=re.IGNORECASE)
    host, _, path = re.split(r"[?#]", bare, maxsplit=1)[0].partition("/")
    path = path.strip("/")
    said = say_path(host.partition("@")[2] or host, language)
    if path and len(path) <= LONGEST_PATH:
        said += f" {language.slash} {say_path(path, language)}"
    return said


def say_path(written: str, language: Language) -> str:
    """Return a host, a path, a file name or an e-mail address with its dots and slashes."""
    marks = {
        ".": language.dot,
        "/": language.slash,
        "@": language.at,
        "~": "tilde",
        "+": language.plus,
    }
    words = []
    for token in _TOKEN.findall(written):
        if token in marks:
            words.append(marks[token])
        elif token[0].isalnum():
            words.append(_say_name(token, language))
    return _extension(written, words, language)


def _extension(written: str, words: list[str], language: Language) -> str:
    """Spell an extension such as `.md` or `.py`, but not `.com` or `.org`."""
    match = re.search(rf"\.({_EXTENSIONS})$", written)
    if match and "@" not in written and match[1].isalpha():
        words[-1] = say_acronym(match[1].upper(), language)
    return " ".join(words)


def say_code(written: str, language: Language) -> str:
    """Return one word of code as a programmer would read it to another."""
    if re.search(rf"://|\.(?:{_EXTENSIONS})$", written):
        return say_address(written, language) if "://" in written else say_path(written, language)
    words = []
    body = re.sub(r"\(\)?|[\])};,:'\"`]+$", " ", written)
    dashes = re.match(r"-{1,2}(?=\w)", body)
    if dashes:
        words.append(" ".join([language.dash] * len(dashes[0])))
        body = body[dashes.end() :]
    marks = {
        ".": language.dot,
        "/": language.slash,
        "@": language.at,
        "=": language.equals,
        "+": language.plus,
        "*": language.times,
        "%": language.per_cent,
        "~": "tilde",
    }
    for token in _TOKEN.findall(body):
        if token in marks:
            words.append(marks[token])
        elif token[0].isalnum():
            words.append(_say_name(token, language))
    return " ".join(words)


def _say_name(token: str, language: Language) -> str:
    if token.isdecimal():
        return say_integer(token, language)
    if token.isupper():
        return say_acronym(token, language) if len(token) > 1 else say_letters(token, language)
    # A part of camelCase.
    return language.acronyms.get(token) or token.lower()

"""`:::lang es`: what is spoken on a slide in another language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mdvid.deck.findings import Findings
from mdvid.diagnostics import Span, is_slip

LANG = ":::lang"

_OPEN = re.compile(r":{3,}[ \t]*([A-Za-z]{3,8})\b[ \t:=]*(.*?)[ \t]*:*[ \t]*\Z")
_CLOSE = re.compile(r"[ \t]*:{3,}[ \t]*\Z")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,8}\Z")


def opened_lang(line: str) -> str | None:
    """Return what follows `:::lang` on a line that opens such a block; None if it opens none."""
    match = _OPEN.match(line)
    return match[2] if match and match[1].lower() == "lang" else None


def end_of_block(lines: Sequence[str], index: int) -> int:
    """Return the index behind the line that closes a block; one that is open is a line.

    `index` is that of the first line within it.
    """
    for end in range(index, len(lines)):
        if _CLOSE.match(lines[end]):
            return end + 1
        if opened_lang(lines[end].lstrip()) is not None:
            break
    return index


def lang_tag(written: str, span: Span, findings: Findings) -> str:
    """Return the BCP 47 tag of a block; what is none is an error, and what nobody asks for."""
    if _TAG.match(written):
        return written.replace("_", "-")
    if written:
        message = f"`{written}` is no language tag"
    else:
        message = f"this `{LANG}` block does not say its language"
    findings.error(message, span, hint=f"write a tag such as `{LANG} es` or `{LANG} pt-BR`")
    return "und"


def mistyped(line: str) -> str | None:
    """Return how a line is meant that nearly opens a block; None if it is not."""
    match = _OPEN.match(line)
    if not match or not _TAG.match(match[2]):
        return None
    word = match[1].lower()
    slip = word in {"language", "langs"} or (word != "lang" and is_slip(word, "lang"))
    return f"{LANG} {match[2]}" if slip else None

"""Slidev's notes: the comment that a slide ends with, and no other."""

from __future__ import annotations

from dataclasses import replace

from mdvid.deck.dialects.lines import Line
from mdvid.deck.directives import DIRECTIVES
from mdvid.deck.notes import is_fit, why_not_heard

_OPEN, _CLOSE = "<!--", "-->"


def take_note(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return a slide's lines without its note, and the lines of the note."""
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    if not end or lines[end - 1].code or not lines[end - 1].text.rstrip().endswith(_CLOSE):
        return lines, []
    begin = end - 1
    while begin >= 0 and _OPEN not in lines[begin].text:
        if lines[begin].code:
            return lines, []
        begin -= 1
    if begin < 0:
        return lines, []
    before, _, first = lines[begin].text.rpartition(_OPEN)
    whole = "\n".join([first, *(line.text for line in lines[begin + 1 : end])]).rstrip()
    text = whole.removesuffix(_CLOSE)
    if _CLOSE in text or not _is_note(text):
        return lines, []
    at = lines[begin].number + before.count("\n")
    note = [Line(at + offset, words) for offset, words in enumerate(text.split("\n"))]
    kept = [replace(lines[begin], text=before)] if before.strip() else []
    return [*lines[:begin], *kept], note


def _is_note(text: str) -> bool:
    """Tell whether it is meant to be heard, and no directive of ours."""
    key = text.strip().split(":", 1)[0]
    if key in DIRECTIVES and ":" in text:
        return False
    return not is_fit(text.strip()) and why_not_heard(text) is None

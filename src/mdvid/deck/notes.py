"""Which comments are meant to be heard.

In real decks one comment in three to five is not: a commented-out slide, a reminder, a word to a
linter. Each rule here is one such kind; what no rule recognises is narration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mdvid.deck.model import Note
from mdvid.deck.notes_prefixes import is_timing, strip_prefix
from mdvid.deck.source import Source
from mdvid.diagnostics import Span


@dataclass(frozen=True, slots=True)
class RawNote:
    """Notes as they stand in the source."""

    text: str
    span: Span
    lang: str = ""
    """BCP 47 tag of a `:::lang` block."""


_FIT = re.compile(r"-?\s*fit\s*\Z", re.IGNORECASE)

_PRAGMA = re.compile(
    r"(?:prettier-ignore|markdownlint-|lint (?:disable|enable|ignore)|textlint-|eslint-|cspell|"
    r"spell-?checker|vale [\w.]+\s*=|vale (?:on|off)|alex (?:disable|enable|ignore)|remark-|"
    r"suppress\b|doctoc|/?\s*toc\b|more\s*\Z|truncate\s*\Z|end_slide|incremental_lists|"
    r"pagebreak|page-?break|column_layout|pause\s*\Z|step\s*\Z|\.slide:|\.element:|"
    r"BEGIN[ _-]|END[ _-]|START doctoc|\#(?:region|endregion)|omit in toc|markdown-)",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"(?:vim?|ex):\s*\S+=?|-\*-.*-\*-\s*\Z|kate:\s|Local Variables:", re.IGNORECASE
)
_REMINDER = re.compile(
    r"(?:@?(?:TODO|FIXME|XXX|HACK|TBD|WIP)\b|"
    r"\[?(?:IMAGE|IMG|IMAGEN|IMAGEM|BILD|FIGURE|FIGURA|PLACEHOLDER|SCREENSHOT|CAPTURA|DIAGRAM|"
    r"DIAGRAMA|VISUAL|PHOTO|FOTO|VIDEO|CHART|INSERT|画像|図|圖片|图片)(?:\s*\d+)?\s*[:：\]])",
)
_REMINDER_WORD = re.compile(
    r"(?:todo|fixme|image|imagen|placeholder|screenshot)\s*[:：]", re.IGNORECASE
)
_RULE_LINE = re.compile(r"\s*([=\-*_#~+·•─━═/\\])\1{2,}\s*\Z")
_BANNER_LINE = re.compile(r"\s*([=*_#~+─━═])\1{3,}.*\1{3,}\s*\Z")
_SLIDE_LABEL = re.compile(
    r"(?:slide|diapositiva|folie|diapo|slajd|слайд|スライド|שקף|幻灯片|第)\s*#?\d+.{0,60}\Z",
    re.IGNORECASE,
)
_URL_LINE = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:[\w -]{1,20}:\s*)?<?(?:https?://|www\.)\S+>?\s*\Z"
)
_OWNER = re.compile(
    r"(?:\([\w .&,+-]{1,30}\)|[A-Z]\w{1,20}\s*[:,-])\s*\(?~?\d+(?:[.,]\d+)?\s*"
    r"(?:[Hh]|[Hh]ours?|m|[Mm]ins?|[Mm]inutes?|s|[Ss]ecs?|[Ss]econds?)\)?\Z"
)
_SLIDE_LINE = re.compile(
    r"\s*(?:#{1,6}\s+\S|!\[[^\]]*\]\(|```|~~~|\|.*\|\s*\Z|::: ?\w|</?(?:div|img|br|span|p|table|tr|"
    r"td|ul|ol|li|section|style|video|iframe|center|figure|h[1-6]|b|i|u|a|svg|details|summary)\b)",
    re.IGNORECASE,
)
_RULER = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*\Z")
_CODE_LINE = re.compile(
    r"\s*(?:import\s+[\w.{*\"']|from\s+[\w.]+\s+import\b|def\s+\w+\(|class\s+\w+[:({]|const\s+\w+|"
    r"let\s+\w+\s*=|var\s+\w+\s*=|function\b.*\(|#include\b|@import\b|\$\s+\w|return\b.*;|"
    r"[\w.#:\s>-]+\{\s*\Z|\}\s*;?\s*\Z|[\w.-]+\s*:\s*[^;]{1,60};\s*\Z|[\w.]+\s*=\s*\S.*|"
    r"[\w.]+\([^)]*\);?\s*\Z|.*[;{}]\s*\Z)"
)
_LICENCE = re.compile(
    r"SPDX-License-Identifier|Copyright\s*(?:\(c\)|©|\d{4})|Licensed under|All rights reserved",
    re.IGNORECASE,
)
_STARTER = re.compile(
    r"The last comment block of each slide will be treated as slide notes", re.IGNORECASE
)
_KEY_VALUE = re.compile(r"\s*_?[a-z][\w-]*\s*:\s*\S{0,40}(?:\s\S{1,20})?\s*\Z")
_KEY_NUMBER = re.compile(r"_?[a-z][\w-]*\s*:\s*(?:\d[\w.]*|true|false|null)\Z")
_CJK = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))
"""Kana, Han and Hangul; as a regular expression it takes a millisecond to compile."""


def is_fit(text: str) -> bool:
    """Tell whether it is Marp's `fit`, in any spelling."""
    return bool(_FIT.match(text))


def why_not_heard(text: str) -> str | None:
    """Return what a comment is if it is not narration: "a linter directive"."""
    text = text.strip()
    lines = [line for line in text.split("\n") if line.strip()]
    for matches, kind in (
        (_PRAGMA.match(text), "an instruction to a program"),
        (_EDITOR.match(text), "an editor's mode line"),
        (_STARTER.search(text), "Slidev's starter text"),
        (_LICENCE.search(text), "a licence"),
        (text.startswith("{") and text.endswith("}"), "metadata"),
        (_REMINDER.match(text) or _REMINDER_WORD.match(text), "a reminder or placeholder"),
        (_is_banner(lines), "a banner"),
        (is_timing(text) or _OWNER.match(text), "a timing"),
        (_SLIDE_LABEL.match(text) or _is_cjk_label(text), "a label"),
        (all(_URL_LINE.match(line) for line in lines), "only addresses"),
        (_is_slide(lines), "a slide that was commented out"),
        (_is_metadata(lines), "metadata"),
        (_is_code(lines), "code"),
    ):
        if matches:
            return kind
    return None


def _is_cjk_label(text: str) -> bool:
    return 2 <= len(text) <= 8 and all(any(a <= c <= b for a, b in _CJK) for c in text)  # noqa: PLR2004


def _is_banner(lines: list[str]) -> bool:
    if not any(ch.isalnum() for line in lines for ch in line):
        return True
    if len(lines) == 1 and _BANNER_LINE.match(lines[0]):
        return True
    rules = [line for line in lines if _RULE_LINE.match(line) and line.strip()[0] not in "-*_"]
    words = sum(len(line.split()) for line in lines if line not in rules)
    return bool(rules) and words <= 12 * len(rules)  # a title, not a text


def _is_slide(lines: list[str]) -> bool:
    """Tell whether a comment holds what belongs onto a slide; bullets alone are notes."""
    first_label = strip_prefix("\n".join(lines))[1] > 0
    marks = sum(1 for line in lines[1 if first_label else 0 :] if _SLIDE_LINE.match(line))
    if _RULER.match(lines[0]) or _RULER.match(lines[-1]):
        return len(lines) == 1 or marks > 0
    return marks > 0 and (marks * 4 >= len(lines) or bool(_SLIDE_LINE.match(lines[0])))


def _is_metadata(lines: list[str]) -> bool:
    if len(lines) == 1:
        return bool(_KEY_NUMBER.match(lines[0].strip()))
    return all(_KEY_VALUE.match(line) for line in lines)


def _is_code(lines: list[str]) -> bool:
    code = sum(1 for line in lines if _CODE_LINE.match(line))
    return code * 2 > len(lines)


def heard(raw: RawNote, source: Source) -> Note | None:
    """Return the words of a note without label and rulers; None if nothing is left."""
    text, taken = strip_prefix(raw.text)
    text = "\n".join(line for line in text.split("\n") if not _RULER.match(line)).strip()
    if not any(ch.isalnum() for ch in text):
        return None
    passed = raw.text[:taken].count("\n")
    column = 1 if passed else raw.span.column
    span = source.find(text, raw.span.line + passed, column)
    return Note(text=text, span=span, lang=raw.lang)

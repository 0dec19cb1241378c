"""The token stream cut into slides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from markdown_it.token import Token

from mdvid.deck.comments import Comment
from mdvid.deck.findings import Findings
from mdvid.deck.lang_blocks import mistyped
from mdvid.deck.markdown import MAX_NESTING
from mdvid.deck.model import Note
from mdvid.deck.notes import is_fit
from mdvid.deck.raw_html import Style
from mdvid.deck.source import Source

_FENCE_END = re.compile(r"[>\s]*(`{3,}|~{3,})\s*\Z")
_SPACED_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{1,200} [^()\n]{1,200}\)")
_DASHES = re.compile(r"-{3}\s*\Z")


@dataclass(slots=True)
class Draft:
    """A slide in the making."""

    line: int
    tokens: list[Token] = field(default_factory=list)
    classes: tuple[str, ...] = ()
    """Further classes, from the way the slide came about."""
    continued: bool = False
    """It goes on where the slide before ended."""
    notes: tuple[Note, ...] = ()
    translations: tuple[Note, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to hear, in whatever language."""
        return bool(self.notes or self.translations)


def split(tokens: list[Token], levels: AbstractSet[int]) -> list[Draft]:
    """Cut at top-level rulers, and before top-level headings of the given levels."""
    drafts = [Draft(line=1)]
    fresh = True
    for token in tokens:
        line = token.map[0] + 1 if token.map else drafts[-1].line
        if token.type == "hr" and token.level == 0:
            drafts.append(Draft(line=line + 1))
            fresh = True
            continue
        heading = token.type == "heading_open" and token.level == 0
        if heading and int(token.tag[1]) in levels and not _is_bare(drafts[-1].tokens):
            drafts.append(Draft(line=line))
        elif fresh and token.map:
            drafts[-1].line = line
        fresh = False
        drafts[-1].tokens.append(token)
    return drafts


def _is_bare(tokens: list[Token]) -> bool:
    return all(token.hidden and not token.content for token in tokens)


def shows_something(draft: Draft) -> bool:
    """Tell whether a slide has anything to see (a style sheet is nothing to see)."""
    return any(token.type not in {"comment", "style", "notes"} for token in draft.tokens)


def comments(tokens: list[Token]) -> Iterator[Comment]:
    """Return the comments among some tokens and within their text, in order."""
    for token in tokens:
        for part in (token, *(token.children or ())):
            if part.type == "comment":
                yield part.meta["comment"]


def styles(tokens: list[Token]) -> Iterator[Style]:
    """Return the style sheets among some tokens, in order."""
    return (token.meta["style"] for token in tokens if token.type == "style")


def take_footnotes(tokens: list[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """Separate the footnotes, which the parser has put at the end, from the rest."""
    index = next(
        (i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens)
    )
    footnotes: dict[int, list[Token]] = {}
    current: list[Token] = []
    for token in tokens[index:]:
        if token.type == "footnote_open":
            current = footnotes.setdefault(token.meta["id"], [])
        elif token.type not in {"footnote_close", "footnote_block_open", "footnote_block_close"}:
            current.append(token)
    return tokens[:index], footnotes


def report_hazards(tokens: list[Token], source: Source, findings: Findings) -> None:
    """Report what swallows slides, or is no slide break though it looks like one."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.level >= MAX_NESTING - 1 and token.nesting == 1:
            findings.error(
                f"lists and quotes are nested deeper than {MAX_NESTING // 2} levels",
                source.span(line),
                hint="flatten them; nobody can read that on a slide",
            )
            return
        if token.type == "fence" and token.map:
            _report_open_fence(token, source, findings)
        elif token.type == "heading_open" and token.markup == "-" and token.map:
            _report_setext(token.map, source, findings)
        elif token.type == "html_block":
            _report_swallowed(token, source, findings)
        elif token.type == "inline" and token.content.startswith(":::"):
            _report_mistyped(token, line, source, findings)
        elif token.type == "inline" and "](" in token.content:
            _report_spaces(token, line, source, findings)


def _report_open_fence(token: Token, source: Source, findings: Findings) -> None:
    assert token.map is not None
    first, end = token.map
    last = source.lines[end - 1]
    match = _FENCE_END.match(last)
    closed = match is not None and match[1].startswith(token.markup) and end - 1 > first
    if not closed and token.level == 0:
        findings.error(
            "this code block is never closed: all that follows would be code",
            source.find(token.markup, first + 1),
            hint=f"put a line {token.markup} after the code",
        )


def _report_setext(lines: list[int], source: Source, findings: Findings) -> None:
    ruler = lines[1] - 1
    text = source.lines[ruler - 1].strip()
    if _DASHES.match(source.lines[ruler].strip()) and len(text) > 3:  # noqa: PLR2004  # as long as the dashes: meant
        findings.warning(
            "this `---` makes the line above it a heading; it is no slide break",
            source.span(ruler + 1, 1, 3),
            hint="put a blank line before it if a new slide was meant, else use `##`",
        )


def _report_swallowed(token: Token, source: Source, findings: Findings) -> None:
    for offset, text in enumerate(token.content.split("\n")):
        if _DASHES.match(text) and "offset" in token.meta:
            start = source.at(token.meta["offset"]).line
            findings.warning(
                "this `---` is within HTML; it is no slide break",
                source.span(start + offset, 1, 3),
                hint="put a blank line before it",
            )


def _report_spaces(token: Token, line: int, source: Source, findings: Findings) -> None:
    for child in token.children or ():
        match = _SPACED_IMAGE.search(child.content) if child.type == "text" else None
        if match:
            findings.warning(
                "this is no image: its address has a space in it",
                source.find(match[0], line),
                hint="write %20 for the space, or use angle brackets: ![](<a b.png>)",
            )


def _report_mistyped(token: Token, line: int, source: Source, findings: Findings) -> None:
    written = token.content.partition("\n")[0]
    if meant := mistyped(written):
        findings.warning(
            "this is no block of notes: it is shown on the slide",
            source.find(written, line),
            hint=f"did you mean `{meant}`?",
        )


def mark_fit(tokens: list[Token]) -> None:
    """Give headings with Marp's `<!-- fit -->` the class `fit`."""
    for index, token in enumerate(tokens):
        if token.type != "inline" or not index or tokens[index - 1].type != "heading_open":
            continue
        children = token.children or ()
        if any(c.type == "comment" and is_fit(c.meta["comment"].text) for c in children):
            tokens[index - 1].attrJoin("class", "fit")
            words = [child for child in children if child.type == "text"]
            if words:
                words[0].content = words[0].content.lstrip()
                words[-1].content = words[-1].content.rstrip()


def without_empty_ends(drafts: list[Draft], source: Source, findings: Findings) -> list[Draft]:
    """Drop a first and a last slide with nothing to see or hear, as a stray ruler makes them."""
    drafts = list(drafts)
    while drafts and not shows_something(drafts[0]) and not drafts[0].says_something:
        empty = drafts.pop(0)
        if drafts:
            # What its comments say holds from the first real slide on.
            drafts[0].tokens[:0] = empty.tokens
            findings.info("the first slide is empty and left out", source.span(empty.line))
    while drafts and not shows_something(drafts[-1]) and not drafts[-1].says_something:
        empty = drafts.pop()
        if drafts:
            drafts[-1].tokens += [token for token in empty.tokens if token.type == "style"]
            findings.info("the last slide is empty and left out", source.span(empty.line))
    for number, draft in enumerate(drafts, 1):
        if not shows_something(draft):
            findings.warning(
                "this slide shows nothing",
                source.span(draft.line),
                hint="remove one of the rulers `---`, or give it a heading",
                slide=number,
            )
    return drafts

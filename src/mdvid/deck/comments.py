"""HTML comments, as tokens of their own: the parser plugin.

Marp's rule: a comment at the beginning of a line is a block and ends a paragraph. Unlike there,
what follows `-->` in the same line is Markdown again. Link-style comments
(`[//]: # (text)`), which Markdown knows as definitions nobody uses, are comments too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from mdvid.deck.findings import Findings
from mdvid.deck.source import Source
from mdvid.diagnostics import Span

_LINK_STYLE = re.compile(
    r"\[(?://|comment|_|#|note|notes)\]:[ \t]*(?:#|<>|<#>)[ \t]+([\"'(])(.*)\Z", re.IGNORECASE
)
_QUOTE_MARK = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_OPEN, _CLOSE = "<!--", "-->"
_CLOSERS = {"(": ")", '"': '"', "'": "'"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands between `<!--` and `-->`, without blank edges and further dashes."""

    text: str
    span: Span
    """Where `text` begins."""


def source_of(env: object) -> Source:
    """Return the text that a parser's environment is about."""
    assert isinstance(env, dict)
    source = env["source"]
    assert isinstance(source, Source)
    return source


def findings_of(env: object) -> Findings:
    """Return the findings of a parser's environment."""
    assert isinstance(env, dict)
    findings = env["findings"]
    assert isinstance(findings, Findings)
    return findings


def inner(markup: str) -> tuple[str, int]:
    """Return the text of `<!-- text -->` and how far within the markup it begins."""
    # `<!-->` and `<!--->` are whole (and empty) comments.
    end = max(len(_OPEN), len(markup) - len(_CLOSE) * markup.endswith(_CLOSE))
    dashed = markup[len(_OPEN) : end].rstrip("-").rstrip()
    text = dashed.lstrip("-").lstrip()
    return text, len(_OPEN) + len(dashed) - len(text)


def comments_plugin(md: MarkdownIt) -> None:
    """Make tokens of type `comment`, with a `Comment` in `meta["comment"]`."""
    md.block.ruler.before(
        "html_block", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    md.block.ruler.before("reference", "link_comment", _link_style, {"alt": []})
    md.inline.ruler.before("html_inline", "comment", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    pos = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("<!--", pos):
        return False
    if silent:
        return True
    line = start
    while True:
        line, pos = _take(state, line, pos, end)
        pos += _blanks(state.src, pos, state.eMarks[line])
        if not state.src.startswith("<!--", pos):
            break
    if pos >= state.eMarks[line]:
        state.line = line + 1
    else:
        _go_on(state, line, pos, end)
    return True


def _take(state: StateBlock, line: int, pos: int, end: int) -> tuple[int, int]:
    """Make a token of the comment at `pos`; return the line and the offset where it ends."""
    limit = state.eMarks[end - 1]
    # `<!-->` is a whole comment (HTML 13.2.5.43), hence the search within the opening.
    close = state.src.find("-->", pos + 2, limit)
    source = source_of(state.env)
    if close < 0:
        findings_of(state.env).error(
            "this comment is never closed: all that follows would vanish",
            source.at(pos, 4),
            hint="write `-->` where it ends",
        )
    stop = close + 3 if close >= 0 else limit
    last = line
    while state.eMarks[last] < stop:
        last += 1
    token = state.push("comment", "", 0)
    token.map = [line, last + 1]
    token.hidden = True
    text, begin = inner(state.src[pos:stop])
    if ">" in state.src[state.src.rfind("\n", 0, pos) + 1 : pos]:
        text = _QUOTE_MARK.sub("", text)
    token.meta["comment"] = Comment(text, source.at(pos + begin, max(1, len(text))))
    return last, stop


def _blanks(text: str, begin: int, end: int) -> int:
    return end - begin - len(text[begin:end].lstrip(" \t"))


def _go_on(state: StateBlock, line: int, pos: int, end: int) -> None:
    """Parse the rest of a line as if it began there."""
    state.bMarks[line] = pos
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent
    state.line = line
    # The tokenizer insists that a rule moves on, so the next block is parsed from here.
    for rule in state.md.block.ruler.getRules(""):
        if rule(state, line, end, False):  # noqa: FBT003
            return


def _link_style(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    pos = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or state.src[pos : pos + 1] != "[":
        return False
    match = _LINK_STYLE.match(state.src[pos : state.eMarks[start]])
    if not match or silent:
        return False
    begin = pos + match.start(2)
    last = start
    while not _line(state, last, begin).endswith(_CLOSERS[match[1]]):
        last += 1
        if last >= end or state.isEmpty(last):
            return False
    text = state.src[begin : state.eMarks[last]].rstrip()[:-1].rstrip()
    token = state.push("comment", "", 0)
    token.map = [start, last + 1]
    token.hidden = True
    token.meta["comment"] = Comment(text, source_of(state.env).at(begin, max(1, len(text))))
    state.line = last + 1
    return True


def _line(state: StateBlock, line: int, begin: int) -> str:
    return state.src[max(begin, state.bMarks[line]) : state.eMarks[line]].rstrip()


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    if not state.src.startswith("<!--", state.pos):
        return False
    if state.html_terminator_last("-->") < state.pos + 2:
        return False
    close = state.src.find("-->", state.pos + 2, state.posMax)
    if close < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos : close + 3]
        token.hidden = True
        token.meta["at"] = (state.pos, close + 3)
    state.pos = close + 3
    return True

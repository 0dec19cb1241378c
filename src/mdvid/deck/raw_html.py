"""Raw HTML blocks taken apart: comments, style sheets, clips, and what may not stay.

A core rule of the parser. Afterwards `html_block` and `html_inline` tokens hold plain markup,
and `comment`, `style` and `clip` tokens stand for the rest, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import html_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mdvid.deck.comments import Comment, findings_of, inner, source_of
from mdvid.deck.findings import Findings
from mdvid.deck.source import Source
from mdvid.diagnostics import Span

_OPEN = re.compile(r"<!--|<(style|script|video|audio|iframe)\b([^<>]*)>", re.IGNORECASE)
_SCOPED = re.compile(r"\bscoped\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b(?:src|data-src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)

_UNSAFE = (
    (
        "script",
        re.compile(r"<script\b", re.IGNORECASE),
        "`<script>` is left out: a video runs no scripts",
    ),
    (
        "handler",
        re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
        "event handlers (`on...=`) are left out: a video runs no scripts",
    ),
    (
        "javascript",
        re.compile(r"javascript\s*:", re.IGNORECASE),
        "`javascript:` addresses are left out",
    ),
    ("meta", re.compile(r"<meta\b", re.IGNORECASE), "`<meta>` is left out"),
    ("base", re.compile(r"<base\b", re.IGNORECASE), "`<base>` is left out"),
    ("link", re.compile(r"<link\b", re.IGNORECASE), "`<link>` is left out"),
    (
        "object",
        re.compile(r"<(?:object|embed|applet)\b", re.IGNORECASE),
        "embedded objects are left out",
    ),
    (
        "form",
        re.compile(r"<(?:form|button|select|textarea)\b", re.IGNORECASE),
        "form controls are left out; their text stays",
    ),
)
_UNSAFE_HINTS = {
    "link": "put the CSS into `<style>` or a theme",
    "script": "mdvid draws ```mermaid fences and $math$ itself",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A `<style>` element."""

    css: str
    scoped: bool
    span: Span


def raw_html_plugin(md: MarkdownIt) -> None:
    """Take raw HTML apart, after all has been parsed."""
    md.block.ruler.at("html_block", _whole_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("inline", "raw_html", _take_apart)


def _whole_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """CommonMark's rule, but that a blank line within a comment does not end the block."""
    if not html_block(state, start, end, silent) or silent:
        return silent and html_block(state, start, end, silent)
    token = state.tokens[-1]
    if token.content.rfind("<!--") > token.content.rfind("-->") and token.map:
        pos = state.src.find("-->", state.bMarks[start])
        while state.line < end and state.bMarks[state.line] <= pos:
            state.line += 1
        token.content = state.getLines(start, state.line, state.blkIndent, True)  # noqa: FBT003
        token.map = [start, state.line]
    return True


def _take_apart(state: StateCore) -> None:
    source, findings = source_of(state.env), findings_of(state.env)
    if not any(t.type == "html_block" for t in state.tokens):
        return
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "html_block":
            tokens.extend(_parts(token, source, findings))
        else:
            tokens.append(token)
    state.tokens = tokens


def _parts(token: Token, source: Source, findings: Findings) -> Iterator[Token]:
    content, line = token.content, (token.map or [0])[0] + 1
    begin = _begin(source, line, content)
    pos = 0
    unclosed: set[str] = set()
    while match := _OPEN.search(content, pos):
        yield from _plain(token, content[pos : match.start()], begin + pos)
        span = source.at(begin + match.start(), match.end() - match.start())
        end, closed = _end(content, match, unclosed)
        if not closed:
            name = match[1] or "!--"
            findings.error(f"this `<{name}>` is never closed", span, hint="close it, or remove it")
        yield _element(token, match, content[match.start() : end], span, findings)
        pos = end
    yield from _plain(token, content[pos:], begin + pos)


def _begin(source: Source, line: int, content: str) -> int:
    """Return the offset of a block's content in the text (within lists it is approximate)."""
    first = content.split("\n", 1)[0]
    start = source.offset(line)
    found = source.text.find(first, start, start + len(source.lines[line - 1]) + 1)
    return max(found, start)


def _end(content: str, match: re.Match[str], unclosed: set[str]) -> tuple[int, bool]:
    """Return where an element ends, and whether it does; `unclosed` saves seeking again."""
    if match[1] is None:
        end = content.find("-->", match.start() + 2)
        return (end + 3, True) if end >= 0 else (len(content), False)
    if match[2].rstrip().endswith("/"):
        return match.end(), True
    name = match[1].lower()
    if name not in unclosed:
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(content, match.end())
        if close:
            return close.end(), True
        unclosed.add(name)
    # Clips may be closed behind a blank line; sheets and scripts have swallowed everything.
    swallowed = name in {"style", "script"}
    return (len(content), False) if swallowed else (match.end(), True)


def _element(
    token: Token, match: re.Match[str], markup: str, span: Span, findings: Findings
) -> Token:
    name = (match[1] or "").lower()
    if not name:
        text, _ = inner(markup)
        made = token.copy(type="comment", content="", hidden=True, meta={})
        made.meta["comment"] = Comment(text, span)
        return made
    body = markup[match.end() - match.start() :]
    if name == "style":
        css = re.sub(r"</style\s*>\Z", "", body, flags=re.IGNORECASE)
        made = token.copy(type="style", content="", hidden=True, meta={})
        made.meta["style"] = Style(css.strip(), bool(_SCOPED.search(match[2])), span)
        return made
    if name == "script":
        report_unsafe(markup, span, findings)
        return token.copy(type="html_block", content="", meta={})
    return clip(token, name, markup, span)


def clip(token: Token, name: str, markup: str, span: Span) -> Token:
    """Return a token for something that moves, or comes from elsewhere."""
    found = _ADDRESS.search(markup)
    address = next((g for g in found.groups() if g), "") if found else ""
    return token.copy(
        type="clip", content="", meta={"address": address, "name": name, "span": span}
    )


def _plain(token: Token, content: str, begin: int) -> Iterator[Token]:
    if content.strip():
        yield token.copy(content=content, meta={"offset": begin})


def report_unsafe(markup: str, span: Span, findings: Findings) -> None:
    """Warn about what the sanitiser will remove, once for each kind."""
    for kind, pattern, message in _UNSAFE:
        if pattern.search(markup):
            hint = _UNSAFE_HINTS.get(kind, "remove it from the deck")
            findings.warn_once(f"unsafe {kind}", message, span, hint=hint)

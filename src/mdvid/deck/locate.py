"""Where inline things stand: the parser knows lines of blocks only, authors need columns."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.token import Token

from mdvid.deck.comments import Comment, findings_of, inner, source_of
from mdvid.deck.findings import Findings
from mdvid.deck.raw_html import clip, report_unsafe
from mdvid.deck.source import Source
from mdvid.diagnostics import Span

_CLIP = re.compile(r"<(video|audio|iframe)\b", re.IGNORECASE)

_Rule = Callable[[StateInline, bool], bool]


def locate_plugin(md: MarkdownIt) -> None:
    """Give images, comments, links and inline HTML a `Span` in `meta["span"]`."""
    md.inline.ruler.at("image", _noting(image))
    md.inline.ruler.at("link", _noting(link))
    md.inline.ruler.at("html_inline", _noting(html_inline))
    md.core.ruler.after("inline", "locate", _locate)


def _noting(rule: _Rule) -> _Rule:
    """Return the rule, which now notes where in the paragraph its token began."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
        at, count = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and not silent:
            # Pending text became a token of its own before the rule's first one.
            for token in state.tokens[count : count + 2]:
                if token.type != "text":
                    token.meta.setdefault("at", (at, state.pos))
                    break
        return matched

    return noting


def _locate(state: StateCore) -> None:
    source, findings = source_of(state.env), findings_of(state.env)
    line = 1
    for token in state.tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type == "inline" and token.children:
            _children(token, line, source, findings)


def _children(token: Token, line: int, source: Source, findings: Findings) -> None:
    content, before, column = token.content, 0, 1
    children = token.children or []
    for index, child in enumerate(children):
        at, end = child.meta.pop("at", (-1, -1))
        if at < before:
            continue
        passed = content.count("\n", before, at)
        line, column, before = line + passed, 1 if passed else column, at
        span = source.find(content[at:end], line, column, within=1)
        column = span.column + 1
        children[index] = _with_place(child, span, findings)


def _with_place(child: Token, span: Span, findings: Findings) -> Token:
    child.meta["span"] = span
    if child.type == "comment":
        text, begin = inner(child.content)
        length = max(1, len(text.split("\n", 1)[0]))
        place = Span(span.path, span.line, span.column + begin, length, span.excerpt)
        child.meta["comment"] = Comment(text, place)
    elif child.type == "html_inline":
        report_unsafe(child.content, span, findings)
        match = _CLIP.match(child.content)
        if match:
            return clip(child, match[1].lower(), child.content, span)
    elif child.type == "link_open":
        report_unsafe(str(child.attrs.get("href", "")), span, findings)
    return child

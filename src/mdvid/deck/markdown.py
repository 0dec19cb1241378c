"""The one Markdown parser: Marp's flavour of CommonMark and GFM."""

from __future__ import annotations

import functools
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.gfm_autolink.index import _protocol_rule

from mdvid.deck.alerts import alerts_plugin
from mdvid.deck.comments import comments_plugin
from mdvid.deck.emoji import emoji_plugin
from mdvid.deck.findings import Findings
from mdvid.deck.locate import locate_plugin
from mdvid.deck.notes_blocks import notes_blocks_plugin
from mdvid.deck.raw_html import raw_html_plugin
from mdvid.deck.render_rules import render_rules_plugin
from mdvid.deck.source import Source

MAX_NESTING = 100
"""Lists and quotes deeper than half of this are an error: the parser would drop them."""

_PROTOCOLS = ("http", "https", "mailto", "xmpp")


@functools.cache
def _parser(*, math: bool) -> MarkdownIt:
    options = {"html": True, "breaks": True, "tasklists": True, "maxNesting": MAX_NESTING}
    md = MarkdownIt("js-default", options)
    md.use(attrs_plugin, after=("image",))
    md.use(footnote_plugin)
    if math:
        md.use(
            dollarmath_plugin,
            allow_labels=False,
            allow_space=False,
            allow_digits=False,
            double_inline=True,
        )
        md.use(amsmath_plugin)
    md.use(gfm_autolink_plugin)
    md.inline.ruler.at("gfm_autolink_protocol", _protocol)
    for plugin in (comments_plugin, notes_blocks_plugin, raw_html_plugin, locate_plugin):
        md.use(plugin)
    md.use(emoji_plugin)
    md.use(alerts_plugin)
    md.use(render_rules_plugin)
    # Addresses stay as written: pictures are looked up by them, the sanitiser judges links.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


def _protocol(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """The plugin's rule, which would search all the text before each colon."""
    return state.pending.endswith(_PROTOCOLS) and _protocol_rule(state, silent)


def parse(text: str, source: Source, findings: Findings, *, math: bool) -> list[Token]:
    """Return the tokens of a whole document."""
    return _parser(math=math).parse(text, {"source": source, "findings": findings})


def parse_inline(text: str, source: Source, findings: Findings, *, math: bool) -> list[Token]:
    """Return the tokens of one line, such as a header."""
    return _parser(math=math).parseInline(text, {"source": source, "findings": findings})


def render(tokens: list[Token], env: MutableMapping[str, Any], *, math: bool) -> str:
    """Return the HTML of some tokens; `env["slide"]` is the slide's context."""
    md = _parser(math=math)
    return str(md.renderer.render(tokens, md.options, env))

"""How single tokens become HTML: the render rules of the parser.

The environment's `slide` is the `SlideContext` of the slide that is being drawn.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mdvid.deck.album import Album
from mdvid.deck.code import highlight, language_of
from mdvid.deck.findings import Findings
from mdvid.deck.model import Prompt
from mdvid.deck.pictures import ImageWords, is_colour, moves, read_words
from mdvid.deck.raw_html import report_unsafe
from mdvid.deck.source import Source
from mdvid.deck.steps import stepped
from mdvid.diagnostics import Span

_IMG = re.compile(r"<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_RATIO = re.compile(r"\d{1,3}(?:\.\d{1,2})?:\d{1,3}(?:\.\d{1,2})?\Z")
_SEED = re.compile(r"\d{1,10}\Z")
_MOTIONS = {"true": "loop", "loop": "loop", "hold": "hold", "false": ""}
_LENGTH = re.compile(r"(?:\d*\.)?\d+(?:%|cm|em|ex|in|mm|pc|pt|px|rem|vw|vh)?\Z")


@dataclass(slots=True)
class SlideContext:
    """What the rules need to know about the slide, and fill."""

    album: Album
    source: Source
    findings: Findings
    span: Span
    """Of the slide, where nothing better is known."""
    breaks: bool = True
    """Whether a soft line break is a line break (Marp) or a space."""
    footnotes: list[int] = field(default_factory=list)
    """Of the deck, in the order of their numbers on the slide."""


_Rule = Callable[[Any, Sequence[Token], int, Any, Any], str]


def _context(env: Any) -> SlideContext:
    context = env["slide"]
    assert isinstance(context, SlideContext)
    return context


def _image(_md: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token, context = tokens[index], _context(env)
    address, span = str(token.attrs.get("src", "")), token.meta.get("span", context.span)
    kind = moves(address)
    if kind:
        return _placeholder(kind, address, span, context)
    words = read_words(token.content)
    if not address:
        context.findings.warning(
            "this image has no address", span, hint="write the file's name into the brackets"
        )
        return ""
    prompt = _prompt(token, words, span, context) if address.startswith("gen:") else None
    for word, hint in words.slips:
        context.findings.warning(
            f"`{word}` is no word for a background: it is taken for alt text",
            span,
            hint=hint
            or "the words there are: `left`, `right:40%`, `fit`, `w:300`, `blur:2px`, ...",
        )
    if words.background:
        if is_colour(address):
            context.album.colour(replace(words.background, color=address), span)
        else:
            context.album.background(address, words, span, prompt)
        return ""
    name = context.album.inline(address, words.shows, span, prompt)
    style = ";".join(part for part in (words.style, _size(token.attrs, prompt)) if part)
    classes = str(token.attrs.get("class", ""))
    return (
        f'<img src="{name}" alt="{html.escape(words.alt)}"'
        + (f' style="{html.escape(style)}"' if style else "")
        + (f' class="{html.escape(classes)}"' if classes else "")
        + ">"
    )


def _size(attributes: Mapping[str, object], prompt: Prompt | None) -> str:
    parts = [f"{k}:{v}" for k, v in attributes.items() if k in {"width", "height"}]
    checked = [part for part in parts if _LENGTH.match(part.partition(":")[2])]
    # Within the braces of a generated picture, `style` is for the illustrator.
    own = "" if prompt else str(attributes.get("style", ""))
    return ";".join([_with_unit(part) for part in checked] + ([own] if own else []))


def _with_unit(part: str) -> str:
    return f"{part}px" if part[-1].isdigit() else part


def _prompt(token: Token, words: ImageWords, span: Span, context: SlideContext) -> Prompt:
    seed, ratio = str(token.attrs.get("seed", "")), str(token.attrs.get("ratio", ""))
    if not words.alt:
        context.findings.error(
            "what should this picture show?", span, hint="![a lighthouse at dusk](gen:)"
        )
    if seed and not _SEED.match(seed):
        context.findings.error(
            f"`{seed}` is no seed", span, hint="expected a whole number such as `7`"
        )
    if ratio and not _RATIO.match(ratio):
        context.findings.error(f"`{ratio}` is no ratio", span, hint="expected `W:H` such as `16:9`")
    motion = str(token.attrs.get("motion", ""))
    if motion and motion not in _MOTIONS:
        context.findings.error(
            f"`{motion}` is no motion", span, hint="expected `loop`, `hold`, `true` or `false`"
        )
    return Prompt(
        text=words.alt,
        seed=int(seed) if _SEED.match(seed) else None,
        ratio=ratio,
        style=str(token.attrs.get("style", "")),
        motion=_MOTIONS.get(motion),
    )


def _placeholder(kind: str, address: str, span: Span, context: SlideContext) -> str:
    what = {"iframe": "a web page", "audio": "a sound"}.get(kind, "a video")
    context.findings.warn_once(
        f"clip {kind}",
        f"{what} within a slide is shown as a placeholder",
        span,
        hint="put a picture of it here"
        if kind != "audio"
        else "remove it; speech comes from notes",
    )
    if kind == "audio":
        return ""
    name = address if kind == "iframe" else PurePosixPath(address.split("?", 1)[0]).name
    return f'<span class="placeholder {kind}">{html.escape(name[:80])}</span>'


def _clip(_md: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    meta = tokens[index].meta
    return _placeholder(meta["name"], html.unescape(meta["address"]), meta["span"], _context(env))


def _raw(_md: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token, context = tokens[index], _context(env)
    offset, source = token.meta.get("offset"), context.source

    def image(match: re.Match[str]) -> str:
        span = token.meta.get("span", context.span)
        if offset is not None:
            span = source.at(offset + match.start(), match.end() - match.start())
        attributes = {
            m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "")
            for m in _ATTRIBUTE.finditer(match[1])
        }
        address = attributes.pop("src", "").strip()
        if not address:
            return ""
        name = context.album.inline(address, attributes.get("alt", ""), span)
        rest = " ".join(f'{k}="{html.escape(v)}"' for k, v in attributes.items())
        return f'<img src="{name}" {rest}>'

    if offset is not None:
        _report(token.content, offset, context)
    return _IMG.sub(image, token.content)


def _report(content: str, offset: int, context: SlideContext) -> None:
    for match in re.finditer(r"<[a-z][^<>]*>", content, re.IGNORECASE):
        report_unsafe(match[0], context.source.at(offset + match.start(), 1), context.findings)


def _fence(_md: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    language = language_of(token.info)
    if language == "mermaid":
        return f'<pre class="mermaid">{html.escape(token.content, quote=False)}</pre>\n'
    return highlight(token.content, language, token.meta.get("lines"))


def _math(tag: str, kind: str) -> _Rule:
    def rule(_md: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        tex = html.escape(tokens[index].content.strip(), quote=False)
        return f'<{tag} class="math {kind}">{tex}</{tag}>'

    return rule


def _softbreak(_md: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    # A line of nothing but comments or backgrounds leaves no gap.
    begins = index
    while begins and _is_unseen(tokens[begins - 1]):
        begins -= 1
    ends = index + 1
    while ends < len(tokens) and _is_unseen(tokens[ends]):
        ends += 1
    edge = begins == 0 or ends == len(tokens)
    bare = begins < index and tokens[begins - 1].type == "softbreak"
    return "<br>\n" if _context(env).breaks and not edge and not bare else "\n"


def _is_unseen(token: Token) -> bool:
    if token.type == "image":
        return "bg" in token.content.split()
    return token.type == "comment" or (token.type == "text" and not token.content.strip())


def _footnote(_md: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    context, number = _context(env), tokens[index].meta["id"]
    if number not in context.footnotes:
        context.footnotes.append(number)
    return f'<sup class="footnote-ref">{context.footnotes.index(number) + 1}</sup>'


def _nothing(_md: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return ""


_RULES: Mapping[str, _Rule] = {
    "image": _image,
    "clip": _clip,
    "html_block": _raw,
    "html_inline": _raw,
    "fence": _fence,
    "code_block": _fence,
    "math_inline": _math("span", "inline"),
    "math_inline_double": _math("div", "block"),
    "math_block": _math("div", "block"),
    "amsmath": _math("div", "block"),
    "softbreak": _softbreak,
    "footnote_ref": _footnote,
    "footnote_anchor": _nothing,
    "comment": _nothing,
    "style": _nothing,
    "notes": _nothing,
}


def render_rules_plugin(md: MarkdownIt) -> None:
    """Let the parser's renderer draw mdvid's slides."""
    for name, rule in _RULES.items():
        md.add_render_rule(name, stepped(rule))

"""Steps: what on a slide is seen later than the rest.

Items of Marp's fragmented lists (`*` and `1)`) come one by one. Pandoc's pause, a paragraph
`. . .`, and `<!-- step -->` hold back all that follows on the slide. Code with `{1|3-5|all}` shows
some of its lines at a time. An element with `data-step="n"` is hidden until step n; it keeps its
place, so that nothing moves when it comes. In HTML, `data-step="+"` is the step after the last one
so far, and `+0` that one; `<!-- step: + -->` says the same of one block or item alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.token import Token

from mdvid.deck.comments import Comment
from mdvid.deck.findings import Findings
from mdvid.deck.source import Source
from mdvid.diagnostics import Span

MOST = 100
"""Steps of one slide."""

_HIDDEN = "data-step"
_PAUSE = ". . ."
_FRAGMENTED = frozenset({"*", ")"})
"""What begins the items of a list that come one by one, in bulleted and in ordered lists."""
_UNSEEN = frozenset({"comment", "style", "notes", "softbreak", "hardbreak"})
_TAG = r"<([A-Za-z][\w-]*)(?=[\s/>])(?![^<>]*\sdata-step=)"
_NUMBER = r'\sdata-step="(\d{1,3})"'
_RELATIVE = r"\sdata-step=([\"']?)\+(\d{0,2})\1(?=[\s/>])"
_NAME = r"[^\W\d][\w.-]{0,60}"
_COMMENT = rf"step(?:\s*:\s*(?:(\d{{1,3}})|\+(\d{{0,2}})|({_NAME})))?\Z"
_LINES = r'\sdata-lines-from="(\d+)" data-lines-steps="(\d+)"'
"""Compiled where they are needed: most decks have no steps."""


def is_step(comment: Comment) -> bool:
    """Tell whether a comment is `step`, `step: +` or `step: name`."""
    text = comment.text.strip().lower()
    return text.startswith("step") and bool(re.match(_COMMENT, text))


def with_steps(tokens: Sequence[Token], source: Source, findings: Findings) -> list[Token]:
    """Return the tokens of one slide with `data-step` where they say that something comes later."""
    return _Walker(source, findings).walked(tokens)


def named_steps(tokens: Sequence[Token], findings: Findings) -> dict[int, str]:
    """Return the names of a slide's steps, in lower case, by number; `with_steps` was here."""
    names: dict[int, str] = {}
    parts = (part for token in tokens for part in (token, *(token.children or ())))
    for part in parts:
        name, number = part.meta.get("step", ("", 0))
        if name in names.values():
            findings.warning(
                f"this slide has two steps `{name}`",
                part.meta["comment"].span,
                hint="a bookmark goes to the first of them: give the other another name",
            )
        elif name:
            names[number] = name
    return names


def count_steps(body: str, span: Span, findings: Findings) -> int:
    """Return how many steps a slide's HTML has; at least 1."""
    if "data-" not in body:
        return 1
    numbers = [int(match[1]) for match in re.finditer(_NUMBER, body)]
    numbers += [int(match[1]) + int(match[2]) - 1 for match in re.finditer(_LINES, body)]
    count = max(numbers, default=1)
    if count > MOST:
        findings.error(
            f"this slide has {count} steps; one slide may have {MOST}",
            span,
            hint="divide it with lines `---`, or begin its lists with `-`",
        )
    return max(1, min(count, MOST))


Rule = Callable[[Any, Sequence[Token], int, Any, Any], str]


def stepped(rule: Rule) -> Rule:
    """Return a render rule whose HTML also says when it is seen."""

    def render(md: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        made = rule(md, tokens, index, options, env)
        token = tokens[index]
        step = token.attrs.get(_HIDDEN)
        if step is None:
            return made
        # Raw HTML may have several elements side by side, and end somewhere within them.
        count = 0 if token.type.startswith("html") else 1
        return re.sub(_TAG, rf'<\1 {_HIDDEN}="{step}"', made, count=count)

    return render


class _Walker:
    """Goes through the tokens of a slide, and counts."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self._source = source
        self._findings = findings
        self._last = 1
        """The last step so far."""
        self._from = 1
        """The step at which what follows is seen."""
        self._once = 0
        """The step at which the next block is seen, if it is another than what follows it."""
        self._seen = [1]
        """The steps at which the elements are seen that are open here."""

    def walked(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        skipped = 0
        for index, token in enumerate(tokens):
            if skipped:
                skipped -= 1
            elif _is_pause(tokens[index : index + 3]):
                self._hold_back()
                skipped = 2
            else:
                self._visit(token, tokens[index + 1 : index + 2])
                kept.append(token)
        return kept

    def _visit(self, token: Token, following: Sequence[Token]) -> None:
        if _is_step_comment(token):
            # One at the beginning of a list's item was counted with the item.
            if not token.meta.get("counted"):
                self._once = self._comes(token)
        elif token.nesting == 1:
            self._open(token, following)
        elif token.nesting == -1:
            self._seen.pop()
        elif token.type == "inline":
            token.children = self._inline(token.children or [])
        elif token.type not in _UNSEEN:
            if token.type.startswith("html"):
                token.content = re.sub(_RELATIVE, self._numbered, token.content)
            self._mark(token, self._take_once())
            if token.type == "fence" and ("{" in token.info or "[" in token.info):
                self._read_lines(token)

    def _hold_back(self) -> None:
        self._last += 1
        self._from = self._last

    def _comes(self, token: Token) -> int:
        """Return when the one thing behind a comment comes; 0 if it holds back all that follows."""
        match = re.match(_COMMENT, token.meta["comment"].text.strip().lower())
        if match and match[1]:
            return int(match[1])
        if match and match[2] is not None:
            return self._later(match[2])
        self._hold_back()
        if match and match[3]:
            token.meta["step"] = (match[3], self._last)
        return 0

    def _later(self, steps: str) -> int:
        """Count some steps, one where none are said, and return the last one."""
        self._last += int(steps or 1)
        return self._last

    def _numbered(self, match: re.Match[str]) -> str:
        return f' {_HIDDEN}="{self._later(match[2])}"'

    def _take_once(self) -> int:
        step, self._once = max(self._once, self._from), 0
        return step

    def _open(self, token: Token, following: Sequence[Token]) -> None:
        step = self._from if token.hidden else self._take_once()
        if token.type == "list_item_open":
            if following and _is_step_comment(following[0]):
                following[0].meta["counted"] = True
                step = self._comes(following[0]) or self._from
            elif token.markup in _FRAGMENTED:
                self._last += 1
                step = self._last
        if token.hidden:  # a paragraph without an element: its text is marked
            step = self._seen[-1]
        self._mark(token, step)
        self._seen.append(max(step, self._seen[-1]))

    def _mark(self, token: Token, step: int) -> None:
        if step > self._seen[-1]:
            token.attrSet(_HIDDEN, str(step))

    def _inline(self, children: list[Token]) -> list[Token]:
        made: list[Token] = []
        for child in children:
            if child.nesting or child.type in _UNSEEN or child.type == "html_inline":
                self._visit(child, ())
                if child.type == "html_inline":
                    self._mark(child, self._from)
                made.append(child)
            elif self._from > self._seen[-1] and _is_seen(child):
                attributes: dict[str, str | int | float] = {_HIDDEN: str(self._from)}
                made += [
                    Token("step_open", "span", 1, attrs=attributes),
                    child,
                    Token("step_close", "span", -1),
                ]
            else:
                made.append(child)
        return made

    def _read_lines(self, token: Token) -> None:
        from mdvid.deck.code_lines import read_code_lines  # few blocks say anything

        lines = read_code_lines(token.info, token.content, first=self._last)
        if lines is None:
            return
        token.meta["lines"] = lines
        self._last += lines.steps - 1
        if lines.problem and token.map:
            self._findings.warning(
                lines.problem,
                self._source.find(lines.written, token.map[0] + 1),
                hint="write lines and ranges, with `|` between the steps: `{1|3-5|all}`",
            )


def _is_pause(tokens: Sequence[Token]) -> bool:
    return (
        len(tokens) > 1
        and tokens[0].type == "paragraph_open"
        and tokens[1].content.strip() == _PAUSE
    )


def _is_step_comment(token: Token) -> bool:
    return token.type == "comment" and is_step(token.meta["comment"])


def _is_seen(token: Token) -> bool:
    if token.type == "image":
        return "bg" not in token.content.split()
    return token.type != "text" or bool(token.content.strip())

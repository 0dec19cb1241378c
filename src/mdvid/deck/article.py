"""Articles: a document without slide marks becomes slides that are well filled and fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from mdvid.deck.article_pieces import Block, fitting
from mdvid.deck.article_room import GAP, heading_room, room
from mdvid.deck.article_shares import shared_out, shows
from mdvid.deck.model import Capacity
from mdvid.deck.narrate import blocks, inline_text
from mdvid.deck.slides import Draft

_LEAD_LEVEL = 7
_SUBTITLE = 140
_LONGEST_LEAD = 120
_SUBHEADING = 1.9
"""Lines that a heading within a slide takes."""


@dataclass(slots=True)
class Section:
    """A heading and what stands under it."""

    level: int
    """1 to 6; 7 is a bold lead-in; 0 is what comes before the first."""
    heading: Token | None = None
    """The inline token with the heading's words."""
    line: int = 1
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stands on an article's first slide."""

    title: str
    byline: str = ""
    """Author and date."""
    line: int = 1
    """Where the title is."""


def article_drafts(tokens: list[Token], front: Front, capacity: Capacity) -> list[Draft]:
    """Return slides: the title, then each section on as many slides as it needs."""
    sections = list(_sections(tokens))
    drafts = _title_slide(sections, front)
    for group in _merged(sections, capacity):
        if drafts and group[0].level == 0 and not any(map(shows, group[0].blocks)):
            # Comments before the first section belong to the title.
            drafts[-1].tokens.extend(token for block in group[0].blocks for token in block)
            continue
        drafts.extend(_filled(group, capacity))
    return drafts


def _sections(tokens: list[Token]) -> Iterator[Section]:
    found = list(blocks(tokens))
    levels = [_level(block) for block in found if block[0].type == "heading_open"]
    # One heading of the highest level is the document's title, no division of it.
    divided = len(levels) > 1
    current = Section(level=0)
    for block in found:
        line = next((t.map[0] + 1 for t in block if t.map), current.line)
        section = _opening(block, line, leads=not divided)
        if section is None:
            current.blocks.append(block)
            continue
        if current.heading or current.blocks:
            yield current
        current = section
    yield current


def _level(block: Block) -> int:
    return int(block[0].tag[1])


def _opening(block: Block, line: int, *, leads: bool) -> Section | None:
    """Return the section that a block begins, if it does."""
    if block[0].type == "heading_open":
        return Section(level=_level(block), heading=block[1], line=line)
    if not leads or block[0].type != "paragraph_open":
        return None
    split = _lead(block[1].children or [])
    if split is None:
        return None
    lead, rest = split
    heading = block[1].copy(children=lead, content=inline_text(lead))
    section = Section(level=_LEAD_LEVEL, heading=heading, line=line)
    if rest:
        body = block[1].copy(children=rest, content=inline_text(rest))
        section.blocks.append([block[0], body, block[-1]])
    return section


def _lead(children: list[Token]) -> tuple[list[Token], list[Token]] | None:
    """Return the bold words that a paragraph begins with, and what follows them."""
    children = [c for c in children if c.type != "text" or c.content]
    if not children or children[0].type != "strong_open":
        return None
    end = next((i for i, c in enumerate(children) if c.type == "strong_close"), 0)
    lead, rest = children[1:end], children[end + 1 :]
    text = inline_text(lead)
    if not text or len(text) > _LONGEST_LEAD:
        return None
    alone = not rest or rest[0].type in {"softbreak", "hardbreak"}
    marked = text[-1] in ".:：。" or (rest and rest[0].content.lstrip()[:1] in {":", "："})
    if not alone and not marked:
        return None
    if rest and rest[0].type in {"softbreak", "hardbreak"}:
        rest = rest[1:]
    return _without_end(lead, ".:：。"), _without_start(rest)


def _without_end(children: list[Token], marks: str) -> list[Token]:
    last = children[-1]
    if last.type != "text":
        return children
    return [*children[:-1], last.copy(content=last.content.rstrip(marks + " "))]


def _without_start(children: list[Token]) -> list[Token]:
    if not children or children[0].type != "text":
        return children
    first = children[0].copy(content=children[0].content.lstrip(" :："))
    return [first, *children[1:]] if first.content else children[1:]


def _title_slide(sections: list[Section], front: Front) -> list[Draft]:
    """Return the first slide, and take what it shows out of the sections."""
    first = sections[0]
    before_title = first.level == 0 and not any(shows(b) for b in first.blocks)
    if before_title and len(sections) > 1 and sections[1].level == 1:
        sections[1].blocks[:0] = first.blocks
        sections.pop(0)
        first = sections[0]
    own = inline_text(first.heading.children or []) if first.heading and first.level == 1 else ""
    title = front.title or own
    if not title:
        return []
    tokens = _heading(_words(title), "h1")
    same = not front.title or own.casefold() == front.title.casefold()
    if own and same and first.heading:
        tokens = _heading(first.heading, "h1")
    if own and same:
        tokens += _subtitle(first)
        first.level = 0
    if front.byline:
        tokens += [
            Token("paragraph_open", "p", 1, attrs={"class": "byline"}),
            _words(front.byline),
            Token("paragraph_close", "p", -1),
        ]
    if first.level == 0 and first.heading is None:
        # The introduction goes on under the title.
        first.heading = _words(title)
    return [
        Draft(line=first.line if own and same else front.line, tokens=tokens, classes=("title",))
    ]


def _subtitle(section: Section) -> Block:
    """Take a short first paragraph out of the section under the title."""
    shown = [block for block in section.blocks if shows(block)]
    if shown and shown[0][0].type == "paragraph_open":
        text = inline_text(shown[0][1].children or [])
        if 0 < len(text) <= _SUBTITLE:
            section.blocks.remove(shown[0])
            return shown[0]
    return []


def _words(text: str) -> Token:
    return Token("inline", "", 0, content=text, children=[Token("text", "", 0, content=text)])


def _heading(inline: Token, tag: str) -> list[Token]:
    return [Token("heading_open", tag, 1), inline, Token("heading_close", tag, -1)]


def _merged(sections: list[Section], capacity: Capacity) -> Iterator[list[Section]]:
    """Put subsections onto the slide of their section where all of them fit."""
    group: list[Section] = []
    for section in sections:
        below = bool(group) and section.level > group[0].level > 0
        if below and _height([*group, section], capacity) <= capacity.lines:
            group.append(section)
            continue
        if group:
            yield group
        group = [section]
    if group:
        yield group


def _height(group: list[Section], capacity: Capacity) -> float:
    heading = group[0].heading
    height = heading_room(inline_text(heading.children or []), capacity) if heading else 0.0
    height += _SUBHEADING * (len(group) - 1)
    return height + sum(
        room(block, capacity) + GAP for section in group for block in section.blocks if shows(block)
    )


def _filled(group: list[Section], capacity: Capacity) -> Iterator[Draft]:
    """Return the slides of a section, none of them fuller than the capacity."""
    first = group[0]
    heading: Block = []
    limit = float(capacity.lines)
    if first.heading:
        heading = _heading(first.heading, "h2")
        limit -= heading_room(inline_text(first.heading.children or []), capacity)
        limit = max(2.0, limit)
    pieces: list[Block] = []
    for section in group:
        if section is not first and section.heading:
            pieces.append(_heading(section.heading, "h3"))
        for block in section.blocks:
            pieces.extend(fitting(block, capacity, limit))
    # The title slide has said the heading of an introduction.
    continued = first.level == 0 and bool(heading)
    if not any(shows(piece) for piece in pieces):
        if first.level > 0:
            tokens = [*heading, *(token for piece in pieces for token in piece)]
            yield Draft(line=first.line, tokens=tokens, classes=("section",))
        return
    for shares in shared_out(pieces, capacity, limit):
        tokens = [token for piece in shares for token in piece]
        line = next((t.map[0] + 1 for t in tokens if t.map), first.line)
        yield Draft(
            line=line if continued else first.line, tokens=[*heading, *tokens], continued=continued
        )
        continued = True

"""A deck, as read from Markdown: what the author wrote, in our nouns.

Everything here is plain and frozen. Lengths such as `width` stay CSS text, because only a
browser can resolve them; times are integer milliseconds.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from mdvid.diagnostics import Span


class Dialect(enum.Enum):
    """Whose conventions a deck follows."""

    MARP = "marp"
    ARTICLE = "article"
    REVEAL = "reveal"
    REMARK = "remark"
    PANDOC = "pandoc"
    QUARTO = "quarto"
    DECKSET = "deckset"
    SLIDEV = "slidev"
    NARAKEET = "narakeet"


class Narration(enum.Enum):
    """Where the spoken text comes from."""

    NOTES = "notes"
    BODY = "body"


class Paginate(enum.Enum):
    """Marp's four values of `paginate`."""

    TRUE = "true"
    """Show the number, and count."""
    FALSE = "false"
    """Hide the number, and count."""
    HOLD = "hold"
    """Show the number of the slide before, and do not count."""
    SKIP = "skip"
    """Hide the number, and do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directives:
    """What holds for one slide, after local directives were carried on."""

    classes: tuple[str, ...] = ()
    paginate: Paginate = Paginate.FALSE
    header: str = ""
    """HTML, rendered from inline Markdown."""
    footer: str = ""
    """HTML, rendered from inline Markdown."""
    color: str = ""
    background_color: str = ""
    background_image: str = ""
    """CSS value; `url()` in it names pictures as `Slide.body` does."""
    background_position: str = ""
    background_repeat: str = ""
    background_size: str = ""
    lang: str = ""
    """BCP 47 tag; empty means the deck's."""


class PictureRole(enum.Enum):
    """Where a picture stands."""

    INLINE = "inline"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A picture asked for in words: `![a lighthouse](gen:){seed=7}`."""

    text: str
    seed: int | None = None
    """None means: from the text, so that moving the slide changes nothing."""
    ratio: str = ""
    """`W:H`; empty means: that of the place on the slide."""
    style: str = ""
    motion: str | None = None
    """`loop`, `hold`, or empty for a picture that stays still; None means: as the deck says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """How a background picture lies: Marp's `![bg right:40% fit blur:2px]`."""

    side: str = ""
    """`left`, `right`, or empty for the whole slide."""
    split: str = "50%"
    """Width of the side."""
    size: str = "cover"
    """CSS `background-size`."""
    position: str = ""
    """CSS `background-position`; empty means the middle."""
    filters: str = ""
    """CSS `filter`."""
    vertical: bool = False
    """Several backgrounds of a slide are stacked instead of set side by side."""
    color: str = ""
    """A colour instead of a picture: `![bg](#123456)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture of a slide, local, from the web, in the document itself, or to be made."""

    name: str
    """Its URL in `Slide.body`, unique in the deck: `picture/3-1`. The same source twice on one
    slide is one picture."""
    source: str
    """As written, URL-decoded: a path relative to the deck, `http(s):`, `data:`; empty if made."""
    alt: str = ""
    """What the author says it shows, without Marp's keywords."""
    role: PictureRole = PictureRole.INLINE
    prompt: Prompt | None = None
    background: Background | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One stretch of text that is meant to be heard."""

    text: str
    """Markdown with stage directions, as written, without a `Speaker notes:` prefix."""
    span: Span
    """Where `text` begins."""
    lang: str = ""
    """BCP 47 tag of a `:::lang` block; empty means the slide's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of a slide; every slide has at least one. Each is one picture."""

    number: int
    """Counted from 1. Elements with `data-step="n"` are hidden until step n."""
    name: str = ""
    """By which a bookmark in the notes calls it, in lower case; empty if it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide, in source order."""

    number: int
    """Counted from 1."""
    id: str
    """Unique in the deck, made from the first heading or words; stable when slides move."""
    title: str
    """Plain text of the first heading, else what `_title` says; may be empty."""
    body: str
    """Safe HTML. Pictures are `<img src="picture/3-1">`, math is
    `<span class="math inline">` or `<div class="math block">` around TeX text, diagrams are
    `<pre class="mermaid">`, code is highlighted with Pygments' class names under
    `<pre class="highlight">`, `<!-- fit -->` headings have the class `fit`."""
    text: str
    """What a viewer reads on it, as plain text: for the reading time and the transcript."""
    notes: tuple[Note, ...] = ()
    """What is spoken, from notes or (in an article) from the body."""
    translations: tuple[Note, ...] = ()
    """What is spoken in a language instead of them: the `:::lang` blocks."""
    pictures: tuple[Picture, ...] = ()
    steps: tuple[Step, ...] = (Step(number=1),)
    styles: tuple[str, ...] = ()
    """CSS of `<style scoped>`, for this slide only."""
    directives: Directives = Directives()
    page: int = 0
    """The number that pagination shows; 0 where it shows none."""
    hold: int | None = None
    """Milliseconds it is held at least (`hold:`); None means automatic."""
    continued: bool = False
    """It goes on where the slide before ended, under the same heading: no chapter of its own."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Slides, and what the front matter says about all of them."""

    path: str
    title: str
    """From `title:`, else the first heading, else the file's name."""
    lang: str
    dialect: Dialect
    narration: Narration
    slides: tuple[Slide, ...]
    pages: int
    """The total that pagination shows."""
    style: str = ""
    """CSS of `style:` and of unscoped `<style>`, in order."""
    pictures: tuple[Picture, ...] = ()
    """The pictures that `style` shows: `url(picture/0-1)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One top-level key of the front matter."""

    value: object
    """Strings, integers, floats, booleans, None, lists and mappings of them."""
    key_span: Span
    span: Span
    """Of the value."""
    inner: Mapping[str, Span] = field(default_factory=dict)
    """Where the keys of its value are, if that is a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The YAML at the top, and where the Markdown begins."""

    settings: Mapping[str, Setting]
    body_line: int = 1
    """Line on which the Markdown begins, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much text fits a slide of the theme at its normal type size; for article mode."""

    lines: int = 9
    """Lines of body text under a heading."""
    columns: int = 60
    """Average characters in a line of body text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """A file that a deck includes, as it was found."""

    path: str
    """As messages name it."""
    text: str = ""
    problem: str = ""
    """Why there is no text; empty if there is."""
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckOptions:
    """What a parser must be told and cannot read from the body."""

    lang: str = "en"
    title: str = ""
    dialect: Dialect | None = None
    """None means: decide by evidence."""
    narration: Narration | None = None
    """None means: body in an article without notes, else notes."""
    all_notes: bool = False
    """`notes: all`: speak every comment that is no directive."""
    capacity: Capacity = Capacity()
    includes: Mapping[str, Included] = field(default_factory=dict)
    """Included files, by their path seen from the deck's folder; others are left out."""

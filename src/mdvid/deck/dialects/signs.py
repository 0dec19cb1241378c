"""What only the decks of one tool have, or of a few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdvid.deck.dialect import SLIDEV_KEYS
from mdvid.deck.model import Dialect


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that decks of a dialect have."""

    dialect: Dialect
    weight: int
    what: str
    needles: tuple[str, ...]
    """The text has one of them, else there is no need to look."""
    pattern: str
    """Of the whole text without its code; `^` and `$` are those of a line."""
    shared: bool = False
    """Whatever the dialect, it is read."""
    fences: bool = False
    """It is in the first line of a block of code."""
    also: Dialect | None = None
    """Another dialect that has the same."""


_YAML = r"(?:[\w$-]+:[^\n]*\n|(?:[ #]|- )[^\n]*\n)*"
"""Lines of front matter."""
_DIV = r"^:{3,}[ \t]*(?:\{[^{}\n]*)?\.?"

SIGNS = (
    Sign(
        Dialect.MARP,
        3,
        "directives of Marp",
        ("<!--",),
        r"^<!--\s*_?(?:class|paginate|backgroundColor|backgroundImage|color|header|footer"
        r"|headingDivider)\s*:",
    ),
    Sign(Dialect.MARP, 3, "background pictures of Marp", ("![bg",), r"!\[bg\b"),
    Sign(
        Dialect.REVEAL,
        3,
        "`.slide:` and `.element:` comments",
        (".slide:", ".element:"),
        r"<!--\s*\.(?:slide|element):",
    ),
    Sign(Dialect.REVEAL, 2, '`<aside class="notes">`', ("<aside",), r"^\s*<aside class=[\"']notes"),
    Sign(Dialect.REVEAL, 1, "vertical slides", ("\n----",), r"^----[ \t]*$", shared=True),
    Sign(Dialect.REVEAL, 1, "`Note:`", ("\nNote", "\nnote"), r"^[Nn]otes?:", shared=True),
    Sign(Dialect.REMARK, 2, "`???` before the notes", ("???",), r"^\?\?\?[ \t]*$", shared=True),
    Sign(Dialect.REMARK, 2, "`--` between the parts of a slide", ("\n--",), r"^\n--[ \t]*\n"),
    Sign(
        Dialect.REMARK,
        2,
        "properties at the top of slides",
        ("class:", "name:", "template:", "background-image:", "layout:"),
        r"(?:\A|^---[ \t]*\n)\s*(?:(?:class|name|template|background-image|count|exclude)[ \t]*:"
        r"|layout:[ \t]*(?:true|false))[^\n]*\n(?:[\w-]+:[^\n]*\n)*(?![\w-]+:|---)",
        also=Dialect.SLIDEV,
    ),
    Sign(Dialect.REMARK, 2, "`.class[...]`", ("[",), r"^\.[a-z][\w.-]*\["),
    Sign(Dialect.PANDOC, 3, "pauses `. . .`", (". . .",), r"^\. \. \.[ \t]*$", shared=True),
    Sign(Dialect.PANDOC, 2, "`::: notes`", (":::",), rf"{_DIV}notes?\b", shared=True),
    Sign(
        Dialect.PANDOC,
        3,
        "fenced divs",
        (":::",),
        rf"{_DIV}(?:columns?|incremental|nonincremental|fragment|incremental)\b",
    ),
    Sign(Dialect.QUARTO, 3, "callouts of Quarto", ("callout-",), rf"{_DIV}callout-"),
    Sign(Dialect.QUARTO, 3, "shortcodes of Quarto", ("{{<",), r"^\{\{< "),
    Sign(Dialect.DECKSET, 2, "notes after `^`", ("\n^",), r"^\^ ?[^\s^]", shared=True),
    Sign(Dialect.DECKSET, 3, "commands such as `[.footer: ]`", ("[.",), r"^\[\.[a-z-]+(?:: .*)?\]"),
    Sign(Dialect.DECKSET, 3, "headings with `[fit]`", ("[fit]",), r"^#{1,6} *\[fit\]"),
    Sign(
        Dialect.DECKSET,
        3,
        "settings in its first lines",
        ("slidenumbers:", "build-lists:", "autoscale:", "slide-dividers:"),
        r"\A\s*(?:[a-z-]+:[^\n]*\n)*(?:slidenumbers|build-lists|autoscale|slide-dividers):",
    ),
    Sign(
        Dialect.DECKSET,
        1,
        "pictures at one side",
        ("![left", "![right", "![inline", "![fit"),
        r"^!\[(?:left|right|inline|fit)\b[^\]]*\]\(",
        also=Dialect.NARAKEET,
    ),
    Sign(
        Dialect.PANDOC,
        1,
        "attributes of headings",
        ("{.", "{#", "{background", "{visibility"),
        r"^#{1,6} .*\{(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}[ \t]*$",
        also=Dialect.SLIDEV,
    ),
    Sign(
        Dialect.NARAKEET,
        3,
        "stage directions of Narakeet",
        (
            "(voice-",
            "(duration:",
            "(transition:",
            "(canvas:",
            "(callout:",
            "(font-size:",
            "(video:",
        ),
        r"^\((?:(?:voice-(?:speed|volume|pitch|emphasis)|transition|canvas|callout|font-size)"
        r"[ \t]*:|duration[ \t]*:[ \t]*[\d.]+[ \t]*s?\)|video[ \t]*:[ \t]*(?:$|[^\s()]+\.\w+))",
    ),
    Sign(
        Dialect.NARAKEET,
        2,
        "pictures that pan and zoom, or clips in step with the voice",
        ("pan", "zoom", "match", "loop", "trim", "freeze"),
        r"^!\[(?:[\d:.]+-[\d:.]*|top|bottom|left|right|center|mute|[ -])*"
        r"(?:pan|zoom|panzoom|zoomout|panzoomout|match|loop|loop-audio|trim|freeze)\]\(",
    ),
    Sign(
        Dialect.NARAKEET,
        1,
        "pictures that fill the slide",
        ("![contain", "![cover", "![fit", "![top", "![bottom", "![left", "![right"),
        r"^!\[(?:(?:contain|cover|fit|top|bottom|left|right|[ -])+)\]\(",
        shared=True,
    ),
    Sign(
        Dialect.NARAKEET,
        1,
        "stage directions on lines of their own",
        ("(pause:", "(voice:", "(audio:"),
        r"^\((?:pause:[ \t]*[\d.]+[ \t]*(?:m?s)?|(?:voice|audio):[ \t]*[^()\s]+)[ \t]*\)[ \t]*$",
        shared=True,
    ),
    Sign(
        Dialect.NARAKEET,
        1,
        "slides in blocks of Markdown",
        ("```md", "~~~md"),
        r"^(?:`{3,}|~{3,})md[ \t]*$",
        shared=True,
        fences=True,
    ),
    Sign(
        Dialect.SLIDEV,
        3,
        "front matter of its own at a slide",
        ("layout:", "class:", "background:", "src:", "clicks:", "hide:", "transition:", "level:"),
        rf"^---[ \t]*\n{_YAML}(?:layout|class|background|src|clicks|hide|transition|level):"
        rf"[^\n]*\n{_YAML}---[ \t]*$",
    ),
    Sign(
        Dialect.SLIDEV,
        3,
        "`v-click`",
        ("v-click", "v-after"),
        r"(?<!`)<(?:v-(?:clicks?|after)\b|[a-z][^<>\n`]*\sv-(?:click|after)\b)",
    ),
    Sign(
        Dialect.SLIDEV,
        3,
        "slots such as `::right::`",
        ("\n::",),
        r"^::(?:right|left|default|top|bottom)::[ \t]*$",
    ),
    Sign(Dialect.SLIDEV, 3, "code from files (`<<<`)", ("<<<",), r"^<<<[ \t]+(?:@|\.{0,2})/"),
    Sign(
        Dialect.SLIDEV,
        2,
        "components of Slidev",
        ("<Toc", "<Tweet", "<Youtube", "<SlidevVideo", "<AutoFitText", "<LightOrDark", "<VSwitch"),
        r"(?<!`)<(?:Toc|Tweet|Youtube|SlidevVideo|AutoFitText|LightOrDark|VSwitch)\b",
    ),
    Sign(
        Dialect.SLIDEV,
        2,
        "code for Slidev's editor",
        ("{monaco", "twoslash", "magic-move"),
        r"\{monaco|\btwoslash\b|\bmagic-move\b",
        fences=True,
    ),
)

KEYS: Mapping[str, tuple[Dialect, int]] = {
    "paginate": (Dialect.MARP, 3),
    "headingDivider": (Dialect.MARP, 3),
    "backgroundColor": (Dialect.MARP, 3),
    "class": (Dialect.MARP, 2),
    "header": (Dialect.MARP, 2),
    "footer": (Dialect.MARP, 2),
    "revealOptions": (Dialect.REVEAL, 3),
    "verticalSeparator": (Dialect.REVEAL, 3),
    "separator": (Dialect.REVEAL, 2),
    "slide-level": (Dialect.PANDOC, 3),
    "revealjs-url": (Dialect.PANDOC, 3),
    "aspectratio": (Dialect.PANDOC, 3),
    "slidenumbers": (Dialect.DECKSET, 3),
    "build-lists": (Dialect.DECKSET, 3),
    "autoscale": (Dialect.DECKSET, 3),
    "incremental": (Dialect.PANDOC, 3),
    "asset-resize": (Dialect.NARAKEET, 3),
    "voice-speed": (Dialect.NARAKEET, 3),
    "voice-volume": (Dialect.NARAKEET, 3),
    "subtitles": (Dialect.NARAKEET, 1),
    **{key: (Dialect.SLIDEV, weight) for key, weight in SLIDEV_KEYS.items()},
}
"""Keys of the front matter: whose they are, and what they weigh."""

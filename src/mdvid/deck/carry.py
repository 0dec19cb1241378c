"""Which directives hold for which slide: local ones from there on, `_spot` ones for one slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mdvid.deck.comments import Comment
from mdvid.deck.directives import DECK_WIDE, DIRECTIVES, LOCAL, Use, near_miss, read_uses
from mdvid.deck.findings import Findings
from mdvid.deck.model import Paginate, Setting
from mdvid.deck.quoting import quoted
from mdvid.deck.source import Source
from mdvid.deck.yamltext import Place, read_settings
from mdvid.diagnostics import Span

_FRONT_ONLY = frozenset({"marp", "math", "size", "theme"})


@dataclass(frozen=True, slots=True)
class Held:
    """The directives that hold for one slide, by name."""

    uses: Mapping[str, Use]

    def text(self, name: str) -> str:
        """Return a value that is text; empty if unset."""
        value = self._value(name)
        return value if isinstance(value, str) else ""

    def span(self, name: str, default: Span) -> Span:
        """Return where a directive was set."""
        use = self.uses.get(name)
        return use.span if use else default

    @property
    def classes(self) -> tuple[str, ...]:
        """The slide's classes."""
        value = self._value("class")
        return value if isinstance(value, tuple) else ()

    @property
    def paginate(self) -> Paginate:
        """What pagination does here."""
        value = self._value("paginate")
        return value if isinstance(value, Paginate) else Paginate.FALSE

    @property
    def hold(self) -> int | None:
        """Milliseconds, or None for automatic."""
        value = self._value("hold")
        return value if isinstance(value, int) else None

    def _value(self, name: str) -> object:
        use = self.uses.get(name)
        return use.value if use else None


class Carry:
    """Walks through the slides with what holds."""

    def __init__(self) -> None:
        self._local: dict[str, Use] = {}
        self._spot: dict[str, Use] = {}

    def apply(self, uses: tuple[Use, ...]) -> None:
        """Take over the local directives among some."""
        for use in uses:
            if use.spot:
                self._spot[use.name] = use
            elif use.name in LOCAL:
                self._local[use.name] = use

    def slide(self) -> Held:
        """Return what holds for the slide that ends here."""
        held = Held({**self._local, **self._spot})
        self._spot = {}
        return held

    def of_deck(self, uses: tuple[Use, ...]) -> None:
        """Take over the front matter; its `lang` is the deck's, not a slide's."""
        self.apply(tuple(use for use in uses if use.spot or use.name not in DECK_WIDE))


def read_comment(comment: Comment, source: Source, findings: Findings) -> tuple[Use, ...] | None:
    """Return the directives of a comment; None if it is none.

    Nearly-directives (`transiton: fade`) are warned about and are no narration either.
    """
    settings = _settings(comment, source, findings)
    if settings is None:
        return None
    if not settings:
        return ()
    uses = read_uses(settings, findings)
    known = any(key in DIRECTIVES for key in settings)
    near = {key: near_miss(key, setting.value) for key, setting in settings.items()}
    if not known and not any(near.values()):
        return None
    for key, setting in settings.items():
        if key not in DIRECTIVES:
            meant = near[key]
            findings.warning(
                f"unknown directive `{key}`",
                setting.key_span,
                hint=meant or "a note goes into its own comment",
            )
    _report_misplaced(uses, findings)
    return uses


def _report_misplaced(uses: tuple[Use, ...], findings: Findings) -> None:
    for use in uses:
        if use.name in _FRONT_ONLY:
            findings.warning(
                f"`{use.name}` has no effect in a comment",
                use.span,
                hint="it holds for the whole deck: put it into the front matter",
            )


def _settings(comment: Comment, source: Source, findings: Findings) -> Mapping[str, Setting] | None:
    text, span = comment.text, comment.span
    first = next((line for line in text.split("\n") if line.strip()[:1] not in {"", "#"}), "")
    key, colon, rest = first.partition(":")
    word = key.strip().strip("\"'")
    if not colon or not word or " " in word or (rest and rest[0] not in " \t"):
        return None
    # As Marp reads it; else with its first line where it stands, so that indentation agrees;
    # else every line at the margin.
    margin = "\n".join(line.strip() for line in text.split("\n"))
    attempts = [(text, span.column), (" " * (span.column - 1) + text, 1), (margin, span.column)]
    complaints = Findings()
    for attempt, column in attempts:
        quiet = Findings()
        settings = read_settings(quoted(attempt), source, Place(span.line, column), quiet)
        if settings is not None:
            if any(name in DIRECTIVES for name in settings):
                findings.extend(quiet.found)
            return settings
        complaints = complaints if complaints.found else quiet
    if word in DIRECTIVES and not word.islower():
        findings.extend(complaints.found)
        return {}
    return None

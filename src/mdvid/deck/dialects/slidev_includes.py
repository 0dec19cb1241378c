"""Slidev's `src:`: slides that stand in another file, or some of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from mdvid.deck.dialects.slidev_slides import Part, read_parts
from mdvid.deck.dialects.source_map import SourceMap
from mdvid.deck.findings import Findings
from mdvid.deck.model import Included, Setting
from mdvid.deck.source import MAX_BYTES, Source, clean, lift_data_uris, refuse_long_lines
from mdvid.diagnostics import Diagnostic, Severity, Span, counted
from mdvid.errors import DeckTooLarge

DEEPEST = 10
"""Files that include each other, one within the other."""

MOST = 500
"""Times that a deck includes a file."""

_RANGE = re.compile(r"(\d{1,5})(?:-(\d{0,5}))?\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """What the front matter of a slide says."""

    value: object
    at: int
    """The line of the key, counted through all files."""
    key: Span
    span: Span
    """Of the value."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A slide that shows something itself."""

    part: Part
    front: Mapping[str, Told]
    offset: int
    """What is added to the lines of its file."""
    first: bool
    """It is the first one of its file: its front matter is that of the file too."""
    name: str
    """Its file, seen from the deck's folder."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree of files slides are."""

    offset: int
    """What is added to the lines of the file."""
    chain: tuple[str, ...]
    """The files from the deck to this one, by their paths seen from the deck's folder."""
    above: Mapping[str, Told]
    """What the files above say of all its slides."""
    wanted: frozenset[int] | None = None
    """The numbers of the slides that are; None means all."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that a slide includes."""

    key: str
    """Its path, seen from the folder of the deck."""
    written: str
    slides: str
    """The numbers of the slides that are wanted; empty for all."""
    span: Span
    code: bool = False
    """It is shown as it is, not as slides."""


def is_set(value: object) -> bool:
    """Tell whether a switch is on."""
    return value is True or str(value).lower() == "true"


def reference(setting: Setting | Told, includer: str) -> Reference | None:
    """Return what `src:` refers to in the file `includer`, itself seen from the deck's folder."""
    written = str(setting.value or "").strip()
    path, _, slides = written.partition("#")
    path = path.strip().replace("\\", "/")
    if not path:
        return None
    return Reference(key_of(path, includer), path, slides.strip(), setting.span)


def key_of(path: str, includer: str) -> str:
    """Return the key of a file, by its path in the file `includer`."""
    # A path from the root is one from the deck's folder, as is Slidev's alias for it.
    folder = "" if path.startswith(("/", "@/")) else posixpath.dirname(includer)
    inner = path.removeprefix("@").lstrip("/") if not folder else path
    return posixpath.normpath(posixpath.join(folder, inner))


def is_hidden(front: Mapping[str, Setting] | Mapping[str, Told]) -> bool:
    """Tell whether a slide is not to be shown."""
    return any(key in front and is_set(front[key].value) for key in ("hide", "disabled"))


def _error(message: str, wanted: Reference) -> Diagnostic:
    hint = "divide it into several decks"
    return Diagnostic(severity=Severity.ERROR, message=message, span=wanted.span, hint=hint)


class Includer:
    """Puts the slides of included files in the places of those that include them."""

    def __init__(
        self, sources: SourceMap, includes: Mapping[str, Included], findings: Findings
    ) -> None:
        self._sources = sources
        self._includes = includes
        self._findings = findings
        self._read: dict[str, tuple[list[Part], int]] = {}
        self._count = 0
        self._size = 0
        self.hidden = 0
        """Slides that are not to be shown."""
        self.lost = 0
        """Slides with `src:` that say something themselves, which Slidev does not show."""

    def leaves(self, parts: list[Part], path: str) -> list[Leaf]:
        """Return the slides that are shown, of the deck with this path."""
        name = PurePosixPath(path).name
        return list(self._leaves(parts, _Place(0, (name,), {})))

    def _leaves(self, parts: list[Part], place: _Place) -> Iterator[Leaf]:
        for number, part in enumerate(parts, 1):
            if place.wanted is not None and number not in place.wanted:
                continue
            own = {
                key: Told(s.value, s.key_span.line + place.offset, s.key_span, s.span)
                for key, s in part.front.items()
            }
            if is_hidden(own):
                self.hidden += 1
            elif "src" in own:
                self.lost += any(not line.blank for line in part.lines)
                yield from self._included(own, place)
            else:
                # What a file says of slides that it includes counts more than what they say.
                front = {**own, **place.above}
                yield Leaf(part, front, place.offset, number == 1, place.chain[-1])

    def _included(self, own: Mapping[str, Told], place: _Place) -> Iterator[Leaf]:
        wanted = reference(own["src"], place.chain[-1])
        if wanted is None:
            self._findings.error(
                "`src:` names no file", own["src"].span, hint="src: ./pages/intro.md"
            )
            return
        found = self._parts(wanted) if self._may_include(wanted, place.chain) else None
        if found is None:
            return
        parts, offset = found
        more = {key: told for key, told in own.items() if key != "src"}
        inner = _Place(
            offset,
            (*place.chain, wanted.key),
            {**more, **place.above},
            self._numbers(wanted, len(parts)),
        )
        yield from self._leaves(parts, inner)

    def _may_include(self, wanted: Reference, chain: tuple[str, ...]) -> bool:
        """Tell whether a file may be included here.

        Raises:
            DeckTooLarge: the deck includes more than a deck may.
        """
        self._count += 1
        size = MAX_BYTES // 1_000_000
        if self._count > MOST or self._size > MAX_BYTES:
            what = f"{MOST} files" if self._count > MOST else f"{size} MB of text"
            raise DeckTooLarge((_error(f"the deck includes more than {what}", wanted),))
        if wanted.key in chain:
            circle = " → ".join(f"`{key}`" for key in (*chain, wanted.key))
            message, hint = f"`{wanted.key}` includes itself: {circle}", "remove one of the `src:`"
        elif len(chain) > DEEPEST:
            message = f"files include each other more than {DEEPEST} deep"
            hint = "include them from the deck itself"
        else:
            return True
        self._findings.error(message, wanted.span, hint=hint)
        return False

    def code(self, wanted: Reference) -> str | None:
        """Return the code in a file; None if there is none, or none was given.

        Raises:
            DeckTooLarge: the deck includes more than a deck may.
        """
        included = self._had(wanted) if self._may_include(wanted, ()) else None
        return clean(included.text, included.path, self._findings) if included else None

    def _had(self, wanted: Reference) -> Included | None:
        included = self._includes.get(wanted.key)
        if included is None:
            return None
        if included.problem:
            self._findings.error(included.problem, wanted.span, hint=included.hint)
            return None
        self._size += len(included.text)
        return included

    def _parts(self, wanted: Reference) -> tuple[list[Part], int] | None:
        """Return the slides of a file, and what is added to their lines; None if there is none."""
        included = self._had(wanted)
        if included is None:
            return None
        if wanted.key not in self._read:
            text = clean(included.text, included.path, self._findings)
            text, self._sources.lifted = lift_data_uris(text, self._sources.lifted)
            source = Source(text, included.path)
            refuse_long_lines(source)
            offset = self._sources.add(source, wanted.key)
            self._read[wanted.key] = read_parts(source, 1, None, self._findings), offset
        return self._read[wanted.key]

    def _numbers(self, wanted: Reference, count: int) -> frozenset[int] | None:
        """Return the numbers of the slides that are wanted; None means all."""
        if wanted.slides in {"", "*", "all"}:
            return None
        numbers: set[int] = set()
        for piece in re.split(r"[,;]", wanted.slides):
            match = _RANGE.match(piece.strip())
            if not match:
                self._findings.error(
                    f"`{piece.strip()}` is no number of a slide",
                    wanted.span,
                    hint="write numbers and ranges: src: ./pages/intro.md#2,5-7",
                )
                continue
            begin = int(match[1])
            end = begin if match[2] is None else int(match[2] or count)
            if not 1 <= begin <= end <= count:
                self._findings.error(
                    f"`{wanted.written}` has no slide {piece.strip()}",
                    wanted.span,
                    hint=f"it has {counted(count, 'slide')}",
                )
            numbers.update(range(begin, min(end, count) + 1))
        return frozenset(numbers)

"""The safe subset of YAML: plain mappings, lists and scalars, each with its place.

Read from the parser's events, never composed by PyYAML: no alias can grow, no tag can make an
object, no nesting can exhaust the stack, and no date, octal or `no` turns into something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from mdvid.deck.findings import Findings
from mdvid.deck.model import Setting
from mdvid.deck.source import Source
from mdvid.diagnostics import Span

MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})?\.\d{1,17}(?:[eE][-+]?\d{1,2})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of YAML begins in its file: added to what the parser counts from 0."""

    line: int
    column: int = 1
    """Of its first line; the others begin at column 1."""


class _TooDeepError(Exception):
    pass


class _Reader:
    def __init__(self, text: str, source: Source, place: Place, findings: Findings) -> None:
        self._source = source
        self._place = place
        self._findings = findings
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
        self._inner: Mapping[str, Span] = {}

    def settings(self) -> Mapping[str, Setting] | None:
        """Return the top-level mapping; None for nothing at all.

        Raises:
            yaml.YAMLError: it is no YAML.
        """
        settings: dict[str, Setting] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                self._refuse_extras(event)
                for key, key_span in self._keys():
                    first = next(self._events)
                    self._inner = {}
                    value = self._value(first, 1)
                    span = self._span(first)
                    setting = Setting(value=value, key_span=key_span, span=span, inner=self._inner)
                    if key in settings:
                        self._repeated(key, key_span, settings[key].key_span)
                    settings.setdefault(key, setting)
                return settings
            if isinstance(event, yaml.AliasEvent | yaml.ScalarEvent | yaml.SequenceStartEvent):
                if isinstance(event, yaml.ScalarEvent) and not event.value:
                    return settings
                kind = "a list" if isinstance(event, yaml.SequenceStartEvent) else "plain text"
                self._findings.error(
                    f"expected `key: value` lines, found {kind}",
                    self._span(event),
                    hint="write one `key: value` a line",
                )
                return None
        return settings

    def _keys(self) -> Iterator[tuple[str, Span]]:
        while True:
            event = next(self._events)
            if isinstance(event, yaml.MappingEndEvent):
                return
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_extras(event)
                yield event.value, self._span(event)
            else:
                self._value(event, 1)
                self._findings.error("a key must be a word", self._span(event))
                yield "", self._span(event)

    def _value(self, event: yaml.Event, depth: int) -> object:
        if depth > MAX_DEPTH:
            self._findings.error(f"nested deeper than {MAX_DEPTH} levels", self._span(event))
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self._findings.error(
                f"alias `*{event.anchor}` is not allowed here",
                self._span(event),
                hint='put text that begins with `*` in quotes: "*..."',
            )
            return None
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return _typed(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth)
        return self._mapping(depth)

    def _list(self, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        places: dict[str, Span] = {}
        for key, span in self._keys():
            value = self._value(next(self._events), depth + 1)
            if key in mapping:
                self._repeated(key, span, places[key])
            mapping.setdefault(key, value)
            places.setdefault(key, span)
        if depth == 1:
            self._inner = places
        return mapping

    def _refuse_extras(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._findings.error(
                f"anchor `&{event.anchor}` is not allowed here",
                self._span(event),
                hint='put text that begins with `&` in quotes: "&..."',
            )
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._findings.error(
                f"tag `{tag}` is not allowed here",
                self._span(event),
                hint='put text that begins with `!` in quotes: "!..."',
            )

    def _repeated(self, key: str, span: Span, before: Span) -> None:
        self._findings.error(
            f"`{key}` is there twice", span, hint=f"the first one is in line {before.line}"
        )

    def _span(self, event: yaml.Event) -> Span:
        begin, end = event.start_mark, event.end_mark
        assert begin is not None, "libyaml and PyYAML both mark every event"
        assert end is not None
        line, column = self._place.line + begin.line, begin.column + 1
        if begin.line == 0:
            column += self._place.column - 1
        same = end.line == begin.line
        rest = len(self._source.span(line).excerpt) - column + 1
        return self._source.span(line, column, end.column - begin.column if same else rest)


def _typed(text: str) -> object:
    """Return a plain scalar as the core schema of YAML 1.2 has it, finite numbers only."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def read_settings(
    text: str, source: Source, place: Place, findings: Findings
) -> Mapping[str, Setting] | None:
    """Return the top-level keys of a YAML mapping; None if it is none, which is reported."""
    try:
        return _Reader(text, source, place, findings).settings()
    except _TooDeepError:
        return None
    except yaml.MarkedYAMLError as error:
        _report(error, source, place, findings)
    except yaml.YAMLError as error:
        findings.error(
            f"this is not YAML: {str(error).splitlines()[0]}", source.span(place.line, place.column)
        )
    return None


def _report(error: yaml.MarkedYAMLError, source: Source, place: Place, findings: Findings) -> None:
    problem, mark = error.problem or error.context or "", error.problem_mark or error.context_mark
    hint = _advice(problem)
    if "',' or" in problem and error.context_mark:
        # Found missing at the end of everything, but it is missing where the bracket is.
        problem, mark = "this bracket is never closed, or lacks a comma inside", error.context_mark
        hint = "close it, or put the value in quotes"
    line, column = (mark.line, mark.column) if mark else (0, 0)
    column += place.column if line == 0 else 1
    findings.error(
        f"this is not YAML: {problem}", source.span(place.line + line, column), hint=hint
    )


def _advice(problem: str) -> str:
    if "mapping values" in problem:
        return 'put a value that has a colon in quotes: title: "A: b"'
    if "cannot start any token" in problem or "tab character" in problem:
        return "indent with spaces, not with tabs; put text that begins with a symbol in quotes"
    return "put the value in quotes, or compare the indentation with the line above"

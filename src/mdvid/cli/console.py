"""The only thing that prints.

Standard output carries what was asked for; everything else goes to standard error.
"""

from __future__ import annotations

import json
import shutil
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TextIO

from mdvid.cli.snippet import STYLES, cells, paint, shorten, snippet, visible
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import ConfigError, MdvidError, SourceError

PLAIN_WIDTH = 100
"""Columns where there is no terminal to ask."""

SHORTEST = 20
"""Columns that are left of a column that is shortened."""

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2, Severity.INFO: 3}


@dataclass(slots=True)
class Console:
    """Prints for one run of the command."""

    out: TextIO
    err: TextIO
    color: bool = False
    width: int = PLAIN_WIDTH
    quiet: bool = False
    verbose: bool = False

    @classmethod
    def standard(cls, environment: Mapping[str, str]) -> Console:
        """Return the console of this process, coloured as terminal and environment ask for."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                # A file's name may hold bytes that no encoding has.
                stream.reconfigure(errors="backslashreplace")
        terminal = sys.stderr.isatty()
        return cls(
            out=sys.stdout,
            err=sys.stderr,
            color=_wants_color(environment, terminal=terminal),
            width=shutil.get_terminal_size().columns if terminal else PLAIN_WIDTH,
            quiet=_is_set(environment, "MDVID_QUIET"),
            verbose=_is_set(environment, "MDVID_VERBOSE"),
        )

    @property
    def live(self) -> bool:
        """Whether somebody watches a terminal: progress may move."""
        return self.err.isatty() and not self.quiet

    def show(self, diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> None:
        """Print diagnostics in the order of the source, the same one on many slides once.

        Remarks are shown when verbose, warnings unless quiet, errors always; under `strict`
        warnings are errors.
        """
        raised = [_strict(d) if strict else d for d in diagnostics]
        chosen = sorted(filter(self._is_shown, raised), key=_position)
        for diagnostic, also in _grouped(chosen):
            for line in snippet(diagnostic, also=also, width=self.width, color=self.color):
                print(line, file=self.err)
        self._count(chosen)

    def fail(self, error: MdvidError, where: str = "") -> None:
        """Print an error that people can act on."""
        if isinstance(error, SourceError | ConfigError) and error.diagnostics:
            self.show(error.diagnostics)
            return
        message = f"{where}: {error}" if where else str(error)
        diagnostic = Diagnostic(severity=Severity.ERROR, message=message, hint=error.hint)
        for line in snippet(diagnostic, width=self.width, color=self.color):
            print(line, file=self.err)

    def bug(self, error: BaseException) -> None:
        """Print a failure that is ours."""
        traceback.print_exception(error, file=self.err)
        self._line("this is a bug in mdvid: please report it with the text above", Severity.ERROR)

    def note(self, text: str) -> None:
        """Print a line about what was done, unless quiet."""
        if not self.quiet:
            print(visible(text), file=self.err)

    def detail(self, text: str) -> None:
        """Print a line that only the curious want."""
        if self.verbose and not self.quiet:
            print(visible(text), file=self.err)

    def interrupted(self) -> None:
        """Say that the user ended it."""
        self._line("interrupted; finished steps are kept", Severity.ERROR)

    def result(self, text: str) -> None:
        """Print what was asked for."""
        print(visible(text), file=self.out)

    def row(self, columns: Sequence[str]) -> None:
        """Print one line of what was asked for, for `cut` and `grep`: tabs between columns."""
        print("\t".join(map(visible, columns)), file=self.out)

    def json(self, value: Mapping[str, Any] | Sequence[Any]) -> None:
        """Print what was asked for, for a program."""
        print(json.dumps(value, ensure_ascii=False, indent=2), file=self.out)

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], *, shortened: str = ""
    ) -> None:
        """Print rows under a header in aligned columns; one may be `shortened` to fit the width."""
        shown = [[visible(cell) for cell in row] for row in (header, *rows)]
        if shortened:
            self._shorten(shown, header.index(shortened))
        widths = [max(cells(cell) for cell in column) for column in zip(*shown, strict=True)]
        for row in shown:
            padded = (
                cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
            )
            print("  ".join(padded).rstrip(), file=self.out)

    def _shorten(self, rows: Sequence[list[str]], column: int) -> None:
        widths = [max(map(cells, cells_of)) for cells_of in zip(*rows, strict=True)]
        room = max(self.width - sum(widths) - 2 * len(widths) + 2 + widths[column], SHORTEST)
        for row in rows:
            row[column] = shorten(row[column], room)

    def _line(self, text: str, severity: Severity) -> None:
        head = paint(f"{severity.value}:", STYLES[severity], color=self.color)
        print(f"{head} {visible(text)}", file=self.err)

    def _is_shown(self, diagnostic: Diagnostic) -> bool:
        match diagnostic.severity:
            case Severity.ERROR:
                return True
            case Severity.WARNING | Severity.NOTE:
                return not self.quiet
            case Severity.INFO:
                return self.verbose and not self.quiet

    def _count(self, shown: Sequence[Diagnostic]) -> None:
        errors = sum(d.severity is Severity.ERROR for d in shown)
        warnings = sum(d.severity is Severity.WARNING for d in shown)
        if errors + warnings > 1:
            parts = [
                f"{number} {word}{'s' * (number > 1)}"
                for number, word in ((errors, "error"), (warnings, "warning"))
                if number
            ]
            print(", ".join(parts), file=self.err)


def _wants_color(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Return whether to colour, after no-color.org and force-color.org."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return terminal and environment.get("TERM") != "dumb"


def _is_set(environment: Mapping[str, str], variable: str) -> bool:
    return environment.get(variable, "").lower() not in {"", "0", "false", "no", "off"}


def _strict(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.severity is Severity.WARNING:
        return replace(diagnostic, severity=Severity.ERROR)
    return diagnostic


def _position(diagnostic: Diagnostic) -> tuple[str, int, int, int]:
    span = diagnostic.span
    if span is None:
        # Without a place it is about everything: it comes last.
        return "\U0010ffff", diagnostic.slide or 0, 0, _ORDER[diagnostic.severity]
    return span.path, span.line, span.column, _ORDER[diagnostic.severity]


def _grouped(diagnostics: Sequence[Diagnostic]) -> list[tuple[Diagnostic, list[int]]]:
    """Return each warning about slides once, with the further slides that have it."""
    groups: dict[object, tuple[Diagnostic, list[int]]] = {}
    for diagnostic in diagnostics:
        key: object = id(diagnostic)
        if diagnostic.severity is not Severity.ERROR and diagnostic.slide:
            key = (diagnostic.severity, diagnostic.message, diagnostic.hint)
        _, also = groups.setdefault(key, (diagnostic, []))
        also.append(diagnostic.slide or 0)
    return list(groups.values())

"""The exceptions mdvid raises on purpose.

* MdvidError
  * ConfigError              2   options or configuration make no sense
  * RecordsError             2   mdvid's own list of what it fetched is damaged
  * OutputError              2   the result cannot be put where it was asked for
  * SourceError              3   diagnostics, all at once
    + DeckError                  of a deck
      - DeckNeedsTool        4   it asks for a voice or a tool that is not on this machine
      - DeckRefused          5   it asks for what `--untrusted` or `--frozen` forbids
      - DeckTooLarge         6   it, or a file of it, is over a limit
    + ThemeError                 of a theme
  * ProviderError
    + ProviderUnavailable    4   a tool, voice, model or browser is missing
    + ProviderFailed         1   it ran and failed
  * PolicyError              5   refused by `--untrusted` or `--frozen`
  * LimitError               6   time, size, memory, disk
  * BuildError               1   steps failed; independent ones were still built
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import ClassVar

from mdvid.diagnostics import Diagnostic, Severity


class ExitCode(enum.IntEnum):
    """What `mdvid` returns to the shell."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INVALID = 3
    MISSING = 4
    REFUSED = 5
    LIMIT = 6
    BUG = 70
    INTERRUPTED = 130


class MdvidError(Exception):
    """A failure the user can act on; `hint` says how, when we know."""

    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(MdvidError):
    """The configuration, or a command-line option, makes no sense.

    `diagnostics` says where, all at once; empty if `message` is all there is to say.
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self, message: str, *, hint: str | None = None, diagnostics: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.diagnostics = diagnostics


class RecordsError(MdvidError):
    """The list of what mdvid fetched to this machine is damaged; no deck is to blame for that."""

    exit_code = ExitCode.USAGE


class OutputError(MdvidError):
    """The result cannot be written where it was asked for."""

    exit_code = ExitCode.USAGE


class SourceError(MdvidError):
    """What people wrote cannot be used; `diagnostics` says where, all at once."""

    exit_code = ExitCode.INVALID

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics


class DeckError(SourceError):
    """The deck cannot be built as it is written."""


class DeckNeedsTool(DeckError):  # noqa: N818  # reads as what happened
    """The deck asks for a voice or a tool that is not on this machine."""

    exit_code = ExitCode.MISSING


class DeckRefused(DeckError):  # noqa: N818
    """The deck asks for what `--untrusted` or `--frozen` forbids."""

    exit_code = ExitCode.REFUSED


class DeckTooLarge(DeckError):  # noqa: N818
    """The deck, or a file that it refers to, is over a limit."""

    exit_code = ExitCode.LIMIT


class ThemeError(SourceError):
    """The theme cannot be used as it is written."""


class ProviderError(MdvidError):
    """A narrator, illustrator, renderer or encoder let us down."""


class ProviderUnavailable(ProviderError):  # noqa: N818  # reads as the state it reports
    """The tool is not installed, or not of a usable version; `hint` is the command to get it."""

    exit_code = ExitCode.MISSING


class ProviderFailed(ProviderError):  # noqa: N818
    """The tool ran and failed; the message ends with its last lines."""


class PolicyError(MdvidError):
    """Refused because of `--untrusted` or `--frozen`."""

    exit_code = ExitCode.REFUSED


class LimitError(MdvidError):
    """A limit of time, size, memory or disk was hit."""

    exit_code = ExitCode.LIMIT


class BuildError(MdvidError):
    """One or more steps failed; what did not depend on them was still built."""


def diagnostics_of(error: MdvidError) -> Iterator[Diagnostic]:
    """Yield what an error has to say: all problems that it carries, or itself."""
    if isinstance(error, SourceError | ConfigError) and error.diagnostics:
        yield from error.diagnostics
    else:
        yield Diagnostic(severity=Severity.ERROR, message=str(error), hint=error.hint)

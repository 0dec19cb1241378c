"""`mdvid watch`."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from mdvid.builder import DeckReport
from mdvid.cli.console import Console
from mdvid.cli.options import environment, settings_command
from mdvid.cli.report import summary
from mdvid.cli.run import show_failures
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.loading import load_editions
from mdvid.errors import ExitCode, MdvidError, SourceError, diagnostics_of
from mdvid.project import Project

LOOPBACK = "127.0.0.1"


@settings_command(
    click.Argument(
        ("deck",), metavar="DECK", type=click.Path(path_type=Path), help="A Markdown file."
    ),
    click.Option(
        ("--port",),
        metavar="N",
        type=click.IntRange(0, 65535),
        default=0,
        help="Where the page is served (default: any port that is free).",
    ),
    click.Option(
        ("--host",),
        metavar="ADDR",
        default=LOOPBACK,
        help="Serve other machines too; only in a network that you trust.",
    ),
    click.Option(
        ("--no-open",), is_flag=True, help="Open no browser; where there is no terminal, none is."
    ),
)
def watch(
    deck: Path,
    *,
    port: int,
    host: str,
    no_open: bool,
    console: Console,
    overrides: Mapping[str, object],
) -> ExitCode:
    """Show a deck in the browser while you write it, and keep its video up to date.

    Ctrl-C ends it.
    """

    def load() -> Project:
        first, *others = load_editions(deck, overrides, environment())
        return replace(first, diagnostics=(*first.diagnostics, *_left_out(first, others)))

    with suppress(SourceError):  # those the page shows
        load()
    # Only now: servers take long to import, and there may be nothing to watch.
    from mdvid.watch.author import Author
    from mdvid.watch.content import Content
    from mdvid.watch.guard import is_loopback
    from mdvid.watch.server import Server
    from mdvid.watch.state import Broker

    broker, content = Broker(), Content()
    server = Server(broker, content, host=host, port=port)
    author = Author(deck, load, broker=broker, content=content, teller=_Terminal(console))
    try:
        url = server.start()
        console.show([] if is_loopback(host) else [_exposed(host)])
        console.note(f"{deck}  {url}  Ctrl-C ends it")
        if console.live and not no_open:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        author.run()
    except KeyboardInterrupt:
        pass  # this is how one ends it
    finally:
        server.close()
        author.close()
    return ExitCode.OK


class _Terminal:
    """Says one line of every build, and what is wrong only when that has changed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._said: frozenset[Diagnostic] = frozenset()
        self._lock = threading.Lock()

    def built(self, project: Project, report: DeckReport) -> None:
        """Say what a build did."""
        with self._lock:
            self._show(report.diagnostics, strict=project.config.strict)
            show_failures(self._console, report.failures)
            if report.outputs or report.failures:
                self._console.note(summary(report))
            else:
                self._console.note(f"{report.deck}  nothing was written: warnings are errors")

    def failed(self, error: MdvidError) -> None:
        """Say why the deck cannot be read, or not be built."""
        with self._lock:
            self._show(tuple(diagnostics_of(error)))

    def broke(self, error: Exception) -> None:
        """Say that there is a bug."""
        with self._lock:
            self._console.bug(error)

    def _show(self, diagnostics: Collection[Diagnostic], *, strict: bool = False) -> None:
        said, self._said = self._said, frozenset(diagnostics)
        if said != self._said:
            self._console.show(diagnostics, strict=strict)


def _left_out(first: Project, others: Sequence[Project]) -> Iterator[Diagnostic]:
    """Yield that videos of further languages are not made."""
    if others:
        tags = ", ".join(f"`{other.config.lang}`" for other in others)
        yield Diagnostic(
            severity=Severity.NOTE,
            message=f"only the video in `{first.config.lang}` is kept up to date, not that in"
            f" {tags}: `mdvid build` makes them all",
        )


def _exposed(host: str) -> Diagnostic:
    return Diagnostic(
        severity=Severity.WARNING,
        message=f"everybody who reaches `{host}` and has the address below can see the deck",
        hint="leave `--host` out to serve this machine only",
    )

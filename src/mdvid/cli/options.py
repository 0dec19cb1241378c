"""Options that several commands share, as data: each is a key of the configuration."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from mdvid.cli.console import Console
from mdvid.errors import ExitCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option that sets a key of the configuration; the configuration judges its value."""

    key: str
    flags: tuple[str, ...]
    metavar: str = ""
    """What the value is; empty for a switch."""
    help: str
    off: bool = False
    """The switch turns the key off."""
    many: bool = False

    def parameter(self) -> inspect.Parameter:
        """Return the option as typer wants it: a parameter of the command's function."""
        info = typer.Option(
            *self.flags, metavar=self.metavar or None, help=self.help, show_default=False
        )
        kind: Any = bool | None
        if self.metavar:
            kind = list[str] | None if self.many else str | None
        return inspect.Parameter(
            self.key,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[kind, info],
        )

    def value(self, given: object) -> object:
        """Return what the configuration is told."""
        return not given if self.off and given is not None else given


SETTINGS = (
    Option(
        key="output",
        flags=("-o", "--output"),
        metavar="PATH",
        help="File, or folder if it ends with a slash (default: beside the deck).",
    ),
    Option(
        key="format",
        flags=("-f", "--format"),
        metavar="LIST",
        help="Some of mp4,vtt,srt,chapters,txt,json,jpg,png (default: mp4,vtt).",
    ),
    Option(key="theme", flags=("-t", "--theme"), metavar="NAME|PATH", help="How slides look."),
    Option(
        key="size",
        flags=("--size",),
        metavar="SIZE",
        help="1920x1080, 720p, 1080p, 1440p, 4k, 16:9, 4:3, 9:16 or 1:1.",
    ),
    Option(key="fps", flags=("--fps",), metavar="RATE", help="Frames a second: 30, 25, 29.97."),
    Option(
        key="voice",
        flags=("--voice",),
        metavar="PROVIDER[:NAME]",
        help="Who speaks: espeak:en-gb; none for silence.",
    ),
    Option(
        key="illustrator",
        flags=("--illustrator",),
        metavar="PROVIDER[:MODEL]",
        help="Who draws pictures that the deck asks for in words.",
    ),
    Option(key="lang", flags=("--lang",), metavar="TAG", help="Language of the deck: en, pt-BR."),
    Option(
        key="dialect",
        flags=("--dialect",),
        metavar="NAME",
        help="Conventions that the deck follows: auto, marp, article.",
    ),
    Option(key="slides", flags=("--slides",), metavar="3-5,9", help="Only these slides."),
    Option(key="draft", flags=("--draft",), help="A quick look: 540p, no illustrations."),
    Option(key="strict", flags=("--strict",), help="Warnings are errors."),
    Option(key="untrusted", flags=("--untrusted",), help="For decks from strangers."),
    Option(
        key="root",
        flags=("--root",),
        metavar="DIR",
        help="Files may come from here (default: the folder of mdvid.toml, else of the git "
        "checkout, else of the deck).",
    ),
    Option(key="offline", flags=("--offline",), help="Fetch no pictures from the web."),
    Option(
        key="missing",
        flags=("--missing",),
        metavar="error|placeholder",
        help="What becomes of pictures that cannot be had.",
    ),
    Option(key="browser", flags=("--browser",), metavar="PATH", help="The Chromium to use."),
    Option(key="deadline", flags=("--deadline",), metavar="SECONDS", help="Give up after this."),
    Option(key="jobs", flags=("-j", "--jobs"), metavar="N", help="Do so much at once."),
    Option(key="cache_dir", flags=("--cache-dir",), metavar="DIR", help="Keep results there."),
    Option(key="cache", flags=("--no-cache",), off=True, help="Keep nothing, use nothing kept."),
    Option(
        key="set",
        flags=("--set",),
        metavar="KEY=VALUE",
        many=True,
        help="Any other setting, as in mdvid.toml; may be repeated.",
    ),
)

QUIET = Option(key="quiet", flags=("-q", "--quiet"), help="Say nothing but errors.")
VERBOSE = Option(key="verbose", flags=("-v", "--verbose"), help="Say what is done, and why.")

Command = Callable[..., ExitCode | None]


def command(function: Command) -> Command:
    """Make a function a command: it gets a `console`, and with it `-q` and `-v`."""
    return _extended(function, (QUIET, VERBOSE), gathers=None)


def settings_command(function: Command) -> Command:
    """Make a function a command with all settings, which it gets as `overrides`."""
    return _extended(function, (*SETTINGS, QUIET, VERBOSE), gathers="overrides")


def environment() -> Mapping[str, str]:
    """Return the environment of this process: this is where it enters."""
    return dict(os.environ)


def _extended(function: Command, options: tuple[Option, ...], gathers: str | None) -> Command:
    """Return `function` with the options in its signature, where typer looks for them."""
    given = ("console", gathers)
    own = [
        parameter
        for name, parameter in inspect.signature(function, eval_str=True).parameters.items()
        if name not in given
    ]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)

    def run(
        *, context: typer.Context, quiet: bool | None, verbose: bool | None, **rest: Any
    ) -> Any:
        console: Console = context.obj
        console.quiet = console.quiet or bool(quiet)
        console.verbose = console.verbose or bool(verbose)
        if gathers:
            told = {o.key: o.value(rest.pop(o.key)) for o in options if o.key in rest}
            rest[gathers] = {key: value for key, value in told.items() if value not in (None, [])}
        return function(console=console, **rest)

    parameters = [
        *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own),
        *(option.parameter() for option in options),
        context,
    ]
    run.__doc__, run.__name__ = function.__doc__, function.__name__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # PEP 362
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run

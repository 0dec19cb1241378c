"""Options that several commands share, as data: each is a key of the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

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
    """It may be repeated."""
    joined: bool = False
    """What was given each time makes one list, as if separated by commas."""

    def parameter(self) -> click.Option:
        """Return the option for a command; it is None, or empty, where it is not given."""
        names = (*self.flags, self.key)
        if not self.metavar:
            return click.Option(names, is_flag=True, default=None, help=self.help)
        return click.Option(names, metavar=self.metavar, multiple=self.many, help=self.help)

    def value(self, given: object) -> object:
        """Return what the configuration is told."""
        if self.joined and isinstance(given, tuple):
            return ",".join(given) if given else None
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
        many=True,
        joined=True,
        help="Some of mp4,vtt,srt,ass,chapters,txt,json,jpg,png (default: mp4,vtt).",
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
    Option(
        key="lang",
        flags=("--lang",),
        metavar="TAGS",
        help="Language of the deck: en, pt-BR; or several for one video: en,es.",
    ),
    Option(key="per_lang", flags=("--per-lang",), help="Make a video for each language."),
    Option(
        key="captions",
        flags=("--captions",),
        metavar="soft|burn|none",
        help="A track of captions, captions drawn on the pictures, or none in the video.",
    ),
    Option(
        key="dialect",
        flags=("--dialect",),
        metavar="NAME",
        help="Conventions of the deck: auto, marp, reveal, remark, pandoc, ...",
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
    Option(
        key="device",
        flags=("--device",),
        metavar="auto|cpu|cuda|mps",
        help="Where models run (default: a graphics card, if there is one).",
    ),
    Option(
        key="frozen",
        flags=("--frozen",),
        help="Ask no model: what it makes must be pinned, or kept from before.",
    ),
    Option(
        key="accept_licence",
        flags=("--accept-licence",),
        metavar="NAME",
        many=True,
        joined=True,
        help="You have read this licence of a model, and accept it; may be repeated.",
    ),
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

DECKS = click.Argument(
    ("decks",),
    metavar="DECK...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="Markdown files.",
)

Function = Callable[..., ExitCode | None]


def command(*own: click.Parameter) -> Callable[[Function], click.Command]:
    """Make a function a command: it gets a `console`, and its options beside `-q` and `-v`."""
    return lambda function: _command(function, own, ())


def settings_command(*own: click.Parameter) -> Callable[[Function], click.Command]:
    """Make a function a command with all settings, which it gets as `overrides`."""
    return lambda function: _command(function, own, SETTINGS)


def json_option(what: str = "one JSON object", variable: str | None = None) -> click.Option:
    """Return the option `--json`: what is printed for programs."""
    return click.Option(
        ("--json",), is_flag=True, envvar=variable, show_envvar=True, help=f"Print {what}."
    )


def environment() -> Mapping[str, str]:
    """Return the environment of this process: this is where it enters."""
    return dict(os.environ)


def _command(
    function: Function, own: Sequence[click.Parameter], settings: Sequence[Option]
) -> click.Command:
    """Return the command that calls `function` with what its own options say, and a console."""

    @click.pass_obj
    def run(console: Console, /, *, quiet: bool | None, verbose: bool | None, **given: Any) -> Any:
        console.quiet = console.quiet or bool(quiet)
        console.verbose = console.verbose or bool(verbose)
        if settings:
            told = {option.key: option.value(given.pop(option.key)) for option in settings}
            given["overrides"] = {k: v for k, v in told.items() if v not in (None, ())}
        return function(console=console, **given)

    shared = (option.parameter() for option in (*settings, QUIET, VERBOSE))
    return click.Command(
        function.__name__, callback=run, params=[*own, *shared], help=function.__doc__
    )

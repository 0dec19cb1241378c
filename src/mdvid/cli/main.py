"""The `mdvid` command: finds the subcommand, and turns every failure into an exit code."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click
from click.exceptions import Exit, NoArgsIsHelpError

from mdvid.cli.console import Console
from mdvid.cli.options import environment
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ExitCode, MdvidError

COMMANDS = {
    "build": "Make a narrated video of each deck.",
    "watch": "Show a deck while you write it, and keep its video up to date.",
    "check": "Say what is wrong with decks, and build nothing.",
    "explain": "Say what a build would do, and why.",
    "pin": "Keep beside decks what models made for them.",
    "verify": "Check that a video is whole: streams, lengths, captions.",
    "new": "Make a deck to start from.",
    "voices": "List the voices that are on this machine.",
    "themes": "List the themes that are on this machine.",
    "illustrators": "List what can draw pictures from words.",
    "doctor": "Say what is installed, what is missing, and how to get it.",
    "setup": "Get the browser, fonts and models that mdvid needs.",
    "cache": "Look after what earlier builds kept.",
}
"""What each command does. A command is imported when it is called, and not before."""

_YOUNG = 50_000
"""Objects that are made before Python looks for garbage; its own number suits smaller programs."""

_ANSWERED = ("build", "check")
"""Commands that print one object under `--json`, whatever happens."""

_MODULES = {"new": "starter", "cache": "cache_commands"}


class _Commands(click.Group):
    """The subcommands: each has the name of its function, in a module beside this one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mdvid.cli.{_MODULES.get(cmd_name, cmd_name)}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The inherited one would import every command to ask it.
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(context: click.Context, option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # as click calls it
    del option
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"mdvid {version('mdvid')}\n")
        context.exit()


app = _Commands(
    "mdvid",
    params=[
        click.Option(
            ("--version",),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="Say which version this is.",
        )
    ],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Markdown in, narrated video out.

    `mdvid build talk.md` makes talk.mp4.
    """,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code; without `arguments`, as this whole process."""
    if arguments is not None:
        return _guarded(list(arguments))
    # What is loaded stays for good: neither now nor at the end is any of it garbage.
    gc.set_threshold(_YOUNG)
    try:
        return _guarded(sys.argv[1:])
    finally:
        gc.freeze()


def _guarded(arguments: list[str]) -> int:
    """Run the command; every failure becomes an exit code."""
    console = Console.standard(environment())
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(arguments, console)
    except Exit as end:
        return end.exit_code
    except BrokenPipeError:
        # Whoever read us has gone; Python would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last resort
        code = _report(error, console)
        _answer(error, arguments, console)
        return code
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(error: BaseException, console: Console) -> ExitCode:
    """Print what went wrong, and return its exit code."""
    match error:
        case MdvidError():
            console.fail(error)
            return error.exit_code
        case NoArgsIsHelpError():
            console.err.write(error.format_message() + "\n")
            return ExitCode.USAGE
        case click.UsageError():
            console.fail(_usage_error(error))
            return ExitCode.USAGE
        case KeyboardInterrupt() | click.Abort():
            console.interrupted()
            return ExitCode.INTERRUPTED
        case _:
            console.bug(error)
            return ExitCode.BUG


def _answer(error: BaseException, arguments: Sequence[str], console: Console) -> None:
    """Print the object that a program waits for which asked for `--json`."""
    if isinstance(error, click.UsageError):
        error = _usage_error(error)
    if isinstance(error, MdvidError) and "--json" in arguments and arguments[0] in _ANSWERED:
        # Only now: it loads what an error seldom needs.
        from mdvid.cli.report import failure_json

        console.json(failure_json(error, command=arguments[0]))


def _run(arguments: list[str], console: Console) -> int:
    with app.make_context("mdvid", arguments, obj=console) as context:
        result = app.invoke(context)
        sys.stdout.flush()
    return ExitCode.OK if result is None else int(result)


def _interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    """End as an interrupt does: tools are closed, what is finished is kept."""
    del signum, frame
    raise KeyboardInterrupt


def _usage_error(error: click.UsageError) -> ConfigError:
    """Return what click has to say about the command line, in our words."""
    context = error.ctx
    hint = f"`{context.command_path} --help` says what it takes" if context else None
    if isinstance(error, click.NoSuchCommand) and context:
        assert isinstance(context.command, click.Group)
        hint = f"`{context.command_path} --help` lists the commands"
        return _unknown("command", error.command_name, context.command.list_commands(context), hint)
    if isinstance(error, click.NoSuchOption):
        known = [flag for p in context.command.params for flag in p.opts] if context else []
        return _unknown("option", error.option_name, known, hint)
    message = error.format_message().rstrip(".").replace("'", "`").replace("(s)", "")
    return ConfigError(message[:1].lower() + message[1:], hint=hint)


def _unknown(what: str, name: str, known: list[str], otherwise: str | None) -> ConfigError:
    return ConfigError(f"unknown {what} `{name}`", hint=did_you_mean(name, known) or otherwise)

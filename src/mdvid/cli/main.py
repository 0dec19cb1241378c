"""The `mdvid` command: finds the subcommand, and turns every failure into an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from mdvid.cli.console import Console
from mdvid.cli.options import environment
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ExitCode, MdvidError

COMMANDS = {
    "build": "Make a narrated video of each deck.",
    "check": "Say what is wrong with decks, and build nothing.",
    "explain": "Say what a build would do, and why.",
    "verify": "Check that a video is whole: streams, lengths, captions.",
    "new": "Make a deck to start from.",
    "voices": "List the voices that are on this machine.",
    "themes": "List the themes that are on this machine.",
    "illustrators": "List what can draw pictures from words.",
    "doctor": "Say what is installed, what is missing, and how to get it.",
    "setup": "Get the browser and the fonts that mdvid needs.",
    "cache": "Look after what earlier builds kept.",
}
"""What each command does. A command is imported when it is called, and not before."""

_MODULES = {"new": "starter", "cache": "cache_commands"}


class _Commands(TyperGroup):
    """The subcommands: each is a module beside this one."""

    def list_commands(self, ctx: Any) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mdvid.cli.{_MODULES.get(cmd_name, cmd_name)}")
        return typer.main.get_command(module.app)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or "`mdvid --help` lists the commands"
            raise ConfigError(f"unknown command `{args[0]}`", hint=hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001  # as typer calls it
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"mdvid {version('mdvid')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def mdvid(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Markdown in, narrated video out.

    `mdvid build talk.md` makes talk.mp4.
    """
    del version
    if context.invoked_subcommand is None:
        sys.stderr.write(context.get_help() + "\n")
        raise typer.Exit(ExitCode.USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    console = Console.standard(environment())
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments), console)
    except typer.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        # Whoever read us has gone; Python would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  # the last resort
        return _report(error, console)
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(error: BaseException, console: Console) -> ExitCode:
    """Print what went wrong, and return its exit code."""
    match error:
        case MdvidError():
            console.fail(error)
            return error.exit_code
        case TyperException():
            console.fail(_usage_error(error))
            return ExitCode.USAGE
        case KeyboardInterrupt() | typer.Abort():
            console.interrupted()
            return ExitCode.INTERRUPTED
        case _:
            console.bug(error)
            return ExitCode.BUG


def _run(arguments: list[str], console: Console) -> int:
    group = typer.main.get_command(app)
    with group.make_context("mdvid", arguments, obj=console) as context:
        result = group.invoke(context)
        sys.stdout.flush()
    return ExitCode.OK if result is None else int(result)


def _interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    """End as an interrupt does: tools are closed, what is finished is kept."""
    del signum, frame
    raise KeyboardInterrupt


def _usage_error(error: TyperException) -> ConfigError:
    """Return what typer has to say about the command line, in our words."""
    context = getattr(error, "ctx", None)
    hint = f"`{context.command_path} --help` says what it takes" if context else None
    wrong = getattr(error, "option_name", None)
    if wrong and "no such option" in str(error).lower():
        known = [flag for p in context.command.params for flag in p.opts] if context else []
        return ConfigError(f"unknown option `{wrong}`", hint=did_you_mean(wrong, known) or hint)
    message = error.format_message().rstrip(".").replace("'", "`").replace("(s)", "")
    return ConfigError(message[:1].lower() + message[1:], hint=hint)

"""`mdvid setup`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mdvid.backends.chromium import find_browser, setup_browser
from mdvid.cli.console import Console
from mdvid.cli.fonts import install_fonts, missing_scripts
from mdvid.cli.options import command, environment
from mdvid.cli.setup_models import get_models, model_options
from mdvid.config.loader import load_config
from mdvid.errors import ExitCode, ProviderUnavailable


@command(
    click.Option(("--yes", "-y"), is_flag=True, help="Do not ask."),
    click.Option(("--check",), is_flag=True, help="Change nothing."),
    click.Option(
        ("--fonts",), is_flag=True, help="Install fonts for scripts that mdvid does not bring."
    ),
    click.Option(("--browser",), metavar="PATH", help="The Chromium to use."),
    click.Option(
        ("--upgrade",), is_flag=True, help="Fetch the newest commit of the models that are named."
    ),
    *model_options(),
)
def setup(
    *,
    yes: bool,
    check: bool,
    fonts: bool,
    browser: str | None,
    upgrade: bool,
    accept_licence: tuple[str, ...],
    console: Console,
    **models: tuple[str, ...],
) -> ExitCode:
    """Get the browser that draws slides, fonts, and models for voices and pictures.

    Models are said with size, licence and place before any is fetched, and fetched at one commit.
    Whoever asks for models is not asked about a browser.
    """
    loaded = load_config(folder=Path(), environment=environment(), overrides={"browser": browser})
    config = loaded.value.config
    asked = accept_licence or upgrade or any(models.values())
    if browser or not asked:
        _browser(console, config.browser, yes=yes, check=check)
    if asked:
        get_models(
            console,
            models,
            accept_licence,
            config.accept_licence,
            yes=yes,
            check=check,
            upgrade=upgrade,
        )
    if fonts:
        _fonts(console, check=check)
    return ExitCode.OK


def _browser(console: Console, configured: Path | None, *, yes: bool, check: bool) -> None:
    """Find the browser, or get one.

    Raises:
        ProviderUnavailable: there is none, and none may or can be had.
    """
    try:
        found = find_browser(configured)
    except ProviderUnavailable:
        if check or configured:
            raise
        if not (yes or _agreed(console)):
            raise ProviderUnavailable(
                "there is no browser, and none was installed",
                hint="--browser PATH names one that is elsewhere",
            ) from None
        done = setup_browser(say=lambda how: console.note(f"getting a browser: {how}"))
        found = done.browser
    console.note(f"browser: {found.version} ({found.program})")


def _agreed(console: Console) -> bool:
    """Ask whether a browser may be installed; nobody to ask means no."""
    if not sys.stdin.isatty():
        raise ProviderUnavailable(
            "no browser was found, and there is nobody to ask whether to get one",
            hint="`mdvid setup --yes` gets one without asking",
        )
    console.note("no browser was found. mdvid can download one of about 100 MB.")
    return click.confirm("Get it?", default=True, err=True)


def _fonts(console: Console, *, check: bool) -> None:
    missing = missing_scripts()
    if missing == ():
        console.note("fonts: every script that was asked for has one")
        return
    if check:
        said = f"no font has {', '.join(missing)}" if missing else "fontconfig is not here"
        raise ProviderUnavailable(said, hint="mdvid setup --fonts")
    console.note("getting fonts with the package manager of this system")
    install_fonts()
    console.note("fonts: installed")

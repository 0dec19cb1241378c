"""`mdvid voices`."""

from __future__ import annotations

import click

from mdvid.cli.console import Console
from mdvid.cli.options import command, json_option
from mdvid.errors import ExitCode, ProviderUnavailable
from mdvid.providers import registry


@command(
    click.Option(("--lang",), metavar="TAG", default="", help="Only voices of this language."),
    json_option("a JSON array"),
)
def voices(*, lang: str, json: bool, console: Console) -> ExitCode:
    """List the voices that are on this machine, by the names that --voice takes."""
    rows: list[tuple[str, str, str, str]] = []
    for provider in registry.names(registry.NARRATORS):
        try:
            narrator = registry.narrator(provider)
            found = narrator.voices()
        except ProviderUnavailable as error:
            console.fail(error)
            continue
        try:
            rows += (
                (f"{provider}:{voice.name}", voice.lang, voice.description, voice.licence)
                for voice in found
                if _speaks(voice.lang, lang)
            )
        finally:
            narrator.close()
    unspoken = bool(lang) and not rows
    rows.append((registry.SILENCE, "", "says nothing: slides are held in silence", ""))
    header = ("name", "lang", "description", "licence")
    if json:
        console.json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        console.table(header, rows, shortened="description")
    if unspoken:
        console.note(f"no voice speaks `{lang}`; `mdvid voices` lists all")
    return ExitCode.OK


def _speaks(voice_lang: str, wanted: str) -> bool:
    """Return whether a voice of `voice_lang` suits `wanted`: `en` is meant by `en-GB` too."""
    voice, asked = voice_lang.lower(), wanted.lower().replace("_", "-")
    return not asked or voice == asked or voice.startswith(f"{asked}-")

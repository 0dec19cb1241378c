"""`mdvid voices`."""

from __future__ import annotations

import click

from mdvid.backends.models.choice import LISTENERS, VOICES
from mdvid.cli.console import Console
from mdvid.cli.offered import HERE, OFFERED, not_here, show_offered
from mdvid.cli.options import command, json_option
from mdvid.errors import ExitCode, ProviderUnavailable
from mdvid.providers import registry


@command(
    click.Option(("--lang",), metavar="TAG", default="", help="Only voices of this language."),
    json_option("a JSON array"),
)
def voices(*, lang: str, json: bool, console: Console) -> ExitCode:
    """List the voices that are on this machine, by the names that --voice takes.

    Voices that could be fetched are listed after them.
    """
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
                if any(_speaks(spoken, lang) for spoken in (voice.lang, *voice.languages))
            )
        finally:
            narrator.close()
    unspoken = bool(lang) and not rows
    rows.append((registry.SILENCE, "", "says nothing: slides are held in silence", ""))
    header = ("name", "lang", "description", "licence")
    offered = [c for c in not_here((*VOICES, *LISTENERS)) if _speaks(c.lang, lang)]
    if json:
        here = [dict(zip(header, row, strict=True)) | {"state": HERE} for row in rows]
        more = [
            {"name": c.written, "lang": c.lang, "description": c.use, "licence": c.licence}
            | {"state": OFFERED, "option": f"--{c.kind}"}
            for c in offered
        ]
        console.json(here + more)
    else:
        console.table(header, rows, shortened="description")
        show_offered(console, offered)
    if unspoken:
        some = "no voice that is here" if offered else "no voice"
        console.note(f"{some} speaks `{lang}`; `mdvid voices` lists all")
    return ExitCode.OK


def _speaks(voice_lang: str, wanted: str) -> bool:
    """Return whether a voice of `voice_lang` suits `wanted`.

    One for `en-GB` speaks `en`; one for `de` speaks `de-AT`, as far as it says. One for `en-GB`
    does not speak `en-US`.
    """
    voice, asked = (tag.lower().replace("_", "-") for tag in (voice_lang, wanted))
    if not asked or not voice:
        return not asked
    return f"{voice}-".startswith(f"{asked}-") or f"{asked}-".startswith(f"{voice}-")

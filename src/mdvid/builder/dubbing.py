"""Who speaks a language of a deck for which nobody has chosen a voice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mdvid.builder.blame import NotHad
from mdvid.diagnostics import Diagnostic, Severity, Warned
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.project import Project
from mdvid.providers.protocols import Narrator
from mdvid.speech.model import Voice
from mdvid.speech.voices import language_in


def voice_of(project: Project, narrator: Callable[[str], Narrator]) -> Warned[Voice]:
    """Return who speaks the notes of `project`.

    A voice that was chosen for another language of the deck speaks those that it can. The others
    are spoken by its provider's own voice of the language, which is said.

    Raises:
        ProviderUnavailable: there is no such provider on this machine.
        ConfigError: there is none at all.
    """
    chosen, lang = project.config.voice, project.config.lang
    if not (project.foreign_voice and chosen.name) or _speaks(chosen, lang, narrator):
        return Warned(chosen)
    note = Diagnostic(
        severity=Severity.NOTE,
        message=f"`{chosen}` does not speak `{lang}`: `{chosen.provider}` speaks it in its own"
        " voice for that language",
        hint=f"`voice: {{{lang}: {chosen.provider}:NAME}}` names another one",
    )
    return Warned(replace(chosen, name=""), (note,))


def unvoiced(error: NotHad, lang: str) -> NotHad:
    """Return `error` with the advice to choose a voice for the language."""
    hint = f"choose one for it: `voice: {{{lang}: PROVIDER:NAME}}`"
    return type(error)(str(error), hint=f"{error.hint}; or {hint}" if error.hint else hint)


def _speaks(voice: Voice, lang: str, narrator: Callable[[str], Narrator]) -> bool:
    if named := language_in(voice.name):
        return named.partition("-")[0] == lang.partition("-")[0].lower()
    try:
        narrator(voice.provider).resolve(voice.name, lang)
    except (ConfigError, ProviderUnavailable):
        return False
    return True

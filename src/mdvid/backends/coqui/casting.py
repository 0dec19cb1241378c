"""The voice, the speaker and the language that are meant: `MODEL#SPEAKER` to what is on disk."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from mdvid.backends.coqui.folder import VOCODER, VoiceFolder, read_folder
from mdvid.backends.coqui.languages import fitting
from mdvid.backends.models import licences
from mdvid.backends.models.coqui_catalogue import find_entry
from mdvid.backends.models.location import Located, locate, setup_command
from mdvid.backends.models.names import is_place
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ProviderUnavailable

PROVIDER = "coqui"
_MOST_NAMED = 5
"""Speakers or languages that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who speaks."""

    name: str
    """In full, the speaker included."""
    model: str
    folder: Path
    revision: str
    licence: str
    """Empty if nobody knows."""
    voice: VoiceFolder
    vocoder: Path | None = None
    """The folder of what makes sound of its spectrograms, if it has one."""
    speaker: str | None = None
    """As the model calls them; None if there is nobody to choose."""
    language: str | None = None
    """As the model calls it; None if there is nothing to choose."""

    def require_accepted(self, accepted: Collection[str]) -> None:
        """Make sure that the user accepted its licence and its risks, if it has any.

        Raises:
            ProviderUnavailable: one was not.
        """
        licences.require_accepted(self.model, self.licence, accepted)
        if self.voice.unsafe:
            licences.require_accepted(self.model, licences.UNSAFE_PICKLE, accepted)

    def in_language(self, tag: str) -> Cast:
        """Return the same voice, speaking the language of a BCP 47 tag.

        Raises:
            ProviderUnavailable: it does not.
        """
        if not self.voice.languages:
            return self
        language = fitting(tag, self.voice.languages)
        if language is None:
            raise ProviderUnavailable(
                f"the voice `{self.model}` does not speak `{tag}`",
                hint=f"it speaks {_some(self.voice.languages)}",
            )
        return replace(self, language=language)


def cast(name: str, root: Path, *, recorded: bool) -> Cast:
    """Return the voice that `MODEL` or `MODEL#SPEAKER` means.

    `recorded` says that somebody in a recording is to be imitated, so that no speaker is needed.

    Raises:
        ProviderUnavailable: there is no such voice or speaker here.
        ConfigError: the voice cannot imitate anybody.
    """
    model, _, wanted = name.partition("#")
    located = locate(PROVIDER, model, root, what="voice")
    voice = read_folder(located.folder)
    if recorded and not voice.imitates:
        raise ConfigError(
            f"the voice `{located.name}` cannot imitate a recording",
            hint="leave out coqui's setting `speaker_wav`, or choose a voice that can: XTTS",
        )
    speaker = _speaker(located.name, wanted, voice, recorded=recorded)
    vocoder = None if voice.sounds else _vocoder(located)
    return Cast(
        name=f"{located.name}#{speaker}" if speaker else located.name,
        model=located.name,
        folder=located.folder,
        revision="+".join(part.revision for part in (located, vocoder) if part and part.revision),
        vocoder=vocoder.folder if vocoder else None,
        licence=located.licence or voice.licence,
        voice=voice,
        speaker=voice.speakers[speaker] if speaker else None,
    )


def _vocoder(voice: Located) -> Located | None:
    """Return the vocoder in the voice's folder, else the one that was fetched with it.

    Raises:
        ProviderUnavailable: it was made for one that is not here any more.
    """
    own = voice.folder / VOCODER
    if own.is_dir():
        return replace(voice, folder=own, revision="")  # the voice's revision says it too
    if is_place(voice.name):
        return None
    name = find_entry(voice.name).vocoder
    if not name:
        return None
    try:
        return locate(PROVIDER, name, Path(), what="voice")
    except ProviderUnavailable as error:
        raise ProviderUnavailable(
            f"the voice `{voice.name}` needs `{name}` to be heard, which is not on this machine",
            hint=setup_command(PROVIDER, voice.name, "voice"),
        ) from error


def _speaker(model: str, wanted: str, voice: VoiceFolder, *, recorded: bool) -> str:
    """Return the name of the speaker; empty if there is nobody to choose."""
    speakers = {name.lower(): name for name in voice.speakers}
    if wanted.strip().lower() in speakers:
        return speakers[wanted.strip().lower()]
    if wanted and not speakers:
        raise ProviderUnavailable(
            f"the voice `{model}` has one speaker only, and none called `{wanted}`",
            hint=f"write `{PROVIDER}:{model}`",
        )
    listed = _some(voice.speakers)
    if wanted:
        near = did_you_mean(wanted, voice.speakers)
        raise ProviderUnavailable(
            f"the voice `{model}` has no speaker `{wanted}`", hint=near or f"it has {listed}"
        )
    if recorded or not speakers:
        return ""
    if len(speakers) > 1:
        first = next(iter(voice.speakers))
        raise ProviderUnavailable(
            f"the voice `{model}` has {len(speakers)} speakers: {listed}",
            hint=f"say which: `{PROVIDER}:{model}#{first}`",
        )
    return next(iter(voice.speakers))


def _some(names: Collection[str]) -> str:
    """Return the first names, and how many more there are."""
    listed = ", ".join(f"`{name}`" for name in itertools.islice(names, _MOST_NAMED))
    more = len(names) - _MOST_NAMED
    return f"{listed} and {more} more" if more > 0 else listed

"""Whether anything has to be aligned, and with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mdvid.builder.blame import blamed
from mdvid.builder.narrations import Narrations
from mdvid.builder.troupe import Troupe
from mdvid.diagnostics import Diagnostic, Severity, Warned
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.project import Project
from mdvid.providers.protocols import Aligner, Narrator
from mdvid.speech.model import SpeechItem, Utterance

Speech = Mapping[int, Sequence[SpeechItem]]
"""What is said, by slide number."""


def aligner_for(project: Project, troupe: Troupe, said: Narrations) -> Warned[Aligner | None]:
    """Return what aligns the words of voices that do not say when they speak them.

    None if there are no such voices in the deck, or the settings name no model. A model hears one
    language: if only others have one, that is noted.

    Raises:
        ProviderUnavailable: a model, or what runs it, is not on this machine.
        DeckError: the same, if it was the deck that named the model.
    """
    languages = (project, *project.further)
    untimed = [
        one
        for one, speech in zip(languages, said.all(), strict=True)
        if is_untimed(speech, said.narrators)
    ]
    named = any(one.config.align for one in languages)
    notes = tuple(
        _estimated(one)
        for one in untimed
        if not one.config.align and (named or one.foreign_aligner)
    )
    heard = [one for one in untimed if one.config.align]
    return Warned(_found(heard, troupe) if heard else None, notes)


def is_untimed(speech: Speech, narrators: Mapping[str, Narrator]) -> bool:
    """Return whether nobody says of some words when they are spoken."""
    utterances = [item for said in speech.values() for item in said if isinstance(item, Utterance)]
    if any(item.recording and item.words for item in utterances):
        return True
    voices = {(u.voice.provider, u.voice.name) for u in utterances if not u.recording}
    return not all(narrators[who].model(voice).word_times for who, voice in voices)


def _found(heard: Sequence[Project], troupe: Troupe) -> Aligner:
    """Return what has the models of all these languages."""
    made = troupe.aligner({one.config.align for one in heard})
    for one in heard:
        try:
            made.model(one.config.align)
            _ = made.fingerprint  # a package that is missing is an error of this setting, too
        except (ConfigError, ProviderUnavailable) as error:
            raise blamed(error, one.origins.get(("align",))) from error
    return made


def _estimated(project: Project) -> Diagnostic:
    lang = project.config.lang
    return Diagnostic(
        severity=Severity.NOTE,
        message=f"when words are spoken in `{lang}` is estimated: `align` names models for other"
        " languages only",
        hint=f"`align: {{{lang}: MODEL}}` names one for it",
    )

"""Whether anything has to be aligned, and with what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mdvid.builder.blame import blamed
from mdvid.builder.troupe import Troupe
from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.project import Project
from mdvid.providers.protocols import Aligner, Narrator
from mdvid.speech.model import SpeechItem, Utterance

Speech = Mapping[int, Sequence[SpeechItem]]
"""What is said, by slide number."""


def aligner_for(
    project: Project, troupe: Troupe, narrators: Mapping[str, Narrator], speech: Speech
) -> Aligner | None:
    """Return what aligns the words of voices that do not say when they speak them.

    None if there are no such voices in the deck, or the settings name no model.

    Raises:
        ProviderUnavailable: the model, or what runs it, is not on this machine.
        DeckError: the same, if it was the deck that named the model.
    """
    name = project.config.align
    voices = {
        (item.voice.provider, item.voice.name)
        for said in speech.values()
        for item in said
        if isinstance(item, Utterance) and not item.recording
    }
    recorded = any(
        isinstance(item, Utterance) and item.recording and item.words
        for said in speech.values()
        for item in said
    )
    timed = not recorded and all(narrators[who].model(voice).word_times for who, voice in voices)
    if not name or timed:
        return None
    made = troupe.aligner
    try:
        made.model(name)
        _ = made.fingerprint  # a package that is missing is an error of this setting, too
    except (ConfigError, ProviderUnavailable) as error:
        raise blamed(error, project.origins.get(("align",))) from error
    return made

"""Who is meant by `(voice: espeak:en-gb)`, and by `Alice:`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from mdvid.speech.directions import Direction
from mdvid.speech.model import Speaker, Voice

_PROVIDERS = frozenset({"espeak", "coqui", "none"})
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def voice_of(
    direction: Direction, speakers: Mapping[str, Speaker], *, current: Voice, default: Voice
) -> Voice:
    """Return the voice that a direction asks for; `(voice: Alice)` is as good as `Alice:`."""
    asked = (direction.speaker or direction.voice).casefold()
    speaker = next((one for name, one in speakers.items() if name.casefold() == asked), None)
    if speaker is None:
        return voice_for(direction.voice, current=current, default=default)
    meant = speaker.voice
    # With the colon: a provider that is not ours is no name of a voice.
    voice = voice_for(f"{meant.provider}:{meant.name}", current=current, default=default)
    return replace(voice, rate=default.rate if speaker.rate is None else speaker.rate)


def voice_for(written: str, *, current: Voice, default: Voice) -> Voice:
    """Return the voice that is meant, at the current rate.

    Without a provider it is the current one's. A voice that is named by a language reads its text
    as that language.
    """
    if written.lower() == "default":
        return replace(default, rate=current.rate)
    provider, colon, name = written.partition(":")
    if not colon:
        provider, name = (written, "") if written in _PROVIDERS else (current.provider, written)
    lang = language_in(name) or default.lang
    return Voice(provider=provider, name=name, lang=lang, rate=current.rate)


def language_in(name: str) -> str:
    """Return the language that a voice is named by; empty if its name says none."""
    # `en-gb+f3`, and `de/thorsten/vits` or the same with Coqui's prefix.
    tag = name.removeprefix("tts_models/").partition("/")[0].partition("+")[0]
    return tag if _TAG.fullmatch(tag) else ""

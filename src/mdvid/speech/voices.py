"""Who is meant by `(voice: espeak:en-gb)`."""

from __future__ import annotations

import re
from dataclasses import replace

from mdvid.speech.model import Voice

_PROVIDERS = frozenset({"espeak", "coqui", "none"})
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


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
    # `en-gb+f3`, and `de/thorsten/vits` or the same with Coqui's prefix.
    tag = name.removeprefix("tts_models/").partition("/")[0].partition("+")[0]
    lang = tag if _TAG.fullmatch(tag) else default.lang
    return Voice(provider=provider, name=name, lang=lang, rate=current.rate)

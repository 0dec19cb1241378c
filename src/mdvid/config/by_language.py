"""Settings that may be a table by language: `voice: {en: espeak:en-gb, es: espeak:es-419}`."""

from __future__ import annotations

from collections.abc import Mapping

from mdvid.config.layers import Layer
from mdvid.config.values import BadValue, language, languages, voice
from mdvid.media.language import nearest

VOICE = "voice"


def choose_voice(merged: Layer) -> bool:
    """Put the voice of the (first) language in the place of a table of voices, if there is one.

    Without one for the language, it is as if nobody had named any. Wrong entries of any language
    are noted in `merged`. Returns whether there was a table.
    """
    written = merged.values.get(VOICE)
    if not isinstance(written, Mapping):
        return False
    for tag, said in written.items():
        _judge(merged, str(tag), said)
    chosen = nearest(_language(merged.values.get("lang", "en")), written)
    merged.origins.pop((VOICE,), None)
    del merged.values[VOICE]
    if chosen is not None:
        origin = merged.origin((VOICE, chosen))
        merged.put((VOICE,), written[chosen], origin)
    return True


def _language(written: object) -> str:
    try:
        return languages(written)[0]
    except BadValue:
        return ""  # which is reported with the other settings


def _judge(merged: Layer, tag: str, said: object) -> None:
    origin = merged.origin((VOICE, tag))
    try:
        language(tag)
        voice(said)
    except BadValue as problem:
        # In a message, a key of the table is the whole of it: `voice.es`.
        label = origin.label.replace(f"`{VOICE}`", f"`{VOICE}.{tag}`")
        shown = tag if problem.problem.startswith("must be a language") else said
        merged.complain(origin, f"{label} {problem.problem}, not `{shown}`", hint=problem.hint)

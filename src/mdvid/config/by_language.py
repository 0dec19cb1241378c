"""Settings that may be a table by language: `voice: {en: espeak:en-gb, es: espeak:es-419}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mdvid.config.layers import Layer
from mdvid.config.values import BadValue, language, languages, text, voice
from mdvid.media.language import nearest

ALIGN, VOICE = "align", "voice"

_READERS: Mapping[str, Callable[[object], object]] = {ALIGN: text, VOICE: voice}


def choose(merged: Layer) -> frozenset[str]:
    """Put what is said for the (first) language in the place of tables by language.

    Where nothing is said for the language, it is as if nobody had said anything. Wrong entries of
    any language are noted in `merged`. Returns the keys that had tables.
    """
    return frozenset(key for key in _READERS if _chosen(merged, key))


def _chosen(merged: Layer, key: str) -> bool:
    written = merged.values.get(key)
    if not isinstance(written, Mapping):
        return False
    for tag, said in written.items():
        _judge(merged, key, str(tag), said)
    chosen = nearest(_language(merged.values.get("lang", "en")), written)
    merged.origins.pop((key,), None)
    del merged.values[key]
    if chosen is not None:
        origin = merged.origin((key, chosen))
        merged.put((key,), written[chosen], origin)
    return True


def _language(written: object) -> str:
    try:
        return languages(written)[0]
    except BadValue:
        return ""  # which is reported with the other settings


def _judge(merged: Layer, key: str, tag: str, said: object) -> None:
    origin = merged.origin((key, tag))
    try:
        language(tag)
        _READERS[key](said)
    except BadValue as problem:
        # In a message, a key of the table is the whole of it: `voice.es`.
        label = origin.label.replace(f"`{key}`", f"`{key}.{tag}`")
        shown = tag if problem.problem.startswith("must be a language") else said
        merged.complain(origin, f"{label} {problem.problem}, not `{shown}`", hint=problem.hint)

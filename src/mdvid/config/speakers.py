"""`voices:`: who speaks what begins with a name, `Alice: Hello.`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mdvid.config.values import BadValue, number, voice
from mdvid.diagnostics import did_you_mean
from mdvid.speech.model import Speaker, Voice

_MUST = "must be names with a voice each, such as `Alice: espeak:en-gb`"
_KEYS = ("voice", "rate")
_LONGEST_NAME = 60
_rate = number(0.25, 4)


def speakers(value: object) -> dict[str, Speaker]:
    """Return the speakers by name, as it is written."""
    if not isinstance(value, Mapping):
        raise BadValue(_MUST)
    found = {str(name).strip(): _speaker(name, said) for name, said in value.items()}
    folded = {name.casefold() for name in found}
    if len(folded) < len(value):
        raise BadValue("must not name a speaker twice; capitals make no difference")
    return found


def _speaker(name: object, said: object) -> Speaker:
    written = str(name).strip()
    if not re.fullmatch(r"[^\W_][^:\n\r*\\()\[\]<>]*", written) or len(written) > _LONGEST_NAME:
        raise BadValue(f"must have names of at most {_LONGEST_NAME} letters; `{written}` is none")
    if not isinstance(said, Mapping):
        return Speaker(voice=_voice(written, said))
    for key in said:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS) or "a speaker has a `voice` and a `rate`"
            raise BadValue(f"must not say `{key}` of `{written}`", hint)
    rate = said.get("rate")
    return Speaker(
        voice=_voice(written, said.get("voice")), rate=None if rate is None else _pace(rate)
    )


def _voice(speaker: str, value: object) -> Voice:
    if value is None or value == "":
        raise BadValue(
            f"must name a voice for `{speaker}`", f"write `{speaker}: espeak:en-gb`, for example"
        )
    try:
        return voice(value)
    except BadValue as problem:
        raise BadValue(f"must name a voice for `{speaker}` such as `espeak:en-gb`") from problem


def _pace(value: object) -> float:
    try:
        return _rate(value)
    except BadValue as problem:
        raise BadValue(f"must give a `rate` that is {problem.problem[len('must be ') :]}") from None

"""`voices:`: who speaks what begins with a name, `Alice: Hello.`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mdvid.config.values import BadValue, number, raise_all, voice
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
    found: dict[str, Speaker] = {}
    problems: list[BadValue] = []
    for name, said in value.items():
        written = str(name).strip()
        if any(written.casefold() == known.casefold() for known in found):
            twice = BadValue("must have names that differ by more than capitals", found=written)
            problems.append(twice.under(str(name)))
            continue
        try:
            found[written] = _speaker(written, said)
        except BadValue as problem:
            problems.append(problem.under(str(name)))
    raise_all(problems)
    return found


def voice_of_name(
    voice: Voice, rate: float, speakers: Mapping[str, Speaker]
) -> tuple[Voice, float]:
    """Return the voice and the pace that are meant: `voice: Alice` means the voice she has."""
    asked = str(voice).casefold()
    for name, speaker in speakers.items():
        if name.casefold() == asked:
            return speaker.voice, rate if speaker.rate is None else speaker.rate
    return voice, rate


def _speaker(written: str, said: object) -> Speaker:
    if not re.fullmatch(r"[^\W_][^:\n\r*\\()\[\]<>]*", written) or len(written) > _LONGEST_NAME:
        raise BadValue(f"must have names of at most {_LONGEST_NAME} letters", found=written)
    if not isinstance(said, Mapping):
        return Speaker(voice=_voice(written, said))
    for key in said:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS)
            raise BadValue(f"must give `{written}` a `voice` and a `rate`", hint, found=str(key))
    rate = said.get("rate")
    return Speaker(
        voice=_voice(written, said.get("voice")),
        rate=None if rate is None else _pace(written, rate),
    )


def _voice(speaker: str, value: object) -> Voice:
    if value is None or value == "":
        hint = f"write `{speaker}: espeak:en-gb`, for example"
        raise BadValue(f"must name a voice for `{speaker}`", hint, found="")
    try:
        return voice(value)
    except BadValue as problem:
        hint = f"write `{speaker}: espeak:en-gb`, for example"
        raise BadValue(f"must name a voice for `{speaker}`", hint, found=value) from problem


def _pace(speaker: str, value: object) -> float:
    try:
        return _rate(value)
    except BadValue as problem:
        must = problem.problem.removeprefix("must be ")
        raise BadValue(f"must give `{speaker}` a `rate` that is {must}", found=value) from None

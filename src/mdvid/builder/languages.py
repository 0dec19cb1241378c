"""Languages that mdvid has no rules for: what their numbers sound like is left to the voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.speech.model import SpeechItem, Utterance
from mdvid.speech.normalise import SPELLED_OUT

_MESSAGE = "is left to the voice"


def unspelled(speech: Mapping[int, Sequence[SpeechItem]]) -> Iterator[Diagnostic]:
    """Yield one remark for each language whose numbers nobody spells out, at its first words."""
    seen: set[str] = set()
    for number, items in speech.items():
        for item in items:
            if not isinstance(item, Utterance) or item.voice.lang in seen:
                continue
            seen.add(item.voice.lang)
            if item.voice.lang.partition("-")[0].lower() not in SPELLED_OUT:
                yield _remark(item, number)


def raised(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return them with the remarks of `unspelled` as notes, for somebody who asks what is said."""
    return tuple(
        replace(d, severity=Severity.NOTE) if _MESSAGE in d.message else d for d in diagnostics
    )


def _remark(item: Utterance, slide: int) -> Diagnostic:
    return Diagnostic(
        severity=Severity.INFO,
        message=f"how numbers and symbols are said in `{item.voice.lang}` {_MESSAGE}:"
        f" mdvid spells them out in {', '.join(SPELLED_OUT[:-1])} and {SPELLED_OUT[-1]}",
        span=item.span,
        hint="write in words what comes out wrong, or put it into `lexicon`",
        slide=slide,
    )

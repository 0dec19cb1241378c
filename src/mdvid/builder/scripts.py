"""Scripts of slides: those whose notes have not changed are not read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from mdvid.builder.recent import Recent
from mdvid.diagnostics import Diagnostic, Span, Warned
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Speaker, SpeechItem, Utterance, Voice
from mdvid.speech.script import NOBODY, UNNAMED, make_script

Script: TypeAlias = Warned[tuple[SpeechItem, ...]]


class Scripts:
    """Makes scripts, and remembers those of the last builds, wherever their slides are now."""

    def __init__(self) -> None:
        self._recent: Recent[object, tuple[int, Script]] = Recent()

    def begin(self) -> None:
        """Forget what the last builds did not ask for."""
        self._recent.begin()

    def make(
        self,
        passages: Sequence[Passage],
        *,
        voice: Voice,
        lexicon: Lexicon,
        speakers: Mapping[str, Speaker] = NOBODY,
        steps: Mapping[str, int] = UNNAMED,
    ) -> Script:
        """Return what `make_script` does."""
        top = passages[0].span.line if passages else 0
        key = (
            tuple((p.text, replace(p.span, line=p.span.line - top)) for p in passages),
            voice,
            lexicon.key,
            tuple(speakers.items()),
            tuple(steps.items()),
        )
        line, script = self._recent.get(
            key,
            lambda: (
                top,
                make_script(passages, voice=voice, lexicon=lexicon, speakers=speakers, steps=steps),
            ),
        )
        return script if line == top else _moved(script, top - line)


def _moved(script: Script, lines: int) -> Script:
    return Warned(
        tuple(_moved_item(item, lines) for item in script.value),
        tuple(_moved_diagnostic(found, lines) for found in script.diagnostics),
    )


def _moved_item(item: SpeechItem, lines: int) -> SpeechItem:
    if not isinstance(item, Utterance):
        return item
    recording = item.recording
    if recording:
        recording = replace(recording, span=_moved_span(recording.span, lines))
    return replace(item, span=_moved_span(item.span, lines), recording=recording)


def _moved_diagnostic(found: Diagnostic, lines: int) -> Diagnostic:
    return replace(found, span=_moved_span(found.span, lines)) if found.span else found


def _moved_span(span: Span, lines: int) -> Span:
    return replace(span, line=span.line + lines)

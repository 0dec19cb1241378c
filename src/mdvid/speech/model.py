"""What is said: utterances and pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mdvid.diagnostics import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, and how."""

    provider: str
    """`espeak`, `coqui`, ... or `none`."""
    name: str = ""
    """As the provider names it; empty means its default for the language."""
    lang: str = "en"
    """BCP 47 tag of the text."""
    rate: float = 1.0
    """1 is the voice's normal pace, 2 twice as fast."""

    def __str__(self) -> str:
        """Return what people type: `espeak:en-us`."""
        return f"{self.provider}:{self.name}" if self.name else self.provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says what begins with a name."""

    voice: Voice
    rate: float | None = None
    """None means: that of the slide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound that somebody recorded."""

    source: str
    """Its path, as written."""
    span: Span
    """Of the direction that names it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of notes, as Markdown with stage directions."""

    text: str
    span: Span
    """Where `text` begins; its excerpt is that whole line of the deck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word as written, and where it is in the spoken text."""

    text: str
    start: int
    """First character in `Utterance.spoken`, counted from 0."""
    end: int
    """One past its last character there; equal to `start` if it is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """`[click]`, or a bookmark: from this word on, another step is shown."""

    step: int
    word: int
    """Index into `Utterance.words`; their number means: when all of them have been said."""
    mark: str | None = None
    """What the bookmark says that it was; None if it was `[click]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence: one take of one voice, never cut inside."""

    text: str
    """As written, without markup; for captions and the transcript."""
    spoken: str
    """As said: numbers, units, symbols and the lexicon expanded."""
    words: tuple[Word, ...]
    """The words of `text`, in order."""
    voice: Voice
    cues: tuple[Cue, ...] = ()
    span: Span
    recording: Recording | None = None
    """What is heard instead of the voice; then this may be several sentences, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Silence between two utterances, instead of the usual gap."""

    milliseconds: int


SpeechItem: TypeAlias = Utterance | Pause

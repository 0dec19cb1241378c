"""The nouns of the finished video. Time is integer samples and integer frames; never floats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

SAMPLE_RATE = 48_000
"""Samples a second of every sound after mastering."""

AAC_FRAME = 1024
"""Samples that one AAC-LC frame carries (ISO/IEC 14496-3)."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels; both even."""

    width: int
    height: int

    def __str__(self) -> str:
        """Return `1920x1080`."""
        return f"{self.width}x{self.height}"


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames a second, as a ratio: 30/1, 30000/1001."""

    numerator: int
    denominator: int = 1

    @property
    def fraction(self) -> Fraction:
        """Frames a second."""
        return Fraction(self.numerator, self.denominator)

    def __str__(self) -> str:
        """Return `30/1`."""
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWord:
    """A word as written, and when it is heard."""

    text: str
    start: int
    """Samples from the beginning of whatever holds it."""
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedUtterance:
    """One utterance, and when it is heard."""

    text: str
    spoken: str
    voice: str
    start: int
    """Samples from the beginning of whatever holds it (a slide's sound, or the video)."""
    end: int
    words: tuple[TimedWord, ...] = ()
    cues: tuple[tuple[int, int], ...] = ()
    """(step, sample) pairs: from that sample on, that step is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideSound:
    """The narration of one slide, laid out; its position in the video is not known yet."""

    aac_frames: int
    """Length of its run of AAC frames; 0 for a silent slide."""
    samples: int
    """How long the slide is held: leading silence, speech, closing silence."""
    utterances: tuple[TimedUtterance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedStep:
    """One picture, and the frames it is held for."""

    start_frame: int
    frames: int
    moving: bool = False
    """It is no single picture, but a clip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSlide:
    """One slide in the video."""

    number: int
    id: str
    title: str
    line: int
    start_frame: int
    frames: int
    steps: tuple[TimedStep, ...]
    utterances: tuple[TimedUtterance, ...] = ()
    """In samples from the beginning of the video."""
    continued: bool = False
    """It goes on under the heading of the slide before: no chapter of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrationEntry:
    """What the slides of a video are called in another language."""

    lang: str
    """BCP 47 tag."""
    tag: str
    """The language as it was asked for: in names of files and of steps."""
    title: str
    titles: tuple[str, ...]
    """By slide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedNarration:
    """What is said to the slides of a video in another language."""

    entry: NarrationEntry
    utterances: tuple[tuple[TimedUtterance, ...], ...]
    """By slide, in samples from the beginning of the video."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The truth that everything else is derived from."""

    deck: str
    """File name of the deck."""
    title: str
    lang: str
    size: Size
    fps: FrameRate
    slides: tuple[TimedSlide, ...]
    narrations: tuple[TimedNarration, ...] = ()
    """In further languages; that of the slides is the first."""

    def spoken_in(self, narration: TimedNarration) -> Timeline:
        """Return the timeline of the same pictures with one of its narrations alone."""
        entry = narration.entry
        said = zip(self.slides, entry.titles, narration.utterances, strict=True)
        return replace(
            self,
            title=entry.title,
            lang=entry.lang,
            slides=tuple(replace(s, title=title, utterances=heard) for s, title, heard in said),
            narrations=(),
        )

    @property
    def frames(self) -> int:
        """Length of the video in frames."""
        last = self.slides[-1]
        return last.start_frame + last.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """One or two lines of text on screen."""

    lines: tuple[str, ...]
    start: int
    """Milliseconds."""
    end: int
    words: tuple[tuple[tuple[int, str], ...], ...] = ()
    """By line, when each word is heard, in milliseconds, and the word with the space before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionLook:
    """How captions look; colours are `#rrggbb` or `#rrggbbaa`."""

    font: str = "sans-serif"
    color: str = "#ffffff"
    background: str = "#0c0e12e0"
    bottom: int | None = None
    """Thousandths of the picture's height below them; None for what is usual in its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A place in the video that a player lists."""

    title: str
    start: int
    """Milliseconds."""
    end: int

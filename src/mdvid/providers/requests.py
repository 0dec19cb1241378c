"""Requests: everything a provider may know about what it is to make.

A request is the cache key. What changes the result is in it; what does not, is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdvid.engine.digest import Digest
from mdvid.media.model import FrameRate, Size
from mdvid.speech.model import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrationRequest:
    """Speak one utterance."""

    text: str
    """As it is to be said; words in the IPA are between `⟦` and `⟧`."""
    voice: Voice
    seed: int = 0
    """For voices that draw lots; another one gives another take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingRequest:
    """Take a recording for the speech of a stretch of text."""

    recording: Digest
    format: str
    """Of the file, as FFmpeg calls it."""
    text: str
    """What is said in it: its words are spread over the speech that is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MasteringRequest:
    """Make one take of speech ready to be joined: 48 kHz, equalised, at the same loudness."""

    text: str
    """What was said: silence, clipping and length are judged against it."""
    loudness: float = -16.0
    """Integrated loudness in LUFS (EBU R 128)."""
    true_peak: float = -1.5
    """Highest true peak in dBTP (ITU-R BS.1770)."""
    equaliser: bool = True
    """Whether it is treated for what synthetic voices lack."""
    recorded: bool = False
    """It is somebody's own: it may be as long as it is, and as distorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundItem:
    """One take in a slide's sound. The gap before it belongs to it."""

    text: str
    spoken: str
    voice: str
    words: tuple[tuple[str, int, int], ...]
    """(as written, start, end) with character offsets into `spoken`."""
    cues: tuple[tuple[int, int], ...] = ()
    """(step, index into `words`)."""
    gap: int = 0
    """Milliseconds of silence before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundRequest:
    """Lay out and encode the narration of one slide. One mastered take is given per item."""

    items: tuple[SoundItem, ...]
    lead: int
    """Milliseconds of silence before the first item."""
    tail: int
    """Milliseconds of silence after the last item, pauses at the end included."""
    hold: int
    """Milliseconds the slide is shown at least."""
    bit_rate: int = 96_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that a slide or its theme refers to."""

    name: str
    """Its URL, relative to the slide's document."""
    digest: Digest
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFile:
    """A recording that the notes name."""

    digest: Digest
    format: str
    """As FFmpeg calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest:
    """Render one step of one slide."""

    document: str
    """HTML with the theme's CSS and an empty body; the same for all slides of a deck, so that
    a page is loaded once."""
    slide: str
    """HTML of the `<section>`."""
    step: int
    """What has a greater `data-step` is not seen yet; `mdvid.show` in the document sees to it."""
    size: Size
    caption: int = 0
    """Which of the captions behind the slide is seen, by its number from 1; 0 for none."""
    assets: tuple[Asset, ...] = ()
    illustrations: tuple[str, ...] = ()
    """URLs of the pictures that other steps make, in the order in which they are given."""
    smallest: float = 0.6
    """How far text that overflows may be shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IllustrationRequest:
    """Make one picture from words."""

    prompt: str
    model: str
    """As the provider names it; empty means its default."""
    size: Size
    seed: int
    style: str = ""
    negative: str = ""
    palette: tuple[str, ...] = ()
    """The theme's colours as `#rrggbb`: background, text, then accents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnlargementRequest:
    """Make a picture larger."""

    size: Size
    """Of the result."""
    model: str = ""
    """Empty means: none, it is resampled (Lanczos)."""
    prompt: str = ""
    """What the picture shows, for models that want to know."""
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimationRequest:
    """Make a clip out of a picture that is its first frame."""

    model: str
    prompt: str
    size: Size
    seed: int
    negative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentRequest:
    """Find out when each word of a take is spoken."""

    text: str
    """What is said."""
    lang: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillRequest:
    """Encode one picture as a coded still: one IDR access unit that can be held."""

    size: Size
    fps: FrameRate
    crf: int = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRequest:
    """Encode one picture held for some frames, every frame by the encoder (`holds: encoded`)."""

    still: StillRequest
    step: int
    """Index, from 0, of the step in the slide; its frames follow from the slide's sound."""
    steps: int
    frames: int = 0
    """How many, where that does not follow from the sound."""
    keyframe_seconds: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class InterpolationRequest:
    """Bring a clip to the frame rate of the video, with frames between those it has."""

    fps: FrameRate


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRequest:
    """Encode a picture that moves, so that it can be shown for any number of frames."""

    still: StillRequest
    loop: bool = True
    """To and fro without end; else it plays once and rests on its last frame."""
    encoded_holds: bool = False
    """Whether the rest is encoded too, and not held."""
    keyframe_seconds: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MuxRequest:
    """Join everything into one MP4."""

    size: Size
    fps: FrameRate
    title: str
    lang: str
    captions: bool
    """Whether a caption track is made."""
    burnt: bool = False
    """Whether captions are part of the pictures: all of a slide with speech are in one stream."""
    further: tuple[str, ...] = ()
    """Languages of further narrations: a track of sound and one of captions for each."""
    encoded_holds: bool = False
    keyframe_seconds: int = 5

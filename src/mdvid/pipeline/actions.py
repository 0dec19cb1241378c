"""The kinds of step an mdvid build has. Each action is the order and the cache key."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mdvid.media.model import CaptionLook, FrameRate, NarrationEntry, Size
from mdvid.media.timeline import SlideEntry
from mdvid.pipeline.pins import PinnedFiles
from mdvid.providers.requests import (
    AlignmentRequest,
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    InterpolationRequest,
    MasteringRequest,
    MotionRequest,
    MuxRequest,
    NarrationRequest,
    PictureRequest,
    RecordingRequest,
    SegmentRequest,
    SoundRequest,
    StillRequest,
)


@dataclass(frozen=True, slots=True)
class Narrate:
    """Speak one utterance."""

    request: NarrationRequest
    pool: ClassVar[str] = "worker"
    suffix: ClassVar[str] = ".wav"


@dataclass(frozen=True, slots=True)
class UseRecording:
    """Take a recording for speech."""

    request: RecordingRequest
    pool: ClassVar[str] = "worker"
    suffix: ClassVar[str] = ".wav"


@dataclass(frozen=True, slots=True)
class Align:
    """Find out when the words of one take are spoken. Needs: the take."""

    request: AlignmentRequest
    pool: ClassVar[str] = "worker"
    suffix: ClassVar[str] = ".wav"


@dataclass(frozen=True, slots=True)
class Master:
    """Bring one take to 48 kHz and to the loudness of all others. Needs: the take."""

    request: MasteringRequest
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".wav"


@dataclass(frozen=True, slots=True)
class EncodeSound:
    """Lay out and encode the narration of one slide. Needs: its mastered takes, in order."""

    request: SoundRequest
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".aac"


@dataclass(frozen=True, slots=True)
class HoldLongest:
    """Hold a slide as long as its longest narration. Needs: its sounds, the first one first."""

    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".aac"


@dataclass(frozen=True, slots=True)
class Illustrate:
    """Make one picture from words."""

    request: IllustrationRequest
    pool: ClassVar[str] = "illustrator"
    suffix: ClassVar[str] = ".png"


@dataclass(frozen=True, slots=True)
class Enlarge:
    """Make a picture larger. Needs: the picture."""

    request: EnlargementRequest
    pool: ClassVar[str] = "model"
    suffix: ClassVar[str] = ".png"


@dataclass(frozen=True, slots=True)
class Animate:
    """Make a clip of a picture. Needs: the picture."""

    request: AnimationRequest
    pool: ClassVar[str] = "model"
    suffix: ClassVar[str] = ".mp4"


@dataclass(frozen=True, slots=True)
class Interpolate:
    """Bring a clip to the frame rate of the video. Needs: the clip."""

    request: InterpolationRequest
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".mp4"


@dataclass(frozen=True, slots=True)
class RenderPicture:
    """Render one step of one slide. Needs: its illustrations, in order."""

    request: PictureRequest
    pool: ClassVar[str] = "browser"
    suffix: ClassVar[str] = ".png"


@dataclass(frozen=True, slots=True)
class ConvertPicture:
    """Write a picture as JPEG. Needs: the picture."""

    quality: int = 90
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".jpg"


@dataclass(frozen=True, slots=True)
class EncodeStill:
    """Encode one picture so that it can be held. Needs: the picture."""

    request: StillRequest
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".h264"


@dataclass(frozen=True, slots=True)
class EncodeSegment:
    """Encode every frame of a hold. Needs: the picture, the slide's sound."""

    request: SegmentRequest
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".h264"


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeMotion:
    """Render a slide once for each frame of its clips, and encode that.

    Needs: its illustrations, in order, then the clips. In one step, as all of the frames between
    the browser and the encoder would be far larger than what goes in and comes out.
    """

    picture: PictureRequest
    moving: tuple[tuple[str, Size], ...]
    """For each clip the URL of the illustration that it takes the place of, and its size."""
    motion: MotionRequest
    pool: ClassVar[str] = "browser"
    suffix: ClassVar[str] = ".h264"


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnCaptions:
    """Draw the captions of a slide onto its pictures, and encode what is shown.

    Needs: its illustrations, in order, its sound, the pictures of its steps.
    """

    pictures: tuple[PictureRequest, ...]
    """Of its steps, without captions."""
    still: StillRequest
    lang: str
    encoded_holds: bool = False
    pool: ClassVar[str] = "browser"
    suffix: ClassVar[str] = ".h264"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeTimeline:
    """Put all slides one after the other. Needs: the sound of every slide."""

    deck: str
    title: str
    lang: str
    size: Size
    fps: FrameRate
    slides: tuple[SlideEntry, ...]
    further: tuple[NarrationEntry, ...] = ()
    """In other languages; their sounds come after those of the slides."""
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".json"


class TextFormat(enum.Enum):
    """The texts that follow from the timeline."""

    VTT = "vtt"
    SRT = "srt"
    ASS = "ass"
    CHAPTERS = "chapters"
    TXT = "txt"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteText:
    """Write captions, chapters, the transcript or the public timeline. Needs: the timeline."""

    format: TextFormat
    narration: int = 0
    """Index among the narrations: 0 for that of the slides, then the further ones."""
    pictures: tuple[tuple[str, ...], ...] = ()
    """Per slide, what its pictures show; only the transcript has it."""
    burnt: bool = False
    """Captions are part of the pictures; only the timeline says so."""
    words: bool = False
    """Each word has its time; only WebVTT can say so."""
    look: CaptionLook | None = None
    """Of captions; only ASS can say so."""
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinVideo:
    """Join everything.

    Needs: the timeline, then per slide its stills and its sound, then per further narration the
    sounds of all slides.
    """

    request: MuxRequest
    steps: tuple[int, ...]
    """Per slide, how many stills it has."""
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".mp4"


@dataclass(frozen=True, slots=True)
class UsePinned:
    """Take a result that lies beside the deck."""

    pin: PinnedFiles
    pool: ClassVar[str] = "cpu"

    @property
    def suffix(self) -> str:
        """What the name of the main file ends with."""
        return self.pin.files[0].suffix


PipelineAction: TypeAlias = (
    UsePinned
    | Narrate
    | UseRecording
    | Align
    | Master
    | EncodeSound
    | HoldLongest
    | Illustrate
    | Enlarge
    | Animate
    | Interpolate
    | RenderPicture
    | ConvertPicture
    | EncodeStill
    | EncodeSegment
    | EncodeMotion
    | BurnCaptions
    | MakeTimeline
    | WriteText
    | JoinVideo
)

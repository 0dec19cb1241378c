"""Settings, after every source of them has been merged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from mdvid.config import sizes, values
from mdvid.config.output import FORMATS, OutputPlace, output_place
from mdvid.deck.model import Dialect, Narration
from mdvid.media.model import FrameRate, Size
from mdvid.speech.model import Voice

Text = Annotated[str, PlainValidator(values.text)]
Name = Annotated[str, PlainValidator(values.name)]
Switch = Annotated[bool, PlainValidator(values.switch)]
OptionalPath = Annotated[Path | None, PlainValidator(values.path)]
Seed = Annotated[int | None, PlainValidator(values.whole(0, 2**63 - 1))]


def _dialect(value: object) -> Dialect | None:
    chosen = values.one_of("auto", *(dialect.value for dialect in Dialect))(value)
    return None if chosen == "auto" else Dialect(chosen)


def _narration(value: object) -> Narration | None:
    chosen = values.one_of("auto", *(narration.value for narration in Narration))(value)
    return None if chosen == "auto" else Narration(chosen)


def _hold(value: object) -> int | None:
    if str(value).strip().lower() == "auto":
        return None
    try:
        return values.milliseconds(0.1, 3600)(value)
    except values.BadValue:
        raise values.BadValue("must be `auto`, or seconds from 0.1 to 3600") from None


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Illustration(_Frozen):
    """How pictures are made from words."""

    style: Text = ""
    """Said after every prompt: `flat vector, limited palette`."""
    negative: Text = ""
    """What should not be in them, for models that understand it."""
    seed: Seed = None
    """None means: from the words of the prompt."""
    auto: Switch = False
    """Give every slide without a picture one, from its heading."""


class Config(_Frozen):
    """The settings of one build. Times are integer milliseconds."""

    title: Text = ""
    """Of the video; empty means the deck's first heading."""
    lang: Annotated[str, PlainValidator(values.language)] = "en"
    """BCP 47 tag: picks the default voice, and how numbers and captions are treated."""
    theme: Name = "plain"
    """A name, or a path to a theme's folder."""
    size: Annotated[Size, PlainValidator(sizes.size)] = Size(1920, 1080)
    """`1920x1080`, `720p`, `1080p`, `1440p`, `4k`, or a ratio such as `9:16`."""
    fps: Annotated[FrameRate, PlainValidator(values.frame_rate)] = FrameRate(30)
    """Frames a second: `30`, `29.97`, `30000/1001`."""
    voice: Annotated[Voice, PlainValidator(values.voice)] = Voice(provider="espeak")
    """`PROVIDER` or `PROVIDER:NAME`; `none` for silence."""
    rate: Annotated[float, PlainValidator(values.number(0.25, 4))] = 1.0
    """Pace of the speech; 1 is the voice's normal pace."""
    loudness: Annotated[float, PlainValidator(values.number(-40, -8, "LUFS"))] = -16.0
    """Loudness of the speech in LUFS."""
    lexicon: Annotated[dict[str, str], PlainValidator(values.words)] = Field(default_factory=dict)
    """How words are said: `{SQL: sequel}`."""
    narration: Annotated[Narration | None, PlainValidator(_narration)] = None
    """What is spoken: `notes`, `body`, or `auto` (the body, in an article without notes)."""
    notes: Annotated[str, PlainValidator(values.one_of("classified", "all"))] = "classified"
    """Which comments are spoken: those that are meant to be heard, or `all`."""
    hold: Annotated[int | None, PlainValidator(_hold)] = None
    """How long a slide without narration is shown: seconds, or `auto` for its reading time."""
    holds: Annotated[str, PlainValidator(values.one_of("skip", "encoded"))] = "skip"
    """How a held picture is stored; `encoded` is for players that misbehave."""
    captions: Switch = True
    """Whether the video has a caption track."""
    illustrator: Name = "card"
    """`PROVIDER` or `PROVIDER:MODEL`, for pictures made from words."""
    illustration: Illustration = Illustration()
    """How pictures are made from words."""
    dialect: Annotated[Dialect | None, PlainValidator(_dialect)] = None
    """Whose conventions the deck follows; `auto` decides by what is in it."""
    format: Annotated[tuple[str, ...], PlainValidator(values.some_of(*FORMATS))] = ("mp4", "vtt")
    """What is written: `mp4,vtt,srt,chapters,txt,json,jpg,png`."""
    output: Annotated[OutputPlace | None, PlainValidator(output_place)] = None
    """A file, or a folder if it ends with a slash; without it, beside the deck."""
    slides: Annotated[tuple[values.SlideRange, ...], PlainValidator(values.slides)] = ()
    """Only these slides: `3-5,9`; empty means all."""
    draft: Switch = False
    """A quick look: 540 pixels on the short side, no illustrations."""
    strict: Switch = False
    """Warnings are errors."""
    untrusted: Switch = False
    """For decks from strangers: no web, nothing outside the deck's folder."""
    offline: Switch = False
    """Fetch no pictures from the web."""
    missing: Annotated[str, PlainValidator(values.one_of("error", "placeholder"))] = "error"
    """What becomes of a picture that cannot be had."""
    root: OptionalPath = None
    """Files may come from here: the folder of `mdvid.toml`, else of the git checkout, else of
    the deck. Never None after loading."""
    browser: OptionalPath = None
    """The Chromium to use; without it, one is looked for."""
    jobs: Annotated[int | None, PlainValidator(values.whole(1, 256))] = None
    """How many things are done at once; without it, as many as there are processors."""
    deadline: Annotated[int | None, PlainValidator(values.milliseconds(1, 604_800))] = None
    """How long a build may take, in seconds; without it, as long as it takes."""
    cache: Switch = True
    """Whether finished work is kept and used again."""
    cache_dir: OptionalPath = None
    """Where finished work is kept: by default in the user's cache folder. Never None after
    loading."""
    narrators: Annotated[dict[str, dict[str, object]], PlainValidator(values.provider_settings)] = (
        Field(default_factory=dict)
    )
    """Settings of voice providers, by their name."""
    illustrators: Annotated[
        dict[str, dict[str, object]], PlainValidator(values.provider_settings)
    ] = Field(default_factory=dict)
    """Settings of illustrators, by their name."""

    def selects(self, slide: int) -> bool:
        """Return whether slide number `slide` is to be built."""
        return not self.slides or any(slide in range_ for range_ in self.slides)


NESTED = ("illustration", "lexicon", "narrators", "illustrators")
"""Keys whose value is a table; tables from several sources are merged."""

PATHS = ("root", "cache_dir", "browser")
"""Keys whose value is a path, relative to whatever says it."""

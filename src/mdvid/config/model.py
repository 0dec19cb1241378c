"""Settings, after every source of them has been merged.

Plain dataclasses: every field says how it is read from what people write. A validation library
would take longer to import than a build that has nothing to do may take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mdvid.config import sizes, values
from mdvid.config.output import FORMATS, OutputPlace, output_place
from mdvid.config.speakers import speakers
from mdvid.config.words import words
from mdvid.deck.model import Dialect, Narration
from mdvid.media.model import FrameRate, Size
from mdvid.speech.model import Speaker, Voice

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
V = TypeVar("V")
S = TypeVar("S", bound="DataclassInstance")

READ = "read"
"""Where the metadata of a field holds the function that reads its value, or raises `BadValue`."""

TABLE = "table"
"""Where it holds the class of a table of settings within the settings."""


def setting(read: Callable[[object], T], default: T) -> T:
    """Return a field whose value is read by `read`, and is `default` if nobody says it."""
    return field(default=default, metadata={READ: read})


def table(read: Callable[[object], Mapping[str, V]]) -> Mapping[str, V]:
    """Return a field that is a table with any keys, and empty if nobody says it."""
    return field(default_factory=dict, metadata={READ: read})


def _dialect(value: object) -> Dialect | None:
    chosen = values.one_of("auto", *(dialect.value for dialect in Dialect))(value)
    return None if chosen == "auto" else Dialect(chosen)


def _narration(value: object) -> Narration | None:
    chosen = values.one_of("auto", *(narration.value for narration in Narration))(value)
    return None if chosen == "auto" else Narration(chosen)


def _upscale(value: object) -> int:
    factor = str(value).strip().lower().removesuffix("x")
    if factor not in {"1", "2", "4"}:
        raise values.BadValue("must be `2x` or `4x`")
    return int(factor)


def _motion(value: object) -> str:
    match str(value).strip().lower():
        case "false" | "":
            return ""
        case "true":
            return "loop"
        case _:
            return values.one_of("true", "false", "loop", "hold")(value)


def _captions(value: object) -> str:
    try:
        return "soft" if values.switch(value) else "none"
    except values.BadValue:
        return values.one_of("soft", "burn", "none")(value)


def _hold(value: object) -> int | None:
    if str(value).strip().lower() == "auto":
        return None
    try:
        return values.milliseconds(0.1, 3600)(value)
    except values.BadValue:
        raise values.BadValue("must be `auto`, or seconds from 0.1 to 3600") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """How pictures are made from words."""

    style: str = setting(values.text, "")
    """Said after every prompt: `flat vector, limited palette`."""
    negative: str = setting(values.text, "")
    """What should not be in them, for models that understand it."""
    seed: int | None = setting(values.whole(0, 2**63 - 1), None)
    """None means: from the words of the prompt."""
    auto: bool = setting(values.switch, default=False)
    """Give every slide without a picture one, from its heading."""
    upscale: int = setting(_upscale, 1)
    """`2x` or `4x`: pictures are made so much smaller than their place, and enlarged."""
    upscaler: str = setting(values.text, "")
    """The model that enlarges them: a name, a folder or a file; without it, they are resampled."""
    motion: str = setting(_motion, "")
    """`loop` or `hold`: pictures move, to and fro or once; `true` means `loop`."""
    animator: str = setting(values.text, "")
    """The model that makes them move: a name or a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one build. Times are integer milliseconds."""

    title: str = setting(values.text, "")
    """Of the video; empty means the deck's first heading."""
    lang: str = setting(values.first_language, "en")
    """BCP 47 tag: picks the default voice, and how numbers and captions are treated. Of several
    (`en,es`) it is the first; see `languages`."""
    per_lang: bool = setting(values.switch, default=False)
    """A video for each language of `lang`, and not one with them all."""
    languages: tuple[str, ...] = ("en",)
    """All that `lang` says, in order; nobody writes it."""
    theme: str = setting(values.name, "plain")
    """A name, or a path to a theme's folder."""
    size: Size = setting(sizes.size, Size(1920, 1080))
    """`1920x1080`, `720p`, `1080p`, `1440p`, `4k`, or a ratio such as `9:16`."""
    fps: FrameRate = setting(values.frame_rate, FrameRate(30))
    """Frames a second: `30`, `29.97`, `30000/1001`."""
    voice: Voice = setting(values.voice, Voice(provider="espeak"))
    """`PROVIDER` or `PROVIDER:NAME`, `none` for silence; or a table of them by language."""
    voices: Mapping[str, Speaker] = table(speakers)
    """Who speaks what begins with a name: `{Alice: espeak:en-gb}`."""
    rate: float = setting(values.number(0.25, 4), 1.0)
    """Pace of the speech; 1 is the voice's normal pace."""
    loudness: float = setting(values.number(-40, -8, "LUFS"), -16.0)
    """Loudness of the speech in LUFS."""
    lexicon: Mapping[str, str | Mapping[str, str]] = table(words)
    """How words are said: `{SQL: sequel}`, for one language `{fr: {...}}`, or a file of words."""
    narration: Narration | None = setting(_narration, None)
    """What is spoken: `notes`, `body`, or `auto` (the body, in an article without notes)."""
    notes: str = setting(values.one_of("classified", "all"), "classified")
    """Which comments are spoken: those that are meant to be heard, or `all`."""
    hold: int | None = setting(_hold, None)
    """How long a slide without narration is shown: seconds, or `auto` for its reading time."""
    holds: str = setting(values.one_of("skip", "encoded"), "skip")
    """How a held picture is stored; `encoded` is for players that misbehave."""
    captions: str = setting(_captions, "soft")
    """`soft` (a track that can be switched off), `burn` (drawn on the pictures), or `none`; `true`
    and `false` mean `soft` and `none`."""
    caption_words: bool = setting(values.switch, default=False)
    """Whether the WebVTT file says when each word is heard."""
    illustrator: str = setting(values.name, "card")
    """`PROVIDER` or `PROVIDER:MODEL`, for pictures made from words."""
    illustration: Illustration = field(default=Illustration(), metadata={TABLE: Illustration})
    """How pictures are made from words."""
    dialect: Dialect | None = setting(_dialect, None)
    """Whose conventions the deck follows; `auto` decides by what is in it."""
    format: tuple[str, ...] = setting(values.some_of(*FORMATS), ("mp4", "vtt"))
    """What is written: `mp4,vtt,srt,ass,chapters,txt,json,jpg,png`."""
    output: OutputPlace | None = setting(output_place, None)
    """A file, or a folder if it ends with a slash; without it, beside the deck."""
    slides: tuple[values.SlideRange, ...] = setting(values.slides, ())
    """Only these slides: `3-5,9`; empty means all."""
    device: str = setting(values.one_of("auto", "cpu", "cuda", "mps"), "auto")
    """Where models run; `auto` takes a graphics card if there is one."""
    align: str = setting(values.text, "")
    """The model that finds out when words are spoken, for voices that do not say it; or a table of
    them by language."""
    frozen: bool = setting(values.switch, default=False)
    """Make nothing that needs a model: it must be pinned, or kept from an earlier build."""
    accept_licence: tuple[str, ...] = setting(values.names, ())
    """Licences that were read and are accepted, by their name."""
    draft: bool = setting(values.switch, default=False)
    """A quick look: 540 pixels on the short side, no illustrations."""
    strict: bool = setting(values.switch, default=False)
    """Warnings are errors."""
    untrusted: bool = setting(values.switch, default=False)
    """For decks from strangers: no web, nothing outside the deck's folder."""
    offline: bool = setting(values.switch, default=False)
    """Fetch no pictures from the web."""
    missing: str = setting(values.one_of("error", "placeholder"), "error")
    """What becomes of a picture that cannot be had."""
    root: Path | None = setting(values.path, None)
    """Files may come from here: the folder of `mdvid.toml`, else of the git checkout, else of
    the deck. Never None after loading."""
    browser: Path | None = setting(values.path, None)
    """The Chromium to use; without it, one is looked for."""
    jobs: int | None = setting(values.whole(1, 256), None)
    """How many things are done at once; without it, as many as there are processors."""
    deadline: int | None = setting(values.milliseconds(1, 604_800), None)
    """How long a build may take, in seconds; without it, as long as it takes."""
    cache: bool = setting(values.switch, default=True)
    """Whether finished work is kept and used again."""
    cache_dir: Path | None = setting(values.path, None)
    """Where finished work is kept: by default in the user's cache folder. Never None after
    loading."""
    narrators: Mapping[str, Mapping[str, object]] = table(values.provider_settings)
    """Settings of voice providers, by their name."""
    illustrators: Mapping[str, Mapping[str, object]] = table(values.provider_settings)
    """Settings of illustrators, by their name."""

    def selects(self, slide: int) -> bool:
        """Return whether slide number `slide` is to be built."""
        return not self.slides or any(slide in range_ for range_ in self.slides)


NESTED = ("align", "illustration", "lexicon", "voice", "voices", "narrators", "illustrators")
"""Keys whose value is a table, or may be one; tables from several sources are merged."""

PATHS = ("root", "cache_dir", "browser")
"""Keys whose value is a path, relative to whatever says it."""

KEYS = tuple(f.name for f in fields(Config) if f.metadata)
"""Every key that a configuration may have."""


def read_table(
    kind: type[S],
    written: Mapping[str, object],
    complain: Callable[[tuple[str, ...], values.BadValue | None, object], None],
    path: tuple[str, ...] = (),
) -> S:
    """Return the settings of `kind` that `written` says; what is wrong stays at its default.

    `complain` is told the path of each value that is wrong, what is wrong with it (None: there is
    no such key), and the value.
    """
    known = {f.name: f.metadata for f in fields(kind) if f.metadata}
    read: dict[str, Any] = {}
    # In the order of the fields, whoever said what first: messages do not change places.
    for key in sorted(written, key=[*known, *written].index):
        value, metadata = written[key], known.get(key)
        if metadata is None:
            complain((*path, key), None, value)
        elif TABLE not in metadata:
            try:
                read[key] = metadata[READ](value)
            except values.BadValue as problem:
                complain((*path, key), problem, value)
        elif isinstance(value, Mapping):
            read[key] = read_table(metadata[TABLE], value, complain, (*path, key))
        else:
            complain((*path, key), values.BadValue("must be a table"), value)
    return kind(**read)

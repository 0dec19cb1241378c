"""Every port of mdvid, at no cost: small files that follow from the request, and a memory.

The same request and the same inputs give the same bytes; another request gives other bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.aac import silent_frame, to_adts
from mdvid.media.layout import Take, dump_slide_sound, lay_out
from mdvid.media.model import SAMPLE_RATE, Size, TimedUtterance, Timeline
from mdvid.media.wav import Wav, read_wav, write_wav
from mdvid.media.words import WordEvent, time_words
from mdvid.providers.protocols import ModelInfo, VoiceInfo
from mdvid.providers.requests import (
    AlignmentRequest,
    InterpolationRequest,
    MasteringRequest,
    MotionRequest,
    MuxRequest,
    NarrationRequest,
    SegmentRequest,
    SoundItem,
    SoundRequest,
    StillRequest,
)
from mdvid.testing import files
from mdvid.testing.calls import Calls, Fake, FakeGenerator, bytes_of
from mdvid.testing.fake_pictures import (
    FakeAnimator,
    FakeConverter,
    FakeEnlarger,
    FakeIllustrator,
    FakeRenderer,
)

CHARACTER = SAMPLE_RATE // 14
"""Samples that a fake voice needs for a character: the pace of a person."""

CLIP = 3
"""Frames of a fake clip."""


class FakeNarrator(FakeGenerator):
    """Hums for as long as somebody would speak; knows the voices `low` and `high`."""

    def voices(self) -> Sequence[VoiceInfo]:
        """Return the voices."""
        return [VoiceInfo(name="high", lang="en"), VoiceInfo(name="low", lang="en")]

    def resolve(self, name: str, lang: str) -> str:
        """Return `high` for an empty name."""
        if name not in {"", "high", "low"}:
            raise ProviderUnavailable(
                f"there is no voice `{name}` for `{lang}`", hint="`high` and `low` are there"
            )
        return name or "high"

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        """Write a tone, and one event per word."""
        self.calls.note("narrate", request)
        wave = bytes_of(request)
        samples = CHARACTER * max(4, len(request.text))
        pcm = (wave * (samples * 2 // len(wave) + 1))[: samples * 2]
        out.write_bytes(write_wav(Wav(rate=SAMPLE_RATE, pcm=pcm)))
        told = self.model(request.voice.name).word_times
        _write_events(_events(request.text) if told else (), out)


class FakeAligner(Fake):
    """Hears what a fake narrator says, and every word end a letter early."""

    def __init__(self, calls: Calls | None = None, fingerprint: str = "fake 1") -> None:
        super().__init__(calls, fingerprint)
        self.revision = ""

    def model(self, name: str) -> ModelInfo:
        """Return a model of that name."""
        return ModelInfo(name=name, revision=self.revision)

    def align(self, request: AlignmentRequest, take: Path, out: Path) -> None:
        """Write the take again, and a word time for each word."""
        self.calls.note("align", request)
        out.write_bytes(take.read_bytes())
        events = [replace(e, end=e.end - CHARACTER) for e in _events(request.text)]
        _write_events(events, out)


class FakeEncoder(Fake):
    """Lays sounds out as the real one does; its sounds are silent, its videos have no picture."""

    def master(self, request: MasteringRequest, take: Path, out: Path) -> None:
        """Write the take again, at 48 kHz."""
        self.calls.note("master", request)
        sound = read_wav(take.read_bytes())
        samples = memoryview(sound.pcm).cast("h")
        count = sound.samples * SAMPLE_RATE // sound.rate
        pcm = b"".join(
            samples[i * sound.rate // SAMPLE_RATE].to_bytes(2, "little", signed=True)
            for i in range(count)
        )
        same = sound.rate == SAMPLE_RATE
        out.write_bytes(write_wav(Wav(rate=SAMPLE_RATE, pcm=sound.pcm if same else pcm)))
        events = [
            WordEvent(
                start=event.start * SAMPLE_RATE // sound.rate,
                end=event.end * SAMPLE_RATE // sound.rate,
                offset=event.offset,
                length=event.length,
            )
            for event in _read_events(take)
        ]
        _write_events(events, out)

    def check_take(self, text: str, take: Path) -> None:
        """Find nothing wrong with the take."""
        del take
        self.calls.note("check_take", text)

    def encode_sound(self, request: SoundRequest, takes: Sequence[Path], out: Path) -> None:
        """Write silent AAC frames, and the layout."""
        self.calls.note("encode_sound", request)
        laid = [_take(item, take) for item, take in zip(request.items, takes, strict=True)]
        sound = lay_out(laid, lead=request.lead, tail=request.tail, hold=request.hold).sound
        out.write_bytes(to_adts([silent_frame()] * sound.aac_frames))
        out.with_suffix(".json").write_text(dump_slide_sound(sound), "utf-8")

    def encode_still(self, request: StillRequest, picture: Path, out: Path) -> None:
        """Write a stream that follows from the request and the picture."""
        self.calls.note("encode_still", request)
        out.write_bytes(files.annex_b(bytes_of(request, picture)))

    def encode_segment(
        self, request: SegmentRequest, picture: Path, sound: Path, out: Path
    ) -> None:
        """Write a stream that follows from the request, the picture and the layout."""
        self.calls.note("encode_segment", request)
        out.write_bytes(files.annex_b(bytes_of(request, picture, sound.with_suffix(".json"))))

    def interpolate(self, request: InterpolationRequest, clip: Path, out: Path) -> None:
        """Write a file that follows from the request and the clip."""
        self.calls.note("interpolate", request)
        out.write_bytes(files.mp4(bytes_of(request, clip)))

    def check_clip(self, clip: Path, size: Size) -> None:
        """Refuse what is no MP4; these have no size."""
        self.calls.note("check_clip", size)
        if clip.read_bytes()[4:8] != b"ftyp":
            raise ProviderFailed("it is no MP4")

    def clip_frames(self, clip: Path, size: Size) -> Iterator[bytes]:
        """Yield as many JPEGs as `CLIP` says; they follow from the clip."""
        self.calls.note("clip_frames", size)
        yield from (files.jpeg(bytes_of((size, number), clip)) for number in range(CLIP))

    def encode_motion(self, request: MotionRequest, frames: Iterable[bytes], out: Path) -> None:
        """Write a stream that follows from the request and all frames."""
        self.calls.note("encode_motion", request)
        seen = tuple(frame.hex() for frame in frames)
        out.write_bytes(files.annex_b(bytes_of((request, seen))))
        out.with_suffix(".json").write_text('{"again": 0}', "utf-8")

    def mux(
        self,
        request: MuxRequest,
        timeline: Timeline,
        stills: Sequence[Sequence[Path]],
        sounds: Sequence[Path],
        out: Path,
        *,
        further: Sequence[Sequence[Path]] = (),
    ) -> None:
        """Write a file that follows from everything."""
        self.calls.note("mux", request)
        for slide, pictures in zip(timeline.slides, stills, strict=True):
            burnt = request.burnt and slide.utterances
            if (1 if burnt else len(slide.steps)) != len(pictures):
                raise ProviderFailed(f"slide {slide.number} has {len(pictures)} stills")
        inputs = [
            path for steps, sound in zip(stills, sounds, strict=True) for path in (*steps, sound)
        ]
        inputs += [sound for narration in further for sound in narration]
        out.write_bytes(files.mp4(bytes_of((request, timeline), *inputs)))


class FakeTools:
    """One fake of each kind, with one memory."""

    def __init__(self) -> None:
        self.calls = Calls()
        self.narrator = FakeNarrator(self.calls)
        self.aligner = FakeAligner(self.calls)
        self.illustrator = FakeIllustrator(self.calls)
        self.enlarger = FakeEnlarger(self.calls)
        self.animator = FakeAnimator(self.calls)
        self.renderer = FakeRenderer(self.calls)
        self.encoder = FakeEncoder(self.calls)
        self.converter = FakeConverter(self.calls)


def _events(text: str) -> list[WordEvent]:
    events, offset = [], 0
    for word in text.split():
        offset = text.index(word, offset)
        start, end = offset * CHARACTER, (offset + len(word)) * CHARACTER
        events.append(WordEvent(start=start, end=end, offset=offset, length=len(word)))
        offset += len(word)
    return events


def _write_events(events: Sequence[WordEvent], out: Path) -> None:
    value = [
        {"start": e.start, "end": e.end, "offset": e.offset, "length": e.length} for e in events
    ]
    out.with_suffix(".json").write_text(json.dumps(value), "utf-8")


def _read_events(take: Path) -> list[WordEvent]:
    return [WordEvent(**event) for event in files.read_json(take.with_suffix(".json"))]


def _take(item: SoundItem, take: Path) -> Take:
    samples = read_wav(take.read_bytes()).samples
    words = time_words(item.words, _read_events(take), item.spoken, samples)
    return Take(
        utterance=TimedUtterance(
            text=item.text,
            spoken=item.spoken,
            voice=item.voice,
            start=0,
            end=samples,
            words=words,
            cues=tuple(
                (step, words[word].start if word < len(words) else samples)
                for step, word in item.cues
            ),
        ),
        gap=item.gap,
    )

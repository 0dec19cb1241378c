"""A small studio: pictures, takes and videos of 320 by 180, made by the real encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw

from mdvid.backends.libav import LibavEncoder
from mdvid.media.layout import load_slide_sound
from mdvid.media.model import FrameRate, Size, SlideSound, Timeline
from mdvid.media.timeline import SlideEntry, build_timeline, timeline_json
from mdvid.media.wav import Wav, write_wav
from mdvid.providers.requests import (
    MuxRequest,
    SegmentRequest,
    SoundItem,
    SoundRequest,
    StillRequest,
)

SIZE = Size(320, 180)
THIRTY = FrameRate(30)


@dataclass
class Studio:
    """Makes things in one folder."""

    folder: Path
    fps: FrameRate = THIRTY
    encoder: LibavEncoder = field(default_factory=LibavEncoder)

    def picture(self, number: int, color: tuple[int, int, int] | None = None) -> Path:
        """A slide with some text; or one colour."""
        path = self.folder / f"picture-{number}.png"
        image = Image.new("RGB", (SIZE.width, SIZE.height), color or (250, 250, 245))
        if color is None:
            draw = ImageDraw.Draw(image)
            draw.rectangle(
                (12, 12, 30 + 9 * (number % 30), 40), fill=(20, 60 + 5 * number % 190, 150)
            )
            draw.text((20, 60), f"Slide {number}: holds cost nothing", fill=(200, 30, 30))
            draw.text((20, 90), "Everything is cached", fill=(40, 40, 40))
        image.save(path)
        return path

    def still(self, number: int, color: tuple[int, int, int] | None = None) -> Path:
        """A coded still."""
        path = self.folder / f"still-{number}.h264"
        request = StillRequest(size=SIZE, fps=self.fps)
        self.encoder.encode_still(request, self.picture(number, color), path)
        return path

    def take(self, name: str, samples: np.ndarray, rate: int = 48_000) -> Path:
        """A WAV without word times."""
        path = self.folder / f"{name}.wav"
        pcm = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2").tobytes()
        path.write_bytes(write_wav(Wav(rate=rate, pcm=pcm)))
        path.with_suffix(".json").write_text("[]")
        return path

    def sound(
        self, name: str, takes: Sequence[Path] = (), *, lead: int = 0, tail: int = 0, hold: int = 0
    ) -> Path:
        """The sound of a slide."""
        path = self.folder / f"{name}.aac"
        text = "Holds cost nothing."
        words = (("Holds", 0, 5), ("cost", 6, 10), ("nothing.", 11, 19))
        item = SoundItem(text=text, spoken=text, voice="test", words=words)
        request = SoundRequest(items=(item,) * len(takes), lead=lead, tail=tail, hold=hold)
        self.encoder.encode_sound(request, takes, path)
        return path

    def timeline(self, sounds: Sequence[Path], steps: int = 1) -> Timeline:
        """The timeline of slides with these sounds."""
        layouts: list[SlideSound] = [
            load_slide_sound(path.with_suffix(".json").read_text()) for path in sounds
        ]
        slides = [
            SlideEntry(number=n, id=f"s{n}", title=f"Slide {n}", line=n, steps=steps)
            for n in range(1, len(sounds) + 1)
        ]
        return build_timeline(
            slides, layouts, deck="deck.md", title="Talk", lang="de-AT", size=SIZE, fps=self.fps
        )

    def segment(self, number: int, sound: Path) -> Path:
        """A slide with every frame encoded."""
        path = self.folder / f"segment-{number}.h264"
        still = StillRequest(size=SIZE, fps=self.fps)
        request = SegmentRequest(still=still, step=0, steps=1)
        self.encoder.encode_segment(request, self.picture(number), sound, path)
        return path

    def video(
        self,
        stills: Sequence[Sequence[Path]],
        sounds: Sequence[Path],
        *,
        name: str = "deck",
        encoded: bool = False,
    ) -> Path:
        """The MP4, with its timeline beside it."""
        path = self.folder / f"{name}.mp4"
        timeline = self.timeline(sounds, len(stills[0]))
        request = MuxRequest(
            size=SIZE,
            fps=self.fps,
            title="Talk",
            lang="de-AT",
            captions=True,
            encoded_holds=encoded,
        )
        self.encoder.mux(request, timeline, stills, sounds, path)
        path.with_suffix(".json").write_text(timeline_json(timeline))
        return path


class Voice(Protocol):
    """Makes something that measures like speech."""

    def __call__(self, seconds: float, rate: int = 48_000, seed: int = 1) -> np.ndarray: ...


class FrameHashes(Protocol):
    """Decodes a video with a program and returns a hash of each frame."""

    def __call__(self, video: Path, decoder: str) -> list[str]: ...

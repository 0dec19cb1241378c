"""Captions on the pictures of a slide: each picture that is seen is rendered and encoded once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mdvid.errors import ProviderFailed
from mdvid.media import nal
from mdvid.media.burning import Burnt, Part, burnt
from mdvid.media.hold import CodedPictures, read_pictures
from mdvid.media.layout import load_slide_sound
from mdvid.media.steps import slide_steps
from mdvid.pipeline.actions import BurnCaptions
from mdvid.pipeline.filming import ahead
from mdvid.pipeline.overlay import captions_html
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import SegmentRequest


def burn(
    action: BurnCaptions,
    assets: Mapping[str, Path],
    inputs: Sequence[Path],
    tools: Toolbox,
    out: Path,
) -> None:
    """Write the pictures of a slide, in the order in which they are shown, with their captions.

    `inputs` are its sound and the pictures of its steps without captions. What no font could show
    is noted beside `out`.

    Raises:
        ProviderFailed: a picture cannot be made.
    """
    sound, *pictures = inputs
    layout = load_slide_sound(sound.with_suffix(".json").read_text("utf-8"))
    fps = action.still.fps
    steps = slide_steps(layout, len(pictures), fps)
    shown = burnt(layout.utterances, steps, fps=fps, lang=action.lang)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        studio = _Studio(action, sound, tools, Path(folder))
        with ahead(studio.rendered(shown, assets, pictures)) as rendered:
            coded = [studio.coded(part, picture) for part, picture in rendered]
    sets = coded[0].sets
    if any(found.sets != sets for found in coded):
        raise ProviderFailed("two pictures were encoded differently and may not be joined")
    units = (unit.data for found in coded for unit in found.units)
    out.write_bytes(nal.join((sets.sps, sets.pps)) + b"".join(units))
    out.with_suffix(".json").write_text(json.dumps({"missing": studio.missing}) + "\n", "utf-8")


@dataclass(slots=True)
class _Studio:
    """Where the pictures of one slide are made."""

    action: BurnCaptions
    sound: Path
    tools: Toolbox
    folder: Path
    missing: str = ""
    """Characters that no font has."""
    _held: dict[Path, CodedPictures] = field(default_factory=dict)

    def rendered(
        self, shown: Burnt, assets: Mapping[str, Path], pictures: Sequence[Path]
    ) -> Generator[tuple[Part, Path]]:
        """Yield what is to be seen, part by part."""
        overlay = captions_html([c.lines for c in shown.captions], lang=self.action.lang)
        for part in shown.parts:
            picture = pictures[part.step]
            if part.caption:
                picture = self.folder / f"{part.step}-{part.caption}.png"
            if not picture.exists():
                plain = self.action.pictures[part.step]
                # All captions are in the page at once, so that it is laid out once.
                request = replace(plain, slide=plain.slide + overlay, caption=part.caption)
                self.tools.renderer.render(request, assets, picture)
                self.missing = json.loads(picture.with_suffix(".json").read_text("utf-8"))[
                    "missing"
                ]
            yield part, picture

    def coded(self, part: Part, picture: Path) -> CodedPictures:
        """Return the picture to be held; or each frame of the hold, encoded."""
        out = self.folder / "coded.h264"
        if self.action.encoded_holds:
            request = SegmentRequest(still=self.action.still, step=0, steps=1, frames=part.frames)
            self.tools.encoder.encode_segment(request, picture, self.sound, out)
            return _read(out)
        if picture not in self._held:
            self.tools.encoder.encode_still(self.action.still, picture, out)
            self._held[picture] = _read(out)
        return self._held[picture]


def _read(coded: Path) -> CodedPictures:
    try:
        return read_pictures(coded.read_bytes())
    except ValueError as error:
        raise ProviderFailed(f"a coded picture cannot be read: {error}") from error

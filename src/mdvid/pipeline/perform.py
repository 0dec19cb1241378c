"""Action to provider call: the only place that knows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import assert_never

from mdvid.engine.digest import Digest
from mdvid.errors import ProviderFailed
from mdvid.media.layout import dump_slide_sound, load_slide_sound, longest
from mdvid.media.model import Size, SlideSound
from mdvid.media.timeline import (
    build_timeline,
    dump_timeline,
    load_timeline,
)
from mdvid.pipeline.actions import (
    Align,
    Animate,
    BurnCaptions,
    ConvertPicture,
    EncodeMotion,
    EncodeSegment,
    EncodeSound,
    EncodeStill,
    Enlarge,
    HoldLongest,
    Illustrate,
    Interpolate,
    JoinVideo,
    MakeTimeline,
    Master,
    Narrate,
    PipelineAction,
    RenderPicture,
    UsePinned,
    UseRecording,
    WriteText,
)
from mdvid.pipeline.costs import is_costly
from mdvid.pipeline.filming import film
from mdvid.pipeline.pins import PinnedFiles
from mdvid.pipeline.takes import keep_seed, speak
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.protocols import Progress
from mdvid.providers.requests import PictureRequest

CheckClip = Callable[[Path, Size], None]
"""Raises `ProviderFailed` if a clip is not of that size, or has more frames than one may have."""


def _no_pins(pin: PinnedFiles, out: Path, _: CheckClip) -> None:
    """Have no pins."""
    raise ProviderFailed(f"`{pin.stem}` is wanted at `{out.name}`, and nothing is pinned")


@dataclass(frozen=True, slots=True)
class Performer:
    """Makes the artifact of an action with the tools of a build."""

    tools: Toolbox
    source: Callable[[Digest], Path]
    """Where the file with this digest lies that the deck or its theme brought along."""
    pinned: Callable[[PinnedFiles, Path, CheckClip], None] = _no_pins
    """Copies the files of a pin to the path of a main file, and beside it; clips are checked."""

    def __call__(
        self, action: PipelineAction, inputs: tuple[Path, ...], out: Path, report: Progress
    ) -> None:
        """Make the artifact of `action` at `out`; `report` is told how much of it is done.

        Of what takes a model it is told when it begins: the model may have to be loaded.
        """
        costly = is_costly(action, self.tools)
        if costly:
            report(0, 1)
        self._make(action, inputs, out, report)
        if costly:
            report(1, 1)

    def _make(  # noqa: C901, PLR0912, PLR0915  # one line a kind: the table of what is done by whom
        self, action: PipelineAction, inputs: tuple[Path, ...], out: Path, report: Progress
    ) -> None:
        tools = self.tools
        match action:
            case UsePinned(pin=pin):
                self.pinned(pin, out, tools.encoder.check_clip)
            case Narrate(request=request):
                speak(request, tools.narrators[request.voice.provider], tools.encoder, out)
            case UseRecording(request=request):
                assert tools.recordings is not None, "without one nothing is planned to be used"
                tools.recordings.decode(request, self.source(request.recording), out)
            case Align(request=request):
                assert tools.aligner is not None, "without one nothing is planned to be aligned"
                tools.aligner.align(request, inputs[0], out)
                keep_seed(inputs[0], out)
            case Master(request=request):
                tools.encoder.master(request, inputs[0], out)
            case EncodeSound(request=request):
                tools.encoder.encode_sound(request, inputs, out)
            case HoldLongest():
                _hold_longest(inputs, out)
            case Illustrate(request=request):
                tools.illustrator.illustrate(request, out, report)
            case Enlarge(request=request):
                assert tools.enlarger is not None, "without one nothing is planned to be enlarged"
                tools.enlarger.enlarge(request, inputs[0], out, report)
            case Animate(request=request):
                assert tools.animator is not None, "without one nothing is planned to move"
                tools.animator.animate(request, inputs[0], out, report)
            case Interpolate(request=request):
                tools.encoder.interpolate(request, inputs[0], out)
            case RenderPicture(request=request):
                tools.renderer.render(request, self._assets(request, inputs), out)
            case EncodeMotion(picture=picture):
                drawn = len(picture.illustrations)
                assets = self._assets(picture, inputs[:drawn])
                film(action, assets, inputs[drawn:], tools, out)
            case BurnCaptions():
                self._burn(action, inputs, out)
            case ConvertPicture(quality=quality):
                tools.converter.to_jpeg(inputs[0], quality, out)
            case EncodeStill(request=request):
                tools.encoder.encode_still(request, inputs[0], out)
            case EncodeSegment(request=request):
                tools.encoder.encode_segment(request, inputs[0], inputs[1], out)
            case MakeTimeline():
                _make_timeline(action, inputs, out)
            case WriteText():
                from mdvid.pipeline.texts import write_text  # nothing to do, nothing to load

                write_text(action, inputs[0], out)
            case JoinVideo():
                self._join(action, inputs, out)
            case _:
                assert_never(action)

    def _assets(self, request: PictureRequest, drawn: tuple[Path, ...]) -> Mapping[str, Path]:
        assets = {asset.name: self.source(asset.digest) for asset in request.assets}
        return assets | dict(zip(request.illustrations, drawn, strict=True))

    def _burn(self, action: BurnCaptions, inputs: tuple[Path, ...], out: Path) -> None:
        from mdvid.pipeline.burning import burn  # few decks ask for it

        request = action.pictures[0]
        drawn = len(request.illustrations)
        assets = self._assets(request, inputs[:drawn])
        burn(action, assets, inputs[drawn:], self.tools, out)

    def _join(self, action: JoinVideo, inputs: tuple[Path, ...], out: Path) -> None:
        timeline = load_timeline(inputs[0].read_text("utf-8"))
        rest = iter(inputs[1:])
        stills, sounds = [], []
        for steps in action.steps:
            stills.append(tuple(_take(rest, steps)))
            sounds.append(next(rest))
        further = [_take(rest, len(action.steps)) for _ in action.request.further]
        self.tools.encoder.mux(action.request, timeline, stills, sounds, out, further=further)


def _take(paths: Iterator[Path], count: int) -> list[Path]:
    return list(islice(paths, count))


def _layout(sound: Path) -> SlideSound:
    return load_slide_sound(sound.with_suffix(".json").read_text("utf-8"))


def _hold_longest(sounds: tuple[Path, ...], out: Path) -> None:
    out.write_bytes(sounds[0].read_bytes())
    out.with_suffix(".json").write_text(dump_slide_sound(longest([*map(_layout, sounds)])), "utf-8")


def _make_timeline(action: MakeTimeline, sounds: tuple[Path, ...], out: Path) -> None:
    rest = map(_layout, sounds)
    layouts, *others = (
        list(islice(rest, len(action.slides))) for _ in range(1 + len(action.further))
    )
    timeline = build_timeline(
        action.slides,
        layouts,
        deck=action.deck,
        title=action.title,
        lang=action.lang,
        size=action.size,
        fps=action.fps,
        further=tuple(zip(action.further, others, strict=True)),
    )
    out.write_text(dump_timeline(timeline), "utf-8")

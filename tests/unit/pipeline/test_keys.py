"""The request is the key: whatever can be asked for differently is made differently."""

import enum
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args

import pytest

from mdvid.engine.digest import Digest, digest
from mdvid.engine.plan import Step
from mdvid.media.model import CaptionLook, FrameRate, Size
from mdvid.media.timeline import SlideEntry
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
    TextFormat,
    UsePinned,
    UseRecording,
    WriteText,
)
from mdvid.pipeline.pins import PinFile, PinnedFiles
from mdvid.providers.requests import (
    AlignmentRequest,
    AnimationRequest,
    Asset,
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
    SoundItem,
    SoundRequest,
    StillRequest,
)
from mdvid.speech.model import Voice

SIZE, FPS = Size(64, 36), FrameRate(30)
STILL = StillRequest(size=SIZE, fps=FPS)
ITEM = SoundItem(text="a", spoken="b", voice="c", words=(("a", 0, 1),), cues=((2, 0),))

ACTIONS: list[PipelineAction] = [
    UsePinned(PinnedFiles(stem="a", files=(PinFile(suffix=".png", sha256="0"),), size=SIZE)),
    Narrate(NarrationRequest(text="a", voice=Voice(provider="fake"))),
    UseRecording(RecordingRequest(recording=Digest("0"), format="wav", text="a")),
    Align(AlignmentRequest(text="a", lang="en", model="b")),
    Master(MasteringRequest(text="a")),
    EncodeSound(SoundRequest(items=(ITEM,), lead=1, tail=2, hold=3)),
    HoldLongest(),
    Illustrate(IllustrationRequest(prompt="a", model="", size=SIZE, seed=1, palette=("#ffffff",))),
    RenderPicture(
        PictureRequest(
            document="a",
            slide="b",
            step=1,
            size=SIZE,
            assets=(Asset(name="a", digest=Digest("0"), media_type="image/png"),),
            illustrations=("b",),
        )
    ),
    Enlarge(EnlargementRequest(size=SIZE)),
    Animate(AnimationRequest(model="a", prompt="b", size=SIZE, seed=1)),
    Interpolate(InterpolationRequest(fps=FPS)),
    EncodeMotion(
        picture=PictureRequest(document="a", slide="b", step=1, size=SIZE, illustrations=("c",)),
        moving=(("c", SIZE),),
        motion=MotionRequest(still=STILL),
    ),
    BurnCaptions(
        pictures=(PictureRequest(document="a", slide="b", step=1, size=SIZE),),
        still=STILL,
        lang="en",
    ),
    ConvertPicture(),
    EncodeStill(STILL),
    EncodeSegment(SegmentRequest(still=STILL, step=0, steps=1)),
    MakeTimeline(
        deck="a",
        title="b",
        lang="en",
        size=SIZE,
        fps=FPS,
        slides=(SlideEntry(number=1, id="a", title="b", line=1),),
    ),
    WriteText(format=TextFormat.VTT, pictures=(("a",),), look=CaptionLook(bottom=90)),
    JoinVideo(
        request=MuxRequest(size=SIZE, fps=FPS, title="a", lang="en", captions=True), steps=(1,)
    ),
]


def others(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield values that differ from `value` in one place, each with the name of that place."""
    match value:
        case bool():
            yield "", not value
        case enum.Enum():
            yield from (("", other) for other in type(value) if other is not value)
        case int() | float():
            yield "", value + 1
        case str():
            yield "", value + "x"
        case tuple():
            yield "+", (*value, *value[:1]) if value else ("x",)
            for i, item in enumerate(value):
                yield from (
                    (f"[{i}]{at}", (*value[:i], o, *value[i + 1 :])) for at, o in others(item)
                )
        case _:
            assert is_dataclass(value), f"no other value is known for {value!r}"
            for field in fields(value):
                for at, other in others(getattr(value, field.name)):
                    yield f".{field.name}{at}", replace(value, **{field.name: other})  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("action", "other"),
    [
        pytest.param(action, other, id=f"{type(action).__name__}{place}")
        for action in ACTIONS
        for place, other in others(action)
    ],
)
def test_every_field_of_every_request_changes_the_key(
    action: PipelineAction, other: PipelineAction
) -> None:
    assert digest(action) != digest(other)
    assert key(action) != key(other)


def key(action: PipelineAction, tool: str = "t", inputs: tuple[Digest, ...] = ()) -> Digest:
    return Step(id="a", action=action, tool=tool).key(inputs)


def test_every_kind_of_action_is_looked_at() -> None:
    assert {type(action) for action in ACTIONS} == set(get_args(PipelineAction))


def test_tool_and_inputs_are_part_of_the_key() -> None:
    one, two = Digest("1"), Digest("2")
    keys = [
        key(ConvertPicture()),
        key(ConvertPicture(), tool="other"),
        key(ConvertPicture(), inputs=(one, two)),
        key(ConvertPicture(), inputs=(two, one)),
    ]
    assert len(set(keys)) == len(keys)


def test_what_a_step_is_called_is_no_part_of_the_key() -> None:
    step = Step(id="a", action=ConvertPicture(), tool="t")
    assert replace(step, id="b", label="slide 3").key(()) == step.key(())

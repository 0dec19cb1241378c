"""Pictures that are enlarged and that move: what is asked for, and what an edit makes again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from tests.unit.pipeline.bench import CONFIG, Bench, deck_of

from mdvid.config.model import Illustration
from mdvid.engine.plan import Plan
from mdvid.media.model import Size
from mdvid.pipeline.actions import (
    Animate,
    EncodeMotion,
    Enlarge,
    Illustrate,
    JoinVideo,
    MakeTimeline,
    PipelineAction,
    RenderPicture,
)
from mdvid.pipeline.planner import make_plan
from mdvid.testing import Call

A = TypeVar("A")

SEA = "# Sea\n\n![bg right:50% waves](gen:)\n\n<!-- Look at the sea. -->\n"
LAND = "# Land\n\nNothing moves here.\n"
MOVING = Illustration(motion="loop", animator="film")


def set_to(bench: Bench, **changes: Any) -> Bench:
    bench.config = replace(CONFIG, size=Size(640, 360), **changes)
    return bench


def planned(bench: Bench, *slides: str) -> Plan[PipelineAction]:
    return make_plan(bench.inputs(deck_of(*slides)))


def actions(plan: Plan[PipelineAction], kind: type[A]) -> Sequence[A]:
    return [step.action for step in plan.steps if isinstance(step.action, kind)]


def needs(plan: Plan[PipelineAction], step: str) -> tuple[str, ...]:
    return next(s.needs for s in plan.steps if s.id == step)


def test_a_picture_is_drawn_smaller_and_enlarged_to_its_place(bench: Bench) -> None:
    plan = planned(set_to(bench, illustration=Illustration(upscale=2, upscaler="big")), SEA)
    (drawn,), (enlarged,) = actions(plan, Illustrate), actions(plan, Enlarge)
    assert drawn.request.size == Size(160, 176)  # half of the place, in multiples of 16
    assert enlarged.request.size == Size(320, 352)
    assert enlarged.request.model == "big"
    assert enlarged.request.prompt == "waves"
    assert enlarged.request.seed == drawn.request.seed
    assert needs(plan, "enlarged/0001-1") == ("illustration/0001-1",)
    assert needs(plan, "picture/0001-1") == ("enlarged/0001-1",)


def test_without_an_enlarger_pictures_have_the_size_of_their_place(bench: Bench) -> None:
    plan = planned(set_to(bench), SEA)
    assert actions(plan, Illustrate)[0].request.size == Size(320, 352)
    assert not actions(plan, Enlarge)
    assert not actions(plan, Animate)


def test_other_enlargements_of_a_picture_have_other_addresses(bench: Bench) -> None:
    urls = set()
    for upscaler in ("", "big", "bigger"):
        plan = planned(set_to(bench, illustration=Illustration(upscale=2, upscaler=upscaler)), SEA)
        urls.add(actions(plan, RenderPicture)[0].request.illustrations)
    assert len(urls) == 3


def test_a_picture_becomes_a_clip_that_becomes_the_slide(bench: Bench) -> None:
    plan = planned(set_to(bench, illustration=replace(MOVING, negative="text")), SEA, LAND)
    (clip,), (motion,) = actions(plan, Animate), actions(plan, EncodeMotion)
    (drawn,) = actions(plan, Illustrate)
    assert clip.request.model == "film"
    assert (clip.request.prompt, clip.request.negative) == ("waves", "text")
    assert (clip.request.size, clip.request.seed) == (Size(320, 352), drawn.request.seed)
    assert needs(plan, "clip/0001-1") == ("illustration/0001-1",)
    assert needs(plan, "smooth/0001-1") == ("clip/0001-1",)
    assert needs(plan, "motion/0001-1") == ("illustration/0001-1", "smooth/0001-1")
    assert motion.picture == actions(plan, RenderPicture)[0].request
    assert motion.moving == ((motion.picture.illustrations[0], Size(320, 352)),)
    assert motion.motion.loop
    assert needs(plan, "mp4") == (
        "timeline", "motion/0001-1", "sound/0001", "still/0002-1", "sound/0002",
    )  # fmt: skip
    assert [entry.moving for entry in actions(plan, MakeTimeline)[0].slides] == [True, False]
    assert actions(plan, JoinVideo)[0].steps == (1, 1)


def test_an_enlarged_picture_is_what_moves(bench: Bench) -> None:
    plan = planned(set_to(bench, illustration=replace(MOVING, upscale=2)), SEA)
    assert needs(plan, "clip/0001-1") == ("enlarged/0001-1",)
    assert needs(plan, "motion/0001-1") == ("enlarged/0001-1", "smooth/0001-1")


@pytest.mark.parametrize(
    ("deck_wide", "own", "loops"),
    [
        ("loop", "", True),
        ("hold", "", False),
        ("hold", "{motion=loop}", True),
        ("", "{motion=true}", True),
        ("", "{motion=hold}", False),
        ("loop", "{motion=false}", None),
        ("", "", None),
    ],
)
def test_a_picture_moves_as_it_says_itself_or_as_the_deck_says(
    bench: Bench, deck_wide: str, own: str, loops: bool | None
) -> None:
    set_to(bench, illustration=replace(MOVING, motion=deck_wide))
    found = actions(planned(bench, f"# Sea\n\n![waves](gen:){own}\n"), EncodeMotion)
    assert [action.motion.loop for action in found] == ([] if loops is None else [loops])


def test_pictures_of_one_slide_move_together_as_the_first_does(bench: Bench) -> None:
    text = (
        "# Sea\n\n![still](gen:){motion=false}\n\n![waves](gen:){motion=hold}\n\n"
        "![ships](gen:){ratio=1:1}\n"
    )
    plan = planned(set_to(bench, illustration=MOVING), text)
    (motion,) = actions(plan, EncodeMotion)
    assert not motion.motion.loop
    assert [url for url, _ in motion.moving] == list(motion.picture.illustrations[1:])
    assert needs(plan, "motion/0001-1") == (
        "illustration/0001-1", "illustration/0001-2", "illustration/0001-3",
        "smooth/0001-2", "smooth/0001-3",
    )  # fmt: skip


def test_the_rest_of_a_clip_is_encoded_where_holds_are(bench: Bench) -> None:
    for holds in ("skip", "encoded"):
        plan = planned(set_to(bench, illustration=MOVING, holds=holds), SEA)
        (motion,) = actions(plan, EncodeMotion)
        assert motion.motion.encoded_holds == (holds == "encoded")


FIRST = {
    "illustrate": 1, "enlarge": 1, "animate": 1, "interpolate": 1, "clip_frames": 1, "frames": 1,
    "encode_motion": 1, "render": 2, "to_jpeg": 2, "encode_still": 1,
}  # fmt: skip
FRAMES = {"clip_frames": 1, "frames": 1, "encode_motion": 1, "render": 1, "to_jpeg": 1, "mux": 1}


def test_only_what_an_edit_touches_is_made_again(bench: Bench) -> None:
    set_to(bench, illustration=replace(MOVING, upscale=2))
    assert FIRST.items() <= bench.ran(deck_of(SEA, LAND)).items()
    assert bench.report.failed == bench.report.skipped == 0
    assert bench.ran(deck_of(SEA, LAND)) == {}
    said = bench.ran(deck_of(SEA.replace("sea.", "wide sea."), LAND))
    assert said.keys().isdisjoint({*FIRST} - {"mux"})
    assert bench.ran(deck_of(SEA.replace("# Sea", "# Ocean"), LAND)).items() >= FRAMES.items()
    assert bench.ran(deck_of(LAND, SEA)).keys().isdisjoint(FIRST)


def test_a_clip_that_fails_fails_its_slide_only(bench: Bench) -> None:
    def fails(call: Call) -> bool:
        return call.method == "animate"

    bench.tools.calls.fails = fails
    bench.ran(deck_of(LAND))
    set_to(bench, illustration=MOVING)
    bench.ran(deck_of(SEA, LAND))
    outcomes = {id_: outcome.name for id_, outcome in bench.outcomes().items()}
    assert outcomes["clip/0001-1"] == "FAILED"
    assert outcomes["motion/0001-1"] == outcomes["mp4"] == "SKIPPED"
    assert outcomes["picture/0001-1"] == outcomes["still/0002-1"] == "BUILT"

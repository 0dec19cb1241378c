"""Captions on the pictures: what is asked for, and what an edit makes again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.pipeline.bench import CONFIG, Bench, deck_of

from mdvid.engine.report import Outcome
from mdvid.media.burning import burnt
from mdvid.media.hold import read_pictures
from mdvid.media.layout import load_slide_sound
from mdvid.media.steps import slide_steps
from mdvid.pipeline.actions import BurnCaptions, EncodeStill, JoinVideo
from mdvid.pipeline.planner import make_plan
from mdvid.providers.requests import PictureRequest
from mdvid.testing import FakeRenderer

ONE = "# One\n\n<!-- This is the first. It has two sentences. -->\n"
TWO = "# Two\n\n* a\n* b\n\n<!-- The second. [click] It has a step. -->\n"
SILENT = "# Silent\n"


@pytest.fixture
def burning(bench: Bench) -> Bench:
    bench.config = replace(CONFIG, captions="burn")
    return bench


def test_one_step_makes_all_that_is_seen_of_a_slide(burning: Bench) -> None:
    plan = make_plan(burning.inputs(deck_of(ONE, TWO)))
    (join,) = (s for s in plan.steps if isinstance(s.action, JoinVideo))
    assert join.needs == ("timeline", "captions/0001", "sound/0001", "captions/0002", "sound/0002")
    assert not any(isinstance(step.action, EncodeStill) for step in plan.steps)
    second = next(step for step in plan.steps if step.id == "captions/0002")
    assert second.needs == ("sound/0002", "picture/0002-1", "picture/0002-2", "picture/0002-3")
    assert isinstance(second.action, BurnCaptions)
    assert [request.step for request in second.action.pictures] == [1, 2, 3]


def test_a_silent_slide_is_made_as_ever(burning: Bench) -> None:
    ran = burning.ran(deck_of(SILENT, ONE))
    assert {"still/0001-1", "captions/0002"} <= {*burning.outcomes()}
    assert not {"captions/0001", "still/0002-1"} & {*burning.outcomes()}
    assert ran["mux"] == 1


def test_there_is_a_picture_for_every_part_in_order(burning: Bench) -> None:
    deck = deck_of(ONE, TWO)
    burning.ran(deck)
    for number, steps in ((1, 1), (2, len(deck.slides[1].steps))):
        sound = burning.cache.store.path(burning.report.artifact(f"sound/000{number}"))
        layout = load_slide_sound(sound.with_suffix(".json").read_text("utf-8"))
        fps = CONFIG.fps
        shown = burnt(layout.utterances, slide_steps(layout, steps, fps), fps=fps, lang="en")
        units = read_pictures(burning.bytes_of(f"captions/000{number}")).units
        assert len(shown.captions) == 2
        assert len(units) == len(shown.parts)
        pairs = [(part.step, part.caption) for part in shown.parts]
        assert len({unit.data for unit in units}) == len(set(pairs))


def test_each_picture_is_rendered_and_encoded_once(burning: Bench) -> None:
    ran = burning.ran(deck_of(ONE))
    assert ran["render"] == 3  # without a caption, and with each of two
    assert ran["encode_still"] == 3


def test_a_note_changes_the_captions_of_its_slide_only(burning: Bench) -> None:
    burning.ran(deck_of(ONE, TWO, SILENT))
    burning.ran(deck_of(ONE.replace("first", "very first"), TWO, SILENT))
    built = {id_ for id_, outcome in burning.outcomes().items() if outcome is Outcome.BUILT}
    assert "captions/0001" in built
    assert not built & {"captions/0002", "still/0003-1", "picture/0001-1"}


def test_every_frame_is_encoded_where_holds_are(burning: Bench) -> None:
    burning.config = replace(burning.config, holds="encoded")
    ran = burning.ran(deck_of(ONE))
    assert ran["encode_segment"] == 5
    assert not ran["encode_still"]


def test_the_timeline_says_which_captions_are_in_the_pictures(burning: Bench) -> None:
    burning.ran(deck_of(ONE))
    (slide,) = json.loads(burning.bytes_of("json"))["slides"]
    first, second = slide["captions"]
    assert first["lines"] == ["This is the first."]
    assert first["start_frame"] + first["frames"] + 2 == second["start_frame"]
    burning.config = CONFIG
    burning.ran(deck_of(ONE))
    assert "captions" not in json.loads(burning.bytes_of("json"))["slides"][0]


def test_what_no_font_has_is_noted(burning: Bench) -> None:
    class Poor(FakeRenderer):
        def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
            super().render(request, assets, out)
            notice = json.loads(out.with_suffix(".json").read_text())
            notice["missing"] = "é" if "café" in request.slide else ""
            out.with_suffix(".json").write_text(json.dumps(notice))

    burning.tools.renderer = Poor(burning.tools.calls)
    burning.ran(deck_of("# One\n\n<!-- A café. -->\n"))
    made = burning.cache.store.path(burning.report.artifact("captions/0001"))
    assert json.loads(made.with_suffix(".json").read_text()) == {"missing": "é"}

"""Plans of decks with narrations in several languages."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.unit.pipeline.bench import Bench, deck_of

from mdvid.deck.model import Deck
from mdvid.media.timeline import load_timeline
from mdvid.pipeline.ids import number_of, slide_of, tag_of
from mdvid.pipeline.inputs import FurtherNarration, PlanInputs
from mdvid.pipeline.planner import make_plan

ENGLISH = deck_of("# One\n\n<!-- Hello. -->", "# Two\n\n<!-- Bye. -->", "# Three")
SPANISH = deck_of("# Uno\n\n<!-- Hola a todos, y bienvenidos a esta charla. -->", "# Dos", "# Tres")


def inputs(bench: Bench, further: Mapping[str, Deck], **settings: object) -> PlanInputs:
    config = replace(bench.config, **settings)  # type: ignore[arg-type]
    said = tuple(
        FurtherNarration(
            tag=tag,
            config=replace(config, lang=tag, loudness=-20.0),
            deck=deck,
            speech=bench.inputs(deck).speech,
        )
        for tag, deck in further.items()
    )
    return replace(bench.inputs(ENGLISH), config=config, further=said)


def test_a_further_narration_has_steps_of_its_own(bench: Bench) -> None:
    plan = make_plan(inputs(bench, {"es": SPANISH}))
    ids = {step.id for step in plan.steps}
    assert {"narration/0001-1", "narration/es/0001-1", "take/es/0001-1"} <= ids
    assert {"sound/first/0001", "sound/es/0001", "sound/0001", "vtt/es", "srt/es", "txt/es"} <= ids
    assert not {"json/es", "chapters/es", "mp4/es", "picture/es/0001-1"} & ids
    steps = {step.id: step for step in plan.steps}
    assert steps["sound/0001"].needs == ("sound/first/0001", "sound/es/0001")
    assert steps["narration/es/0001-1"].label == "slide 1, es"
    assert steps["timeline"].needs[-3:] == ("sound/es/0001", "sound/es/0002", "sound/es/0003")
    assert steps["mp4"].needs[-3:] == steps["timeline"].needs[-3:]


def test_without_one_a_plan_is_what_it_was(bench: Bench) -> None:
    ids = {step.id for step in make_plan(inputs(bench, {})).steps}
    assert not any("first" in id_ or id_.startswith("vtt/") for id_ in ids)


def test_the_same_words_have_the_same_key_in_whatever_place(bench: Bench) -> None:
    one = {step.id: step for step in make_plan(inputs(bench, {})).steps}
    two = {step.id: step for step in make_plan(inputs(bench, {"es": SPANISH})).steps}
    for alone, among in (
        ("narration/0001-1", "narration/0001-1"),
        ("take/0001-1", "take/0001-1"),
        ("sound/0001", "sound/first/0001"),
        ("picture/0001-1", "picture/0001-1"),
        ("still/0001-1", "still/0001-1"),
    ):
        assert one[alone].key(()) == two[among].key(())


@pytest.mark.parametrize("holds", ["skip", "encoded"])
def test_the_longest_narration_holds_every_slide(bench: Bench, holds: str) -> None:
    bench.config = replace(bench.config, holds=holds)
    bench.run(inputs(bench, {"es": SPANISH}))
    timeline = load_timeline(bench.bytes_of("timeline").decode())
    (spanish,) = timeline.narrations
    for slide, said in zip(timeline.slides, spanish.utterances, strict=True):
        end = (slide.start_frame + slide.frames) / 30 * 48_000
        assert all(one.end <= end for one in (*slide.utterances, *said))
    bench.run(inputs(bench, {}))
    alone = load_timeline(bench.bytes_of("timeline").decode())
    longer = [a.frames > b.frames for a, b in zip(timeline.slides, alone.slides, strict=True)]
    # What nobody says in Spanish takes no time: neither "Bye." nor the silent slide is held longer.
    assert longer == [True, False, False]


def test_every_narration_has_its_own_loudness(bench: Bench) -> None:
    steps = {step.id: step for step in make_plan(inputs(bench, {"es": SPANISH})).steps}
    assert "loudness=-20.0" in repr(steps["take/es/0001-1"].action)
    assert "loudness=-16.0" in repr(steps["take/0001-1"].action)


@pytest.mark.parametrize(
    ("step", "slide", "tag"),
    [
        ("narration/0012-3", 12, ""),
        ("narration/es/0012-3", 12, "es"),
        ("take/zh-Hant-TW/0012-3", 12, "zh-Hant-TW"),
        ("sound/0012", 12, ""),
        ("vtt/es", None, ""),
        ("timeline", None, ""),
    ],
)
def test_ids_say_slide_and_language(step: str, slide: int | None, tag: str) -> None:
    assert (slide_of(step), tag_of(step)) == (slide, tag)
    if step.endswith("-3"):
        assert number_of(step) == 3

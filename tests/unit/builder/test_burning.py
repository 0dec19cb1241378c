from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.pipeline.bench import CONFIG, Bench, deck_of

from mdvid.builder.burning import refuse_burning
from mdvid.config.model import Illustration
from mdvid.errors import DeckError

MOVING = Illustration(motion="loop", animator="film")
SEA = "# Sea\n\n![waves](gen:)\n"
SAID = f"{SEA}\n<!-- Look at the sea. -->\n"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.config = replace(CONFIG, captions="burn", illustration=MOVING)
    return bench


def test_every_slide_that_moves_while_it_is_spoken_about_is_refused(bench: Bench) -> None:
    with pytest.raises(DeckError) as refused:
        refuse_burning(bench.inputs(deck_of(SAID, "# Land\n\n<!-- Land. -->\n", SEA, SAID)))
    assert [d.slide for d in refused.value.diagnostics] == [1, 4]
    first = refused.value.diagnostics[0]
    assert first.message == "captions cannot be drawn on a slide with a picture that moves"
    assert first.span is not None
    assert first.span.excerpt == "![waves](gen:)"


@pytest.mark.parametrize(
    "change",
    [{"captions": "soft"}, {"captions": "none"}, {"illustration": Illustration()}],
)
def test_nothing_else_is(bench: Bench, change: dict[str, object]) -> None:
    bench.config = replace(bench.config, **change)  # type: ignore[arg-type]
    refuse_burning(bench.inputs(deck_of(SAID)))


def test_the_picture_that_moves_is_the_one_that_is_shown(bench: Bench) -> None:
    still = "# Sea\n\n![sand](gen:){motion=false}\n\n![waves](gen:)\n\n<!-- Look. -->\n"
    with pytest.raises(DeckError) as refused:
        refuse_burning(bench.inputs(deck_of(still)))
    (told,) = refused.value.diagnostics
    assert told.span is not None
    assert told.span.excerpt == "![waves](gen:)"


def test_without_pictures_it_does_not_matter(bench: Bench) -> None:
    refuse_burning(replace(bench.inputs(deck_of(SAID)), pictures=False))

from dataclasses import replace

import pytest

from mdvid.deck.model import Background, Picture, PictureRole, Prompt
from mdvid.diagnostics import Span
from mdvid.media.model import Size
from mdvid.pipeline.illustrations import GRID, illustration_request
from mdvid.pipeline.pins import Prompted
from mdvid.providers.requests import IllustrationRequest

WIDE, TALL = Size(1920, 1080), Size(1080, 1920)
LIGHTHOUSE = Prompt(text="a lighthouse")


def request(
    prompt: Prompt = LIGHTHOUSE,
    background: Background | None = None,
    size: Size = WIDE,
    *,
    style: str = "",
    seed: int | None = None,
    rerolls: int = 0,
) -> IllustrationRequest:
    picture = Picture(
        name="picture/3-1",
        source="",
        role=PictureRole.BACKGROUND if background else PictureRole.INLINE,
        prompt=prompt,
        background=background,
        span=Span("deck.md", 1),
    )
    return illustration_request(
        picture,
        prompt,
        size=size,
        model="m",
        style=style,
        negative="n",
        seed=seed,
        palette=("#ffffff", "#000000"),
        rerolls={Prompted(text="a lighthouse", style=style, seed=seed): rerolls},
    )


@pytest.mark.parametrize(
    ("background", "ratio", "size", "expected"),
    [
        (None, "", WIDE, (1152, 640)),
        (Background(), "", WIDE, (1920, 1088)),
        (Background(side="right", split="40%"), "", WIDE, (768, 1088)),
        (Background(side="left", split="33.3%"), "", WIDE, (640, 1088)),
        (Background(side="right", split="40%"), "", TALL, (1088, 768)),
        (Background(side="left", split="0%"), "", WIDE, (192, 1088)),
        (Background(side="left", split=f"{'9' * 400}%"), "", WIDE, (1920, 1088)),
        (Background(side="left", split="300px"), "", WIDE, (960, 1088)),
        (Background(side="left", split="²%"), "", WIDE, (960, 1088)),
        (Background(), "1:1", WIDE, (1088, 1088)),
        (Background(), "1:1", TALL, (1088, 1088)),
        (Background(), "1.5:1", WIDE, (1616, 1088)),
        (Background(), "999:1", WIDE, (1920, GRID)),
        (Background(), "0:1", WIDE, (1920, 1088)),
        (None, "", Size(32, 18), (GRID, GRID)),
    ],
)
def test_a_picture_has_the_size_of_its_place(
    background: Background | None, ratio: str, size: Size, expected: tuple[int, int]
) -> None:
    made = request(replace(LIGHTHOUSE, ratio=ratio), background, size).size
    assert (made.width, made.height) == expected


def test_the_seed_follows_from_the_words_not_from_the_place() -> None:
    assert request().seed == request(background=Background()).seed
    assert request().seed != request(Prompt(text="a boat")).seed
    assert request().seed != request(style="flat").seed
    assert request().seed != request(seed=7).seed
    assert 0 <= request().seed < 2**31


def test_the_seed_of_a_prompt_is_always_the_same() -> None:
    """Pictures that were pinned or chosen are lost if it changes."""
    assert request().seed == 45110252
    assert request(rerolls=1).seed == 383079964


def test_each_reroll_has_a_seed_of_its_own() -> None:
    seeds = [request(rerolls=n, style=style).seed for n in range(3) for style in ("", "ink")]
    assert len(set(seeds)) == len(seeds)


def test_a_reroll_does_not_change_a_seed_that_is_written_down() -> None:
    assert request(replace(LIGHTHOUSE, seed=7), rerolls=3).seed == 7


def test_a_seed_and_a_style_of_the_picture_win_over_those_of_the_deck() -> None:
    made = request(Prompt(text="a lighthouse", seed=0, style="ink"), style="flat", seed=7)
    assert (made.seed, made.style) == (0, "ink")


def test_model_style_and_colours_come_from_deck_and_theme() -> None:
    made = request(style="flat")
    assert (made.prompt, made.model, made.style, made.negative) == (
        "a lighthouse",
        "m",
        "flat",
        "n",
    )
    assert made.palette == ("#ffffff", "#000000")

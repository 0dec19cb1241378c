from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.card import CardIllustrator, scenes
from mdvid.backends.card.chance import Chance
from mdvid.backends.card.choice import choose
from mdvid.backends.card.colours import Colours, mix
from mdvid.backends.card.label import label_text
from mdvid.errors import ConfigError
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest

PALETTE = ("#fcfcfa", "#171a21", "#2950c8", "#d9601a")
NIGHT = ("#10141c", "#e8ebf0", "#4f80d9", "#f5b942")
PROMPTS = [
    "a lighthouse at dusk",
    "ships at sea",
    "mountains",
    "planets",
    "a voice",
    "a city",
    "a map of ideas",
    "",
]


def draw(
    out: Path, prompt: str, *, seed: int = 1, size: Size | None = None, night: bool = False
) -> bytes:
    request = IllustrationRequest(
        prompt=prompt,
        model="",
        size=size or Size(160, 90),
        seed=seed,
        palette=NIGHT if night else PALETTE,
    )
    CardIllustrator({}).illustrate(request, out)
    return out.read_bytes()


@pytest.mark.parametrize("size", [Size(160, 90), Size(90, 160), Size(100, 100), Size(16, 200)])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_card_has_exactly_the_size_asked_for(prompt: str, size: Size, tmp_path: Path) -> None:
    out = tmp_path / "card.png"
    draw(out, prompt, size=size)
    with Image.open(out) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (size.width, size.height))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_same_request_gives_the_same_bytes(prompt: str, tmp_path: Path) -> None:
    assert draw(tmp_path / "a.png", prompt) == draw(tmp_path / "b.png", prompt)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_another_seed_gives_another_card(prompt: str, tmp_path: Path) -> None:
    cards = {draw(tmp_path / "card.png", prompt, seed=seed) for seed in range(4)}
    assert len(cards) == 4


def test_the_words_choose_the_scene_and_not_only_the_label(tmp_path: Path) -> None:
    draw(tmp_path / "a.png", "a lighthouse", size=Size(320, 180))
    draw(tmp_path / "b.png", "the mountains", size=Size(320, 180))
    with Image.open(tmp_path / "a.png") as first, Image.open(tmp_path / "b.png") as second:
        box = (0, 0, 320, 120)
        assert first.crop(box).tobytes() != second.crop(box).tobytes()


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_card_is_light_or_dark_as_its_theme(prompt: str, night: bool, tmp_path: Path) -> None:
    draw(tmp_path / "card.png", prompt, night=night)
    with Image.open(tmp_path / "card.png") as image:
        light = sum(image.convert("L").resize((1, 1)).tobytes())
    assert light < 128 if night else light > 90


def test_a_theme_without_colours_gets_some() -> None:
    colours = Colours.of(())
    assert not colours.dark
    assert len(colours.accents) >= 2


def test_what_is_near_is_darker_than_what_is_far() -> None:
    for palette in (PALETTE, NIGHT):
        colours = Colours.of(palette)
        depths = [sum(colours.depth(step / 4)) for step in range(5)]
        assert all(far > near for far, near in pairwise(depths))


def test_colours_mix_by_their_share() -> None:
    assert mix((0, 0, 0), (200, 100, 50), 0.5) == (100, 50, 25)


@pytest.mark.parametrize(
    ("prompt", "label"),
    [
        ("  a  lighthouse\nat dusk ", "drawn card for “a lighthouse at dusk”"),
        ("cafe\u0301", "drawn card for “café”"),
        ("маяк", "drawn card"),
        ("", "drawn card"),
        ("word " * 30, "drawn card for “word word word word word word word word word …”"),
        ("w" * 90, "drawn card for “" + "w" * 46 + " …”"),
    ],
)
def test_the_label_says_that_it_is_drawn(prompt: str, label: str) -> None:
    assert label_text(prompt) == label


@pytest.mark.parametrize("seed", range(12))
def test_a_prompt_that_no_scene_shows_gets_an_abstract_one(seed: int) -> None:
    assert choose("a cat riding a bicycle", Chance(seed)) in {scenes.tiles, scenes.contours}


@pytest.mark.parametrize("prompt", ["rings of glass around a lamp", "a lens", "Ein Ring"])
def test_what_is_round_is_shown_as_rings(prompt: str) -> None:
    assert choose(prompt, Chance(1)) is scenes.orbits


def test_the_fingerprint_names_the_code_and_the_library() -> None:
    words = CardIllustrator({}).fingerprint.split()
    assert words[0] == "card"
    assert "pillow" in words


def test_a_setting_is_refused() -> None:
    with pytest.raises(ConfigError, match="`card` has no setting `model`"):
        CardIllustrator({"model": "x"})


def test_lots_stay_within_their_bounds() -> None:
    chance = Chance(5)
    assert {chance.whole(2, 4) for _ in range(100)} == {2, 3, 4}
    assert all(1 <= chance.between(1, 2) <= 2 for _ in range(100))
    assert {chance.one_of("ab") for _ in range(50)} == {"a", "b"}

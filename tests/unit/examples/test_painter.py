"""The plugin that `docs/how-to/plugins.md` explains keeps the promises of the port."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest
from mdvid.testing import check_illustrator
from mdvid_painter import PainterIllustrator
from mdvid_painter.choice import HOURS, PLACES

WORDS = [(place.split()[0], hour.split()[0]) for place in PLACES for hour in HOURS]


def paint(
    out: Path,
    prompt: str,
    *,
    seed: int = 1,
    size: Size | None = None,
    style: str = "",
    **settings: object,
) -> bytes:
    request = IllustrationRequest(
        prompt=prompt, model="", size=size or Size(160, 90), seed=seed, style=style
    )
    PainterIllustrator(settings).illustrate(request, out)
    return out.read_bytes()


def brightness(out: Path) -> int:
    with Image.open(out) as image:
        return image.convert("L").resize((1, 1)).tobytes()[0]


def test_the_painter_keeps_the_promises_of_the_port() -> None:
    check_illustrator(PainterIllustrator({}))


@pytest.mark.parametrize("size", [Size(160, 90), Size(90, 160), Size(16, 200), Size(200, 16)])
@pytest.mark.parametrize("place", [words.split()[0] for words in PLACES])
def test_every_place_is_painted_on_sheets_of_every_shape(
    place: str, size: Size, tmp_path: Path
) -> None:
    out = tmp_path / "picture.png"
    paint(out, f"a {place} at dusk", size=size)
    with Image.open(out) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (size.width, size.height))
        assert len(set(image.convert("L").tobytes())) > 20


def test_every_place_and_every_hour_is_another_picture(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    made = {paint(out, f"a {place} at {hour}") for place, hour in WORDS}
    assert len(made) == len(WORDS) == 36


def test_another_seed_is_another_picture(tmp_path: Path) -> None:
    assert len({paint(tmp_path / "a.png", "hills", seed=seed) for seed in range(4)}) == 4


def test_the_night_is_dark_and_the_day_is_not(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    paint(out, "hills by day")
    day = brightness(out)
    paint(out, "hills by night")
    assert day > 120
    assert brightness(out) < 60


def test_the_first_word_that_is_known_chooses_and_plurals_count(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    assert paint(out, "Lighthouses above the sea") == paint(out, "a lighthouse")
    assert paint(out, "the sea below a lighthouse") == paint(out, "the sea")


def test_words_of_the_style_count_after_those_of_the_prompt(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    assert paint(out, "hills", style="by night") == paint(out, "hills by night")
    assert paint(out, "hills at dusk", style="by night") == paint(out, "hills at dusk")


def test_a_prompt_without_a_known_word_gets_hills_by_day(tmp_path: Path) -> None:
    out = tmp_path / "picture.png"
    assert paint(out, "a cat on a bicycle") == paint(out, "hills by day")


@pytest.mark.parametrize("place", [words.split()[0] for words in PLACES])
def test_progress_goes_from_one_to_the_number_of_layers(place: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    request = IllustrationRequest(prompt=place, model="", size=Size(64, 36), seed=1)
    painter = PainterIllustrator({})
    painter.illustrate(request, tmp_path / "a.png", lambda done, total: told.append((done, total)))
    assert told == [(n, len(told)) for n in range(1, len(told) + 1)]


def test_mist_is_a_setting_that_changes_pictures_and_is_in_recipe_and_fingerprint(
    tmp_path: Path,
) -> None:
    out = tmp_path / "picture.png"
    assert paint(out, "hills", mist=1) == paint(out, "hills")
    assert paint(out, "hills", mist=0) != paint(out, "hills")
    usual, clear = PainterIllustrator({"mist": 1}), PainterIllustrator({"mist": 0})
    assert (usual.recipe, clear.recipe) == ({}, {"mist": 0})
    assert usual.fingerprint != clear.fingerprint


@pytest.mark.parametrize("mist", [-1, 5, "thick", True, None, float("nan")])
def test_mist_that_is_no_such_number_is_refused(mist: object) -> None:
    with pytest.raises(ConfigError, match="must be a number from 0 to 4"):
        PainterIllustrator({"mist": mist})


def test_an_unknown_setting_is_refused_with_a_hint() -> None:
    with pytest.raises(ConfigError, match="no setting `mits`") as caught:
        PainterIllustrator({"mits": 1})
    assert "mist" in (caught.value.hint or "")


def test_a_model_is_refused_because_there_is_none() -> None:
    with pytest.raises(ProviderUnavailable, match="no model `oil`"):
        PainterIllustrator({}).resolve("oil")

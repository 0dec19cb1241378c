"""Tiny models of every family, through the provider and its worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.media.model import Size
from mdvid.providers.requests import IllustrationRequest

pytestmark = pytest.mark.models

FAMILIES = ("sd", "lcm", "sdxl", "sd3", "flux", "pixart", "zimage")
STEPS = 2
SMALL = Size(192, 108)


@pytest.fixture(scope="module", params=FAMILIES)
def model(request: pytest.FixtureRequest, tiny: Callable[[str], Path]) -> str:
    return str(tiny(request.param))


@pytest.fixture(scope="module")
def illustrator(model: str) -> Iterator[DiffusersIllustrator]:
    """One for each family: its worker keeps the model for all tests that ask for it."""
    made = DiffusersIllustrator({"steps": STEPS}, device="cpu")
    yield made
    made.close()


def _request(
    model: str,
    *,
    prompt: str = "a lighthouse at dusk",
    seed: int = 7,
    size: Size = SMALL,
    negative: str = "",
    style: str = "",
) -> IllustrationRequest:
    return IllustrationRequest(
        prompt=prompt, model=model, size=size, seed=seed, negative=negative, style=style
    )


def test_a_picture_follows_from_its_request(
    illustrator: DiffusersIllustrator, model: str, tmp_path: Path
) -> None:
    def drawn(**changes: str | int) -> bytes:
        out = tmp_path / "made.png"
        illustrator.illustrate(_request(model, **changes), out)  # type: ignore[arg-type]
        return out.read_bytes()

    first = drawn()
    # What comes in between, or another seed, leaves nothing behind.
    others = [drawn(seed=8), drawn(prompt="a ship"), drawn(prompt="a ship", style="flat")]
    assert drawn(prompt="a ship, flat") == others[-1]
    assert drawn() == first
    assert len({first, *others}) == 4
    assert (drawn(negative="text") == first) == (Path(model).name in {"lcm", "flux"}), (
        "only families that take a negative prompt see it"
    )


@pytest.mark.parametrize("size", [SMALL, Size(90, 160), Size(400, 50)])
def test_a_picture_has_exactly_the_size_asked_for(
    illustrator: DiffusersIllustrator, model: str, size: Size, tmp_path: Path
) -> None:
    out = tmp_path / "made.png"
    illustrator.illustrate(_request(model, size=size), out)
    with Image.open(out) as picture:
        assert (picture.format, picture.mode, picture.size) == (
            "PNG",
            "RGB",
            (size.width, size.height),
        )
        picture.load()


def test_every_step_is_reported(
    illustrator: DiffusersIllustrator, model: str, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    illustrator.illustrate(
        _request(model), tmp_path / "made.png", lambda done, total: told.append((done, total))
    )
    assert told == [(step, STEPS) for step in range(1, STEPS + 1)]

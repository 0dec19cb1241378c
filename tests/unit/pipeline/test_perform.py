"""What is told of an action while it is performed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdvid.media.model import Size
from mdvid.pipeline.actions import Illustrate, Narrate, PipelineAction
from mdvid.pipeline.perform import Performer
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import IllustrationRequest, NarrationRequest
from mdvid.speech.model import Voice
from mdvid.testing import FakeTools

SAID = Narrate(NarrationRequest(text="Hello.", voice=Voice(provider="fake")))
DRAWN = Illustrate(IllustrationRequest(prompt="a boat", model="paint", size=Size(16, 16), seed=1))


@pytest.mark.parametrize(
    ("action", "costly", "told"),
    [
        (SAID, False, []),
        (SAID, True, [(0, 1), (1, 1)]),
        (DRAWN, False, [(1, 1)]),
        (DRAWN, True, [(0, 1), (1, 1), (1, 1)]),
    ],
)
def test_what_takes_a_model_says_when_it_begins(
    tmp_path: Path, action: PipelineAction, costly: bool, told: list[tuple[int, int]]
) -> None:
    fakes = FakeTools()
    fakes.narrator.costly = fakes.illustrator.costly = costly
    tools = Toolbox(
        narrators={"fake": fakes.narrator},
        illustrator=fakes.illustrator,
        renderer=fakes.renderer,
        encoder=fakes.encoder,
        converter=fakes.converter,
    )
    heard: list[tuple[int, int]] = []
    perform = Performer(tools, lambda _: tmp_path)
    perform(action, (), tmp_path / "artifact.bin", lambda done, total: heard.append((done, total)))
    assert heard == told

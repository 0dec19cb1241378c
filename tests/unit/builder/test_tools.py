"""Tools are ended whatever one of them says to that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mdvid.builder.kept import MOST
from mdvid.builder.session import Session
from mdvid.builder.tools import Tools
from mdvid.config.model import Config
from mdvid.engine.cache import Cache
from mdvid.providers import registry


class Stubborn:
    """A narrator of somebody else, which cannot be closed."""

    closed: int = 0

    def __init__(self, settings: Mapping[str, object]) -> None:
        """Take no settings."""

    def close(self) -> None:
        """Fail."""
        Stubborn.closed += 1
        raise RuntimeError("not now")


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch) -> type[Stubborn]:
    monkeypatch.setattr(Stubborn, "closed", 0)
    monkeypatch.setattr(registry, "narrator", lambda _, settings, __: Stubborn(settings))
    return Stubborn


def test_a_tool_that_cannot_be_closed_does_not_keep_the_others_open(
    stubborn: type[Stubborn],
) -> None:
    tools = Tools()
    for provider in ("one", "two", "three"):
        tools.narrator(provider, Config())
    with pytest.raises(RuntimeError, match="not now"):
        tools.close()
    assert stubborn.closed == 3


def test_settings_that_are_tried_out_leave_no_tools_behind(stubborn: type[Stubborn]) -> None:
    tools = Tools()
    tried = [Config(narrators={"one": {"pitch": number}}) for number in range(100)]
    made = [tools.narrator("one", config) for config in tried]
    assert len({id(tool) for tool in made}) == 100
    assert stubborn.closed == 100 - MOST
    assert [tools.narrator("one", config) for config in tried[-MOST:]] == made[-MOST:]
    assert tools.narrator("one", tried[0]) is not made[0]
    assert stubborn.closed == 101 - MOST


def test_a_tool_that_is_used_stays_whatever_else_is_tried_out(stubborn: type[Stubborn]) -> None:
    tools = Tools()
    used = tools.narrator("one", Config())
    for number in range(20):
        tools.narrator("one", Config(narrators={"one": {"pitch": number}}))
        tools.narrator(f"other {number}", Config())
        assert tools.narrator("one", Config()) is used
    assert stubborn.closed == 21 - MOST


def test_a_tool_that_cannot_be_closed_does_not_keep_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stubborn: type[Stubborn]
) -> None:
    session = Session(tmp_path)
    monkeypatch.setattr(Tools, "close", stubborn({}).close)
    with pytest.raises(RuntimeError, match="not now"):
        session.close()
    with Cache.open(tmp_path) as cache:
        assert cache.clear().artifacts == 0

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

import pytest

from mdvid.errors import ConfigError, ProviderUnavailable
from mdvid.providers import registry


def test_every_installed_provider_is_listed() -> None:
    assert "espeak" in registry.names(registry.NARRATORS)
    assert "card" in registry.names(registry.ILLUSTRATORS)


@pytest.mark.parametrize("group", [registry.NARRATORS, registry.ILLUSTRATORS])
def test_our_own_entry_points_lead_somewhere(group: str) -> None:
    for point in entry_points(group=group):
        assert callable(point.load())


def test_an_unknown_provider_is_refused_with_a_near_one() -> None:
    with pytest.raises(ConfigError, match="unknown voice provider `espek`") as caught:
        registry.narrator("espek")
    assert caught.value.hint == "did you mean `espeak`?"


def test_an_unknown_provider_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(ConfigError, match="unknown illustrator `zzz`") as caught:
        registry.illustrator("zzz")
    assert caught.value.hint
    assert "card" in caught.value.hint


class Old:
    """A provider of both kinds, as it was before there were models."""

    def __init__(self, settings: object) -> None:
        self.fingerprint = f"old {settings}"

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (registry.narrator, "voice provider `old` lacks `costly`, `model`, `narrate`, `recipe`"),
        (registry.illustrator, "illustrator `old` lacks `costly`, `illustrate`, `lanes`, `model`"),
    ],
)
def test_a_provider_for_another_version_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[str], object], what: str
) -> None:
    point = EntryPoint("old", f"{__name__}:Old", "")
    monkeypatch.setattr(EntryPoint, "load", lambda _: Old)
    monkeypatch.setattr(registry, "_entry_points", lambda _: {"old": point})
    with pytest.raises(ProviderUnavailable, match=what) as caught:
        make("old")
    assert "another version of mdvid" in str(caught.value.hint)

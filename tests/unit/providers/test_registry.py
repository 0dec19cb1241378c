from importlib.metadata import entry_points

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

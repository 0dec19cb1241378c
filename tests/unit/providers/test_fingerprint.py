import pytest

from mdvid.providers.fingerprint import code_fingerprint


def test_other_code_has_another_fingerprint() -> None:
    prints = [
        code_fingerprint("media"),
        code_fingerprint("speech"),
        code_fingerprint("media", "speech"),
        code_fingerprint("media/clock.py"),
        code_fingerprint("media/model.py"),
    ]
    assert len(set(prints)) == len(prints)


@pytest.mark.parametrize("part", ["nowhere", "media/nothing.py", "media/clock"])
def test_code_that_is_not_there_is_noticed(part: str) -> None:
    with pytest.raises((AssertionError, FileNotFoundError)):
        code_fingerprint(part)

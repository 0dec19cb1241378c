import pytest

from mdvid.config import values
from mdvid.config.values import BadValue, SlideRange
from mdvid.media.model import FrameRate
from mdvid.speech.model import Voice


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        (30, FrameRate(30)),
        ("25", FrameRate(25)),
        (29.97, FrameRate(30000, 1001)),
        ("23.976", FrameRate(24000, 1001)),
        ("23.98", FrameRate(24000, 1001)),
        ("59.94", FrameRate(60000, 1001)),
        ("30000/1001", FrameRate(30000, 1001)),
        ("12.5", FrameRate(25, 2)),
        ("30.0", FrameRate(30)),
    ],
)
def test_a_frame_rate_is_exact(written: object, rate: FrameRate) -> None:
    assert values.frame_rate(written) == rate


@pytest.mark.parametrize("written", [0, -30, 121, "nan", "inf", "1e9", "30/0", True, None, "", "x"])
def test_a_frame_rate_is_from_1_to_120(written: object) -> None:
    with pytest.raises(BadValue, match="from 1 to 120"):
        values.frame_rate(written)


@pytest.mark.parametrize("written", ["nan", "-inf", float("nan"), 1e400, "9" * 400, True, [], ""])
def test_a_number_is_finite_and_in_its_range(written: object) -> None:
    with pytest.raises(BadValue, match=r"from 0\.25 to 4"):
        values.number(0.25, 4)(written)


@pytest.mark.parametrize("written", ["1.5", 1.5, "nan", True, "1" * 5000, 257, 0, "-3"])
def test_a_whole_number_is_whole_and_in_its_range(written: object) -> None:
    with pytest.raises(BadValue, match="from 1 to 256"):
        values.whole(1, 256)(written)


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("2.5", 2500), (3, 3000), ("4s", 4000), ("500ms", 500), ("2 seconds", 2000), (".5s", 500)],
)
def test_a_time_is_kept_in_milliseconds(written: object, milliseconds: int) -> None:
    assert values.milliseconds(0.1, 3600)(written) == milliseconds


@pytest.mark.parametrize("written", ["1.2.3s", "s", "9e9", -1, "nan", "99999s"])
def test_what_is_no_time_is_refused(written: object) -> None:
    with pytest.raises(BadValue, match=r"seconds from 0\.1 to 3600"):
        values.milliseconds(0.1, 3600)(written)


@pytest.mark.parametrize(
    ("written", "ranges"),
    [
        ("3-5,9", (SlideRange(3, 5), SlideRange(9, 9))),
        (7, (SlideRange(7, 7),)),
        ("12-", (SlideRange(12, None),)),
        ([1, "3-4"], (SlideRange(1, 1), SlideRange(3, 4))),
    ],
)
def test_slides_are_ranges(written: object, ranges: tuple[SlideRange, ...]) -> None:
    assert values.slides(written) == ranges


@pytest.mark.parametrize("written", ["", "0", "5-3", "a", "1,,2", "-3", "1-2-3"])
def test_what_selects_no_slides_is_refused(written: str) -> None:
    with pytest.raises(BadValue, match="3-5,9"):
        values.slides(written)


@pytest.mark.parametrize(
    ("written", "voice"),
    [
        ("espeak", Voice(provider="espeak")),
        ("espeak:en-gb", Voice(provider="espeak", name="en-gb")),
        (
            "coqui:tts_models/en/vctk/vits#p225",
            Voice(provider="coqui", name="tts_models/en/vctk/vits#p225"),
        ),
        ("none", Voice(provider="none")),
    ],
)
def test_a_voice_is_a_provider_and_perhaps_a_name(written: str, voice: Voice) -> None:
    assert values.voice(written) == voice


@pytest.mark.parametrize("written", ["", ":en", "a b:c", 3.5, None, "x" * 500])
def test_what_is_no_voice_is_refused(written: object) -> None:
    with pytest.raises(BadValue, match="must be"):
        values.voice(written)


@pytest.mark.parametrize(
    ("written", "tag"), [("en", "en"), ("pt_BR", "pt-BR"), ("de_DE.UTF-8", "de-DE")]
)
def test_a_language_is_a_tag(written: str, tag: str) -> None:
    assert values.language(written) == tag


def test_a_near_choice_is_suggested() -> None:
    with pytest.raises(BadValue, match="`skip` or `encoded`") as caught:
        values.one_of("skip", "encoded")("encode")
    assert caught.value.hint == "did you mean `encoded`?"


@pytest.mark.parametrize(
    ("written", "on"), [("YES", True), (True, True), ("0", False), ("", False)]
)
def test_a_switch_is_on_or_off(written: object, on: bool) -> None:
    assert values.switch(written) is on

"""Voices, settings and word times of espeak-ng: all that needs no process."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.backends.espeak import EspeakNarrator
from mdvid.backends.espeak_times import word_times
from mdvid.errors import ConfigError, ExitCode, ProviderUnavailable


@pytest.fixture(scope="module")
def narrator() -> EspeakNarrator:
    return EspeakNarrator({})


RESOLVED = [
    ("", "en", "en-us"),
    ("", "en-US", "en-us"),
    ("", "en-GB", "en-gb"),
    ("", "en-ZA", "en-us"),
    ("", "es", "es"),
    ("", "es-MX", "es-419"),
    ("", "de-AT", "de"),
    ("", "pt-BR", "pt-br"),
    ("", "pt", "pt-br"),
    ("", "zh-Hans", "cmn"),
    ("", "nb", "nb"),
    ("en-gb", "", "en-gb"),
    ("EN_us+F3", "", "en-us+f3"),
    ("en-gb-x-rp", "de", "en-gb-x-rp"),
    ("en", "de", "en-us"),
]


@pytest.mark.parametrize(("name", "lang", "voice"), RESOLVED)
def test_a_voice_is_found_by_name_or_by_language(
    narrator: EspeakNarrator, name: str, lang: str, voice: str
) -> None:
    assert narrator.resolve(name, lang) == voice


UNKNOWN = [
    ("en-uss", "", "espeak has no voice `en-uss`", "`en-us`"),
    ("../../x", "", "espeak has no voice `../../x`", "`mdvid voices`"),
    ("en-us+f9", "", "espeak has no variant `+f9`", "`f5`"),
    ("en-us+", "", "espeak has no variant `+`", "`mdvid voices`"),
    ("", "xx", "espeak has no voice for the language `xx`", "`mdvid voices`"),
    ("", "", "espeak has no voice for the language ``", "`mdvid voices`"),
]


@pytest.mark.parametrize(("name", "lang", "message", "hint"), UNKNOWN)
def test_what_is_not_there_is_said_with_what_is_near(
    narrator: EspeakNarrator, name: str, lang: str, message: str, hint: str
) -> None:
    with pytest.raises(ProviderUnavailable) as missing:
        narrator.resolve(name, lang)
    assert str(missing.value) == message
    assert hint in str(missing.value.hint)
    assert missing.value.exit_code is ExitCode.MISSING


def test_every_voice_that_is_listed_resolves_to_itself(narrator: EspeakNarrator) -> None:
    names = [voice.name for voice in narrator.voices()]
    assert {"en-us", "en-gb", "de", "es", "fr-fr", "cmn"} <= set(names)
    assert names == sorted(set(names))
    assert [narrator.resolve(name, "") for name in names] == names


def test_the_fingerprint_follows_the_settings_and_nothing_else() -> None:
    plain = EspeakNarrator({}).fingerprint
    assert plain == EspeakNarrator({"rate": 160}).fingerprint
    assert plain != EspeakNarrator({"rate": 161}).fingerprint
    assert plain.startswith("espeak-ng ")


@pytest.mark.parametrize(
    "settings", [{"speed": 1}, {"rate": 20}, {"pitch": 100}, {"rate": "fast"}, {"pitch": True}]
)
def test_wrong_settings_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match="espeak"):
        EspeakNarrator(settings)


def _times(
    text: str, words: list[tuple[int, int]], ends: list[tuple[int, int]], samples: int
) -> list[tuple[str, int, int]]:
    return [
        (text[t.offset : t.offset + t.length], t.start, t.end)
        for t in word_times(text, words, ends, samples)
    ]


def test_a_word_lasts_until_the_next_one_begins() -> None:
    times = _times("one two", [(0, 0), (4, 100)], [(300, 250)], 300)
    assert times == [("one", 0, 100), ("two", 100, 250)]


def test_the_pause_after_a_clause_belongs_to_no_word() -> None:
    times = _times("one, two", [(0, 0), (5, 200)], [(200, 120), (400, 380)], 400)
    assert times == [("one,", 0, 120), ("two", 200, 380)]


def test_fused_words_share_their_time_by_their_letters() -> None:
    times = _times("of the cat", [(0, 0), (7, 140)], [(200, 200)], 200)
    assert times == [("of", 0, 70), ("the", 70, 140), ("cat", 140, 200)]


def test_events_that_point_back_or_nowhere_belong_to_the_word_being_said() -> None:
    words = [(0, 0), (4, 100), (4, 150), (0, 180), (99, 190), (8, 195)]
    times = _times("one two six", words, [(300, 300)], 300)
    assert times == [("one", 0, 100), ("two", 100, 190), ("six", 190, 300)]


def test_dashes_and_dots_are_no_words() -> None:
    assert _times("- one ...", [(2, 10)], [(90, 80)], 90) == [("one", 0, 80)]
    assert _times("...", [], [(90, 0)], 90) == []


EVENTS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-10, 2000)), max_size=20)


@given(st.text(alphabet="ab ,.-", max_size=40), EVENTS, EVENTS, st.integers(0, 1500))
def test_times_are_in_order_within_the_sound_and_one_a_word(
    text: str, words: list[tuple[int, int]], ends: list[tuple[int, int]], samples: int
) -> None:
    times = word_times(text, words, sorted(ends), samples)
    position = 0
    for time in times:
        assert position <= time.start <= time.end <= samples
        position = time.end
    if samples:
        assert len(times) == sum(any(c.isalnum() for c in word) for word in text.split())

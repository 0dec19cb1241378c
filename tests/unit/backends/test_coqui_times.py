from __future__ import annotations

import itertools

import numpy as np
import pytest

from mdvid.backends.coqui.energy import spread
from mdvid.backends.coqui.languages import fitting
from mdvid.backends.coqui.times import WordTime, match_words, spoken_groups, words_of

FRAME = 256


def heard(text: str, spoken: str, weights: list[int]) -> list[tuple[str, int, int]]:
    """Return words and their times in letters, if every symbol of `spoken` is one frame long."""
    groups = spoken_groups(list(spoken), [1] * len(spoken), len(spoken))
    times = match_words(words_of(text), weights, groups)
    return [(text[t.offset : t.offset + t.length], t.start, t.end) for t in times]


def test_as_many_groups_as_words_are_one_for_one() -> None:
    assert heard("Big, old world!", "bɪɡ, əʊld wɜːld!", [3, 4, 5]) == [
        ("Big,", 0, 3),
        ("old", 5, 9),
        ("world!", 10, 15),
    ]


def test_words_that_are_spoken_as_one_share_its_letters() -> None:
    assert heard("all of the rings", "ɔːl ʌvðə ɹɪŋz", [3, 2, 2, 4]) == [
        ("all", 0, 3),
        ("of", 4, 6),
        ("the", 6, 8),
        ("rings", 9, 13),
    ]


def test_a_word_that_is_spoken_as_several_has_them_all() -> None:
    assert heard("pay 25 now", "peɪ twɛnti faɪv naʊ", [3, 10, 3]) == [
        ("pay", 0, 3),
        ("25", 4, 15),
        ("now", 16, 19),
    ]


def test_fused_and_parted_words_in_one_sentence_do_not_hide_each_other() -> None:
    times = heard("of the twenty-five men", "əvðə twɛnti faɪv mɛn", [2, 2, 10, 3])
    assert [(word, start) for word, start, _ in times] == [
        ("of", 0),
        ("the", 2),
        ("twenty-five", 5),
        ("men", 17),
    ]


def test_a_word_that_is_not_heard_has_no_length() -> None:
    assert heard("yes _ no", "jɛs nəʊ", [3, 0, 3]) == [
        ("yes", 0, 3),
        ("_", 3, 3),
        ("no", 4, 7),
    ]


def test_what_is_spoken_without_any_word_belongs_to_nobody() -> None:
    assert heard("&", "ænd", []) == []


def test_text_without_words_has_no_times() -> None:
    assert heard("...", "...", []) == []
    assert heard("one two", "", [3, 3]) == [("one", 0, 0), ("two", 0, 0)]


def test_blanks_go_with_the_letter_before_and_pauses_with_none() -> None:
    symbols = ["", "a", "", "b", "", ",", "", " ", "", "c", ""]
    groups = spoken_groups(symbols, [1] * 11, 11 * FRAME)
    found = [[(letter.start // FRAME, letter.end // FRAME) for letter in group] for group in groups]
    assert found == [[(1, 3), (3, 5)], [(9, 11)]]


def test_lengths_in_frames_become_exact_samples() -> None:
    (group,) = spoken_groups(["a", "b", "c"], [3, 1, 2], 6 * FRAME)
    assert [(letter.start, letter.end) for letter in group] == [(0, 768), (768, 1024), (1024, 1536)]


@pytest.mark.parametrize("seed", range(20))
def test_times_are_ordered_and_within_the_sound_whatever_is_said(seed: int) -> None:
    lots = np.random.default_rng(seed)
    text = " ".join("word"[: lots.integers(1, 5)] for _ in range(lots.integers(0, 30)))
    spoken = "".join(lots.choice(list("ab ˈː,"), lots.integers(0, 80)).tolist())
    frames = lots.integers(0, 9, len(spoken)).tolist()
    samples = int(lots.integers(0, 40_000))
    words = words_of(text)
    times = match_words(
        words, lots.integers(0, 9, len(words)).tolist(), spoken_groups(spoken, frames, samples)
    )
    assert [(t.offset, t.offset + t.length) for t in times] == words
    bounds = [bound for t in times for bound in (t.start, t.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= bound <= samples for bound in bounds)


RATE = 22_050


def noise(*parts: tuple[float, bool]) -> np.ndarray:
    """Return stretches of (seconds, whether something is heard)."""
    lots = np.random.default_rng(5)
    return np.concatenate(
        [lots.normal(0, 0.2 if loud else 0.0005, round(seconds * RATE)) for seconds, loud in parts]
    ).astype(np.float32)


def seconds(times: list[WordTime]) -> list[tuple[float, float]]:
    return [(round(t.start / RATE, 1), round(t.end / RATE, 1)) for t in times]


def test_words_are_spread_over_what_is_heard_and_no_pause() -> None:
    sound = noise((0.5, False), (1.0, True), (0.7, False), (2.0, True), (0.4, False))
    times = spread(words_of("one four"), [1, 2], sound, RATE)
    assert seconds(times) == [(0.5, 1.5), (2.2, 4.2)]


def test_a_short_stop_of_the_mouth_is_no_pause() -> None:
    sound = noise((1.0, True), (0.04, False), (1.0, True))
    assert seconds(spread(words_of("a b"), [1, 1], sound, RATE)) == [(0.0, 1.0), (1.0, 2.0)]


@pytest.mark.parametrize("parts", [(), ((0.5, False),), ((0.003, True),)])
def test_sounds_without_speech_have_ordered_times_too(
    parts: tuple[tuple[float, bool], ...],
) -> None:
    sound = noise(*parts) if parts else np.zeros(0, np.float32)
    times = spread(words_of("a b c"), [1, 0, 3], sound, RATE)
    bounds = [bound for t in times for bound in (t.start, t.end)]
    assert all(0 <= bound <= len(sound) for bound in bounds)
    assert all(before <= after for before, after in itertools.pairwise(bounds))


@pytest.mark.parametrize(
    ("tag", "offered", "meant"),
    [
        ("en", ("de", "en"), "en"),
        ("en-GB", ("de", "en"), "en"),
        ("pt", ("en", "pt-br"), "pt-br"),
        ("fr", ("fr-fr", "en"), "fr-fr"),
        ("zh_CN", ("zh-cn", "zh"), "zh-cn"),
        ("DE", ("de", "de-at"), "de"),
        ("es", ("de", "en"), None),
        ("e", ("en",), None),
    ],
)
def test_a_tag_means_the_nearest_language_of_a_model(
    tag: str, offered: tuple[str, ...], meant: str | None
) -> None:
    assert fitting(tag, offered) == meant

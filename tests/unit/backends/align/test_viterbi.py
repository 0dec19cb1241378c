"""The likeliest path is found: judged by trying all of them, and by sounds made to a plan."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest

from mdvid.backends.align.viterbi import Scores, token_spans

BLANK = 0


def scores_of(lots: np.random.Generator, frames: int, vocabulary: int) -> Scores:
    raw = lots.normal(size=(frames, vocabulary))
    scores: Scores = raw - np.log(np.exp(raw).sum(1, keepdims=True))
    return scores


def said(path: tuple[int, ...]) -> list[int]:
    """What a path of labels spells: repeats are one, blanks are nothing."""
    return [label for label, _ in groupby(path) if label != BLANK]


def best_by_trying(scores: Scores, tokens: list[int]) -> float:
    paths = product(range(scores.shape[1]), repeat=len(scores))
    return max(
        sum(float(scores[frame, label]) for frame, label in enumerate(path))
        for path in paths
        if said(path) == tokens
    )


def worth(scores: Scores, tokens: list[int], spans: list[tuple[int, int]]) -> float:
    """The score of the path that these spans stand for."""
    labels = np.full(len(scores), BLANK)
    for token, (start, end) in zip(tokens, spans, strict=True):
        assert start < end
        labels[start:end] = token
    assert said(tuple(labels.tolist())) == tokens
    return float(scores[np.arange(len(scores)), labels].sum())


@pytest.mark.parametrize(
    "tokens", [[1], [1, 2], [1, 1], [2, 1, 2], [1, 1, 2], [1, 2, 2, 1], [2, 2, 2]]
)
@pytest.mark.parametrize("seed", range(6))
def test_no_path_is_likelier_than_the_one_that_is_found(tokens: list[int], seed: int) -> None:
    lots = np.random.default_rng(seed)
    scores = scores_of(lots, 7, 3)
    spans = token_spans(scores, tokens, BLANK)
    assert worth(scores, tokens, spans) == pytest.approx(best_by_trying(scores, tokens))


@pytest.mark.parametrize("seed", range(20))
def test_letters_are_found_exactly_where_they_were_put(seed: int) -> None:
    lots = np.random.default_rng(seed)
    count, vocabulary = int(lots.integers(1, 60)), 28
    tokens = lots.integers(1, vocabulary, count).tolist()
    frame, planted = int(lots.integers(0, 5)), []
    for number, token in enumerate(tokens):
        frame += int(number > 0 and token == tokens[number - 1])  # twice needs a blank between
        end = frame + int(lots.integers(1, 5))
        planted.append((frame, end))
        frame = end + int(lots.integers(0, 4))
    scores = np.full((frame + 3, vocabulary), np.log(0.1 / (vocabulary - 1)))
    scores[:, BLANK] = np.log(0.9)
    for token, (start, end) in zip(tokens, planted, strict=True):
        scores[start:end, BLANK] = np.log(0.1 / (vocabulary - 1))
        scores[start:end, token] = np.log(0.9)
    assert token_spans(scores.astype(np.float32), tokens, BLANK) == planted


def test_a_text_that_just_fits_is_aligned_and_a_longer_one_is_not() -> None:
    scores = scores_of(np.random.default_rng(1), 4, 3)
    assert token_spans(scores, [1, 1, 2], BLANK) == [(0, 1), (2, 3), (3, 4)]
    with pytest.raises(ValueError, match="3 frames for 3 letters that need 4"):
        token_spans(scores[:3], [1, 1, 2], BLANK)


def test_impossible_letters_still_have_a_place() -> None:
    scores = np.full((6, 3), -np.inf)
    scores[:, BLANK] = 0.0
    scores[4, 1] = -50.0
    assert token_spans(scores, [1], BLANK) == [(4, 5)]


def test_nothing_said_is_nowhere() -> None:
    assert token_spans(np.zeros((5, 3)), [], BLANK) == []


def test_a_long_text_takes_little_memory() -> None:
    """How each state was reached would be 18 MB; it is kept for a block of frames at a time."""
    import tracemalloc

    frames, count = 3_600, 2_500
    tokens = [1 + number % 2 for number in range(count)]
    scores = np.zeros((frames, 3), np.float32)
    tracemalloc.start()
    spans = token_spans(scores, tokens, BLANK)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(spans) == count
    assert most < 6e6

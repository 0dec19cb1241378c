"""Forced alignment: where in a sound are these letters, if exactly these are said?

A CTC model says for each frame how likely each letter is, or none of them, the blank. Among all
paths that spell the letters in order, each for one frame or more, with blanks in between where
they like and where a letter is said twice, the likeliest one is found by dynamic programming
(Viterbi). Paths and blanks as in A. Graves et al., "Connectionist Temporal Classification", ICML
2006, section 3; the use for alignment as in L. Kürzinger et al., "CTC-Segmentation of Large
Corpora", SPECOM 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Labels = NDArray[np.intp]

_MOVES = 3
"""Stay in a state, go on to the next, or leave out the blank between two letters."""


def token_spans(scores: Scores, tokens: Sequence[int], blank: int) -> list[tuple[int, int]]:
    """Return for each token its first frame and the one after its last, on the likeliest path.

    `scores` are natural logarithms of probabilities, of shape (frames, vocabulary). Time is
    proportional to frames times tokens, memory to that divided by the square root of the frames.

    Raises:
        ValueError: there are fewer frames than the letters need.
    """
    needed = len(tokens) + sum(a == b for a, b in pairwise(tokens))
    if len(scores) < needed:
        raise ValueError(f"{len(scores)} frames for {len(tokens)} letters that need {needed}")
    if not tokens:
        return []
    path = _best_path(scores, _states(tokens, blank), blank)
    of_tokens = 2 * np.arange(len(tokens)) + 1
    starts = np.searchsorted(path, of_tokens, "left")
    ends = np.searchsorted(path, of_tokens, "right")
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _states(tokens: Sequence[int], blank: int) -> Labels:
    """Return the tokens with a blank around each."""
    labels = np.full(2 * len(tokens) + 1, blank, np.intp)
    labels[1::2] = tokens
    return labels


def _best_path(scores: Scores, labels: Labels, blank: int) -> Labels:
    """Return the state of every frame.

    How each state was reached is kept for one block of frames at a time, and found out again from
    the scores at the beginning of the block: else an hour of speech would take all memory.
    """
    skips = np.zeros(len(labels), bool)
    skips[2:] = (labels[2:] != blank) & (labels[2:] != labels[:-2])
    block = isqrt(len(scores)) + 1
    firsts = range(0, len(scores), block)
    reached = np.full(len(labels), -np.inf)
    reached[0] = 0.0  # before the first frame: from here to the first blank, or the first token
    starts = []
    for first in firsts:
        starts.append(reached)
        reached, _ = _through(scores[first : first + block], reached, labels, skips)
    state = len(labels) - (1 if reached[-1] >= reached[-2] else 2)
    path = np.empty(len(scores), np.intp)
    for first, start in zip(reversed(firsts), reversed(starts), strict=True):
        _, moves = _through(scores[first : first + block], start, labels, skips)
        for frame in reversed(range(len(moves))):
            path[first + frame] = state
            state -= int(moves[frame, state])
    return path


def _through(
    scores: Scores, reached: Scores, labels: Labels, skips: NDArray[np.bool_]
) -> tuple[Scores, NDArray[np.int8]]:
    """Return the best score of each state after these frames, and how far each came to get there.

    `reached` are the scores before the first of them.
    """
    moves = np.zeros((len(scores), len(labels)), np.int8)
    ways = np.full((_MOVES, len(labels)), -np.inf)
    every = np.arange(len(labels))
    for frame, heard in enumerate(scores):
        ways[0] = reached
        ways[1, 1:] = reached[:-1]
        ways[2, 2:] = np.where(skips[2:], reached[:-2], -np.inf)
        moves[frame] = ways.argmax(0)
        reached = ways[moves[frame], every] + heard[labels]
    return reached, moves

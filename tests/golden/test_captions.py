"""Text to captions: `captions/LANG.txt`, one sentence a line, to what is seen in `LANG.vtt`.

The sentences are spoken at 15 columns a second (13 in Chinese, Japanese and Korean) with the usual
silence between them, and without word times.
"""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from mdvid.media.caption_files import to_vtt
from mdvid.media.captions import captions
from mdvid.media.model import (
    SAMPLE_RATE,
    Caption,
    FrameRate,
    Size,
    TimedSlide,
    TimedStep,
    TimedUtterance,
    Timeline,
)
from mdvid.media.pieces import LINE, width

FOLDER = Path(__file__).parent / "captions"
REWRITE = os.environ.get("MDVID_GOLDEN") == "rewrite"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))
PACES = {"zh": 13, "ja": 13, "ko": 13}
LEAD, GAP = 400, 320


def spoken(lang: str) -> Timeline:
    at = LEAD * SAMPLE_RATE // 1000
    said = []
    for line in (FOLDER / f"{lang}.txt").read_text("utf-8").splitlines():
        end = at + width(line) * SAMPLE_RATE // PACES.get(lang, 15)
        said.append(TimedUtterance(text=line, spoken=line, voice="v", start=at, end=end))
        at = end + GAP * SAMPLE_RATE // 1000
    frames = at * 30 // SAMPLE_RATE + 30
    slide = TimedSlide(
        number=1,
        id="s",
        title="",
        line=1,
        start_frame=0,
        frames=frames,
        steps=(TimedStep(start_frame=0, frames=frames),),
        utterances=tuple(said),
    )
    return Timeline(
        deck="d", title="t", lang=lang, size=Size(320, 180), fps=FrameRate(30), slides=(slide,)
    )


def seconds(caption: Caption) -> float:
    return (caption.end - caption.start) / 1000


@pytest.mark.parametrize("lang", CASES)
def test_a_text_becomes_these_captions(lang: str) -> None:
    made = to_vtt(captions(spoken(lang)))
    expected = FOLDER / f"{lang}.vtt"
    if REWRITE:
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", CASES)
def test_all_of_them_can_be_read_in_their_time(lang: str) -> None:
    made = captions(spoken(lang))
    assert all(width(line) <= LINE for caption in made for line in caption.lines)
    assert all(len(caption.lines) <= 2 for caption in made)
    assert all(width("".join(c.lines)) / seconds(c) <= 20 for c in made)
    assert all(seconds(c) <= 7 for c in made)
    assert [c.lines for c in made if seconds(c) < 0.83] in ([], [("No.",)])
    assert all(b.start - a.end >= 66 for a, b in pairwise(made))

"""Steps from every syntax, read back from the pixels of the video: each has a colour of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from tests.e2e.line import SMALL, Desk, judged

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

COLOURS = [(255, 255, 255), (200, 0, 0), (0, 160, 0), (0, 0, 200), (220, 200, 0)]
"""Of a slide as it is at first, and of steps 2 to 5."""

STYLE = (
    "section { background: white } "
    "[data-step] { position: fixed; inset: 0; margin: 0; width: 100%; height: 100% } "
    + " ".join(
        f'[data-step="{step}"] {{ background: rgb{colour}; z-index: {step} }}'
        for step, colour in enumerate(COLOURS[1:], 2)
    )
)

SAID = "\n\n<!-- A [click] b [click] c. -->"
SLIDES = {
    "nested lists": "* one\n  * two\n  * three\n* four\n\n<!-- One. Two. Three. Four. Five. -->",
    "numbers": "1) one\n2) two\n\n<!-- Well, [click] one and [click] two. -->",
    "columns": f'<div class="columns">\n\n* one\n* two\n\n</div>{SAID}',
    "callout": f"> [!TIP]\n> * one\n> * two{SAID}",
    "pauses": f"one\n\n. . .\n\n| a |\n|---|\n| b |\n\n. . .\n\n![x](dot.png){SAID}",
    "attributes": f'<p data-step="3">three</p>\n\n<p data-step="2">two</p>{SAID}',
    "jump": "* one\n* two\n* three\n\n<!-- Nothing yet, and now [click:3] all at once. -->",
    "too many clicks": "* one\n\n<!-- A [click] b [click] c [click] d. -->",
    "too few clicks": "* one\n* two\n* three\n\n<!-- A and then [click] b goes on for a while. -->",
    "voices": "* one\n* two\n\n<!-- Well, [click] one. (voice: espeak:de) Und [click] zwei. -->",
    "two notes": "* a\n* b\n\n<!-- This. -->\n\n<!-- (pause: 0.5) [click] Then that. [click] -->",
}

STEPS = {"nested lists": 5, "jump": 4, "too many clicks": 2, "too few clicks": 4}
"""Three, where nothing is said here."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("cache"))
    Image.new("RGB", (40, 40), "red").save(made.path("dot.png"))
    text = "\n\n---\n\n".join(SLIDES.values())
    made.build(
        made.deck(f"---\nmarp: true\nstyle: '{STYLE}'\n---\n\n{text}\n"), "-f", "mp4,json", *SMALL
    )
    return made


def seen(video: Path) -> list[int]:
    """Return the step that each frame shows, by its colour."""
    raw = judged(
        *("ffmpeg", "-v", "error", "-i", video, "-vf", "crop=16:16:290:150,scale=1:1:flags=area"),
        *("-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"),
    )
    frames = [raw[at : at + 3] for at in range(0, len(raw), 3)]
    return [
        1
        + min(
            range(len(COLOURS)),
            key=lambda n: sum(abs(a - b) for a, b in zip(COLOURS[n], frame, strict=True)),
        )
        for frame in frames
    ]


@pytest.mark.parametrize("name", SLIDES)
def test_steps_of_every_kind_are_seen_when_the_timeline_says(name: str, desk: Desk) -> None:
    number = list(SLIDES).index(name)
    slide = json.loads(desk.path("deck.json").read_text("utf-8"))["slides"][number]
    steps = slide["steps"]
    assert len(steps) == STEPS.get(name, 3)
    told = [number for number, step in enumerate(steps, 1) for _ in range(step["frames"])]
    start = slide["start_frame"]
    assert seen(desk.path("deck.mp4"))[start : start + len(told)] == told


def test_a_click_before_a_word_is_followed_at_the_word(desk: Desk) -> None:
    slides = json.loads(desk.path("deck.json").read_text("utf-8"))["slides"]
    for name, words in {
        "numbers": ["one", "two."],
        "columns": ["b", "c."],
        "jump": ["all"],
        "too many clicks": ["b"],
        "voices": ["one.", "zwei."],
        "two notes": ["Then"],
    }.items():
        slide = slides[list(SLIDES).index(name)]
        began = {word["text"]: word["start"] for said in slide["speech"] for word in said["words"]}
        shown = [step["start_frame"] for step in slide["steps"] if step["frames"]]
        for word in words:
            at = began[word] * 30
            assert any(-0.02 < frame - at < 1.02 for frame in shown), (name, word)

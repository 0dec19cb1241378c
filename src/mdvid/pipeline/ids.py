"""What the steps of a build are called; people meet these names in `explain` and `--dry-run`."""

from __future__ import annotations

from mdvid.deck.model import Slide, Step


def narration_id(slide: Slide, number: int, tag: str = "") -> str:
    """Return the id of the step that speaks an utterance, counted from 1.

    `tag` is the language of a further narration; empty for the first one's.
    """
    return f"narration/{_place(tag)}{_number(slide)}-{number}"


def recording_id(slide: Slide, number: int, tag: str = "") -> str:
    """Return the id of the step that takes a recording for an utterance, counted from 1."""
    return f"recording/{_place(tag)}{_number(slide)}-{number}"


def alignment_id(slide: Slide, number: int, tag: str = "") -> str:
    """Return the id of the step that times the words of an utterance, counted from 1."""
    return f"alignment/{_place(tag)}{_number(slide)}-{number}"


def take_id(slide: Slide, number: int, tag: str = "") -> str:
    """Return the id of the step that masters an utterance, counted from 1."""
    return (
        f"take/{_place(tag)}{_number(slide)}-{number}" if tag else spoken_id(slide.number, number)
    )


def spoken_id(slide: int, number: int) -> str:
    """Return the id of the step that masters an utterance of the slide of a number."""
    return f"take/{slide:04}-{number}"


def sound_id(slide: Slide, tag: str = "") -> str:
    """Return the id of the step that lays out the narration of a slide.

    With a `tag`, in one of several languages: then the one without is as long as the longest.
    """
    return f"sound/{_place(tag)}{_number(slide)}"


def text_id(kind: str, tag: str = "") -> str:
    """Return the id of the step that writes a text, such as captions."""
    return f"{kind}/{tag}" if tag else kind


def illustration_id(slide: Slide, number: int) -> str:
    """Return the id of the step that makes a picture from words, counted from 1."""
    return f"illustration/{_number(slide)}-{number}"


def enlarged_id(slide: Slide, number: int) -> str:
    """Return the id of the step that enlarges a picture made from words, counted from 1."""
    return f"enlarged/{_number(slide)}-{number}"


def clip_id(slide: Slide, number: int) -> str:
    """Return the id of the step that makes a clip of a picture, counted from 1."""
    return f"clip/{_number(slide)}-{number}"


def smooth_id(slide: Slide, number: int) -> str:
    """Return the id of the step that brings a clip to the video's frame rate, counted from 1."""
    return f"smooth/{_number(slide)}-{number}"


def picture_id(slide: Slide, step: Step) -> str:
    """Return the id of the step that renders a picture."""
    return f"picture/{_number(slide)}-{step.number}"


def jpeg_id(slide: Slide, step: Step) -> str:
    """Return the id of the step that writes a picture as JPEG."""
    return f"jpg/{_number(slide)}-{step.number}"


def still_id(slide: Slide, step: Step) -> str:
    """Return the id of the step that makes a picture something that can be held."""
    return f"still/{_number(slide)}-{step.number}"


def motion_id(slide: Slide, step: Step) -> str:
    """Return the id of the step that makes a slide that moves."""
    return f"motion/{_number(slide)}-{step.number}"


def burnt_id(slide: Slide) -> str:
    """Return the id of the step that draws captions onto the pictures of a slide."""
    return f"captions/{_number(slide)}"


def slide_of(step_id: str) -> int | None:
    """Return the number of the slide that a step belongs to; None if it belongs to all."""
    number = step_id.rpartition("/")[2].partition("-")[0]
    return int(number) if number.isdigit() else None


def tag_of(step_id: str) -> str:
    """Return the language of a step of a further narration; empty for any other step."""
    return step_id.partition("/")[2].rpartition("/")[0]


def number_of(step_id: str) -> int:
    """Return the number of what a step makes for its slide: `2` for `narration/es/0003-2`."""
    return int(step_id.rpartition("/")[2].partition("-")[2])


def _place(tag: str) -> str:
    return f"{tag}/" if tag else ""


def _number(slide: Slide) -> str:
    return f"{slide.number:04}"

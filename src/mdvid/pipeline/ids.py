"""What the steps of a build are called; people meet these names in `explain` and `--dry-run`."""

from __future__ import annotations

from mdvid.deck.model import Slide, Step


def narration_id(slide: Slide, number: int) -> str:
    """Return the id of the step that speaks an utterance, counted from 1."""
    return f"narration/{_number(slide)}-{number}"


def recording_id(slide: Slide, number: int) -> str:
    """Return the id of the step that takes a recording for an utterance, counted from 1."""
    return f"recording/{_number(slide)}-{number}"


def alignment_id(slide: Slide, number: int) -> str:
    """Return the id of the step that times the words of an utterance, counted from 1."""
    return f"alignment/{_number(slide)}-{number}"


def take_id(slide: Slide, number: int) -> str:
    """Return the id of the step that masters an utterance, counted from 1."""
    return spoken_id(slide.number, number)


def spoken_id(slide: int, number: int) -> str:
    """Return the id of the step that masters an utterance of the slide of a number."""
    return f"take/{slide:04}-{number}"


def sound_id(slide: Slide) -> str:
    """Return the id of the step that lays out the narration of a slide."""
    return f"sound/{_number(slide)}"


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


def slide_of(step_id: str) -> int | None:
    """Return the number of the slide that a step belongs to; None if it belongs to all."""
    number = step_id.partition("/")[2].partition("-")[0]
    return int(number) if number else None


def _number(slide: Slide) -> str:
    return f"{slide.number:04}"

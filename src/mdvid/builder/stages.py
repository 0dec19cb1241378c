"""What people call the parts of a build."""

from __future__ import annotations

STAGES = {
    "narration": "narration",
    "alignment": "narration",
    "take": "narration",
    "sound": "narration",
    "illustration": "illustrations",
    "enlarged": "illustrations",
    "clip": "clips",
    "smooth": "clips",
    "picture": "pictures",
    "jpg": "pictures",
}
"""Stage by the first part of a step's id; what is not here belongs to the video."""

LAST_STAGE = "video"


def stage(step_id: str) -> str:
    """Return the stage that a step belongs to, in the words of people."""
    return STAGES.get(step_id.partition("/")[0], LAST_STAGE)

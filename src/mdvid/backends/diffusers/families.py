"""Which classes of pipelines are no illustrators, as far as their names say it."""

from __future__ import annotations

import re

from mdvid.errors import ProviderUnavailable

_OTHER_KINDS = (
    (
        re.compile("Video|Animat|T2V|I2V|Wan|LTX"),
        "makes clips",
        "`--set illustration.animator=MODEL` is the place for it",
    ),
    (
        re.compile("Upscale|SuperResolution"),
        "enlarges pictures",
        "`--set illustration.upscaler=MODEL` is the place for it",
    ),
    (
        re.compile("Img2Img|Image2Image|ImageToImage|Inpaint|ControlNet|Edit|Pix2Pix|Prior"),
        "needs a picture to begin with",
        "choose a text-to-image model",
    ),
    (re.compile("Audio|Music|Speech|TTS"), "makes sound", "choose a text-to-image model"),
)
"""Classes whose names say that they are no illustrators; the worker finds out about the others."""


def refuse_other_kinds(model: str, family: str) -> None:
    """Make sure that a pipeline's class may be one that draws from words.

    Raises:
        ProviderUnavailable: by its name it does something else.
    """
    for words, makes, hint in _OTHER_KINDS:
        if words.search(family):
            raise ProviderUnavailable(
                f"`{model}` does not draw from words: {family} {makes}", hint=hint
            )

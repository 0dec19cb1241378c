"""The tiny models that there are: every kind, and the module whose function of that name builds it.

A builder takes the folder to fill. It has random weights of one seed, so that the same versions of
the libraries build the same model; it needs no network and no file of anybody's.
"""

from __future__ import annotations

BUILDERS = {
    "sd": "unets",
    "sd_guarded": "unets",
    "lcm": "unets",
    "sdxl": "unets",
    "sd3": "dits",
    "flux": "dits",
    "pixart": "dits",
    "zimage": "dits",
    "wav2vec2": "ears",
    "svd": "clips",
    "ltx": "clips",
    "wan": "clips",
    "wan22": "clips",
    "sdx4": "upscalers",
    "ldmsr": "upscalers",
    "compact": "upscalers",
    "vits": "voices",
    "vits_phonemes": "voices",
    "vits_speakers": "voices",
    "vits_imitator": "voices",
    "glow": "voices",
}

COMMON = ("texts", "vaes")
"""Modules that builders share."""


def siblings(kind: str) -> list[str]:
    """Return the kinds that the same module builds: made together, the libraries load once."""
    return [other for other, module in BUILDERS.items() if module == BUILDERS[kind]]

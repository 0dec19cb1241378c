"""One take of an utterance, and another one when a voice that draws lots has drawn badly."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from mdvid.errors import ProviderFailed
from mdvid.providers.production import Encoder
from mdvid.providers.protocols import Narrator
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice

TRIES = 3
"""Seeds that are tried for one utterance."""

SEED = ".seed"
"""What the name of the file ends with that says by which other seed a take was made."""


def seed_of(text: str, voice: Voice) -> int:
    """Return a seed that follows from what is said and by whom: it moves with its sentence."""
    content = f"{voice}\0{voice.lang}\0{text}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.sha256(content).digest()[:4], "big") >> 1


def speak(request: NarrationRequest, narrator: Narrator, encoder: Encoder, out: Path) -> None:
    """Write a take to `out`, with the next seeds if it is not fit to be heard.

    A seed that is not the one asked for is written beside the take. Voices that are not costly
    draw no lots: they say the same again, and are judged when the take is mastered.

    Raises:
        ProviderFailed: no take is fit to be heard; says what is wrong with each.
    """
    if not narrator.costly:
        narrator.narrate(request, out)
        return
    refused: list[str] = []
    for seed in range(request.seed, request.seed + TRIES):
        narrator.narrate(replace(request, seed=seed), out)
        try:
            encoder.check_take(request.text, out)
        except ProviderFailed as error:
            refused.append(f"seed {seed}: {error}")
            _clear(out)
            continue
        if refused:
            out.with_suffix(SEED).write_text(f"{seed}\n", "utf-8")
        return
    raise ProviderFailed(
        f"`{request.voice}` made no take that is fit to be heard; {'; '.join(refused)}",
        hint="say it in other words, or choose another voice",
    )


def keep_seed(take: Path, out: Path) -> None:
    """Write beside `out`, made from `take`, by which other seed that was made, if by another."""
    if take.with_suffix(SEED).exists():
        out.with_suffix(SEED).write_bytes(take.with_suffix(SEED).read_bytes())


def _clear(out: Path) -> None:
    """Delete a take and what lies beside it."""
    for file in out.parent.glob(f"{out.stem}.*"):
        file.unlink()

"""Text to sound and word times, by a voice that is loaded. Only worker processes come here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mdvid.backends.coqui.energy import spread
from mdvid.backends.coqui.loading import LoadedVoice, VoiceError
from mdvid.backends.coqui.phonemes import sounds_of, weight
from mdvid.backends.coqui.times import WordTime, match_words, spoken_groups, words_of
from mdvid.speech.script import CLAUSE_PAUSE
from mdvid.speech.sentences import LONGEST, split_sentences

if TYPE_CHECKING:
    import numpy as np

_MOST_NAMED = 8
"""Characters that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What one request asks for."""

    text: str
    tag: str
    """BCP 47 tag of the text."""
    seed: int
    rate: float = 1.0
    speaker: str | None = None
    """As the model calls them."""
    language: str | None = None
    """One of the model's; None if it has one only."""
    speaker_wav: str | None = None
    noise: float | None = None
    noise_duration: float | None = None


def speak(voice: LoadedVoice, wanted: Wanted) -> tuple[np.ndarray, list[WordTime]]:
    """Return the sound as 32-bit floats from -1 to 1, and the time of every word.

    Raises:
        VoiceError: the voice cannot say it.
    """
    import numpy as np

    _tune(voice, wanted)
    pause = np.zeros(voice.rate * CLAUSE_PAUSE // 1000, np.float32)
    sounds: list[np.ndarray] = []
    times: list[WordTime] = []
    for start, end in _pieces(voice, wanted):
        if sounds:
            sounds.append(pause)
        before = sum(map(len, sounds))
        sound, found = _say(voice, replace(wanted, text=wanted.text[start:end]))
        sounds.append(sound)
        times += (
            replace(t, start=t.start + before, end=t.end + before, offset=t.offset + start)
            for t in found
        )
    if not sounds:
        raise VoiceError("there is nothing to say in this text")
    whole = np.concatenate(sounds)
    loudest = float(np.abs(whole).max(initial=0.0))
    if not np.isfinite(loudest):
        raise VoiceError(f"the model lost its way (with the seed {wanted.seed}): it made no sound")
    return whole / max(loudest, 1.0), times


def _pieces(voice: LoadedVoice, wanted: Wanted) -> list[tuple[int, int]]:
    """Return the parts of the text that the model can say at once."""
    limits = getattr(getattr(voice.model, "tokenizer", None), "char_limits", None)
    longest = LONGEST
    if isinstance(limits, dict):
        longest = limits.get((wanted.language or "").partition("-")[0], LONGEST)
    if len(wanted.text) <= longest:
        return [(0, len(wanted.text))] if wanted.text.strip() else []
    return [(s.start, s.end) for s in split_sentences(wanted.text, wanted.tag, longest=longest)]


def _tune(voice: LoadedVoice, wanted: Wanted) -> None:
    """Set what the model keeps as its own attributes."""
    if voice.length_scale is not None:
        voice.model.length_scale = voice.length_scale / wanted.rate
    for name, value in (
        ("inference_noise_scale", wanted.noise),
        ("inference_noise_scale_dp", wanted.noise_duration),
    ):
        if value is not None and hasattr(voice.model, name):
            setattr(voice.model, name, value)


def _say(voice: LoadedVoice, wanted: Wanted) -> tuple[np.ndarray, list[WordTime]]:
    """Say one piece."""
    words = words_of(wanted.text)
    written = [wanted.text[start:end] for start, end in words]
    sounds = sounds_of(voice.model, wanted.language, wanted.tag)(written)
    is_known = _known_to(voice.model)
    weights = [weight(sound, is_known) for sound in sounds]
    _refuse_unspeakable(written, sounds, weights)
    _seed(wanted.seed)
    made = voice.model.synthesize(
        wanted.text,
        speaker=wanted.speaker,
        language=wanted.language,
        speaker_wav=wanted.speaker_wav,
        voice_dir=None if wanted.speaker_wav else voice.voices,
        use_griffin_lim=voice.synthesizer.vocoder_model is None,
        **({"speed": wanted.rate} if voice.kind == "xtts" else {}),
    )
    sound = _sound(voice, made, wanted.rate)
    if voice.timed:
        return sound, match_words(words, weights, _groups(voice.model, made, len(sound)))
    return sound, spread(words, weights, sound, voice.rate)


def _sound(voice: LoadedVoice, made: dict[str, Any], rate: float) -> np.ndarray:
    import numpy as np

    wave = made["wav"]
    if voice.synthesizer.vocoder_model is not None:
        device = next(voice.synthesizer.vocoder_model.parameters()).device
        wave = voice.synthesizer._run_vocoder(made["outputs"]["model_outputs"][0], device)  # noqa: SLF001  # Coqui keeps it so
    if hasattr(wave, "cpu"):
        wave = wave.cpu().numpy()
    sound = np.asarray(wave, np.float32).reshape(-1)
    if rate != 1 and voice.length_scale is None and voice.kind != "xtts":
        from librosa.effects import time_stretch

        sound = time_stretch(sound, rate=rate)
    return sound


def _groups(model: Any, made: dict[str, Any], samples: int) -> Any:
    """Return what was spoken, from the durations that VITS predicts for its tokens."""
    characters = model.tokenizer.characters
    tokens = made["text_inputs"][0].tolist()
    unheard = {characters.blank, characters.pad, *_marks(characters)} - {" "}
    symbols = [characters.id_to_char(token) for token in tokens]
    frames = [int(length) for length in made["outputs"]["durations"].flatten().tolist()]
    return spoken_groups(
        ["" if symbol in unheard else symbol for symbol in symbols], frames, samples
    )


def _marks(characters: Any) -> tuple[str | None, str | None]:
    """Return the marks of beginning and end."""
    return getattr(characters, "bos", None), getattr(characters, "eos", None)


def _known_to(model: Any) -> Callable[[str], bool]:
    """Return whether the model can say a letter or phoneme; others are left out by its tokenizer.

    Models whose tokens are no letters know all of them.
    """
    characters = getattr(getattr(model, "tokenizer", None), "characters", None)
    if characters is None:
        return lambda _: True

    def is_known(symbol: str) -> bool:
        try:
            characters.char_to_id(symbol)
        except KeyError:
            return False
        return True

    return is_known


def _refuse_unspeakable(
    written: Sequence[str], sounds: Sequence[str], weights: Sequence[int]
) -> None:
    """Make sure that no word is left out: a voice would say nothing for it, and nobody notice."""
    lost = [
        word
        for word, sound, heard in zip(written, sounds, weights, strict=True)
        if not heard and any(map(str.isalnum, sound))
    ]
    if lost:
        letters = "".join(dict.fromkeys(filter(str.isalnum, "".join(lost))))[:_MOST_NAMED]
        raise VoiceError(
            f"this voice cannot say `{lost[0]}`: it knows none of the letters `{letters}`; say it "
            "in other words, or choose a voice for the language of the text"
        )
    if not any(weights):
        raise VoiceError("there is nothing to say in this text")


def _seed(seed: int) -> None:
    """Make what follows the same in every process. All lots are drawn from these generators."""
    import random

    import numpy as np
    import torch

    seed = (seed ^ seed >> 32) % 2**32  # torch looks at no more of it, on a processor
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002  # the one that Coqui's code uses
    torch.manual_seed(seed)

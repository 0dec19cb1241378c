"""Voices of Coqui: a VITS of each kind, and a Glow-TTS, which tells no word times.

Their sound is a buzz, but about as long as speech is: the encoder refuses what is not.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from mdvid.backends.coqui.program import write_program

FRAMES = 3.5
"""Of 256 samples, for each token and each blank between two."""


def vits(folder: Path) -> None:
    """Reads letters, English."""
    _save(_vits(), folder)


def vits_phonemes(folder: Path) -> None:
    """Reads phonemes, English."""
    _save(_vits(use_phonemes=True, phonemizer="espeak", phoneme_language="en-us"), folder)


def vits_speakers(folder: Path) -> None:
    """Two speakers, two languages."""
    folder.mkdir()
    speakers, languages = folder / "speaker_ids.json", folder / "language_ids.json"
    speakers.write_text(json.dumps({"alice": 0, "bob": 1}))
    languages.write_text(json.dumps({"de": 0, "en": 1}))
    arguments = {
        "use_speaker_embedding": True,
        "speaker_embedding_channels": 8,
        "speakers_file": str(speakers),
        "use_language_embedding": True,
        "embedded_language_dim": 4,
        "language_ids_file": str(languages),
    }
    _save(_vits(arguments, text_cleaner="multilingual_cleaners"), folder)


def vits_imitator(folder: Path) -> None:
    """Imitates a recording: speakers are what its listening part hears in one."""
    import torch

    folder.mkdir()
    _espeak()
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.encoder.configs.speaker_encoder_config import SpeakerEncoderConfig
    from TTS.encoder.utils.generic_utils import setup_encoder_model

    torch.manual_seed(0)
    ear = SpeakerEncoderConfig(
        audio=BaseAudioConfig(**_AUDIO),
        num_loader_workers=0,
        num_classes_in_batch=1,
        num_utter_per_class=1,
    )
    ear.model_params |= {"proj_dim": 8, "lstm_dim": 8, "num_lstm_layers": 1}
    weights, settings = folder / "model_se.pth", folder / "config_se.json"
    ear.save_json(str(settings))
    torch.save({"model": setup_encoder_model(ear).state_dict()}, weights)
    names = folder / "speakers.json"
    people = {"ana": 0.1, "ben": -0.4}
    names.write_text(
        json.dumps({f"{n}.wav": {"name": n, "embedding": [x] * 8} for n, x in people.items()})
    )
    arguments = {
        "use_d_vector_file": True,
        "d_vector_file": [str(names)],
        "d_vector_dim": 8,
        "speaker_encoder_model_path": str(weights),
        "speaker_encoder_config_path": str(settings),
    }
    _save(_vits(arguments), folder)


def glow(folder: Path) -> None:
    """Makes spectrograms, from letters."""
    _espeak()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.glow_tts_config import GlowTTSConfig
    from TTS.tts.models.glow_tts import GlowTTS

    torch.manual_seed(0)
    config = GlowTTSConfig(
        audio=BaseAudioConfig(griffin_lim_iters=10, **_AUDIO),
        hidden_channels_enc=8,
        hidden_channels_dec=8,
        hidden_channels_dp=8,
        num_flow_blocks_dec=1,
        num_block_layers=1,
        encoder_params={
            "kernel_size": 3,
            "dropout_p": 0.1,
            "num_layers": 1,
            "num_heads": 1,
            "hidden_channels_ffn": 8,
        },
        use_encoder_prenet=False,
        text_cleaner="english_cleaners",
    )
    model = GlowTTS(config)
    with torch.no_grad():
        model.encoder.duration_predictor.proj.bias.fill_(math.log(2 * FRAMES))
    _save(model, folder)


_AUDIO: dict[str, Any] = {
    "sample_rate": 22_050,
    "hop_length": 256,
    "win_length": 1024,
    "fft_size": 1024,
    "num_mels": 80,
    "mel_fmin": 0,
    "mel_fmax": None,
}


def _vits(arguments: dict[str, Any] | None = None, **settings: Any) -> Any:
    _espeak()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    torch.manual_seed(0)
    small = VitsArgs(
        hidden_channels=16,
        hidden_channels_ffn_text_encoder=16,
        num_heads_text_encoder=1,
        num_layers_text_encoder=1,
        num_layers_posterior_encoder=1,
        num_layers_flow=1,
        resblock_kernel_sizes_decoder=[3],
        resblock_dilation_sizes_decoder=[[1, 3, 5]],
        upsample_rates_decoder=[8, 8, 4],  # together the hop length
        upsample_kernel_sizes_decoder=[16, 16, 8],
        upsample_initial_channel_decoder=16,
        use_sdp=False,
        init_discriminator=False,
        **(arguments or {}),
    )
    settings = {"text_cleaner": "english_cleaners"} | settings
    config = VitsConfig(
        model_args=small, add_blank=True, audio=BaseAudioConfig(**_AUDIO), **settings
    )
    model = Vits(config)
    with torch.no_grad():  # untrained, it gives each token one frame
        model.duration_predictor.proj.bias.fill_(math.log(FRAMES - 0.5))
    return model


def _save(model: Any, folder: Path) -> None:
    import torch

    folder.mkdir(exist_ok=True)
    # Only afterwards does it know all characters.
    model.config.save_json(str(folder / "config.json"))
    torch.save({"model": model.state_dict()}, folder / "model.pth")


@cache
def _espeak() -> tempfile.TemporaryDirectory[str]:
    """Put the program on the PATH that Coqui's code looks for as soon as it is imported."""
    folder = tempfile.TemporaryDirectory()
    write_program(Path(folder.name))
    os.environ["PATH"] = os.pathsep.join((folder.name, os.environ["PATH"]))
    return folder

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from tests.e2e.encoder.studio import FrameHashes, Studio, Voice


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture(scope="session")
def voice() -> Voice:
    def speak(seconds: float, rate: int = 48_000, seed: int = 1) -> np.ndarray:
        time = np.arange(round(seconds * rate)) / rate
        lots = np.random.default_rng(seed)
        buzz = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 30))
        syllables = np.clip(np.sin(2 * np.pi * 3.7 * time + 0.3), 0, 1) ** 0.6
        return 0.12 * syllables * (buzz + lots.normal(0, 0.15, time.size))

    return speak


@pytest.fixture(scope="session")
def frame_hashes() -> FrameHashes:
    programs = {
        "ffmpeg": ["ffmpeg"],
        "openh264": [imageio_ffmpeg.get_ffmpeg_exe(), "-c:v", "libopenh264"],
    }

    def decode(video: Path, decoder: str) -> list[str]:
        command = [*programs[decoder], "-v", "error", "-i", str(video), "-map", "0:v"]
        done = subprocess.run(
            [*command, "-f", "framemd5", "-"], capture_output=True, text=True, check=True
        )
        assert not done.stderr
        return [line.split()[-1] for line in done.stdout.splitlines() if line[0] != "#"]

    return decode

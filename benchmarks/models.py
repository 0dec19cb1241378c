"""Models kept in a resident process against one process per result, batches, compiled or not.

`python -m benchmarks.models [--shape sdxl|small] [--pictures N] [--device auto|cpu|cuda]`. Models
have random weights and real shapes (`shapes.py`); nothing is downloaded. On a graphics card use
`sdxl`; `small` only shows that the script works.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from mdvid.backends.coqui import CoquiNarrator
from mdvid.backends.diffusers import DiffusersIllustrator
from mdvid.media.model import Size
from mdvid.media.wav import read_wav
from mdvid.providers.requests import IllustrationRequest, NarrationRequest
from mdvid.speech.model import Voice

HERE = Path(__file__).parent
SHAPES = {"sdxl": (1024, 30), "small": (256, 4)}
"""Pixels of a side and steps, by shape."""

TEXT = "A lighthouse does not move, and it does not shout; it only says where it stands."


class Bench:
    """One run, in a folder of its own."""

    def __init__(self, folder: Path, device: str, pictures: int) -> None:
        self.folder = folder
        self.device = device
        self.pictures = pictures
        self.side, self.steps = SHAPES["sdxl"]

    def model(self, kind: str) -> str:
        """Return the name of the model `kind`, made in a process of its own if need be."""
        folder = self.folder / kind
        if not (folder / "made").exists():
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "benchmarks.shapes", kind, folder], check=True)
            (folder / "made").touch()
        return f"./{kind}"

    def illustrators(self, shape: str) -> None:
        """Pictures a minute, by how they are made."""
        model = self.model(shape)
        self.side, self.steps = SHAPES[shape]
        resident = self._resident(model, {}, "resident, one at a time")
        count = max(2, self.pictures // 4)
        apart = _rate(count, lambda: list(map(partial(self._apart, model), range(count))))
        _say("one process per picture", apart)
        print(f"  {'resident against a process each':<44} {resident / apart:.1f} times  (>= 5)")
        for batch in (2, 4, 8):
            self._resident(model, {"batch": batch}, f"resident, batches of {batch}")
        self._resident(model, {"compile": True}, "resident, compiled")

    def _resident(self, model: str, settings: Mapping[str, object], what: str) -> float:
        illustrator = DiffusersIllustrator(
            {"steps": self.steps, **settings}, device=self.device, root=self.folder
        )
        name = illustrator.resolve(model)
        with tempfile.TemporaryDirectory() as folder:

            def draw(number: int) -> None:
                illustrator.illustrate(self._request(name, number), Path(folder, f"{number}.png"))

            try:
                with ThreadPoolExecutor(illustrator.lanes) as pool:
                    first = -illustrator.lanes
                    warm = time.perf_counter()
                    list(pool.map(draw, range(first, 0)))  # loads, and compiles if told to
                    warm = time.perf_counter() - warm
                    rate = _rate(self.pictures, lambda: list(pool.map(draw, range(self.pictures))))
            finally:
                illustrator.close()
        _say(what, rate, f"after {warm:.1f} s for loading and the first")
        return rate

    def _apart(self, model: str, number: int) -> None:
        """Make one picture with a process that loads the model for it alone."""
        illustrator = DiffusersIllustrator(
            {"steps": self.steps}, device=self.device, root=self.folder
        )
        with tempfile.TemporaryDirectory() as folder:
            try:
                request = self._request(illustrator.resolve(model), number)
                illustrator.illustrate(request, Path(folder, "made.png"))
            finally:
                illustrator.close()

    def _request(self, model: str, number: int) -> IllustrationRequest:
        return IllustrationRequest(
            prompt=f"a lighthouse at dusk, number {number}",
            model=model,
            size=Size(self.side, self.side),
            seed=number + 100,
        )

    def narrator(self) -> None:
        """Speech of a VITS model against real time."""
        model = self.model("vits")
        narrator = CoquiNarrator({}, device=self.device, root=self.folder)
        voice = Voice(provider="coqui", name=narrator.resolve(model, "en"), lang="en")
        seconds, started = 0.0, 0.0
        with tempfile.TemporaryDirectory() as folder:
            try:
                for number in range(-1, self.pictures):
                    if number == 0:
                        started = time.perf_counter()
                    out = Path(folder, f"{number}.wav")
                    narrator.narrate(NarrationRequest(text=TEXT, voice=voice, seed=number + 1), out)
                    sound = read_wav(out.read_bytes())
                    seconds += sound.samples / sound.rate if number >= 0 else 0
                took = time.perf_counter() - started
            finally:
                narrator.close()
        print(f"  {'VITS, resident, one utterance at a time':<44} {seconds / took:.1f} x real time")


def _rate(count: int, work: Callable[[], object]) -> float:
    """Return how many of `count` things a minute has, when `work` makes them all."""
    started = time.perf_counter()
    work()
    return 60 * count / (time.perf_counter() - started)


def _say(what: str, rate: float, more: str = "") -> None:
    print(f"  {what:<44} {rate:.1f} pictures a minute  {more}".rstrip(), flush=True)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", choices=("sdxl", "small"), default="sdxl")
    parser.add_argument("--pictures", type=int, default=24)
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    options = parser.parse_args()
    bench = Bench(HERE / ".work" / "models", options.device, options.pictures)
    side, steps = SHAPES[options.shape]
    print(f"illustrations, {options.shape}, {steps} steps, {side}x{side}:")
    bench.illustrators(options.shape)
    print("narration, VITS:")
    bench.narrator()


if __name__ == "__main__":
    main()

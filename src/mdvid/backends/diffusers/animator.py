"""The animator, in worker processes that keep image-to-video pipelines loaded."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from mdvid.backends.diffusers.index import Index, read_index
from mdvid.backends.diffusers.resident import Residents
from mdvid.backends.diffusers.settings import parse_settings
from mdvid.backends.models.devices import find_device
from mdvid.backends.models.licences import require_accepted
from mdvid.backends.models.location import Located, locate
from mdvid.backends.models.packages import require, versions
from mdvid.errors import ProviderFailed
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import AnimationRequest

_CODE = tuple(
    f"backends/diffusers/{name}.py"
    for name in (
        "animating",
        "calling",
        "clip_file",
        "clip_gate",
        "clip_presets",
        "clip_traits",
        "gate",
        "index",
        "loading",
    )
)
"""What a clip follows from."""

_NEEDED = ("torch", "diffusers", "transformers", "accelerate", "safetensors")

_FTFY = ("Wan", "SkyReels")
"""Beginnings of classes that repair text with a package that diffusers does not ask for."""


class DiffusersAnimator:
    """Makes clips with any image-to-video pipeline of diffusers; only safetensors, no network."""

    def __init__(
        self,
        settings: Mapping[str, object],
        *,
        device: str = "auto",
        root: Path = Path(),
        accepted: Sequence[str] = (),
    ) -> None:
        """Take the settings of `[illustrators.diffusers]`; load nothing.

        Raises:
            ConfigError: a setting is unknown or out of range.
        """
        self._settings = parse_settings(settings)
        self.recipe = self._settings.clip_recipe
        self._device = device
        self._root = root
        self._accepted = accepted
        self._workers = Residents(
            "animating.py", deadline=self._settings.clip_deadline, idle=self._settings.idle
        )

    @cached_property
    def fingerprint(self) -> str:
        """Our code, the libraries' versions, the device, and settings that change pixels.

        Raises:
            ProviderUnavailable: the libraries are not installed.
        """
        require("diffusion", *_NEEDED)
        changing = ("dtype", "clip_steps", "clip_frames", "clip_pixels", "offload")
        said = {name: getattr(self._settings, name) for name in changing}
        libraries = versions("diffusers", "transformers", "torch", "pillow", "numpy", "av")
        return (
            f"diffusers animator {code_fingerprint(*_CODE)} {libraries} "
            f"{find_device(self._device)} {json.dumps(said)}"
        )

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`, after a look whether it can be used.

        Raises:
            ProviderUnavailable: it is not on this machine, unsafe, or not licensed for this use.
        """
        found = self._find(name)
        self._index(found)
        return ModelInfo(name=found.name, revision=found.revision, licence=found.licence)

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as MP4 of exactly the size asked for, at the rate that the model works at.

        Reports every step of denoising.

        Raises:
            ProviderUnavailable: the model is not here, or cannot be used.
            ProviderFailed: it cannot be loaded, failed, or made what is no clip.
        """
        found = self._find(request.model)
        settings = self._settings
        reply = self._workers.ask(
            found.name,
            self._plan(found, self._index(found)),
            {
                "picture": os.fspath(picture.absolute()),
                "out": os.fspath(out.absolute()),
                "width": request.size.width,
                "height": request.size.height,
                "prompt": request.prompt,
                "negative": request.negative,
                "seed": request.seed,
                "frames": settings.clip_frames,
                "steps": settings.clip_steps,
                "pixels": settings.clip_pixels,
            },
            progress,
        )
        wrong = reply.get("wrong")
        if wrong is not None:
            raise ProviderFailed(
                f"the clip that `{found.name}` made with seed {request.seed} is unusable: {wrong}",
                hint="another seed may do better: write one after the picture, "
                "`![prompt](gen:){seed=7}`, or build with `--reroll SLIDE`",
            )

    def close(self) -> None:
        """End the workers and free their memory; safe to call twice."""
        self._workers.close()

    def _find(self, name: str) -> Located:
        plain = name.removeprefix("diffusers:")  # as `mdvid setup` takes it
        found = locate("diffusers", plain, self._root, what="animator")
        require_accepted(found.name, found.licence, self._accepted)
        return found

    def _index(self, found: Located) -> Index:
        index = read_index(found.folder, found.name)
        if index.family.startswith(_FTFY):
            require("diffusion", "ftfy")
        return index

    def _plan(self, found: Located, index: Index) -> Mapping[str, object]:
        """Return what a worker process needs to know; another plan is another process."""
        require("diffusion", *_NEEDED)
        return {
            "folder": os.fspath(found.folder),
            "revision": found.revision,
            "family": index.family,
            "words": sorted(index.traits),
            "variant": index.variant,
            "device": find_device(self._device),
            "dtype": self._settings.dtype,
            "offload": self._settings.offload,
        }

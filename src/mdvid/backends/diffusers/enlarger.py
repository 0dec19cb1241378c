"""The enlarger with models, in worker processes that keep them loaded."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from mdvid.backends.diffusers.index import Index
from mdvid.backends.diffusers.resident import Residents
from mdvid.backends.diffusers.settings import parse_settings
from mdvid.backends.diffusers.upscaler_files import NetworkFile, read_upscaler
from mdvid.backends.models.devices import find_device
from mdvid.backends.models.licences import require_accepted
from mdvid.backends.models.location import Located, locate
from mdvid.backends.models.packages import require, versions
from mdvid.errors import ProviderFailed
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import EnlargementRequest

_CODE = tuple(
    f"backends/diffusers/{name}.py"
    for name in (
        "calling",
        "enlarging",
        "gate",
        "index",
        "loading",
        "network",
        "tiling",
        "upscaler_files",
        "upscaling",
    )
)
"""What a picture follows from."""


class DiffusersEnlarger:
    """Enlarges with a network that spandrel knows, or with an upscaling pipeline of diffusers.

    Only safetensors, no network access. Pictures are enlarged tile by tile, as often as it takes,
    and then resampled to the size that is wanted.
    """

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
        self.recipe = self._settings.upscale_recipe
        self._device = device
        self._root = root
        self._accepted = accepted
        self._workers = Residents(
            "enlarging.py", deadline=self._settings.deadline, idle=self._settings.idle
        )

    @cached_property
    def fingerprint(self) -> str:
        """Our code, the libraries' versions, the device, and settings that change pixels.

        Raises:
            ProviderUnavailable: the libraries are not installed.
        """
        require("diffusion", "torch", "diffusers", "safetensors", "spandrel")
        said = {"dtype": self._settings.dtype, "steps": self._settings.upscale_steps}
        libraries = versions("spandrel", "diffusers", "transformers", "torch", "pillow", "numpy")
        return (
            f"diffusers enlarger {code_fingerprint(*_CODE)} {libraries} "
            f"{find_device(self._device)} {json.dumps(said)}"
        )

    def model(self, name: str) -> ModelInfo:
        """Return what is behind `name`, after a look whether it can be used.

        Raises:
            ProviderUnavailable: it is not on this machine, unsafe, or not licensed for this use.
        """
        found = self._find(name)
        read_upscaler(found.folder, found.name)
        return ModelInfo(name=found.name, revision=found.revision, licence=found.licence)

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for; report every tile or step.

        Raises:
            ProviderUnavailable: the model is not here, or cannot be used.
            ProviderFailed: it cannot be loaded, failed, or made what is no picture.
        """
        found = self._find(request.model)
        reply = self._workers.ask(
            found.name,
            self._plan(found, read_upscaler(found.folder, found.name)),
            {
                "picture": os.fspath(picture.absolute()),
                "out": os.fspath(out.absolute()),
                "width": request.size.width,
                "height": request.size.height,
                "prompt": request.prompt,
                "seed": request.seed,
            },
            progress,
        )
        wrong = reply.get("wrong")
        if wrong is not None:
            raise ProviderFailed(
                f"the picture that `{found.name}` enlarged with seed {request.seed} is unusable: "
                f"{wrong}",
                hint="another upscaler, or none, may do better",
            )

    def close(self) -> None:
        """End the workers and free their memory; safe to call twice."""
        self._workers.close()

    def _find(self, name: str) -> Located:
        plain = name.removeprefix("diffusers:")  # as `mdvid setup` takes it
        found = locate("diffusers", plain, self._root, what="upscaler")
        require_accepted(found.name, found.licence, self._accepted)
        return found

    def _plan(self, found: Located, what: NetworkFile | Index) -> Mapping[str, object]:
        """Return what a worker process needs to know; another plan is another process."""
        require("diffusion", "torch", "diffusers", "safetensors", "spandrel")
        settings = self._settings
        return _model(what) | {
            "revision": found.revision,
            "device": find_device(self._device),
            "dtype": settings.dtype,
            "steps": settings.upscale_steps,
            "offload": settings.offload,
        }


def _model(what: NetworkFile | Index) -> dict[str, object]:
    if isinstance(what, NetworkFile):
        return {"file": os.fspath(what.file)}
    return {"folder": os.fspath(what.folder), "family": what.family, "variant": what.variant}

"""The illustrator that draws with diffusion models, in worker processes that keep them loaded."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mdvid.backends.diffusers.batches import Batches
from mdvid.backends.diffusers.families import refuse_other_kinds
from mdvid.backends.diffusers.index import Index, read_index
from mdvid.backends.diffusers.presets import preset
from mdvid.backends.diffusers.resident import Residents
from mdvid.backends.diffusers.settings import parse_settings
from mdvid.backends.models.devices import find_device
from mdvid.backends.models.licences import require_accepted
from mdvid.backends.models.location import Located, locate
from mdvid.backends.models.packages import require, versions
from mdvid.backends.models.records import ModelRecord, load_records
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import IllustrationRequest

_CODE = tuple(
    f"backends/diffusers/{name}.py"
    for name in ("calling", "drawing", "gate", "index", "loading", "presets", "sizes", "worker")
)
"""What a picture follows from."""

_NEEDED = ("torch", "diffusers", "transformers", "accelerate", "safetensors")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """One request, on its way into a batch."""

    request: IllustrationRequest
    out: Path
    progress: Progress


class DiffusersIllustrator:
    """Draws with any text-to-image pipeline of diffusers; only safetensors, no network.

    One worker process per model keeps it loaded. Requests of several threads that fit together
    are drawn as one batch, where the family allows it (see `Studio`), and on graphics cards only:
    a CPU shares out a batch among its cores in the middle of a picture, which gave other last bits
    at another place in the batch for four families of six, and is not faster.
    """

    costly = True
    uses_palette = False
    given = ("device", "root", "accepted")

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
        self.recipe = self._settings.recipe
        self._wanted_device = device
        self._root = root
        self._accepted = accepted
        self._batches: Batches[_Order, str | None] = Batches()
        self._workers = Residents(
            "worker.py", deadline=self._settings.deadline, idle=self._settings.idle
        )

    @property
    def lanes(self) -> int:
        """As many as are drawn together."""
        return self._settings.batch if self._device == "cuda" else 1

    @cached_property
    def fingerprint(self) -> str:
        """Our code, the libraries' versions, the device, and settings that change pixels.

        Raises:
            ProviderUnavailable: the libraries are not installed.
        """
        require("diffusion", *_NEEDED)
        changing = ("steps", "guidance", "dtype", "compile")
        said = {name: getattr(self._settings, name) for name in changing} | {"batch": self.lanes}
        libraries = versions("diffusers", "transformers", "torch", "pillow")
        return f"diffusers {code_fingerprint(*_CODE)} {libraries} {self._device} {json.dumps(said)}"

    def models(self) -> Sequence[ModelInfo]:
        """Return the models that `mdvid setup` fetched."""
        return tuple(
            ModelInfo(name=record.name, revision=record.revision, licence=record.licence)
            for record in _fetched()
        )

    def resolve(self, name: str) -> str:
        """Return the full name of the model meant by `name`; empty means the only one here.

        Raises:
            ProviderUnavailable: it is not on this machine, or there are several to choose from.
        """
        if name:
            return self._find(name).name
        here = [record.name for record in _fetched()]
        if len(here) == 1:
            return here[0]
        if here:
            raise ProviderUnavailable(
                "several illustrators for diffusers are here, and none was chosen",
                hint="choose one: " + ", ".join(f"`diffusers:{found}`" for found in here),
            )
        raise ProviderUnavailable(
            "no model for diffusers is on this machine",
            hint="`mdvid illustrators` says what there is; `mdvid setup --illustrator "
            "diffusers:NAME` fetches it; a folder works too: `diffusers:./folder`",
        )

    def model(self, name: str) -> ModelInfo:
        """Return what is behind the full `name`, after a look whether it can be used.

        Raises:
            ProviderUnavailable: it is not on this machine, unsafe, or not licensed for this use.
        """
        found = self._find(name)
        _index(found)
        return ModelInfo(name=found.name, revision=found.revision, licence=found.licence)

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for; report every step of denoising.

        Raises:
            ProviderUnavailable: the model is not here, or cannot be used.
            ProviderFailed: it cannot be loaded, failed, or made what is no picture.
        """
        found = self._find(self.resolve(request.model))
        index = _index(found)
        batched = preset(index.family, index.traits).batched
        order = _Order(request=request, out=out, progress=progress)

        def draw(orders: Sequence[_Order]) -> Sequence[str | None]:
            return self._draw(found, index, orders)

        if batched and self.lanes > 1:
            key = (found.folder, found.revision, request.size, request.negative)
            wrong = self._batches.do(order, key, self.lanes, draw)
        else:
            wrong = draw([order])[0]
        if wrong is not None:
            raise ProviderFailed(
                f"the picture that `{found.name}` made with seed {request.seed} is unusable: "
                f"{wrong}",
                hint="another seed may do better: write one after the picture, "
                "`![prompt](gen:){seed=7}`, or build with `--reroll SLIDE`",
            )

    def close(self) -> None:
        """End the workers and free their memory; safe to call twice."""
        self._workers.close()

    @cached_property
    def _device(self) -> str:
        return find_device(self._wanted_device)

    def _find(self, name: str) -> Located:
        found = locate("diffusers", name, self._root, what="illustrator")
        require_accepted(found.name, found.licence, self._accepted)
        return found

    def _draw(self, found: Located, index: Index, orders: Sequence[_Order]) -> Sequence[str | None]:
        """Return what is wrong with each picture."""
        request = orders[0].request

        def told(done: int, total: int) -> None:
            for order in orders:
                order.progress(done, total)

        reply = self._workers.ask(
            found.name,
            self._plan(found, index),
            {
                "pictures": [_asked(order) for order in orders],
                "width": request.size.width,
                "height": request.size.height,
                "negative": request.negative,
            },
            told,
        )
        match reply.get("wrong"):
            case list(wrong) if len(wrong) == len(orders):
                return wrong
            case _:
                raise ProviderFailed(f"the model `{found.name}` did not say how it went")

    def _plan(self, found: Located, index: Index) -> Mapping[str, object]:
        """Return what a worker process needs to know; another plan is another process."""
        require("diffusion", *_NEEDED)
        settings = self._settings
        return {
            "folder": os.fspath(found.folder),
            "revision": found.revision,
            "family": index.family,
            "traits": sorted(index.traits),
            "variant": index.variant,
            "device": self._device,
            "dtype": settings.dtype,
            "steps": settings.steps,
            "guidance": settings.guidance,
            "batch": self.lanes,
            "compile": settings.compile,
            "offload": settings.offload,
        }


def _index(found: Located) -> Index:
    """Return what the folder says of its pipeline.

    Raises:
        ProviderUnavailable: it cannot be loaded safely, or does not make pictures out of words.
    """
    index = read_index(found.folder, found.name)
    refuse_other_kinds(found.name, index.family)
    return index


def _asked(order: _Order) -> Mapping[str, object]:
    request = order.request
    styled = f"{request.prompt}, {request.style}" if request.style else request.prompt
    return {"prompt": styled, "seed": request.seed, "out": os.fspath(order.out.absolute())}


def _fetched() -> Sequence[ModelRecord]:
    return [
        record
        for record in load_records().values()
        if record.provider == "diffusers" and record.kind in {"", "illustrator"}
    ]

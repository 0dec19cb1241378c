"""Networks that enlarge pictures, by spandrel, in a worker process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from mdvid.backends.diffusers.calling import Report
from mdvid.backends.diffusers.loading import (
    Refusal,
    be_reproducible,
    first_line,
    usable_device,
)
from mdvid.backends.diffusers.tiling import Pixels, Tiling

_USUAL = Tiling(side=256, overlap=48, margin=16)
"""About two gigabytes for the large networks; they see some ten to fifty pixels far."""

_GENEROUS = Tiling(side=768, overlap=96, margin=16)
"""For architectures that look at a picture as a whole, and suffer from being given pieces."""

_WHOLE = Tiling(side=1 << 20, overlap=2, margin=0)
"""For those that cut it themselves."""

_COLOURS = 3


class Network:
    """One network, ready to enlarge tiles."""

    steps = 1
    """Of every tile."""

    def __init__(self, model: Any, tiling: Tiling) -> None:
        self._model = model
        self.tiling = tiling

    def enlarge(self, tile: Pixels, *, prompt: str, seed: int, report: Report) -> Pixels:
        """Return the tile enlarged; nothing is drawn by lot, and words are not needed."""
        import torch

        del prompt, seed, report
        given = torch.from_numpy(np.ascontiguousarray(tile.transpose(2, 0, 1)))[np.newaxis]
        made = self._model(given.to(self._model.device, self._model.dtype))
        pixels: Pixels = made[0].float().cpu().numpy().transpose(1, 2, 0)
        return pixels


def load_network(file: Path, *, device: str, dtype: str) -> Network:
    """Return the network in `file`, whichever architecture it is of.

    Raises:
        Refusal: it cannot be loaded, or does not enlarge pictures.
    """
    from spandrel import ImageModelDescriptor, ModelLoader, UnsupportedModelError

    place = usable_device(device)
    be_reproducible(device)
    try:
        model = ModelLoader().load_from_file(file)
    except UnsupportedModelError:
        raise Refusal(
            f"`{file.name}` is no network that spandrel knows",
            "it knows ESRGAN, Real-ESRGAN, SPAN, SwinIR, HAT, DAT, PLKSR and others",
        ) from None
    except Exception as error:
        raise Refusal(
            f"the model in `{file}` cannot be loaded: {first_line(error)}",
            "a file that is cut short does that: fetch it again",
        ) from error
    colours = {model.input_channels, model.output_channels}
    if not isinstance(model, ImageModelDescriptor) or model.scale < 2 or colours != {_COLOURS}:  # noqa: PLR2004  # less is no enlargement
        raise Refusal(
            f"`{file.name}` ({model.architecture.name}) does not enlarge pictures in colour",
            "it is for something else: for repairing, for masks, or for other kinds of pictures",
        )
    return Network(model.to(place, _numbers(model, dtype, device)).eval(), _tiling(model))


def _tiling(model: Any) -> Tiling:
    from spandrel import ModelTiling

    return {ModelTiling.INTERNAL: _WHOLE, ModelTiling.DISCOURAGED: _GENEROUS}.get(
        model.tiling, _USUAL
    )


def _numbers(model: Any, dtype: str, device: str) -> Any:
    """Return the type of number to count in: halves where it is fast, and shades stay smooth."""
    import torch

    wanted = {"auto": "float16" if device == "cuda" else "float32"}.get(dtype, dtype)
    able = {"float16": model.supports_half, "bfloat16": model.supports_bfloat16}
    return getattr(torch, wanted) if able.get(wanted, True) else torch.float32

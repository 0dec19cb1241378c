"""Pipelines from their folders, in a worker process: the only place that loads them.

Weights come from safetensors only, code from the packages only, and nothing from the network: what
the libraries would rather fall back to is refused here once more, whatever the caller checked.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any


class Refusal(Exception):  # noqa: N818  # reads as what it is
    """Something that the user can do something about; `hint` says what."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def usable_device(device: str) -> Any:
    """Return torch's name of a device after a look whether torch can use it.

    Raises:
        Refusal: it cannot.
    """
    import torch

    there = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}
    if device in there and not there[device]():
        raise Refusal(
            f"torch {torch.__version__} cannot use `{device}` on this machine",
            "take `--device cpu`, or install a driver and a torch that fit each other",
        )
    return torch.device(device)


def chosen_dtype(dtype: str, device: str) -> Any:
    """Return torch's type of number for a setting: halves only where they are fast and safe."""
    import torch

    if dtype != "auto":
        return getattr(torch, dtype)
    if device == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.float32


def load_pipeline(
    folder: Path,
    *,
    device: str,
    dtype: str = "auto",
    variant: str | None = None,
    offload: bool = False,
    kind: str = "DiffusionPipeline",
    exact: Collection[str] = (),
) -> Any:
    """Return the pipeline in `folder`, on its device, silent.

    `kind` is the class of the pipeline, if it is not to be the one that the folder names. The
    weights of the parts named in `exact` are loaded in full precision.

    Raises:
        Refusal: it cannot be loaded; says why.
    """
    import diffusers
    import torch

    place = usable_device(device)
    be_reproducible(device)
    _silence()
    numbers = chosen_dtype(dtype, device)
    try:
        pipeline = getattr(diffusers, kind).from_pretrained(
            folder,
            dtype={"default": numbers, **dict.fromkeys(exact, torch.float32)} if exact else numbers,
            variant=variant,
            use_safetensors=True,
            local_files_only=True,
        )
        if offload and device != "cpu":
            pipeline.enable_model_cpu_offload(device=place)
        else:
            pipeline.to(place)
    except torch.OutOfMemoryError as error:
        raise out_of_memory("loading the model", error) from error
    except Exception as error:
        raise Refusal(
            f"the model in `{folder}` cannot be loaded: {first_line(error)}",
            "files that are cut short or of another version do that: fetch the model again",
        ) from error
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def out_of_memory(doing: str, error: BaseException) -> Refusal:
    """Return what to say when a device's memory is full."""
    return Refusal(
        f"the memory of the device was not enough for {doing}: {first_line(error)}",
        "in `[illustrators.diffusers]`, `batch = 1` and `offload = true` need less; so does a "
        "smaller model",
    )


def be_reproducible(device: str) -> None:
    """Have torch choose ways of counting that give the same sums every time."""
    import torch

    if device == "cuda":
        torch.backends.cudnn.benchmark = False
        torch.use_deterministic_algorithms(mode=True, warn_only=True)


def _silence() -> None:
    """Have the libraries say errors only: the end of a worker's log is shown when it fails."""
    import diffusers
    import transformers

    for library in (diffusers, transformers):
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()


def first_line(error: BaseException) -> str:
    """Return what an error says first, or what it is called if it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__

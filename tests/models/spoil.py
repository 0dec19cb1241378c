"""Networks with other weights than they had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

Weights = dict[str, NDArray[Any]]

LAST = "body.6.bias"
"""What the tiny network for enlarging adds in the end: three colours of two by two pixels."""


def change_network(folder: Path, out: Path, change: Callable[[Weights], Weights]) -> None:
    """Write the network in `folder` with changed weights."""
    from safetensors.numpy import load_file, save_file

    save_file(change(load_file(next(folder.glob("*.safetensors")))), out)


def spoil_network(folder: Path, out: Path, change: Callable[[NDArray[Any]], NDArray[Any]]) -> None:
    """Write the network in `folder` with a change of what it adds in the end."""
    change_network(folder, out, lambda weights: weights | {LAST: change(weights[LAST])})

"""What workers that run models are told by their environment."""

from __future__ import annotations

import os
from collections.abc import Mapping

_SAID = {
    # Builds never download: what is not here is an error that names the command to get it.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "DO_NOT_TRACK": "1",
    # The code is ours and of the packages, never of a model's folder.
    "DIFFUSERS_DISABLE_REMOTE_CODE": "1",
    # Its threads and those of torch would wait for each other.
    "TOKENIZERS_PARALLELISM": "false",
    # cuBLAS gives the same sums in every run only with a workspace of fixed size.
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
}

_KEPT = (
    "CUDA_DEVICE_ORDER",
    "CUDA_HOME",
    "CUDA_VISIBLE_DEVICES",
    "HF_HOME",
    "HF_HUB_CACHE",
    "HIP_VISIBLE_DEVICES",
    "HSA_OVERRIDE_GFX_VERSION",
    "OMP_NUM_THREADS",
    "PYTORCH_ALLOC_CONF",
    "PYTORCH_CUDA_ALLOC_CONF",
    "PYTORCH_ENABLE_MPS_FALLBACK",
    "ROCR_VISIBLE_DEVICES",
    "TORCHINDUCTOR_CACHE_DIR",
    "TRITON_CACHE_DIR",
    "TTS_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
)
"""Where caches lie, and which hardware there is; no token and no proxy."""


def worker_environment(**more: str) -> Mapping[str, str]:
    """Return the variables for a worker, beside those that every worker gets; `more` wins."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | _SAID | more

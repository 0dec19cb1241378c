"""torchaudio as voices need it: it can be imported, and reads recordings, on every machine.

Only worker processes come here: what is changed is changed for the whole process.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def prepare_torchaudio() -> None:
    """Make `torchaudio` importable, and let it read files without FFmpeg's libraries.

    Its wheels are built for torch with CUDA; beside a torch without, its compiled part cannot be
    loaded. Speaking does not need it.
    """
    try:
        import torchaudio
    except (ImportError, OSError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        sys.modules["torchaudio._extension"] = _no_extension()
        import torchaudio
    torchaudio.load = _read


def _read(path: str | Path, *_: object, **__: object) -> tuple[Any, int]:
    """Return what is in a file as (channels, samples), and its rate."""
    import soundfile
    import torch

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return torch.from_numpy(samples.T.copy()), rate


def _no_extension() -> ModuleType:
    module: Any = ModuleType("torchaudio._extension")

    def refuse(_: object) -> Any:
        def refused(*_: object, **__: object) -> None:
            raise RuntimeError("this torchaudio does not fit the torch that is installed")

        return refused

    module._IS_TORCHAUDIO_EXT_AVAILABLE = False  # noqa: SLF001  # its own names
    module._IS_ALIGN_AVAILABLE = False  # noqa: SLF001
    module._check_cuda_version = lambda: None  # noqa: SLF001
    module.fail_if_no_align = refuse
    return module  # type: ignore[no-any-return]

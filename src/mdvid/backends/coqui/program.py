"""The folder that stands first on a worker's PATH, with a program called `espeak-ng` in it."""

from __future__ import annotations

import os
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

from mdvid.errors import ProviderUnavailable

_LIBRARIES = ("libespeak-ng.so", "libespeak-ng.dylib")


def write_program(folder: Path) -> None:
    """Write the program into `folder`.

    Raises:
        ProviderUnavailable: the library that it needs is not installed.
    """
    library, data = _espeak()
    script = Path(__file__).with_name("espeak_program.py")
    command = (sys.executable, "-I", "-S", os.fspath(script), os.fspath(library), os.fspath(data))
    program = folder / "espeak-ng"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', "utf-8")
    program.chmod(0o755)


def _espeak() -> tuple[Path, Path]:
    """Return the library of espeak-ng and its data."""
    spec = find_spec("espeakng_loader")
    if spec is not None and spec.origin is not None:
        package = Path(spec.origin).parent
        for name in _LIBRARIES:
            if (package / name).is_file():
                return package / name, package / "espeak-ng-data"
    raise ProviderUnavailable(
        "espeak-ng is not installed, which tells voices how words are pronounced",
        hint="pip install --force-reinstall espeakng-loader",
    )

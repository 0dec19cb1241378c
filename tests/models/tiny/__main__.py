"""Build tiny models: `python -m tests.models.tiny FOLDER KIND...` makes `FOLDER/KIND` of each."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from tests.models.tiny.kinds import BUILDERS


def main(folder: Path, kinds: list[str]) -> None:
    for kind in kinds:
        built = folder / f"{kind}.part"
        getattr(import_module(f"tests.models.tiny.{BUILDERS[kind]}"), kind)(built)
        built.rename(folder / kind)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

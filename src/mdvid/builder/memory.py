"""What one build found out, and the next one of the same session need not."""

from __future__ import annotations

from mdvid.builder.keeper import KnownFiles
from mdvid.builder.scripts import Scripts


class Memory:
    """Scripts of slides, and what is in files. Nothing in it changes what a build makes."""

    def __init__(self) -> None:
        self.scripts = Scripts()
        self.files = KnownFiles()

    def begin(self) -> None:
        """Forget what the last two builds did not need."""
        self.scripts.begin()
        self.files.begin()

"""The whole line from outside: a desk with decks, a cache of its own, and the `mdvid` command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SMALL = ("--size", "320x180")

TALK = """\
---
title: Lights
---

# Lights at sea

<!-- Welcome aboard. -->

---

## Three things

- Height
- A lens
- A rhythm

<!-- Height, a lens, and a rhythm. -->

---

## The end

<!-- Thank you. -->
"""
"""A short talk of three slides, each with one picture and one utterance."""

EVERYTHING = """\
---
title: Lights of the sea
lang: en
---

# Lights of the sea

![bg right:40% a lighthouse at dusk](gen:)

<!-- Welcome to the lights of the sea. (pause: 0.3) This deck is a text file. -->

---

## Three things

- Height
- A lens
- A rhythm

<!-- Three things. The first is height, 60 m of it. The second is a lens, and the third is a
rhythm that nobody else has. -->

---

## Said by a machine

```python
def flash(seconds: float) -> str:
    return "on" if seconds < 0.5 else "off"
```

<!-- The code says it in two lines. -->

---

## Auf Deutsch

![w:80 a red dot](dot.png)

<!-- (voice: espeak:de) Das letzte Bild zeigt einen roten Punkt. -->
"""
"""Four titled slides: a drawn picture, a list, code, and another language."""

TITLES = ["Lights of the sea", "Three things", "Said by a machine", "Auf Deutsch"]


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Desk:
    """A folder to work in, and a cache."""

    folder: Path
    cache: Path
    environment: dict[str, str] = field(default_factory=dict)
    """Laid over that of the tests."""

    def deck(self, text: str = TALK, name: str = "deck.md") -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def path(self, name: str) -> Path:
        return self.folder / name

    def start(self, *arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
        """Start the command in a session of its own, so that its children can be found."""
        return subprocess.Popen(
            [sys.executable, "-m", "mdvid", *map(str, arguments)],
            cwd=self.folder,
            env=self._environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str | Path, **environment: str) -> Done:
        """Run the command to its end."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out, err)

    def build(self, *arguments: str | Path, **environment: str) -> Any:
        """Build, successfully, and return what `--json` says."""
        done = self.run("build", *arguments, "--json", **environment)
        assert done.code == 0, done.err
        return done.json

    def artifacts(self, suffix: str = "") -> list[Path]:
        """Return the files of finished steps in the cache."""
        return [p for p in self.cache.glob(f"cas/**/*{suffix}") if p.is_file()]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("MDVID_")}
        own = {"MDVID_CACHE_DIR": str(self.cache)}
        return inherited | own | self.environment | more


@dataclass(frozen=True)
class Process:
    """A process that runs; a dead one that nobody has buried is none."""

    pid: int
    command: str


def family(session: int) -> Iterator[Process]:
    """Yield the processes of the session that the process `session` began, itself included."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # proc(5): the fields after the name in brackets are state, parent, group, session.
            state, _, _, number = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            command = (
                (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(number) == session and state not in "ZX":
            yield Process(int(folder.name), command)


def bodies(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by name, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@dataclass(frozen=True)
class Published:
    """What was built of `EVERYTHING`, in every format."""

    folder: Path
    desk: Desk
    answer: Any
    """What `--json` said."""

    @property
    def video(self) -> Path:
        return self.folder / "deck.mp4"

    @property
    def timeline(self) -> Any:
        return json.loads((self.folder / "deck.json").read_text("utf-8"))


def judged(*command: str | Path) -> bytes:
    """Return what a program prints that has nothing to complain of."""
    done = subprocess.run(command, capture_output=True, check=True)
    assert not done.stderr
    return done.stdout

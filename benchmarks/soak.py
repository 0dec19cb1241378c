"""Whether `mdvid watch` stays as it is over thousands of edits: memory, threads, files.

Edits of all kinds follow each other as quickly as they are built: text and notes, errors and their
mending, decks that are half written, moved away or replaced, and pictures that change.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import decks

WORK = Path(__file__).parent / ".work" / "soak"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="{}"/></svg>'
SLIDES = 8
SETTLED = 1500
"""Edits after which everything is loaded that ever will be, and what is kept for pages is full."""
TOLD = 500
"""Edits between two lines."""


class Desk:
    """A deck with a picture, and a watch that follows it."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tmp").mkdir(parents=True)
        self.folder = folder
        self.deck = folder / "talk.md"
        self.picture = folder / "lamp.svg"
        self.picture.write_text(SVG.format(1), "utf-8")
        self.deck.write_text(self.text(0), "utf-8")
        command = ["watch", "talk.md", "--no-open", "--size", "320x180", "--cache-dir", "cache"]
        self._said = (folder / "said.txt").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mdvid", *command],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder / "tmp")},
            stdin=subprocess.DEVNULL,
            stderr=self._said,
        )

    def text(self, number: int) -> str:
        """Return the deck as it is after edit `number`."""
        text = decks.talk(SLIDES).replace("part 3\n", f"part 3, edit {number}\n\n![](lamp.svg)\n")
        return text.replace("This is number 5", f"This is number 5, {number} times")

    def edit(self, number: int) -> None:
        """Do one more thing to the deck."""
        kinds: tuple[Callable[[int], None], ...] = (
            self._save, self._replace, self._break, self._save_in_halves, self._move, self._draw,
        )  # fmt: skip
        kinds[number % len(kinds)](number)

    def _save(self, number: int) -> None:
        self.deck.write_text(self.text(number), "utf-8")

    def _replace(self, number: int) -> None:
        other = self.folder / "4913"
        other.write_text(self.text(number), "utf-8")
        other.replace(self.deck)

    def _break(self, number: int) -> None:
        text = self.text(number).replace("This is number 2", "(pause: x) This is number 2")
        self.deck.write_text(text, "utf-8")

    def _save_in_halves(self, number: int) -> None:
        text = self.text(number)
        with self.deck.open("w", encoding="utf-8") as file:
            file.write(text[: len(text) // 2])
            file.flush()
            time.sleep(0.02)
            file.write(text[len(text) // 2 :])

    def _move(self, number: int) -> None:
        away = self.folder / "talk.bak"
        self.deck.replace(away)
        time.sleep(0.02)
        away.write_text(self.text(number), "utf-8")
        away.replace(self.deck)

    def _draw(self, number: int) -> None:
        self.picture.write_text(SVG.format(number), "utf-8")
        self._save(number)

    @property
    def builds(self) -> int:
        """How many builds have ended so far."""
        return (self.folder / "said.txt").read_text("utf-8").count(" built, ")

    def figures(self) -> dict[str, int]:
        """Return what the process holds now."""
        proc = Path("/proc") / str(self.process.pid)
        status = dict(
            line.split(":", 1) for line in (proc / "status").read_text("utf-8").splitlines()
        )
        children = list((proc / "task").glob("*/children"))
        return {
            "KB": int(status["VmRSS"].split()[0]),
            "threads": int(status["Threads"]),
            "descriptors": len(list((proc / "fd").iterdir())),
            "children": sum(len(one.read_text("ascii").split()) for one in children),
            "temporary": len(list((self.folder / "tmp").iterdir())),
        }

    def end(self) -> float:
        """End the watch as Ctrl-C does; return how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(2)
        self.process.wait(30)
        self._said.close()
        return time.monotonic() - began


def main() -> None:
    """Edit as often as was asked for, and print what the process holds from time to time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--pause", type=float, default=0.06, help="seconds between two edits")
    options = parser.parse_args()
    desk = Desk(WORK)
    while not desk.builds:
        time.sleep(0.1)
    settled = desk.figures()
    for number in range(1, options.edits + 1):
        desk.edit(number)
        # Most edits come while the one before is built; now and then a build has its time.
        time.sleep(options.pause if number % 7 else 8 * options.pause)
        if number == SETTLED:
            settled = desk.figures()
        if number % TOLD == 0:
            print(f"{number:6} edits {desk.builds:6} builds  {desk.figures()}", flush=True)
    time.sleep(2)
    now = desk.figures()
    print(f"ended in {desk.end():.1f} s; memory {now['KB'] / settled['KB'] - 1:+.1%}")
    left = sorted(path.name for path in (WORK / "tmp").iterdir())
    print(f"left in the folder for temporary files: {left or 'nothing'}")


if __name__ == "__main__":
    main()

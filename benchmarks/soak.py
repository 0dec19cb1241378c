"""Whether `mdvid watch` stays as it is over thousands of edits: memory, processes, files.

Edits of all kinds follow each other: text and notes, errors and their mending, decks that are half
written, moved away or replaced, pictures that change and, now and then, the voice. A page is open
all the while. Most edits are built, as by an author; every fourth comes while the one before is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks import decks, peers

WORK = Path(__file__).parent / ".work" / "soak"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="{}"/></svg>'
SLIDES = 8
SETTLED = 1000
"""Edits after which everything is loaded that ever will be, and what is kept for pages is full."""
TOLD = 250
"""Edits between two measurements."""
TUNED = 40
"""Edits between two changes of the voice, which has a process for each of its settings."""
PATIENCE = 5.0
"""Seconds after which a build is not waited for any more."""
QUIET = 1.0
"""Seconds without an edit before anything is measured."""

Figures = dict[str, int]


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
        with (folder / "said.txt").open("w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mdvid", *command],
                cwd=folder,
                env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder / "tmp")},
                stdin=subprocess.DEVNULL,
                stderr=said,
            )
        self._said = (folder / "said.txt").open(encoding="utf-8")
        self._heard = ""
        self._builds = 0

    def text(self, number: int) -> str:
        """Return the deck as it is after edit `number`."""
        text = decks.talk(SLIDES).replace("part 3\n", f"part 3, edit {number}\n\n![](lamp.svg)\n")
        return text.replace("This is number 5", f"This is number 5, {number} times")

    def edit(self, number: int) -> None:
        """Do one more thing to the deck; let it be built but now and then."""
        kinds: tuple[Callable[[int], None], ...] = (
            self._save, self._replace, self._break, self._save_in_halves, self._move, self._draw,
        )  # fmt: skip
        kind, before = kinds[number % len(kinds)], self.builds
        if number % TUNED == 1:
            settings = f"[narrators.espeak]\npitch = {number // TUNED % 90 + 1}\n"
            (self.folder / "mdvid.toml").write_text(settings, "utf-8")
        kind(number)
        if kind == self._break or number % 4 == 0:
            time.sleep(0.06)
        else:
            self.await_build(before)

    def await_build(self, before: int) -> None:
        """Wait until another build has ended than those `before`."""
        give_up = time.monotonic() + PATIENCE
        while self.builds == before and time.monotonic() < give_up:
            time.sleep(0.01)

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
        said = self._said.read()
        self._builds += said.count(" built, ")
        self._heard = self._heard[-200:] + said
        return self._builds

    def address(self) -> str:
        """Return where the page is, as soon as that was said."""
        while not (found := re.search(r"http://\S+", self._heard)):
            time.sleep(0.05)
            self._heard += self._said.read()
        return found[0]

    def figures(self) -> Figures:
        """Return what the process and those that it started hold now, in KB and numbers."""
        pid = self.process.pid
        children = list(_children(pid))
        named = {child: _command(child) for child in children}
        return {
            "mdvid": _memory(pid),
            "browser": sum(_memory(child) for child in children if "chrom" in named[child]),
            "voice": sum(_memory(child) for child in children if "espeak" in named[child]),
            "processes": sum(bool(name) for name in named.values()),
            "threads": int(_status(pid)["Threads"]),
            "descriptors": len(list(Path(f"/proc/{pid}/fd").iterdir())),
            "temporary": len(list((self.folder / "tmp").iterdir())),
            "staged": len(list((self.folder / "cache" / "staging").glob("*/*"))),
        }

    def end(self) -> float:
        """End the watch as Ctrl-C does; return how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self._said.close()
        return time.monotonic() - began


def _children(pid: int) -> Iterator[int]:
    """Yield all processes below this one."""
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, file.read_text("ascii").split()):
            yield child
            yield from _children(child)


def _command(pid: int) -> str:
    """Return what runs there; nothing if that has ended and was not asked how."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8")
    except OSError:
        return ""


def _status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return dict(line.split(":", 1) for line in lines)


def _memory(pid: int) -> int:
    try:
        return int(_status(pid)["VmRSS"].split()[0])
    except (OSError, KeyError):
        return 0


def page_figures(page: Page) -> Figures:
    """Return what the page holds: its heap in KB, its nodes, and what listens to them."""
    talk = page.context.new_cdp_session(page)
    talk.send("HeapProfiler.collectGarbage")
    talk.send("Performance.enable")
    found = {one["name"]: one["value"] for one in talk.send("Performance.getMetrics")["metrics"]}
    talk.detach()
    return {
        "heap": int(found["JSHeapUsedSize"]) // 1024,
        "nodes": int(found["Nodes"]),
        "listeners": int(found["JSEventListeners"]),
        "documents": int(found["Documents"]),
    }


def soak(desk: Desk, page: Page, edits: int) -> list[tuple[int, Figures]]:
    """Edit so often; return what was held after how many edits, and print it."""
    measured = []
    for number in range(1, edits + 1):
        desk.edit(number)
        if number % TOLD == 0:
            time.sleep(QUIET)
            figures = desk.figures() | page_figures(page)
            measured.append((number, figures))
            print(f"{number:6} edits {desk.builds:6} builds  {figures}", flush=True)
    return measured


def compared(measured: list[tuple[int, Figures]]) -> Iterator[str]:
    """Yield, for each figure, the median of the first and of the last few, and their ratio."""
    settled = [figures for number, figures in measured if number >= SETTLED]
    few = min(5, len(settled))
    for name in settled[0] if settled else ():
        first = statistics.median(figures[name] for figures in settled[:few])
        last = statistics.median(figures[name] for figures in settled[-few:])
        yield f"{name:<12} {first:9.0f} {last:9.0f}" + (
            f" {last / first - 1:+8.1%}" if first else ""
        )


def main() -> None:
    """Edit as often as was asked for, and print what is held from time to time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    options = parser.parse_args()
    # A shell's background jobs ignore it, and all that they start would as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    desk = Desk(WORK)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=peers.browser())
        page = browser.new_page()
        page.goto(desk.address())
        desk.await_build(0)
        measured = soak(desk, page, options.edits)
        browser.close()
    print(f"ended in {desk.end():.1f} s")
    print("\n".join(compared(measured)))
    left = sorted(path.name for path in (WORK / "tmp").iterdir())
    print(f"left in the folder for temporary files: {left or 'nothing'}")


if __name__ == "__main__":
    main()

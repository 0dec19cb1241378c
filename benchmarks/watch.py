"""How long a save takes to be seen: in the page of `mdvid watch`, and as a new video.

Times are from just before the file is written. `page` is the text in the document of a real
browser, `shown` is the slide fitted and in front, `video` is the new file under its name.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Error, Frame, Page, sync_playwright

from benchmarks import decks, peers

HERE = Path(__file__).parent
WORK = HERE / ".work" / "watch"
PATIENCE = 5.0
"""Seconds after which a save is lost."""

SEEN = """
(() => {
  const seen = (globalThis.seenEdits = {});
  const look = () => {
    for (const [mark] of (document.body?.textContent ?? "").matchAll(/edit-\\d+-/g)) {
      seen[mark] ??= performance.timeOrigin + performance.now();
    }
  };
  const all = { childList: true, characterData: true, subtree: true };
  new MutationObserver(look).observe(document, all);
})();
"""
"""Notes in every document when the text of an edit came into it, in milliseconds of the clock."""

SHOWN = "performance.getEntriesByName('mdvid:shown')[0].startTime + performance.timeOrigin"
"""When the page had the slide in front, in milliseconds of the clock."""

T = TypeVar("T")
Times = dict[str, list[float]]


def edited(slides: int, number: int, *, notes: bool) -> str:
    """Return the deck with edit `number` on a slide in its middle."""
    title = f"part {slides // 2}"
    text = decks.talk(slides)
    if notes:
        # The mark is in the title once more, so that it is known which edit is seen.
        text = text.replace(f"This is number {slides // 2}.", f"This was edited {number} times.")
    return text.replace(f"{title}\n", f"{title}: edit-{number}-\n")


def save(deck: Path, text: str) -> float:
    """Save as most editors do, by a new file in the place of the old one; return when it began."""
    began = time.time()
    other = deck.with_suffix(".new")
    other.write_text(text, "utf-8")
    other.replace(deck)
    return began


def seen_at(page: Page, mark: str) -> float | None:
    """Return when the text was in any document of the page, in seconds of the clock."""
    times = [value for frame in page.frames if (value := _seen(frame, mark))]
    return min(times) / 1000 if times else None


def _seen(frame: Frame, mark: str) -> float | None:
    try:
        value: float | None = frame.evaluate("mark => globalThis.seenEdits?.[mark]", mark)
    except Error:  # the document has just been replaced
        return None
    return value


def until(condition: Callable[[], T | None]) -> T | None:
    """Return what is true as soon as it is, or None if that takes too long."""
    give_up = time.time() + PATIENCE
    while not (value := condition()):
        if time.time() > give_up:
            return None
        time.sleep(0.002)
    return value


@contextmanager
def process(command: list[str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command until the block is left."""
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as started:
        try:
            yield started
        finally:
            started.terminate()


def folder_for(name: str) -> Path:
    """Return an empty folder."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def ours(page: Page, slides: int, edits: int, *, notes: bool) -> Times:
    """Measure `mdvid watch`."""
    folder = folder_for(f"mdvid{slides}")
    deck, video = folder / "talk.md", folder / "talk.mp4"
    save(deck, edited(slides, 0, notes=False))
    command = ["watch", deck.name, "--no-open", "--cache-dir", "cache"]
    times: Times = defaultdict(list)
    with process([sys.executable, "-m", "mdvid", *command], folder) as started:
        assert started.stderr
        found = re.search(r"http://\S+", started.stderr.readline())
        assert found
        page.goto(found[0])
        while "built" not in started.stderr.readline():
            pass
        for number in range(1, edits + 1):
            was = _modified(video)
            began = save(deck, edited(slides, number, notes=notes))
            _keep(times, "page", began, until(partial(seen_at, page, f"edit-{number}-")))
            _keep(times, "video", began, until(partial(_newer, video, was)))
            _keep(times, "shown", began, page.evaluate(SHOWN) / 1000)
            time.sleep(0.05)
    return times


def _modified(file: Path) -> float:
    return file.stat().st_mtime_ns / 1e9


def _newer(file: Path, before: float) -> float | None:
    """Return when `file` was written, if that was after `before`."""
    return now if (now := _modified(file)) > before else None


def marp(page: Page, slides: int, edits: int) -> Times:
    """Measure Marp CLI with `--watch`."""
    folder = folder_for(f"marp{slides}")
    command = peers.install_marp(HERE / ".work" / "peers")
    deck, html = folder / "talk.md", folder / "talk.html"
    save(deck, edited(slides, 0, notes=False))
    times: Times = defaultdict(list)
    with process([str(command), "--watch", "--no-stdin", deck.name, "-o", html.name], folder):
        until(html.exists)
        time.sleep(2)
        page.goto(html.as_uri())
        for number in range(1, edits + 1):
            began = save(deck, edited(slides, number, notes=False))
            _keep(times, "page", began, until(partial(seen_at, page, f"edit-{number}-")))
            time.sleep(0.3)
    return times


def _keep(times: Times, name: str, began: float, ended: float | None) -> None:
    times[name].append(ended - began if ended else float("inf"))


def say(what: str, times: Times) -> None:
    """Print the percentiles of what was measured, in milliseconds."""
    for name, values in sorted(times.items()):
        lost = sum(value > PATIENCE for value in values)
        kept = sorted(value * 1000 for value in values if value <= PATIENCE)
        p95 = kept[int(len(kept) * 0.95)] if kept else 0
        print(
            f"  {what:<28} {name:<6} p50 {statistics.median(kept):6.0f}  p95 {p95:6.0f}  "
            f"most {kept[-1]:6.0f}  {len(kept)} saves, {lost} lost",
            flush=True,
        )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--slides", type=int, nargs="*", default=[100, 20])
    parser.add_argument("--peer", action="store_true", help="measure Marp CLI as well")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=peers.browser())
        page = browser.new_page()
        page.add_init_script(SEEN)
        for slides in options.slides:
            say(f"{slides} slides, text", ours(page, slides, options.edits, notes=False))
            say(f"{slides} slides, notes", ours(page, slides, options.edits // 4, notes=True))
            if options.peer:
                say(f"{slides} slides, Marp CLI", marp(page, slides, options.edits // 4))
        browser.close()


if __name__ == "__main__":
    main()

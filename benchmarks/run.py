"""Every figure of `docs/explanation/performance.md`: `make bench`, or `python -m benchmarks.run`.

Ratios are against a peer in the same run, medians of several runs taken in turn.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import decks, measure, peers
from benchmarks.measure import Run

HERE = Path(__file__).parent
SLIDES = 20
SECONDS_PER_SLIDE = 5
MDVID = str(Path(sys.executable).with_name("mdvid"))


class Bench:
    """One run of the benchmarks, in a folder of its own."""

    def __init__(self, folder: Path, runs: int) -> None:
        shutil.rmtree(folder / "work", ignore_errors=True)
        self.work = folder / "work"
        self.work.mkdir(parents=True)
        self.marp = peers.install_marp(folder / "marp")
        self.runs = runs
        self._count = 0
        self.deck = self._write("talk.md", decks.talk(SLIDES))
        self.edited = self._write("edited.md", decks.talk(SLIDES, edited=7))

    def _write(self, name: str, text: str) -> Path:
        path = self.work / name
        path.write_text(text, "utf-8")
        return path

    def mdvid(self, deck: Path, *options: str, cache: Path | None = None) -> Run:
        """Build `deck`, from nothing unless a cache is given."""
        self._count += 1
        folder = cache or self.work / f"cache{self._count}"
        command: list[str | Path] = [
            MDVID,
            "build",
            deck,
            "-q",
            "--cache-dir",
            folder,
            "-o",
            self.work / "out.mp4",
        ]
        try:
            return measure.run([*command, *options], self.work)
        finally:
            if cache is None:
                shutil.rmtree(folder, ignore_errors=True)

    def cold(self) -> None:
        """Cold build against Marp's pictures alone."""
        pictures = self.work / "marp"
        ours, theirs = measure.in_turn(
            self.runs,
            lambda: self.mdvid(self.deck),
            lambda: measure.run(peers.marp_pictures(self.marp, self.deck, pictures), self.work),
        )
        say("cold build, 20 slides with narration", ours)
        say("Marp CLI, 20 PNGs alone", theirs)
        say_ratio("ratio", measure.ratio(ours, theirs), "<= 1.0")

    def looped(self) -> None:
        """Cold build against Marp's pictures, looped by FFmpeg and joined."""
        pictures = self.work / "marp"
        script = peers.looped_video(pictures, SECONDS_PER_SLIDE, SLIDES)

        def theirs() -> Run:
            first = measure.run(peers.marp_pictures(self.marp, self.deck, pictures), self.work)
            then = measure.run(["sh", "-c", script], self.work)
            return Run(first.wall + then.wall, first.processor + then.processor)

        ours, others = measure.in_turn(
            max(1, self.runs // 2), lambda: self.mdvid(self.deck), theirs
        )
        say("Marp CLI, ffmpeg -loop 1 a slide, concat (silent)", others)
        say_ratio("times faster", 1 / measure.ratio(ours, others), ">= 15")

    def holds(self) -> None:
        """The picture stage when the narration is twelve times longer."""
        texts = [decks.talk(SLIDES, sentences) for sentences in (1, 12)]
        paths = [self._write(f"narration{i}.md", text) for i, text in enumerate(texts)]
        silent = ("--voice", "none", "-f", "mp4", "--set")
        short, long = measure.in_turn(
            self.runs,
            lambda: self.mdvid(paths[0], *silent, "hold=5"),
            lambda: self.mdvid(paths[1], *silent, "hold=60"),
        )
        say("pictures and video, 5 s a slide", short)
        say("pictures and video, 60 s a slide", long)
        say_ratio("ratio", measure.ratio(long, short), "<= 1.2")

    def incremental(self) -> None:
        """A build with nothing to do, and one after an edit, against the cold one."""
        cache = self.work / "kept"

        def edit() -> Run:
            shutil.rmtree(cache, ignore_errors=True)
            self.mdvid(self.deck, cache=cache)
            return self.mdvid(self.edited, cache=cache)

        cold, edited = measure.in_turn(self.runs, lambda: self.mdvid(self.deck), edit)
        say("one slide's notes edited", edited)
        say_ratio("ratio to cold", measure.ratio(edited, cold), "<= 0.35")
        (nothing,) = measure.in_turn(self.runs, lambda: self.mdvid(self.edited, cache=cache))
        say("nothing edited", nothing, "<= 0.4 s")

    def imports(self) -> None:
        """Starting up."""
        python = sys.executable
        bare, imported, usage = measure.in_turn(
            self.runs,
            lambda: measure.run([python, "-c", "pass"], self.work),
            lambda: measure.run([python, "-c", "import mdvid"], self.work),
            lambda: measure.run([MDVID, "--help"], self.work),
        )
        say("python -c pass", bare)
        say("import mdvid", imported, "<= 0.15 s")
        say("mdvid --help", usage, "<= 0.25 s")

    def large(self) -> None:
        """A thousand slides: linear time, bounded memory."""
        big = self._write("big.md", decks.talk(1000))
        quarter = self._write("quarter.md", decks.talk(250))
        for name, deck in (("250 slides", quarter), ("1,000 slides", big)):
            say(name, [self.mdvid(deck)])
        cache = self.work / "big-cache"
        command: list[str | Path] = [
            MDVID,
            "build",
            big,
            "-q",
            "--cache-dir",
            cache,
            "-o",
            self.work / "big.mp4",
        ]
        peak = measure.peak_memory(command, self.work, ("chrom",))
        what = "1,000 slides, peak memory without the browser"
        print(f"  {what:<52} {peak / 1e6:.0f} MB   (<= 600 MB)")
        say("1,000 slides, nothing edited", [self.mdvid(big, cache=cache)])


def say(what: str, runs: list[Run], target: str = "") -> None:
    """Print one line of figures."""
    print(f"  {what:<52} {measure.spread(runs)}{f'   ({target})' if target else ''}", flush=True)


def say_ratio(what: str, value: float, target: str) -> None:
    """Print one ratio and what it should be."""
    print(f"  {what:<52} {value:.2f}   ({target})", flush=True)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = ("cold", "looped", "holds", "incremental", "imports", "large")
    parser.add_argument("which", nargs="*", metavar="|".join(names), help="all of them by default")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    bench = Bench(HERE / ".work", options.runs)
    version = subprocess.run(
        [peers.browser(), "--version"], capture_output=True, text=True, check=True
    )
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {version.stdout.strip()}")
    for name in options.which or names:
        method: Callable[[], None] = getattr(bench, name)
        print(f"{name}: {(method.__doc__ or '').strip()}", flush=True)
        method()


if __name__ == "__main__":
    main()

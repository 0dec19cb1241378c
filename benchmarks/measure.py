"""Running commands and measuring them: wall time, processor time, peak memory."""

from __future__ import annotations

import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds, user and system, the command and what it waited for."""


def run(command: Sequence[str | Path], cwd: Path) -> Run:
    """Run `command` to its end; a failure stops the benchmark and shows what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    wall = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{command[0]} failed ({done.returncode}):\n{done.stdout}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, used)


def in_turn(runs: int, *actions: Callable[[], Run]) -> list[list[Run]]:
    """Return the runs of each action, taken in turn, so that a slow minute hits all of them.

    Each is run once before, uncounted.
    """
    results: list[list[Run]] = [[] for _ in actions]
    for round_ in range(runs + 1):
        for action, kept in zip(actions, results, strict=True):
            result = action()
            if round_:
                kept.append(result)
    return results


def median(runs: Sequence[Run]) -> float:
    """Return the median wall time in seconds."""
    return statistics.median(r.wall for r in runs)


def ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    """Return the median of the ratios, pair by pair."""
    return statistics.median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))


def spread(runs: Sequence[Run]) -> str:
    """Return `1.23 s (1.20-1.31)`: median, least and most."""
    walls = [r.wall for r in runs]
    return f"{median(runs):.2f} s ({min(walls):.2f}-{max(walls):.2f})"


def peak_memory(command: Sequence[str | Path], cwd: Path, skip: Sequence[str]) -> int:
    """Return the peak of the memory of all processes of `command` but those named in `skip`.

    Bytes of proportional set size, sampled ten times a second; Linux only.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_memory(pid, skip) for pid in _family(process.pid)))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{command} failed ({process.returncode})")
    return peak


def _family(root: int) -> list[int]:
    """Return `root` and all its descendants."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("utf-8", "replace")
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    family = [root]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _memory(pid: int, skip: Sequence[str]) -> int:
    try:
        name = (
            Path("/proc", str(pid), "cmdline")
            .read_bytes()
            .split(b"\0")[0]
            .decode("utf-8", "replace")
        )
        rollup = Path("/proc", str(pid), "smaps_rollup").read_text("utf-8")
    except OSError:
        return 0
    if any(word in name for word in skip):
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )

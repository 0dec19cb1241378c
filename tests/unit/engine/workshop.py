"""Plans of steps that write text, and a record of what ran."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TypeAlias

from mdvid.engine.cache import Cache
from mdvid.engine.events import BuildObserver
from mdvid.engine.execute import BuildReport, execute
from mdvid.engine.explain import Forecast, explain
from mdvid.engine.job import Report
from mdvid.engine.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Write:
    """Write a text, and after it what was read."""

    text: str
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".txt"


@dataclass(frozen=True, slots=True)
class Paint(Write):
    """The same elsewhere."""

    pool: ClassVar[str] = "browser"


Hook: TypeAlias = Callable[[tuple[Path, ...], Path], None]
NAME = "deck"


def step(
    id_: str, text: str | None = None, needs: tuple[str, ...] = (), *, tool: str = "pen 1"
) -> Step[Write]:
    """Return a step that writes its own id, or `text`."""
    return Step(id=id_, action=Write(id_ if text is None else text), tool=tool, needs=needs)


@dataclass
class Workshop:
    """Builds plans on one cache; `hooks` do something else for some texts."""

    root: Path
    ran: list[str] = field(default_factory=list)
    hooks: dict[str, Hook] = field(default_factory=dict)
    reports: dict[str, Sequence[int]] = field(default_factory=dict)
    """By text, how many of 8 parts are said to be done, one after the other."""
    pools: Mapping[str, int] = field(default_factory=lambda: {"cpu": 1, "browser": 1})

    def build(
        self,
        *steps: Step[Write],
        want: Collection[str] | None = None,
        observer: BuildObserver | None = None,
        cancelled: threading.Event | None = None,
    ) -> BuildReport:
        """Build, remembering in `ran` only what runs now."""
        self.ran.clear()
        with Cache.open(self.root) as cache:
            return execute(
                Plan(steps),
                self.perform,
                cache=cache,
                pools=self.pools,
                want=want,
                observer=observer,
                name=NAME,
                cancelled=cancelled,
            )

    def explain(
        self, *steps: Step[Write], want: Collection[str] | None = None
    ) -> tuple[Forecast[Write], ...]:
        """Say what a build would do."""
        with Cache.open(self.root) as cache:
            return explain(Plan(steps), cache, NAME, want)

    def perform(self, action: Write, inputs: tuple[Path, ...], out: Path, report: Report) -> None:
        """Make one artifact."""
        for done in self.reports.get(action.text, ()):
            report(done, 8)
        self.ran.append(action.text)
        hook = self.hooks.get(action.text)
        if hook is not None:
            hook(inputs, out)
        else:
            out.write_text(action.text + "".join(f"({i.read_text()})" for i in inputs))
            out.with_suffix(".json").write_text(f'"{action.text}"')

    def file(self, report: BuildReport, step_id: str) -> Path:
        """Return the main file that a step made."""
        with Cache.open(self.root) as cache:
            return cache.store.path(report.artifact(step_id))

    def text(self, report: BuildReport, step_id: str) -> str:
        """Return what a step wrote."""
        return self.file(report, step_id).read_text()

    def leftovers(self) -> list[Path]:
        """Return what lies in the staging folder."""
        return sorted((self.root / "staging").rglob("*"))


def truncate(file: Path) -> None:
    """Cut the last byte off."""
    file.write_bytes(file.read_bytes()[:-1])


def flip(file: Path) -> None:
    """Change one bit."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def delete(file: Path) -> None:
    """Take the main file away."""
    file.unlink()


def delete_all(file: Path) -> None:
    """Take the whole artifact away."""
    shutil.rmtree(file.parent)


def delete_side_file(file: Path) -> None:
    """Take away what lies beside the main file."""
    file.with_suffix(".json").unlink()


def flip_side_file(file: Path) -> None:
    """Change one bit of what lies beside the main file."""
    flip(file.with_suffix(".json"))


def add_file(file: Path) -> None:
    """Put something beside the main file."""
    file.with_suffix(".wav").write_bytes(b"more")


def rename(file: Path) -> None:
    """Call the main file something else."""
    file.rename(file.with_suffix(".md"))


def swap_for_folder(file: Path) -> None:
    """Put a folder where the main file is."""
    file.unlink()
    file.mkdir()


def swap_for_link(file: Path) -> None:
    """Put a link to the same bytes where the main file is."""
    elsewhere = file.parent.parent / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


def swap_artifact_for_file(file: Path) -> None:
    """Put a file where the folder is."""
    shutil.rmtree(file.parent)
    file.parent.write_bytes(b"not a folder")


DAMAGES: tuple[Callable[[Path], None], ...] = (
    truncate,
    flip,
    delete,
    delete_all,
    delete_side_file,
    flip_side_file,
    add_file,
    rename,
    swap_for_folder,
    swap_for_link,
    swap_artifact_for_file,
)


DECK = (
    step("still/1"),
    step("sound/1"),
    step("still/2"),
    step("sound/2"),
    step("video", needs=("still/1", "sound/1", "still/2", "sound/2")),
)


def fail(error: BaseException) -> Hook:
    def hook(_: tuple[Path, ...], out: Path) -> None:
        out.write_text("half of it")
        raise error

    return hook


def outcomes(report: BuildReport) -> dict[str, str]:
    return {step_id: result.outcome.value for step_id, result in report.results.items()}


def write(text: str, side: bool = False) -> Hook:
    def hook(_: tuple[Path, ...], out: Path) -> None:
        (out.with_suffix(".json") if side else out).write_text(text)

    return hook

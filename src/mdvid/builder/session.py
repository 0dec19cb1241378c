"""A session: several builds over one cache, with warm tools between them."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mdvid.builder.freezing import obedient, obey
from mdvid.builder.lanes import pools
from mdvid.builder.leftovers import MOST, Leftovers
from mdvid.builder.memory import Memory
from mdvid.builder.notices import notices_of
from mdvid.builder.outcome import duration_of, failures_of, has_warnings, is_there
from mdvid.builder.pin_writing import write_pins
from mdvid.builder.prepare import Prepared, prepare
from mdvid.builder.publish import Result, check_targets, publish
from mdvid.builder.report import CheckReport, DeckReport, Output, PinReport
from mdvid.builder.rerolls import Rerolls
from mdvid.builder.tools import Tools
from mdvid.builder.wanted import (
    Wanted,
    decks_of,
    files_of,
    is_pictured,
    picture_steps,
    plan_name,
    recording_steps,
    steps_of,
)
from mdvid.config.values import SlideRange
from mdvid.engine.cache import Cache
from mdvid.engine.events import BuildObserver
from mdvid.engine.execute import execute
from mdvid.engine.explain import Forecast, explain
from mdvid.engine.history import has_history
from mdvid.engine.plan import Plan
from mdvid.engine.report import BuildReport
from mdvid.engine.store import Artifact
from mdvid.pipeline import costs
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.perform import Performer
from mdvid.pipeline.pins import Pins
from mdvid.project import Project
from mdvid.sources.pins import INDEX, PinFolder

if TYPE_CHECKING:
    from mdvid.builder.preview import Preview


class Session:
    """Builds decks. Tools and cache stay open until it is closed."""

    def __init__(self, cache_dir: Path | None) -> None:
        """Open the cache in `cache_dir`; None means one that ends with the session."""
        self._cache = Cache.open(cache_dir) if cache_dir else Cache.temporary()
        self._leftovers = Leftovers(self._cache)
        self._tools = Tools()
        self._memory = Memory()

    def __enter__(self) -> Self:
        """Return the session."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End everything that was started."""
        self.close()

    def close(self) -> None:
        """End every process, and let the cache go; safe to call twice."""
        try:
            self._tools.close()
        finally:
            self._cache.close()

    def tidy(self, most: int = MOST) -> None:
        """Delete what this session made, if none of its last builds used it: see `Leftovers`.

        At most `most` bytes of it are left. What took a model to make is left in any case. This is
        for who builds one deck over and over: builds are counted whatever their decks.
        """
        self._leftovers.delete(most)

    def plan(self, project: Project) -> Plan[PipelineAction]:
        """Return the steps that the wanted formats need; none is run."""
        steps = steps_of(project)
        return Plan(self._prepare(project, steps).plan.wanted(steps))

    def explain(self, project: Project) -> tuple[Forecast[PipelineAction], ...]:
        """Return what a build would do, and why, for every step."""
        steps = steps_of(project)
        prepared = self._prepare(project, steps)
        return explain(prepared.plan, self._cache, plan_name(project), steps)

    def preview(self, project: Project) -> Preview:
        """Return what is to be seen and heard of a deck; quick, as nothing is built.

        Raises:
            MdvidError: the deck cannot be built.
        """
        from mdvid.builder.preview import preview_of  # nobody looks on while a command builds

        steps = {*steps_of(project), *picture_steps(project.deck)}
        return preview_of(self._prepare(project, steps, pictured=True), self._cache)

    def refreshed(self, preview: Preview) -> Preview:
        """Return a preview with the pictures that were made since."""
        from mdvid.builder.preview import preview_of  # see `preview`

        return preview_of(preview.prepared, self._cache)

    def file(self, artifact: Artifact) -> Path:
        """Return where the main file of what a step made lies, as long as the session is open."""
        return self._cache.store.path(artifact)

    def check(self, project: Project, observer: BuildObserver | None = None) -> CheckReport:
        """Return all that can be said of a deck without a video: all but its voices is tried."""
        steps = set(picture_steps(project.deck))
        prepared = self._prepare(project, steps, pictured=True)
        steps |= recording_steps(prepared.plan)
        self._obey(project, prepared, steps)
        report = self._execute(prepared, steps, project, observer)
        return CheckReport(
            diagnostics=(*prepared.diagnostics, *notices_of(prepared, report, self._cache.store)),
            failures=tuple(failures_of(prepared, report)),
        )

    def pin(
        self, project: Project, observer: BuildObserver | None = None, *, prune: bool = False
    ) -> PinReport:
        """Make what takes a model, and keep it beside the deck; `prune` deletes what is not used.

        If any step fails, what was pinned stays as it was: the report says why.

        Raises:
            MdvidError: the deck cannot be built, or the pins cannot be written.
        """
        from mdvid.builder.pinning import keep_pins, refuse_parts, unpinned  # for this command only

        steps = steps_of(project)
        folder = PinFolder(project.deck_path, project.root)
        prepared = self._prepare(project, steps, folder.whole())
        refuse_parts(prepared.pinned, prune=prune)
        self._obey(project, prepared, steps)
        plan = prepared.plan
        missing = costs.ends(costs.costly_steps(plan, steps, prepared.tools), plan)
        wanted_ids = {step.id for step in missing}
        report = self._execute(prepared, wanted_ids, project, observer)
        if failures := tuple(failures_of(prepared, report)):
            return unpinned(prepared, failures)
        return keep_pins(
            prepared,
            missing,
            steps,
            lambda step: self._cache.store.files(report.artifact(step)),
            prune=prune,
        )

    def build(
        self,
        project: Project,
        observer: BuildObserver | None = None,
        *,
        reroll: Sequence[SlideRange] = (),
        preview: Preview | None = None,
        cancelled: Event | None = None,
    ) -> DeckReport:
        """Build every format that `project` asks for, and put the results in their places.

        `reroll` are slides whose pictures are drawn anew; that is written to their pins. `preview`
        is what this session showed of the project: its files are as they were then.

        If any step fails, or under `--strict` if there is any warning, nothing is put anywhere:
        the report says why.

        Raises:
            MdvidError: the deck cannot be built, or the results cannot be written.
            Cancelled: `cancelled` was set before all was built.
            KeyboardInterrupt: what was finished is kept in the cache.
        """
        started = time.monotonic()
        files = files_of(project)
        for deck in decks_of(project):
            check_targets(deck, (file.path for file in files))
        self._warm(project)
        steps = steps_of(project)
        rerolls = Rerolls(project.deck, project.config, reroll)
        folder = PinFolder(project.deck_path, project.root)
        known = folder.read()
        prepared = (
            preview.prepared
            if preview
            else self._prepare(project, steps, known.rerolled(rerolls.prompts))
        )
        self._obey(project, prepared, steps)
        if reroll:
            write_pins(folder, prepared.pinned.pins, {})
        report = self._execute(prepared, steps, project, observer, cancelled)
        failures = tuple(failures_of(prepared, report))
        told = rerolls.notes(known, f"{folder.path.name}/{INDEX}")
        diagnostics = (
            *prepared.diagnostics,
            *told,
            *notices_of(prepared, report, self._cache.store),
        )
        refused = project.config.strict and has_warnings(diagnostics)
        return DeckReport(
            deck=str(project.deck_path),
            outputs=()
            if failures or refused
            else self._publish(files, report, project.config.lang),
            slides=len(prepared.deck.slides),
            duration=duration_of(report, self._cache.store),
            languages=tuple(one.config.lang for one in (project, *project.further)),
            size=project.config.size,
            fps=project.config.fps,
            built=report.built,
            cached=report.cached,
            failed=report.failed,
            seconds=time.monotonic() - started,
            diagnostics=diagnostics,
            failures=failures,
            sources=prepared.files,
        )

    def _prepare(
        self,
        project: Project,
        steps: Collection[str],
        pins: Pins | None = None,
        *,
        pictured: bool = False,
    ) -> Prepared:
        return prepare(
            project,
            self._tools,
            self._cache,
            want=steps,
            pictures=pictured or is_pictured(project),
            pins=pins,
            memory=self._memory,
        )

    def _obey(self, project: Project, prepared: Prepared, steps: Collection[str]) -> None:
        """Refuse what `--frozen` and `--untrusted` forbid."""
        obey(project, prepared, self._cache, plan_name(project), steps)

    def _warm(self, project: Project) -> None:
        """Start a browser for a deck that was never built: it comes up while notes are read."""
        if is_pictured(project) and not has_history(self._cache, plan_name(project)):
            self._tools.renderer(project.config).warm()

    def _execute(
        self,
        prepared: Prepared,
        steps: Collection[str],
        project: Project,
        observer: BuildObserver | None,
        cancelled: Event | None = None,
    ) -> BuildReport:
        perform = Performer(prepared.tools, prepared.source, pinned=prepared.pinned.folder.copy)
        is_costly = partial(costs.is_costly, tools=prepared.tools)
        run = partial(
            execute,
            prepared.plan,
            obedient(perform, project, prepared),
            cache=self._cache,
            pools=pools(project.config, prepared.plan, prepared.tools),
            observer=self._leftovers.watching(observer, is_costly),
            want=steps,
            name=plan_name(project),
            cancelled=cancelled,
        )
        report = run()
        # Another session may have deleted meanwhile what was left over of its own builds.
        return report if is_there(report, steps, self._cache.store) else run()

    def _publish(
        self, files: tuple[Wanted, ...], report: BuildReport, lang: str
    ) -> tuple[Output, ...]:
        store = self._cache.store
        return publish(
            Result(
                format=file.format,
                artifact=store.path(report.artifact(file.step)),
                target=file.path,
                lang=file.tag or lang,
            )
            for file in files
        )

"""What commands on decks have in common: projects, one session a cache, every deck tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from mdvid.builder import Session
from mdvid.builder.report import Failure
from mdvid.builder.wanted import tagged
from mdvid.cli.console import Console
from mdvid.cli.deadline import deadline
from mdvid.cli.options import environment
from mdvid.cli.snippet import in_ranges
from mdvid.config.output import output_format, output_place, output_stem
from mdvid.config.values import BadValue
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.loading import load_editions
from mdvid.errors import ConfigError, ExitCode, MdvidError, OutputError, diagnostics_of
from mdvid.project import Project
from mdvid.sources.deck_file import original_of

Work = Callable[[Session, Project], ExitCode]


class DeckRunner:
    """Runs some work on every deck; one that fails does not stop the others."""

    def __init__(self, console: Console, overrides: Mapping[str, object]) -> None:
        self._console = console
        self._overrides = dict(overrides)
        self._sessions: dict[Path | None, Session] = {}
        self.diagnostics: list[Diagnostic] = []
        """Of decks that could not be built."""

    def run(self, decks: Sequence[Path], work: Work) -> ExitCode:
        """Do `work` on every deck, and return the first exit code that is not 0."""
        try:
            self._into_folder(decks)
        except MdvidError as error:
            return self._failed(error)
        code = ExitCode.OK
        with ExitStack() as stack:
            taken: dict[Path, Path] = {}
            for deck in decks:
                where = str(deck) if len(decks) > 1 else ""
                try:
                    projects = load_editions(deck, self._overrides, environment())
                except MdvidError as error:
                    result = self._failed(error, where)
                    code = code or result
                    continue
                for project in projects:
                    result = self._try(project, work, stack, taken, where)
                    code = code or result
        return code

    def _try(
        self,
        project: Project,
        work: Work,
        stack: ExitStack,
        taken: dict[Path, Path],
        where: str,
    ) -> ExitCode:
        try:
            self._claim(project, taken)
            session = self._session(project, stack)
            with deadline(project.config.deadline, kept=project.config.cache):
                return work(session, project)
        except MdvidError as error:
            return self._failed(error, where)

    def _failed(self, error: MdvidError, where: str = "") -> ExitCode:
        found = [d for d in diagnostics_of(error) if d not in self.diagnostics]
        # What is wrong with an option is wrong for every deck, and said once.
        if found or not isinstance(error, ConfigError):
            self._console.fail(error, where)
        self.diagnostics += found
        return error.exit_code

    def _session(self, project: Project, stack: ExitStack) -> Session:
        folder = project.config.cache_dir if project.config.cache else None
        if folder not in self._sessions:
            self._sessions[folder] = stack.enter_context(Session(folder))
        return self._sessions[folder]

    def _into_folder(self, decks: Sequence[Path]) -> None:
        """Take `--output` for a folder, as several decks need one."""
        output = self._overrides.get("output")
        if output is None or len(decks) == 1:
            return
        try:
            place = output_place(output)
        except BadValue:
            return  # it is judged together with the other settings
        if output_format(place):
            raise ConfigError(
                f"`{output}` is one file, and there are {len(decks)} decks",
                hint="name a folder: -o out/",
            )
        self._overrides["output"] = f"{output}/"

    @staticmethod
    def _claim(project: Project, taken: dict[Path, Path]) -> None:
        """Refuse to write the results of two decks over each other."""
        first = output_stem(project.config.output, project.name).absolute()
        for tag in (project.tag, *(other.tag for other in project.further)):
            stem = tagged(first, tag)
            other = taken.setdefault(stem, project.name)
            if other is not project.name:
                raise OutputError(
                    f"`{other}` and `{project.name}` would both be written to `{stem.name}`",
                    hint=_apart(other, project.name),
                )


def _apart(one: Path, other: Path) -> str:
    """Return what to do about decks whose results have the same names."""
    for translation, deck in ((one, other), (other, one)):
        if original_of(translation) == deck:
            return f"leave out `{translation}`: `{deck}` is built in its language, too"
    return "give them other names, or build them one by one"


def called(project: Project) -> str:
    """Return what to call one of the videos of a deck: `deck.md`, or `deck.md in fr`."""
    shared = project.tag and project.deck_path == project.name
    return f"{project.deck_path} in {project.tag}" if shared else str(project.deck_path)


def show_failures(console: Console, failures: Sequence[Failure]) -> ExitCode:
    """Print why steps failed, the same reason once, and return the exit code."""
    codes: Counter[ExitCode] = Counter()
    groups: dict[tuple[str, str], list[Failure]] = {}
    for failure in failures:
        groups.setdefault((type(failure.error).__name__, str(failure.error)), []).append(failure)
    for same in groups.values():
        error = same[0].error
        if isinstance(error, MdvidError):
            console.fail(error, _labels(same))
            codes[error.exit_code] += 1
        else:
            console.bug(error)
            codes[ExitCode.BUG] += 1
    if len(codes) == 1:
        return next(iter(codes))
    return ExitCode.FAILED if codes else ExitCode.OK


def refused_by_strict(
    console: Console, project: Project, diagnostics: Sequence[Diagnostic]
) -> ExitCode:
    """Return the exit code that warnings have under `--strict`; print all diagnostics."""
    strict = project.config.strict
    console.show(diagnostics, strict=strict)
    warned = any(d.severity is Severity.WARNING for d in diagnostics)
    return ExitCode.INVALID if strict and warned else ExitCode.OK


def _labels(failures: Sequence[Failure]) -> str:
    """Return `slides 1, 3-5`, or the name of the only step."""
    labels = dict.fromkeys(failure.label for failure in failures)
    slides = [label.removeprefix("slide ") for label in labels]
    if len(slides) > 1 and all(slide.isdigit() for slide in slides):
        return f"slides {in_ranges(map(int, slides))}"
    return ", ".join(labels)

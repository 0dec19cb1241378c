"""From a project to a plan: voices chosen, notes read, files found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mdvid.builder.aligning import aligner_for
from mdvid.builder.blame import blamed, deck_error
from mdvid.builder.burning import refuse_burning
from mdvid.builder.keeper import StoreKeeper
from mdvid.builder.memory import Memory
from mdvid.builder.narrations import Narrations
from mdvid.builder.picturing import animator_for, enlarger_for, unused_notes
from mdvid.builder.pinned import PinnedPlan, pinned_plan, stale_note, unspoken
from mdvid.builder.places import refuse_places
from mdvid.builder.rerolls import draws
from mdvid.builder.tools import Tools, illustrator_of
from mdvid.builder.troupe import Troupe
from mdvid.deck.model import Deck
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan
from mdvid.errors import ConfigError, DeckError, ProviderUnavailable
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.illustrating import illustrated
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pins import Pins
from mdvid.pipeline.toolbox import Toolbox
from mdvid.project import Project
from mdvid.providers.fingerprint import code_fingerprint
from mdvid.sources.collect import Policy, Sources, collect
from mdvid.sources.pins import PinFolder
from mdvid.sources.recordings import collect_recordings
from mdvid.theme.model import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A deck that is ready to be built."""

    deck: Deck
    theme: Theme
    pinned: PinnedPlan
    tools: Toolbox
    source: Callable[[Digest], Path]
    files: tuple[Path, ...]
    pictures: bool
    """Whether the plan has pictures."""
    diagnostics: tuple[Diagnostic, ...]
    notices: Callable[[], tuple[Diagnostic, ...]]
    """What tools have to say after they ran."""
    voices: Mapping[tuple[str, str, str], str]
    """Full names of voices, by provider, name as asked for, and language."""

    @property
    def plan(self) -> Plan[PipelineAction]:
        """The steps; what is pinned is taken from there."""
        return self.pinned.plan


def prepare(
    project: Project,
    tools: Tools,
    cache: Cache,
    *,
    want: Collection[str],
    pictures: bool,
    pins: Pins | None = None,
    memory: Memory | None = None,
) -> Prepared:
    """Return the plan for `project`.

    `want` are the steps that are needed. `pictures` says whether any picture is wanted; if not, no
    browser is needed. `pins` are those to use instead of what lies beside the deck. `memory` is
    that of the builds before.

    Raises:
        DeckError: notes or files of the deck cannot be used; says all of it.
    """
    config = project.config
    deck = illustrated(project.deck) if config.illustration.auto else project.deck
    diagnostics = [
        *project.diagnostics,
        *(d for other in project.further for d in other.diagnostics),
    ]
    for one in (project, *project.further):
        refuse_places(one)
    folder = PinFolder(project.deck_path, project.root)
    known = folder.read() if pins is None else pins
    troupe = Troupe(tools, config, known)
    memory = memory or Memory()
    memory.begin()
    said = Narrations(project, deck, troupe.narrator, memory.scripts)
    diagnostics += said.diagnostics
    keeper = StoreKeeper(cache, memory.files)
    policy = _policy(project, cache)
    recordings = [collect_recordings(speech, policy, keeper) for speech in said.all()]
    recorded = {name: file for one in recordings for name, file in one.found.items()}
    diagnostics += (found for one in recordings for found in one.diagnostics)
    found = _sources(deck, policy, keeper, diagnostics)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        refused = said.refused if config.untrusted else ()
        raise deck_error(tuple(diagnostics), said.missing, refused)
    theme_assets = [
        keeper.keep(file.path, file.media_type, file.name) for file in project.theme.files
    ]
    toolbox, model = _toolbox(project, deck, tools, troupe, said)
    aligner = aligner_for(project, troupe, said)
    diagnostics += aligner.diagnostics
    inputs = PlanInputs(
        deck=deck,
        theme=project.theme,
        config=config,
        tools=replace(
            toolbox,
            aligner=aligner.value,
            enlarger=enlarger_for(project, troupe, deck),
            animator=animator_for(project, troupe, deck),
            recordings=tools.recordings if recorded else None,
        ),
        code=code_fingerprint("media", "pipeline"),
        speech=said.speech,
        further=said.further,
        assets=found.assets,
        recordings=recorded,
        shared_assets=(*theme_assets, *found.shared.values()),
        model=model,
        rerolls=known.rerolls,
        pictures=pictures,
        whole=not project.shares_pins,
        unspoken=unspoken(project, known, {lang for _, _, lang in said.names}),
    )
    try:
        refuse_burning(inputs)
        pinned = pinned_plan(inputs, troupe, folder, known, want)
    except DeckError as error:
        raise type(error)((*diagnostics, *error.diagnostics)) from error
    return Prepared(
        theme=project.theme,
        deck=deck,
        pinned=pinned,
        tools=inputs.tools,
        source=keeper.path,
        files=(
            project.deck_path,
            *project.includes,
            *(other.deck_path for other in project.further),
            *said.files,
            *sorted(found.files.union(*(one.files for one in recordings))),
            *(file.path for file in project.theme.files),
            *folder.sources(pinned.used(want)),
        ),
        pictures=pictures,
        diagnostics=(
            *diagnostics,
            *unused_notes(project, troupe, deck),
            *stale_note(pinned),
        ),
        notices=tools.renderer(config).notices,
        voices=said.names,
    )


def _toolbox(
    project: Project, deck: Deck, tools: Tools, troupe: Troupe, said: Narrations
) -> tuple[Toolbox, str]:
    """Return the tools, and the full name of the model that draws; empty if none has to."""
    asked = illustrator_of(project.config)[1]
    try:
        toolbox = tools.toolbox(project.config, said.narrators, troupe.illustrator)
        return toolbox, toolbox.illustrator.resolve(asked) if draws(deck) else ""
    except (ConfigError, ProviderUnavailable) as error:
        raise blamed(error, project.origins.get(("illustrator",))) from error


def _policy(project: Project, cache: Cache) -> Policy:
    config = project.config
    return Policy(
        folder=project.deck_path.parent,
        root=project.root,
        placeholder=config.missing == "placeholder",
        web=None if config.untrusted else _fetcher(cache, offline=config.offline),
        untrusted=config.untrusted,
    )


def _sources(
    deck: Deck, policy: Policy, keeper: StoreKeeper, diagnostics: list[Diagnostic]
) -> Sources:
    try:
        found = collect(deck, policy, keeper)
    except DeckError as error:
        # The notes may have errors too: everything is said at once.
        raise type(error)((*diagnostics, *error.diagnostics)) from error
    diagnostics += found.diagnostics
    return found


def _fetcher(cache: Cache, *, offline: bool) -> Callable[[str], Path | None]:
    """Return what fetches pictures; few decks need it, and HTTP takes long to import."""

    def fetch(url: str) -> Path | None:
        from mdvid.backends.web import WebPictures

        pictures = WebPictures(cache.root / "web")
        return pictures.kept(url) if offline else pictures.fetch(url)

    return fetch

"""A build's plan with pins in it, and what is still to be made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mdvid.builder.missing import not_made, not_pinned
from mdvid.builder.tools import illustrator_of
from mdvid.builder.troupe import Troupe
from mdvid.diagnostics import Diagnostic, Severity, counted
from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.explain import explain
from mdvid.engine.plan import Plan, Step
from mdvid.engine.report import Outcome
from mdvid.errors import DeckError, DeckNeedsTool, DeckRefused
from mdvid.media.language import nearest
from mdvid.pipeline.actions import PipelineAction, UsePinned
from mdvid.pipeline.costs import costly_steps, ends, is_costly
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pin_keys import Recipes, pin_keys
from mdvid.pipeline.pinning import stale, with_pins
from mdvid.pipeline.pins import ANIMATOR, ENLARGER, ILLUSTRATOR, NARRATOR, Pin, Pins
from mdvid.pipeline.planner import make_plan
from mdvid.project import Project
from mdvid.sources.deck_file import translations_beside
from mdvid.sources.pins import PinFolder


@dataclass(frozen=True, kw_only=True)
class PinnedPlan:
    """A plan, and where its costly results come from."""

    plan: Plan[PipelineAction]
    inputs: PlanInputs
    folder: PinFolder
    pins: Pins
    keys: Mapping[str, Digest]
    """Of all steps that can be pinned, by id."""

    def missing(self, cache: Cache, name: str, want: Collection[str]) -> tuple[Diagnostic, ...]:
        """Return what is neither pinned nor in the cache, as `--frozen` complains of it."""
        made = self.to_make(cache, name, want)
        return tuple(not_pinned(ends(made, self.plan), self.inputs, self.pins))

    def to_make(
        self, cache: Cache, name: str, want: Collection[str]
    ) -> tuple[Step[PipelineAction], ...]:
        """Return the steps that take a model, and are neither pinned nor in the cache."""
        return tuple(
            forecast.step
            for forecast in explain(self.plan, cache, name, want)
            if forecast.outcome is Outcome.BUILT
            and is_costly(forecast.step.action, self.inputs.tools)
        )

    def refuse_missing(self, cache: Cache, name: str, want: Collection[str]) -> None:
        """Let nothing be made that needs a model.

        Raises:
            DeckRefused: something would be.
        """
        if found := self.missing(cache, name, want):
            raise DeckRefused(found)

    def used(self, want: Collection[str] | None) -> tuple[Pin, ...]:
        """Return the pins that a build takes, each once."""
        taken = (s for s in self.plan.wanted(want) if isinstance(s.action, UsePinned))
        return tuple(dict.fromkeys(self.pins.by_key[self.keys[step.id]] for step in taken))

    def stale(self) -> tuple[Pin, ...]:
        """Return the pins that the deck no longer asks for; none if only a part is looked at."""
        return stale(self.pins, self.keys) if is_whole(self.inputs) else ()


def pinned_plan(
    inputs: PlanInputs, troupe: Troupe, folder: PinFolder, pins: Pins, want: Collection[str]
) -> PinnedPlan:
    """Return the plan for what `want` needs, with everything from pins that is pinned.

    Raises:
        DeckError: a pin that is needed is damaged.
        DeckNeedsTool: something is not pinned, and cannot be made on this machine.
    """
    made = _applied(inputs, folder, pins)
    left = costly_steps(made.plan, want, inputs.tools)
    if left and troupe.ask():
        # Versions and revisions are part of the plan: those of the real ones, from here on.
        made = _applied(inputs, folder, pins)
        left = costly_steps(made.plan, want, inputs.tools)
    lacking = [(step, error) for step in left if (error := troupe.lack(step.action))]
    if lacking and not inputs.config.frozen:
        raise DeckNeedsTool(tuple(not_made(lacking, inputs)))
    if damaged := tuple(problem for _, problem in folder.damaged(made.used(want))):
        raise DeckError(damaged)
    return made


def is_whole(inputs: PlanInputs) -> bool:
    """Return whether the plan has all that the deck asks for, and not a part of it."""
    config = inputs.config
    part = config.slides or config.draft or inputs.unspoken
    return inputs.pictures and inputs.whole and not part


def unspoken(project: Project, pins: Pins, spoken: Collection[str]) -> tuple[str, ...]:
    """Return the languages of the deck that there are `pins` for, and that are not `spoken`."""
    others = dict.fromkeys(v.lang for v in pins.voices if nearest(v.lang, spoken) is None)
    if not others or project.partial:
        return tuple(others)
    beside = translations_beside(project.deck_path)
    return tuple(lang for lang in others if nearest(lang, beside))


def stale_note(made: PinnedPlan) -> tuple[Diagnostic, ...]:
    """Return what there is to say of pins that the deck no longer asks for."""
    old = made.stale()
    if not old:
        return ()
    verb = "is" if len(old) == 1 else "are"
    return (
        Diagnostic(
            severity=Severity.NOTE,
            message=f"{counted(len(old), 'pin')} in `{made.folder.path.name}` {verb} of no use to"
            " the deck as it is built now",
            hint=f"`mdvid pin --prune {made.inputs.deck.path}` deletes what is not used any more",
        ),
    )


def _applied(inputs: PlanInputs, folder: PinFolder, pins: Pins) -> PinnedPlan:
    plan = make_plan(inputs)
    illustrator = illustrator_of(inputs.config)[0]
    keys = pin_keys(plan, illustrator=illustrator, recipes=_recipes(inputs))
    plan = with_pins(plan, pins, keys, inputs.tools)
    return PinnedPlan(plan=plan, inputs=inputs, folder=folder, pins=pins, keys=keys)


def _recipes(inputs: PlanInputs) -> Recipes:
    tools = inputs.tools
    found = {(NARRATOR, name): one.recipe for name, one in tools.narrators.items() if one.costly}
    if tools.illustrator.costly:
        found[ILLUSTRATOR, illustrator_of(inputs.config)[0]] = tools.illustrator.recipe
    if tools.enlarger:
        found[ENLARGER, ""] = tools.enlarger.recipe
    if tools.animator:
        found[ANIMATOR, ""] = tools.animator.recipe
    return found

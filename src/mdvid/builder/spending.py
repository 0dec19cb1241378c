"""`--untrusted`: a stranger's deck chooses no models, as it is not the stranger who pays for them.

Models take minutes for what a line of a deck asks for. So they make only what whoever builds has
chosen them for; what a deck chooses has to be pinned, or kept from before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from mdvid.builder.missing import place_of, slide_of
from mdvid.builder.prepare import Prepared
from mdvid.config.layers import Source
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.engine.cache import Cache
from mdvid.engine.plan import Step
from mdvid.errors import DeckRefused
from mdvid.pipeline.actions import Align, Animate, Enlarge, Illustrate, Narrate, PipelineAction
from mdvid.pipeline.costs import ends, is_costly
from mdvid.pipeline.ids import tag_of
from mdvid.project import Project

ALIGN, VOICE, ILLUSTRATOR = ("align",), ("voice",), ("illustrator",)
AUTO, MOTION = ("illustration", "auto"), ("illustration", "motion")
ENLARGING = (("illustration", "upscaler"), ("illustration", "upscale"))
ANIMATOR = ("illustration", "animator")


def refuse_spending(
    project: Project, prepared: Prepared, cache: Cache, name: str, want: Collection[str]
) -> None:
    """Let no model make what the deck chose it for.

    Raises:
        DeckRefused: one would; says all of it.
    """
    choices = Choices(project, prepared)
    chosen = {step.id: step for step in prepared.plan.wanted(want) if choices.by_deck(step)}
    if not chosen:
        return
    made = prepared.pinned.to_make(cache, name, want)
    steps = ends((step for step in made if step.id in chosen), prepared.plan)
    if steps:
        raise DeckRefused(tuple(_refusals(steps, choices, prepared)))


class Choices:
    """Who chose the models: whoever builds, or the deck."""

    def __init__(self, project: Project, prepared: Prepared) -> None:
        self._project = project
        self._prepared = prepared
        chosen = set(chain(_chosen_voices(project), *map(_chosen_voices, project.further)))
        self._voices = {
            (provider, name)
            for (provider, asked, _), name in prepared.voices.items()
            if (provider, asked) in chosen
        }
        """Those that whoever builds chose, in full; in each language of the deck."""

    def by_deck(self, step: Step[PipelineAction]) -> str:
        """Return by what the deck chose the model of a costly step; empty if it did not."""
        return next(self._found(step), "") if is_costly(step.action, self._prepared.tools) else ""

    def _found(self, step: Step[PipelineAction]) -> Iterator[str]:
        match step.action:
            case Narrate(request=request):
                if (request.voice.provider, request.voice.name) not in self._voices:
                    yield next(_set_by_deck(self._spoken(step), VOICE, ("voices",)), "(voice: …)")
            case Align():
                yield from _set_by_deck(self._spoken(step), ALIGN)
            case Illustrate():
                yield from self._set(ILLUSTRATOR)
                yield from self._added(step)
            case Enlarge():
                yield from self._set(*ENLARGING)
                yield from self._added(step)
            case Animate():
                yield from self._set(ANIMATOR, MOTION)
                if not self._project.config.illustration.motion:
                    yield "motion=…"
                yield from self._added(step)
            case _:
                pass  # it takes no model

    def _spoken(self, step: Step[PipelineAction]) -> Project:
        """Return in which of its languages the deck has a step that speaks, or listens."""
        further = self._project.further
        return next((one for one in further if one.tag == tag_of(step.id)), self._project)

    def _set(self, *paths: tuple[str, ...]) -> Iterator[str]:
        """Yield those of the settings that the deck says."""
        return _set_by_deck(self._project, *paths)

    def _added(self, step: Step[PipelineAction]) -> Iterator[str]:
        """Yield `illustration.auto` for a picture that is there because of it."""
        number = slide_of(step, self._prepared.deck).number
        written = next(slide for slide in self._project.deck.slides if slide.number == number)
        if not written.pictures:
            yield from self._set(AUTO)


def _chosen_voices(project: Project) -> Iterator[tuple[str, str]]:
    """Yield provider and name of the voices that are not the deck's choice."""
    config = project.config
    speakers = ((("voices", name), one.voice) for name, one in config.voices.items())
    for path, voice in ((VOICE, config.voice), *speakers):
        if not any(_set_by_deck(project, path, (*path, "voice"))):
            yield voice.provider, voice.name
            if project.foreign_voice and path == VOICE:
                yield voice.provider, ""  # its own for the language, if that one does not speak it


def _set_by_deck(project: Project, *paths: tuple[str, ...]) -> Iterator[str]:
    """Yield those of the settings that the deck says."""
    for path in paths:
        origin = project.origins.get(path)
        if origin and origin.source is Source.DECK:
            yield ".".join(path)


def _refusals(
    steps: Collection[Step[PipelineAction]], choices: Choices, prepared: Prepared
) -> Iterator[Diagnostic]:
    """Yield for each step, in the order of the deck, why it is not made; the last has the hint."""
    inputs = prepared.pinned.inputs
    found = [(place_of(step, inputs), choices.by_deck(step)) for step in steps]
    found.sort(key=lambda item: (item[0][2].line, item[0][2].column))
    for number, ((slide, what, span), choice) in enumerate(found, 1):
        hint = (
            "name the models on the command line, pin what they make "
            f"(mdvid pin {inputs.deck.path}), or build without --untrusted"
        )
        yield Diagnostic(
            severity=Severity.ERROR,
            message=f"slide {slide.number}: {what} takes a model that the deck chooses "
            f"(`{choice}`), and --untrusted lets no deck do that",
            hint=hint if number == len(found) else None,
            span=span,
            slide=slide.number,
        )

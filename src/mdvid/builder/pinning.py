"""`mdvid pin`: what models made, as pins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mdvid.builder.aligning import is_untimed
from mdvid.builder.missing import slide_of, text_of
from mdvid.builder.named_files import named_files
from mdvid.builder.pin_writing import file_of, write_pins
from mdvid.builder.pinned import PinnedPlan, is_whole
from mdvid.builder.prepare import Prepared
from mdvid.builder.report import Failure, PinReport
from mdvid.builder.rerolls import draws, prompts_of
from mdvid.builder.tools import illustrator_of
from mdvid.diagnostics import Severity
from mdvid.engine.digest import Digest
from mdvid.engine.plan import Step
from mdvid.errors import ConfigError
from mdvid.pipeline.actions import (
    Align,
    Animate,
    Enlarge,
    Illustrate,
    Narrate,
    PipelineAction,
    UsePinned,
)
from mdvid.pipeline.costs import is_costly, kind_of
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.models import Modelled
from mdvid.pipeline.pin_keys import settings_digest
from mdvid.pipeline.pins import (
    ALIGNER,
    ANIMATOR,
    ENLARGER,
    ILLUSTRATOR,
    NARRATOR,
    ModelName,
    Origin,
    Pin,
    Pins,
    ProviderFacts,
    VoiceName,
)
from mdvid.pipeline.takes import SEED

Files = Callable[[str], tuple[Path, ...]]
"""Returns the files of a step's artifact, the main one first."""


def refuse_parts(made: PinnedPlan, *, prune: bool) -> None:
    """Refuse to pin drafts, and to prune by what only a part of the deck uses.

    Raises:
        ConfigError: that was asked for.
    """
    config = made.inputs.config
    if config.draft:
        raise ConfigError("a draft has no pins: it asks no models for pictures")
    if prune and made.inputs.unspoken:
        others = ",".join(made.inputs.unspoken)
        raise ConfigError(
            f"`--prune` has to see the whole deck, and its pins are for `{others}` too",
            hint=f"ask for all its languages: `--lang {config.lang},{others}`",
        )
    if prune and not is_whole(made.inputs):
        raise ConfigError(
            "`--prune` has to see the whole deck, with its pictures",
            hint="leave out `--slides`, `--per-lang`, and formats without pictures",
        )


def unpinned(prepared: Prepared, failures: tuple[Failure, ...]) -> PinReport:
    """Return the report on a deck of which something could not be made; nothing is written."""
    return PinReport(
        folder=prepared.pinned.folder.path,
        pinned=0,
        new=0,
        bytes=0,
        diagnostics=prepared.diagnostics,
        failures=failures,
    )


def keep_pins(
    prepared: Prepared,
    made: Sequence[Step[PipelineAction]],
    want: Collection[str],
    files: Files,
    *,
    prune: bool,
) -> PinReport:
    """Write the pins of a deck: those it takes already, and those of the steps that were `made`.

    `prune` deletes what it does not ask for.

    Raises:
        OutputError: the folder cannot be written.
        LimitError: the disk is full.
    """
    pinned = prepared.pinned
    taken = [s for s in pinned.plan.wanted(want) if isinstance(s.action, UsePinned)]
    new, copied = _pins_of(pinned, made, files)
    used = Pins(pins=tuple({pin.key: pin for pin in (*_used_pins(pinned, taken), *new)}.values()))
    needed = used.joined(_knowledge(pinned, prepared.voices))
    after = needed if prune else pinned.pins.joined(needed)
    if after != Pins() or pinned.folder.path.exists():
        write_pins(pinned.folder, after, copied)
    left = {pin.key for pin in after.pins}
    return PinReport(
        folder=pinned.folder.path,
        pinned=len(used.pins),
        new=len(new),
        bytes=sum(file.stat().st_size for file in pinned.folder.files(after.pins)),
        stale=len(left) - len(used.pins) if is_whole(pinned.inputs) else 0,
        removed=sum(pin.key not in left for pin in pinned.pins.pins),
        diagnostics=tuple(d for d in prepared.diagnostics if d.severity is not Severity.NOTE),
    )


def _pins_of(
    made: PinnedPlan, steps: Iterable[Step[PipelineAction]], files: Files
) -> tuple[tuple[Pin, ...], Mapping[str, Path]]:
    """Return the pins of costly `steps` that were made, and their files by name."""
    pins: dict[Digest, Pin] = {}
    copied: dict[str, Path] = {}
    for step in steps:
        paths = files(step.id)
        pin = _pin(made, step, paths)
        pins[pin.key] = pin
        copied |= {pin.stem + f.suffix: path for f, path in zip(pin.files, paths, strict=True)}
    return tuple(pins.values()), copied


def _used_pins(made: PinnedPlan, steps: Iterable[Step[PipelineAction]]) -> Iterator[Pin]:
    """Yield the pins that `steps` take, each with what the deck says of it now."""
    for step in steps:
        pin = made.pins.by_key[made.keys[step.id]]
        slide, text = _said(step, pin.kind, made.inputs)
        yield replace(pin, slide=slide, text=text)


def _knowledge(made: PinnedPlan, voices: Mapping[tuple[str, str, str], str]) -> Pins:
    """Return what builds without models have to know, and no pins.

    `voices` are full names by provider, name as asked for, and language.
    """
    inputs = made.inputs
    prompts = set(prompts_of(inputs.deck, inputs.config))
    return Pins(
        voices=tuple(_voices(inputs, voices)),
        models=tuple(_models(inputs)),
        providers=tuple(_providers(inputs)),
        rerolls={prompt: n for prompt, n in made.pins.rerolls.items() if prompt in prompts},
    )


def _pin(made: PinnedPlan, step: Step[PipelineAction], paths: Sequence[Path]) -> Pin:
    inputs, kind = made.inputs, kind_of(step.action)
    drawn = next((path for path in paths if path.suffix == SEED), None)
    other = int(drawn.read_text("utf-8")) if drawn else None
    origin, *before = (_origin(s.action, inputs, other) for s in _line(made, step))
    slide, text = _said(step, kind, inputs)
    return Pin(
        key=made.keys[step.id],
        kind=kind,
        files=tuple(map(file_of, paths)),
        origin=origin,
        made_from=tuple(before),
        slide=slide,
        text=text,
    )


def _line(made: PinnedPlan, step: Step[PipelineAction]) -> Iterator[Step[PipelineAction]]:
    """Yield a costly step, and the costly steps that it goes back to."""
    if is_costly(step.action, made.inputs.tools):
        yield step
    by_id = {other.id: other for other in made.plan.steps}
    for need in step.needs:
        yield from _line(made, by_id[need])


def _said(step: Step[PipelineAction], kind: str, inputs: PlanInputs) -> tuple[str, str]:
    return slide_of(step, inputs.deck).title, text_of(step, kind, inputs)[0]


def _origin(action: PipelineAction, inputs: PlanInputs, other: int | None) -> Origin:
    """Return by what a costly action is performed; `other` is the seed of another try."""
    tools = inputs.tools
    match action:
        case Narrate(request=said):
            voice, seed = said.voice, said.seed if other is None else other
            return _told(tools.narrators[voice.provider], voice.name, seed, voice.provider)
        case Illustrate(request=drawn):
            provider = illustrator_of(inputs.config)[0]
            return _told(tools.illustrator, drawn.model, drawn.seed, provider)
        case Enlarge(request=enlarged) if tools.enlarger:
            return _told(tools.enlarger, enlarged.model, enlarged.seed)
        case Animate(request=moved) if tools.animator:
            return _told(tools.animator, moved.model, moved.seed)
        case Align(request=aligned) if tools.aligner:
            return _told(tools.aligner, aligned.model)
        case _:
            raise AssertionError(f"not costly: {action}")


def _told(maker: Modelled, name: str, seed: int | None = None, provider: str = "") -> Origin:
    model = maker.model(name)
    return Origin(
        provider=provider,
        model=model.name,
        revision=model.revision,
        licence=model.licence,
        seed=seed,
    )


def _voices(inputs: PlanInputs, voices: Mapping[tuple[str, str, str], str]) -> Iterator[VoiceName]:
    for (provider, asked, lang), name in voices.items():
        narrator = inputs.tools.narrators[provider]
        if narrator.costly:
            times = narrator.model(name).word_times
            yield VoiceName(provider=provider, asked=asked, lang=lang, name=name, word_times=times)


def _models(inputs: PlanInputs) -> Iterator[ModelName]:
    tools, config = inputs.tools, inputs.config
    provider, asked = illustrator_of(config)
    if tools.illustrator.costly and draws(inputs.deck):
        yield ModelName(provider=provider, asked=asked, name=inputs.model)
    others: tuple[tuple[str, str, Modelled | None], ...] = (
        *((ALIGNER, name, tools.aligner) for name in _aligners(inputs)),
        (ENLARGER, config.illustration.upscaler, tools.enlarger),
        (ANIMATOR, config.illustration.animator, tools.animator),
    )
    for role, name, tool in others:
        if tool and name:
            yield ModelName(provider=role, asked=name, name=tool.model(name).name)


def _aligners(inputs: PlanInputs) -> dict[str, None]:
    """Return the models that hear words, as they are asked for, each once."""
    first = (inputs.config, inputs.speech)
    said = (first, *((other.config, other.speech) for other in inputs.further))
    narrators = inputs.tools.narrators
    return dict.fromkeys(c.align for c, speech in said if is_untimed(speech, narrators))


def _providers(inputs: PlanInputs) -> Iterator[ProviderFacts]:
    tools, config = inputs.tools, inputs.config
    for name, narrator in tools.narrators.items():
        if narrator.costly:
            settings = config.narrators.get(name, {})
            yield _facts(NARRATOR, name, settings, narrator.recipe, config.root)
    name = illustrator_of(config)[0]
    if tools.illustrator.costly and draws(inputs.deck):
        settings = config.illustrators.get(name, {})
        facts = _facts(ILLUSTRATOR, name, settings, tools.illustrator.recipe, config.root)
        yield replace(facts, palette=tools.illustrator.uses_palette)
    larger = (ENLARGER, config.illustration.upscaler, tools.enlarger)
    for kind, model, tool in (larger, (ANIMATOR, config.illustration.animator, tools.animator)):
        if tool and model:
            settings = config.illustrators.get("diffusers", {})
            yield _facts(kind, "", settings, tool.recipe, config.root)


def _facts(
    kind: str,
    name: str,
    settings: Mapping[str, object],
    recipe: Mapping[str, object],
    root: Path | None,
) -> ProviderFacts:
    return ProviderFacts(
        kind=kind,
        name=name,
        settings=settings_digest(settings),
        files=named_files(settings, root),
        recipe=recipe,
    )

"""Notes to sound: the steps of one slide's narration."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.deck.model import Slide
from mdvid.engine.plan import Step
from mdvid.pipeline.actions import Align, EncodeSound, Master, Narrate, PipelineAction
from mdvid.pipeline.ids import alignment_id, narration_id, sound_id, take_id
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pacing import PacedSpeech, hold, pace
from mdvid.pipeline.takes import seed_of
from mdvid.providers.protocols import Narrator
from mdvid.providers.requests import (
    AlignmentRequest,
    MasteringRequest,
    NarrationRequest,
    SoundItem,
    SoundRequest,
)
from mdvid.speech.model import Utterance


def narration_steps(slide: Slide, inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    """Yield what makes the sound of `slide`; a silent slide has one as well, without takes."""
    paced = pace(inputs.speech.get(slide.number, ()))
    takes = []
    for number, (_, utterance) in enumerate(paced.utterances, 1):
        takes.append(take_id(slide, number))
        yield from _utterance(slide, number, utterance, inputs)
    yield Step(
        id=sound_id(slide),
        action=EncodeSound(_sound(slide, paced, inputs.config.hold)),
        tool=inputs.tools.encoder.fingerprint,
        needs=tuple(takes),
        label=f"slide {slide.number}",
    )


def _utterance(
    slide: Slide, number: int, utterance: Utterance, inputs: PlanInputs
) -> Iterator[Step[PipelineAction]]:
    label = f"slide {slide.number}"
    spoken = narration_id(slide, number)
    narrator = inputs.tools.narrators[utterance.voice.provider]
    model = inputs.models.info(narrator, utterance.voice.name)
    yield Step(
        id=spoken,
        action=Narrate(_narration(utterance, narrator)),
        tool=inputs.models.tool(narrator, utterance.voice.name),
        label=label,
    )
    if inputs.tools.aligner is not None and not model.word_times:
        aligner = inputs.models.info(inputs.tools.aligner, inputs.config.align)
        aligned = alignment_id(slide, number)
        yield Step(
            id=aligned,
            action=Align(_alignment(utterance, aligner.name)),
            tool=inputs.models.tool(inputs.tools.aligner, inputs.config.align),
            needs=(spoken,),
            label=label,
        )
        spoken = aligned
    yield Step(
        id=take_id(slide, number),
        action=Master(MasteringRequest(text=utterance.spoken, loudness=inputs.config.loudness)),
        tool=inputs.tools.encoder.fingerprint,
        needs=(spoken,),
        label=label,
    )


def _narration(utterance: Utterance, narrator: Narrator) -> NarrationRequest:
    text, voice = utterance.spoken, utterance.voice
    seed = seed_of(text, voice) if narrator.costly else 0
    return NarrationRequest(text=text, voice=voice, seed=seed)


def _alignment(utterance: Utterance, model: str) -> AlignmentRequest:
    return AlignmentRequest(text=utterance.spoken, lang=utterance.voice.lang, model=model)


def _sound(slide: Slide, paced: PacedSpeech, default_hold: int | None) -> SoundRequest:
    return SoundRequest(
        items=tuple(_item(utterance, gap) for gap, utterance in paced.utterances),
        lead=paced.lead,
        tail=paced.tail,
        hold=hold(slide, paced, default_hold),
    )


def _item(utterance: Utterance, gap: int) -> SoundItem:
    return SoundItem(
        text=utterance.text,
        spoken=utterance.spoken,
        voice=str(utterance.voice),
        words=tuple((word.text, word.start, word.end) for word in utterance.words),
        cues=tuple((cue.step, cue.word) for cue in utterance.cues),
        gap=gap,
    )

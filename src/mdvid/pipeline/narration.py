"""Notes to sound: the steps of one slide's narration."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.deck.model import Slide
from mdvid.engine.plan import Step
from mdvid.pipeline.actions import (
    Align,
    EncodeSound,
    Master,
    Narrate,
    PipelineAction,
    UseRecording,
)
from mdvid.pipeline.ids import alignment_id, narration_id, recording_id, sound_id, take_id
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pacing import PacedSpeech, hold, pace
from mdvid.pipeline.takes import seed_of
from mdvid.providers.protocols import Narrator
from mdvid.providers.requests import (
    AlignmentRequest,
    MasteringRequest,
    NarrationRequest,
    RecordingRequest,
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
    step = _recorded if utterance.recording else _spoken
    made, timed = step(slide, number, utterance, inputs)
    yield made
    spoken = made.id
    if inputs.tools.aligner is not None and not timed:
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
        action=Master(_mastering(utterance, inputs.config.loudness)),
        tool=inputs.tools.encoder.fingerprint,
        needs=(spoken,),
        label=label,
    )


def _spoken(
    slide: Slide, number: int, utterance: Utterance, inputs: PlanInputs
) -> tuple[Step[PipelineAction], bool]:
    """Return what speaks the utterance, and whether that says when its words are spoken."""
    narrator = inputs.tools.narrators[utterance.voice.provider]
    step: Step[PipelineAction] = Step(
        id=narration_id(slide, number),
        action=Narrate(_narration(utterance, narrator)),
        tool=inputs.models.tool(narrator, utterance.voice.name),
        label=f"slide {slide.number}",
    )
    return step, inputs.models.info(narrator, utterance.voice.name).word_times


def _recorded(
    slide: Slide, number: int, utterance: Utterance, inputs: PlanInputs
) -> tuple[Step[PipelineAction], bool]:
    """Return what takes a recording for the utterance, and whether there is nothing to align."""
    recording, decoder = utterance.recording, inputs.tools.recordings
    assert recording is not None
    assert decoder is not None
    file = inputs.recordings[recording.source]
    step: Step[PipelineAction] = Step(
        id=recording_id(slide, number),
        action=UseRecording(
            RecordingRequest(recording=file.digest, format=file.format, text=utterance.spoken)
        ),
        tool=decoder.fingerprint,
        label=f"slide {slide.number}, `{recording.source}` in line {recording.span.line}",
    )
    return step, not utterance.words


def _mastering(utterance: Utterance, loudness: float) -> MasteringRequest:
    own = utterance.recording is not None
    return MasteringRequest(
        text=utterance.spoken, loudness=loudness, equaliser=not own, recorded=own
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
        voice="recording" if utterance.recording else str(utterance.voice),
        words=tuple((word.text, word.start, word.end) for word in utterance.words),
        cues=tuple((cue.step, cue.word) for cue in utterance.cues),
        gap=gap,
    )

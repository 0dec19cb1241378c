"""Notes to sound: the steps of one slide's narration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mdvid.config.model import Config
from mdvid.deck.model import Slide
from mdvid.engine.plan import Step
from mdvid.pipeline.actions import (
    Align,
    EncodeSound,
    HoldLongest,
    Master,
    Narrate,
    PipelineAction,
    UseRecording,
)
from mdvid.pipeline.ids import alignment_id, narration_id, recording_id, sound_id, take_id
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pacing import PacedSpeech, hold, pace, shortest
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
from mdvid.speech.ipa import for_people
from mdvid.speech.model import SpeechItem, Utterance

FIRST = "first"
"""Takes the place of a language, which it cannot be, in the id of the first of several sounds."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said to one slide in one language."""

    slide: Slide
    tag: str
    """Empty for the narration that decides how long a slide without words is read."""
    items: tuple[SpeechItem, ...]
    config: Config
    sound: str
    """Id of the step that lays it out."""

    @property
    def label(self) -> str:
        """For people."""
        return f"slide {self.slide.number}" + (f", {self.tag}" if self.tag else "")


def narration_steps(slide: Slide, inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    """Yield what makes the sound of `slide`; a silent slide has one as well, without takes.

    With further narrations that sound is the first one's, as long as the longest of them all.
    """
    items = inputs.speech.get(slide.number, ())
    if not inputs.further:
        yield from _part(_Part(slide, "", items, inputs.config, sound_id(slide)), inputs)
        return
    first = sound_id(slide, FIRST)
    parts = [_Part(slide, "", items, inputs.config, first)]
    for other in inputs.further:
        (theirs,) = (s for s in other.deck.slides if s.number == slide.number)
        said = other.speech.get(slide.number, ())
        parts.append(_Part(theirs, other.tag, said, other.config, sound_id(slide, other.tag)))
    for part in parts:
        yield from _part(part, inputs)
    yield Step(
        id=sound_id(slide),
        action=HoldLongest(),
        tool=f"{inputs.tools.encoder.fingerprint} {inputs.code}",
        needs=tuple(part.sound for part in parts),
        label=f"slide {slide.number}",
    )


def _part(part: _Part, inputs: PlanInputs) -> Iterator[Step[PipelineAction]]:
    paced = pace(part.items)
    takes = []
    for number, (_, utterance) in enumerate(paced.utterances, 1):
        takes.append(take_id(part.slide, number, part.tag))
        yield from _utterance(part, number, utterance, inputs)
    yield Step(
        id=part.sound,
        action=EncodeSound(_sound(part, paced)),
        tool=inputs.tools.encoder.fingerprint,
        needs=tuple(takes),
        label=part.label,
    )


def _utterance(
    part: _Part, number: int, utterance: Utterance, inputs: PlanInputs
) -> Iterator[Step[PipelineAction]]:
    step = _recorded if utterance.recording else _spoken
    made, timed = step(part, number, utterance, inputs)
    yield made
    spoken = made.id
    name = part.config.align
    if inputs.tools.aligner is not None and name and not timed:
        aligner = inputs.models.info(inputs.tools.aligner, name)
        aligned = alignment_id(part.slide, number, part.tag)
        yield Step(
            id=aligned,
            action=Align(_alignment(utterance, aligner.name)),
            tool=inputs.models.tool(inputs.tools.aligner, name),
            needs=(spoken,),
            label=part.label,
        )
        spoken = aligned
    yield Step(
        id=take_id(part.slide, number, part.tag),
        action=Master(_mastering(utterance, part.config.loudness)),
        tool=inputs.tools.encoder.fingerprint,
        needs=(spoken,),
        label=part.label,
    )


def _spoken(
    part: _Part, number: int, utterance: Utterance, inputs: PlanInputs
) -> tuple[Step[PipelineAction], bool]:
    """Return what speaks the utterance, and whether that says when its words are spoken."""
    narrator = inputs.tools.narrators[utterance.voice.provider]
    step: Step[PipelineAction] = Step(
        id=narration_id(part.slide, number, part.tag),
        action=Narrate(_narration(utterance, narrator)),
        tool=inputs.models.tool(narrator, utterance.voice.name),
        label=part.label,
    )
    return step, inputs.models.info(narrator, utterance.voice.name).word_times


def _recorded(
    part: _Part, number: int, utterance: Utterance, inputs: PlanInputs
) -> tuple[Step[PipelineAction], bool]:
    """Return what takes a recording for the utterance, and whether there is nothing to align."""
    recording, decoder = utterance.recording, inputs.tools.recordings
    assert recording is not None
    assert decoder is not None
    file = inputs.recordings[recording.source]
    step: Step[PipelineAction] = Step(
        id=recording_id(part.slide, number, part.tag),
        action=UseRecording(
            RecordingRequest(recording=file.digest, format=file.format, text=utterance.spoken)
        ),
        tool=decoder.fingerprint,
        label=f"{part.label}, `{recording.source}` in line {recording.span.line}",
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


def _sound(part: _Part, paced: PacedSpeech) -> SoundRequest:
    further = bool(part.tag)
    held = hold(part.slide, paced, part.config.hold)
    return SoundRequest(
        items=tuple(_item(utterance, gap) for gap, utterance in paced.utterances),
        lead=paced.lead,
        tail=paced.tail,
        hold=shortest(part.slide, paced) if further else held,
    )


def _item(utterance: Utterance, gap: int) -> SoundItem:
    return SoundItem(
        text=utterance.text,
        spoken=for_people(utterance.spoken),
        voice="recording" if utterance.recording else str(utterance.voice),
        words=tuple((word.text, word.start, word.end) for word in utterance.words),
        cues=tuple((cue.step, cue.word) for cue in utterance.cues),
        gap=gap,
    )

"""Deck, theme and settings to `Plan`. Pure: runs nothing, reads no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mdvid.config.model import Config
from mdvid.deck.model import Deck, Slide
from mdvid.deck.model import Step as SlideStep
from mdvid.engine.plan import Plan, Step
from mdvid.media.timeline import SlideEntry
from mdvid.pipeline.actions import (
    ConvertPicture,
    EncodeSegment,
    EncodeSound,
    EncodeStill,
    Illustrate,
    JoinVideo,
    MakeTimeline,
    Master,
    Narrate,
    PipelineAction,
    RenderPicture,
    TextFormat,
    WriteText,
)
from mdvid.pipeline.illustrations import illustration_request
from mdvid.pipeline.pacing import PacedSpeech, hold, pace
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import (
    Asset,
    MasteringRequest,
    MuxRequest,
    NarrationRequest,
    PictureRequest,
    SegmentRequest,
    SoundItem,
    SoundRequest,
    StillRequest,
)
from mdvid.speech.model import SpeechItem, Utterance
from mdvid.theme.model import Theme
from mdvid.theme.template import document_html, slide_html

PURE = "mdvid"
"""Tool of the steps that only compute; completed by the fingerprint of the code."""


@dataclass(frozen=True, kw_only=True)
class PlanInputs:
    """Everything that a plan follows from."""

    deck: Deck
    theme: Theme
    config: Config
    tools: Toolbox
    code: str
    """Fingerprint of mdvid's own arithmetic."""
    speech: Mapping[int, tuple[SpeechItem, ...]]
    """What is said, by slide number."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """Files that slides refer to, by URL."""
    shared_assets: tuple[Asset, ...] = ()
    """Files that the theme or the deck's own CSS refers to."""
    pictures: bool = True
    """Whether any picture is wanted; without one, no browser is needed."""


def make_plan(inputs: PlanInputs) -> Plan[PipelineAction]:
    """Return every step of the build, in the order of the video."""
    return Plan(tuple(_Planner(inputs).steps()))


class _Planner:
    def __init__(self, inputs: PlanInputs) -> None:
        self._in = inputs
        self._pure = f"{PURE} {inputs.code}"
        config = inputs.config
        self._document = document_html(
            inputs.theme, size=config.size, lang=inputs.deck.lang, style=inputs.deck.style
        )
        self._still = StillRequest(size=config.size, fps=config.fps)
        self._encoder = inputs.tools.encoder.fingerprint

    def steps(self) -> Iterator[Step[PipelineAction]]:
        for slide in self._in.deck.slides:
            yield from self._narration(slide)
            if self._in.pictures:
                yield from self._pictures(slide)
        yield from self._whole()

    def _narration(self, slide: Slide) -> Iterator[Step[PipelineAction]]:
        n = _number(slide)
        label = f"slide {slide.number}"
        paced = pace(self._in.speech.get(slide.number, ()))
        takes = []
        for index, (_, utterance) in enumerate(paced.utterances, 1):
            narrator = self._in.tools.narrators[utterance.voice.provider]
            narration = Step[PipelineAction](
                id=f"narration/{n}-{index}",
                action=Narrate(NarrationRequest(text=utterance.spoken, voice=utterance.voice)),
                tool=narrator.fingerprint,
                label=label,
            )
            take = Step[PipelineAction](
                id=f"take/{n}-{index}",
                action=Master(
                    MasteringRequest(text=utterance.spoken, loudness=self._in.config.loudness)
                ),
                tool=self._encoder,
                needs=(narration.id,),
                label=label,
            )
            yield narration
            yield take
            takes.append(take.id)
        yield Step(
            id=f"sound/{n}",
            action=EncodeSound(self._sound(slide, paced)),
            tool=self._encoder,
            needs=tuple(takes),
            label=label,
        )

    def _sound(self, slide: Slide, paced: PacedSpeech) -> SoundRequest:
        return SoundRequest(
            items=tuple(_item(utterance, gap) for gap, utterance in paced.utterances),
            lead=paced.lead,
            tail=paced.tail,
            hold=hold(slide, paced, self._in.config.hold),
        )

    def _pictures(self, slide: Slide) -> Iterator[Step[PipelineAction]]:
        tools, label = self._in.tools, f"slide {slide.number}"
        illustrations = tuple(self._illustrations(slide))
        yield from illustrations
        made = tuple(p.name for p in slide.pictures if p.prompt)
        for step in slide.steps:
            picture = picture_id(slide, step)
            yield Step(
                id=picture,
                action=RenderPicture(self._picture(slide, step.number, made)),
                tool=tools.renderer.fingerprint,
                needs=tuple(s.id for s in illustrations),
                label=label,
            )
            yield Step(
                id=jpeg_id(slide, step),
                action=ConvertPicture(),
                tool=tools.converter.fingerprint,
                needs=(picture,),
                label=label,
            )
            yield self._coded(slide, step.number, picture, label)

    def _coded(self, slide: Slide, step: int, picture: str, label: str) -> Step[PipelineAction]:
        """Return the step that makes a picture something that can be held in the video."""
        id_ = f"still/{_number(slide)}-{step}"
        if self._in.config.holds != "encoded":
            return Step(
                id=id_,
                action=EncodeStill(self._still),
                tool=self._encoder,
                needs=(picture,),
                label=label,
            )
        request = SegmentRequest(still=self._still, step=step - 1, steps=len(slide.steps))
        return Step(
            id=id_,
            action=EncodeSegment(request),
            tool=self._encoder,
            needs=(picture, f"sound/{_number(slide)}"),
            label=label,
        )

    def _illustrations(self, slide: Slide) -> Iterator[Step[PipelineAction]]:
        config = self._in.config
        for index, picture in enumerate((p for p in slide.pictures if p.prompt), 1):
            assert picture.prompt
            request = illustration_request(
                picture,
                picture.prompt,
                size=config.size,
                model=config.illustrator.partition(":")[2],
                style=config.illustration.style,
                negative=config.illustration.negative,
                seed=config.illustration.seed,
                palette=self._in.theme.palette,
            )
            yield Step(
                id=f"illustration/{_number(slide)}-{index}",
                action=Illustrate(request),
                tool=self._in.tools.illustrator.fingerprint,
                label=f"slide {slide.number}",
            )

    def _picture(self, slide: Slide, step: int, illustrations: tuple[str, ...]) -> PictureRequest:
        own = (p.name for p in slide.pictures if p.name in self._in.assets)
        return PictureRequest(
            document=self._document,
            slide=slide_html(
                self._in.theme, slide, self._in.deck, size=self._in.config.size, step=step
            ),
            step=step,
            size=self._in.config.size,
            assets=(*(self._in.assets[name] for name in own), *self._in.shared_assets),
            illustrations=illustrations,
            smallest=self._in.theme.smallest,
        )

    def _whole(self) -> Iterator[Step[PipelineAction]]:
        deck, config = self._in.deck, self._in.config
        sounds = tuple(f"sound/{_number(slide)}" for slide in deck.slides)
        yield Step(
            id="timeline",
            action=MakeTimeline(
                deck=deck.path.rsplit("/", 1)[-1],
                title=deck.title,
                lang=deck.lang,
                size=config.size,
                fps=config.fps,
                slides=tuple(_entry(slide) for slide in deck.slides),
            ),
            tool=self._pure,
            needs=sounds,
        )
        pictures = tuple(tuple(p.alt for p in s.pictures if p.alt) for s in deck.slides)
        for kind in TextFormat:
            action = WriteText(format=kind, pictures=pictures if kind is TextFormat.TXT else ())
            yield Step(id=kind.value, action=action, tool=self._pure, needs=("timeline",))
        if self._in.pictures:
            yield self._video()

    def _video(self) -> Step[PipelineAction]:
        deck, config = self._in.deck, self._in.config
        needs = ["timeline"]
        for slide in deck.slides:
            n = _number(slide)
            needs += [f"still/{n}-{step.number}" for step in slide.steps]
            needs.append(f"sound/{n}")
        request = MuxRequest(
            size=config.size,
            fps=config.fps,
            title=deck.title,
            lang=deck.lang,
            captions=config.captions,
            encoded_holds=config.holds == "encoded",
        )
        return Step(
            id="mp4",
            action=JoinVideo(request=request, steps=tuple(len(s.steps) for s in deck.slides)),
            tool=f"{self._encoder} {self._pure}",
            needs=tuple(needs),
        )


def picture_id(slide: Slide, step: SlideStep) -> str:
    """Return the id of the step that renders a picture."""
    return f"picture/{_number(slide)}-{step.number}"


def jpeg_id(slide: Slide, step: SlideStep) -> str:
    """Return the id of the step that writes a picture as JPEG."""
    return f"jpg/{_number(slide)}-{step.number}"


def _number(slide: Slide) -> str:
    return f"{slide.number:04}"


def _entry(slide: Slide) -> SlideEntry:
    return SlideEntry(
        number=slide.number,
        id=slide.id,
        title=slide.title,
        line=slide.span.line,
        steps=len(slide.steps),
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

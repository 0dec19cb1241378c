"""What a slide looks like and says before anything is built: the very HTML that is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mdvid.builder.keeper import StoreKeeper
from mdvid.builder.prepare import Prepared
from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic
from mdvid.engine.cache import Cache
from mdvid.engine.plan import Step
from mdvid.engine.store import Artifact
from mdvid.media.model import Size
from mdvid.pipeline.actions import Enlarge, Illustrate, PipelineAction, RenderPicture
from mdvid.pipeline.ids import picture_id
from mdvid.pipeline.pacing import pace
from mdvid.providers.requests import PictureRequest
from mdvid.speech.model import Utterance
from mdvid.theme.hyphens import hyphenated

WAITING = """<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">
<rect width="{0}" height="{1}" fill="#80848c" fill-opacity="0.14"/></svg>"""
"""Stands where a picture will be that is still to be made."""

_SIZE = Size(1600, 900)
"""Of what waits for a picture that does not say its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSlide:
    """One slide as it will be in the end."""

    slide: Slide
    html: str
    """Of its last step; names files by their URLs in the document."""
    finished: str
    """The same with every picture, whether it is there already or not."""
    speech: tuple[Utterance, ...]

    @property
    def waits(self) -> bool:
        """Whether a picture on it is still to be made."""
        return self.html != self.finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A deck that was read, and that nothing was built of."""

    prepared: Prepared
    """What a build goes on from."""
    document: str
    """HTML into whose empty body the slides are put."""
    smallest: float
    slides: tuple[PreviewSlide, ...]
    files: Mapping[str, tuple[Path, str]]
    """Files of all slides and of the theme: path and media type, by URL in the document."""

    @property
    def deck(self) -> Deck:
        """The deck, with the pictures that are drawn unasked."""
        return self.prepared.deck

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings and remarks."""
        return self.prepared.diagnostics


def preview_of(prepared: Prepared, cache: Cache) -> Preview:
    """Return what is to be seen of a deck now; its plan must have pictures."""
    show = _Show(prepared, cache)
    slides = tuple(show.slides())
    first = show.request(prepared.deck.slides[0])
    return Preview(
        prepared=prepared,
        document=first.document,
        smallest=first.smallest,
        slides=slides,
        files=show.files,
    )


class _Show:
    def __init__(self, prepared: Prepared, cache: Cache) -> None:
        self._prepared = prepared
        self._cache = cache
        self._steps: Mapping[str, Step[PipelineAction]] = {
            step.id: step for step in prepared.plan.steps
        }
        self.files: dict[str, tuple[Path, str]] = {}

    def slides(self) -> Iterator[PreviewSlide]:
        """Yield every slide, and note its files."""
        speech = self._prepared.pinned.inputs.speech
        for slide in self._prepared.deck.slides:
            request = self.request(slide)
            for asset in request.assets:
                if asset.name not in self.files:
                    path = self._prepared.source(asset.digest)
                    self.files[asset.name] = (path, asset.media_type)
            yield PreviewSlide(
                slide=slide,
                html=self._with_drawn(slide, request),
                finished=request.slide,
                speech=tuple(u for _, u in pace(speech.get(slide.number, ())).utterances),
            )

    def request(self, slide: Slide) -> PictureRequest:
        """Return what the renderer is asked for."""
        action = self._steps[picture_id(slide, slide.steps[-1])].action
        assert isinstance(action, RenderPicture)
        request = action.request
        return replace(request, slide=hyphenated(request.slide, request.document))

    def _with_drawn(self, slide: Slide, request: PictureRequest) -> str:
        """Return the HTML with the pictures that are there, and what stands for the others."""
        html = request.slide
        needs = self._steps[picture_id(slide, slide.steps[-1])].needs
        for url, step_id in zip(request.illustrations, needs, strict=True):
            made = self._made(self._steps[step_id])
            if made:
                self.files[url] = (self._cache.store.path(made), "image/png")
                continue
            waiting = f"{url}-waiting"
            html = html.replace(url, waiting)
            self.files[waiting] = (self._waiting(self._steps[step_id]), "image/svg+xml")
        return html

    def _made(self, step: Step[PipelineAction]) -> Artifact | None:
        """Return what a step made in an earlier build, if that is still there."""
        needed = [self._made(self._steps[need]) for need in step.needs]
        inputs = tuple(artifact.digest for artifact in needed if artifact)
        if len(inputs) < len(needed):
            return None
        found = self._cache.actions.get(step.key(inputs))
        return found if found and self._cache.store.holds(found) else None

    def _waiting(self, step: Step[PipelineAction]) -> Path:
        size = _SIZE
        if isinstance(step.action, Illustrate | Enlarge):
            size = step.action.request.size
        svg = WAITING.format(size.width, size.height)
        return StoreKeeper(self._cache).write(svg.encode())

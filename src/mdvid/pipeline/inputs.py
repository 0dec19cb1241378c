"""Everything that a plan follows from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mdvid.config.model import Config
from mdvid.deck.model import Deck
from mdvid.pipeline.models import Models
from mdvid.pipeline.pins import Prompted
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import Asset, RecordingFile
from mdvid.speech.model import SpeechItem, Utterance
from mdvid.theme.model import Theme


@dataclass(frozen=True, kw_only=True)
class FurtherNarration:
    """What is said to the slides of a deck in another language."""

    tag: str
    """The language as it was asked for: in ids of steps and in names of files."""
    config: Config
    deck: Deck
    """Of its slides only notes, titles and words for pictures are of interest: they are those of
    the slides with the same numbers."""
    speech: Mapping[int, tuple[SpeechItem, ...]]
    """What is said, by slide number."""


@dataclass(frozen=True, kw_only=True)
class PlanInputs:
    """Deck, theme, settings and tools of one build."""

    deck: Deck
    theme: Theme
    config: Config
    tools: Toolbox
    code: str
    """Fingerprint of mdvid's own arithmetic."""
    speech: Mapping[int, tuple[SpeechItem, ...]]
    """What is said, by slide number."""
    further: tuple[FurtherNarration, ...] = ()
    """In other languages."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    """Files that slides refer to, by `Picture.name`."""
    recordings: Mapping[str, RecordingFile] = field(default_factory=dict)
    """Files that notes name, by `Recording.source`."""
    shared_assets: tuple[Asset, ...] = ()
    """Files that the theme or the deck's own CSS refers to, each under its URL."""
    model: str = ""
    """Full name of the illustrator's model."""
    rerolls: Mapping[Prompted, int] = field(default_factory=dict)
    """How often another picture was asked for, by what its seed follows from."""
    pictures: bool = True
    """Whether any picture is wanted; without one, no browser is needed."""
    whole: bool = True
    """Whether this is all that the deck is built to: no other video is made of it."""
    unspoken: tuple[str, ...] = ()
    """Languages of the deck that pins were made for, and that are not spoken here."""
    models: Models = field(default_factory=Models)
    """What is behind the names of models; every plan asks anew."""

    @property
    def burns(self) -> bool:
        """Whether captions are drawn on the pictures."""
        return self.config.captions == "burn"

    def burns_on(self, slide: int) -> bool:
        """Return whether captions are drawn on those of slide number `slide`: it has some."""
        return self.burns and any(isinstance(s, Utterance) for s in self.speech.get(slide, ()))

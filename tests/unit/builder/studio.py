"""A session whose tools cost nothing, on a machine that may lose its models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from mdvid.backends.chromium import ChromiumRenderer
from mdvid.builder import DeckReport, PinReport, Session
from mdvid.builder.tools import Tools
from mdvid.config.model import Config
from mdvid.config.values import slides
from mdvid.diagnostics import Diagnostic
from mdvid.errors import ProviderUnavailable
from mdvid.pipeline.toolbox import Toolbox
from mdvid.project import load_project
from mdvid.providers.protocols import (
    Aligner,
    Animator,
    Enlarger,
    Illustrator,
    ModelInfo,
    Narrator,
)
from mdvid.testing import FakeIllustrator, FakeNarrator, FakeRenderer, FakeTools

TALK = """\
# Lights

![a lighthouse](gen:)

<!-- Welcome aboard. -->

---

# Crows

![a crow](gen:)

<!-- Thank you. -->
"""

SETTINGS: Mapping[str, object] = {
    "voice": "fake",
    "illustrator": "fake",
    "size": "64x36",
    "format": "mp4,vtt",
}


class Voice(FakeNarrator):
    """A narrator with models that take long."""

    costly = True


class Painter(FakeIllustrator):
    """An illustrator with models that take long."""

    costly = True


class _Renderer(FakeRenderer):
    def warm(self) -> None:
        """Have nothing to start."""

    def notices(self) -> tuple[Diagnostic, ...]:
        return ()


class Machine(Tools):
    """What is installed."""

    def __init__(self) -> None:
        super().__init__()
        self.fakes = FakeTools()
        self.fakes.narrator = Voice(self.fakes.calls)
        self.fakes.illustrator = Painter(self.fakes.calls)
        self._drawing_board = _Renderer(self.fakes.calls)
        self.asked: list[str] = []
        """Providers that were made, in order."""
        self.broken: ProviderUnavailable | None = None
        """Why no provider can be made."""

    def narrator(self, provider: str, config: Config) -> Narrator:
        return cast("Narrator", self._made(provider, self.fakes.narrator))

    def illustrator(self, provider: str, config: Config) -> Illustrator:
        return cast("Illustrator", self._made(provider, self.fakes.illustrator))

    def aligner(self, config: Config) -> Aligner:
        return cast("Aligner", self._made("align", self.fakes.aligner))

    def enlarger(self, config: Config) -> Enlarger:
        return cast("Enlarger", self._made("upscaler", self.fakes.enlarger))

    def animator(self, config: Config) -> Animator:
        return cast("Animator", self._made("animator", self.fakes.animator))

    def renderer(self, config: Config) -> ChromiumRenderer:
        return cast("ChromiumRenderer", self._drawing_board)

    def toolbox(
        self, config: Config, narrators: Mapping[str, Narrator], illustrator: Illustrator
    ) -> Toolbox:
        return Toolbox(
            narrators=narrators,
            illustrator=illustrator,
            renderer=self._drawing_board,
            encoder=self.fakes.encoder,
            converter=self.fakes.converter,
        )

    def _made(self, name: str, tool: object) -> object:
        self.asked.append(name)
        if self.broken:
            raise self.broken
        return tool


@dataclass
class Studio:
    """A deck, and one machine after the other to build it on."""

    folder: Path
    machine: Machine = field(default_factory=Machine)
    caches: int = 0

    def __post_init__(self) -> None:
        self.write(TALK)

    @property
    def deck(self) -> Path:
        return self.folder / "talk.md"

    @property
    def pins(self) -> Path:
        return self.folder / "talk.pins"

    def write(self, text: str) -> None:
        self.deck.write_text(text, "utf-8")

    def elsewhere(self, *, models: bool = True, broken: bool = False) -> Machine:
        """Go on on another machine, with an empty cache."""
        self.caches += 1
        self.machine = Machine()
        if broken:
            self.machine.broken = ProviderUnavailable("it is not installed", hint="install it")
        elif not models:
            fakes = self.machine.fakes
            tools = (
                fakes.narrator,
                fakes.illustrator,
                fakes.aligner,
                fakes.enlarger,
                fakes.animator,
            )
            for tool in tools:
                forget_models(tool)
        return self.machine

    def build(self, reroll: str = "", **settings: object) -> DeckReport:
        with self._session() as session:
            project = load_project(self.deck, {**SETTINGS, **settings})
            return session.build(project, reroll=slides(reroll) if reroll else ())

    def pin(self, *, prune: bool = False, **settings: object) -> PinReport:
        with self._session() as session:
            return session.pin(load_project(self.deck, {**SETTINGS, **settings}), prune=prune)

    def made(self) -> list[str]:
        """Return what models were asked for since the last time."""
        costly = {"narrate", "illustrate", "align", "enlarge", "animate"}
        return sorted(name for name in self.machine.fakes.calls.take() if name in costly)

    def _session(self) -> Session:
        session = Session(self.folder / f"cache{self.caches}")
        session._tools = self.machine
        return session


def forget_models(tool: Any) -> None:
    def unknown(name: str, *_: object) -> ModelInfo:
        raise ProviderUnavailable(f"there is no model `{name}`", hint="get it")

    tool.model = tool.resolve = unknown

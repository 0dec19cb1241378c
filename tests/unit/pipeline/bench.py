"""A bench to build decks on: real planner, real engine, tools that cost nothing."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from mdvid.config.model import Config
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions, Dialect
from mdvid.deck.parser import parse_deck
from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest
from mdvid.engine.execute import execute
from mdvid.engine.report import BuildReport, Outcome
from mdvid.media.model import Size
from mdvid.pipeline.actions import PipelineAction
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.perform import Performer
from mdvid.pipeline.planner import make_plan
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.protocols import Progress
from mdvid.providers.requests import Asset
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, SpeechItem, Voice
from mdvid.speech.script import make_script
from mdvid.testing import FakeTools
from mdvid.theme.model import Theme

THEME = Theme(name="bare", description="", template="<section>{{ body }}</section>", css="h1 {}")
CONFIG = Config(size=Size(64, 36), voice=Voice(provider="fake"))


def deck_of(*slides: str) -> Deck:
    text = "---\ntitle: Talk\n---\n\n" + "\n---\n\n".join(slides)
    front_matter = read_front_matter(text, path="talk.md").value
    return parse_deck(text, front_matter, DeckOptions(dialect=Dialect.MARP), path="talk.md").value


class Bench:
    """A place to build one deck again and again, over one cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = Cache.open(folder / "cache")
        self.tools = FakeTools()
        self.theme = THEME
        self.config = CONFIG
        self.files: dict[Digest, Path] = {}
        self.report = BuildReport({})

    def ran(self, deck: Deck) -> Counter[str]:
        """Build `deck`; return how often each tool was asked, and which pure steps ran."""
        return self.run(self.inputs(deck))

    def run(self, inputs: PlanInputs) -> Counter[str]:
        """Build what follows from `inputs`; return the same."""
        plan = make_plan(inputs)
        pure: Counter[str] = Counter()
        performer = Performer(self._toolbox(), self.files.__getitem__)

        def perform(
            action: PipelineAction, needed: tuple[Path, ...], out: Path, report: Progress
        ) -> None:
            if type(action).__name__ in {"MakeTimeline", "WriteText"}:
                pure[type(action).__name__] += 1
            performer(action, needed, out, report)

        pools = {"cpu": 2, "browser": 1, "worker": 1, "illustrator": 1, "model": 1}
        self.report = execute(plan, perform, cache=self.cache, pools=pools)
        return Counter(self.tools.calls.take()) + pure

    def bytes_of(self, step: str) -> bytes:
        """Return what a step of the last build made."""
        return self.cache.store.path(self.report.artifact(step)).read_bytes()

    def outcomes(self) -> Mapping[str, Outcome]:
        return {id_: result.outcome for id_, result in self.report.results.items()}

    def asset(self, name: str, content: bytes) -> Asset:
        path = self.folder / f"{len(self.files)}.png"
        path.write_bytes(content)
        digest = Digest(content.hex())
        self.files[digest] = path
        return Asset(name=name, digest=digest, media_type="image/png")

    def _toolbox(self) -> Toolbox:
        return Toolbox(
            narrators={"fake": self.tools.narrator},
            illustrator=self.tools.illustrator,
            renderer=self.tools.renderer,
            encoder=self.tools.encoder,
            converter=self.tools.converter,
            aligner=self.tools.aligner if self.config.align else None,
            enlarger=self.tools.enlarger if self.config.illustration.upscale > 1 else None,
            animator=self.tools.animator if self.config.illustration.animator else None,
        )

    def inputs(self, deck: Deck) -> PlanInputs:
        voice = self.config.voice
        lexicon = Lexicon()
        speech: dict[int, tuple[SpeechItem, ...]] = {}
        for slide in deck.slides:
            notes = [Passage(text=note.text, span=note.span) for note in slide.notes]
            speech[slide.number] = make_script(notes, voice=voice, lexicon=lexicon).value
        return PlanInputs(
            deck=deck,
            theme=self.theme,
            config=self.config,
            tools=self._toolbox(),
            code="test",
            speech=speech,
            assets={
                picture.name: self.asset(picture.name, picture.source.encode())
                for slide in deck.slides
                for picture in slide.pictures
                if picture.source
            },
        )

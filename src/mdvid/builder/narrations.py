"""What is said to the slides of a deck, in every language of the video."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from mdvid.builder.casting import Casting
from mdvid.builder.scripts import Scripts
from mdvid.deck.model import Deck
from mdvid.diagnostics import Diagnostic
from mdvid.pipeline.inputs import FurtherNarration
from mdvid.project import Project
from mdvid.providers.protocols import Narrator
from mdvid.speech.model import SpeechItem

Speech = Mapping[int, tuple[SpeechItem, ...]]
"""What is said, by slide number."""


class Narrations:
    """Casts all of them, and knows what came up."""

    def __init__(
        self,
        project: Project,
        deck: Deck,
        narrator: Callable[[str], Narrator],
        scripts: Scripts | None = None,
    ) -> None:
        """Cast the notes of `deck`, which is that of `project`, and of its translations.

        Raises:
            MdvidError: as `Casting.speech` does.
        """
        first = Casting(project, narrator, scripts)
        self._castings = [first]
        self.speech: Speech = first.speech(deck)
        self.further = tuple(self._further(other, narrator, scripts) for other in project.further)

    def all(self) -> Iterator[Speech]:
        """Yield what is said, language by language."""
        yield self.speech
        yield from (other.speech for other in self.further)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What came up, each thing once: a lexicon may be that of several languages."""
        return tuple(dict.fromkeys(chain(*(casting.diagnostics for casting in self._castings))))

    @property
    def missing(self) -> list[Diagnostic]:
        """Those of the diagnostics that are about voices which are not on this machine."""
        return list(chain(*(casting.missing for casting in self._castings)))

    @property
    def refused(self) -> list[Diagnostic]:
        """Those about voices which are not the deck's to name."""
        return list(chain(*(casting.refused for casting in self._castings)))

    @property
    def files(self) -> tuple[Path, ...]:
        """That were read for it."""
        return tuple(dict.fromkeys(chain(*(casting.files for casting in self._castings))))

    @property
    def names(self) -> Mapping[tuple[str, str, str], str]:
        """Full names of voices, by provider, name as asked for, and language."""
        return dict(chain(*(casting.names.items() for casting in self._castings)))

    @property
    def narrators(self) -> Mapping[str, Narrator]:
        """Those that have something to say, by the name of the provider."""
        return dict(chain(*(casting.narrators.items() for casting in self._castings)))

    def _further(
        self, project: Project, narrator: Callable[[str], Narrator], scripts: Scripts | None
    ) -> FurtherNarration:
        casting = Casting(project, narrator, scripts, steps=False)
        self._castings.append(casting)
        return FurtherNarration(
            tag=project.tag,
            config=project.config,
            deck=project.deck,
            speech=casting.speech(project.deck),
        )

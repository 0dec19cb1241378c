"""What a deck will say, without a sound of it being made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mdvid.builder.blame import deck_error
from mdvid.builder.languages import raised
from mdvid.builder.narrations import Narrations
from mdvid.builder.places import refuse_places
from mdvid.builder.tools import Tools
from mdvid.builder.troupe import Troupe
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.project import Project
from mdvid.sources.pins import PinFolder
from mdvid.speech.ipa import for_people
from mdvid.speech.model import SpeechItem, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLine:
    """One utterance."""

    slide: int
    voice: str
    """Its full name, `espeak:en-us`; or `audio:` and the path of a recording."""
    lang: str
    text: str
    """As written."""
    spoken: str
    """As the voice gets it; of a recording, what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenReport:
    """What a deck says, in order; language by language."""

    lines: tuple[SpokenLine, ...]
    diagnostics: tuple[Diagnostic, ...]


def spoken(project: Project) -> SpokenReport:
    """Return what `project` says; nothing is rendered, spoken or kept.

    Raises:
        DeckError: notes cannot be spoken, or not by the voices that they ask for; says all of it.
        ProviderUnavailable: a voice that is not the deck's choice is not on this machine.
        ConfigError: the settings name a provider of voices that does not exist.
    """
    for one in (project, *project.further):
        refuse_places(one)
    tools = Tools()
    try:
        pins = PinFolder(project.deck_path, project.root).read()
        said = Narrations(project, project.deck, Troupe(tools, project.config, pins).narrator)
    finally:
        tools.close()
    found = (d for one in (project, *project.further) for d in one.diagnostics)
    diagnostics = (*found, *raised(said.diagnostics))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        refused = said.refused if project.config.untrusted else ()
        raise deck_error(diagnostics, said.missing, refused)
    lines = tuple(line for speech in said.all() for line in _lines(speech))
    return SpokenReport(lines=lines, diagnostics=diagnostics)


def _lines(speech: Mapping[int, Sequence[SpeechItem]]) -> Iterator[SpokenLine]:
    for number, items in speech.items():
        for item in items:
            if isinstance(item, Utterance):
                recorded = item.recording
                yield SpokenLine(
                    slide=number,
                    voice=f"audio:{recorded.source}" if recorded else str(item.voice),
                    lang=item.voice.lang,
                    text=item.text,
                    spoken=item.text if recorded else for_people(item.spoken),
                )

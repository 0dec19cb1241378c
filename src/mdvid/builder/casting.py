"""What is said on every slide, and by which voice exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from mdvid.builder.blame import NotHad, blamed, of_narakeet, pointed
from mdvid.builder.clicks import click_findings
from mdvid.builder.dubbing import unvoiced, voice_of
from mdvid.builder.languages import unspelled
from mdvid.builder.lexicons import lexicon_of
from mdvid.builder.places import place_problem
from mdvid.builder.scripts import Scripts
from mdvid.builder.unsayable import unsayable
from mdvid.deck.model import Deck, Dialect, Slide
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import ConfigError, DeckError, DeckTooLarge, ProviderUnavailable
from mdvid.project import Project
from mdvid.providers.protocols import Narrator
from mdvid.providers.registry import SILENCE
from mdvid.speech.ipa import has_ipa
from mdvid.speech.model import Passage, SpeechItem, Utterance, Voice

LONGEST = 60_000
"""Characters in the notes of one slide, about an hour: its sound is joined in memory."""


class Casting:
    """Reads the notes of a deck and finds a voice for each sentence."""

    def __init__(
        self,
        project: Project,
        narrator: Callable[[str], Narrator],
        scripts: Scripts | None = None,
        *,
        steps: bool = True,
    ) -> None:
        """`narrator` returns the one of a name, or raises what `NotHad` says.

        `steps` says whether the steps of slides follow these notes.
        """
        self._steps = steps
        self._project = project
        self._config = project.config
        self._narrator = narrator
        self._scripts = scripts or Scripts()
        self._dialect = Dialect.MARP
        self.names: dict[tuple[str, str, str], str] = {}
        """Full names of voices, by provider, name as asked for, and language."""
        self.narrators: dict[str, Narrator] = {}
        """Those that have something to say, by the name of the provider."""
        self.files: tuple[Path, ...] = ()
        """That were read for it."""
        self.diagnostics: list[Diagnostic] = []
        self.missing: list[Diagnostic] = []
        """Those of the diagnostics that are about voices which are not on this machine."""
        self.refused: list[Diagnostic] = []
        """Those about voices which are not the deck's to name."""

    def speech(self, deck: Deck) -> Mapping[int, tuple[SpeechItem, ...]]:
        """Return what is said, by slide number.

        Raises:
            ProviderUnavailable: a voice that is not the deck's choice is not on this machine.
            ConfigError: the settings name a provider of voices that does not exist.
            DeckTooLarge: a slide has more notes than can be one piece of sound.
        """
        if self._config.voice.provider == SILENCE:
            return {}
        _refuse_long_notes(deck)
        self._dialect = deck.dialect
        suited = voice_of(self._project, self._narrator)
        self.diagnostics += suited.diagnostics
        self._config = replace(self._config, voice=suited.value)
        words = lexicon_of(self._project)
        self.diagnostics += words.diagnostics
        self.files = tuple(filter(None, (words.file,)))
        speech = {}
        for slide in deck.slides:
            lang = _language(slide) or deck.lang
            voice = replace(self._config.voice, lang=lang, rate=self._config.rate)
            passages = [Passage(text=note.text, span=note.span) for note in slide.notes]
            script = self._scripts.make(
                passages,
                voice=voice,
                lexicon=words.lexicon,
                speakers=self._config.voices,
                steps={step.name: step.number for step in slide.steps if step.name},
            )
            self.diagnostics += (replace(d, slide=slide.number) for d in script.diagnostics)
            speech[slide.number] = tuple(self._cast(item, slide) for item in script.value)
        if self._steps:
            self.diagnostics += click_findings(deck, speech)
        self.diagnostics += unspelled(speech)
        return speech

    def _cast(self, item: SpeechItem, slide: Slide) -> SpeechItem:
        """Return the utterance with the full name of its voice."""
        if not isinstance(item, Utterance) or item.recording:
            return item
        if refused := self._refused(item, slide):
            self.refused.append(refused)
            self.diagnostics.append(refused)
            return item
        try:
            name = self._name(item.voice)
        except (ConfigError, ProviderUnavailable) as error:
            self._blame(item, slide, error)
            return item
        item = replace(item, voice=replace(item.voice, name=name))
        if has_ipa(item.spoken):
            found = unsayable(item, self.narrators[item.voice.provider], slide.number)
            self.diagnostics += (d for d in found if d not in self.diagnostics)
        return item

    def _refused(self, item: Utterance, slide: Slide) -> Diagnostic | None:
        """Return why the notes may not name this voice; None if they may, or others named it."""
        asked = item.voice
        chosen = (self._config.voice, *(one.voice for one in self._config.voices.values()))
        if any((asked.provider, asked.name) == (one.provider, one.name) for one in chosen):
            return None
        return place_problem(asked.name, self._project, item.span, slide.number)

    def _name(self, voice: Voice) -> str:
        key = (voice.provider, voice.name, voice.lang)
        if key not in self.names:
            if voice.provider not in self.narrators:
                self.narrators[voice.provider] = self._narrator(voice.provider)
            self.names[key] = self.narrators[voice.provider].resolve(voice.name, voice.lang)
        return self.names[key]

    def _blame(self, item: Utterance, slide: Slide, error: NotHad) -> None:
        """Point at the note, or the setting of the deck, that asks for what cannot be had."""
        chosen = self._config.voice
        asked = item.voice
        if self._dialect is Dialect.NARAKEET:
            error = of_narakeet(error, asked)
        # A provider that is not there is missing in every language.
        by_lang = not asked.name and asked.provider in self.narrators
        if self._project.foreign_voice and by_lang:
            error = unvoiced(error, asked.lang)
        if (asked.provider, asked.name) != (chosen.provider, chosen.name):
            if asked.provider == SILENCE:
                error = ConfigError(str(error), hint="leave the text out, or write `(pause: 2)`")
            found = pointed(error, item.span, slide.number)
        elif by_lang and _language(slide):
            found = pointed(error, item.span, slide.number)
        else:
            by_lang = by_lang and isinstance(error, ProviderUnavailable)
            cause = blamed(error, self._project.origins.get(("lang" if by_lang else "voice",)))
            if not isinstance(cause, DeckError):
                raise cause from error
            (found,) = cause.diagnostics
        if found not in self.diagnostics:
            self.diagnostics.append(found)
        if isinstance(error, ProviderUnavailable):
            self.missing.append(found)


def _language(slide: Slide) -> str:
    """Return the language of the notes; empty if it is the deck's."""
    return next((note.lang for note in slide.notes if note.lang), slide.directives.lang)


def _refuse_long_notes(deck: Deck) -> None:
    lengths = ((slide, sum(len(note.text) for note in slide.notes)) for slide in deck.slides)
    found = tuple(
        Diagnostic(
            severity=Severity.ERROR,
            message=f"the notes of slide {slide.number} have {length:,} characters;"
            f" one slide may have {LONGEST:,}, about an hour of speech",
            hint="divide the slide with lines `---`",
            span=slide.notes[0].span,
            slide=slide.number,
        )
        for slide, length in lengths
        if length > LONGEST
    )
    if found:
        raise DeckTooLarge(found)

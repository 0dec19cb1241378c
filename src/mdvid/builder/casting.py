"""What is said on every slide, and by which voice exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mdvid.builder.tools import Tools
from mdvid.config.model import Config
from mdvid.deck.model import Deck, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import ConfigError
from mdvid.providers.protocols import Narrator
from mdvid.providers.registry import SILENCE
from mdvid.speech.lexicon import parse_lexicon
from mdvid.speech.model import Passage, SpeechItem, Utterance, Voice
from mdvid.speech.script import make_script


class Casting:
    """Reads the notes of a deck and finds a voice for each sentence."""

    def __init__(self, config: Config, tools: Tools) -> None:
        self._config = config
        self._tools = tools
        self._names: dict[tuple[str, str, str], str] = {}
        self.narrators: dict[str, Narrator] = {}
        """Those that have something to say, by the name of the provider."""
        self.diagnostics: list[Diagnostic] = []

    def speech(self, deck: Deck) -> Mapping[int, tuple[SpeechItem, ...]]:
        """Return what is said, by slide number.

        Raises:
            ProviderUnavailable: a voice is not on this machine.
            ConfigError: the settings name a provider of voices that does not exist.
        """
        if self._config.voice.provider == SILENCE:
            return {}
        lexicon = parse_lexicon(self._config.lexicon, Span(deck.path, 1))
        self.diagnostics += lexicon.diagnostics
        speech = {}
        for slide in deck.slides:
            lang = slide.directives.lang or deck.lang
            voice = replace(self._config.voice, lang=lang, rate=self._config.rate)
            passages = [Passage(text=note.text, span=note.span) for note in slide.notes]
            script = make_script(passages, voice=voice, lexicon=lexicon.value)
            self.diagnostics += (replace(d, slide=slide.number) for d in script.diagnostics)
            speech[slide.number] = tuple(self._cast(item, slide) for item in script.value)
        return speech

    def _cast(self, item: SpeechItem, slide: Slide) -> SpeechItem:
        """Return the utterance with the full name of its voice."""
        if not isinstance(item, Utterance):
            return item
        try:
            name = self._name(item.voice)
        except ConfigError as error:
            if item.voice.provider == self._config.voice.provider:
                raise
            self._blame_note(item, slide, error)
            return item
        return replace(item, voice=replace(item.voice, name=name))

    def _name(self, voice: Voice) -> str:
        key = (voice.provider, voice.name, voice.lang)
        if key not in self._names:
            if voice.provider not in self.narrators:
                narrator = self._tools.narrator(voice.provider, self._config)
                self.narrators[voice.provider] = narrator
            name = self.narrators[voice.provider].resolve(voice.name, voice.lang)
            self._names[key] = name
        return self._names[key]

    def _blame_note(self, item: Utterance, slide: Slide, error: ConfigError) -> None:
        """The provider was named in a note, so the note is to be corrected."""
        hint = error.hint
        if item.voice.provider == SILENCE:
            hint = "leave the text out, or write `(pause: 2)`"
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                message=str(error),
                hint=hint,
                span=item.span,
                slide=slide.number,
            )
        )

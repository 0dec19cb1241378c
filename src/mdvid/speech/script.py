"""The notes of one slide to its script: utterances, with the pauses between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mdvid.diagnostics import Diagnostic, Severity, Span, Warned
from mdvid.speech.clicks import Click, StepCounter
from mdvid.speech.directions import Direction, DirectionKind
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.markup import Block, BlockKind, read_blocks
from mdvid.speech.model import (
    Cue,
    Passage,
    Pause,
    Recording,
    Speaker,
    SpeechItem,
    Utterance,
    Voice,
)
from mdvid.speech.normalise import normalise
from mdvid.speech.positions import Source
from mdvid.speech.recorded import Recorded
from mdvid.speech.runs import Run, split_runs
from mdvid.speech.sentences import Sentence, split_sentences
from mdvid.speech.stage import Problem, Staged, stage
from mdvid.speech.voices import voice_of

PARAGRAPH_PAUSE = 700
HEADING_PAUSE = 800
ITEM_PAUSE = 500
CLAUSE_PAUSE = 200
"""Milliseconds; between the parts of one long sentence."""


NOBODY: Mapping[str, Speaker] = {}
UNNAMED: Mapping[str, int] = {}


def make_script(
    passages: Sequence[Passage],
    *,
    voice: Voice,
    lexicon: Lexicon,
    speakers: Mapping[str, Speaker] = NOBODY,
    steps: Mapping[str, int] = UNNAMED,
) -> Warned[tuple[SpeechItem, ...]]:
    """Return what is said for one slide, in order, with what is wrong with its notes.

    `steps` are the numbers of those of its steps that have a name, in lower case. A speaker, a
    voice or a rate that is asked for holds from there to the end of the slide.
    Diagnostics of severity ERROR mean that the notes cannot be spoken as they are written.
    """
    staged = [stage(passage.text, speakers) for passage in passages]
    kinds = {direction.kind for one in staged for direction in one.directions}
    counter = StepCounter(names=steps, clicked=DirectionKind.CLICK in kinds)
    writer = _Writer(
        lexicon=lexicon, slide_voice=voice, speakers=speakers, voice=voice, counter=counter
    )
    for passage, one in zip(passages, staged, strict=True):
        writer.add(passage, one)
    return Warned(writer.finish(), (*writer.diagnostics, *counter.diagnostics))


@dataclass(slots=True)
class _Writer:
    """Writes the script of one slide, item by item."""

    lexicon: Lexicon
    slide_voice: Voice
    speakers: Mapping[str, Speaker]
    voice: Voice
    counter: StepCounter
    items: list[SpeechItem] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    waiting: list[Cue] = field(default_factory=list)
    """Those whose click is not followed by a word yet."""
    gap: int = 0
    """Milliseconds of the pause that the structure puts before the next utterance."""
    recorded: Recorded | None = None

    def add(self, passage: Passage, staged: Staged) -> None:
        """Add one passage."""
        source = self.counter.source = Source(passage)
        self.diagnostics += [_diagnostic(problem, source) for problem in staged.problems]
        count = len(self.items)
        previous: Block | None = None
        for block in read_blocks(staged.text):
            self.gap = max(self.gap, _pause_between(previous, block))
            previous = block
            spoken = False
            for part in split_runs(block.text, staged.directions):
                if isinstance(part, Direction):
                    self._follow(part, source, spoken=spoken)
                else:
                    self._speak(part, source, block.line)
                    spoken = True
            if self.recorded and self.recorded.end_block():
                self._end_recording()
        self._end_recording()
        said = any(isinstance(item, Utterance) for item in self.items[count:])
        if passage.text.strip() and not (said or staged.directions or staged.problems):
            self.diagnostics.append(_nothing_said(source))

    def finish(self) -> tuple[SpeechItem, ...]:
        """Return all items; clicks after the last word are followed when it has been said."""
        for index, item in reversed(list(enumerate(self.items))):
            if isinstance(item, Utterance) and item.words:
                end = len(item.words)
                cues = item.cues + tuple(replace(cue, word=end) for cue in self.waiting)
                self.items[index] = replace(item, cues=cues)
                break
        else:
            if self.waiting and self.counter.source:
                self.diagnostics.append(_clicked_in_vain(self.counter.source))
        return tuple(self.items)

    def _follow(self, direction: Direction, source: Source, *, spoken: bool) -> None:
        """Follow one direction; `spoken` says whether its paragraph has text before it."""
        match direction.kind:
            case DirectionKind.PAUSE if self.recorded:
                span = source.span(direction.offset, direction.length)
                self.recorded.pauses.append((direction.milliseconds, span))
            case DirectionKind.PAUSE:
                self._pause(direction.milliseconds)
            case DirectionKind.RATE:
                self.voice = replace(self.voice, rate=direction.rate)
            case DirectionKind.AUDIO:
                self._end_recording()
                span = source.span(direction.offset, direction.length)
                recording = Recording(source=direction.file, span=span)
                self.recorded = Recorded(recording, alone=not spoken, gap=self.gap)
            case _:
                self._end_recording()
                self.voice = voice_of(
                    direction, self.speakers, current=self.voice, default=self.slide_voice
                )

    def _end_recording(self) -> None:
        """Add what a recording says, if there is one, and the pauses after it."""
        recorded, self.recorded = self.recorded, None
        if recorded is None:
            return
        gap, self.gap = self.gap, recorded.gap
        run = recorded.run()
        whole = Sentence(start=0, end=len(run.text))
        recording = recorded.recording
        self._say(run, whole, run.clicks, run.code, recording.span, recording=recording)
        # Where it went on over paragraphs, the pause before the last of them is still to come.
        self.gap = gap if recorded.open else 0
        if not run.text:
            self.diagnostics.append(recorded.no_text())
        for milliseconds, _ in recorded.pauses:
            self._pause(milliseconds)

    def _pause(self, milliseconds: int) -> None:
        """Add a pause that the author asked for; several in a row add up."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Pause):
            self.items[-1] = Pause(milliseconds=last.milliseconds + milliseconds)
        else:
            self.items.append(Pause(milliseconds=milliseconds))

    def _speak(self, run: Run, source: Source, line: int) -> None:
        """Add the sentences of one run; every click goes to the next word that is said."""
        if self.recorded:
            self.diagnostics += self.recorded.add(run)
            return
        clicks, codes = deque(run.clicks), deque(run.code)
        for sentence in split_sentences(run.text, self.voice.lang, run.code):
            here = []
            while clicks and clicks[0].offset < sentence.end:
                here.append(clicks.popleft())
            self._say(
                run,
                sentence,
                here,
                _inside(sentence, codes),
                source.find(_text(run, sentence), line),
            )
        self._click(clicks)

    def _click(self, clicks: Iterable[Click]) -> None:
        self.waiting += (cue for click in clicks if (cue := self.counter.follow(click, word=0)))

    def _say(
        self,
        run: Run,
        sentence: Sentence,
        clicks: Sequence[Click],
        code: Sequence[tuple[int, int]],
        span: Span,
        *,
        recording: Recording | None = None,
    ) -> None:
        text = _text(run, sentence)
        lexicon = self.lexicon.spoken_in(self.voice.lang)
        if recording:
            # What is said in it is looked for by its letters.
            lexicon = lexicon.in_letters
        spoken = normalise(text, lang=self.voice.lang, lexicon=lexicon, code=code)
        cues: list[Cue] = []
        if any(word.end > word.start for word in spoken.words):
            cues += self._cues(text, sentence, clicks)
        else:
            self._click(clicks)
            if recording is None:
                return
        if self.gap and self.items and not isinstance(self.items[-1], Pause):
            self.items.append(Pause(milliseconds=self.gap))
        self.gap = 0 if sentence.whole else CLAUSE_PAUSE
        self.items.append(
            Utterance(
                text=text,
                spoken=spoken.text,
                words=spoken.words,
                voice=self.voice,
                cues=tuple(cues),
                span=span,
                recording=recording,
            )
        )

    def _cues(self, text: str, sentence: Sentence, clicks: Sequence[Click]) -> Iterator[Cue]:
        """Yield the clicks that wait for a word, and those inside a sentence."""
        yield from self.waiting
        self.waiting = []
        for click in clicks:
            word = _word_at(text, click.offset - sentence.start)
            if cue := self.counter.follow(click, word=word):
                yield cue


def _text(run: Run, sentence: Sentence) -> str:
    return run.text[sentence.start : sentence.end]


def _inside(sentence: Sentence, spans: deque[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that are in a sentence, by its own offsets; those before are dropped."""
    while spans and spans[0][1] <= sentence.start:
        spans.popleft()
    found = []
    for begin, end in spans:
        if begin >= sentence.end:
            break
        found.append(
            (max(begin, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start)
        )
    return found


def _word_at(text: str, offset: int) -> int:
    """Return the index of the word that begins at or after an offset, else that it is in."""
    before = text[: max(offset, 0)]
    return min(len(before.split()), len(text.split()) - 1)


def _clicked_in_vain(source: Source) -> Diagnostic:
    return Diagnostic(
        severity=Severity.WARNING,
        message="there are clicks in these notes, and nothing is said",
        hint="write what is said around them; without notes, steps share the time of their slide",
        span=source.span(0, 1),
    )


def _nothing_said(source: Source) -> Diagnostic:
    return Diagnostic(
        severity=Severity.WARNING,
        message="there is nothing to say in this note",
        hint="write what is to be said, or remove it",
        span=source.span(0, 1),
    )


def _pause_between(previous: Block | None, block: Block) -> int:
    kinds = {block.kind} if previous is None else {block.kind, previous.kind}
    if BlockKind.HEADING in kinds:
        return HEADING_PAUSE
    if previous is not None and kinds == {BlockKind.ITEM}:
        return ITEM_PAUSE
    return PARAGRAPH_PAUSE


def _diagnostic(problem: Problem, source: Source) -> Diagnostic:
    return Diagnostic(
        severity=problem.reading.severity or Severity.INFO,
        message=problem.reading.message,
        hint=problem.reading.hint,
        span=source.span(problem.offset, problem.length),
    )

"""`--reroll SLIDE`: other pictures for the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdvid.config.model import Config, Illustration
from mdvid.config.values import SlideRange
from mdvid.deck.model import Deck, Picture, Slide
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.errors import ConfigError
from mdvid.pipeline.illustrating import illustrated
from mdvid.pipeline.illustrations import prompted_by
from mdvid.pipeline.pins import Pins, Prompted


class Rerolls:
    """The pictures of some slides, to be drawn anew.

    Seeds follow from words: where the same words stand on other slides, their pictures change too.
    """

    def __init__(self, deck: Deck, config: Config, slides: Sequence[SlideRange]) -> None:
        """`slides` are numbers of slides of `deck`.

        Raises:
            ConfigError: a slide is not there, or has no picture that can be drawn anew.
        """
        self._illustration = config.illustration
        self._deck = illustrated(deck) if config.illustration.auto else deck
        self._chosen = tuple(self._slide(number) for number in self._numbers(slides))
        self.prompts = tuple(
            prompt for slide in self._chosen for _, prompt in self._drawn(slide) if prompt
        )

    def notes(self, before: Pins, file: str) -> Iterator[Diagnostic]:
        """Yield what is done; `file` is where it is written down."""
        counts = before.rerolled(self.prompts).rerolls
        for slide in self._deck.slides:
            for picture, prompt in self._drawn(slide):
                if prompt in self.prompts:
                    assert picture.prompt
                    yield Diagnostic(
                        severity=Severity.NOTE,
                        message=f"another picture of `{picture.prompt.text}` is drawn"
                        f" (number {counts[prompt] + 1})",
                        hint=f"`{file}` has the choice: commit it to keep it",
                        span=picture.span,
                        slide=slide.number,
                    )

    def _numbers(self, slides: Sequence[SlideRange]) -> tuple[int, ...]:
        numbers = tuple(slide.number for slide in self._deck.slides)
        for wanted in slides:
            last = wanted.last or wanted.first
            if absent := next((n for n in (wanted.first, last) if n not in numbers), None):
                raise ConfigError(
                    f"`--reroll` names slide {absent}, which is not among those that are built",
                    hint=self._which(),
                )
        return tuple(n for n in numbers if any(n in wanted for wanted in slides))

    def _slide(self, number: int) -> Slide:
        slide = next(slide for slide in self._deck.slides if slide.number == number)
        drawn = tuple(self._drawn(slide))
        if not drawn:
            raise ConfigError(
                f"slide {number} has no picture that is made from words", hint=self._which()
            )
        if not any(prompt for _, prompt in drawn):
            raise ConfigError(
                "the seed is written down",
                diagnostics=tuple(_fixed(picture, number) for picture, _ in drawn),
            )
        return slide

    def _which(self) -> str:
        able = [s.number for s in self._deck.slides if any(p for _, p in self._drawn(s))]
        if not able:
            return "the deck has no pictures that can be drawn anew"
        return f"slides with pictures that can be drawn anew: {', '.join(map(str, able))}"

    def _drawn(self, slide: Slide) -> Iterator[tuple[Picture, Prompted | None]]:
        return _prompted(slide, self._illustration)


def prompts_of(deck: Deck, config: Config) -> tuple[Prompted, ...]:
    """Return what the seeds of a deck's pictures follow from; `deck` has all of them."""
    found = (prompt for slide in deck.slides for _, prompt in _prompted(slide, config.illustration))
    return tuple(dict.fromkeys(prompt for prompt in found if prompt))


def draws(deck: Deck) -> bool:
    """Return whether the deck asks for pictures in words."""
    return any(picture.prompt for slide in deck.slides for picture in slide.pictures)


def _prompted(
    slide: Slide, illustration: Illustration
) -> Iterator[tuple[Picture, Prompted | None]]:
    """Yield the pictures made from words, and what their seed follows from, if it does."""
    for picture in slide.pictures:
        if picture.prompt is None:
            continue
        fixed = picture.prompt.seed is not None
        prompted = prompted_by(picture.prompt, illustration.style, illustration.seed)
        yield picture, None if fixed else prompted


def _fixed(picture: Picture, slide: int) -> Diagnostic:
    assert picture.prompt
    return Diagnostic(
        severity=Severity.ERROR,
        message=f"the seed of this picture is written down: `--reroll {slide}` cannot change it",
        hint=f"take away `seed={picture.prompt.seed}`, or write another number",
        span=picture.span,
        slide=slide,
    )

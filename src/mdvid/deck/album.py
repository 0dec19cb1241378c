"""The pictures of one slide, each under the name that the slide's HTML knows it by."""

from __future__ import annotations

from mdvid.deck.model import Background, Picture, PictureRole, Prompt
from mdvid.deck.pictures import ImageWords, source_of_address
from mdvid.deck.source import put_back
from mdvid.diagnostics import Span


class Album:
    """Collects pictures; the same source twice within the text is one picture."""

    def __init__(self, slide: int, lifted: tuple[str, ...]) -> None:
        self._slide = slide
        self._lifted = lifted
        self._pictures: list[Picture] = []
        self._inline: dict[tuple[str, Prompt | None], str] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All of them, in the order of their numbers."""
        return tuple(self._pictures)

    @property
    def names(self) -> frozenset[str]:
        """What `src` may say."""
        return frozenset(picture.name for picture in self._pictures)

    def inline(self, address: str, alt: str, span: Span, prompt: Prompt | None = None) -> str:
        """Return the name of a picture within the text."""
        source = "" if prompt else source_of_address(put_back(address, self._lifted))
        key = (source, prompt)
        if key not in self._inline:
            self._inline[key] = self._add(
                source=source, alt=alt, role=PictureRole.INLINE, prompt=prompt, span=span
            )
        return self._inline[key]

    def background(
        self, address: str, words: ImageWords, span: Span, prompt: Prompt | None = None
    ) -> None:
        """Add a background picture."""
        self._add(
            source="" if prompt else source_of_address(put_back(address, self._lifted)),
            alt=words.shows,
            role=PictureRole.BACKGROUND,
            prompt=prompt,
            background=words.background,
            span=span,
        )

    def colour(self, background: Background, span: Span) -> None:
        """Add a background that is nothing but a colour."""
        self._add(source="", role=PictureRole.BACKGROUND, background=background, span=span)

    def of_css(self, address: str, span: Span) -> str:
        """Return the name of a picture that CSS shows."""
        return self.inline(address, "", span)

    def _add(
        self,
        *,
        source: str,
        role: PictureRole,
        span: Span,
        alt: str = "",
        prompt: Prompt | None = None,
        background: Background | None = None,
    ) -> str:
        name = f"picture/{self._slide}-{len(self._pictures) + 1}"
        self._pictures.append(
            Picture(
                name=name,
                source=source,
                alt=alt,
                role=role,
                prompt=prompt,
                background=background,
                span=span,
            )
        )
        return name

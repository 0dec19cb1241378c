"""What is written in a deck, and not spoken in the languages that were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.editions.places import Kind, Place, Places
from mdvid.media.language import nearest
from mdvid.project import Project


def is_partial(places: Places, spoken: Sequence[Place]) -> bool:
    """Return whether there is more in the deck than what is spoken."""
    tags = [place.tag for place in spoken]
    own = any(place.kind is Kind.OWN for place in spoken)
    return not own or any(nearest(tag, tags) is None for tag in places.blocks)


def unheard(base: Project, places: Places, spoken: Sequence[Place]) -> Iterator[Diagnostic]:
    """Yield what there is to say of notes and blocks that are not spoken, or in no fit language."""
    for tag, span in places.blocks.items():
        yield from _unheard_blocks(base, tag, span, spoken)
    own = next((place for place in spoken if place.kind is Kind.OWN), None)
    if own and base.own_lang and nearest(own.tag, [base.own_lang]) is None:
        yield Diagnostic(
            severity=Severity.NOTE,
            message=f"nothing is written in `{own.tag}`: the notes, which are said to be in"
            f" `{base.own_lang}`, are read in it as they are",
            span=base.own_lang_span,
        )
    noted = next((s for s in base.deck.slides if s.notes), None)
    if own is None and noted and not base.own_lang and len(spoken) > 1:
        yield Diagnostic(
            severity=Severity.NOTE,
            message=f"the notes of `{base.deck_path.name}` itself are not spoken: every language"
            " that is asked for is written elsewhere",
            span=noted.notes[0].span,
            hint="`lang:` in it says in which language they are",
        )


def _unheard_blocks(
    base: Project, tag: str, span: Span, spoken: Sequence[Place]
) -> Iterator[Diagnostic]:
    file = next((p for p in spoken if p.kind is Kind.FILE and nearest(tag, [p.tag])), None)
    if file:
        yield Diagnostic(
            severity=Severity.WARNING,
            message=f"in `{file.tag}` the notes of `{file.path.name}` are spoken, and not this"
            " block",
            span=span,
            hint="leave out the blocks, or the file",
        )
    elif not any(nearest(tag, [place.tag]) for place in spoken):
        yield Diagnostic(
            severity=Severity.INFO,
            message=f"what is written in `{tag}` is not spoken: nobody asked for it",
            span=span,
            hint=f"to hear it: `--lang {','.join((*base.config.languages, tag))}`",
        )

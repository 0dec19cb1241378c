"""Editions: a deck in the languages that are asked for, as one video or as one for each.

What is said in a language is in the deck itself if that is in it, else in a deck of its own beside
it (`deck.es.md`), else in the `:::lang es` blocks of the deck.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mdvid.config.by_language import ALIGN, VOICE
from mdvid.config.layers import Origin, Source
from mdvid.deck.model import Deck
from mdvid.deck.translations import block_languages, translated, with_own_blocks
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.matching import refuse_different, unsaid
from mdvid.editions.nowhere import lost
from mdvid.errors import DeckError, MdvidError
from mdvid.media.language import nearest
from mdvid.project import Project, read_project, selected
from mdvid.sources.deck_file import language_in_name, translations_beside

LANG = ("lang",)


class _Kind(enum.Enum):
    """Where a narration is written."""

    OWN = "in the deck"
    FILE = "in a deck of its own"
    BLOCKS = "in blocks"


@dataclass(frozen=True, slots=True)
class _Place:
    kind: _Kind
    tag: str
    path: Path


def load_editions(
    deck_path: Path,
    overrides: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[Project, ...]:
    """Read the deck, in each language that is asked for; all that is wrong is said at once.

    One project for one video: the first language's, with the others in `further`. Several if each
    language is to be a video of its own.

    Raises:
        ConfigError: an option, a variable, or the configuration file is wrong.
        DeckError: the deck or one of its translations is wrong, or does not go with the others.
        ThemeError: the theme is wrong.
    """
    base = _by_name(read_project(deck_path, overrides, environment), overrides, environment)
    editions = _Editions(base, overrides or {}, environment)
    projects = editions.read()
    if len(projects) > 1 and not base.config.per_lang:
        projects = (_together(projects, base.config.languages),)
    return tuple(selected(project) for project in projects)


def _by_name(
    project: Project,
    overrides: Mapping[str, object] | None,
    environment: Mapping[str, str] | None,
) -> Project:
    """Return a translation in the language that its name says, if it does not say one itself."""
    tag = "" if project.own_lang else language_in_name(project.deck_path)
    if not tag:
        return project
    if LANG not in project.origins:
        told = {**(overrides or {}), "lang": tag}
        project = read_project(project.deck_path, told, environment)
        origins = {key: value for key, value in project.origins.items() if key != LANG}
        project = replace(project, origins=origins)
    return replace(project, own_lang=tag)


def _together(projects: Sequence[Project], tags: Sequence[str]) -> Project:
    """Return the first of some projects with the others as further narrations of its slides.

    Raises:
        DeckError: their slides do not go together.
    """
    refuse_different(projects)
    first, *others = projects
    further = []
    for other, tag in zip(others, tags[1:], strict=True):
        silent = (d for d in unsaid(first.deck, other) if d not in other.diagnostics)
        told = (*other.diagnostics, *silent)
        further.append(replace(other, tag=tag, diagnostics=told, shares_pins=False))
    return replace(first, tag="", further=tuple(further), shares_pins=False)


class _Editions:
    """Reads them."""

    def __init__(
        self,
        base: Project,
        overrides: Mapping[str, object],
        environment: Mapping[str, str] | None,
    ) -> None:
        self._base = base
        self._overrides = overrides
        self._environment = environment
        self._asked = base.config.languages
        self._blocks = block_languages(base.deck)
        asks = LANG in base.origins and self._asked != (base.own_lang,)
        self._files = translations_beside(base.deck_path) if asks else {}
        self._places = self._found(_own_language(base, (*self._files, *self._blocks)))

    def read(self) -> tuple[Project, ...]:
        """Return the projects of all languages, in order."""
        base = self._base
        chosen = [(tag, self._place(tag)) for tag in self._asked]
        if len(chosen) == 1 and chosen[0][1] is None:
            # Whoever builds knows better in which language the deck is.
            chosen = [(chosen[0][0], _Place(_Kind.OWN, chosen[0][0], base.deck_path))]
        nowhere = [tag for tag, place in chosen if place is None]
        if nowhere:
            raise lost(base, nowhere, [place.tag for place in self._places.values()])
        found: list[Project] = []
        errors: list[DeckError] = []
        for tag, place in chosen:
            assert place
            try:
                found.append(self._edition(tag, place, first=not found))
            except DeckError as error:
                errors.append(error)
        if errors:
            raise _joined(errors)
        spoken = [place for _, place in chosen if place]
        told = (*found[0].diagnostics, *self._unheard(spoken))
        found[0] = replace(found[0], diagnostics=told, partial=self._is_partial(spoken))
        return _without_repeats(found)

    def _is_partial(self, spoken: Sequence[_Place]) -> bool:
        """Return whether there is more in the deck than what is spoken."""
        tags = [place.tag for place in spoken]
        own = any(place.kind is _Kind.OWN for place in spoken)
        return not own or any(nearest(tag, tags) is None for tag in self._blocks)

    def _found(self, own: str) -> Mapping[str, _Place]:
        """Return where each language is to be found; the deck itself goes before the others."""
        path = self._base.deck_path
        places: dict[str, _Place] = {}
        if own:
            places[own.lower()] = _Place(_Kind.OWN, own, path)
        for tag, file in self._files.items():
            places.setdefault(tag.lower(), _Place(_Kind.FILE, tag, file))
        for tag in self._blocks:
            places.setdefault(tag.lower(), _Place(_Kind.BLOCKS, tag, path))
        return places

    def _place(self, tag: str) -> _Place | None:
        known = nearest(tag, self._places)
        return None if known is None else self._places[known]

    def _edition(self, tag: str, place: _Place, *, first: bool) -> Project:
        lang = tag if len(tag) >= len(place.tag) else place.tag
        project = self._read(place, lang)
        if place.kind is _Kind.FILE:
            lang = _language_of(project, lang)
            if lang != project.config.lang:
                project = self._read(place, lang)
        own = place.kind is _Kind.OWN
        deaf = _is_foreign(project, place, ALIGN, first=first)
        edition = replace(
            project,
            config=replace(project.config, align="") if deaf else project.config,
            foreign_aligner=deaf or (ALIGN in project.by_language and not project.config.align),
            deck=self._deck(project.deck, place, lang),
            foreign_voice=_is_foreign(project, place, VOICE, first=first),
            named=self._base.deck_path,
            shares_pins=len(self._asked) > 1 and place.path == self._base.deck_path,
            tag="" if own or (len(self._asked) == 1 and _names_a_file(project)) else tag,
        )
        if place.kind is not _Kind.BLOCKS:
            return edition
        silent = unsaid(self._base.deck, edition)
        return replace(edition, diagnostics=(*edition.diagnostics, *silent))

    def _read(self, place: _Place, lang: str) -> Project:
        base = self._base
        if place.path == base.deck_path and lang == base.config.lang:
            return base
        told = {**self._overrides, "lang": lang}
        project = read_project(place.path, told, self._environment)
        origin = base.origins.get(LANG)
        if place.kind is _Kind.FILE:
            span = project.own_lang_span
            origin = Origin(source=Source.DECK, label="`lang`", span=span) if span else origin
        origins = {key: value for key, value in project.origins.items() if key != LANG}
        return replace(project, origins=origins | ({LANG: origin} if origin else {}))

    def _deck(self, deck: Deck, place: _Place, lang: str) -> Deck:
        exact = {other.lower() for other in self._asked} - {lang.lower()}

        def choose(tags: Collection[str]) -> str | None:
            return nearest(lang, [tag for tag in tags if tag.lower() not in exact])

        if place.kind is not _Kind.BLOCKS:
            return with_own_blocks(deck, choose)
        # What is written on the slides stays in the language that it is in.
        shown = self._base.own_lang or self._base.config.lang
        return replace(translated(deck, choose, lang), lang=shown)

    def _unheard(self, chosen: Sequence[_Place]) -> Iterator[Diagnostic]:
        """Yield what there is to say of blocks that are not spoken."""
        for tag, span in self._blocks.items():
            file = next((p for p in chosen if p.kind is _Kind.FILE and nearest(tag, [p.tag])), None)
            if file:
                yield Diagnostic(
                    severity=Severity.WARNING,
                    message=f"in `{file.tag}` the notes of `{file.path.name}` are spoken, and not"
                    " this block",
                    span=span,
                    hint="leave out the blocks, or the file",
                )
            elif not any(nearest(tag, [p.tag]) for p in chosen):
                yield Diagnostic(
                    severity=Severity.INFO,
                    message=f"what is written in `{tag}` is not spoken: nobody asked for it",
                    span=span,
                    hint=f"to hear it: `--lang {','.join((*self._asked, tag))}`",
                )


def _own_language(base: Project, others: Collection[str]) -> str:
    """Return the language that the deck is in; empty if it is in none of those asked for.

    One that does not say it is in the first language asked for that is written nowhere else.
    """
    if base.own_lang or LANG not in base.origins:
        return base.own_lang or base.config.lang
    return next((tag for tag in base.config.languages if nearest(tag, others) is None), "")


def _language_of(project: Project, lang: str) -> str:
    """Return the language of a translation, which may say more than the name of its file.

    Raises:
        DeckError: it says another one.
    """
    said = project.own_lang
    if not said:
        return lang
    if nearest(lang, [said]) is None:
        name = project.deck_path.name
        raise DeckError(
            (
                Diagnostic(
                    severity=Severity.ERROR,
                    message=f"by its name `{name}` is in `{lang}`, and here it says `{said}`",
                    span=project.own_lang_span,
                    hint=f"write `lang: {lang}`, or give the file another name",
                ),
            )
        )
    return max(lang, said, key=len)


def _is_foreign(project: Project, place: _Place, key: str, *, first: bool) -> bool:
    """Return whether the voice, or the model that hears words, was chosen for another language."""
    origin = project.origins.get((key,))
    if origin is None or key in project.by_language:
        return False
    if origin.source is Source.DECK:
        return place.kind is _Kind.BLOCKS
    return not first


def _names_a_file(project: Project) -> bool:
    return project.config.output is not None and not project.config.output.folder


def _joined(errors: Sequence[DeckError]) -> MdvidError:
    kinds = {type(error) for error in errors}
    kind = kinds.pop() if len(kinds) == 1 else DeckError
    return kind(tuple(dict.fromkeys(d for error in errors for d in error.diagnostics)))


def _without_repeats(projects: Sequence[Project]) -> tuple[Project, ...]:
    """Return them with what was found in one file said once."""
    said: set[Diagnostic] = set()
    kept = []
    for project in projects:
        fresh = tuple(d for d in project.diagnostics if d not in said)
        said.update(fresh)
        kept.append(replace(project, diagnostics=fresh))
    return tuple(kept)

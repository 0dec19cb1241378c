"""Editions: a deck in the languages that are asked for, as one video or as one for each.

What is said in a language is in the deck itself if that is in it, else in a deck of its own beside
it (`deck.es.md`), else in the `:::lang es` blocks of the deck.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from mdvid.config.by_language import ALIGN, VOICE
from mdvid.config.layers import Origin, Source
from mdvid.deck.model import Deck
from mdvid.deck.translations import translated, with_own_blocks
from mdvid.diagnostics import Diagnostic, Severity
from mdvid.editions.matching import refuse_different, refuse_twice, unsaid
from mdvid.editions.nowhere import lost
from mdvid.editions.places import LANG, Kind, Place, Places
from mdvid.editions.unheard import is_partial, unheard
from mdvid.errors import DeckError, MdvidError
from mdvid.media.language import canonical, nearest
from mdvid.project import Project, read_project, selected
from mdvid.sources.deck_file import language_in_name


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
    origin = project.origins.get(LANG)
    # A file of settings says it for all decks of a folder, a name for one.
    if origin is None or origin.source is Source.FILE:
        told = {**(overrides or {}), "lang": tag}
        project = read_project(project.deck_path, told, environment)
        origins = {key: value for key, value in project.origins.items() if key != LANG}
        project = replace(project, origins=origins)
    return replace(project, own_lang=canonical(tag))


def _together(projects: Sequence[Project], tags: Sequence[str]) -> Project:
    """Return the first of some projects with the others as further narrations of its slides.

    Raises:
        DeckError: their slides do not go together.
    """
    refuse_different(projects)
    first, *others = projects
    further = []
    for other, tag in zip(others, tags[1:], strict=True):
        told = dict.fromkeys((*other.diagnostics, *unsaid(first.deck, other)))
        further.append(replace(other, tag=tag, diagnostics=tuple(told), shares_pins=False))
    silent = chain(*(unsaid(other.deck, first) for other in others))
    return replace(
        first,
        tag="",
        further=tuple(further),
        diagnostics=tuple(dict.fromkeys((*first.diagnostics, *silent))),
        shares_pins=False,
    )


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
        self._places = Places(base)

    def read(self) -> tuple[Project, ...]:
        """Return the projects of all languages, in order."""
        places = [self._places.find(tag) for tag in self._asked]
        if places == [None]:
            # Whoever builds knows better in which language the deck is.
            places = [self._places.deck_itself(self._asked[0])]
        chosen = {t: place for t, place in zip(self._asked, places, strict=True) if place}
        if nowhere := [tag for tag in self._asked if tag not in chosen]:
            raise lost(self._base, nowhere, self._places.tags)
        found: list[Project] = []
        errors: list[DeckError] = []
        for tag, place in chosen.items():
            try:
                found.append(self._edition(tag, place, first=not found))
            except DeckError as error:
                errors.append(error)
        if errors:
            raise _joined(errors)
        refuse_twice(self._asked, found)
        spoken = tuple(chosen.values())
        told = (*found[0].diagnostics, *unheard(self._base, self._places, spoken))
        partial = is_partial(self._places, spoken)
        found[0] = replace(found[0], diagnostics=told, partial=partial)
        return _without_repeats(found)

    def _edition(self, tag: str, place: Place, *, first: bool) -> Project:
        lang = tag if len(tag) >= len(place.tag) else place.tag
        project = self._read(place, lang)
        if place.kind is Kind.FILE:
            lang = _language_of(project, lang)
            if lang != project.config.lang:
                project = self._read(place, lang)
        own = place.kind is Kind.OWN
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
        if place.kind is not Kind.BLOCKS:
            return edition
        silent = unsaid(self._base.deck, edition)
        return replace(edition, diagnostics=(*edition.diagnostics, *silent))

    def _read(self, place: Place, lang: str) -> Project:
        base = self._base
        if place.path == base.deck_path and lang == base.config.lang:
            return base
        told = {**self._overrides, "lang": lang}
        project = read_project(place.path, told, self._environment)
        origin = base.origins.get(LANG)
        if place.kind is Kind.FILE:
            span = project.own_lang_span
            origin = Origin(source=Source.DECK, label="`lang`", span=span) if span else origin
        origins = {key: value for key, value in project.origins.items() if key != LANG}
        return replace(project, origins=origins | ({LANG: origin} if origin else {}))

    def _deck(self, deck: Deck, place: Place, lang: str) -> Deck:
        exact = {other.lower() for other in self._asked} - {lang.lower()}

        def choose(tags: Collection[str]) -> str | None:
            return nearest(lang, [tag for tag in tags if tag.lower() not in exact])

        if place.kind is not Kind.BLOCKS:
            return with_own_blocks(deck, choose)
        # What is written on the slides stays in the language that it is in.
        shown = self._base.own_lang or self._base.config.lang
        return replace(translated(deck, choose, lang), lang=shown)


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


def _is_foreign(project: Project, place: Place, key: str, *, first: bool) -> bool:
    """Return whether the voice, or the model that hears words, was chosen for another language."""
    origin = project.origins.get((key,))
    if origin is None or key in project.by_language:
        return False
    if origin.source is Source.DECK:
        return place.kind is Kind.BLOCKS
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

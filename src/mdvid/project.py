"""A project: a deck that was read, with the settings and the theme that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mdvid.config.layers import Origin, Source
from mdvid.config.loader import LoadedConfig, load_config
from mdvid.config.model import Config
from mdvid.config.values import first_language
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions, FrontMatter
from mdvid.deck.parser import examine_deck, parse_deck
from mdvid.deck.source import decode
from mdvid.diagnostics import Diagnostic, Severity, Span, did_you_mean
from mdvid.errors import ConfigError, DeckError, ThemeError
from mdvid.sources.check import errors_of_files
from mdvid.sources.collect import Policy
from mdvid.sources.deck_file import read_deck_file
from mdvid.sources.includes import read_includes
from mdvid.speech.lexicon import Lexicon
from mdvid.speech.model import Passage, Voice
from mdvid.speech.script import make_script
from mdvid.theme.capacity import capacity
from mdvid.theme.loader import UnknownTheme, load_theme
from mdvid.theme.model import Theme

DEFAULT_THEME = "plain"

NEAR_CLASS = 0.85
"""How alike the classes of slides must be: a class may also be the deck's own, for its own CSS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that a build of one deck follows from, but the files it refers to."""

    deck_path: Path
    root: Path
    """Files may come from here."""
    config: Config
    deck: Deck
    theme: Theme
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings and remarks; never errors."""
    origins: Mapping[tuple[str, ...], Origin] = field(default_factory=dict)
    """Who said a setting, by its key; nobody said what is not there."""
    includes: tuple[Path, ...] = ()
    """The files whose slides the deck includes."""
    own_lang: str = ""
    """The language that the deck itself says it is in; empty if it does not say."""
    own_lang_span: Span | None = None
    by_language: frozenset[str] = frozenset()
    """Keys of settings that were given for each language."""
    foreign_voice: bool = False
    """The voice was chosen for another language of the deck: it may not speak this one."""
    foreign_aligner: bool = False
    """Models that hear words were named for other languages of the deck only."""
    named: Path | None = None
    """The deck whose name the results have, if that is another one than `deck_path`."""
    tag: str = ""
    """The language in names of files; empty for the deck's own, and where all are in one file."""
    shares_pins: bool = False
    """It is one of several videos of one deck, whose pins lie together."""
    partial: bool = False
    """Something is written in the deck in a language that is not spoken here."""
    further: tuple[Project, ...] = ()
    """What is said to the same slides in other languages, slide by slide."""

    @property
    def name(self) -> Path:
        """The deck whose name the results have."""
        return self.named or self.deck_path


def load_project(
    deck_path: Path,
    overrides: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Project:
    """Read the deck, its settings and its theme; only the slides that are asked for.

    Raises:
        MdvidError: as `read_project` does, and if no slide is asked for.
    """
    return selected(read_project(deck_path, overrides, environment))


def read_project(
    deck_path: Path,
    overrides: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Project:
    """Read the deck with all its slides, its settings and its theme.

    `overrides` are settings from the command line; `environment` is that of the process.

    Raises:
        ConfigError: an option, a variable, or the configuration file is wrong.
        DeckError: the deck is wrong; says all of it.
        ThemeError: the theme is wrong.
    """
    shown = str(deck_path)
    text = decode(read_deck_file(deck_path), shown)
    front_matter = read_front_matter(text, path=shown)
    diagnostics = list(front_matter.diagnostics)
    loaded = _config(deck_path, text, front_matter.value, overrides, environment, diagnostics)
    theme = _theme(loaded, deck_path, front_matter.value, diagnostics)
    config = loaded.config
    root = config.root or deck_path.parent
    includes = read_includes(text, front_matter.value, config.dialect, deck=deck_path, root=root)
    options = DeckOptions(
        lang=config.lang,
        title=config.title,
        dialect=config.dialect,
        narration=config.narration,
        all_notes=config.notes == "all",
        capacity=capacity(theme, config.size),
        includes=includes.files,
    )
    try:
        parsed = parse_deck(text, front_matter.value, options, path=shown)
    except DeckError as error:
        policy = Policy(
            folder=deck_path.parent,
            root=root,
            placeholder=config.missing == "placeholder",
            untrusted=config.untrusted,
        )
        found = _problems(text, front_matter.value, options, policy, shown)
        raise type(error)((*diagnostics, *(found or error.diagnostics))) from error
    diagnostics += parsed.diagnostics
    diagnostics += _mistyped_classes(parsed.value, theme)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        raise DeckError(tuple(diagnostics))
    own = front_matter.value.settings.get("lang")
    return Project(
        deck_path=deck_path,
        root=root,
        config=config,
        deck=parsed.value,
        theme=theme,
        diagnostics=tuple(diagnostics),
        origins=loaded.origins,
        own_lang=first_language(own.value) if own and own.value else "",
        own_lang_span=own.span if own else None,
        by_language=loaded.by_language,
        includes=includes.read,
    )


def _config(  # noqa: PLR0917  # the sources of settings, in their order
    deck_path: Path,
    text: str,
    front_matter: FrontMatter,
    overrides: Mapping[str, object] | None,
    environment: Mapping[str, str] | None,
    diagnostics: list[Diagnostic],
) -> LoadedConfig:
    try:
        loaded = load_config(
            folder=deck_path.parent,
            deck=deck_path,
            front_matter=front_matter,
            environment=environment,
            overrides=overrides,
        )
    except DeckError as error:
        untrusted = bool((overrides or {}).get("untrusted"))
        policy = Policy(folder=deck_path.parent, root=deck_path.parent, untrusted=untrusted)
        body = _problems(text, front_matter, DeckOptions(), policy, str(deck_path))
        raise DeckError((*diagnostics, *error.diagnostics, *body)) from error
    diagnostics += loaded.diagnostics
    return loaded.value


def _problems(
    text: str, front_matter: FrontMatter, options: DeckOptions, policy: Policy, shown: str
) -> tuple[Diagnostic, ...]:
    """Return all that is wrong in the body of a deck that cannot be built.

    Its notes and files are looked at as well, although they come later: so everything is said
    at once.
    """
    examined = examine_deck(text, front_matter, options, path=shown)
    deck = examined.value
    if deck is None:
        return examined.diagnostics
    return (*examined.diagnostics, *_errors_of_notes(deck), *errors_of_files(deck, policy))


def _errors_of_notes(deck: Deck) -> Iterator[Diagnostic]:
    for slide in deck.slides:
        voice = Voice(provider="", name="", lang=slide.directives.lang or deck.lang)
        passages = [Passage(text=note.text, span=note.span) for note in slide.notes]
        script = make_script(passages, voice=voice, lexicon=Lexicon())
        errors = (d for d in script.diagnostics if d.severity is Severity.ERROR)
        yield from (replace(d, slide=slide.number) for d in errors)


def _theme(
    loaded: LoadedConfig,
    deck_path: Path,
    front_matter: FrontMatter,
    diagnostics: list[Diagnostic],
) -> Theme:
    """Return the theme; one that only the deck names and nobody knows is no reason to stop."""
    try:
        return load_theme(loaded.config.theme, beside=deck_path.parent)
    except ThemeError as error:
        raise type(error)(tuple(map(_from_here, error.diagnostics))) from error
    except UnknownTheme as error:
        if loaded.origin("theme") is not Source.DECK:
            raise
        setting = front_matter.settings.get("theme")
        diagnostics.append(
            Diagnostic(
                severity=Severity.WARNING,
                message=f"{error}; `{DEFAULT_THEME}` is used",
                span=setting.span if setting else None,
                hint=error.hint,
            )
        )
        return load_theme(DEFAULT_THEME, beside=deck_path.parent)


def _from_here(diagnostic: Diagnostic) -> Diagnostic:
    """Return it with the path from the current folder, if that is short: as decks are named."""
    span = diagnostic.span
    if span is None or not Path(span.path).is_relative_to(Path.cwd()):
        return diagnostic
    path = str(Path(span.path).relative_to(Path.cwd()))
    return replace(diagnostic, span=replace(span, path=path))


def _mistyped_classes(deck: Deck, theme: Theme) -> Iterator[Diagnostic]:
    """Yield a warning for each class that nothing styles and that is nearly one of the theme's."""
    css = "".join((theme.css, deck.style, *(style for s in deck.slides for style in s.styles)))
    seen = set(theme.classes)
    for slide in deck.slides:
        for name in slide.directives.classes:
            if name in seen or f".{name}" in css:
                continue
            seen.add(name)
            if hint := did_you_mean(name, theme.classes, nearness=NEAR_CLASS):
                yield Diagnostic(
                    severity=Severity.WARNING,
                    message=f"the theme `{theme.name}` has no class `{name}`",
                    span=slide.span,
                    hint=hint,
                    slide=slide.number,
                )


def selected(project: Project) -> Project:
    """Return the project with only the slides that are asked for, in every language.

    Raises:
        ConfigError: that is none.
    """
    if not project.config.slides:
        return project
    deck, selects = project.deck, project.config.selects
    slides = tuple(slide for slide in deck.slides if selects(slide.number))
    if not slides:
        count = len(deck.slides)
        raise ConfigError("`--slides` selects no slide", hint=f"the deck has slides 1 to {count}")
    return replace(
        project,
        deck=replace(deck, slides=slides),
        further=tuple(selected(other) for other in project.further),
    )

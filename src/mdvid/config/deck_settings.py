"""What a deck's front matter may say about the build, and what it may not.

A deck can come from a stranger: it chooses how it looks and sounds, never where files are read or
written, nor what the machine spends on it.
"""

from __future__ import annotations

from dataclasses import replace

from mdvid.config.layers import Layer, Origin, Source
from mdvid.config.model import KEYS
from mdvid.deck.dialect import captions_of, is_dark, is_slidevs, names_music, names_quarto
from mdvid.deck.directives import DIRECTIVES, METADATA
from mdvid.deck.model import FrontMatter, Setting
from mdvid.diagnostics import Severity, did_you_mean

REFUSED = frozenset(
    {
        "root",
        "output",
        "cache_dir",
        "browser",
        "jobs",
        "deadline",
        "device",
        "accept_licence",
        "narrators",
        "illustrators",
    }
)
"""Keys that only the person who builds may set."""

TIGHTENING = {"offline": "true", "untrusted": "true", "missing": "error", "frozen": "true"}
"""Keys that a deck may set in one direction only."""

FOREIGN = frozenset({"draft", "slides", "cache"})
"""Keys of ours that site generators use for something else in the same place."""

LATER = frozenset({"music", "audio_tracks"})
"""Keys that a deck may have already, though nothing follows from them yet."""

OF_DIALECTS = frozenset({"asset_resize", "comark", "defaults", "mdc", "voice_speed"})
"""Keys that Narakeet's scripts and Slidev's decks have, and that are read with those."""

SHOWN = frozenset({"author", "date"})
"""Keys that an article's first slide shows; usual in decks too."""

LENIENT = frozenset({"format", "theme"})
"""Keys that other tools give other values: a value that we do not know is only a warning."""

NEAR = 0.8
"""How alike an unknown key must be to one of ours to be taken for a slip."""


def read_deck(front_matter: FrontMatter) -> Layer:
    """Return the settings in `front_matter`; the directives in it belong to the deck's parser."""
    layer, strange = Layer(), dict[str, Setting]()
    for key, setting in front_matter.settings.items():
        origin = Origin(source=Source.DECK, label=f"`{key}`", span=setting.span)
        known = key.replace("-", "_")
        if _is_judged_elsewhere(known, setting.value, front_matter):
            continue
        if known == "subtitles" and (captions := captions_of(setting.value)):
            layer.put(("captions",), captions, origin)
            continue
        if key == "colorSchema" and is_dark(front_matter.settings):
            layer.put(("theme",), "dark", origin)
            continue
        if known in KEYS and known not in FOREIGN:
            if _allowed(known, setting, layer):
                layer.put((known,), setting.value, origin)
                for inner, span in setting.inner.items():
                    if (known, inner) in layer.origins:
                        layer.origins[known, inner] = replace(origin, span=span)
        elif key.removeprefix("_") not in DIRECTIVES and key not in SHOWN:
            strange[key] = setting
    _report_strange(strange, layer)
    return layer


def _is_judged_elsewhere(known: str, value: object, front_matter: FrontMatter) -> bool:
    """Tell whether a key is none of ours after all, or one of a dialect that says what it does."""
    settings = front_matter.settings
    slidev = is_slidevs(settings)
    elsewhere = {
        # Narakeet's music, or the picture of Slidev's first slide
        "background": names_music(value) or slidev or "layout" in settings,
        "format": names_quarto(value),
        "image": slidev,
        "layout": slidev,
        "subtitles": "captions" in settings,
        "theme": is_dark(settings),
    }
    read = value is None or known in LATER or known in OF_DIALECTS
    return read or elsewhere.get(known, False)


def _allowed(key: str, setting: Setting, layer: Layer) -> bool:
    relaxed = key in TIGHTENING and str(setting.value).strip().lower() != TIGHTENING[key]
    if key not in REFUSED and not relaxed:
        return True
    option = key.replace("_", "-")
    layer.complain(
        Origin(source=Source.DECK, label=f"`{key}`", span=setting.key_span),
        f"a deck cannot set `{option}`: it is ignored",
        hint=f"say `{key}` in `mdvid.toml`, or `--set {key}=...`: whoever builds decides this",
        severity=Severity.WARNING,
    )
    return False


def _report_strange(strange: dict[str, Setting], layer: Layer) -> None:
    """Warn about what looks like a slip; list the rest once: other tools have keys of their own."""
    known = {*KEYS, *DIRECTIVES} - REFUSED - FOREIGN
    foreign = list[tuple[str, Origin]]()
    for key, setting in strange.items():
        usual = key in FOREIGN or key in METADATA
        hint = None if usual else did_you_mean(key, known, nearness=NEAR)
        origin = Origin(source=Source.DECK, label=f"`{key}`", span=setting.key_span)
        if hint:
            layer.complain(origin, f"unknown setting `{key}`", hint=hint, severity=Severity.WARNING)
        else:
            foreign.append((key, origin))
    if foreign:
        names = ", ".join(f"`{key}`" for key, _ in foreign)
        layer.complain(
            foreign[0][1],
            f"front matter that mdvid does not use: {names}",
            severity=Severity.INFO,
        )


def is_judged_by_parser(key: str, value: object) -> bool:
    """Return whether the deck's parser reports a wrong value of the directive `key`."""
    return key in {"hold", "lang"} or (key in DIRECTIVES and isinstance(value, list | dict))

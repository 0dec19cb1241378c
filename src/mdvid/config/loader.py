"""One `Config` from everything that has a say in it.

Defaults < `mdvid.toml` or `[tool.mdvid]` < front matter < `MDVID_*` < command line: merged as
plain mappings, validated once, and all that is wrong is reported together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from mdvid.config import sizes, values
from mdvid.config.by_language import choose
from mdvid.config.deck_settings import LENIENT, is_judged_by_parser, read_deck
from mdvid.config.files import find_checkout, find_file, read_file
from mdvid.config.invocation import read_environment, read_overrides
from mdvid.config.layers import Layer, Origin, Source
from mdvid.config.model import Config, Illustration, read_table
from mdvid.config.output import output_format
from mdvid.config.speakers import voice_of_name
from mdvid.deck.model import FrontMatter
from mdvid.diagnostics import Severity, Warned, did_you_mean
from mdvid.errors import ConfigError, DeckError

SHOWN = 60
"""Characters of a wrong value that a message repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """Settings, and where they come from."""

    config: Config
    file: Path | None
    """The configuration file that was read."""
    origins: Mapping[tuple[str, ...], Origin]
    by_language: frozenset[str] = frozenset()
    """Keys whose values were given for each language; `config` has those of the first."""

    def origin(self, key: str) -> Source:
        """Return what kind of source said `key`."""
        found = self.origins.get((key,))
        return found.source if found else Source.DEFAULT


def load_config(
    *,
    folder: Path,
    deck: Path | None = None,
    front_matter: FrontMatter | None = None,
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Warned[LoadedConfig]:
    """Return the settings for the deck in `folder`, or for no deck at all.

    `environment` is that of the process: only `MDVID_*`, `XDG_CACHE_HOME` and `HOME` are read.
    `overrides` are options by their key; `set` holds a sequence of texts `KEY=VALUE`.

    Raises:
        ConfigError: a file, a variable or an option is wrong; `diagnostics` are all of them.
        DeckError: only the front matter is.
    """
    environment = environment or {}
    told = read_environment(environment)
    told.update(read_overrides(overrides or {}))
    merged, file = _file_layer(folder, told)
    if front_matter:
        merged.update(read_deck(front_matter))
    merged.update(told)
    by_language = choose(merged)
    config = _validate(merged)
    config = _complete(config, merged, folder, file, environment)
    if deck and config.root and not deck.resolve().is_relative_to(config.root):
        merged.complain(
            merged.origin(("root",)), f"the deck `{deck}` is not under the root `{config.root}`"
        )
    _raise_errors(merged)
    loaded = LoadedConfig(
        config=config, file=file, origins=dict(merged.origins), by_language=by_language
    )
    return Warned(loaded, tuple(diagnostic for _, diagnostic in merged.problems))


def _file_layer(folder: Path, told: Layer) -> tuple[Layer, Path | None]:
    """Return what the configuration file says, if one is found and may be read."""
    top = told.values.get("root")
    folder = folder.resolve()
    file = find_file(folder, Path(str(top)).resolve() if top else None)
    if not file:
        return Layer(), None
    shown = os.path.relpath(file)
    if _is_on(told.values.get("untrusted")):
        # It may have come with the deck, from the same stranger.
        layer = Layer()
        origin = Origin(source=Source.FILE, label=f"`{shown}`")
        message = f"`{shown}` is not read: --untrusted trusts the command line only"
        layer.complain(origin, message, severity=Severity.INFO)
        return layer, None
    return read_file(file, shown), file


def _is_on(value: object) -> bool:
    try:
        return value is not None and values.switch(value)
    except values.BadValue:
        return False


def _validate(merged: Layer) -> Config:
    """Return the settings; what is wrong is noted, and left at its default for the moment."""

    def complain(path: tuple[str, ...], problem: values.BadValue | None, value: object) -> None:
        origin = merged.origin(path)
        if origin.source is Source.DECK and is_judged_by_parser(path[0], value):
            return
        if problem is None:
            hint = did_you_mean(path[-1], (f.name for f in fields(Illustration)))
            merged.complain(origin, f"unknown setting `{'.'.join(path)}`", hint=hint)
            return
        lenient = origin.source is Source.DECK and path[0] in LENIENT
        for one in (problem, *problem.others):
            inner = merged.origin((*path, one.key)) if one.key is not None else origin
            said = origin.label if inner.source is origin.source else inner.label
            # Who wrote the whole table at once is told which key of it is meant.
            label = said.replace(f"`{path[0]}`", f"`{'.'.join(path)}`")
            merged.complain(
                inner,
                f"{label} {one.problem}, not {_shown(value if one.found is None else one.found)}",
                hint=one.hint,
                severity=Severity.WARNING if lenient else Severity.ERROR,
            )

    return read_table(Config, merged.values, complain)


def _shown(value: object) -> str:
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case Mapping():
            return "a table"
        case list() | tuple():
            return "a list"
        case "":
            return "nothing"
        case _:
            written = str(value)
            return f"`{written if len(written) <= SHOWN else written[:SHOWN] + '…'}`"


def _complete(
    config: Config, merged: Layer, folder: Path, file: Path | None, environment: Mapping[str, str]
) -> Config:
    """Return `config` with everything in it that follows from the rest and from the machine."""
    voice, rate = voice_of_name(config.voice, config.rate, config.voices)
    changes: dict[str, Any] = {
        "languages": _languages(config, merged),
        "root": _root(config, merged, folder.resolve(), file),
        "cache_dir": _cache_dir(config, environment),
        "voice": replace(voice, lang=config.lang, rate=rate),
        "rate": rate,
        "size": sizes.draft_size(config.size) if config.draft else config.size,
    }
    if config.output and "format" not in merged.values:
        wanted = output_format(config.output)
        changes["format"] = config.format if wanted in {None, "mp4"} else (wanted,)
    _warn_of_odd_size(config, merged)
    return replace(config, **changes)


def _languages(config: Config, merged: Layer) -> tuple[str, ...]:
    try:
        return values.languages(merged.values.get("lang", config.lang))
    except values.BadValue:
        return (config.lang,)


def _root(config: Config, merged: Layer, folder: Path, file: Path | None) -> Path:
    if config.root:
        root = config.root.resolve()
        if not root.is_dir():
            origin = merged.origin(("root",))
            merged.complain(origin, f"{origin.label} `{config.root}` is not a folder")
        return root
    if config.untrusted:
        return folder
    return file.parent if file else find_checkout(folder) or folder


def _cache_dir(config: Config, environment: Mapping[str, str]) -> Path:
    if config.cache_dir:
        return config.cache_dir.absolute()
    base = environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):  # noqa: PTH117  # relative ones are to be ignored, says XDG
        return Path(base, "mdvid")
    try:
        home = Path(environment["HOME"]) if environment.get("HOME") else Path.home()
    except RuntimeError as error:
        raise ConfigError(
            "there is no home folder for the cache", hint="name a folder with --cache-dir"
        ) from error
    return home / ".cache" / "mdvid"


def _warn_of_odd_size(config: Config, merged: Layer) -> None:
    written = merged.values.get("size")
    try:
        odd = written is not None and sizes.written_size(written) != (
            config.size.width,
            config.size.height,
        )
    except values.BadValue:
        return
    if odd:
        merged.complain(
            merged.origin(("size",)),
            f"H.264 video needs even sides: `{written}` becomes `{config.size}`",
            severity=Severity.WARNING,
        )


def _raise_errors(merged: Layer) -> None:
    errors = [pair for pair in merged.problems if pair[1].severity is Severity.ERROR]
    if not errors:
        return
    diagnostics = tuple(diagnostic for _, diagnostic in merged.problems)
    if all(source is Source.DECK for source, _ in errors):
        raise DeckError(diagnostics)
    raise ConfigError("; ".join(d.message for _, d in errors), diagnostics=diagnostics)

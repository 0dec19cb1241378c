"""Settings from the environment and the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from mdvid.config.layers import Layer, Origin, Source, anchored
from mdvid.config.model import KEYS, NESTED
from mdvid.diagnostics import Severity, did_you_mean

PREFIX = "MDVID_"
"""Every option can be given as a variable: `--cache-dir` as `MDVID_CACHE_DIR`."""

SET = "set"
"""The override that holds `KEY=VALUE` texts."""

_NEAR = 0.85


def read_environment(environment: Mapping[str, str]) -> Layer:
    """Return what the `MDVID_` variables say; an empty one says nothing."""
    layer = Layer()
    variables = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    for variable, value in sorted(variables.items()):
        origin = Origin(source=Source.ENVIRONMENT, label=f"`{variable}`")
        key = variable.removeprefix(PREFIX).lower()
        if not value:
            continue
        if key == "no_cache":
            layer.put(("cache",), _opposite(value), origin)
        elif key in KEYS:
            layer.put((key,), anchored(key, _literal(layer, origin, key, value), ""), origin)
        elif hint := did_you_mean(key, KEYS, nearness=_NEAR):
            hint = hint.replace(hint.split("`")[1], PREFIX + hint.split("`")[1].upper())
            layer.complain(
                origin, f"unknown variable `{variable}`", hint=hint, severity=Severity.WARNING
            )
    return layer


def read_overrides(overrides: Mapping[str, object]) -> Layer:
    """Return what the options say; None says nothing. `set` holds texts `KEY=VALUE`."""
    layer = Layer()
    given = overrides.get(SET)
    if isinstance(given, Iterable) and not isinstance(given, str):
        for text in given:
            _set(layer, str(text))
    for key, value in overrides.items():
        if key == SET or value is None:
            continue
        option = "--no-cache" if key == "cache" else f"--{key.replace('_', '-')}"
        origin = Origin(source=Source.COMMAND_LINE, label=f"`{option}`")
        if key in KEYS:
            layer.put((key,), _from_here(key, value), origin)
        else:
            layer.unknown(origin, key)
    return layer


def _set(layer: Layer, text: str) -> None:
    name, equals, value = text.partition("=")
    origin = Origin(source=Source.COMMAND_LINE, label=f"`--set {name}`")
    path = tuple(name.strip().replace("-", "_").split("."))
    if not equals:
        layer.complain(origin, f"`--set {text}` has no value", hint="write --set KEY=VALUE")
    elif path[0] not in KEYS or (len(path) > 1 and path[0] not in NESTED):
        layer.unknown(origin, name)
    else:
        layer.put(path, _from_here(path[0], _literal(layer, origin, path[0], value)), origin)


def _literal(layer: Layer, origin: Origin, key: str, value: str) -> object:
    """Return a table written as TOML, or the text itself; a table that is wrong is noted."""
    if key not in NESTED or not value.lstrip().startswith("{"):
        return value
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        message = f"{origin.label} must be a table of TOML, not `{value}`"
        layer.complain(origin, message, hint='write {KEY = "VALUE"}')
        return {}


def _from_here(key: str, value: object) -> object:
    value = str(value) if key == "theme" and isinstance(value, Path) else value
    return anchored(key, value, Path.cwd() if key == "theme" else "")


def _opposite(value: str) -> object:
    on = value.strip().lower()
    return on in {"0", "false", "no", "off"} if on else value

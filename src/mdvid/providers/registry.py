"""Providers by name, ours and everybody's: entry points, loaded when they are asked for.

An entry point is a factory: it takes the provider's settings, checks them (`ConfigError`), and
starts nothing. One with an attribute `given` is also told those of these things that it names:

    device      `auto`, `cpu`, `cuda` or `mps`: where models run
    root        the folder (`Path`) from which relative paths of models are looked for
    accepted    names of licences (`tuple[str, ...]`) that the user has accepted
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, MdvidError, ProviderUnavailable
from mdvid.providers.protocols import Illustrator, Narrator

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

NARRATORS = "mdvid.narrators"
ILLUSTRATORS = "mdvid.illustrators"

SILENCE = "none"
"""The voice that says nothing: slides are held in silence, and no narrator is asked."""


def names(group: str) -> tuple[str, ...]:
    """Return the names of the providers that are installed, sorted."""
    return tuple(sorted(_entry_points(group)))


def narrator(
    name: str,
    settings: Mapping[str, object] | None = None,
    context: Mapping[str, object] | None = None,
) -> Narrator:
    """Return the narrator called `name`; `context` is what it may be told of the build.

    Raises:
        ConfigError: there is no such provider, or its settings make no sense.
        ProviderUnavailable: it is known, but what it needs is not installed.
    """
    made = _make(NARRATORS, "voice provider", name, settings or {}, context or {})
    _require_whole(made, Narrator, f"the voice provider `{name}`")
    return cast("Narrator", made)


def illustrator(
    name: str,
    settings: Mapping[str, object] | None = None,
    context: Mapping[str, object] | None = None,
) -> Illustrator:
    """Return the illustrator called `name`; `context` is what it may be told of the build.

    Raises:
        ConfigError: there is no such provider, or its settings make no sense.
        ProviderUnavailable: it is known, but what it needs is not installed.
    """
    made = _make(ILLUSTRATORS, "illustrator", name, settings or {}, context or {})
    _require_whole(made, Illustrator, f"the illustrator `{name}`")
    return cast("Illustrator", made)


def _make(
    group: str,
    kind: str,
    name: str,
    settings: Mapping[str, object],
    context: Mapping[str, object],
) -> object:
    point = _entry_points(group).get(name)
    if point is None:
        raise _unknown(group, kind, name)
    try:
        factory: Any = point.load()
    except (ImportError, AttributeError) as error:
        raise ProviderUnavailable(
            f"the {kind} `{name}` cannot be loaded: {error}",
            hint=f"install the package that brings it again: `{point.value}`",
        ) from error
    try:
        given = {key: context[key] for key in getattr(factory, "given", ()) if key in context}
        return factory(settings, **given)
    except MdvidError:
        raise
    except Exception as error:
        raise ConfigError(f"the {kind} `{name}` refuses its settings: {error}") from error


def _require_whole(made: object, protocol: type, what: str) -> None:
    """Make sure that a provider has all that its protocol says; no property of it is asked."""
    wanted = {name for kind in protocol.__mro__ for name in vars(kind) if name[0] != "_"}
    there = {*dir(type(made)), *getattr(made, "__dict__", ())}
    if missing := sorted(wanted - there):
        raise ProviderUnavailable(
            f"{what} lacks {', '.join(f'`{name}`' for name in missing)}",
            hint="it was written for another version of mdvid: update the package that brings it",
        )


def _unknown(group: str, kind: str, name: str) -> MdvidError:
    known = names(group)
    hint = did_you_mean(name, known) or f"installed are {', '.join(known) or 'none'}"
    return ConfigError(f"unknown {kind} `{name}`", hint=hint)


@cache
def _entry_points(group: str) -> dict[str, EntryPoint]:
    # Reading what is installed takes milliseconds: once per group, and only when asked.
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=group)}

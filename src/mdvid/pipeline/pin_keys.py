"""The key of a pin: what was wanted, whoever makes it, wherever, and with whatever version.

A key of the cache says everything that a result follows from; that of a pin says what was asked
for, and is to be the same next year on another machine. So revisions, devices and versions of
tools have no part in it, and neither has a field that is at its default: a new one changes no key.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan
from mdvid.pipeline.actions import (
    Animate,
    Enlarge,
    Illustrate,
    Narrate,
    PipelineAction,
    UseRecording,
)
from mdvid.pipeline.costs import kind_of
from mdvid.pipeline.pins import ANIMATOR, ENLARGER, ILLUSTRATOR, NARRATOR

Recipes = Mapping[tuple[str, str], Mapping[str, object]]
"""By kind and name of the provider, the settings that say what is wanted."""


def pin_keys(
    plan: Plan[PipelineAction], *, illustrator: str, recipes: Recipes
) -> Mapping[str, Digest]:
    """Return by id the key of each step that a pin can take the place of, and of recordings.

    `illustrator` is the name of the one that draws.
    """
    keys: dict[str, Digest] = {}
    for step in plan.in_order():
        # A recording is no result, but what is made from it is made from these bytes.
        keyed = kind_of(step.action) or isinstance(step.action, UseRecording)
        if keyed and all(need in keys for need in step.needs):
            maker = _maker(step.action, illustrator)
            keys[step.id] = pin_key(
                step.action,
                provider=maker[1],
                recipe=recipes.get(maker, {}),
                made_from=[keys[need] for need in step.needs],
            )
    return keys


def pin_key(
    action: PipelineAction,
    *,
    provider: str = "",
    recipe: Mapping[str, object] | None = None,
    made_from: Sequence[Digest] = (),
) -> Digest:
    """Return the key of what `action` asks `provider` for.

    `made_from` are the keys of the results that it reads, in order.
    """
    wish = {
        "kind": kind_of(action),
        "provider": provider,
        "wanted": _wanted(action),
        "recipe": recipe or {},
        "from": list(made_from),
    }
    return settings_digest({key: value for key, value in wish.items() if value})


def settings_digest(settings: Mapping[str, object]) -> Digest:
    """Return the SHA-256 of what people write: texts, numbers, lists and tables."""
    text = json.dumps(
        settings, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return Digest(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _maker(action: PipelineAction, illustrator: str) -> tuple[str, str]:
    """Return kind and name of the provider; the model alone says who makes the other kinds."""
    match action:
        case Narrate(request=request):
            return NARRATOR, request.voice.provider
        case Illustrate():
            return ILLUSTRATOR, illustrator
        case Enlarge():
            return ENLARGER, ""
        case Animate():
            return ANIMATOR, ""
        case _:
            return "", ""


def _wanted(value: object) -> object:
    match value:
        case enum.Enum():
            return value.name
        case tuple():
            return [_wanted(item) for item in value]
        case _ if is_dataclass(value):
            return dict(_told(value))
        case _:
            return value


def _told(value: Any) -> Iterator[tuple[str, object]]:
    """Yield the fields that have no default, and those that are not at it."""
    for item in fields(value):
        content = getattr(value, item.name)
        if content != _default(item):
            yield item.name, _wanted(content)


def _default(item: Field[Any]) -> object:
    return item.default if item.default_factory is MISSING else item.default_factory()

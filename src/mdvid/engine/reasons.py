"""Why a step runs: what is different from the last time."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from mdvid.engine.digest import Digest, text_digest

_SHOWN = 60
_BEGINNING = 40
_NAMED = 3
_LISTED = 16
"""Longer tuples are told as one value."""


class ChangeKind(enum.Enum):
    """The sort of reason a step has to run."""

    FIRST_RUN = "first run"
    ACTION = "action changed"
    TOOL = "tool changed"
    INPUT = "input changed"
    MISSING = "artifact missing"
    DAMAGED = "artifact damaged"
    INPUT_REBUILT = "input is rebuilt"
    """Only in a forecast: whether the step runs depends on what that input turns out to be."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an action whose value is another one; both values are shortened."""

    name: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.name}: {self.old or 'nothing'} -> {self.new or 'nothing'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReason:
    """Why a step runs; `kind` is the first reason where there are several."""

    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()
    """Fields of the action that changed."""
    tool: FieldChange | None = None
    """The fingerprint of the tool, if it changed."""
    needs: tuple[str, ...] = ()
    """Steps whose artifacts changed, or are rebuilt."""

    def __str__(self) -> str:
        parts = [str(change) for change in self.fields]
        if self.tool is not None:
            parts.append(str(self.tool))
        if self.kind is ChangeKind.INPUT_REBUILT:
            return f"may run: its input {_names(self.needs)} is rebuilt"
        if self.needs:
            parts.append(f"input {_names(self.needs)}")
        return f"{self.kind.value}: {'; '.join(parts)}" if parts else self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyParts:
    """What a key was made of, shortened: enough to say what changed."""

    key: Digest
    tool: str
    inputs: tuple[tuple[str, Digest], ...]
    """(need, digest of its artifact)."""
    fields: Mapping[str, str] = field(default_factory=dict)


def compare(old: KeyParts, new: KeyParts) -> ChangeReason:
    """Return what is different; with equal keys it is the artifact that is missing."""
    changed = tuple(
        FieldChange(name, old.fields.get(name, ""), new.fields.get(name, ""))
        for name in dict.fromkeys((*new.fields, *old.fields))
        if old.fields.get(name) != new.fields.get(name)
    )
    tool = FieldChange("tool", old.tool, new.tool) if old.tool != new.tool else None
    known = dict(old.inputs)
    needs = tuple(need for need, digest in new.inputs if known.get(need) != digest)
    needs += tuple(need for need in known if need not in dict(new.inputs))
    if changed:
        kind = ChangeKind.ACTION
    elif tool is not None:
        kind = ChangeKind.TOOL
    elif needs or old.inputs != new.inputs:
        kind = ChangeKind.INPUT
    else:
        kind = ChangeKind.MISSING
    return ChangeReason(kind=kind, fields=changed, tool=tool, needs=needs)


def describe(value: object) -> dict[str, str]:
    """Return the fields of an action, nested ones by their path, as short text."""
    told = {"kind": type(value).__qualname__}
    _tell(value, "", told)
    return told


def shorten(text: str) -> str:
    """Return `text` if it is short, else its beginning and something that tells it apart."""
    return text if len(text) <= _SHOWN else text[:_BEGINNING] + _rest(text)


def _tell(value: object, path: str, told: dict[str, str]) -> None:
    if isinstance(value, str):
        # Only of the beginning is the `repr` wanted: a style sheet may be long.
        long = len(value) > _SHOWN
        told[path] = repr(value[:_BEGINNING]) + _rest(value) if long else repr(value)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            name = f"{path}.{item.name}" if path else item.name
            _tell(getattr(value, item.name), name, told)
    elif isinstance(value, tuple) and len(value) <= _LISTED and any(map(is_dataclass, value)):
        for i, item in enumerate(value):
            _tell(item, f"{path}[{i}]", told)
    else:
        told[path] = shorten(repr(value))


def _rest(text: str) -> str:
    return f"… ({len(text)} characters, #{text_digest(text)[:8]})"


def _names(needs: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{need}`" for need in needs[:_NAMED])
    return shown if len(needs) <= _NAMED else f"{shown} and {len(needs) - _NAMED} more"

"""Why a step runs, in a few words: what an author changed before what follows from it."""

from __future__ import annotations

from itertools import takewhile

from mdvid.cli.snippet import ELLIPSIS
from mdvid.diagnostics import counted
from mdvid.engine.reasons import ChangeReason, FieldChange

ROOM = 84
"""Characters; with the step before it that makes a line of about 120."""

_CONTEXT = 10
"""Characters that are kept of what two long values begin with."""

_TELLING = ("text", "html", "css", "title", "name", "size", "fps")
"""Fields that an author knows, by the last part of their path, best first."""


def brief(reason: ChangeReason) -> str:
    """Return `text changed: 'old' -> 'new' and 3 more changes`, in at most `ROOM` characters."""
    changes = sorted(reason.fields, key=_rank)
    if reason.tool is not None:
        changes.append(reason.tool)
    if not changes:
        return _cut(str(reason), ROOM)
    first, more = changes[0], len(changes) - 1 + len(reason.needs)
    tail = f" and {counted(more, 'more change')}" if more else ""
    if _beginning(first.old) == _beginning(first.new):
        return f"{_field(first)} changed{tail}"
    head = f"{_field(first)} changed: "
    old, new = _values(first, (ROOM - len(head) - len(tail) - len(" -> ")) // 2)
    return f"{head}{old} -> {new}{tail}"


def _rank(change: FieldChange) -> tuple[bool, int]:
    """Return what sorts known fields before others, and changed values before new and gone ones."""
    name = _field(change)
    known = _TELLING.index(name) if name in _TELLING else len(_TELLING)
    return not (change.old and change.new), known


def _field(change: FieldChange) -> str:
    return change.name.rpartition(".")[2] or change.name


def _beginning(value: str) -> str:
    """Return what is shown of a value before the mark that tells long ones apart."""
    return value.rpartition(f"{ELLIPSIS} (")[0] or value


def _values(change: FieldChange, room: int) -> tuple[str, str]:
    """Return both values, each in `room`, and what is different about them in sight."""
    old, new = change.old or "nothing", change.new or "nothing"
    if max(len(old), len(new)) > room:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
        skip = sum(1 for _ in same) - _CONTEXT
        if skip > 1:
            old, new = ELLIPSIS + old[skip:], ELLIPSIS + new[skip:]
    return _cut(old, room), _cut(new, room)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + ELLIPSIS

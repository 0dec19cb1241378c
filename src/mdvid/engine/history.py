"""What the keys of a plan's steps were made of the last time, so that changes can be explained.

One text file per plan name, with a line per step, wanted the last time or not. Nothing depends on
it: if it is lost or damaged, steps that run say `first run`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress

from mdvid.engine.cache import Cache
from mdvid.engine.digest import Digest, digest
from mdvid.engine.faults import using_cache
from mdvid.engine.plan import Action, Step
from mdvid.engine.reasons import ChangeKind, ChangeReason, KeyParts, compare, describe, shorten

_MAGIC = "mdvid plan 1"


def has_history(cache: Cache, name: str) -> bool:
    """Return whether the plan called `name` was ever run; a look at one name."""
    return (cache.root / "plans" / digest(name)).exists()


class History:
    """Remembers the parts of keys for the plan called `name`; nothing if that is `None`."""

    def __init__(self, cache: Cache, name: str | None, planned: Collection[str] = ()) -> None:
        """`planned` are the steps of the whole plan: nothing is forgotten of those."""
        self._cache = cache
        self._planned = planned
        self._path = cache.root / "plans" / digest(name) if name is not None else None
        self._lines: dict[str, str] | None = None

    def reason(self, step: Step[Action], key: Digest, inputs: tuple[Digest, ...]) -> ChangeReason:
        """Return why a step runs whose artifact is not known; first run for a plan without name."""
        old = _parse(self._read().get(step.id, ""))
        if old is None:
            return ChangeReason(kind=ChangeKind.FIRST_RUN)
        return compare(old, _parts(step, key, inputs))

    def write(
        self,
        steps: tuple[Step[Action], ...],
        keys: Mapping[str, Digest],
        artifacts: Mapping[str, Digest],
    ) -> None:
        """Remember the steps that have an artifact.

        The others, wanted this time or not, keep what is known of them while they are planned.
        Writes only what changed: nothing for a build that found everything.
        """
        done = {step.id: keys[step.id] for step in steps if step.id in artifacts}
        mark = digest(tuple(done.items()))
        if self._path is None or self._mark() == mark:
            return
        known = self._read()
        lines = {step_id: known[step_id] for step_id in self._planned if step_id in known}
        for step in steps:
            key = done.get(step.id)
            if key and not lines.get(step.id, "").startswith(f'["{key}"'):
                inputs = tuple(artifacts[need] for need in step.needs)
                lines[step.id] = _format(step.id, _parts(step, key, inputs))
        if lines != known:
            self._save(mark, "\n".join(lines.values()))

    def _save(self, mark: Digest, body: str) -> None:
        if self._path is None:
            return
        with using_cache(self._cache.root), self._cache.staging() as folder:
            staged = folder / "plan"
            data = body.encode("utf-8", "surrogatepass")
            header = f"{_MAGIC} {mark} {hashlib.sha256(data).hexdigest()}\n".encode()
            staged.write_bytes(header + data)
            self._path.parent.mkdir(exist_ok=True)
            staged.replace(self._path)

    def _mark(self) -> str:
        with suppress(OSError, ValueError, TypeError):
            if self._path is not None:
                with self._path.open("rb") as file:
                    return _header(file.readline(1024))[0]
        return ""

    def _read(self) -> dict[str, str]:
        """Return the line of each step; read once, when first asked for."""
        if self._lines is None:
            self._lines = {}
            with suppress(OSError, ValueError, TypeError):
                if self._path is not None:
                    header, _, data = self._path.read_bytes().partition(b"\n")
                    if _header(header)[1] == hashlib.sha256(data).hexdigest():
                        lines = data.decode("utf-8", "surrogatepass").split("\n")
                        self._lines = {json.loads(line)[1]: line for line in lines if line}
        return self._lines


def _header(line: bytes) -> tuple[str, str]:
    magic, mark, checksum = line.decode().strip().rsplit(" ", 2)
    if magic != _MAGIC:
        raise ValueError(magic)
    return mark, checksum


def _parts(step: Step[Action], key: Digest, inputs: tuple[Digest, ...]) -> KeyParts:
    return KeyParts(
        key=key,
        tool=shorten(step.tool),
        inputs=tuple(zip(step.needs, inputs, strict=True)),
        fields={**describe(step.action), "suffix": step.action.suffix},
    )


def _format(step_id: str, parts: KeyParts) -> str:
    values = [parts.key, step_id, parts.tool, parts.inputs, dict(parts.fields)]
    return json.dumps(values, separators=(",", ":"))


def _parse(line: str) -> KeyParts | None:
    if not line:
        return None
    key, _, tool, inputs, fields = json.loads(line)
    return KeyParts(
        key=key, tool=tool, inputs=tuple((need, name) for need, name in inputs), fields=fields
    )

"""Looking after a cache: how much there is, what is damaged, what may go."""

from __future__ import annotations

import os
import time
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from mdvid.engine.action_cache import ActionCache, Entry
from mdvid.engine.digest import Digest
from mdvid.engine.store import ContentStore

_DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """How much there is in a cache, or was deleted from it."""

    path: Path
    entries: int
    """Actions whose result is known."""
    artifacts: int
    bytes: int
    """Of all files of the artifacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something in the cache that cannot be used."""

    path: Path
    problem: str


@dataclass(slots=True)
class _Stored:
    """An artifact on disk."""

    path: str
    size: int
    used: float


def measure(root: Path, store: ContentStore, actions: ActionCache) -> CacheInfo:
    """Return how much there is."""
    artifacts = [_stored(path) for _, path in store.entries()]
    return CacheInfo(
        path=root,
        entries=sum(1 for _ in actions.entries()),
        artifacts=len(artifacts),
        bytes=sum(artifact.size for artifact in artifacts),
    )


def verify(store: ContentStore, actions: ActionCache, *, repair: bool) -> tuple[Damage, ...]:
    """Return everything that is damaged; delete it if `repair`."""
    damage: list[Damage] = []
    damaged: set[str] = set()
    for name, path in store.entries():
        if store.weigh(path) is None:
            damage.append(Damage(path=Path(path), problem="its content is not what it was"))
            damaged.add(name)
            if repair:
                store.discard_path(path)
    for entry in actions.entries():
        if entry.artifact is not None and entry.artifact.digest in damaged:
            # That is told already: the entry goes with its artifact.
            if repair:
                store.discard_path(entry.path)
        elif problem := _problem(entry, store):
            damage.append(Damage(path=Path(entry.path), problem=problem))
            if repair:
                store.discard_path(entry.path)
    return tuple(damage)


def collect(
    root: Path,
    store: ContentStore,
    actions: ActionCache,
    max_bytes: int | None,
    max_age_days: float | None,
) -> CacheInfo:
    """Delete the least recently used artifacts and the entries that name them."""
    entries = list(actions.entries())
    artifacts = {name: _stored(path) for name, path in store.entries()}
    for entry in entries:
        if entry.artifact is not None and (found := artifacts.get(entry.artifact.digest)):
            found.used = max(found.used, entry.used)
    total = sum(artifact.size for artifact in artifacts.values())
    oldest = time.time() - max_age_days * _DAY if max_age_days is not None else 0.0
    gone: dict[str, _Stored] = {}
    for name, artifact in sorted(artifacts.items(), key=lambda item: item[1].used):
        over = max_bytes is not None and total > max_bytes
        if not over and artifact.used >= oldest:
            break
        gone[name] = artifact
        total -= artifact.size
    dead = [entry for entry in entries if _is_dead(entry, artifacts.keys() - gone.keys())]
    # Entries first: whenever this is killed, none is left that names an artifact that is not there.
    for path in (*(entry.path for entry in dead), *(artifact.path for artifact in gone.values())):
        store.discard_path(path)
    freed = sum(artifact.size for artifact in gone.values())
    return CacheInfo(path=root, entries=len(dead), artifacts=len(gone), bytes=freed)


def _is_dead(entry: Entry, kept: Container[str]) -> bool:
    return entry.artifact is None or entry.artifact.digest not in kept


def _problem(entry: Entry, store: ContentStore) -> str | None:
    if entry.artifact is None:
        return "it cannot be believed"
    if not store.holds(entry.artifact):
        return f"its artifact {Digest(entry.artifact.digest[:12])} is missing"
    return None


def _stored(path: str) -> _Stored:
    """Return size and last change of a folder; of a stray file as well."""
    stat = os.lstat(path)
    try:
        with os.scandir(path) as files:
            size = sum(file.stat(follow_symlinks=False).st_size for file in files)
    except OSError:
        size = stat.st_size
    return _Stored(path, size, stat.st_mtime)

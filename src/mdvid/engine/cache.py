"""The cache: a content store, an action cache, and the folder they share.

    cas/ab/<digest>/   artifacts         staging/   work in progress
    actions/ab/<key>   key -> artifact   plans/     what was built last, to explain changes
    web/               what was fetched: not kept by the engine, but cleared with the rest

Whoever has a cache open holds a shared lock on it, so that nothing in use is ever collected.
Nothing is ever synced to disk: what a power failure may damage is noticed by its digest.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from mdvid.engine import upkeep
from mdvid.engine.action_cache import ActionCache
from mdvid.engine.faults import using_cache
from mdvid.engine.staging import Staging
from mdvid.engine.store import ContentStore
from mdvid.engine.upkeep import CacheInfo, Damage
from mdvid.errors import MdvidError

_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This folder holds what mdvid can make again. See https://bford.info/cachedir/
"""


class Cache:
    """What earlier builds made. A context manager; several processes may have one open."""

    store: ContentStore
    actions: ActionCache

    def __init__(self, root: Path, lock: int, *, temporary: bool = False) -> None:
        self.root = root
        self._staging = Staging(root / "staging")
        self.store = ContentStore(root, self._staging)
        self.actions = ActionCache(root, self._staging)
        self._lock = lock
        self._close = weakref.finalize(self, os.close, lock)
        self._temporary = temporary

    @classmethod
    def open(cls, root: Path) -> Cache:
        """Open the cache in `root`, made if need be; waits while another process tidies it.

        Raises:
            ConfigError: the folder cannot be written.
            LimitError: the disk is full.
        """
        root = root.absolute()
        with using_cache(root):
            root.mkdir(parents=True, exist_ok=True)
            return cls(root, _lock(root))

    @staticmethod
    def is_in(root: Path) -> bool:
        """Return whether there is a cache in `root`."""
        return (root / "lock").is_file()

    @classmethod
    def temporary(cls) -> Cache:
        """Open an empty cache that is deleted when it is closed."""
        parent = Path(tempfile.gettempdir())
        with using_cache(parent):
            root = Path(tempfile.mkdtemp(prefix="mdvid-")).absolute()
            return cls(root, _lock(root), temporary=True)

    def close(self) -> None:
        """Empty the staging folder and let others tidy the cache; safe to call twice."""
        self._staging.close()
        self._close()
        if self._temporary:
            shutil.rmtree(self.root, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def staging(self) -> AbstractContextManager[Path]:
        """Lend an empty folder on the file system of the cache, deleted afterwards."""
        return self._staging.folder()

    def empty_staging(self) -> None:
        """Delete all work in progress: nobody is going to finish it."""
        self._staging.empty()

    def info(self) -> CacheInfo:
        """Return how much there is; reads every name, no content."""
        with using_cache(self.root):
            return upkeep.measure(self.root, self.store, self.actions)

    def verify(self, *, repair: bool = False) -> tuple[Damage, ...]:
        """Read everything; return what is damaged, deleted if `repair`. Safe during builds."""
        with using_cache(self.root):
            return upkeep.verify(self.store, self.actions, repair=repair)

    def gc(self, max_bytes: int | None = None, max_age_days: float | None = None) -> CacheInfo:
        """Delete what has not been used for longest, down to the limits; return how much it was.

        Raises:
            MdvidError: someone else has the cache open.
        """
        with using_cache(self.root), self._alone():
            return upkeep.collect(self.root, self.store, self.actions, max_bytes, max_age_days)

    def clear(self) -> CacheInfo:
        """Delete everything; return how much it was.

        Raises:
            MdvidError: someone else has the cache open.
        """
        with using_cache(self.root), self._alone():
            info = self.info()
            for name in ("actions", "cas", "plans", "web"):
                if (self.root / name).exists():
                    self.store.discard_path(str(self.root / name))
        return info

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # A failed change of a lock gives up the old one (flock(2)).
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            raise MdvidError(
                f"the cache in `{self.root}` is in use by another build",
                hint="try again when it is done",
            ) from None
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_SH)


def _lock(root: Path) -> int:
    """Return a descriptor that holds the shared lock of the cache in `root`."""
    lock = os.open(root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        tag = root / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_text(_TAG, encoding="ascii")
        Staging(root / "staging").sweep()
    except BaseException:
        os.close(lock)
        raise
    return lock

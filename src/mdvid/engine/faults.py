"""What the operating system says about the cache, in words that help."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdvid.errors import ConfigError, LimitError, MdvidError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SPENT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EFBIG})
LIMITS = FULL | _SPENT
_TAKEN = frozenset({errno.EEXIST, errno.ENOTDIR})
_CLOSED = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ENOENT,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOLCK,
        errno.EOPNOTSUPP,
    }
)


def cache_fault(error: OSError, root: Path) -> MdvidError:
    """Return the error to show for `error`, met while the cache in `root` was used."""
    why = error.strerror or str(error)
    if error.errno in FULL:
        return LimitError(
            f"no space left for the cache in `{root}`: {why}",
            hint="free some space, run `mdvid cache gc`, or name another folder by `--cache-dir`",
        )
    if error.errno in _SPENT:
        return LimitError(f"the cache in `{root}` cannot be used: {why}")
    if error.errno in _CLOSED:
        why = "a file is where a folder belongs" if error.errno in _TAKEN else why
        return ConfigError(
            f"the cache folder `{root}` cannot be written: {why}",
            hint="name another folder by `--cache-dir`, or build without one by `--no-cache`",
        )
    return MdvidError(
        f"the cache in `{root}` cannot be used: {why}",
        hint="name another folder by `--cache-dir`, or build without one by `--no-cache`",
    )


@contextmanager
def using_cache(root: Path) -> Iterator[None]:
    """Turn errors of the operating system into errors to show.

    Raises:
        LimitError: the disk is full, or another limit of the system was hit.
        ConfigError: the folder cannot be written.
        MdvidError: anything else the system reports.
    """
    try:
        yield
    except OSError as error:
        raise cache_fault(error, root) from error


def hopeless(step_id: str, label: str) -> MdvidError:
    """Return the error to show for an artifact that never stays whole."""
    return MdvidError(
        f"the artifact of `{label or step_id}` is damaged again and again",
        hint="the disk may be failing: name another folder by `--cache-dir`",
    )

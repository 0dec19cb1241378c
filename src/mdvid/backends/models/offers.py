"""What can be fetched, said before anything is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from mdvid.backends.models.licences import UNSAFE_PICKLE, Licence, judge
from mdvid.backends.models.names import short_name
from mdvid.backends.models.records import ModelRecord

Heard: TypeAlias = Callable[[str, int, int], None]
"""Is told what is going on (`fetching`, `checking`), how many bytes are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A model, its cost and its terms, as its publisher says them now."""

    kind: str
    provider: str
    name: str
    """In full, with the revision that was asked for, if one was."""
    source: str
    """The repository on the hub, or the address of the archive."""
    page: str
    """Where people can read about it."""
    revision: str
    """The commit; empty for an archive, which has none before it is here."""
    licence: str
    size: int
    """Bytes to be fetched; 0 if nobody says."""
    place: Path
    """Under which it will be."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Sizes by path, as far as they are known."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by path, as far as they are known."""
    unsafe: bool = False
    """Loading it can run code of its publisher."""

    @property
    def written(self) -> str:
        """Return what people write: `coqui:en/ljspeech/vits`, for an aligner its name alone."""
        return written(self.provider, self.name)

    @property
    def terms(self) -> tuple[Licence, ...]:
        """Return the licence, and the risk, that the user must be told of."""
        stated = judge(self.licence)
        return (stated, judge(UNSAFE_PICKLE)) if self.unsafe else (stated,)


def written(provider: str, name: str) -> str:
    """Return what people write for a model."""
    return name if provider == "align" else f"{provider}:{short_name(provider, name)}"


def is_whole(record: ModelRecord) -> bool:
    """Tell whether every file that was fetched is still there, by its size."""
    try:
        return all(
            (record.folder / name).stat().st_size == size for name, size in record.files.items()
        )
    except OSError:
        return False

"""Files that the settings of a provider name, such as the recording of who is to be imitated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mdvid.backends.models.files import folder_digest
from mdvid.engine.digest import Digest
from mdvid.pipeline.pin_keys import settings_digest


def named_files(settings: Mapping[str, object], root: Path | None) -> tuple[Digest, ...]:
    """Return a digest of each file that a text in `settings` names: of the text and the content.

    A text that names nothing is any other text: a file that is not on this machine is not looked
    for. Relative ones are looked for below `root`.

    Raises:
        ProviderUnavailable: a file cannot be read.
    """
    found = ((text, _file(text, root or Path())) for text in _texts(settings))
    return tuple(
        sorted(settings_digest({text: folder_digest(file)}) for text, file in found if file)
    )


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case _:
            pass  # numbers and switches name nothing


def _file(text: str, root: Path) -> Path | None:
    try:
        path = root / Path(text).expanduser()
        return path if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long, nobody's home, a NUL in it
        return None

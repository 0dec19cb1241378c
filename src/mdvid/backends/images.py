"""Pictures as files, by Pillow: judged by their headers, and converted."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
"""What browsers show; Pillow is never asked to try anything else."""

LARGEST = 50_000_000
"""Pixels; beyond that a picture is taken for an attack on memory."""

_SVG = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_ACTIVE = re.compile(rb"<script|<!ENTITY|<foreignObject|\son[a-z]+\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What the header of a picture says."""

    media_type: str
    width: int
    height: int
    active: bool = False
    """It is an SVG with scripts or entities; they are ignored when it is drawn."""


class NotAPicture(ValueError):  # noqa: N818  # reads as what it is
    """The file is no picture that can be shown."""


class PictureTooLarge(NotAPicture):
    """It has more pixels than `LARGEST`."""


def inspect(path: Path) -> PictureInfo:
    """Return what the header of the picture at `path` says; its pixels are not decoded.

    Raises:
        NotAPicture: it is none, or of a format that is not shown.
        PictureTooLarge: it would take too much memory.
    """
    with path.open("rb") as file:
        head = file.read(64 * 1024)
    if _SVG.search(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return PictureInfo("image/svg+xml", 0, 0, bool(_ACTIVE.search(path.read_bytes())))
    if not head:
        raise NotAPicture("the file is empty")
    return _inspect_raster(path)


def _inspect_raster(path: Path) -> PictureInfo:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # We judge the size ourselves, with a message that names the limit.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=tuple(FORMATS)) as image:
                width, height, name = image.width, image.height, image.format
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(f"it has more than {LARGEST // 1_000_000} million pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        formats = ", ".join([*FORMATS, "SVG"])
        raise NotAPicture(f"it is not a picture of a known format ({formats})") from error
    if width * height > LARGEST:
        raise PictureTooLarge(
            f"it has {width} x {height} pixels; the limit is {LARGEST // 1_000_000} million"
        )
    return PictureInfo(FORMATS[name or ""], width, height)


class PillowConverter:
    """Writes pictures in other file formats."""

    @cached_property
    def fingerprint(self) -> str:
        """The version of Pillow; it carries its own libjpeg."""
        return f"pillow {version('pillow')}"

    def close(self) -> None:
        """Nothing is held."""

    def to_jpeg(self, picture: Path, quality: int, out: Path) -> None:
        """Write `out` as JPEG with full colour resolution, for text on coloured ground."""
        from PIL import Image

        with Image.open(picture, formats=("PNG",)) as image:
            image.convert("RGB").save(out, "JPEG", quality=quality, subsampling=0, optimize=True)

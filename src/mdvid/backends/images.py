"""Pictures as files, by Pillow: judged by their headers, converted and resampled."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from mdvid.errors import ProviderFailed
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import EnlargementRequest

FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
"""What browsers show; Pillow is never asked to try anything else."""

_PROBE = 64 * 1024
"""Bytes at either end of a file that are looked at."""

LARGEST = 50_000_000
"""Pixels; beyond that a picture is taken for an attack on memory."""

_SVG = re.compile(
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?svg[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
"""What may stand before the root element (XML 1.0, clause 2.8), and a root that is `svg`."""

_ACTIVE = re.compile(
    rb"<(?:[\w.-]+:)?script[\s/>]|\son[a-z]+\s*=\s*[\"']|<!ENTITY\s+(?:%\s+)?\S+\s+(?:SYSTEM|PUBLIC)\s",
    re.IGNORECASE,
)
"""Scripts, event handlers, entities from elsewhere; a browser ignores them in an `<img>`."""

_ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}
"""What a whole file has near its end: the last chunk (PNG, clause 5.6), the marker EOI (T.81)."""


@dataclass(frozen=True, slots=True)
class PictureInfo:
    """What the header of a picture says."""

    media_type: str
    width: int
    height: int
    active: bool = False
    """It is an SVG with scripts or external entities; they are ignored when it is drawn."""
    cut: bool = False
    """It seems to be cut short: a browser draws the part that is there."""


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
        head = file.read(_PROBE)
        file.seek(max(0, file.seek(0, os.SEEK_END) - _PROBE))
        tail = file.read()
    if not head:
        raise NotAPicture("the file is empty")
    if _SVG.match(head.removeprefix(b"\xef\xbb\xbf")):
        return PictureInfo("image/svg+xml", 0, 0, active=bool(_ACTIVE.search(path.read_bytes())))
    return _inspect_raster(path, tail)


def _inspect_raster(path: Path, tail: bytes) -> PictureInfo:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # We judge the size ourselves, with a message that names the limit.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=tuple(FORMATS)) as image:
                # A photo with a second one inside (MPO) is a JPEG to everybody else.
                name = "JPEG" if image.format == "MPO" else str(image.format)
                width, height = image.width, image.height
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(f"it has more than {LARGEST // 1_000_000} million pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError) as error:
        formats = ", ".join([*FORMATS, "SVG"])
        raise NotAPicture(f"it is not a picture of a known format ({formats})") from error
    if width * height > LARGEST:
        raise PictureTooLarge(
            f"it has {width} x {height} pixels; the limit is {LARGEST // 1_000_000} million"
        )
    return PictureInfo(FORMATS[name], width, height, cut=_ENDS.get(name, b"") not in tail)


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


class LanczosEnlarger:
    """Enlarges pictures without a model, by a windowed sinc over three lobes (Lanczos)."""

    def __init__(self) -> None:
        self.recipe: Mapping[str, object] = {}

    @cached_property
    def fingerprint(self) -> str:
        """The version of Pillow, which resamples and compresses."""
        return f"lanczos, pillow {version('pillow')}"

    def close(self) -> None:
        """Nothing is held."""

    def model(self, name: str) -> ModelInfo:
        """Return that there is no model."""
        return ModelInfo(name=name)

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write `out` as PNG of exactly the size asked for.

        A picture of another ratio is cut at its edges, not distorted.

        Raises:
            ProviderFailed: the picture is damaged.
        """
        from PIL import Image, ImageOps

        size = (request.size.width, request.size.height)
        try:
            with Image.open(picture, formats=tuple(FORMATS)) as image:
                source = image.convert("RGBA" if image.has_transparency_data else "RGB")
        except (OSError, SyntaxError, ValueError) as error:
            raise ProviderFailed(f"the picture cannot be enlarged: {error}") from error
        enlarged = ImageOps.fit(source, size, Image.Resampling.LANCZOS)
        # A new image: nothing that a file says of itself (dates, profiles) is carried over.
        enlarged.info.clear()
        enlarged.save(out, "PNG")
        progress(1, 1)

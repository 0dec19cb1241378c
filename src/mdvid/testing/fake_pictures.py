"""The ports for pictures, at no cost."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from pathlib import Path

from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.providers.protocols import ModelInfo, Progress, unheard
from mdvid.providers.requests import (
    AnimationRequest,
    EnlargementRequest,
    IllustrationRequest,
    PictureRequest,
)
from mdvid.testing import files
from mdvid.testing.calls import Calls, Fake, FakeGenerator, bytes_of


class FakeIllustrator(FakeGenerator):
    """Makes pictures of one colour; has the model `paint`."""

    uses_palette = False
    lanes = 2

    def models(self) -> Sequence[ModelInfo]:
        """Return the model."""
        return (self.model("paint"),)

    def resolve(self, name: str) -> str:
        """Return `paint` for an empty name."""
        if name not in {"", "paint"}:
            raise ProviderUnavailable(f"there is no model `{name}`", hint="`paint` is there")
        return "paint"

    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        """Write a PNG, and say that it is done."""
        progress(1, 1)
        self.calls.note("illustrate", request)
        out.write_bytes(files.png(request.size, bytes_of(request)[:3]))


class FakeEnlarger(Fake):
    """Makes pictures of one colour out of others."""

    def __init__(self, calls: Calls | None = None, fingerprint: str = "fake 1") -> None:
        super().__init__(calls, fingerprint)
        self.recipe: Mapping[str, object] = {}

    def model(self, name: str) -> ModelInfo:
        """Return a model of that name."""
        return ModelInfo(name=name, licence="CC0-1.0")

    def enlarge(
        self, request: EnlargementRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write a PNG, and say that it is done."""
        progress(1, 1)
        self.calls.note("enlarge", request)
        out.write_bytes(files.png(request.size, bytes_of(request, picture)[:3]))


class FakeAnimator(Fake):
    """Makes clips that only `FakeEncoder` can play."""

    def __init__(self, calls: Calls | None = None, fingerprint: str = "fake 1") -> None:
        super().__init__(calls, fingerprint)
        self.recipe: Mapping[str, object] = {}

    def model(self, name: str) -> ModelInfo:
        """Return a model of that name."""
        return ModelInfo(name=name, licence="CC0-1.0")

    def animate(
        self, request: AnimationRequest, picture: Path, out: Path, progress: Progress = unheard
    ) -> None:
        """Write an MP4 without any track, and say that it is done."""
        progress(1, 1)
        self.calls.note("animate", request)
        out.write_bytes(files.mp4(bytes_of(request, picture)))


class FakeConverter(Fake):
    """Makes JPEGs of one pixel."""

    def to_jpeg(self, picture: Path, quality: int, out: Path) -> None:
        """Write a JPEG."""
        self.calls.note("to_jpeg", quality)
        out.write_bytes(files.jpeg(bytes_of(quality, picture)))


class FakeRenderer(Fake):
    """Makes pictures of one colour, which follows from the request and from every file."""

    def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
        """Write a PNG, and a notice that says that all is well."""
        self.calls.note("render", request)
        out.write_bytes(files.png(request.size, bytes_of(request, *_given(request, assets))[:3]))
        notice = {"scale": 1.0, "overflow": [0, 0], "missing": ""}
        notice |= {"refused": [], "broken": [], "errors": []}
        out.with_suffix(".json").write_text(json.dumps(notice), "utf-8")

    def frames(
        self,
        request: PictureRequest,
        assets: Mapping[str, Path],
        moving: Iterable[Mapping[str, bytes]],
    ) -> Generator[bytes]:
        """Yield PNGs."""
        self.calls.note("frames", request)
        inputs = _given(request, assets)
        for pictures in moving:
            if not pictures.keys() <= {*request.illustrations}:
                raise ProviderFailed(f"there are no pictures {sorted(pictures)} on the slide")
            shown = tuple((url, data.hex()) for url, data in sorted(pictures.items()))
            yield files.png(request.size, bytes_of((request, shown), *inputs)[:3])


def _given(request: PictureRequest, assets: Mapping[str, Path]) -> list[Path]:
    expected = {*(asset.name for asset in request.assets), *request.illustrations}
    if expected != assets.keys():
        raise ProviderFailed(f"files were given for {sorted(assets)}, not {sorted(expected)}")
    return [assets[name] for name in sorted(assets)]

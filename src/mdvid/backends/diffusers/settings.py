"""What `[illustrators.diffusers]` may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from mdvid.config.model import READ, setting
from mdvid.config.values import BadValue, number, one_of, switch, whole
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError

_DAY = 86_400
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How pictures are made, whatever they show."""

    steps: int | None = setting(whole(1, 1000), None)
    """Steps of denoising; None means: as many as the model was made for."""
    guidance: float | None = setting(number(0, 100), None)
    """How closely a picture follows its prompt; None means: as the model was made for."""
    dtype: str = setting(one_of("auto", "float32", "float16", "bfloat16"), "auto")
    """Of the weights; `auto` is a half on a graphics card, bfloat16 if it can, else float32."""
    batch: int = setting(whole(1, 64), 1)
    """Pictures that are made together on a graphics card."""
    compile: bool = setting(switch, default=False)
    """Whether the network is compiled first: minutes once, then faster on a graphics card."""
    offload: bool = setting(switch, default=False)
    """Whether parts that are not at work wait in main memory: slower, for small cards."""
    idle: int = setting(whole(1, _DAY), 300)
    """Seconds without work after which a model's memory is freed."""
    deadline: int = setting(whole(1, _DAY), 1800)
    """Seconds that one batch may take, loading the model included."""

    upscale_steps: int | None = setting(whole(1, 1000), None)
    """Steps in which an upscaling pipeline enlarges; None means: as its makers advise."""
    clip_steps: int | None = setting(whole(1, 1000), None)
    """Steps in which a picture is made to move; None means: as many as the model was made for."""
    clip_frames: int | None = setting(whole(2, 1000), None)
    """Frames of a clip, as near as the model can; None means: as it was trained."""
    clip_pixels: int | None = setting(whole(1024, 4096 * 4096), None)
    """Pixels of a frame, before it is resampled; None means: as the model was trained."""
    clip_deadline: int = setting(whole(1, 7 * _DAY), 7200)
    """Seconds that one clip may take, loading the model included."""

    @property
    def recipe(self) -> Mapping[str, object]:
        """Return those that say which pictures are wanted, where somebody set them."""
        return self._set("steps", "guidance")

    @property
    def upscale_recipe(self) -> Mapping[str, object]:
        """Return those that say how pictures are to be enlarged, where somebody set them."""
        return self._set("upscale_steps")

    @property
    def clip_recipe(self) -> Mapping[str, object]:
        """Return those that say which clips are wanted, where somebody set them."""
        return self._set("clip_steps", "clip_frames", "clip_pixels")

    def _set(self, *names: str) -> Mapping[str, object]:
        values = {name: getattr(self, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}


def parse_settings(written: Mapping[str, object]) -> Settings:
    """Return the settings.

    Raises:
        ConfigError: one is unknown or out of range; says what it may be.
    """
    readers = {field.name: field.metadata[READ] for field in fields(Settings)}
    values = {}
    for name, value in written.items():
        if name not in readers:
            raise ConfigError(
                f"diffusers has no setting `{name}`",
                hint=did_you_mean(name, readers) or f"it has {', '.join(sorted(readers))}",
            )
        try:
            values[name] = readers[name](value)
        except BadValue as error:
            raise ConfigError(f"diffusers' setting `{name}` {error}", hint=error.hint) from error
    return Settings(**values)

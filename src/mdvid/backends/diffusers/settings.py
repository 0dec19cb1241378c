"""What `[illustrators.diffusers]` may say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from mdvid.errors import ConfigError

DTYPES = ("auto", "float32", "float16", "bfloat16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How pictures are made, whatever they show."""

    steps: int | None = None
    """Steps of denoising; None means: as many as the model was made for."""
    guidance: float | None = None
    """How closely a picture follows its prompt; None means: as the model was made for."""
    dtype: str = "auto"
    """Of the weights; `auto` is bfloat16 on a graphics card that can, float32 on others."""
    batch: int = 1
    """Pictures that are made together on a graphics card."""
    compile: bool = False
    """Whether the network is compiled first: minutes once, then faster on a graphics card."""
    offload: bool = False
    """Whether parts that are not at work wait in main memory: slower, for small cards."""
    idle: int = 300
    """Seconds without work after which a model's memory is freed."""
    deadline: int = 1800
    """Seconds that one batch may take, loading the model included."""

    upscale_steps: int | None = None
    """Steps in which an upscaling pipeline enlarges; None means: as its makers advise."""
    clip_steps: int | None = None
    """Steps in which a picture is made to move; None means: as many as the model was made for."""
    clip_frames: int | None = None
    """Frames of a clip, as near as the model can; None means: as it was trained."""
    clip_pixels: int | None = None
    """Pixels of a frame, before it is resampled; None means: as the model was trained."""
    clip_deadline: int = 7200
    """Seconds that one clip may take, loading the model included."""

    @property
    def recipe(self) -> Mapping[str, object]:
        """Return those that say what is wanted, where somebody set them."""
        wanted = {"steps": self.steps, "guidance": self.guidance}
        return {name: value for name, value in wanted.items() if value is not None}


def parse_settings(written: Mapping[str, object]) -> Settings:
    """Return the settings.

    Raises:
        ConfigError: one is unknown or out of range; says what it may be.
    """
    known = [field.name for field in fields(Settings)]
    for name, value in written.items():
        if name not in known:
            raise ConfigError(
                f"diffusers has no setting `{name}`", hint=f"it has {', '.join(sorted(known))}"
            )
        allowed, says = _ALLOWED[name]
        if not allowed(value):
            raise ConfigError(f"diffusers' setting `{name}` must be {says}")
    return Settings(**written)  # type: ignore[arg-type]  # each was looked at


def _whole(least: int, most: int) -> tuple[Callable[[object], bool], str]:
    def allowed(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return allowed, f"a whole number from {least} to {most}"


def _number(least: float, most: float) -> tuple[Callable[[object], bool], str]:
    def allowed(value: object) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and least <= value <= most  # type: ignore[operator]  # it is one

    return allowed, f"a number from {least:g} to {most:g}"


_SWITCH: tuple[Callable[[object], bool], str] = (
    lambda value: isinstance(value, bool),
    "true or false",
)

_ALLOWED: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "steps": _whole(1, 1000),
    "guidance": _number(0, 100),
    "dtype": (lambda value: value in DTYPES, f"one of {', '.join(DTYPES)}"),
    "batch": _whole(1, 64),
    "compile": _SWITCH,
    "offload": _SWITCH,
    "idle": _whole(1, 86_400),
    "deadline": _whole(1, 86_400),
    "upscale_steps": _whole(1, 1000),
    "clip_steps": _whole(1, 1000),
    "clip_frames": _whole(2, 1000),
    "clip_pixels": _whole(1024, 16_777_216),
    "clip_deadline": _whole(1, 604_800),
}

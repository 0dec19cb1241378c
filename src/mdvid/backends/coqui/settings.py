"""The settings `[narrators.coqui]`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from mdvid.errors import ConfigError

_LIMITS: Mapping[str, tuple[float, float]] = {
    "noise": (0, 2),
    "noise_duration": (0, 2),
    "deadline": (1, 86_400),
    "idle": (1, 86_400),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoquiSettings:
    """How voices of Coqui speak, and how long they may take."""

    noise: float | None = None
    """How lively the sound is, for voices that draw lots (VITS); None: as the voice was made."""
    noise_duration: float | None = None
    """How lively the rhythm is, likewise."""
    speaker_wav: str = ""
    """A recording of who is to be imitated, for models that can; a path from the root."""
    deadline: float = 300
    """Seconds for one utterance, the loading of the model included."""
    idle: float = 300
    """Seconds without work after which a model is unloaded."""


def parse_settings(settings: Mapping[str, object]) -> CoquiSettings:
    """Return the settings.

    Raises:
        ConfigError: one is unknown or out of range.
    """
    known = [field.name for field in fields(CoquiSettings)]
    numbers: dict[str, float] = {}
    recording = ""
    for name, value in settings.items():
        if name not in known:
            raise ConfigError(
                f"coqui has no setting `{name}`", hint=f"it has {', '.join(sorted(known))}"
            )
        if name == "speaker_wav":
            if not isinstance(value, str) or not value.strip():
                raise ConfigError("coqui's setting `speaker_wav` must be the path of a recording")
            recording = value
        else:
            numbers[name] = _number(name, value)
    return CoquiSettings(speaker_wav=recording, **numbers)


def _number(name: str, value: object) -> float:
    least, most = _LIMITS[name]
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise ConfigError(f"coqui's setting `{name}` must be a number from {least:g} to {most:g}")
    return float(value)

"""Whether Coqui's packages are installed, and no others of the same name."""

from __future__ import annotations

from functools import cache

from mdvid.backends.models.packages import ABSENT, install_command, require, versions
from mdvid.errors import ProviderUnavailable

EXTRA = "coqui"
MODULES = ("torch", "torchaudio", "torchcodec", "transformers", "six", "TTS")
VERSIONS = ("coqui-tts", "torch", "torchaudio", "transformers", "espeakng-loader")
"""Distributions whose release may change how a voice sounds."""

_REPLACED = {"TTS": "coqui-tts", "coqpit": "coqpit-config"}
"""Distributions that bring the same modules, and who brings them today."""


@cache
def require_packages() -> None:
    """Make sure that voices can be loaded.

    Raises:
        ProviderUnavailable: something is missing or in the way; the hint says what to do.
    """
    old = [name for name in _REPLACED if versions(name) != f"{name} {ABSENT}"]
    if old:
        listed = " and ".join(f"`{name}`" for name in old)
        instead = " and ".join(f"`{_REPLACED[name]}`" for name in old)
        raise ProviderUnavailable(
            f"the old {'package' if len(old) == 1 else 'packages'} {listed} "
            f"{'stands' if len(old) == 1 else 'stand'} in the way of {instead}",
            hint=f"pip uninstall {' '.join(old)}; {install_command(EXTRA)} --force-reinstall",
        )
    require(EXTRA, *MODULES)

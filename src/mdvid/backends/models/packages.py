"""Whether the packages of an extra are installed, and in which version; nothing is loaded."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from mdvid.errors import ProviderUnavailable

ABSENT = "none"

EXTRAS = {"diffusers": "diffusion", "coqui": "coqui", "align": "align"}
"""The extra that brings what runs the models of a provider."""

_SIGNS = {"diffusers": "diffusers", "coqui": "TTS", "align": "transformers"}
"""The module that is there if it is installed."""


def require(extra: str, *modules: str) -> None:
    """Make sure that top-level modules can be imported.

    Raises:
        ProviderUnavailable: some cannot; the hint installs the extra that brings them.
    """
    missing = [module for module in modules if not _is_here(module)]
    if missing:
        listed = ", ".join(f"`{module}`" for module in missing)
        verb = "is" if len(missing) == 1 else "are"
        raise ProviderUnavailable(
            f"the Python {'package' if len(missing) == 1 else 'packages'} {listed} {verb} not "
            "installed",
            hint=install_command(extra),
        )


def install_command(extra: str) -> str:
    """Return the command that installs an extra."""
    return f"pip install 'mdvid[{extra}]'"


def missing_command(provider: str) -> str:
    """Return the command that installs what runs a provider's models; empty if it is here."""
    return "" if _is_here(_SIGNS[provider]) else install_command(EXTRAS[provider])


@cache
def versions(*distributions: str) -> str:
    """Return `torch 2.11.0, diffusers 0.42.1`; what is not installed is `none`."""
    return ", ".join(f"{name} {_version(name)}" for name in distributions)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT


def _is_here(module: str) -> bool:
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return False
    # Any folder of that name in the current one has a spec, too, but no file.
    return spec is not None and spec.origin is not None

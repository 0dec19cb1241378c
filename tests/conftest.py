"""What all tests share."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from mdvid.backends.chromium import find_browser
from mdvid.errors import ProviderUnavailable

# A shell starts its background jobs deaf to Ctrl-C, and so would be everything that is tested
# there; a handler, and with it the default in every child, makes an interrupt one again.
signal.signal(signal.SIGINT, signal.default_int_handler)

MODELS = ("torch", "torchaudio", "torchcodec", "diffusers", "transformers", "spandrel", "TTS")


def _browser() -> str:
    try:
        find_browser(None)
    except ProviderUnavailable as error:
        return str(error)
    return ""


def _programs(*names: str) -> str:
    return ", ".join(f"no `{name}`" for name in names if shutil.which(name) is None)


def _packages(*names: str) -> str:
    return ", ".join(f"no package `{name}`" for name in names if find_spec(name) is None)


TOOLS: dict[str, Callable[[], str]] = {
    "espeak": lambda: _packages("espeakng_loader"),
    "browser": _browser,
    "ffmpeg": lambda: _programs("ffmpeg", "ffprobe"),
    "packaging": lambda: _programs("npm"),
    "models": lambda: _packages(*MODELS),
}
"""What is missing of the tools that tests are marked with; nothing if all is there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, and say so, what has not its tool; what `MDVID_TEST_REQUIRE` names has to run."""
    required = os.environ.get("MDVID_TEST_REQUIRE", "").split(",")
    asked = {name for item in items for name in TOOLS if item.get_closest_marker(name)}
    missing = {name: lack for name in asked.difference(required) if (lack := TOOLS[name]())}
    for item in items:
        for name, lack in missing.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {lack}"))

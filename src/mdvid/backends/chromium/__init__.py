"""Slides to pictures, by Chromium."""

from mdvid.backends.chromium.find import FoundBrowser, find_browser
from mdvid.backends.chromium.renderer import ChromiumRenderer

__all__ = ["ChromiumRenderer", "FoundBrowser", "find_browser"]

"""Slides to pictures, by Chromium."""

from mdvid.backends.chromium.find import FoundBrowser, find_browser
from mdvid.backends.chromium.install import BrowserSetup, setup_browser
from mdvid.backends.chromium.renderer import ChromiumRenderer

__all__ = ["BrowserSetup", "ChromiumRenderer", "FoundBrowser", "find_browser", "setup_browser"]

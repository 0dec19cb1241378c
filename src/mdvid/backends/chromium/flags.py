"""The command line of the browser: same pixels everywhere, and no way out."""

from __future__ import annotations

import os
from pathlib import Path

_PIXELS = (
    "--disable-checker-imaging",
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-partial-raster",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    # One tile for a whole picture: no seams in gradients, and a quarter faster than many.
    "--max-untiled-layer-width=4096",
    "--max-untiled-layer-height=4096",
    # Animated pictures show their first frame.
    "--blink-settings=imageAnimationPolicy=2",
    "--lang=en-US",
)
"""What could make the same slide look different on another machine."""

_SEALED = (
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--no-pings",
    # The page intercepts every request; should one slip by, it finds no host and no proxy.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:9",
    "--proxy-bypass-list=<-loopback>",
    # One process for the page and whatever is in it, so that one interception sees all.
    "--disable-site-isolation-trials",
    "--disable-features=BackForwardCache,IsolateOrigins,PaintHolding,Prerender2,Translate,site-per-process",
)
"""What could reach the network."""

_QUIET = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-frame-rate-limit",
    "--disable-renderer-backgrounding",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-startup-window",
    "--password-store=basic",
)

_SMALL = 256 * 2**20
"""Bytes of shared memory below which Chromium should not count on it; Docker gives 64 MiB."""


def browser_flags(profile: Path) -> list[str]:
    """Return the options for a browser on this machine whose profile is thrown away."""
    flags = [*_QUIET, *_PIXELS, *_SEALED, f"--user-data-dir={profile}"]
    if runs_as_root():
        # Chromium refuses to start as root with its sandbox.
        flags += ["--no-sandbox", "--no-zygote"]
    if _shared_memory() < _SMALL:
        flags.append("--disable-dev-shm-usage")
    return flags


def runs_as_root() -> bool:
    """Whether this process may do everything, so that the browser gets no sandbox."""
    return os.geteuid() == 0


def environment() -> dict[str, str]:
    """Return the browser's environment: ours, at a fixed place and time zone."""
    return os.environ | {"TZ": "UTC", "LANG": "en_US.UTF-8", "LANGUAGE": "en_US", "LC_ALL": ""}


def _shared_memory() -> int:
    """Return the bytes of shared memory that there are."""
    try:
        info = os.statvfs("/dev/shm")  # noqa: S108  # where Chromium has it
    except OSError:
        return 0
    return info.f_frsize * info.f_blocks


def pixel_flags() -> str:
    """Return what of the command line can change a picture; part of the fingerprint."""
    return " ".join(_PIXELS)

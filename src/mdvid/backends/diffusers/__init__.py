"""Models of diffusers: they illustrate, enlarge and animate, each in processes of its own."""

from __future__ import annotations

from mdvid.backends.diffusers.illustrator import DiffusersIllustrator

__all__ = ["DiffusersIllustrator"]

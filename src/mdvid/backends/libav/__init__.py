"""Pictures and sound into video, by the FFmpeg libraries (PyAV), numpy and soxr.

Importing this loads none of them; the first request does.
"""

from mdvid.backends.libav.encoder import LibavEncoder, verify

__all__ = ["LibavEncoder", "verify"]

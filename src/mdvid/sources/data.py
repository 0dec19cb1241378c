"""`data:` addresses (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from mdvid.sources.policy import Refusal

_PREFIX = re.compile(r"^data:[^;,]*(?P<parameters>(?:;[^;,]*)*),", re.IGNORECASE)


def is_data(source: str) -> bool:
    """Return whether `source` carries its content in itself."""
    return source[:5].lower() == "data:"


def decode(source: str) -> bytes:
    """Return the bytes in a `data:` address.

    Raises:
        Refusal: it is broken.
    """
    match = _PREFIX.match(source)
    if not match:
        raise Refusal("this data: address is broken: it has no comma")
    payload = source[match.end() :]
    if ";base64" not in match["parameters"].lower():
        return unquote_to_bytes(payload)
    try:
        return base64.b64decode(re.sub(r"\s", "", payload), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal("this data: address is broken: its base64 cannot be read") from error

"""Files by HTTP, for what is not on the hub."""

from __future__ import annotations

import hashlib
import http.client
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mdvid.errors import ProviderFailed

PATIENCE = 60.0
"""Seconds within which something must come."""

_CHUNK = 2**18

_GONE = (404, 410)


def remote_size(url: str) -> int:
    """Return how many bytes are at an address; 0 if its server does not say.

    Raises:
        ProviderFailed: there is nothing, or the server does not answer.
    """
    with _answer(url, "HEAD") as answer:
        return _length(answer)


def download(url: str, out: Path, *, most: int, progress: Callable[[int, int], None]) -> str:
    """Write what is at an address to `out`, and return its SHA-256 in hex.

    `progress` is told how many bytes are there, and of how many.

    Raises:
        ProviderFailed: it is not there, more than `most` bytes, or the connection broke off.
        OSError: the disk is full.
    """
    content, done = hashlib.sha256(), 0
    with _answer(url, "GET") as answer, out.open("wb") as file:
        total = _length(answer)
        for chunk in _chunks(answer, url):
            done += len(chunk)
            if done > most:
                raise ProviderFailed(f"`{url}` holds more than {most:,} bytes: that is no voice")
            file.write(chunk)
            content.update(chunk)
            progress(done, max(done, total))
    if done < total:
        raise ProviderFailed(
            f"`{url}` broke off after {done:,} of {total:,} bytes", hint="run this again"
        )
    return content.hexdigest()


def _chunks(answer: Any, url: str) -> Iterator[bytes]:
    try:
        while chunk := answer.read(_CHUNK):
            yield chunk
    except (http.client.HTTPException, ConnectionError, TimeoutError, ssl.SSLError) as error:
        raise _unreachable(url, error) from error


@contextmanager
def _answer(url: str, method: str) -> Iterator[Any]:
    _require_web(url)
    request = Request(url, method=method, headers={"User-Agent": "mdvid"})  # noqa: S310  # checked
    try:
        answer: IO[bytes] = build_opener(_Careful).open(request, timeout=PATIENCE)
    except HTTPError as error:
        error.close()
        if error.code in _GONE:
            raise ProviderFailed(f"there is nothing at `{url}` any more") from error
        raise ProviderFailed(
            f"the server of `{url}` answers {error.code} {error.reason}",
            hint="run this again later",
        ) from error
    except (URLError, http.client.HTTPException, ConnectionError, TimeoutError) as error:
        raise _unreachable(url, error) from error
    with answer:
        yield answer


class _Careful(HTTPRedirectHandler):
    """Follows to the web only, and never from a safe connection to one that is not."""

    def redirect_request(  # noqa: PLR0917  # as urllib calls it
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        _require_web(newurl)
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise ProviderFailed(f"`{req.full_url}` leads to `{newurl}`, which is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _require_web(url: str) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ProviderFailed(f"`{url}` is not on the web")


def _length(answer: Any) -> int:
    said = answer.headers.get("Content-Length", "")
    return int(said) if said.isdigit() else 0


def _unreachable(url: str, error: Exception) -> ProviderFailed:
    reason = getattr(error, "reason", None) or str(error) or type(error).__name__
    return ProviderFailed(
        f"`{url}` cannot be fetched: {reason}",
        hint="look at the connection (behind a proxy: HTTPS_PROXY), and run this again",
    )

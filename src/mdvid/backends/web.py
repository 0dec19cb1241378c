"""Pictures from the web: fetched with limits, checked, and kept for the next build."""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from mdvid.backends.addresses import addresses, public_addresses
from mdvid.backends.images import NotAPicture, PictureTooLarge, inspect
from mdvid.errors import LimitError, MdvidError, PolicyError, ProviderFailed

TIMEOUT = 20.0
"""Seconds for one picture, redirects included."""

LARGEST = 30 * 2**20
"""Bytes of one picture."""

_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_CHUNK = 2**16
_LEFT_ALONE = "/%:@!$&'()*+,;=~-._"
_HEADERS = {
    "Accept": "image/png,image/jpeg,image/webp,image/avif,image/svg+xml,image/*;q=0.8",
    "Accept-Encoding": "identity",
    "User-Agent": "mdvid",
    "Connection": "close",
}


class WebPictures:
    """Fetches pictures once: what was fetched is kept in `folder`."""

    def __init__(
        self,
        folder: Path,
        *,
        timeout: float = TIMEOUT,
        largest: int = LARGEST,
        allow_private: bool = False,
    ) -> None:
        self._folder = folder
        self._timeout = timeout
        self._largest = largest
        self._allow_private = allow_private

    def kept(self, url: str) -> Path | None:
        """Return the picture that was fetched from `url` before, if it was."""
        final = self._place(url)
        return final if final.exists() else None

    def fetch(self, url: str) -> Path:
        """Return the picture at `url` as a file.

        Raises:
            PolicyError: it is not on the public web.
            LimitError: it is too large, or takes too long.
            ProviderFailed: it cannot be had, or is no picture.
        """
        final = self._place(url)
        if final.exists():
            return final
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix=".fetching-")
        fresh = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                self._download(url, file)
            inspect(fresh)
            fresh.replace(final)
        except PictureTooLarge as error:
            raise LimitError(f"`{url}` is too large: {error}") from error
        except NotAPicture as error:
            raise ProviderFailed(f"`{url}` cannot be used: {error}") from error
        finally:
            fresh.unlink(missing_ok=True)
        return final

    def _place(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()

    def _download(self, url: str, out: BinaryIO) -> None:
        end = time.monotonic() + self._timeout
        try:
            self._follow(url, end, out)
        except MdvidError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= end or isinstance(error, TimeoutError):
                raise LimitError(
                    f"`{url}` was not there within {self._timeout:g} s",
                    hint="try again, or copy the picture beside the deck",
                ) from error
            reason = str(error) or type(error).__name__
            raise ProviderFailed(f"`{url}` cannot be fetched: {reason}") from error

    def _follow(self, url: str, end: float, out: BinaryIO) -> None:
        address = url
        for _ in range(_HOPS + 1):
            with self._answer(address, end) as answer:
                target = answer.headers.get("Location", "")
                if answer.status not in _REDIRECTS or not target:
                    self._keep(url, answer, out)
                    if time.monotonic() >= end:
                        raise TimeoutError  # cut off: what is there looks whole, and is not
                    return
            address = urljoin(address, target)
        raise ProviderFailed(f"`{url}` leads in a circle, or too far")

    def _keep(self, url: str, answer: http.client.HTTPResponse, out: BinaryIO) -> None:
        if answer.status != http.client.OK:
            raise ProviderFailed(
                f"`{url}` cannot be fetched: the server says {answer.status} {answer.reason}"
            )
        size = 0
        while chunk := answer.read(_CHUNK):
            size += len(chunk)
            if size > self._largest:
                raise LimitError(
                    f"`{url}` is larger than {self._largest // 2**20} MiB",
                    hint="copy a smaller version beside the deck",
                )
            out.write(chunk)
        if answer.length:
            raise ConnectionError("the connection broke off")

    @contextmanager
    def _answer(self, url: str, end: float) -> Iterator[http.client.HTTPResponse]:
        """Ask for `url`, and nothing else; the connection is cut off at `end`."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PolicyError(f"`{url}` is not on the web")
        line = self._connect(parts, end)
        # An answer that comes byte by byte never times out by itself.
        cut = threading.Timer(end - time.monotonic(), _cut_off, (line,))
        cut.daemon = True
        cut.start()
        connection = http.client.HTTPConnection("", 0)
        try:
            connection.sock = line
            host = parts.netloc.rpartition("@")[2]
            connection.request("GET", _target(parts), headers=_HEADERS | {"Host": host})
            with connection.getresponse() as answer:
                yield answer
        finally:
            cut.cancel()
            connection.close()
            line.close()

    def _connect(self, parts: SplitResult, end: float) -> socket.socket:
        host = str(parts.hostname)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if self._allow_private:
            numbers = [str(address) for address in addresses(host, port)]
        else:
            numbers = public_addresses(host, port)
        line = _socket(numbers, port, end)
        if parts.scheme == "http":
            return line
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except BaseException:
            line.close()
            raise


def _target(parts: SplitResult) -> str:
    """Return what stands in the first line of a request (RFC 9112, 3.2.1)."""
    path = quote(parts.path or "/", safe=_LEFT_ALONE)
    return f"{path}?{quote(parts.query, safe=_LEFT_ALONE + '?')}" if parts.query else path


def _socket(numbers: list[str], port: int, end: float) -> socket.socket:
    """Return a connection to the first of the addresses that answers."""
    failure: OSError = OSError("it has no address")
    for number in numbers:
        try:
            return socket.create_connection((number, port), max(0.1, end - time.monotonic()))
        except OSError as error:
            failure = error
    raise failure


def _cut_off(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)

"""Who may ask a preview for anything: the page that mdvid gave its address to, nobody else.

Any page of the web can make a browser send requests to this machine, and any name of the web can
be made to mean it (DNS rebinding). So a request has to name this server, come from its own page,
and carry a secret.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = 16 * 1024
"""Bytes that the line and the headers of a request may have."""

HINT = "open the address that `mdvid watch` printed"

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; media-src 'self' blob:; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

_ALWAYS = {
    "Content-Security-Policy": _PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer that says nothing else."""

_FRAME = re.compile(r"/frame/[^/]+/")
_FRAME_FILE = re.compile(r"/frame/[^/]+/.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where the server is, and what opens it."""

    host: str
    """The address that it listens on."""
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """What the address that is printed holds."""
    pass_: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    """What a browser has in its cookie once it came with the token."""

    @property
    def address(self) -> str:
        """The URL for a person's browser."""
        unspecified = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # no listening here
        return f"http://{_bracketed(unspecified.get(self.host, self.host))}{self._shown_port}/"

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies do not know ports, and there may be several watches."""
        return f"mdvid-{self.port}"

    def is_named(self, host: str) -> bool:
        """Whether a `Host` header means this server, and not a name that anybody could own."""
        host, port = host.lower(), self._shown_port
        return host.endswith(port) and self._is_ours(host.removesuffix(port))

    def _is_ours(self, name: str) -> bool:
        loopback = {"[::1]"} if ":" in self.host else {"127.0.0.1"}
        near = {"localhost", *loopback} if is_loopback(self.host) else set()
        if name in {_bracketed(self.host.lower()), *near}:
            return True
        # Where every address of the machine is served: any of them, in digits.
        return _is_unspecified(self.host) and (name == "localhost" or _is_address(name))

    @property
    def _shown_port(self) -> str:
        return "" if self.port == 80 else f":{self.port}"  # noqa: PLR2004  # RFC 9110, 4.2.1


class Guard:
    """Lets requests through to `app`; all others get one line that says why not."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers = Headers(scope=scope)
        answer = (
            self._misshapen(scope, headers)
            or self._strange(scope["path"], headers)
            or self._unknown(scope, headers)
            or self._app
        )
        await answer(scope, receive, _with_headers(send))

    def _misshapen(self, scope: Scope, headers: Headers) -> Response | None:
        if scope["method"] not in {"GET", "HEAD"}:
            return _refusal(405, "only GET and HEAD are answered", Allow="GET, HEAD")
        if _size(scope) > HEADERS:
            return _refusal(431, "this request is too long")
        lengths = headers.getlist("content-length")
        if "transfer-encoding" in headers or any(length != "0" for length in lengths):
            return _refusal(400, "no request has a body here")
        return None

    def _strange(self, path: str, headers: Headers) -> Response | None:
        """Refuse what another site sends, or sends for, by way of the browser."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._door.is_named(hosts[0]):
            return _refusal(421, f"this is another server: {HINT}")
        own = {f"http://{hosts[0].lower()}"}
        if _FRAME_FILE.match(path):
            own.add("null")  # slides are in a document without an origin
        if len(origins) > 1 or not own.issuperset(origin.lower() for origin in origins):
            return _refusal(403, "other sites get nothing here")
        sites = headers.getlist("sec-fetch-site")
        if not _FRAME_FILE.match(path) and not {"same-origin", "none"}.issuperset(sites):
            return _refusal(403, "other sites get nothing here: paste the address into the browser")
        return None

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """Refuse who has no secret; let in who comes with the token."""
        if _FRAME.match(scope["path"]):
            return None  # its URL is the secret
        if scope["path"] == "/" and scope["query_string"]:
            return self._welcome(scope["query_string"].decode("latin-1"))
        if not any(_same(value, self._door.pass_) for value in self._cookies(headers)):
            return _refusal(401, HINT)
        return None

    def _welcome(self, query: str) -> Response:
        tokens = parse_qs(query).get("token", []) if query.isascii() else []
        if len(tokens) != 1 or not _same(tokens[0], self._door.token):
            return _refusal(401, HINT)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._door.cookie, self._door.pass_, httponly=True, samesite="strict")
        return answer

    def _cookies(self, headers: Headers) -> list[str]:
        """Return all values of our cookie: another server on this machine may have set one too."""
        pairs = (
            pair.strip().partition("=")
            for line in headers.getlist("cookie")
            for pair in line.split(";")
        )
        return [value for name, _, value in pairs if name == self._door.cookie]


def _is_unspecified(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _size(scope: Scope) -> int:
    fields = sum(len(name) + len(value) + len(": \r\n") for name, value in scope["headers"])
    return len(scope["path"]) + len(scope["query_string"]) + fields


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())


def _refusal(status: int, text: str, **headers: str) -> Response:
    # What follows on a connection after a request that makes no sense is not looked at.
    return PlainTextResponse(f"{text}\n", status, headers={"Connection": "close", **headers})


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
        await send(message)

    return sender

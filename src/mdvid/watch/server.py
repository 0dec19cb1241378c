"""The server of a preview: one page, what it shows, and what changes."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import threading

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from mdvid.errors import ConfigError
from mdvid.watch.assets import INDEX, OwnFiles, media_type
from mdvid.watch.connections import Connection
from mdvid.watch.content import Content
from mdvid.watch.events import EventStream
from mdvid.watch.guard import HEADERS, Door, Guard
from mdvid.watch.state import Broker

CLOSING = 2.0
"""Seconds within which all ends, also with pages open."""

_GRACE = 0.3
"""Seconds that answers on their way have to arrive."""

_BACKLOG = 64

_FONTS = {"Cache-Control": "private, max-age=86400"}


class Server:
    """Serves what is in `content`, and what is published to `broker`."""

    def __init__(
        self, broker: Broker, content: Content, *, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        """Prepare a server; it listens nowhere yet. Port 0 takes any that is free."""
        self._broker = broker
        self._content = content
        self._host = host
        self._port = port
        self._own = OwnFiles()
        self._uvicorn: _Uvicorn | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Serve from a thread of our own; return the URL for a browser, with the token in it.

        Raises:
            ConfigError: the port is taken, or cannot be had.
        """
        listener = _listen(self._host, self._port)
        door = Door(host=self._host, port=listener.getsockname()[1])
        config = uvicorn.Config(
            self._app(door),
            loop="asyncio",
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=HEADERS,
            timeout_graceful_shutdown=1,
        )
        self._uvicorn = server = _Uvicorn(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(server.serve([listener])),
            name="mdvid watch server",
            daemon=True,
        )
        self._thread.start()
        return f"{door.address}?token={door.token}"

    def close(self) -> None:
        """End all streams and connections; safe to call twice. The broker is closed with it."""
        self._broker.close()
        if self._uvicorn and self._thread:
            self._uvicorn.should_exit = True
            self._thread.join(CLOSING)

    def _app(self, door: Door) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/events", self._events),
                Route("/page/{name:path}", self._page_file),
                Route("/{path:path}", self._of_deck),
            ],
            middleware=[Middleware(Guard, door=door)],
        )

    async def _page(self, _: Request) -> Response:
        return self._own_file(INDEX)

    async def _events(self, _: Request) -> Response:
        return EventStream(self._broker)

    async def _page_file(self, request: Request) -> Response:
        return self._own_file(request.path_params["name"])

    async def _of_deck(self, request: Request) -> Response:
        origin = f"http://{request.headers['host']}"
        return self._content.answer(request.scope["path"], origin) or _nothing()

    def _own_file(self, name: str) -> Response:
        path = self._own.of_page(name)
        with contextlib.suppress(OSError):
            if path:
                return FileResponse(
                    path,
                    headers=_FONTS if path.suffix == ".woff2" else None,
                    media_type=media_type(name),
                    stat_result=path.stat(),
                )
        return _nothing()


class _Uvicorn(uvicorn.Server):
    """Does not wait for pages that are slow to read when all is to end."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(_GRACE, self._abort)
        await super().shutdown(sockets)

    def _abort(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here\n", 404)


def _listen(host: str, port: int) -> socket.socket:
    try:
        name = "127.0.0.1" if host == "localhost" else host
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        family, kind, protocol, _, (address, _, *scope) = found[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _refused(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port, *scope))
        listener.listen(_BACKLOG)  # a browser may come before the thread is there
    except (OSError, OverflowError) as error:
        listener.close()
        raise _refused(host, port, error) from error
    return listener


def _refused(host: str, port: int, error: Exception) -> ConfigError:
    match error:
        case OSError(errno=errno.EADDRINUSE):
            return ConfigError(
                f"port {port} is taken by another program",
                hint="choose another one with `--port`, or leave it out: mdvid finds a free one",
            )
        case OSError(errno=errno.EACCES | errno.EPERM):
            return ConfigError(
                f"port {port} is not for plain users",
                hint="choose one from 1024 on with `--port`, or leave it out",
            )
        case OverflowError():
            return ConfigError(f"there is no port {port}", hint="`--port` goes from 1 to 65535")
        case _:
            reason = getattr(error, "strerror", None) or error
            return ConfigError(
                f"this machine has no address {host}: {reason}",
                hint="leave out `--host`, or give an address of this machine",
            )

"""The connections of browsers: not too many of them, and none that keeps its request to itself."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 64
"""Connections at a time: a page has up to six."""

PATIENCE = 10.0
"""Seconds that the line and the headers of a request may take."""


class Connection(H11Protocol):
    """One connection; speaks HTTP/1.1."""

    _overdue: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request, or more than one."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._calm()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Give a request that has begun a time to be there."""
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._calm()
        elif self._overdue is None:
            self._overdue = self.loop.call_later(PATIENCE, self.transport.abort)

    def _calm(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None

"""The stream of events that keeps a page up to date (HTML Living Standard, clause 9.2)."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mdvid.watch.state import Broker, State

HEARTBEAT = 10.0
"""Seconds without an event after which a page is told that all is well."""

PATIENCE = 30.0
"""Seconds that a page may take to read what it was sent, before it is given up."""

_RETRY = b"retry: 500\n\n"
"""After how many milliseconds a page that lost us tries again."""

_ALL_IS_WELL = b":\n\n"


class EventStream(Response):
    """Sends what a broker publishes, until it is closed or the page is gone."""

    def __init__(self, broker: Broker) -> None:
        super().__init__(media_type="text/event-stream")
        del self.headers["content-length"]
        self._broker = broker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request.

        Raises:
            TimeoutError: the page does not read what it is sent.
        """
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        if scope["method"] != "HEAD":
            await self._follow(receive, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _follow(self, receive: Receive, send: Send) -> None:
        await _pass(send, _RETRY)
        gone = asyncio.ensure_future(_gone(receive))
        async with aclosing(self._broker.subscribe()) as events:
            coming = asyncio.ensure_future(anext(events, None))
            try:
                while not gone.done():
                    await asyncio.wait(
                        {coming, gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED
                    )
                    if not coming.done():
                        await _pass(send, _ALL_IS_WELL)
                        continue
                    event = coming.result()
                    if event is None:
                        break
                    await _pass(send, _encoded(*event))
                    coming = asyncio.ensure_future(anext(events, None))
            finally:
                for task in (coming, gone):
                    task.cancel()
                await asyncio.wait({coming, gone})


async def _pass(send: Send, text: bytes) -> None:
    async with asyncio.timeout(PATIENCE):
        await send({"type": "http.response.body", "body": text, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _encoded(event: str, data: State) -> bytes:
    # JSON on one line: it has no line break of its own.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {event}\nid: {data['revision']}\ndata: {text}\n\n".encode()

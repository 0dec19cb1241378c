"""Requests to a guard, without a network."""

import asyncio
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message

from mdvid.watch.guard import Door, Guard

DOOR = Door(host="127.0.0.1", port=8123, token="the-token", pass_="the-pass")
HOST = ("host", "127.0.0.1:8123")
COOKIE = ("cookie", "mdvid-8123=the-pass")
INSIDE = "inside"

Pairs = Sequence[tuple[str, str]]


class Answer:
    """What came back."""

    def __init__(self, messages: Sequence[Message]) -> None:
        start, *bodies = messages
        self.status: int = start["status"]
        self.headers = Headers(raw=start["headers"])
        self.text = b"".join(body["body"] for body in bodies).decode()


def ask(
    path: str = "/",
    *headers: tuple[str, str],
    method: str = "GET",
    query: str = "",
    door: Door = DOOR,
    said: Mapping[str, str] | None = None,
) -> Answer:
    """Send a request to a server that says `said` in its headers."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    guard = Guard(PlainTextResponse(INSIDE, headers=said), door)
    asyncio.run(guard(scope, receive, send))
    return Answer(sent)

"""Who is let through to a preview, and what the others hear."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message

from mdvid.watch.guard import Door, Guard, is_loopback

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


def test_who_has_the_cookie_is_let_in() -> None:
    for method in ("GET", "HEAD"):
        answer = ask("/events", HOST, COOKIE, method=method)
        assert (answer.status, answer.text) == (200, INSIDE)


def test_the_token_is_given_for_a_cookie_that_no_script_reads_and_no_other_site_sends() -> None:
    answer = ask("/", HOST, query="token=the-token")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    name, *attributes = answer.headers["set-cookie"].split("; ")
    assert name == "mdvid-8123=the-pass"
    assert sorted(a.lower() for a in attributes) == ["httponly", "path=/", "samesite=strict"]


def test_token_and_cookie_are_other_ones_for_every_watch() -> None:
    doors = [Door(host="127.0.0.1", port=8123) for _ in range(3)]
    secrets = {secret for door in doors for secret in (door.token, door.pass_)}
    assert len(secrets) == 6
    assert min(map(len, secrets)) >= 40
    assert not any(secret in repr(door) for door in doors for secret in secrets)


@pytest.mark.parametrize(
    "query",
    [
        "token=",
        "token",
        "token=the-toke",
        "token=the-token1",
        "token=The-Token",
        "token=the-pass",
        "token=the-token&token=the-token",
        "token=x&token=the-token",
        "Token=the-token",
        "token=the-token%00",
        "token=%ff%fe",
        "t=the-token",
        "x",
    ],
)
def test_another_token_opens_nothing_even_with_the_cookie(query: str) -> None:
    assert ask("/", HOST, query=query).status == 401
    assert ask("/", HOST, COOKIE, query=query).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("cookie", "")],
        [("cookie", "mdvid-8123=")],
        [("cookie", "mdvid-8123")],
        [("cookie", "mdvid-8123=the-pas")],
        [("cookie", "mdvid-8123=the-pass2")],
        [("cookie", 'mdvid-8123="the-pass"')],
        [("cookie", "mdvid-8123=the-token")],
        [("cookie", "mdvid-8124=the-pass")],
        [("cookie", "mdvid=the-pass")],
        [("cookie", "MDVID-8123=the-pass")],
        [("cookie", "x=mdvid-8123=the-pass")],
        [("cookie", "mdvid-8123=the-pa\xdfs")],
        [("authorization", "Bearer the-token")],
        [("authorization", "Bearer the-pass")],
        [("x-token", "the-token")],
        [("referer", "http://127.0.0.1:8123/?token=the-token")],
    ],
)
@pytest.mark.parametrize("path", ["/", "/events", "/page/app.js", "/sound/1.wav", "/frame/1", "//"])
def test_without_the_cookie_there_is_nothing(headers: Pairs, path: str) -> None:
    answer = ask(path, HOST, *headers, query="" if path == "/" else "token=the-token")
    assert answer.status == 401
    assert answer.text == "open the address that `mdvid watch` printed\n"


def test_a_cookie_that_another_server_set_is_not_in_the_way() -> None:
    cookie = ("cookie", "a=b; mdvid-8123=planted; mdvid-8123=the-pass; mdvid-1=x")
    assert ask("/", HOST, cookie).status == 200
    assert ask("/", HOST, ("cookie", "a=b"), COOKIE).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8123",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:80",
        "127.0.0.1:81230",
        "127.0.0.1:8123.evil.example",
        "127.0.0.1.evil.example:8123",
        "evil.example@127.0.0.1:8123",
        "127.0.0.1:8123@evil.example",
        "127.0.0.1:8123,evil.example",
        "127.0.0.1:8123:8123",
        "127.0.0.1 :8123",
        "127.1:8123",
        "2130706433:8123",
        "0x7f.0.0.1:8123",
        "0177.0.0.1:8123",
        "0.0.0.0:8123",
        "127.0.0.2:8123",
        "[::1]:8123",
        "::1:8123",
        "[::ffff:127.0.0.1]:8123",
        "localhost",
        "localhost.:8123",
        "localhost.evil.example:8123",
        "evil.localhost:8123",
        "127.0.0.1%3a8123",
    ],
)
def test_another_name_is_another_server(host: str) -> None:
    assert ask("/", ("host", host), COOKIE).status == 421
    assert ask("/", ("host", host), query="token=the-token").status == 421
    assert ask("/frame/key/", ("host", host)).status == 421


def test_a_request_names_one_server() -> None:
    assert ask("/", COOKIE).status == 421
    assert ask("/", HOST, HOST, COOKIE).status == 421
    assert ask("/", HOST, ("host", "evil.example"), COOKIE).status == 421


@pytest.mark.parametrize("host", ["localhost:8123", "LOCALHOST:8123", "127.0.0.1:8123"])
def test_this_machine_has_two_names(host: str) -> None:
    assert ask("/", ("host", host), COOKIE).status == 200
    assert ask("/", ("host", host), COOKIE, ("origin", f"http://{host}")).status == 200


@pytest.mark.parametrize(
    ("listening", "named", "refused"),
    [
        ("::1", ["[::1]:8123", "localhost:8123"], ["127.0.0.1:8123", "::1:8123"]),
        ("localhost", ["localhost:8123", "127.0.0.1:8123"], ["[::1]:8123"]),
        ("192.0.2.7", ["192.0.2.7:8123"], ["localhost:8123", "127.0.0.1:8123", "192.0.2.8:8123"]),
        ("desk.example", ["desk.example:8123"], ["localhost:8123", "other.example:8123"]),
        (
            "0.0.0.0",
            ["192.0.2.7:8123", "127.0.0.1:8123", "localhost:8123"],
            ["evil.example:8123", "192.0.2.7:1", "192.0.2.7", ":8123", "[]:8123"],
        ),
        ("::", ["[2001:db8::1]:8123", "192.0.2.7:8123", "[::1]:8123"], ["evil.example:8123"]),
    ],
)
def test_a_server_is_known_by_the_address_it_listens_on(
    listening: str, named: list[str], refused: list[str]
) -> None:
    door = Door(host=listening, port=8123, token="the-token", pass_="the-pass")
    assert [
        host for host in named if ask("/", ("host", host), COOKIE, door=door).status != 200
    ] == []
    assert [host for host in refused if door.is_named(host)] == []


def test_browsers_leave_out_port_80() -> None:
    door = Door(host="127.0.0.1", port=80)
    assert door.address == "http://127.0.0.1/"
    assert door.is_named("127.0.0.1")
    assert not door.is_named("127.0.0.1:8123")


@pytest.mark.parametrize(
    ("listening", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123/"),
        ("localhost", "http://localhost:8123/"),
        ("::1", "http://[::1]:8123/"),
        ("0.0.0.0", "http://127.0.0.1:8123/"),
        ("::", "http://[::1]:8123/"),
        ("192.0.2.7", "http://192.0.2.7:8123/"),
    ],
)
def test_the_address_is_one_that_a_browser_on_this_machine_reaches(
    listening: str, address: str
) -> None:
    door = Door(host=listening, port=8123)
    assert door.address == address
    assert door.is_named(address.removeprefix("http://").removesuffix("/"))


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "https://127.0.0.1:8123",
        "http://127.0.0.1",
        "http://127.0.0.1:8124",
        "http://localhost:8123",
        "http://127.0.0.1:8123/",
        "http://127.0.0.1:8123.evil.example",
        "http://evil.example http://127.0.0.1:8123",
        "file://",
        "chrome-extension://abc",
    ],
)
def test_another_origin_gets_nothing(origin: str) -> None:
    assert ask("/events", HOST, COOKIE, ("origin", origin)).status == 403
    assert ask("/", HOST, ("origin", origin), query="token=the-token").status == 403
    assert ask("/frame/key/", HOST, ("origin", origin)).status == 403


def test_an_origin_is_said_once() -> None:
    own = ("origin", "http://127.0.0.1:8123")
    assert ask("/", HOST, COOKIE, own).status == 200
    assert ask("/", HOST, COOKIE, own, own).status == 403
    assert ask("/", HOST, COOKIE, own, ("origin", "http://evil.example")).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN", "other"])
def test_what_another_site_makes_a_browser_ask_for_is_refused(site: str) -> None:
    sent = ("sec-fetch-site", site)
    for path in ("/", "/events", "/sound/1.wav", "/frame/key/"):
        assert ask(path, HOST, COOKIE, sent).status == 403
    assert ask("/", HOST, sent, query="token=the-token").status == 403
    assert ask("/", HOST, COOKIE, ("sec-fetch-site", "none"), sent).status == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_page_itself_and_the_address_bar_may_ask(site: str) -> None:
    assert ask("/", HOST, COOKIE, ("sec-fetch-site", site)).status == 200


def test_slides_have_no_origin_and_no_cookie_but_know_their_key() -> None:
    slides = [HOST, ("origin", "null"), ("sec-fetch-site", "cross-site")]
    assert ask("/frame/key/picture/1", *slides).status == 200
    assert ask("/frame/key/", HOST, ("sec-fetch-site", "same-origin")).status == 200
    assert ask("/frame//picture/1", *slides).status == 403
    assert ask("/frame/picture", *slides, COOKIE).status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"])
def test_nothing_can_be_done_but_looked_at(method: str) -> None:
    answer = ask("/", HOST, COOKIE, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "headers",
    [
        [("content-length", "1")],
        [("content-length", "00")],
        [("content-length", "-0")],
        [("content-length", "0"), ("content-length", "5")],
        [("transfer-encoding", "chunked")],
        [("transfer-encoding", "identity")],
        [("content-length", "0"), ("transfer-encoding", "chunked")],
    ],
)
def test_requests_have_no_body(headers: Pairs) -> None:
    assert ask("/", HOST, COOKIE, *headers).status == 400
    assert ask("/", HOST, COOKIE, ("content-length", "0")).status == 200


def test_whoever_is_refused_has_to_connect_anew() -> None:
    for answer in (ask("/", HOST), ask("/", COOKIE), ask("/", HOST, COOKIE, method="POST")):
        assert answer.headers["connection"] == "close"


@pytest.mark.parametrize("answer", [ask("/", HOST, COOKIE), ask("/", HOST), ask("/")])
def test_every_answer_tells_the_browser_to_be_careful(answer: Answer) -> None:
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    careful = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }
    assert careful.items() <= dict(answer.headers).items()
    assert "access-control-allow-origin" not in answer.headers


def test_what_an_answer_says_itself_stays() -> None:
    said = {"Cache-Control": "immutable", "Content-Security-Policy": "sandbox"}
    answer = ask("/", HOST, COOKIE, said=said)
    assert answer.headers.getlist("cache-control") == ["immutable"]
    assert answer.headers.getlist("content-security-policy") == ["sandbox"]


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.7", False),
        ("desk.example", False),
        ("", False),
    ],
)
def test_a_loopback_address_is_reached_from_this_machine_only(host: str, *, near: bool) -> None:
    assert is_loopback(host) is near

"""Who is let through to a preview, and what the others hear."""

import pytest
from tests.unit.watch.asking import COOKIE, HOST, INSIDE, Answer, Pairs, ask

from mdvid.watch.guard import Door


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


@pytest.mark.parametrize(
    "headers", [[("x", "a" * 17_000)], [(f"x-{number}", "a") for number in range(2000)]]
)
def test_requests_have_an_end(headers: Pairs) -> None:
    assert ask("/", HOST, COOKIE, *headers).status == 431
    assert ask("/", HOST, COOKIE, query="a" * 17_000).status == 431
    assert ask("/" + "a" * 17_000, HOST, COOKIE).status == 431


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

"""Other sites, and names that others could own, get nothing by way of a browser."""

import pytest
from tests.unit.watch.asking import COOKIE, HOST, ask

from mdvid.watch.guard import Door, is_loopback


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

"""Whoever is not the page of the preview gets nothing from its server."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.hostile import Maker, hostile
from tests.e2e.watched import SECRET, Watched, watched


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Watched]:
    with watched(tmp_path) as served:
        yield served


def _harm(target: Watched, answer: bytes) -> str:
    """Return what is wrong with an answer that should say nothing."""
    head, _, body = answer.partition(b"\r\n\r\n")
    found = re.match(rb"HTTP/1\.1 (\d+) ", head)
    if not found or not 400 <= int(found[1]) <= 499:
        return "it is no refusal"
    if b"HTTP/1." in answer[8:]:
        return "there is a second answer"
    if len(body.strip().split(b"\n")) > 1 or len(body) > 120:
        return "it says more than one line"
    secrets = (
        SECRET,
        target.token,
        target.cookie,
        str(target.folder),
        "site-packages",
        "Traceback",
    )
    if any(secret.encode() in answer for secret in secrets):
        return "it tells a secret"
    return "it sets a cookie" if b"set-cookie" in head.lower() else ""


def test_without_a_trick_the_same_requests_are_answered(target: Watched) -> None:
    maker = Maker(target)
    for path in ("/", "{sound}", "{video}", "{frame}", "{frame}picture/dot", "/page/fonts.css"):
        assert target.raw(maker.request(path)[1]).startswith(b"HTTP/1.1 200 ")
    for path in ("{frame}", "{frame}picture/dot"):
        assert target.raw(maker.request(path, cookie=None)[1]).startswith(b"HTTP/1.1 200 ")
    for cookie in (None, "{cookie}"):
        entered = target.raw(maker.request("/?token={token}", cookie=cookie)[1])
        assert entered.startswith(b"HTTP/1.1 303 ")


def test_hundreds_of_hostile_requests_get_nothing(
    target: Watched,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    requests = list(hostile(target))
    assert len({data for _, data in requests}) >= 300
    wrong = [
        f"{words!r}: {harm}: {answer[:200]!r}"
        for words, data in requests
        if (harm := _harm(target, answer := target.raw(data)))
    ]
    assert wrong == []
    assert target.get("/").status == 200
    assert [record for record in caplog.records if record.levelname != "DEBUG"] == []
    assert capfd.readouterr() == ("", "")
    assert sum(thread.name == "mdvid watch server" for thread in threading.enumerate()) == 1

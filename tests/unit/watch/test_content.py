"""What of a deck is served, and for how long."""

import hashlib
import os
from pathlib import Path

import pytest
from starlette.responses import FileResponse, Response

from mdvid.watch import content as content_module
from mdvid.watch.assets import OwnFiles
from mdvid.watch.content import FRAMES, SPARE, Content

ORIGIN = "http://127.0.0.1:8123"
DOCUMENT = "<!doctype html><html><head><style>p{}</style></head><body></body></html>"
PNG = "image/png"


def written(path: Path, text: str = "x") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def shown(content: Content, path: str) -> Path | None:
    """Return the file that is served there."""
    answer = content.answer(path, ORIGIN)
    return Path(answer.path) if isinstance(answer, FileResponse) else None


def document(content: Content, url: str) -> Response:
    answer = content.answer(url, ORIGIN)
    assert answer is not None
    return answer


def test_a_file_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    content = Content()
    sound = written(tmp_path / "private name.wav", "hello")
    url = content.put_file(sound, "audio/wav", "narration.wav")
    assert url == f"/sound/{hashlib.sha256(b'hello').hexdigest()}.wav"
    assert shown(content, url) == sound
    assert content.put_file(sound, "audio/wav", "narration.wav") == url
    assert content.put_file(written(tmp_path / "b.wav", "hello"), "audio/wav", "b.wav") == url
    other = content.put_file(written(tmp_path / "c.mp4", "hello"), "video/mp4", "talk.mp4")
    assert other.startswith("/video/")


def test_a_file_may_be_kept_forever_and_has_a_name_when_saved(tmp_path: Path) -> None:
    content = Content()
    url = content.put_file(written(tmp_path / "a.mp4"), "video/mp4", "Über talk.mp4")
    headers = document(content, url).headers
    assert headers["content-type"] == "video/mp4"
    assert headers["content-disposition"] == "inline; filename*=utf-8''%C3%9Cber%20talk.mp4"
    assert "immutable" in headers["cache-control"]
    assert headers["content-security-policy"].startswith("default-src 'none'; media-src 'self'")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("harm", ["changed", "replaced", "gone", "folder"])
def test_another_file_in_its_place_is_not_served(tmp_path: Path, harm: str) -> None:
    content = Content()
    path = written(tmp_path / "a.wav", "hello")
    url = content.put_file(path, "audio/wav", "a.wav")
    if harm == "changed":
        written(path, "HELLO")
        os.utime(path, ns=(1, 1))
    elif harm == "replaced":
        written(tmp_path / "b", "HELLO").replace(path)
    else:
        path.unlink()
    if harm == "folder":
        path.mkdir()
    assert content.answer(url, ORIGIN) is None


def test_a_file_that_is_written_anew_has_a_new_url(tmp_path: Path) -> None:
    content = Content()
    path = written(tmp_path / "talk.mp4", "one")
    first = content.put_file(path, "video/mp4", "talk.mp4")
    written(tmp_path / "new", "two").replace(path)
    second = content.put_file(path, "video/mp4", "talk.mp4")
    assert first != second
    assert content.answer(first, ORIGIN) is None
    assert shown(content, second) == path


def test_what_is_not_there_cannot_be_put(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Content().put_file(tmp_path / "none.wav", "audio/wav", "none.wav")


def test_only_sounds_and_videos_stand_alone(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Content().put_file(written(tmp_path / "a.svg"), "image/svg+xml", "a.svg")


def test_old_files_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_module, "FILES", 20)
    content = Content()
    first = content.put_file(written(tmp_path / "first.wav", "first"), "audio/wav", "a.wav")
    second = content.put_file(written(tmp_path / "second.wav", "second"), "audio/wav", "a.wav")
    path = tmp_path / "next.wav"
    for number in range(19):
        content.put_file(written(path, str(number)), "audio/wav", "a.wav")
    assert content.answer(first, ORIGIN) is None
    assert content.answer(second, ORIGIN) is not None


def test_what_no_page_shows_is_forgotten_when_a_build_has_ended(tmp_path: Path) -> None:
    content = Content()
    urls = [
        content.put_file(written(tmp_path / f"{number}.wav", str(number)), "audio/wav", "a.wav")
        for number in range(100 + SPARE)
    ]
    content.settle({*urls[10:20], "/video/gone.mp4"})
    there = [content.answer(url, ORIGIN) is not None for url in urls]
    # One more of the newest, in the place of the video that is gone.
    assert there == [10 <= n < 20 or n >= 99 for n in range(100 + SPARE)]


def test_what_a_page_showed_last_stays_until_it_shows_something_else(tmp_path: Path) -> None:
    content = Content()
    first = content.put_file(written(tmp_path / "first.wav"), "audio/wav", "a.wav")
    path = tmp_path / "next.wav"
    for number in range(3 * SPARE):
        content.put_file(written(path, str(number)), "audio/wav", "a.wav")
        content.settle([first])
    assert content.answer(first, ORIGIN) is not None
    content.settle([])
    for number in range(SPARE):
        content.put_file(written(path, f"other {number}"), "audio/wav", "a.wav")
    content.settle([])
    assert content.answer(first, ORIGIN) is None


def test_slides_have_a_document_whose_url_stays_while_it_does(tmp_path: Path) -> None:
    content = Content()
    url = content.put_frame(DOCUMENT, {})
    assert content.put_frame(DOCUMENT, {"picture/a": (written(tmp_path / "a"), PNG)}) == url
    assert content.put_frame(DOCUMENT + " ", {}) != url
    assert content.put_frame(DOCUMENT, {}) == url
    assert Content().put_frame(DOCUMENT, {}) != url
    assert len(url) > len("/frame//") + 20


def test_the_script_of_the_preview_is_the_last_of_the_head() -> None:
    content = Content()
    url = content.put_frame(DOCUMENT.replace("p{}", "p::after{content:'</head>'}"), {})
    head, _, body = bytes(document(content, url).body).decode().rpartition("</head>")
    assert head.endswith('<script src="web/preview.js"></script>\n')
    assert body == "<body></body></html>"


def test_slides_are_in_a_sandbox_and_load_nothing_but_their_own() -> None:
    content = Content()
    url = content.put_frame(DOCUMENT, {})
    policy = document(content, url).headers["content-security-policy"]
    parts = dict(part.partition(" ")[::2] for part in policy.split("; "))
    own = ORIGIN + url
    assert parts == {
        "default-src": "'none'",
        "script-src": f"{own}web/",
        "style-src": f"{own} 'unsafe-inline'",
        "img-src": f"{own} data:",
        "font-src": f"{own} data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": ORIGIN,
        "sandbox": "allow-scripts",
    }


def test_slides_find_their_pictures_and_the_files_of_mdvid(tmp_path: Path) -> None:
    content = Content()
    picture = written(tmp_path / "a.svg", "<svg/>")
    url = content.put_frame(DOCUMENT, {"theme/my logo.svg": (picture, "image/svg+xml")})
    assert shown(content, f"{url}theme/my logo.svg") == picture
    for name in ("prepare.js", "preview.js", "fit.js", "fonts.css", "katex/katex.min.css"):
        assert document(content, f"{url}web/{name}").status_code == 200
    headers = document(content, f"{url}theme/my logo.svg").headers
    assert headers["content-type"] == "image/svg+xml"
    assert headers["content-security-policy"].endswith("sandbox")
    assert headers["access-control-allow-origin"] == "null"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in document(content, url).headers


def test_a_frame_shows_nothing_of_another_one(tmp_path: Path) -> None:
    content = Content()
    mine = content.put_frame(DOCUMENT, {"picture/a": (written(tmp_path / "a"), PNG)})
    other = content.put_frame(DOCUMENT + " ", {"picture/b": (written(tmp_path / "b"), PNG)})
    assert shown(content, f"{mine}picture/a")
    assert shown(content, f"{other}picture/a") is None
    assert shown(content, f"{mine}picture/b") is None


@pytest.mark.parametrize(
    "name",
    [
        "web/",
        "web",
        "web/manifest.json",
        "web/../manifest.json",
        "web//fonts.css",
        "web/fonts/",
        "web/sealed.js",
        "web/template.py",
        "web/base.css",
        "picture/",
        "picture/../picture/a",
        "PICTURE/a",
        "/picture/a",
        "picture/a/",
        "picture/a\0",
        "../",
        ".",
        "index.html",
    ],
)
def test_there_is_nothing_else(tmp_path: Path, name: str) -> None:
    content = Content()
    url = content.put_frame(DOCUMENT, {"picture/a": (written(tmp_path / "a"), PNG)})
    assert content.answer(url + name, ORIGIN) is None


@pytest.mark.parametrize(
    "path", ["", "/", "/frame", "/frame/", "/frame//", "/frame/x/", "/sound/", "/video/..", "/file"]
)
def test_nobody_finds_anything_without_its_url(tmp_path: Path, path: str) -> None:
    content = Content()
    content.put_frame(DOCUMENT, {})
    content.put_file(written(tmp_path / "a.wav"), "audio/wav", "a.wav")
    assert content.answer(path, ORIGIN) is None


def test_a_file_of_the_theme_that_changes_makes_another_document(tmp_path: Path) -> None:
    content = Content()
    logo = written(tmp_path / "logo.svg", "one")
    first = content.put_frame(DOCUMENT, {"theme/logo.svg": (logo, "image/svg+xml")})
    written(tmp_path / "new", "other").replace(logo)
    assert shown(content, f"{first}theme/logo.svg") is None
    second = content.put_frame(DOCUMENT, {"theme/logo.svg": (logo, "image/svg+xml")})
    assert second != first
    assert shown(content, f"{second}theme/logo.svg") == logo
    assert content.put_frame(DOCUMENT, {"theme/logo.svg": (logo, "image/svg+xml")}) == second


def test_a_picture_that_vanishes_is_not_found(tmp_path: Path) -> None:
    content = Content()
    url = content.put_frame(DOCUMENT, {"picture/none": (tmp_path / "none", PNG)})
    assert content.answer(f"{url}picture/none", ORIGIN) is None


def test_what_a_page_is_loading_stays_but_not_forever(tmp_path: Path) -> None:
    content = Content()
    urls = [content.put_frame(f"{DOCUMENT}{number}", {}) for number in range(FRAMES + 1)]
    kept = [content.answer(url, ORIGIN) is not None for url in urls]
    assert kept == [False] + [True] * FRAMES
    path = written(tmp_path / "a")
    shows = [content.put_frame(DOCUMENT, {f"picture/{n}": (path, PNG)}) for n in range(SPARE + 2)]
    assert len(set(shows)) == 1
    assert shown(content, f"{shows[0]}picture/0") is None
    assert shown(content, f"{shows[0]}picture/1") == path


def test_the_page_has_the_files_that_were_there_at_first(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.mkdir()
    app = written(page / "app.js")
    written(page / "notes.txt")
    written(tmp_path / "outside.js")
    own = OwnFiles(page)
    written(page / "later.js")
    assert own.of_page("app.js") == app
    for name in (
        "notes.txt",
        "later.js",
        "../outside.js",
        "",
        ".",
        "app.js/",
        "fonts/../fonts.css",
    ):
        assert own.of_page(name) is None
    assert own.of_page("fonts/inter-latin-wght-normal.woff2")

"""What programs are told about bad decks, and what `--strict` and `--untrusted` make of them."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from PIL import Image
from tests.e2e.line import Desk, bodies

pytestmark = pytest.mark.espeak

HELLO = "# Hello\n\n<!-- Hello there. -->\n"
CAPTIONS = ("-f", "vtt")
SILENT = ("-f", "txt", "--voice", "none")


def test_errors_are_in_the_answer_for_programs_and_only_there_on_standard_output(
    desk: Desk,
) -> None:
    desk.deck(HELLO, "good.md")
    desk.deck("# Hello\n\n![x](missing.png)\n", "bad.md")
    desk.path("worse.md").write_bytes(b"\xff")
    done = desk.run("build", "good.md", "bad.md", "absent.md", "worse.md", *CAPTIONS, "--json")
    assert done.code == 3
    answer = json.loads(done.out)
    assert [output["path"] for output in answer["outputs"]] == ["good.vtt"]
    assert [deck["deck"] for deck in answer["decks"]] == ["good.md"]
    errors = [d for d in answer["diagnostics"] if d["severity"] == "error"]
    assert [(d["path"], d["line"], d["message"]) for d in errors] == [
        ("bad.md", 3, "`missing.png` does not exist"),
        (None, None, "there is no file `absent.md`"),
        ("worse.md", 1, "the file is not UTF-8 text: byte 0 is 0xff"),
    ]
    for error in errors:
        assert f"error: {error['message']}" in done.err.replace("absent.md: ", "")


@pytest.mark.parametrize(
    "options",
    [("--fps", "nan"), ("-o", ""), ("--theme", "drak"), ("-o", "one.vtt"), ("-o", "x.avi")],
)
def test_wrong_options_are_said_once_for_all_decks(desk: Desk, options: tuple[str, ...]) -> None:
    for name in ("a.md", "b.md"):
        desk.deck(HELLO, name)
    done = desk.run("build", "a.md", "b.md", *CAPTIONS, *options, "--json")
    assert done.code == 2
    (said,) = json.loads(done.out)["diagnostics"]
    assert done.err.count("error: ") == 1
    assert said["message"] in done.err


def test_under_strict_nothing_is_put_anywhere(desk: Desk) -> None:
    deck = desk.deck(f"---\nthema: dark\n---\n\n{HELLO}")
    desk.path("deck.vtt").write_text("what was built before")
    before = bodies(desk.folder)
    refused = desk.run("build", deck, *CAPTIONS, "--strict", "--json")
    assert refused.code == 3
    assert json.loads(refused.out)["outputs"] == []
    assert "error: unknown setting `thema`" in refused.err
    assert "nothing was written: warnings are errors" in refused.err
    assert bodies(desk.folder) == before
    assert desk.run("build", deck, *CAPTIONS).code == 0


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ("http://example.org/a.png", 5),
        ("//example.org/a.png", 5),
        ("../secret.png", 3),
        ("missing.png", 3),
        ("file:///etc/hostname", 3),
    ],
)
def test_decks_from_strangers_are_refused_by_what_they_ask_for(
    desk: Desk, picture: str, code: int
) -> None:
    desk.path("mdvid.toml").write_text('root = ".."\nuntrusted = false\n')
    Image.new("RGB", (1, 1)).save(desk.folder.parent / "secret.png")
    deck = desk.deck(f"# Hello\n\n![x]({picture})\n")
    done = desk.run("build", deck, *SILENT, "--untrusted")
    assert done.code == code, done.err
    assert picture.lstrip("/") in done.err
    assert not desk.path("deck.txt").exists()


PICTURES = (
    "a b.png",
    'it\'s "q".png',
    "100%.png",
    "%41.png",
    "-dash.png",
    "🎬 é.png",
    "a(b).png",
    "#what?.png",
    "a:b.png",
    "two\nlines.png",
    "<x>].png",
    "A&amp;B.png",
    "`$HOME`.png",
    "x" * 251 + ".png",
)


def test_a_picture_may_have_any_name(desk: Desk) -> None:
    for name in PICTURES:
        Image.new("RGB", (1, 1)).save(desk.path("named.png"))
        desk.path("named.png").rename(desk.path(name))
    shown = "\n\n".join(f"![x]({quote(name)})\n\n![bg]({quote(name)})" for name in PICTURES)
    answer = desk.build(desk.deck(f"---\nmarp: true\n---\n\n{shown}\n"), *SILENT)
    assert [d for d in answer["diagnostics"] if d["severity"] not in {"info", "note"}] == []

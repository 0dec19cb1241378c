"""Decks that try the browser, the voice and the disk: what is said, and what is left behind."""

from __future__ import annotations

import json
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PIL import Image
from tests.e2e.line import SMALL, Desk, bodies

pytestmark = [pytest.mark.espeak, pytest.mark.browser]

HELLO = "# Hello\n\n<!-- Hello there. -->\n"


@pytest.fixture
def calls() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a port of this machine: its number, and what was said to it."""
    said: list[bytes] = []

    class Listener(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            said.append(self.request.recv(1000))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server.server_address[1], said
        server.shutdown()


HOSTILE = """\
---
style: |
  @import "http://127.0.0.1:PORT/import.css";
  @font-face { font-family: F; src: url(http://127.0.0.1:PORT/font.woff2) }
  section { font-family: F; background: url(http://127.0.0.1:PORT/style.png) }
---

<style>
@import url(//127.0.0.1:PORT/scoped.css);
h1 { background: image-set("http://127.0.0.1:PORT/set.png" 1x) }
li::marker { content: url(http://127.0.0.1:PORT/marker.png) }
</style>
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:PORT/meta">
<base href="http://127.0.0.1:PORT/">
<link rel="stylesheet preconnect" href="http://127.0.0.1:PORT/link.css">

# Hello

<script>while (true) { fetch("http://127.0.0.1:PORT/script") }</script>
<iframe src="http://127.0.0.1:PORT/iframe"></iframe>
<object data="http://127.0.0.1:PORT/object"></object>
<embed src="http://127.0.0.1:PORT/embed">
<video src="http://127.0.0.1:PORT/video" poster="http://127.0.0.1:PORT/poster"></video>
<img src="http://127.0.0.1:PORT/img" onerror="location = 'http://127.0.0.1:PORT/error'">
<picture><source srcset="http://127.0.0.1:PORT/source"></picture>
<svg><image href="http://127.0.0.1:PORT/svg"/><use href="http://127.0.0.1:PORT/use#a"/></svg>
<table background="http://127.0.0.1:PORT/table"><tr><td>x</td></tr></table>
<input type="image" src="http://127.0.0.1:PORT/input">
<a href="http://127.0.0.1:PORT/a" ping="http://127.0.0.1:PORT/ping">a link is only drawn</a>

- ![](http://127.0.0.1:PORT/markdown)
- ![](active.svg)

<!-- Hello there. -->
"""

ACTIVE = """\
<!DOCTYPE svg [<!ENTITY file SYSTEM "http://127.0.0.1:PORT/entity">]>
<?xml-stylesheet href="http://127.0.0.1:PORT/sheet.css"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="while (true) {}">
<script>while (true) { fetch("http://127.0.0.1:PORT/script") }</script>
<style>@import url(http://127.0.0.1:PORT/inner.css)</style>
<image href="http://127.0.0.1:PORT/image" width="9" height="9"/>
<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://127.0.0.1:PORT/frame"/>
</foreignObject></svg>
"""


def test_a_deck_full_of_addresses_reaches_nobody_and_runs_nothing(
    desk: Desk, calls: tuple[int, list[bytes]]
) -> None:
    port, said = calls
    desk.path("active.svg").write_text(ACTIVE.replace("PORT", str(port)))
    deck = desk.deck(HOSTILE.replace("PORT", str(port)))
    refused = desk.run("build", deck, *SMALL)
    assert refused.code == 3
    assert "is an address of this machine" in refused.err
    answer = desk.build(deck, "--missing", "placeholder", *SMALL)
    messages = " ".join(d["message"] for d in answer["diagnostics"])
    for thing in ("`@import`", "`<script>`", "a web page", "`<meta>`", "`<base>`", "`<link>`"):
        assert thing in messages
    assert "scripts and outside entities in `active.svg` are ignored" in messages
    assert said == []


def test_pictures_that_are_bombs_are_said_to_be(desk: Desk) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        entities += f'<!ENTITY {name} "{f"&{before};" * 10}">'
    desk.path("laughs.svg").write_text(
        f'<!DOCTYPE svg [{entities}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        "<text>&i;</text></svg>"
    )
    desk.path("huge.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="99999999"></svg>'
    )
    Image.new("1", (60_000, 2)).save(desk.path("wide.png"))
    deck = desk.deck("---\nmarp: true\n---\n\n![](laughs.svg) ![](huge.svg) ![](wide.png)\n")
    answer = desk.build(deck, "-f", "png", *SMALL)
    warnings = [d["message"] for d in answer["diagnostics"] if d["severity"] == "warning"]
    assert warnings == ["the picture `laughs.svg` cannot be shown"]


def test_glyphs_that_no_font_has_are_told_by_slide(desk: Desk) -> None:
    first = "# שלום, مرحبا\n\nZ̷̢͛ é ế ﷽ 👩‍🚀 🇩🇪\n"
    deck = desk.deck(f"{first}\n---\n\n# \U000f0000\n\n<!-- Said. -->\n\n---\n\n# 你好\n")
    answer = desk.build(deck, "-f", "png", *SMALL)
    private = [d for d in answer["diagnostics"] if "U+F0000" in d["message"]]
    assert [(d["slide"], d["line"], d["severity"]) for d in private] == [(2, 7, "warning")]
    assert desk.run("build", deck, "-f", "png", "--strict", *SMALL).code == 3


def test_text_that_looks_like_a_template_or_an_end_tag_is_drawn_as_it_is(desk: Desk) -> None:
    text = r"\</script> {{ 7 * 7 }} {% raw %} {# x #} ${x} \--> \</section> \</style>"
    spelt = "".join(
        f"&#{ord(char)};" if char in "<>{}%#$" else char for char in text if char != "\\"
    )
    deck = desk.deck(f"---\nmarp: true\n---\n\n{text}\n\n---\n\n{spelt}\n\n---\n\n49\n")
    desk.build(deck, "-f", "png", *SMALL)
    drawn = [desk.path(f"deck.00{number}.png").read_bytes() for number in (1, 2, 3)]
    assert drawn[0] == drawn[1] != drawn[2]


NAMES = (
    "a b.md",
    'it\'s "quoted".md',
    "100%41.md",
    "two\nlines.md",
    "-dash.md",
    "🎬 café.md",
    "#?&;:|*<>.md",
    "`$HOME`\x1b[31m.md",
    os.fsdecode(b"latin-\xe9.md"),
    "x" * 240 + ".md",
    "none",
)


def test_a_deck_may_have_any_name(desk: Desk) -> None:
    for name in NAMES:
        desk.deck(HELLO, name)
    done = desk.run("build", *SMALL, "-f", "mp4,vtt,json", "--json", "--", *NAMES)
    assert done.code == 0, done.err
    assert "\x1b" not in done.err
    assert "\udce9" not in done.err
    made = [name.removesuffix(".md") + s for name in NAMES for s in (".mp4", ".vtt", ".json")]
    assert [output["path"] for output in json.loads(done.out)["outputs"]] == made
    assert {path.name for path in desk.folder.iterdir()} == {*NAMES, *made}
    for name in NAMES[3], NAMES[8]:
        verified = desk.run("verify", "--", name.removesuffix(".md") + ".mp4")
        assert verified.code == 0, verified.out


def test_a_name_with_no_room_for_a_suffix_is_refused_at_once(desk: Desk) -> None:
    desk.deck(HELLO, "x" * 252 + ".md")
    done = desk.run("build", "x" * 252 + ".md", "-f", "vtt,chapters")
    assert done.code == 2
    assert "the file system refuses so long a name" in done.err
    assert "choose a shorter one with -o" in done.err


def limited(desk: Desk, kilobytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build where no file may grow beyond a size: a full disk that needs no rights to be made."""
    command = f'ulimit -f {kilobytes * 2}; exec "$@"'  # blocks of 512 bytes, says POSIX
    return subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-m", "mdvid", "build", *arguments],
        cwd=desk.folder,
        env=os.environ | {"MDVID_CACHE_DIR": str(desk.cache)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_disk_too_full_for_the_cache_is_a_limit(desk: Desk) -> None:
    desk.deck(HELLO)
    desk.path("deck.vtt").write_text("what was built before")
    before = bodies(desk.folder)
    done = limited(desk, 8, "deck.md", "-f", "vtt")
    assert done.returncode == 6, done.stderr
    assert f"no space left for the cache in `{desk.cache}`" in done.stderr
    assert bodies(desk.folder) == before
    assert desk.build("deck.md", "-f", "vtt")["steps"]["failed"] == 0


def test_a_disk_too_full_for_the_results_is_a_limit(desk: Desk) -> None:
    desk.deck(HELLO)
    desk.build("deck.md", "-o", "elsewhere/", *SMALL)
    for name in ("deck.mp4", "deck.vtt"):
        desk.path(name).write_text("what was built before")
    before = bodies(desk.folder)
    done = limited(desk, 4, "deck.md", *SMALL)
    assert done.returncode == 6, done.stderr
    assert "no space is left for `deck.mp4`" in done.stderr
    assert bodies(desk.folder) == before

"""Which files a deck may include, and what is said of those that it may not."""

import os
from pathlib import Path

import pytest

from mdvid.builder.reads import files_of, files_of_error
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Dialect
from mdvid.diagnostics import Severity
from mdvid.errors import DeckError, DeckTooLarge, MdvidError
from mdvid.project import load_project
from mdvid.sources import includes
from mdvid.sources.includes import Includes, read_includes

HEAD = "---\nmdc: true\n---\n# A\n\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a project with something of everything, and a secret beside it."""
    folder = tmp_path / "root"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages/intro.md").write_text("# Intro\n\n---\nsrc: ./more.md\n---\n")
    (folder / "pages/more.md").write_text("# More\n")
    (folder / "binary.md").write_bytes(b"# A\n\xff\xfe\n")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "nul.md").write_bytes(b"# A\0\n")
    (tmp_path / "secret.md").write_text("# Secret\n")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "round.md").symlink_to(folder / "round.md")
    return folder


def read(root: Path, *sources: str, dialect: Dialect | None = None) -> Includes:
    text = HEAD + "".join(f"---\nsrc: {source}\n---\n\n" for source in sources)
    front_matter = read_front_matter(text, path="deck.md").value
    return read_includes(text, front_matter, dialect, deck=root / "deck.md", root=root)


def test_files_and_those_that_they_include_are_read_once(root: Path) -> None:
    found = read(root, "./pages/intro.md#1", "pages/more.md", "/pages/intro.md")
    assert {key: one.text for key, one in found.files.items()} == {
        "pages/intro.md": "# Intro\n\n---\nsrc: ./more.md\n---\n",
        "pages/more.md": "# More\n",
    }
    pages = root.resolve() / "pages"
    assert found.read == (pages / "intro.md", pages / "more.md")
    assert found.files["pages/more.md"].path == str(root / "pages/more.md")


@pytest.mark.parametrize(
    ("source", "problem", "hint"),
    [
        ("pages/into.md", "`pages/into.md` does not exist", "did you mean `intro.md`?"),
        ("page/intro.md", "`page/intro.md` does not exist", "there is no folder `page`"),
        ("pages/INTRO.md", "`pages/INTRO.md` does not exist", "upper and lower case differ"),
        ("pages", "`pages` is not a file", ""),
        ("../secret.md", "`../secret.md` is outside the root folder `root`", "copy the file"),
        ("../../../etc/passwd", "is outside the root folder `root`", "copy the file"),
        ("link.md", "`link.md` is outside the root folder `root`", "copy the file"),
        ("file:///etc/passwd", "is not a path in the project", "refer to files"),
        ("https://example.org/a.md", "is on the web", "download it"),
        ("//example.org/a.md", "is on the web", "download it"),
        ("round.md", "cannot be opened", ""),
        ("picture.md", "looks like a picture, not a deck", "name a file of text"),
    ],
)
def test_what_cannot_be_included_is_told(root: Path, source: str, problem: str, hint: str) -> None:
    (found,) = read(root, source).files.values()
    assert problem in found.problem
    assert (found.hint or "").startswith(hint)
    assert found.text == ""


@pytest.mark.parametrize(("source", "line"), [("binary.md", 2), ("nul.md", 1)])
def test_what_is_no_text_is_an_error_in_its_own_line(root: Path, source: str, line: int) -> None:
    with pytest.raises(DeckError) as caught:
        read(root, source)
    (error,) = caught.value.diagnostics
    assert error.span
    assert (Path(error.span.path).name, error.span.line) == (source, line)


def test_a_file_that_is_too_large_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(includes, "MAX_BYTES", 4)
    with pytest.raises(DeckTooLarge) as caught:
        read(root, "pages/intro.md")
    (error,) = caught.value.diagnostics
    assert "is larger than" in error.message
    assert error.span
    assert error.span.line == 7


def test_too_many_files_are_not_read(root: Path) -> None:
    for number in range(includes.MOST + 1):
        (root / f"{number}.md").write_text("# A\n")
    with pytest.raises(DeckTooLarge):
        read(root, *(f"{number}.md" for number in range(includes.MOST + 1)))


def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.md")
    (found,) = read(root, "pipe.md").files.values()
    assert "is not a file" in found.problem


def test_code_is_read_as_code(root: Path) -> None:
    (root / "a.ts").write_text("---\nsrc: pages/intro.md\n---\n")
    text = f"{HEAD}<<< @/a.ts#b {{1|2}}\n\n```\n<<< @/gone.ts\n```\n"
    front_matter = read_front_matter(text, path="deck.md").value
    found = read_includes(text, front_matter, None, deck=root / "deck.md", root=root)
    assert found.files.keys() == {"a.ts"}


def test_code_that_is_too_long_is_not_read(root: Path) -> None:
    with (root / "a.ts").open("wb") as file:
        file.truncate(includes.LARGEST_CODE + 1)
    text = f"{HEAD}<<< @/a.ts\n"
    front_matter = read_front_matter(text, path="deck.md").value
    with pytest.raises(DeckTooLarge, match="is larger than 1 MB"):
        read_includes(text, front_matter, None, deck=root / "deck.md", root=root)


@pytest.mark.parametrize("dialect", [Dialect.MARP, Dialect.REMARK, Dialect.ARTICLE])
def test_only_decks_of_slidev_include_anything(root: Path, dialect: Dialect) -> None:
    assert read(root, "pages/intro.md", dialect=dialect) == Includes()


def deck_with(root: Path, *sources: str) -> Path:
    deck = root / "deck.md"
    deck.write_text(HEAD + "".join(f"---\nsrc: {source}\n---\n\n" for source in sources))
    return deck


def test_included_files_are_watched(root: Path) -> None:
    project = load_project(deck_with(root, "pages/intro.md"))
    assert [slide.title for slide in project.deck.slides] == ["A", "Intro", "More"]
    pages = root.resolve() / "pages"
    assert {pages / "intro.md", pages / "more.md"} <= files_of(project)


def test_a_file_that_is_not_there_yet_is_waited_for(root: Path) -> None:
    deck = deck_with(root, "pages/later.md")
    with pytest.raises(MdvidError) as caught:
        load_project(deck)
    assert root / "pages/later.md" in files_of_error(deck, caught.value)


def test_all_that_is_wrong_is_told_at_once(root: Path) -> None:
    (root / "bad.md").write_text("---\nlayout: [\n---\n\n![](gone.png)\n\n<!-- (pasue: 1) -->\n")
    deck = deck_with(root, "pages/into.md", "bad.md", "pages/more.md#7")
    with pytest.raises(DeckError) as caught:
        load_project(deck)
    errors = (d for d in caught.value.diagnostics if d.severity is Severity.ERROR)
    found = [(Path(d.span.path).name, d.span.line) for d in errors if d.span]
    assert set(found) == {
        ("deck.md", 7),
        ("deck.md", 15),
        ("bad.md", 3),
        ("bad.md", 5),
        ("bad.md", 7),
    }


def test_pictures_of_an_included_file_lie_beside_it(root: Path) -> None:
    (root / "pages/more.md").write_text("![](a.svg) ![](/b.svg) ![](../c.svg)\n")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    for name in ("pages/a.svg", "public/b.svg", "c.svg"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(svg)
    project = load_project(deck_with(root, "pages/more.md"))
    watched = {path.resolve() for path in files_of(project)}
    assert {(root / name).resolve() for name in ("pages/a.svg", "public/b.svg", "c.svg")} <= watched

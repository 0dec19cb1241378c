"""Everything a deck refers to is found, judged and kept; what cannot be had is said at once."""

import base64
import hashlib
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.images import PictureInfo, inspect
from mdvid.deck.model import (
    Background,
    Deck,
    Dialect,
    Directives,
    Narration,
    Picture,
    Prompt,
    Slide,
)
from mdvid.diagnostics import Severity, Span
from mdvid.engine.digest import Digest
from mdvid.errors import DeckError, DeckRefused, DeckTooLarge, LimitError, ProviderFailed
from mdvid.providers.requests import Asset
from mdvid.sources.collect import Policy, Sources, collect


@dataclass
class Keeper:
    """Keeps files in memory, and the bytes it was given in a folder."""

    folder: Path
    kept: dict[str, bytes] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None

    def inspect(self, file: Path) -> PictureInfo:
        return inspect(file)

    def keep(self, file: Path, media_type: str, name: str) -> Asset:
        self.before()
        self.kept[name] = file.read_bytes()
        digest = Digest(hashlib.sha256(self.kept[name]).hexdigest())
        return Asset(name=name, digest=digest, media_type=media_type)

    def write(self, data: bytes) -> Path:
        (path := self.folder / hashlib.sha256(data).hexdigest()).write_bytes(data)
        return path


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    Image.new("RGB", size, "red").save(buffer := io.BytesIO(), "PNG")
    return buffer.getvalue()


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "a.png").write_bytes(png())
    return Policy(folder=folder, root=folder)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    (tmp_path / "kept").mkdir()
    return Keeper(tmp_path / "kept")


def deck(*sources: str, style: str = "") -> Deck:
    """Return a deck with one slide and one picture for each source."""
    slides = tuple(
        Slide(
            number=n,
            id=f"slide-{n}",
            title="",
            body=f'<img src="picture/{n}-1">',
            text="",
            pictures=(picture(f"picture/{n}-1", source, line=n),),
            span=Span("deck.md", n),
        )
        for n, source in enumerate(sources, 1)
    )
    return Deck(
        path="deck.md",
        title="",
        lang="en",
        dialect=Dialect.MARP,
        narration=Narration.NOTES,
        slides=slides,
        pages=len(slides),
        style=style,
    )


def picture(name: str, source: str, line: int = 1) -> Picture:
    return Picture(name=name, source=source, span=Span("deck.md", line, 3, 5, "![x](y)"))


def failure(deck_: Deck, policy: Policy, keeper: Keeper) -> DeckError:
    with pytest.raises(DeckError) as caught:
        collect(deck_, policy, keeper)
    return caught.value


def messages(found: Sources | DeckError) -> list[tuple[Severity, str]]:
    return [(d.severity, d.message) for d in found.diagnostics]


def test_files_are_kept_under_the_names_that_slides_use(policy: Policy, keeper: Keeper) -> None:
    found = collect(deck("a.png", "a.png"), policy, keeper)
    first, second = found.assets["picture/1-1"], found.assets["picture/2-1"]
    assert first.digest == second.digest
    assert (first.name, first.media_type) == ("picture/1-1", "image/png")
    assert found.files == {policy.folder / "a.png"}
    assert not found.diagnostics


def test_a_picture_in_the_document_itself_is_kept(policy: Policy, keeper: Keeper) -> None:
    source = "data:image/jpeg;base64," + base64.b64encode(png()).decode()
    found = collect(deck(source), policy, keeper)
    assert found.assets["picture/1-1"].media_type == "image/png", "content counts, not its label"
    assert keeper.kept["picture/1-1"] == png()
    assert not found.files


def test_colours_and_prompts_are_no_files(policy: Policy, keeper: Keeper) -> None:
    plain = deck("", "")
    prompt = replace(picture("picture/1-1", ""), prompt=Prompt(text="a lighthouse"))
    colour = replace(picture("picture/2-1", ""), background=Background(color="#123456"))
    slides = tuple(
        replace(slide, pictures=(made,))
        for slide, made in zip(plain.slides, (prompt, colour), strict=True)
    )
    found = collect(replace(plain, slides=slides), policy, keeper)
    assert not found.assets


def test_all_errors_are_said_at_once_each_with_its_place(policy: Policy, keeper: Keeper) -> None:
    (policy.folder / "page.png").write_bytes(b"<!doctype html><html>404</html>")
    error = failure(deck("b.png", "a.png", "page.png", "../x.png", "data:x"), policy, keeper)
    assert type(error) is DeckError
    assert [(d.span and d.span.line, d.slide) for d in error.diagnostics] == [
        (1, 1),
        (3, 3),
        (4, 4),
        (5, 5),
    ]
    assert [message.partition("`:")[0][:40] for _, message in messages(error)] == [
        "`b.png` does not exist",
        "`page.png` cannot be shown: it is not a ",
        "`../x.png` is outside the root folder `d",
        "this data: address is broken: it has no ",
    ]
    assert error.diagnostics[0].hint == "did you mean `a.png`?"


def test_a_deck_of_which_only_the_web_is_forbidden_is_refused(
    policy: Policy, keeper: Keeper
) -> None:
    policy = replace(policy, untrusted=True)
    error = failure(deck("https://example.org/a.png", "//example.org/b.png"), policy, keeper)
    assert type(error) is DeckRefused
    assert "`https://example.org/b.png` is on the web, which --untrusted forbids" in str(error)
    mixed = failure(deck("https://example.org/a.png", "b.png"), policy, keeper)
    assert type(mixed) is DeckError


def test_a_deck_of_which_only_sizes_are_wrong_is_too_large(policy: Policy, keeper: Keeper) -> None:
    with (policy.folder / "huge.png").open("wb") as file:
        file.truncate(101 * 1024 * 1024)
    (policy.folder / "bomb.png").write_bytes(_bomb())
    assert type(failure(deck("huge.png", "bomb.png"), policy, keeper)) is DeckTooLarge
    assert type(failure(deck("huge.png", "b.png"), policy, keeper)) is DeckError


def _bomb() -> bytes:
    data = bytearray(png())
    data[16:24] = (50_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


def test_the_web_is_fetched_from_where_it_is_allowed(policy: Policy, keeper: Keeper) -> None:
    asked: list[str] = []

    def fetch(url: str) -> Path:
        asked.append(url)
        return keeper.write(png())

    found = collect(deck("//example.org/a.png"), replace(policy, web=fetch), keeper)
    assert asked == ["https://example.org/a.png"]
    assert found.assets["picture/1-1"].media_type == "image/png"
    assert not found.files, "a watcher cannot watch the web"


def test_a_page_from_the_web_is_no_picture(policy: Policy, keeper: Keeper) -> None:
    page = keeper.write(b"<html><svg></svg></html>")
    error = failure(deck("https://e.org/a.png"), replace(policy, web=lambda _: page), keeper)
    assert "`https://e.org/a.png` cannot be shown" in str(error)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (ProviderFailed("no answer", hint="look at the network"), DeckError),
        (LimitError("larger than 100 MB"), DeckTooLarge),
    ],
)
def test_a_fetch_that_fails_is_an_error_of_the_deck(
    policy: Policy, keeper: Keeper, cause: Exception, kind: type[DeckError]
) -> None:
    def fetch(url: str) -> Path:
        raise cause

    error = failure(deck("http://example.org/a.png"), replace(policy, web=fetch), keeper)
    assert type(error) is kind
    assert str(cause) in str(error)
    assert error.diagnostics[0].hint


def test_a_picture_that_may_not_be_fetched_and_was_not_kept_is_refused(
    policy: Policy, keeper: Keeper
) -> None:
    offline = replace(policy, web=lambda url: None)
    error = failure(deck("http://example.org/a.png"), offline, keeper)
    assert "which --offline forbids" in error.diagnostics[0].message


def test_placeholders_take_the_place_of_what_cannot_be_had(policy: Policy, keeper: Keeper) -> None:
    sources = ("b <&>\x01.png", f"http://example.org/{'c' * 60}harbour.png", "a.png")
    found = collect(deck(*sources), replace(policy, placeholder=True), keeper)
    assert [d.severity for d in found.diagnostics] == [Severity.WARNING] * 2
    assert "which --offline forbids" in found.diagnostics[1].message
    assert found.assets["picture/1-1"].media_type == "image/svg+xml"
    assert b"b &lt;&amp;&gt;.png</text>" in keeper.kept["picture/1-1"]
    assert f">{'c' * 32}…harbour.png</text>".encode() in keeper.kept["picture/2-1"]
    assert b'width="480" height="270"' in keeper.kept["picture/2-1"]
    assert keeper.kept["picture/3-1"] == png()


@pytest.mark.parametrize("source", ["../../secret.png", "file:///etc/passwd", "page.png"])
def test_placeholders_do_not_hide_what_is_refused(
    policy: Policy, keeper: Keeper, source: str
) -> None:
    (policy.folder / "page.png").write_bytes(b"<html>")
    failure(deck(source), replace(policy, placeholder=True), keeper)


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (b"<svg><script/></svg>", "scripts and outside entities in `x` are ignored"),
        (png()[:-12], "`x` seems to be cut short: only a part of it is shown"),
    ],
)
def test_a_doubtful_picture_is_kept_with_a_warning(
    policy: Policy, keeper: Keeper, data: bytes, warning: str
) -> None:
    (policy.folder / "x").write_bytes(data)
    found = collect(deck("x"), policy, keeper)
    assert messages(found) == [(Severity.WARNING, warning)]
    assert keeper.kept["picture/1-1"] == data


def test_what_is_kept_is_what_was_judged(policy: Policy, keeper: Keeper) -> None:
    path = policy.folder / "a.png"

    def swap() -> None:
        path.unlink()
        path.symlink_to("/etc/passwd")

    keeper.before = swap
    collect(deck("a.png"), policy, keeper)
    assert keeper.kept["picture/1-1"] == png()


def test_a_very_long_source_does_not_flood_the_messages(policy: Policy, keeper: Keeper) -> None:
    broken = "data:image/png;base64," + "A" * 100_000
    error = failure(deck("b" * 5000, broken), policy, keeper)
    assert max(len(message) for _, message in messages(error)) < 300


@pytest.mark.parametrize(
    "around",
    [
        Directives(header='<img src="picture/1-1">'),
        Directives(footer='<img src="picture/1-1">'),
        Directives(background_image="url(picture/1-1)"),
    ],
)
def test_pictures_around_the_text_are_as_needed_as_those_in_it(
    policy: Policy, keeper: Keeper, around: Directives
) -> None:
    plain = deck("b.png")
    slides = (replace(plain.slides[0], body="", directives=around),)
    failure(replace(plain, slides=slides), policy, keeper)

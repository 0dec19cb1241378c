"""Inputs of error cases that cannot be written down as a deck: each fills a folder."""

import base64
from collections.abc import Callable
from pathlib import Path

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def no_file(folder: Path) -> None:
    (folder / "talk.md").write_text("# Hello\n")


def a_folder(folder: Path) -> None:
    (folder / "deck.md").mkdir()


def deck(content: bytes | str) -> Callable[[Path], None]:
    """Return an input that is one deck with this content."""
    data = content.encode() if isinstance(content, str) else content

    def fill(folder: Path) -> None:
        (folder / "deck.md").write_bytes(data)

    return fill


def symlink(folder: Path) -> None:
    (folder.parent / "secret.png").write_bytes(PIXEL)
    (folder / "innocent.png").symlink_to(folder.parent / "secret.png")
    (folder / "deck.md").write_text("# Hello\n\n![x](innocent.png)\n")


def symlink_loop(folder: Path) -> None:
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "deck.md").write_text("# Hello\n\n![x](loop.png)\n")


def picture_bomb(folder: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    size = (60_000).to_bytes(4, "big")
    (folder / "bomb.png").write_bytes(header + size + size + b"\x08\x06\x00\x00\x00" + bytes(99))
    (folder / "deck.md").write_text("# Hello\n\n![x](bomb.png)\n")


def no_picture(folder: Path) -> None:
    (folder / "text.png").write_text("this is text")
    (folder / "deck.md").write_text("# Hello\n\n![x](text.png)\n")


def active_svg(folder: Path) -> None:
    (folder / "active.svg").write_text(
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
        "<script>alert(1)</script><text>&x;</text></svg>"
    )
    (folder / "deck.md").write_text("# Hello\n\n![x](active.svg)\n")


def two_decks_of_one_name(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "talk.md").write_text("# Hello\n")


def configuration(text: str) -> Callable[[Path], None]:
    """Return an input with this `mdvid.toml`."""

    def fill(folder: Path) -> None:
        (folder / "mdvid.toml").write_text(text)
        (folder / "deck.md").write_text("# Hello\n")

    return fill


def output_is_a_folder(folder: Path) -> None:
    (folder / "deck.md").write_text("# Hello\n")
    (folder / "taken.vtt").mkdir()


HELLO = "# Hello\n\n<!-- Hello there. -->\n"

INPUTS: dict[str, Callable[[Path], None]] = {
    "2000_slides": deck("\n---\n\n".join(f"# Slide {n}\n" for n in range(2000))),
    "a_directory": a_folder,
    "a_line_of_10_mb": deck("# Hello\n\n" + "x" * 10_000_000 + "\n"),
    "a_note_of_100000_words": deck(f"# Hello\n\n<!-- {'word ' * 100_000}-->\n"),
    "active_svg": active_svg,
    "configuration_that_is_wrong": configuration(
        'thema = "dark"\nfps = 500\n[lexicon]\nSQL = []\n'
    ),
    "configuration_that_is_not_toml": configuration("theme = dark\n"),
    "data_url_of_100_mb": deck(
        b"# Hello\n\n![x](data:image/png;base64," + b"A" * 100_000_000 + b")\n"
    ),
    "deck_too_large": deck(b"x\n" * 40_000_000),
    "lists_nested_10000_deep": deck("- " * 10_000 + "x\n"),
    "no_file": no_file,
    "not_a_picture": no_picture,
    "not_utf_8": deck("# Grüße\n".encode("latin-1")),
    "nul_bytes": deck(b"# Hello\n\nsome\0thing\n"),
    "option_out_of_range": deck(HELLO),
    "option_unknown": deck(HELLO),
    "option_without_value": deck(HELLO),
    "output_folder_missing": deck(HELLO),
    "output_is_a_folder": output_is_a_folder,
    "picture_bomb": picture_bomb,
    "selects_no_slide": deck(HELLO),
    "several_decks_into_one_file": two_decks_of_one_name,
    "symlink_loop": symlink_loop,
    "symlink_out_of_the_root": symlink,
    "two_decks_of_one_name": two_decks_of_one_name,
    "unknown_command": deck(HELLO),
    "unknown_formats": deck(HELLO),
    "unknown_illustrator": deck("# Hello\n\n![a lighthouse](gen:)\n"),
    "unknown_theme_on_the_command_line": deck(HELLO),
    "utf_16": deck("# Hello\n".encode("utf-16")),
    "variables_that_are_wrong": deck(HELLO),
}

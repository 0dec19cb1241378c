"""Inputs of error cases that cannot be written down as a deck: each fills a folder."""

import base64
import struct
import zlib
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


def decks(**texts: str) -> Callable[[Path], None]:
    """Return an input that is several decks: `deck`, and `deck.es` as `deck_es`."""

    def fill(folder: Path) -> None:
        for name, text in texts.items():
            (folder / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")

    return fill


ENGLISH = "---\nlang: en\n---\n# One\n\n<!-- One. -->\n\n---\n\n# Two\n\n<!-- Two. -->\n"
SPANISH = (
    "# Uno\n\n<!-- Uno. -->\n\n---\n\n# Nuevo\n\n![](a.png)\n\n---\n\n# Dos\n\n<!-- Dos. -->\n"
)


def symlink(folder: Path) -> None:
    (folder.parent / "secret.png").write_bytes(PIXEL)
    (folder / "innocent.png").symlink_to(folder.parent / "secret.png")
    (folder / "deck.md").write_text("# Hello\n\n![x](innocent.png)\n")


def symlink_loop(folder: Path) -> None:
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "deck.md").write_text("# Hello\n\n![x](loop.png)\n")


def picture_bomb(folder: Path) -> None:
    """A few kilobytes that would be 50 MB of black and white, or 1.6 GB of pixels."""
    side = 20_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes((1 + side // 8) * side)))
    bomb = b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")
    (folder / "bomb.png").write_bytes(bomb)
    (folder / "deck.md").write_text("# Hello\n\n![x](bomb.png)\n")


def words(folder: Path) -> None:
    (folder / "words.yaml").write_text("mdvid: em dee vid\nSQL: [sequel]\nFrench: {a: b}\n")
    (folder / "deck.md").write_text(
        "---\nlexicon: words.yaml\n---\n\n# Hello\n\n<!-- SQL. (puase: 1) -->\n"
    )


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


def deck_and_translation(folder: Path) -> None:
    (folder / "talk.md").write_text("---\nlang: en, es\nper_lang: true\n---\n\n# Hello\n")
    (folder / "talk.es.md").write_text("# Hola\n")


def configuration(text: str) -> Callable[[Path], None]:
    """Return an input with this `mdvid.toml`."""

    def fill(folder: Path) -> None:
        (folder / "mdvid.toml").write_text(text)
        (folder / "deck.md").write_text("# Hello\n")

    return fill


def one_good_deck_of_three(folder: Path) -> None:
    (folder / "good.md").write_text("# Hello\n\n<!-- Hello there. -->\n")
    (folder / "bad.md").write_text("# Hello\n\n![x](missing.png)\n")
    (folder / "worse.md").write_bytes(b"\0")


def deck_called_txt(folder: Path) -> None:
    (folder / "deck.txt").write_text("# Hello\n")


def pins(text: str) -> Callable[[Path], None]:
    """Return an input with this list of pins."""

    def fill(folder: Path) -> None:
        (folder / "deck.pins").mkdir()
        (folder / "deck.pins" / "pins.json").write_text(text)
        (folder / "deck.md").write_text(HELLO)

    return fill


def output_is_a_folder(folder: Path) -> None:
    (folder / "deck.md").write_text("# Hello\n")
    (folder / "taken.vtt").mkdir()


HELLO = "# Hello\n\n<!-- Hello there. -->\n"

INPUTS: dict[str, Callable[[Path], None]] = {
    "translation_with_other_slides": decks(deck=ENGLISH, deck_es=SPANISH),
    "translation_in_another_language": decks(
        deck=ENGLISH, deck_es=f"---\nlang: fr\n---\n{SPANISH}"
    ),
    "language_asked_for_that_is_nowhere": decks(deck=ENGLISH, deck_es=SPANISH),
    "2000_slides": deck("\n---\n\n".join(f"# Slide {n}\n" for n in range(2000))),
    "a_directory": a_folder,
    "a_line_of_10_mb": deck("# Hello\n\n" + "x" * 10_000_000 + "\n"),
    "a_note_of_100000_words": deck(f"# Hello\n\n<!-- {'word ' * 100_000}-->\n"),
    "active_svg": active_svg,
    "browser_that_does_not_start": deck(HELLO),
    "browser_that_is_none": deck(HELLO),
    "cache_folder_is_a_file": deck(HELLO),
    "configuration_that_is_wrong": configuration(
        'thema = "dark"\nfps = 500\n[lexicon]\nSQL = []\n'
    ),
    "configuration_that_is_not_toml": configuration("theme = dark\n"),
    "data_url_of_100_mb": deck(
        b"# Hello\n\n![x](data:image/png;base64," + b"A" * 100_000_000 + b")\n"
    ),
    "deck_too_large": deck(b"x\n" * 40_000_000),
    "front_matter_too_large": deck(f"---\ntitle: {'x' * 70_000}\n---\n\n# Hello\n"),
    "lexicon_file_that_is_wrong": words,
    "lists_nested_10000_deep": deck("- " * 10_000 + "x\n"),
    "no_file": no_file,
    "not_a_picture": no_picture,
    "not_utf_8": deck("# Grüße\n".encode("latin-1")),
    "notes_too_long_for_one_slide": deck("# Hello\n\n<!--\n" + "Many words.\n" * 9_000 + "-->\n"),
    "nul_bytes": deck(b"# Hello\n\nsome\0thing\n"),
    "one_deck_of_three_is_broken": one_good_deck_of_three,
    "option_out_of_range": deck(HELLO),
    "option_unknown": deck(HELLO),
    "option_without_value": deck(HELLO),
    "output_folder_missing": deck(HELLO),
    "output_into_a_device": deck(HELLO),
    "output_in_a_format_of_others": deck(HELLO),
    "output_is_a_folder": output_is_a_folder,
    "output_is_the_deck": deck_called_txt,
    "output_named_by_nobody": deck(HELLO),
    "picture_bomb": picture_bomb,
    "pins_in_a_conflict": pins('{\n  "format": 1,\n<<<<<<< HEAD\n  "pins": []\n=======\n}\n'),
    "pins_of_a_newer_mdvid": pins('{"format": 2}\n'),
    "reroll_of_a_slide_without_pictures": deck(f"{HELLO}\n---\n\n# Sea\n\n![a lighthouse](gen:)\n"),
    "reroll_of_a_seed_that_is_written": deck(
        f"{HELLO}\n![a lighthouse](gen:){{seed=7}}\n\n---\n\n# The end\n"
    ),
    "reroll_of_what_is_no_slide": deck(HELLO),
    "reroll_of_two_decks": two_decks_of_one_name,
    "pins_of_a_draft": deck(HELLO),
    "selects_no_slide": deck(HELLO),
    "several_decks_and_no_output_name": two_decks_of_one_name,
    "several_decks_into_one_file": two_decks_of_one_name,
    "symlink_loop": symlink_loop,
    "symlink_out_of_the_root": symlink,
    "two_decks_of_one_name": two_decks_of_one_name,
    "deck_beside_its_translation": deck_and_translation,
    "unknown_command": deck(HELLO),
    "unknown_formats": deck(HELLO),
    "unknown_illustrator": deck("# Hello\n\n![a lighthouse](gen:)\n"),
    "unknown_theme_on_the_command_line": deck(HELLO),
    "utf_16": deck("# Hello\n".encode("utf-16")),
    "variables_that_are_wrong": deck(HELLO),
}

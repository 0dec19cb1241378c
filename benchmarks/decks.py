"""Decks to measure with. Both mdvid and Marp read them."""

from __future__ import annotations

WORDS = tuple(
    word
    for line in (
        "harbour lantern current signal granite weather keeper passage channel beacon",
        "mirror fog horizon vessel captain chart depth anchor storm tide",
    )
    for word in line.split()
)

SENTENCES = (
    "The light turns once in ten seconds, and every ship knows it by that.",
    "A lens of glass rings bends what a flame gives into one level beam.",
    "From the rock to the horizon there are sixteen miles of open water.",
)


def talk(slides: int, sentences: int = 1, edited: int | None = None) -> str:
    """Return a deck of `slides` slides whose notes have `sentences` sentences each.

    One sentence takes about five seconds to say. `edited` is a slide whose notes are other ones.
    """
    parts = ["---\nmarp: true\npaginate: true\ntitle: Lights of the coast\n---"]
    parts += [
        _slide(number, sentences, changed=number == edited) for number in range(1, slides + 1)
    ]
    return "\n\n---\n\n".join(parts).replace("---\n\n---\n\n", "---\n\n", 1)


def _slide(number: int, sentences: int, *, changed: bool) -> str:
    words = [WORDS[(number * 7 + i * 3) % len(WORDS)] for i in range(12)]
    content = (_list, _table, _code, _text)[number % 4](words)
    said = " ".join(SENTENCES[(number + i) % len(SENTENCES)] for i in range(sentences))
    said = f"{said} This is number {number}{', and it was edited' if changed else ''}."
    return f"## {words[0].title()} and {words[1]}, part {number}\n\n{content}\n\n<!-- {said} -->"


def _list(words: list[str]) -> str:
    return "\n".join(
        f"- **{a}** by the {b}" for a, b in zip(words[2::2], words[3::2], strict=False)
    )


def _table(words: list[str]) -> str:
    rows = "\n".join(
        f"| {a} | {len(a) * 7} | {b} |" for a, b in zip(words[2:6], words[6:10], strict=True)
    )
    return f"| name | metres | seen from |\n|---|---|---|\n{rows}"


def _code(words: list[str]) -> str:
    lines = (
        "```python",
        f"def {words[2]}({words[3]}: float) -> float:",
        '    """Return the reach."""',
        f"    return 3.57 * {words[3]} ** 0.5",
        "```",
    )
    return "\n".join(lines)


def _text(words: list[str]) -> str:
    first = f"The {words[2]} of the {words[3]} is older than the {words[4]}."
    return f"{first}\n\n> {words[5].title()} before {words[6]}."

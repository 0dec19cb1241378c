"""A deck rewritten in our own conventions; each line knows which one of the file it comes from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from mdvid.deck.dialects.lines import Line

_BULLET = re.compile(r"(\s*)(?:[*+-]|(\d{1,9})[.)])([ \t]+)(?![*_ \t-]*$)")
_RULER = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_CLOSES_NOTES = re.compile(r"\s*:{3,}\s*$")
_STEP = "<!-- step -->"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Sheet:
    """Takes lines in Marp's conventions, one after the other."""

    def __init__(self, skipped: Sequence[str]) -> None:
        # The front matter stays where it is, so that its places are those in the file.
        self.lines = list(skipped)
        self.origins = list(range(1, len(skipped) + 1))
        self.ignored: Counter[str] = Counter()
        """What the tool knows and a video does not have, by name."""
        self.unclosed: list[int] = []
        """Lines that open what nothing closes."""
        self.problems: list[tuple[int, str, str]] = []
        """(line, message, hint) of what is an error."""
        self._held = 0
        """The line that holds back what comes next; 0 if none does."""

    def put(self, text: str, at: int) -> None:
        """Write a line, or those of a comment."""
        for offset, line in enumerate(text.split("\n")):
            self.lines.append(line)
            self.origins.append(at + offset)

    def body(self, line: Line, *, steps: bool = False) -> None:
        """Write a line of a slide; where `steps`, a list is revealed item by item."""
        text = line.text
        if self._held and text.strip():
            text = self._revealed(line)
        if line.code:
            self.put(text, line.number)
        elif _RULER.match(text):
            # In Marp it would begin a slide.
            self.block("<hr>", line.number)
        else:
            self.put(with_bullets(text, steps=steps), line.number)

    def _revealed(self, line: Line) -> str:
        """Return a line behind the mark that holds it back; in a list this is the item's."""
        match = None if line.code else _BULLET.match(line.text)
        if not match:
            self._write_step()
            return line.text
        self._held = 0
        return f"{match[0]}{_STEP} {line.text[match.end() :]}"

    def _write_step(self) -> None:
        at, self._held = self._held, 0
        if at:
            self.block(_STEP, at)

    def block(self, text: str, at: int) -> None:
        """Write a line that neither continues nor is continued."""
        self._write_step()
        for part in ("", text, ""):
            self.put(part, at)

    def slide(self, at: int) -> None:
        """Begin a slide that is not the first."""
        self._held = 0
        self.block("---", at)

    def step(self, at: int) -> None:
        """Hold back what follows until the next step."""
        self._held = at

    def problem(self, at: int, message: str, hint: str) -> None:
        """Note that a line is wrong."""
        self.problems.append((at, message, hint))

    def directive(self, name: str, value: str, at: int) -> None:
        """Set a directive."""
        # JSON's strings are YAML's; a comment may not hold what closes one.
        written = json.dumps(value, ensure_ascii=False).replace("-->", "")
        self.block(f"<!-- {name}: {written} -->", at)

    def notes(self, lines: Iterable[Line]) -> None:
        """Write what is spoken on the slide."""
        lines = list(lines)
        for line in lines:
            if line.lang:
                self.put(line.text, line.number)
        spoken = [line for line in lines if not (line.lang or _CLOSES_NOTES.match(line.text))]
        if not any(line.text.strip() for line in spoken):
            return
        self._held = 0
        self.block("::: notes", spoken[0].number)
        for line in spoken:
            self.put(_COMMENT.sub("", line.text), line.number)
        self.block(":::", spoken[-1].number)


def with_bullets(text: str, *, steps: bool) -> str:
    """Return a line of Markdown with Marp's marks for lists: `*` and `1)` are revealed."""
    match = _BULLET.match(text)
    if not match:
        return text
    mark = ("*" if steps else "-") if match[2] is None else match[2] + (")" if steps else ".")
    return f"{match[1]}{mark}{match[3]}{text[match.end() :]}"

"""The text of a deck: decoding, newlines, and places in it."""

from __future__ import annotations

import bisect
import re

from mdvid.deck.findings import Findings
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import DeckError, LimitError

MAX_BYTES = 20_000_000
"""A deck is text (and pictures as `data:`); 20 MB is more than anybody wrote by hand."""

MAX_LINE = 500_000
"""Characters in one line, `data:` addresses not counted: no slide shows 80,000 words."""

_OTHER_KINDS = (
    (4, b"ftyp", "a video"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (0, b"\x89PNG\r\n\x1a\n", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
    (0, b"%PDF-", "a PDF"),
    (0, b"PK\x03\x04", "an archive, or a document of an office program"),
    (0, b"\x1f\x8b", "an archive"),
)
"""Where it stands, how it begins, and what it is; as in the `magic` file of file(1)."""

_EXCERPT = 1_000
_LIFTED = "data:,mdvid-lifted-"
_LONG_DATA_URI = re.compile(r"data:[\w.+-]+/[\w.+-]+[\w;=.+-]*,[^\s()<>\"']{2000,}")
_LIFTED_URI = re.compile(re.escape(_LIFTED) + r"(\d+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, path: str) -> str:
    r"""Return the text of a deck file, without BOM and with `\n` as the only newline.

    Raises:
        DeckError: it is not UTF-8, or has NUL bytes; says where.
        LimitError: it is larger than `MAX_BYTES`.
    """
    _refuse_other_kinds(data, path)
    if len(data) > MAX_BYTES:
        raise LimitError(
            f"`{path}` has {len(data) / 1e6:.1f} MB; a deck may have {MAX_BYTES // 1_000_000} MB",
            hint="keep pictures in files of their own instead of `data:` addresses",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_utf8(data, path, 0, "UTF-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = "UTF-16" if data[:200].count(0) > len(data[:200]) // 4 else "Latin-1"
        # `utf-8-sig` counts from behind the BOM.
        skipped = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        raise _not_utf8(data, path, error.start + skipped, guess) from None
    _refuse_nul(text, path)
    return _newlines(text)


def _refuse_other_kinds(data: bytes, path: str) -> None:
    """Refuse what is plainly no text; nothing of it is shown."""
    for place, mark, kind in _OTHER_KINDS:
        if data.startswith(mark, place):
            raise DeckError(
                (
                    Diagnostic(
                        severity=Severity.ERROR,
                        message=f"`{path}` looks like {kind}, not a deck",
                        hint="name the Markdown file",
                    ),
                )
            )


def _newlines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(data: bytes, path: str, offset: int, guess: str) -> DeckError:
    begin = data.rfind(b"\n", 0, offset) + 1
    end = data.find(b"\n", offset)
    line = data[begin : end if end >= 0 else None][:_EXCERPT]
    column = len(data[begin:offset].decode("utf-8", "replace")) + 1
    span = Span(
        path,
        data.count(b"\n", 0, offset) + 1,
        column,
        1,
        line.decode("utf-8", "replace").rstrip("\r"),
    )
    return DeckError(
        (
            Diagnostic(
                severity=Severity.ERROR,
                message=f"the file is not UTF-8 text: byte {offset} is 0x{data[offset]:02x}",
                span=span,
                hint=f"it looks like {guess}; save it as UTF-8, or: iconv -f {guess} -t UTF-8",
            ),
        )
    )


def _refuse_nul(text: str, path: str) -> None:
    if "\0" not in text:
        return
    source = Source(_newlines(text), path)
    found = Findings()
    guess = "it looks like UTF-16; save it as UTF-8" if text[:200].count("\0") > 20 else None  # noqa: PLR2004  # one byte in ten: not an accident
    count = text.count("\0")
    found.error(
        f"the file has {count} NUL byte{'s' * (count > 1)}: it is damaged, or no text",
        source.at(source.text.index("\0")),
        hint=guess or "remove them with your editor, or take the file from a backup",
    )
    found.collected()


class Source:
    """The normalised text of a deck, and how to point into it."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.text = _newlines(text)
        self.lines = self.text.split("\n")
        self._starts: list[int] = []

    def span(self, line: int, column: int = 1, length: int = 1) -> Span:
        """Return a place; one behind the last line is the last line."""
        line = max(1, min(line, len(self.lines)))
        excerpt = self.lines[line - 1][:_EXCERPT]
        return Span(self.path, line, column, max(1, length), excerpt)

    def at(self, offset: int, length: int = 1) -> Span:
        """Return the place of a character of `text`; `length` ends with its line."""
        line = bisect.bisect_right(self._line_starts(), offset, hi=len(self.lines))
        column = offset - self._starts[line - 1] + 1
        left = len(self.lines[line - 1]) - column + 1
        return self.span(line, column, min(length, left))

    def offset(self, line: int) -> int:
        """Return where a line begins in `text`."""
        return self._line_starts()[line - 1]

    def _line_starts(self) -> list[int]:
        if not self._starts:
            self._starts = [0]
            for line in self.lines:
                self._starts.append(self._starts[-1] + len(line) + 1)
        return self._starts

    def find(self, needle: str, line: int, column: int = 1, *, within: int = 50) -> Span:
        """Return the first place of `needle` from there on, else the place where it was sought."""
        first = needle.split("\n", 1)[0]
        for number in range(line, min(line + within, len(self.lines) + 1)):
            begin = column - 1 if number == line else 0
            index = self.lines[number - 1].find(first, begin) if first else -1
            if index >= 0:
                return self.span(number, index + 1, len(first))
        return self.span(line, column)


def clean(text: str, path: str, findings: Findings) -> str:
    """Return the text without characters that no slide can show, which are reported.

    Raises:
        LimitError: a line is longer than `MAX_LINE`.
    """
    text = _SURROGATE.sub("\ufffd", _newlines(text))
    found = _CONTROL.search(text)
    if found:
        findings.warning(
            f"control character 0x{ord(found[0]):02x} is left out",
            Source(text, path).at(found.start()),
            hint="it came with copied text; remove it",
        )
        text = _CONTROL.sub(" ", text)
    return text


def refuse_long_lines(source: Source) -> None:
    """Refuse what only a machine writes.

    Raises:
        LimitError: a line is longer than `MAX_LINE`.
    """
    for number, line in enumerate(source.lines, 1):
        if len(line) > MAX_LINE:
            raise LimitError(
                f"{source.path}:{number}: the line has {len(line):,} characters;"
                f" a deck may have {MAX_LINE:,} in one",
                hint="is this a Markdown file?",
            )


def printable(name: str) -> str:
    """Return the name of a file as text: it may hold bytes that are none."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", name))


def lift_data_uris(text: str, before: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
    """Replace long `data:` addresses by short ones, which the Markdown parser reads quickly.

    Returns what was replaced, behind what was so in other texts `before`.
    """
    if "data:" not in text:
        return text, before
    lifted = list(before)

    def lift(match: re.Match[str]) -> str:
        lifted.append(match[0])
        return f"{_LIFTED}{len(lifted) - 1};"

    return _LONG_DATA_URI.sub(lift, text), tuple(lifted)


def put_back(address: str, lifted: tuple[str, ...]) -> str:
    """Return what `lift_data_uris` took away."""

    def restore(match: re.Match[str]) -> str:
        number = int(match[1])
        return lifted[number] if number < len(lifted) else match[0]

    return _LIFTED_URI.sub(restore, address) if lifted else address

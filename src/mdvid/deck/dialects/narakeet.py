"""Narakeet's scripts.

Slides are divided by `---`. What is seen stands in fences (Markdown in one that says `md`, text,
or code) and in pictures; the text around them is spoken, with stage directions in brackets. Text
in quotes is a caption, and comments are for nobody.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mdvid.deck.dialects.lines import Line, read_lines
from mdvid.deck.dialects.narakeet_directions import Directions, Followed, speed
from mdvid.deck.dialects.narakeet_pictures import placed
from mdvid.deck.dialects.sheet import Sheet
from mdvid.deck.model import Setting

NOTES = "the text of a scene"

_RULER = re.compile(r"-{3,}[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w+-]*)")
_MARKDOWN = frozenset({"md", "markdown"})
_PLAIN = frozenset({"", "txt", "text", "plain"})
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()\n]*)\)")
_STRUCK = re.compile(r"~~(?=\S)(.+?)~~")
_SSML = re.compile(
    r"</?(?:speak|emphasis|prosody|say-as|phoneme|sub|lang|voice|mark|audio|amazon:[\w-]+|[psw])"
    r"\b[^<>\n]*>"
)
_FEW = 2
"""Lines of text that are a title."""
_HEADER = ("background", "transition", "voice-volume", "voice-pitch", "voice-emphasis")
"""Of the settings at the top those that a video does not have."""


@dataclass(slots=True)
class _Scene:
    """A slide in the making."""

    at: int
    """The line on which it begins."""
    shown: list[Line] = field(default_factory=list)
    """On the slide, in Markdown."""
    pictures: list[tuple[str, str, int]] = field(default_factory=list)
    """(words, address, line) of those that fill it."""
    said: list[list[Line]] = field(default_factory=lambda: [[]])
    """Stretches of narration; a recording ends one."""
    quoted: list[Line] = field(default_factory=list)
    directives: list[tuple[str, str, int]] = field(default_factory=list)
    light: bool = False
    """Its text is light, and needs nothing dark behind it."""

    @property
    def empty(self) -> bool:
        """Nothing of it was read yet."""
        return not (self.shown or self.pictures or self.directives or self.quoted or self.spoken)

    @property
    def spoken(self) -> list[Line]:
        """All narration that there is."""
        return [line for lines in self.said for line in lines if not line.blank]


def rewrite(lines: Iterator[Line], settings: Mapping[str, Setting], sheet: Sheet) -> None:
    """Write the deck in our conventions."""
    for key in _HEADER:
        if key in settings:
            sheet.ignored[f"`{key}:`"] += 1
    if (subtitles := settings.get("subtitles")) and isinstance(subtitles.value, dict):
        sheet.ignored["the look of `subtitles:`"] += 1
    rate = _rate_of_deck(settings, sheet)
    resize = settings.get("asset-resize")
    reader = _Reader(sheet, size=str(resize.value) if resize else "")
    for index, scene in enumerate(reader.scenes(lines)):
        if index:
            sheet.slide(scene.at)
        _write(scene, sheet, rate)


def _rate_of_deck(settings: Mapping[str, Setting], sheet: Sheet) -> str:
    setting = settings.get("voice-speed")
    if setting is None:
        return ""
    rate = speed(str(setting.value))
    if not rate:
        sheet.ignored["`voice-speed:`"] += 1
    return rate


class _Reader:
    """Sorts the lines of a script into what is seen and what is said."""

    def __init__(self, sheet: Sheet, *, size: str) -> None:
        self._sheet = sheet
        self._size = size
        self._directions = Directions(sheet)
        self._scene = _Scene(1)

    def scenes(self, lines: Iterable[Line]) -> Iterator[_Scene]:
        """Return the scenes, in order."""
        fence: list[Line] = []
        for line in lines:
            if line.blank and not line.code and self._scene.empty:
                self._scene.at = line.number + 1
            elif line.lang:
                self._scene.shown.append(line)
            elif line.code:
                fence.append(line)
                if len(fence) == 1 or not _closes(fence):
                    continue
                self._show(fence)
                fence = []
            elif not self._directions.open and _RULER.match(line.text):
                yield self._scene
                self._scene = _Scene(line.number + 1)
            else:
                self._take(line)
        # One that is never closed is an error by and by.
        self._scene.shown += fence
        yield self._scene

    def _take(self, line: Line) -> None:
        followed = self._directions.take(line)
        if followed is not None:
            self._follow(followed)
        elif line.text.startswith("<!--") and not _COMMENT.sub("", line.text).strip():
            self._scene.shown.append(line)
        elif _QUOTE.match(line.text):
            self._scene.quoted.append(Line(line.number, _QUOTE.sub("", line.text, count=1)))
        else:
            text = _PICTURE.sub(lambda match: self._picture(match, line.number), line.text)
            text = self._directions.within(text, line.number)
            self._scene.said[-1].append(Line(line.number, self._plain(text)))

    def _follow(self, followed: Followed) -> None:
        scene, at = self._scene, followed.at
        scene.light = scene.light or followed.light
        if followed.directive:
            scene.directives.append((*followed.directive, at))
        if followed.picture:
            words, address = followed.picture
            self._place(words, address, at)
        if followed.said:
            scene.said[-1].append(Line(at, followed.said))
        if followed.recording:
            scene.said.append([])

    def _picture(self, match: re.Match[str], at: int) -> str:
        self._place(match[1], match[2].strip(), at)
        return ""

    def _place(self, words: str, address: str, at: int) -> None:
        picture = placed(words, address, size=self._size)
        if picture.moves:
            self._scene.shown += [Line(at, ""), Line(at, f"![]({address})"), Line(at, "")]
            return
        if picture.panned:
            self._sheet.ignored["pictures that pan and zoom"] += 1
        self._scene.pictures.append((picture.words, address, at))

    def _plain(self, text: str) -> str:
        """Return a line of narration without what would keep our voices from saying it."""
        text, count = _SSML.subn("", text)
        if count:
            self._sheet.ignored["SSML"] += 1
        return _STRUCK.sub(r"\1", text)

    def _show(self, fence: list[Line]) -> None:
        opening = _FENCE.match(fence[0].text)
        language = opening[2].lower() if opening else ""
        inner, at = fence[1:-1], fence[0].number
        shown = self._scene.shown
        shown.append(Line(at, ""))
        if language in _MARKDOWN:
            texts = [line.text for line in inner]
            shown += (Line(at + line.number, line.text, line.code) for line in read_lines(texts, 1))
        elif language in _PLAIN:
            shown += _paragraph(inner)
        else:
            shown += fence
        shown.append(Line(fence[-1].number, ""))


def _closes(fence: list[Line]) -> bool:
    opening = _FENCE.match(fence[0].text)
    text = fence[-1].text.strip()
    return opening is not None and text.startswith(opening[1]) and not text.strip(opening[1][0])


def _paragraph(lines: list[Line]) -> Iterator[Line]:
    """Return text that is shown as it is written, line by line."""
    # A few words are shown large, and give the slide a name.
    tag = "h1" if len(lines) <= _FEW else "p"
    for index, line in enumerate(lines):
        begin = "" if index else f"<{tag}>"
        end = "<br>" if index + 1 < len(lines) else f"</{tag}>"
        yield Line(line.number, f"{begin}{html.escape(line.text.strip())}{end}", code=True)


def _write(scene: _Scene, sheet: Sheet, rate: str) -> None:
    # The slide is where the scene is, whatever of it is written first.
    sheet.block("<!-- -->", scene.at)
    for name, value, at in scene.directives:
        sheet.directive(name, value, at)
    # A text on a picture stands on something dark, unless it is light on a dark picture anyway.
    covered = not scene.light and any(
        line.text.strip() and not (line.lang or line.text.startswith("<!--"))
        for line in scene.shown
    )
    if len(scene.pictures) > 1:
        sheet.ignored["slide shows within a scene"] += 1
    for words, address, at in scene.pictures:
        dark = " brightness:0.5" if covered else ""
        sheet.block(f"![bg{dark}{words}]({address})", at)
    for line in scene.shown:
        sheet.body(line)
    _write_narration(scene, sheet, rate)


def _write_narration(scene: _Scene, sheet: Sheet, rate: str) -> None:
    spoken = scene.spoken
    if scene.quoted and len(spoken) == 1 and len(scene.said) > 1:
        # All that the scene has to say is a recording, and the quote is what it says.
        scene.said[0] += scene.quoted
    elif scene.quoted:
        sheet.ignored["captions of their own"] += 1
    if rate and spoken:
        scene.said[0].insert(0, Line(spoken[0].number, f"(rate: {rate})"))
    for lines in scene.said:
        sheet.notes(lines)

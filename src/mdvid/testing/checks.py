"""Does a provider keep its promises? For the tests of plugins.

Each check raises `AssertionError` with one sentence. It asks for something small, once or twice,
and closes the provider at the end.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mdvid.errors import ProviderUnavailable
from mdvid.media.model import Size
from mdvid.media.wav import read_wav
from mdvid.providers.production import Renderer
from mdvid.providers.protocols import (
    Illustrator,
    Narrator,
    Provider,
)
from mdvid.providers.requests import IllustrationRequest, NarrationRequest, PictureRequest
from mdvid.speech.model import Voice
from mdvid.testing.files import PngHeader, jpeg, png, png_header, read_json
from mdvid.theme.model import Theme
from mdvid.theme.template import document_html

HEAVY = ("torch", "TTS", "diffusers", "playwright", "av", "numpy")
"""What takes long to load, and must not be loaded to learn a fingerprint."""

_BARE = Theme(name="bare", description="", template="", css="")
_QUIET = 64
"""Of 32,768; a voice that is never louder says nothing."""
_EVENT = {"start", "end", "offset", "length"}
_NOTICE = {"scale", "overflow", "missing", "refused", "broken", "errors"}


def check_narrator(
    narrator: Narrator, *, lang: str = "en", text: str = "Hello there, and good evening."
) -> None:
    """Check that `narrator` speaks `text` as the port promises.

    Raises:
        AssertionError: it does not; says what is wrong.
    """
    with _checked(narrator) as folder:
        name = _voice(narrator, lang)
        provider = type(narrator).__name__
        request = NarrationRequest(text=text, voice=Voice(provider=provider, name=name, lang=lang))
        made = _made_twice(lambda out: narrator.narrate(request, out), "speech.wav", folder)
        samples = _speech(made["speech.wav"])
        _events(folder / "speech.json", text, samples)


def check_illustrator(illustrator: Illustrator, *, model: str = "") -> None:
    """Check that `illustrator` makes pictures as the port promises.

    Raises:
        AssertionError: it does not; says what is wrong.
    """
    request = IllustrationRequest(
        prompt="a lighthouse at dusk",
        model=model,
        size=Size(256, 144),
        seed=7,
        palette=("#ffffff", "#222222", "#3366cc"),
    )
    with _checked(illustrator) as folder:
        made = _made_twice(lambda out: illustrator.illustrate(request, out), "made.png", folder)
        _picture(made["made.png"], request.size)


def check_renderer(renderer: Renderer) -> None:
    """Check that `renderer` makes pictures of slides as the port promises.

    Raises:
        AssertionError: it does not; says what is wrong.
    """
    size = Size(320, 180)
    request = PictureRequest(
        document=document_html(_BARE, size=size, lang="en", style="h1 { color: teal }"),
        slide='<section class="slide"><h1>Hello</h1></section>\n',
        step=1,
        size=size,
    )
    with _checked(renderer) as folder:
        made = _made_twice(lambda out: renderer.render(request, {}, out), "slide.png", folder)
        header = _picture(made["slide.png"], request.size)
        _require(header.opaque, "the picture of a slide must be opaque: it has an alpha channel")
        notice = _json(folder / "slide.json")
        _require(
            isinstance(notice, dict) and notice.keys() >= _NOTICE,
            f"the notice must have the keys {', '.join(sorted(_NOTICE))}",
        )
        _frames(renderer, request, folder)


@contextmanager
def _checked(provider: Provider) -> Iterator[Path]:
    """Lend a folder; check around the work what holds for every provider."""
    before = {name for name in HEAVY if name in sys.modules}
    fingerprint = provider.fingerprint
    loaded = {name for name in HEAVY if name in sys.modules} - before
    _require(fingerprint, "the fingerprint must be some text")
    _require(not loaded, f"asking for the fingerprint must not load {', '.join(sorted(loaded))}")
    with tempfile.TemporaryDirectory(prefix="mdvid-") as folder:
        yield Path(folder)
    _require(
        provider.fingerprint == fingerprint,
        f"the fingerprint must not change by working: {fingerprint!r}, {provider.fingerprint!r}",
    )
    provider.close()
    try:
        provider.close()
    except Exception as error:
        raise AssertionError(f"closing twice must be safe: {error!r}") from error


def _made_twice(make: Callable[[Path], None], name: str, folder: Path) -> Mapping[str, bytes]:
    """Return what `make` made, by file name; what it made last lies in `folder`."""
    results = []
    for turn in ("first", "second"):
        staging = folder / turn
        staging.mkdir()
        make(staging / name)
        results.append({path.name: path.read_bytes() for path in staging.iterdir()})
    for file, data in results[-1].items():
        (folder / file).write_bytes(data)
    first, second = results
    _require(name in first, f"nothing was written to the path that was given, `{name}`")
    stem = name.partition(".")[0]
    strays = sorted(file for file in first if file.partition(".")[0] != stem)
    _require(not strays, f"only files called `{stem}.*` may be left: {', '.join(strays)}")
    beside = sorted(path.name for path in folder.iterdir() if path.name not in first)
    _require(beside == ["first", "second"], "nothing may be written outside of the staging folder")
    differ = sorted(file for file in first if first[file] != second.get(file))
    _require(not differ, f"the same request must give the same bytes: {', '.join(differ)}")
    return first


def _frames(renderer: Renderer, request: PictureRequest, folder: Path) -> None:
    """Check that pictures can be shown one after the other in the place of one on the slide."""
    still = folder / "still.png"
    still.write_bytes(png(Size(2, 2), b"\xff\0\0"))
    moving = replace(
        request,
        slide='<section class="slide"><img src="gen" width="99" height="99"></section>\n',
        illustrations=("gen",),
    )
    shown = ({"gen": jpeg(remark)} for remark in (b"one", b"two"))
    frames = list(renderer.frames(moving, {"gen": still}, shown))
    _require(len(frames) == 2, f"2 pictures must give 2 frames: there are {len(frames)}")  # noqa: PLR2004  # see above
    for frame in frames:
        _picture(frame, request.size)


def _voice(narrator: Narrator, lang: str) -> str:
    """Return the default voice for `lang`, after a look at how voices are named."""
    _require(len(narrator.voices()) > 0, "a narrator must have at least one voice")
    name = narrator.resolve("", lang)
    _require(bool(name), f"the default voice for `{lang}` must have a name")
    again = narrator.resolve(name, lang)
    _require(again == name, f"a full name must mean itself: `{name}` became `{again}`")
    try:
        found = narrator.resolve("no such voice", lang)
    except ProviderUnavailable:
        return name
    raise AssertionError(
        f"an unknown voice must raise ProviderUnavailable, never fall back: it became `{found}`"
    )


def _speech(data: bytes) -> int:
    """Return how many samples of speech `data` has."""
    try:
        sound = read_wav(data)
    except ValueError as error:
        raise AssertionError(f"speech must be 16-bit mono PCM in a WAV file: {error}") from error
    loudest = max(map(abs, memoryview(sound.pcm).cast("h")), default=0)
    _require(loudest > _QUIET, "the speech is silent")
    return sound.samples


def _events(path: Path, text: str, samples: int) -> None:
    """Check the word times beside a take; a voice that gives none has an empty list."""
    events = _json(path)
    if not isinstance(events, list):
        raise AssertionError("the word times must be a list")  # noqa: TRY004  # a failed check
    place = 0
    for event in events:
        _require(
            isinstance(event, dict) and event.keys() == _EVENT,
            f"a word time must have the keys {', '.join(sorted(_EVENT))}: {event}",
        )
        _require(
            0 <= event["start"] <= event["end"] <= samples,
            f"a word time must be within the {samples} samples of the take: {event}",
        )
        _require(
            place <= event["offset"] <= event["offset"] + event["length"] <= len(text),
            f"word times must be ordered, and within the text: {event}",
        )
        place = event["offset"]


def _picture(data: bytes, size: Size) -> PngHeader:
    try:
        header = png_header(data)
    except ValueError as error:
        raise AssertionError(f"the picture must be a PNG: {error}") from error
    _require(header.size == size, f"the picture must have {size} pixels: it has {header.size}")
    return header


def _json(path: Path) -> object:
    try:
        return read_json(path)
    except ValueError as error:
        raise AssertionError(f"`{path.name}` must be JSON: {error}") from error


def _require(condition: object, message: str) -> None:
    if not condition:
        raise AssertionError(message)

"""The checks let good providers pass, and say in one sentence what is wrong with others."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mdvid.backends.card import CardIllustrator
from mdvid.media.model import Size
from mdvid.media.wav import Wav, write_wav
from mdvid.providers.production import Renderer
from mdvid.providers.protocols import (
    Illustrator,
    Narrator,
    Progress,
    VoiceInfo,
    unheard,
)
from mdvid.providers.requests import IllustrationRequest, NarrationRequest, PictureRequest
from mdvid.testing import (
    FakeIllustrator,
    FakeNarrator,
    FakeRenderer,
    check_illustrator,
    check_narrator,
    check_renderer,
)
from mdvid.testing.files import png


def failure(check: Callable[[], None]) -> str:
    with pytest.raises(AssertionError) as caught:
        check()
    return str(caught.value)


def test_the_fakes_keep_every_promise() -> None:
    narrator = FakeNarrator()
    check_narrator(narrator)
    check_illustrator(FakeIllustrator())
    check_renderer(FakeRenderer())
    assert narrator.closed == 2


def test_the_drawn_card_keeps_every_promise() -> None:
    check_illustrator(CardIllustrator({}))


class Heavy(FakeIllustrator):
    @property
    def fingerprint(self) -> str:
        sys.modules["diffusers"] = sys
        return "heavy"

    @fingerprint.setter
    def fingerprint(self, value: str) -> None: ...


class Fickle(FakeIllustrator):
    @property
    def fingerprint(self) -> str:
        return f"{len(self.calls.made)} pictures so far"

    @fingerprint.setter
    def fingerprint(self, value: str) -> None: ...


class Nameless(FakeIllustrator):
    @property
    def fingerprint(self) -> str:
        return ""

    @fingerprint.setter
    def fingerprint(self, value: str) -> None: ...


class ClosesOnce(FakeIllustrator):
    def close(self) -> None:
        super().close()
        if self.closed > 1:
            raise RuntimeError("already closed")


class Lazy(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        pass


class Small(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        out.write_bytes(png(Size(64, 64), b"abc"))


class Textual(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        out.write_bytes(b"a lighthouse")


class Moody(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        super().illustrate(request, out)
        out.write_bytes(png(request.size, bytes((len(self.calls.made), 0, 0))))


class Messy(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        super().illustrate(request, out)
        (out.parent / "scratch.txt").touch()


class Stray(FakeIllustrator):
    def illustrate(
        self, request: IllustrationRequest, out: Path, progress: Progress = unheard
    ) -> None:
        super().illustrate(request, out)
        (out.parent.parent / "latest.png").touch()


@pytest.mark.parametrize(
    ("illustrator", "sentence"),
    [
        (Heavy(), "must not load diffusers"),
        (Fickle(), "the fingerprint must not change by working"),
        (Nameless(), "the fingerprint must be some text"),
        (ClosesOnce(), "closing twice must be safe"),
        (Lazy(), "nothing was written to the path that was given"),
        (Small(), "the picture must have 256x144 pixels: it has 64x64"),
        (Textual(), "the picture must be a PNG"),
        (Moody(), "the same request must give the same bytes: made.png"),
        (Messy(), "only files called `made.*` may be left: scratch.txt"),
        (Stray(), "nothing may be written outside of the staging folder"),
    ],
)
def test_what_is_wrong_with_an_illustrator_is_said(
    illustrator: Illustrator, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "diffusers", raising=False)
    assert sentence in failure(lambda: check_illustrator(illustrator))


class Mute(FakeNarrator):
    def narrate(self, request: NarrationRequest, out: Path) -> None:
        super().narrate(request, out)
        out.write_bytes(write_wav(Wav(rate=8000, pcm=bytes(80_000))))


class NoWav(FakeNarrator):
    def narrate(self, request: NarrationRequest, out: Path) -> None:
        super().narrate(request, out)
        out.write_bytes(b"ID3")


class FallsBack(FakeNarrator):
    def resolve(self, name: str, lang: str) -> str:
        return name if name in {"high", "low"} else "high"


class Renames(FakeNarrator):
    def resolve(self, name: str, lang: str) -> str:
        return f"{name}+1"


class Voiceless(FakeNarrator):
    def voices(self) -> list[VoiceInfo]:
        return []


class Timed(FakeNarrator):
    def __init__(self, events: object) -> None:
        super().__init__()
        self.events = events

    def narrate(self, request: NarrationRequest, out: Path) -> None:
        super().narrate(request, out)
        if self.events is None:
            out.with_suffix(".json").unlink()
        else:
            out.with_suffix(".json").write_text(json.dumps(self.events))


def event(start: int, end: int, offset: int, length: int) -> dict[str, int]:
    return {"start": start, "end": end, "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("narrator", "sentence"),
    [
        (Mute(), "the speech is silent"),
        (NoWav(), "speech must be 16-bit mono PCM in a WAV file"),
        (FallsBack(), "an unknown voice must raise ProviderUnavailable"),
        (Renames(), "a full name must mean itself: `+1` became `+1+1`"),
        (Voiceless(), "a narrator must have at least one voice"),
        (Timed(None), "`speech.json` must be JSON: there is no `speech.json`"),
        (Timed({}), "the word times must be a list"),
        (Timed([{"start": 0}]), "a word time must have the keys"),
        (Timed([event(0, 10**9, 0, 5)]), "must be within the"),
        (Timed([event(9, 8, 0, 5)]), "must be within the"),
        (Timed([event(0, 1, 28, 5)]), "must be ordered, and within the text"),
        (Timed([event(0, 1, 6, 5), event(1, 2, 0, 5)]), "must be ordered"),
    ],
)
def test_what_is_wrong_with_a_narrator_is_said(narrator: Narrator, sentence: str) -> None:
    assert sentence in failure(lambda: check_narrator(narrator))


def test_a_voice_that_tells_no_times_is_fine() -> None:
    check_narrator(Timed([]))


class Transparent(FakeRenderer):
    def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
        super().render(request, assets, out)
        data = bytearray(out.read_bytes())
        data[25] = 6
        out.write_bytes(data)


class Silent(FakeRenderer):
    def render(self, request: PictureRequest, assets: Mapping[str, Path], out: Path) -> None:
        super().render(request, assets, out)
        out.with_suffix(".json").write_text("{}")


@pytest.mark.parametrize(
    ("renderer", "sentence"),
    [
        (Transparent(), "the picture of a slide must be opaque"),
        (Silent(), "the notice must have the keys broken, errors, missing"),
    ],
)
def test_what_is_wrong_with_a_renderer_is_said(renderer: Renderer, sentence: str) -> None:
    assert sentence in failure(lambda: check_renderer(renderer))

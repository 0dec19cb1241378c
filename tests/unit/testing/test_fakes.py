"""The fakes are valid: whoever is tested with them meets files of the right kind."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from mdvid.errors import ProviderFailed
from mdvid.media.aac import from_adts
from mdvid.media.hold import read_pictures
from mdvid.media.layout import load_slide_sound
from mdvid.media.model import FrameRate, Size
from mdvid.media.wav import Wav, read_wav, write_wav
from mdvid.providers.requests import (
    IllustrationRequest,
    MasteringRequest,
    NarrationRequest,
    PictureRequest,
    SoundItem,
    SoundRequest,
    StillRequest,
)
from mdvid.speech.model import Voice
from mdvid.testing import FakeTools

TEXT = "hello out there"
NARRATION = NarrationRequest(text=TEXT, voice=Voice(provider="fake"))
PICTURE = PictureRequest(document="", slide="<section>", step=1, size=Size(64, 36))


@pytest.fixture
def tools() -> FakeTools:
    return FakeTools()


def narrated(tools: FakeTools, folder: Path, request: NarrationRequest = NARRATION) -> Path:
    out = folder / "speech.wav"
    tools.narrator.narrate(request, out)
    return out


def test_a_longer_text_takes_longer(tools: FakeTools, tmp_path: Path) -> None:
    short = read_wav(narrated(tools, tmp_path).read_bytes())
    longer = replace(NARRATION, text=TEXT * 2)
    assert read_wav(narrated(tools, tmp_path, longer).read_bytes()).samples == 2 * short.samples


def test_another_request_sounds_different(tools: FakeTools, tmp_path: Path) -> None:
    first = narrated(tools, tmp_path).read_bytes()
    assert narrated(tools, tmp_path, replace(NARRATION, seed=1)).read_bytes() != first
    assert narrated(tools, tmp_path).read_bytes() == first


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_a_mastered_take_is_as_long_as_it_was(tools: FakeTools, tmp_path: Path, rate: int) -> None:
    take, out = tmp_path / "take.wav", tmp_path / "out.wav"
    take.write_bytes(write_wav(Wav(rate=rate, pcm=b"\x01\x02" * (rate // 10))))
    take.with_suffix(".json").write_text('[{"start":0,"end":800,"offset":0,"length":5}]')
    tools.encoder.master(MasteringRequest(text=TEXT), take, out)
    assert read_wav(out.read_bytes()) == Wav(rate=48_000, pcm=b"\x01\x02" * 4_800)
    assert f'"end": {800 * 48_000 // rate}' in out.with_suffix(".json").read_text()


def test_sounds_are_laid_out_as_the_real_ones_are(tools: FakeTools, tmp_path: Path) -> None:
    take, out = narrated(tools, tmp_path), tmp_path / "sound.aac"
    item = SoundItem(
        text="Hello out there",
        spoken=TEXT,
        voice="fake",
        words=(("Hello", 0, 5), ("out", 6, 9), ("there", 10, 15)),
        cues=((2, 1),),
    )
    tools.encoder.encode_sound(SoundRequest(items=(item,), lead=400, tail=0, hold=0), [take], out)
    sound = load_slide_sound(out.with_suffix(".json").read_text())
    assert len(from_adts(out.read_bytes())) == sound.aac_frames > 0
    (utterance,) = sound.utterances
    assert utterance.start == 400 * 48
    assert utterance.cues == ((2, utterance.words[1].start),)


def test_pictures_have_the_size_that_was_asked_for(tools: FakeTools, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    tools.renderer.render(PICTURE, {}, out)
    with Image.open(out) as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("PNG", "RGB", (64, 36))
    request = IllustrationRequest(prompt="x", model="", size=Size(32, 48), seed=1)
    tools.illustrator.illustrate(request, out)
    with Image.open(out) as image:
        image.load()
        assert image.size == (32, 48)


def test_a_picture_follows_from_the_files_on_it(tools: FakeTools, tmp_path: Path) -> None:
    request = replace(PICTURE, illustrations=("picture/a",))
    made = []
    for content in (b"one", b"two"):
        (tmp_path / "drawn").write_bytes(content)
        tools.renderer.render(request, {"picture/a": tmp_path / "drawn"}, tmp_path / "a.png")
        made.append((tmp_path / "a.png").read_bytes())
    assert made[0] != made[1]
    with pytest.raises(ProviderFailed, match="files were given for"):
        tools.renderer.render(request, {}, tmp_path / "a.png")


def test_a_jpeg_can_be_opened(tools: FakeTools, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    tools.converter.to_jpeg(tmp_path / "a.png", 90, tmp_path / "a.jpg")
    with Image.open(io.BytesIO((tmp_path / "a.jpg").read_bytes())) as image:
        image.load()
        assert image.format == "JPEG"


def test_stills_can_be_taken_apart_like_a_stream(tools: FakeTools, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    request = StillRequest(size=Size(64, 36), fps=FrameRate(30))
    tools.encoder.encode_still(request, tmp_path / "a.png", tmp_path / "a.h264")
    data = (tmp_path / "a.h264").read_bytes()
    (unit,) = read_pictures(data).units
    assert unit.keyframe
    assert data.count(b"\0") == 9, "no other start code, nothing to escape"


def test_one_memory_is_shared_and_can_let_calls_fail(tools: FakeTools, tmp_path: Path) -> None:
    narrated(tools, tmp_path)
    tools.renderer.render(PICTURE, {}, tmp_path / "a.png")
    assert tools.calls.made[0].request == NARRATION
    assert tools.calls.take() == ["narrate", "render"]
    assert tools.calls.take() == []
    tools.calls.fails = lambda call: call.method == "render"
    with pytest.raises(ProviderFailed):
        tools.renderer.render(PICTURE, {}, tmp_path / "b.png")
    assert not (tmp_path / "b.png").exists()
    assert tools.calls.take() == ["render"], "what failed was asked for as well"

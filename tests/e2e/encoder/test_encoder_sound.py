from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest
from tests.e2e.encoder.studio import Studio, Voice

from mdvid.errors import ProviderFailed
from mdvid.media import aac
from mdvid.media.layout import load_slide_sound
from mdvid.media.model import FrameRate, TimedUtterance
from mdvid.media.wav import Wav, read_wav
from mdvid.providers.requests import MasteringRequest, SoundItem, SoundRequest

RATE = 48_000
TEXT = "Everything that is said is brought to the same loudness."


def mastered(studio: Studio, samples: np.ndarray, rate: int, text: str = TEXT) -> Path:
    out = studio.folder / "mastered.wav"
    take = studio.take("take", samples, rate)
    studio.encoder.master(MasteringRequest(text=text), take, out)
    return out


def samples_of(sound: Path | Wav) -> np.ndarray:
    wav = read_wav(sound.read_bytes()) if isinstance(sound, Path) else sound
    assert wav.rate == RATE
    return np.frombuffer(wav.pcm, "<i2") / 32768


def judged(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, as ffmpeg measures them."""
    measure = ["-af", "ebur128=peak=true", "-f", "null", "-"]
    done = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), *measure],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    found = re.findall(r"(?:I|Peak):\s+(-?[\d.]+) (?:LUFS|dBFS)", summary)
    return float(found[0]), float(found[-1])


@pytest.mark.ffmpeg
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("gain", [0.05, 1.0])
def test_a_take_comes_to_its_loudness_without_high_peaks(
    studio: Studio, voice: Voice, rate: int, gain: float
) -> None:
    out = mastered(studio, gain * voice(3.3, rate), rate)
    level, peak = judged(out)
    assert abs(level - -16) <= 0.5
    assert peak <= -1.5
    other = pyloudnorm.Meter(RATE).integrated_loudness(samples_of(out))
    assert abs(other - -16) <= 0.5


@pytest.mark.ffmpeg
def test_a_peaky_take_is_limited_not_turned_down(studio: Studio, voice: Voice) -> None:
    sound = voice(3)
    sound[:: RATE // 9] *= 12
    level, peak = judged(mastered(studio, sound / np.abs(sound).max(), RATE))
    assert abs(level - -16) <= 1
    assert peak <= -1.5


def test_limiting_makes_no_steps(studio: Studio) -> None:
    time = np.arange(3 * RATE) / RATE
    tone = np.sin(2 * np.pi * 300 * time) * (0.05 + 0.9 * (np.abs(time - 1.5) < 0.01))
    sound = samples_of(mastered(studio, tone, RATE))
    spectrum = np.abs(np.fft.rfft(sound[:RATE] * np.hanning(RATE)))
    assert spectrum[2000:].max() < spectrum.max() * 1e-3


def test_a_very_short_take_has_about_the_loudness_of_the_others(
    studio: Studio, voice: Voice
) -> None:
    sound = samples_of(mastered(studio, voice(0.25), RATE, "Yes"))
    twice = np.concatenate([sound, sound, sound])
    assert abs(pyloudnorm.Meter(RATE).integrated_loudness(twice) - -16) <= 1.5


def test_silence_around_a_take_is_cut_and_word_times_follow(studio: Studio) -> None:
    rate = 22_050
    sound = np.zeros(2 * rate)
    time = np.arange(rate // 2) / rate
    sound[rate : rate + rate // 2] = 0.3 * np.sin(2 * np.pi * 440 * time)
    take = studio.take("take", sound, rate)
    events = [
        {"start": 0, "end": rate, "offset": 0, "length": 1},
        {"start": rate, "end": rate + rate // 2, "offset": 2, "length": 3},
        {"start": rate + rate // 2, "end": 2 * rate, "offset": 6, "length": 1},
    ]
    take.with_suffix(".json").write_text(json.dumps(events))
    out = studio.folder / "out.wav"
    studio.encoder.master(MasteringRequest(text="a tone b"), take, out)
    length = len(samples_of(out))
    assert abs(length - (0.5 + 0.06) * RATE) <= 0.011 * RATE
    found = json.loads(out.with_suffix(".json").read_text())
    assert [(e["offset"], e["length"]) for e in found] == [(0, 1), (2, 3), (6, 1)]
    assert found[0]["start"] == 0
    assert abs(found[1]["start"] - 0.03 * RATE) <= 0.006 * RATE
    assert abs(found[1]["end"] - found[1]["start"] - 0.5 * RATE) <= 1
    assert found[2]["end"] == length


def test_a_take_begins_and_ends_in_silence(studio: Studio) -> None:
    tone = 0.5 * np.cos(2 * np.pi * 200 * np.arange(RATE) / RATE)
    sound = samples_of(mastered(studio, tone, RATE))
    assert abs(sound[0]) < 1e-4
    assert abs(sound[-1]) < 1e-3


def test_mastering_gives_the_same_bytes_again(studio: Studio, voice: Voice) -> None:
    first = mastered(studio, voice(1.5), 22_050).read_bytes()
    assert mastered(studio, voice(1.5), 22_050).read_bytes() == first


def clipped(voice: Voice) -> np.ndarray:
    sound: np.ndarray = np.clip(voice(2) * 40, -1, 1)
    return sound


@pytest.mark.parametrize(
    ("make", "text", "message"),
    [
        (lambda v: np.zeros(RATE), TEXT, "silent: no signal at all, expected a peak above -50"),
        (lambda v: v(2) * 0.001, TEXT, r"silent: -\d\d dBFS, expected a peak above -50 dBFS"),
        (clipped, TEXT, r"clipped: \d+ runs of samples at full scale, expected at most 7"),
        (lambda v: v(0.3), TEXT * 2, r"too short for its text: 0\.\d\d s of speech, expected 1"),
        (lambda v: v(9), "No", r"too long for its text: \d\.\d\d s .* expected 0\.03 to 4\.2 s"),
        (lambda v: np.zeros(0), TEXT, "the take is empty: 0 samples"),
    ],
)
def test_an_implausible_take_is_refused(
    studio: Studio, voice: Voice, make: object, text: str, message: str
) -> None:
    assert callable(make)
    with pytest.raises(ProviderFailed, match=message):
        mastered(studio, make(voice), RATE, text)
    with pytest.raises(ProviderFailed, match=message):
        studio.encoder.check_take(text, studio.folder / "take.wav")


def test_a_take_that_was_cut_off_is_refused(studio: Studio, voice: Voice) -> None:
    take = studio.take("take", voice(1, 22_050), 22_050)
    take.write_bytes(take.read_bytes()[:-1000])
    with pytest.raises(ProviderFailed, match="22050 samples are promised, 21550 are there"):
        studio.encoder.master(MasteringRequest(text=TEXT), take, studio.folder / "out.wav")


def test_long_numbers_may_take_their_time(studio: Studio, voice: Voice) -> None:
    assert mastered(studio, voice(9), RATE, "No 2147483647").exists()


def decoded(frames: list[bytes]) -> np.ndarray:
    """What AAC frames sound like, with silence before them."""
    decoder = av.CodecContext.create("aac", "r")
    # AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC-LC, 48 kHz, mono.
    decoder.extradata = b"\x11\x88"
    decoder.sample_rate = RATE
    decoder.layout = "mono"
    found = [
        frame.to_ndarray()[0]
        for data in [aac.silent_frame(), *frames]
        for frame in decoder.decode(av.Packet(data))
    ]
    sound: np.ndarray = np.concatenate(found[1:])
    return sound


def frames_of(path: Path) -> list[bytes]:
    return list(aac.from_adts(path.read_bytes()))


def test_speech_comes_out_of_the_encoder_as_it_went_in(studio: Studio, voice: Voice) -> None:
    take = studio.take("take", voice(2))
    sound = decoded(frames_of(studio.sound("sound", [take], lead=300)))
    meant = samples_of(take)
    part = sound[300 * 48 : 300 * 48 + len(meant)]
    noise = np.sqrt(np.mean((part - meant) ** 2))
    assert 20 * np.log10(noise / np.sqrt(np.mean(meant**2))) < -20


def test_runs_joined_with_silence_sound_as_they_do_apart(studio: Studio, voice: Voice) -> None:
    runs = [
        frames_of(studio.sound(f"run-{n}", [studio.take(f"take-{n}", voice(1.1 + n / 7, seed=n))]))
        for n in range(4)
    ]
    silence = [aac.silent_frame()]
    joined = decoded([frame for run in runs for frame in [*run, *silence * (len(run) % 3)]])
    at = 0
    for run in runs:
        alone = decoded(run)
        together = joined[at * 1024 : at * 1024 + len(alone)]
        assert 20 * np.log10(np.abs(together - alone).max() + 1e-9) < -60
        at += len(run) + len(run) % 3


def test_words_are_timed_in_the_layout(studio: Studio, voice: Voice) -> None:
    take = studio.take("take", voice(1))
    events = [
        {"start": 2400, "end": 9600, "offset": 0, "length": 5},
        {"start": 9600, "end": 19_200, "offset": 6, "length": 5},
    ]
    take.with_suffix(".json").write_text(json.dumps(events))
    item = SoundItem(
        text="All 5.",
        spoken="every five",
        voice="test:one",
        words=(("All", 0, 5), ("5.", 6, 10)),
        cues=((2, 1), (3, 2)),
        gap=100,
    )
    out = studio.folder / "sound.aac"
    request = SoundRequest(items=(item,), lead=400, tail=250, hold=0)
    studio.encoder.encode_sound(request, [take], out)
    layout = load_slide_sound(out.with_suffix(".json").read_text())
    (utterance,) = layout.utterances
    assert isinstance(utterance, TimedUtterance)
    assert (utterance.text, utterance.spoken, utterance.voice) == (
        "All 5.",
        "every five",
        "test:one",
    )
    assert (utterance.start, utterance.end) == (24_000, 72_000)
    assert [(w.text, w.start - 24_000) for w in utterance.words] == [("All", 2400), ("5.", 9600)]
    assert utterance.cues == ((2, 24_000 + 9600), (3, 72_000))
    assert layout.samples == 72_000 + 12_000
    assert len(frames_of(out)) == layout.aac_frames


def test_a_slide_without_speech_has_an_empty_file(studio: Studio) -> None:
    sound = studio.sound("silence", hold=2500)
    assert sound.read_bytes() == b""
    assert load_slide_sound(sound.with_suffix(".json").read_text()).samples == 120_000


def test_a_take_that_was_not_mastered_is_refused(studio: Studio, voice: Voice) -> None:
    with pytest.raises(ProviderFailed, match="22050 samples a second, expected 48000"):
        studio.sound("sound", [studio.take("take", voice(1, 22_050), 22_050)])


@pytest.mark.ffmpeg
@pytest.mark.parametrize("fps", [FrameRate(25), FrameRate(30), FrameRate(30_000, 1001)])
def test_every_tone_is_heard_when_its_flash_is_seen(studio: Studio, fps: FrameRate) -> None:
    studio.fps = fps
    stills = [studio.still(0, (0, 0, 0)), studio.still(1, (255, 255, 255))]
    time = np.arange(RATE // 10) / RATE
    tone = studio.take("tone", 0.5 * np.sin(2 * np.pi * 1000 * time))
    count = 60
    sounds = [studio.sound(f"s{n}", [tone], hold=391 + 7 * (n % 11)) for n in range(count)]
    video = studio.video([[stills[n % 2]] for n in range(count)], sounds)
    with av.open(str(video)) as container:
        light = [(f.time, f.to_ndarray()[0, 0] > 128) for f in container.decode(video=0)]
    flashes = [0.0] + [b[0] for a, b in pairwise(light) if a[1] != b[1]]
    with av.open(str(video)) as container:
        heard = [(f.pts, f.to_ndarray()[0]) for f in container.decode(audio=0)]
    start = heard[0][0]
    loud = np.flatnonzero(np.abs(np.concatenate([part for _, part in heard])) > 0.05)
    onsets = [loud[0], *(b for a, b in pairwise(loud) if b - a > RATE // 10)]
    assert start == 0
    assert len(flashes) == len(onsets) == count
    # A tone begins one AAC frame after its slide.
    offsets = np.array(onsets) / RATE - 1024 / RATE - np.array(flashes)
    assert np.abs(offsets).max() <= 512 / RATE + 0.001
    assert abs(offsets[count // 2 :].mean() - offsets[: count // 2].mean()) <= 0.005

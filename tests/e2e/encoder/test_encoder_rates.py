"""Voices speak at the rates of their models; nothing of that is left in a video."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.e2e.encoder.studio import Studio, Voice

from mdvid.media.captions import captions
from mdvid.media.layout import load_slide_sound
from mdvid.media.wav import read_wav
from mdvid.providers.requests import MasteringRequest, SoundItem, SoundRequest

RATE = 48_000


def test_a_plausible_take_passes_at_the_rates_of_models(studio: Studio, voice: Voice) -> None:
    for rate in (16_000, 22_050, 24_000):
        studio.encoder.check_take(
            "Everything that is said is brought to the same loudness.",
            studio.take("take", voice(3, rate), rate),
        )


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_words_and_captions_are_on_time_whatever_rate_a_voice_speaks_at(
    studio: Studio, rate: int
) -> None:
    time = np.arange(3 * rate) / rate
    heard = [(0.5, 0.9), (1.3, 1.7), (2.1, 2.5)]
    loud = sum(((start <= time) & (time < end)).astype(float) for start, end in heard)
    take = studio.take("take", 0.3 * loud * np.sin(2 * np.pi * 330 * time), rate)
    text = "one two six"
    events = [
        {"start": round(start * rate), "end": round(end * rate), "offset": 4 * n, "length": 3}
        for n, (start, end) in enumerate(heard)
    ]
    take.with_suffix(".json").write_text(json.dumps(events))
    mastered_, out = studio.folder / "mastered.wav", studio.folder / "sound.aac"
    studio.encoder.master(MasteringRequest(text=text), take, mastered_)
    words = tuple((text[e["offset"] :][:3], e["offset"], e["offset"] + 3) for e in events)
    item = SoundItem(text=text, spoken=text, voice="test", words=words)
    request = SoundRequest(items=(item,), lead=400, tail=0, hold=0)
    studio.encoder.encode_sound(request, [mastered_], out)
    layout = load_slide_sound(out.with_suffix(".json").read_text())
    (utterance,) = layout.utterances
    starts = [word.start for word in utterance.words]
    assert [later - starts[0] for later in starts] == pytest.approx([0, 38_400, 76_800], abs=1)
    assert [w.end - w.start for w in utterance.words] == pytest.approx([19_200] * 3, abs=1)
    assert utterance.end - utterance.start == pytest.approx((2.0 + 0.06) * RATE, abs=0.011 * RATE)
    sound = np.abs(np.frombuffer(read_wav(mastered_.read_bytes()).pcm, "<i2").astype(np.int32))
    for start in (start - utterance.start for start in starts):
        before, after = sound[start - 960 : start - 240], sound[start : start + 960]
        assert after.max() > 20 * before.max()
    (caption,) = captions(studio.timeline([out]))
    assert (caption.lines, caption.start) == ((text,), round(starts[0] / 48))

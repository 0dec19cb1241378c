import pytest

from mdvid.media.layout import Take, dump_slide_sound, lay_out, load_slide_sound
from mdvid.media.model import AAC_FRAME, TimedUtterance, TimedWord


def utterance(samples: int, *cues: tuple[int, int]) -> TimedUtterance:
    return TimedUtterance(
        text="Hello.",
        spoken="hello",
        voice="v",
        start=0,
        end=samples,
        words=(TimedWord(text="hello", start=0, end=samples),),
        cues=cues,
    )


def test_takes_stand_after_lead_and_gaps() -> None:
    takes = [Take(utterance=utterance(10_000)), Take(utterance=utterance(5_000), gap=250)]
    layout = lay_out(takes, lead=500, tail=1000, hold=0)
    assert layout.positions == (24_000, 24_000 + 10_000 + 12_000)
    assert layout.sound.samples == 46_000 + 5_000 + 48_000
    assert layout.sound.utterances[1].words[0].end == 51_000


@pytest.mark.parametrize("lead", [0, 5, 21, 22, 700])
@pytest.mark.parametrize("samples", [1, 1023, 1024, 1025, 77_777])
@pytest.mark.parametrize("tail", [0, 3, 600])
def test_a_run_begins_and_ends_in_a_silent_aac_frame_and_fits_its_slide(
    lead: int, samples: int, tail: int
) -> None:
    layout = lay_out([Take(utterance=utterance(samples))], lead=lead, tail=tail, hold=0)
    spoken = layout.sound.utterances[0]
    assert spoken.start >= AAC_FRAME
    assert layout.sound.aac_frames * AAC_FRAME - spoken.end >= AAC_FRAME
    assert layout.sound.samples >= layout.sound.aac_frames * AAC_FRAME
    assert layout.sound.samples >= spoken.end + 48 * tail


def test_a_slide_is_held_at_least_as_long_as_asked() -> None:
    assert lay_out([Take(utterance=utterance(10))], lead=0, tail=0, hold=9000).sound.samples == (
        9000 * 48
    )


def test_a_slide_without_speech_has_no_sound() -> None:
    sound = lay_out([], lead=500, tail=500, hold=2500).sound
    assert (sound.aac_frames, sound.samples, sound.utterances) == (0, 120_000, ())


def test_the_layout_survives_as_json() -> None:
    sound = lay_out(
        [Take(utterance=utterance(10_000, (2, 400), (3, 900)), gap=7)],
        lead=3,
        tail=5,
        hold=0,
    ).sound
    assert load_slide_sound(dump_slide_sound(sound)) == sound


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1}', "null"])
def test_another_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"sound|Expecting"):
        load_slide_sound(text)

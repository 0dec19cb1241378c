import io
import wave

import pytest

from mdvid.media.wav import Wav, read_wav, write_wav

SOUND = Wav(rate=22_050, pcm=b"\1\0\2\0\xff\x7f")


def test_a_sound_survives() -> None:
    assert read_wav(write_wav(SOUND)) == SOUND
    assert SOUND.samples == 3


def test_a_file_that_was_cut_off_is_refused() -> None:
    with pytest.raises(ValueError, match="cut off: 3 samples are promised, 2 are there"):
        read_wav(write_wav(SOUND)[:-2])


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"nonsense" * 20])
def test_what_is_no_wav_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a WAV file"):
        read_wav(data)


def test_stereo_is_refused() -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\0" * 8)
    with pytest.raises(ValueError, match="2 channels of 8 bits instead of 1 of 16"):
        read_wav(out.getvalue())

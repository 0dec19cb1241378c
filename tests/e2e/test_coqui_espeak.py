"""The program that Coqui's code calls `espeak-ng`.

It prints what the original prints: that was asked when these lines were written (1.52.0).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mdvid.backends.coqui.phonemes import espeak_sounds
from mdvid.backends.coqui.program import write_program

pytestmark = pytest.mark.espeak


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a path with spaces")
    write_program(folder)
    return folder / "espeak-ng"


SAID = [
    (
        "en-us",
        "The rings of the town (and more). It costs 5 dollars.",
        "ð_ə ɹ_ˈɪ_ŋ_z ʌ_v_ð_ə t_ˈaʊ_n__ æ_n_d m_ˈɔːɹ\nɪ_t k_ˈɔ_s_t_s f_ˈaɪ_v d_ˈɑː_l_ɚ_z\n",
    ),
    ("en-us", "Don't wait", "d_ˈoʊ_n_t w_ˈeɪ_t\n"),
    (
        "de",
        "Der Leuchtturm kostet 5 Euro, über alles!",
        "d_ɛ_ɾ l_ˈɔø_ç_t_ʊɐ_m k_ˈɔ_s_t_ə_t f_ˈʏ_n_f _ˈɔø_r_oː\n_ˌyː_b_ɜ _ˈa_l_ə_s\n",
    ),
    ("es", "Buenos días, ¿qué tal?", "b_w_ˈe_n_o_s ð_ˈi__a_s\nk_ˈe t_ˈa_l\n"),
    ("fr-fr", "C'est mon football", "s_ɛ m_ɔ̃ (en)_f_ˈʊ_t_b_ɔː_l_(fr)\n"),
    ("en-us", "", "\n"),
]


@pytest.mark.parametrize(("voice", "text", "phonemes"), SAID)
def test_phonemes_are_those_of_the_original_line_by_line(
    program: Path, tmp_path: Path, voice: str, text: str, phonemes: str
) -> None:
    file = tmp_path / "text"
    file.write_text(text, "utf-8")
    done = _run(program, "-q", "-b", "1", "-v", voice, "--ipa=1", "-f", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, phonemes, "")


def test_the_version_and_the_voices_stand_where_they_are_looked_for(program: Path) -> None:
    # As Coqui's code reads them.
    assert _run(program, "--version").stdout.split()[3] == "1.52.0"
    heading, *voices = _run(program, "-q", "-b", "1", "--voices").stdout.splitlines()
    assert heading.split() == (
        ["Pty", "Language", "Age/Gender", "VoiceName", "File", "Other", "Languages"]
    )
    assert {voice.split()[1] for voice in voices} > {"en-us", "de", "es", "fr-fr", "cmn", "nb"}
    (british,) = (voice for voice in voices if voice.split()[1] == "en-gb")
    assert (
        british
        == " 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)"
    )


def test_a_voice_that_is_not_there_is_an_error(program: Path, tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_text("Hello", "utf-8")
    done = _run(program, "-q", "-v", "gibberish", "--ipa=1", "-f", file)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "does not exist" in done.stderr


def test_every_word_has_its_own_phonemes(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    assert espeak_sounds(["“of", "the", "rings,”"], "en-US") == ["ˈʌv", "ðˈə", "ɹˈɪŋz"]
    assert espeak_sounds(["Straße"], "de-AT") == ["ʃtɾˈɑːsə"]
    # A word of which nothing is said leaves the others where they are.
    assert espeak_sounds(["one", "_", "two"], "en")[::2] == ["wˈɒn", "tˈuː"]
    assert espeak_sounds(["jIyaj"], "tlh-Latn") == ["jIyaj"]


def _run(program: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    command = (program, *options)
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")

"""Voices by name and folder: what is said before anything is loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.backends.coqui_folders import SPEAKERS, recorded, voice

from mdvid.backends.coqui import CoquiNarrator
from mdvid.errors import ConfigError, ProviderUnavailable


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def narrator(tmp_path: Path) -> CoquiNarrator:
    return CoquiNarrator({}, device="cpu", root=tmp_path)


def test_a_folder_is_named_from_the_root_and_known_by_its_files(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    voice(tmp_path / "mine")
    assert narrator.resolve("./mine", "en") == "./mine"
    before = narrator.model("./mine")
    assert (before.name, before.licence, before.word_times) == ("./mine", "", True)
    voice(tmp_path / "mine", model__pth="other weights")
    assert narrator.model("./mine").revision != before.revision


def test_a_fetched_voice_may_be_named_without_the_first_part(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    recorded(voice(tmp_path / "v"), "tts_models/en/ljspeech/vits")
    assert narrator.resolve("en/ljspeech/vits", "en") == "tts_models/en/ljspeech/vits"
    assert narrator.model("tts_models/en/ljspeech/vits").revision == "r1"


def test_without_a_name_the_simplest_voice_for_the_language_is_meant(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    many = voice(tmp_path / "many", SPEAKERS, ids__json={"a": 0, "b": 1})
    recorded(many, "tts_models/en/vctk/vits")
    recorded(voice(tmp_path / "one"), "tts_models/en/ljspeech/vits")
    recorded(voice(tmp_path / "glow", {"model": "glow_tts"}), "tts_models/en/abc/glow")
    recorded(voice(tmp_path / "de"), "tts_models/de/thorsten/vits")
    recorded(voice(tmp_path / "melgan"), "vocoder_models/fr/a/melgan", kind="vocoder")
    assert narrator.resolve("", "en-GB") == "tts_models/en/ljspeech/vits"
    assert narrator.resolve("", "de") == "tts_models/de/thorsten/vits"
    with pytest.raises(
        ProviderUnavailable, match="no voice of Coqui for the language `fr`"
    ) as told:
        narrator.resolve("", "fr")
    assert "mdvid setup --voice coqui:" in str(told.value.hint)


def test_a_voice_that_is_not_here_is_named_with_the_command_that_fetches_it(
    narrator: CoquiNarrator,
) -> None:
    with pytest.raises(ProviderUnavailable) as told:
        narrator.resolve("en/ljspeech/vits", "en")
    assert "mdvid setup --voice coqui:en/ljspeech/vits" in str(told.value.hint)


def test_speakers_are_chosen_by_name_and_never_at_random(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    voice(tmp_path / "v", SPEAKERS, ids__json={"Alice": 0, "bob\n": 1})
    assert narrator.resolve("./v#alice", "en") == "./v#Alice"
    assert narrator.resolve("./v#bob", "en") == "./v#bob"
    with pytest.raises(ProviderUnavailable, match="has 2 speakers: `Alice`, `bob`") as told:
        narrator.resolve("./v", "en")
    assert told.value.hint == "say which: `coqui:./v#Alice`"
    with pytest.raises(ProviderUnavailable, match="no speaker `alcie`") as told:
        narrator.resolve("./v#alcie", "en")
    assert told.value.hint == "did you mean `Alice`?"
    with pytest.raises(ProviderUnavailable, match="no speaker `zed`") as told:
        narrator.resolve("./v#zed", "en")
    assert told.value.hint == "it has `Alice`, `bob`"


def test_the_only_speaker_need_not_be_named_and_has_no_other_names(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    voice(tmp_path / "one", SPEAKERS, ids__json={"ana": 0})
    assert narrator.resolve("./one", "en") == "./one#ana"
    voice(tmp_path / "none")
    with pytest.raises(ProviderUnavailable, match="one speaker only, and none called `ana`"):
        narrator.resolve("./none#ana", "en")


def test_a_model_of_several_languages_speaks_those_only(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    voice(tmp_path / "v", {"languages": ["en", "fr-fr", "pt-br"]})
    assert narrator.resolve("./v", "fr") == "./v"
    with pytest.raises(ProviderUnavailable, match=r"`\./v` does not speak `de`") as told:
        narrator.resolve("./v", "de")
    assert told.value.hint == "it speaks `en`, `fr-fr`, `pt-br`"
    voice(tmp_path / "one", {"languages": ["en"]})
    assert narrator.resolve("./one", "de") == "./one"


@pytest.mark.parametrize(
    ("config", "licence"),
    [({"model": "xtts"}, "cpml"), ({"model": "bark"}, "unsafe-pickle")],
)
def test_what_forbids_or_risks_much_is_asked_for(
    tmp_path: Path, config: dict[str, Any], licence: str
) -> None:
    voice(tmp_path / "v", config)
    with pytest.raises(ProviderUnavailable) as told:
        CoquiNarrator({}, device="cpu", root=tmp_path).resolve("./v", "en")
    assert f"--accept-licence {licence}" in str(told.value.hint)
    accepting = CoquiNarrator({}, device="cpu", root=tmp_path, accepted=(licence,))
    assert accepting.resolve("./v", "en") == "./v"


def test_the_licence_of_a_fetched_voice_is_that_of_its_publisher(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    recorded(voice(tmp_path / "v"), "tts_models/en/x/y", licence="CC BY-NC-ND 4.0")
    with pytest.raises(ProviderUnavailable) as told:
        narrator.resolve("en/x/y", "en")
    assert "--accept-licence cc-by-nc-nd-4.0" in str(told.value.hint)


def test_voices_of_mms_are_known_by_their_own_kind_of_configuration(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    voice(tmp_path / "v", model__pth="")
    written = {"data": {"training_files": "train.ltr.uroman"}}
    (tmp_path / "v/config.json").write_text(json.dumps(written))
    with pytest.raises(ProviderUnavailable, match=r"cc-by-nc-4\.0"):
        narrator.resolve("./v", "de")
    assert narrator.model("./v").word_times


def test_the_fetched_voices_are_listed_with_some_of_their_speakers(
    narrator: CoquiNarrator, tmp_path: Path
) -> None:
    ids = {f"p{number}": number for number in range(100, 150)}
    many = {"languages": ["en", "de"], **SPEAKERS}
    recorded(voice(tmp_path / "many", many, ids__json=ids), "tts_models/multilingual/x/many")
    recorded(voice(tmp_path / "one"), "tts_models/de/thorsten/vits", licence="apache 2.0")
    recorded(voice(tmp_path / "bad", model__pth=""), "tts_models/en/x/bad")
    (tmp_path / "bad/config.json").write_text("{")
    voices = narrator.voices()
    assert len(voices) == 21
    german = voices[0]
    assert (german.name, german.lang, german.licence) == (
        "tts_models/de/thorsten/vits",
        "de",
        "apache 2.0",
    )
    assert (voices[1].name, voices[1].lang) == ("tts_models/multilingual/x/many#p100", "mul")
    assert voices[1].description == "VITS, 2 languages, 30 more speakers"


def test_models_without_sound_bring_their_vocoder(narrator: CoquiNarrator, tmp_path: Path) -> None:
    folder = voice(tmp_path / "g", {"model": "glow_tts"})
    assert not narrator.model("./g").word_times
    before = narrator.model("./g").revision
    voice(folder / "vocoder", {"model": "hifigan"})
    assert narrator.model("./g").revision != before


def test_a_recording_is_known_by_its_content_and_only_for_those_who_imitate(
    tmp_path: Path,
) -> None:
    voice(tmp_path / "vits")
    voice(tmp_path / "xtts", {"model": "xtts"})
    settings = {"speaker_wav": "me.wav"}
    lost = CoquiNarrator(settings, root=tmp_path, accepted=("cpml",))
    with pytest.raises(ConfigError, match=r"no recording `me\.wav`"):
        lost.resolve("./xtts", "en")
    (tmp_path / "me.wav").write_bytes(b"one")
    first = CoquiNarrator(settings, root=tmp_path, accepted=("cpml",))
    assert first.resolve("./xtts", "en") == "./xtts"
    with pytest.raises(ConfigError, match="cannot imitate a recording"):
        first.resolve("./vits", "en")
    before = first.recipe
    (tmp_path / "me.wav").write_bytes(b"other")
    assert first.recipe != before
    assert before.keys() == first.recipe.keys() == {"speaker_wav"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"nois": 1}, "no setting `nois`"),
        ({"noise": 3}, "`noise` must be a number from 0 to 2"),
        ({"noise": True}, "`noise` must be a number"),
        ({"noise_duration": "high"}, "`noise_duration` must be"),
        ({"deadline": 0}, "`deadline` must be"),
        ({"speaker_wav": ""}, "must be the path of a recording"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        CoquiNarrator(settings)


def test_only_what_changes_the_sound_is_in_the_recipe() -> None:
    assert CoquiNarrator({"deadline": 9, "idle": 9}).recipe == {}
    assert CoquiNarrator({"noise": 0.3, "noise_duration": 0}).recipe == {
        "noise": 0.3,
        "noise_duration": 0.0,
    }

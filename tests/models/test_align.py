"""The aligner with a tiny model of random weights, through its real worker.

Such a model hears nothing, so where it finds a word says nothing about real ones; what is tested
is all around it. That times are exact where a model does hear is in the unit tests of the search.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mdvid.backends.align import CtcAligner
from mdvid.errors import ProviderFailed, ProviderUnavailable
from mdvid.media.wav import Wav, write_wav
from mdvid.providers.requests import AlignmentRequest

pytestmark = pytest.mark.models

TEXT = "Hello, big world: it is 早 late."
WORDS = ["Hello", "big", "world", "it", "is", "late"]


@pytest.fixture(scope="module")
def aligner() -> Iterator[CtcAligner]:
    made = CtcAligner(device="cpu")
    yield made
    made.close()


@pytest.fixture
def ear(tiny: Callable[[str], Path]) -> Path:
    return tiny("wav2vec2")


def take_of(folder: Path, seconds: float, rate: int = 22_050) -> Path:
    lots = np.random.default_rng(3)
    pcm = (lots.normal(0, 3000, round(seconds * rate))).astype("<i2").tobytes()
    path = folder / "take.wav"
    path.write_bytes(write_wav(Wav(rate=rate, pcm=pcm)))
    path.with_suffix(".json").write_text("[]")
    return path


def aligned(aligner: CtcAligner, model: Path, take: Path, text: str = TEXT) -> list[dict[str, int]]:
    out = take.parent / "made" / "artifact.wav"
    out.parent.mkdir(exist_ok=True)
    aligner.align(AlignmentRequest(text=text, lang="en", model=str(model)), take, out)
    assert out.read_bytes() == take.read_bytes()
    times: list[dict[str, int]] = json.loads(out.with_suffix(".json").read_text())
    return times


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_every_word_has_a_time_in_samples_of_the_take(
    aligner: CtcAligner, ear: Path, tmp_path: Path, rate: int
) -> None:
    times = aligned(aligner, ear, take_of(tmp_path, 3, rate))
    assert [TEXT[t["offset"] : t["offset"] + t["length"]] for t in times] == WORDS
    edges = [edge for time in times for edge in (time["start"], time["end"])]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= 3 * rate
    assert all(t["end"] - t["start"] >= 0.02 * rate - 1 for t in times), "a frame is 20 ms"


def test_the_same_take_has_the_same_times(aligner: CtcAligner, ear: Path, tmp_path: Path) -> None:
    take = take_of(tmp_path, 2)
    assert aligned(aligner, ear, take) == aligned(aligner, ear, take)


def test_a_long_take_is_heard_in_pieces(aligner: CtcAligner, ear: Path, tmp_path: Path) -> None:
    times = aligned(aligner, ear, take_of(tmp_path, 47, 16_000), " ".join(["word"] * 60))
    starts = [time["start"] for time in times]
    assert len(starts) == 60
    assert starts == sorted(starts)
    assert times[-1]["end"] <= 47 * 16_000


def test_a_text_that_cannot_be_said_in_that_time_is_refused(
    aligner: CtcAligner, ear: Path, tmp_path: Path
) -> None:
    with pytest.raises(ProviderFailed, match=r"too short for its text: \d+ frames for \d+ letters"):
        aligned(aligner, ear, take_of(tmp_path, 0.2), TEXT * 3)


def test_another_script_is_refused_and_no_letters_need_no_times(
    aligner: CtcAligner, ear: Path, tmp_path: Path
) -> None:
    take = take_of(tmp_path, 1)
    with pytest.raises(ProviderFailed, match="knows no letter of 'жук': is it one for this lang"):
        aligned(aligner, ear, take, "жук")
    assert aligned(aligner, ear, take, "… 7!") == []


def copy_of(model: Path, folder: Path) -> Path:
    return Path(shutil.copytree(model, folder / "model"))


def config_of(model: Path, **changes: Any) -> None:
    path = model / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def cut_off(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:2000])


def without_its_last_layer(model: Path) -> None:
    from safetensors.numpy import load_file, save_file

    weights = load_file(model / "model.safetensors")
    save_file({k: v for k, v in weights.items() if "lm_head" not in k}, model / "model.safetensors")


def as_first_published(model: Path) -> None:
    """Write the files as in the first years, and as publishers with language models do."""
    from safetensors.numpy import load_file, save_file

    old = {"parametrizations.weight.original0": "weight_g"}
    old |= {"parametrizations.weight.original1": "weight_v"}
    weights = {}
    for key, value in load_file(model / "model.safetensors").items():
        for new, name in old.items():
            key = key.replace(new, name)  # noqa: PLW2901  # both are in no key
        weights[key] = value
    del weights["wav2vec2.masked_spec_embed"]
    save_file(weights, model / "model.safetensors", metadata={"format": "pt"})
    extractor = {
        "do_normalize": True,
        "feature_size": 1,
        "padding_value": 0.0,
        "processor_class": "Wav2Vec2ProcessorWithLM",
        "sampling_rate": 16_000,
    }
    (model / "preprocessor_config.json").write_text(json.dumps(extractor))
    special = {"unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}
    (model / "tokenizer_config.json").write_text(json.dumps(special | {"do_lower_case": False}))
    (model / "processor_config.json").unlink()


def test_a_model_as_first_published_hears_the_same(
    aligner: CtcAligner, ear: Path, tmp_path: Path
) -> None:
    model, take = copy_of(ear, tmp_path), take_of(tmp_path, 2)
    as_first_published(model)
    assert aligned(aligner, model, take) == aligned(aligner, ear, take)


def with_tokens(tokens: dict[str, int]) -> Callable[[Path], object]:
    return lambda model: (model / "vocab.json").write_text(json.dumps(tokens))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_off, "cannot be loaded: "),
        (without_its_last_layer, "lacks weights: lm_head"),
        (with_tokens({"<pad>": 0, "A": 99}), "hears no letters, .* only 0 of its 0 tokens are one"),
        (with_tokens({"<pad>": 0, "th": 1, "er": 2, "a": 3}), "only 1 of its 3 tokens"),
    ],
)
def test_a_damaged_model_is_an_answer_and_names_its_folder(
    aligner: CtcAligner,
    ear: Path,
    tmp_path: Path,
    damage: Callable[[Path], object],
    message: str,
) -> None:
    model = copy_of(ear, tmp_path)
    damage(model)
    with pytest.raises(ProviderFailed, match=message) as error:
        aligned(aligner, model, take_of(tmp_path, 1))
    assert str(model) in str(error.value)


def test_its_key_names_the_files_of_the_model(ear: Path, tmp_path: Path) -> None:
    aligner = CtcAligner(device="cpu")
    model = copy_of(ear, tmp_path)
    before = aligner.model(str(model))
    assert before.revision == aligner.model(str(ear)).revision
    config_of(model, layer_norm_eps=1e-6)
    assert aligner.model(str(model)).revision != before.revision
    assert "torch" in aligner.fingerprint
    assert aligner.fingerprint.endswith(" cpu")


def test_relative_folders_are_those_of_the_project(ear: Path, tmp_path: Path) -> None:
    copy_of(ear, tmp_path)
    aligner = CtcAligner(root=tmp_path)
    assert aligner.model("./model").name == "./model"
    with pytest.raises(ProviderUnavailable):
        aligner.model("./modle")


def test_a_model_that_nobody_fetched_is_named_with_the_command_that_fetches_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", os.fspath(tmp_path))
    with pytest.raises(ProviderUnavailable) as error:
        CtcAligner().model("facebook/wav2vec2-base-960h")
    assert "`facebook/wav2vec2-base-960h` is not on this machine" in str(error.value)
    assert "mdvid setup --align facebook/wav2vec2-base-960h" in (error.value.hint or "")

"""`mdvid setup` with the real client of the hub, against a hub on this machine."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.line import family
from tests.models.hub import Hub, Repo
from tests.models.painter import KEY, NAME, NEEDED, PIPELINE, fetched

from mdvid.backends.models.location import locate
from mdvid.backends.models.records import load_records
from mdvid.cli.main import main
from mdvid.errors import ExitCode

pytestmark = pytest.mark.models


def test_a_pipeline_is_fetched_at_one_commit_and_nothing_else_of_it(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert fetched(tmp_path) == NEEDED
    said = capsys.readouterr().err
    assert "apache-2.0: commercial use is allowed" in said
    assert "7.2 kB" in said or "7 kB" in said
    located = locate("diffusers", NAME, tmp_path, what="illustrator")
    assert located.revision == hub.repos[NAME].commit
    assert located.licence == "apache-2.0"
    assert (located.folder / "unet" / "diffusion_pytorch_model.safetensors").read_bytes() == (
        PIPELINE["unet/diffusion_pytorch_model.safetensors"]
    )


def test_what_is_here_is_not_fetched_again(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    main(["setup", "--illustrator", KEY, "--yes"])
    hub.repos.clear()
    capsys.readouterr()
    assert main(["setup", "--illustrator", KEY]) == ExitCode.OK
    assert f"{KEY} is here" in capsys.readouterr().err
    assert main(["setup", "--illustrator", KEY, "--check"]) == ExitCode.OK


def test_a_newer_commit_is_fetched_when_it_is_asked_for(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    branch = f"{KEY}@main"
    main(["setup", "--illustrator", KEY, "--illustrator", branch, "--yes"])
    old = hub.repos[NAME].commit
    hub.repos[NAME] = Repo({**PIPELINE, "unet/config.json": b"[]"}, commit="b" * 40)
    capsys.readouterr()
    assert main(["setup", "--illustrator", branch]) == ExitCode.OK
    assert f"{branch} is here: {old[:10]}" in capsys.readouterr().err
    assert main(["setup", "--upgrade", "--illustrator", branch, "--yes"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert f"{branch} upgraded from {old[:10]}: {'b' * 10}" in said
    assert load_records()[branch].revision == "b" * 40
    assert (load_records()[branch].folder / "unet" / "config.json").read_bytes() == b"[]"
    assert locate("diffusers", NAME, tmp_path, what="illustrator").revision == old
    assert hub.asked.count("unet/diffusion_pytorch_model.safetensors") == 1
    assert main(["setup", "--upgrade", "--illustrator", branch]) == ExitCode.OK
    assert f"{branch} is the newest: {'b' * 10}" in capsys.readouterr().err


def test_an_upgrade_that_nobody_agrees_to_changes_nothing(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["setup", "--illustrator", KEY, "--yes"])
    old = load_records()
    hub.repos[NAME] = Repo(PIPELINE, commit="b" * 40)
    assert main(["setup", "--upgrade", "--illustrator", KEY]) == ExitCode.MISSING
    assert f"`mdvid setup --upgrade --illustrator {KEY} --yes`" in capsys.readouterr().err
    assert load_records() == old


def test_an_upgrade_fetches_what_is_not_here(hub: Hub) -> None:
    assert main(["setup", "--upgrade", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert load_records()[KEY].revision == hub.repos[NAME].commit


@pytest.mark.parametrize("options", [[], ["--check", "--illustrator", KEY]])
def test_an_upgrade_needs_a_name_and_changes_what_is_here(options: list[str]) -> None:
    assert main(["setup", "--upgrade", *options]) == ExitCode.USAGE


def test_what_was_damaged_meanwhile_is_fetched_again_at_the_same_commit(
    hub: Hub, tmp_path: Path
) -> None:
    main(["setup", "--illustrator", KEY, "--yes"])
    folder = load_records()[KEY].folder
    (folder / "unet" / "config.json").resolve().write_bytes(b"")
    assert main(["setup", "--illustrator", KEY, "--check"]) == ExitCode.MISSING
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert (folder / "unet" / "config.json").read_bytes() == b"{}"
    assert hub.asked.count("unet/diffusion_pytorch_model.safetensors") == 1


def test_nobody_to_ask_means_no(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", "--illustrator", KEY]) == ExitCode.MISSING
    assert f"`mdvid setup --illustrator {KEY} --yes`" in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()
    assert not (tmp_path / "data").exists()
    assert set(hub.asked) == {"model_index.json"}


def test_checking_fetches_nothing_and_asks_nobody(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.repos.clear()
    assert main(["setup", "--illustrator", KEY, "--check"]) == ExitCode.MISSING
    assert f"mdvid setup --illustrator {KEY}" in capsys.readouterr().err


def test_files_that_arrive_damaged_are_noticed_and_fetched_again(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.damaged.add("unet/diffusion_pytorch_model.safetensors")
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.FAILED
    assert "arrived damaged" in capsys.readouterr().err
    assert load_records() == {}
    hub.damaged.clear()
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert fetched(tmp_path) == NEEDED


def test_a_connection_that_breaks_off_does_no_harm(hub: Hub, tmp_path: Path) -> None:
    hub.cut.add("unet/diffusion_pytorch_model.safetensors")
    main(["setup", "--illustrator", KEY, "--yes"])
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert fetched(tmp_path) == NEEDED


def test_whoever_interrupts_it_finds_it_as_it_was(hub: Hub, tmp_path: Path) -> None:
    weights = "unet/diffusion_pytorch_model.safetensors"
    hub.stuck.add(weights)
    process = subprocess.Popen(
        [sys.executable, "-m", "mdvid", "setup", "--illustrator", KEY, "--yes"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while weights not in hub.asked:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "interrupted" in said
    assert not list(family(process.pid))
    assert load_records() == {}
    hub.stuck.clear()
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK
    assert fetched(tmp_path) == NEEDED


class Terminal(io.StringIO):
    """Somebody who has typed an answer."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "code"), [("y\n", ExitCode.OK), ("\n", ExitCode.OK), ("n\n", ExitCode.MISSING)]
)
@pytest.mark.usefixtures("hub")
def test_somebody_to_ask_is_asked(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    code: ExitCode,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main(["setup", "--illustrator", KEY]) == code
    said = capsys.readouterr()
    assert "Get it? [Y/n]" in said.out + said.err
    assert bool(load_records()) == (code == ExitCode.OK)


def test_a_commit_can_be_asked_for(hub: Hub, tmp_path: Path) -> None:
    commit = hub.repos[NAME].commit
    assert main(["setup", "--illustrator", f"{KEY}@{commit}", "--yes"]) == ExitCode.OK
    assert locate("diffusers", f"{NAME}@{commit}", tmp_path, what="illustrator").revision == commit


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"unet/diffusion_pytorch_model.safetensors": None}, "has no safetensors: `unet` is there"),
        ({"model_index.json": None}, "is no pipeline of diffusers"),
        (
            {"model_index.json": b'{"_class_name": ["pipeline", "Painter"]}'},
            "needs code of its publisher",
        ),
    ],
)
def test_what_mdvid_cannot_use_is_refused_before_anything_is_fetched(
    hub: Hub, capsys: pytest.CaptureFixture[str], files: dict[str, bytes | None], said: str
) -> None:
    changed = PIPELINE | files
    kept = {name: content for name, content in changed.items() if content is not None}
    if said.startswith("has no safetensors"):
        del kept["unet/diffusion_pytorch_model.fp16.safetensors"]
    hub.repos[NAME] = Repo(kept)
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.MISSING
    assert f"`{NAME}` {said}" in capsys.readouterr().err
    assert not set(hub.asked) - {"model_index.json"}


def test_a_gated_model_is_for_those_with_a_token(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repos[NAME] = Repo(dict(PIPELINE), token="secret")
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.MISSING
    said = capsys.readouterr().err
    assert f"agree at {hub.address}/{NAME}" in said
    assert "HF_TOKEN" in said
    monkeypatch.setenv("HF_TOKEN", "secret")
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.OK


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("diffusers:somebody/nothing", "the hub has no model `somebody/nothing`"),
        (f"{KEY}@v2", f"`{NAME}` has no revision `v2`"),
        ("diffusers:a/b/c", "`a/b/c` is no name of a model"),
    ],
)
def test_what_is_not_there_is_said(
    hub: Hub, capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    assert main(["setup", "--illustrator", asked, "--yes"]) in {ExitCode.MISSING, ExitCode.USAGE}
    assert said in capsys.readouterr().err


def test_nobody_who_wants_to_be_offline_is_brought_online(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.MISSING
    assert "HF_HUB_OFFLINE is set" in capsys.readouterr().err


@pytest.mark.usefixtures("hub")
def test_a_cache_that_cannot_be_written_to_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cache").write_text("a file where a folder belongs")
    assert main(["setup", "--illustrator", KEY, "--yes"]) == ExitCode.USAGE
    assert "the hub's cache cannot be written: " in capsys.readouterr().err


def test_other_kinds_of_models_are_fetched_too(hub: Hub, tmp_path: Path) -> None:
    hub.repos["somebody/ear"] = Repo(
        {"config.json": b"{}", "model.safetensors": b"ear", "vocab.json": b"{}", "ear.bin": b""}
    )
    hub.repos["somebody/lens"] = Repo({"x4.safetensors": b"lens", "README.md": b""})
    asked = ["--align", "somebody/ear", "--upscaler", "diffusers:somebody/lens"]
    assert main(["setup", *asked, "--yes"]) == ExitCode.OK
    assert locate("align", "somebody/ear", tmp_path, what="align").folder.is_dir()
    assert locate("diffusers", "somebody/lens", tmp_path, what="upscaler").folder.is_dir()
    assert {record.kind for record in load_records().values()} == {"align", "upscaler"}
    assert "ear.bin" not in fetched(tmp_path)

"""`mdvid setup --voice` against archives on this machine, with a catalogue of the test's own."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mdvid.backends.models.location import locate
from mdvid.backends.models.records import accepted_licences, load_records, records_file
from mdvid.cli.main import main
from mdvid.errors import ExitCode


@dataclass
class Shop:
    """A catalogue like Coqui's, and a server with what it lists."""

    folder: Path
    address: str
    catalogue: Path
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def add(
        self, name: str, files: dict[str, str], licence: str = "apache 2.0", **more: str
    ) -> bytes:
        """Offer a voice, and return the archive in which it comes."""
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
        file = name.replace("/", "--") + ".zip"
        (self.folder / file).write_bytes(body.getvalue())
        url = f"{self.address}/{file}"
        self.entries[name] = {"github_rls_url": url, "license": licence} | more
        tree: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
        for full, entry in self.entries.items():
            kind, lang, dataset, model = full.split("/")
            tree.setdefault(kind, {}).setdefault(lang, {}).setdefault(dataset, {})[model] = entry
        self.catalogue.write_text(json.dumps(tree))
        return body.getvalue()


class _Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


VOICE = {"voice/model_file.pth": "weights", "voice/config.json": "{}", "voice/.DS_Store": "junk"}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop with one voice; home and records are the test's own."""
    package = tmp_path / "packages" / "TTS"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('nobody may load it')")
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    served = tmp_path / "served"
    served.mkdir()
    asked: list[str] = []
    kind = type("Handler", (_Handler,), {"asked": asked})
    handler = functools.partial(kind, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        found = Shop(served, address, package / ".models.json", asked=asked)
        found.add("tts_models/en/ljspeech/vits", VOICE)
        yield found
        server.shutdown()
        thread.join()


def left(tmp_path: Path) -> list[str]:
    """Return the files and folders of voices, without locks."""
    folder = tmp_path / "data" / "mdvid" / "models" / "coqui"
    return sorted(path.name for path in folder.glob("*") if not path.name.endswith(".lock"))


SETUP = ["setup", "--yes", "--voice"]


def test_a_voice_is_fetched_checked_and_recorded(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = shop.add("tts_models/en/ljspeech/vits", VOICE)
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "voice coqui:en/ljspeech/vits" in said
    assert "apache-2.0: commercial use is allowed" in said
    located = locate("coqui", "en/ljspeech/vits", tmp_path, what="voice")
    assert located.revision == hashlib.sha256(archive).hexdigest()
    assert located.licence == "apache 2.0"
    assert {path.name for path in located.folder.iterdir()} == {"model_file.pth", "config.json"}
    assert left(tmp_path) == ["tts_models--en--ljspeech--vits"]


def test_a_voice_that_is_here_is_not_fetched_again(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*SETUP, "coqui:en/ljspeech/vits"])
    shop.asked.clear()
    assert main([*SETUP, "coqui:tts_models/en/ljspeech/vits"]) == ExitCode.OK
    assert "coqui:en/ljspeech/vits is here" in capsys.readouterr().err
    assert shop.asked == []


def test_a_voice_of_which_a_file_is_gone_is_fetched_again(shop: Shop, tmp_path: Path) -> None:
    main([*SETUP, "coqui:en/ljspeech/vits"])
    folder = load_records()["coqui:tts_models/en/ljspeech/vits"].folder
    (folder / "config.json").unlink()
    assert main(["setup", "--check", "--voice", "coqui:en/ljspeech/vits"]) == ExitCode.MISSING
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.OK
    assert (folder / "config.json").is_file()


def test_nobody_to_ask_means_no(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup", "--voice", "coqui:en/ljspeech/vits"]) == ExitCode.MISSING
    assert "`mdvid setup --voice coqui:en/ljspeech/vits --yes`" in capsys.readouterr().err
    assert shop.asked == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "licence", "wanted"),
    [
        ("tts_models/multilingual/all/xtts", "CPML", "cpml"),
        ("tts_models/multilingual/all/bark", "MIT", "unsafe-pickle"),
        ("tts_models/en/jenny/jenny", "custom - see https://example.org/jenny#terms", "jenny"),
    ],
)
def test_some_licences_are_to_be_accepted_by_name(
    shop: Shop, capsys: pytest.CaptureFixture[str], name: str, licence: str, wanted: str
) -> None:
    shop.add(name, VOICE, licence)
    assert main([*SETUP, f"coqui:{name}"]) == ExitCode.MISSING
    assert f"--accept-licence {wanted}" in capsys.readouterr().err
    assert not records_file().parent.exists()
    assert main([*SETUP, f"coqui:{name}", "--accept-licence", wanted]) == ExitCode.OK
    assert accepted_licences() == {wanted}
    (load_records()[f"coqui:{name}"].folder / "config.json").unlink()
    assert main([*SETUP, f"coqui:{name}"]) == ExitCode.OK


def test_a_voice_comes_with_its_vocoder(shop: Shop, tmp_path: Path) -> None:
    vocoder = "vocoder_models/en/ljspeech/hifigan_v2"
    shop.add(vocoder, VOICE, "MIT")
    shop.add("tts_models/en/ljspeech/tacotron2-DDC", VOICE, default_vocoder=vocoder)
    assert main([*SETUP, "coqui:en/ljspeech/tacotron2-DDC"]) == ExitCode.OK
    assert locate("coqui", vocoder, tmp_path, what="voice").folder.is_dir()
    assert len(load_records()) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("en/ljspech/vits", "did you mean `en/ljspeech/vits`?"),
        ("xx/fairseq/vits", "their licence allows no commercial use"),
        ("zzz", "`mdvid voices` lists a choice"),
    ],
)
def test_a_voice_that_is_not_in_the_catalogue_is_said(
    shop: Shop, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert main([*SETUP, f"coqui:{name}"]) == ExitCode.MISSING
    assert said in capsys.readouterr().err


def damaged(shop: Shop, content: bytes) -> None:
    (shop.folder / "tts_models--en--ljspeech--vits.zip").write_bytes(content)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04" * 100])
def test_an_archive_that_arrives_damaged_leaves_nothing(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    damaged(shop, content)
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.FAILED
    assert "the archive is damaged" in capsys.readouterr().err
    assert left(tmp_path) == []
    assert not records_file().exists()


def test_an_archive_without_a_voice_leaves_nothing(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.add("tts_models/en/ljspeech/vits", {"readme.txt": "nothing here"})
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.FAILED
    assert "holds no `config.json` and one file of weights: readme.txt" in capsys.readouterr().err
    assert left(tmp_path) == []


def test_an_archive_that_is_gone_is_said(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    (shop.folder / "tts_models--en--ljspeech--vits.zip").unlink()
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.FAILED
    assert "there is nothing at" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_said(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data" / "mdvid").mkdir(parents=True)
    (tmp_path / "data" / "mdvid" / "models").write_text("a file where a folder belongs")
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.USAGE
    assert "models/coqui` cannot be written: Not a directory" in capsys.readouterr().err


def test_what_a_crash_left_is_swept_away(shop: Shop, tmp_path: Path) -> None:
    partial = tmp_path / "data/mdvid/models/coqui/.tts_models--en--ljspeech--vits.partial"
    partial.mkdir(parents=True)
    (partial / "archive.zip").write_text("half")
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.OK
    assert left(tmp_path) == ["tts_models--en--ljspeech--vits"]


@pytest.mark.parametrize("content", ["", "[]", '{"tts_models": []}', None])
def test_a_damaged_catalogue_is_said(
    shop: Shop, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    shop.catalogue.unlink()
    if content is not None:
        shop.catalogue.write_text(content)
    assert main([*SETUP, "coqui:en/ljspeech/vits"]) == ExitCode.MISSING
    assert "the catalogue of Coqui TTS cannot be read" in capsys.readouterr().err

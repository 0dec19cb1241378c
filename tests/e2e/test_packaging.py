"""The wheel and the sdist, not the checkout: built, looked into, installed, run."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[2]
LARGEST = 25_000_000
"""Bytes of the wheel: people download it."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from it, as an index would do."""
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation: what building needs is among the development tools.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def test_the_sdist_has_sources_and_nothing_that_was_made(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "LICENSE", "README.md"} <= names
    assert {"web/package.json", "web/package-lock.json", "web/fonts.json"} <= names
    assert [name for name in names if "/_web/" in name or "node_modules" in name] == []


def test_the_wheel_has_what_slides_are_made_of_with_licences(built: tuple[Path, Path]) -> None:
    assert built[1].stat().st_size < LARGEST
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())
        manifest = json.loads(wheel.read("mdvid/_web/manifest.json"))
        sizes = {info.filename: info.file_size for info in wheel.infolist()}
    assert {"mdvid/_web/katex/katex.min.js", "mdvid/_web/mermaid/mermaid.min.js"} <= names
    assert {
        "mdvid/theme/prepare.js",
        "mdvid/theme/fit.js",
        "mdvid/backends/chromium/sealed.js",
    } <= names
    assert {"mdvid/theme/builtin/plain/theme.toml", "mdvid/theme/builtin/dark/theme.css"} <= names
    assert {
        "mdvid/theme/preview.js",
        "mdvid/watch/page/main.js",
        "mdvid/watch/page/index.html",
    } <= names
    for name, entry in manifest["files"].items():
        assert sizes[f"mdvid/_web/{name}"] == entry["size"]
    licences = {name for name in names if "/_web/licences/" in name}
    for package in ("katex", "mermaid", "dompurify", "inter", "noto-color-emoji", "jetbrains-mono"):
        assert [name for name in licences if package in name], package


def test_the_wheel_has_mdvid_and_no_examples(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as wheel:
        names = wheel.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top.partition("-")[0] for top in tops} == {"mdvid"}
    assert [name for name in names if "painter" in name] == []


def test_the_wheel_is_installed_and_run(built: tuple[Path, Path], tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, symlinks=True)
    here = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*command, str(here), str(built[1])], check=True)
    # What mdvid depends on comes from where the tests run; mdvid itself from the wheel.
    (here / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    deck = tmp_path / "deck.md"
    deck.write_text("# From the wheel\n\n$x^2$ and 🍎\n", encoding="utf-8")
    script = (
        "import sys, mdvid; from mdvid.cli.main import main;"
        "print(mdvid.__file__); sys.argv[0] = 'mdvid'; sys.exit(main())"
    )
    (tmp_path / "out").mkdir()
    python = str(environment / "bin" / "python")
    arguments = ["build", str(deck), "-f", "png", "--size", "320x180", "-o", str(tmp_path / "out")]
    done = subprocess.run(
        [python, "-c", script, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith(str(environment))
    assert list((tmp_path / "out").rglob("*.png"))

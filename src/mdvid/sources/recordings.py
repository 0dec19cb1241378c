"""Recordings that the notes of a deck name, kept under the digests of their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.media.containers import HEAD, container_of
from mdvid.providers.requests import RecordingFile
from mdvid.sources.collect import Keeper, Policy
from mdvid.sources.opening import opened
from mdvid.sources.policy import Refusal, is_web, resolve, shown
from mdvid.speech.model import Recording, SpeechItem, Utterance

LARGEST = 500 * 1024 * 1024
"""Bytes: a quarter of an hour of stereo in 24 bits, or of video."""

_HINT = "any sound or video file that FFmpeg reads will do: WAV, FLAC, MP3, M4A, Ogg, MP4, ..."

_LACKING = "record it, or remove the direction: then a voice says the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """What was found."""

    found: dict[str, RecordingFile] = field(default_factory=dict)
    """By `Recording.source`."""
    files: set[Path] = field(default_factory=set)
    """Every file that was read: what a watcher watches."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def collect_recordings(
    speech: Mapping[int, Iterable[SpeechItem]], policy: Policy, keeper: Keeper
) -> Recordings:
    """Return the recordings in `speech`, which is by slide number; what is wrong is an error."""
    result = Recordings()
    for slide, items in speech.items():
        for item in items:
            if isinstance(item, Utterance) and item.recording:
                _add(item.recording, slide, policy, keeper, result)
    return result


def _add(
    recording: Recording, slide: int, policy: Policy, keeper: Keeper, result: Recordings
) -> None:
    if recording.source in result.found:
        return
    try:
        result.found[recording.source] = _taken(recording.source, policy, keeper, result.files)
    except Refusal as refusal:
        result.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                message=refusal.message,
                hint=refusal.hint or _LACKING,
                span=recording.span,
                slide=slide,
            )
        )


def _taken(source: str, policy: Policy, keeper: Keeper, files: set[Path]) -> RecordingFile:
    if is_web(source):
        raise Refusal(
            f"{shown(source)} is on the web, and recordings are files",
            "download it, and name it by its path beside the deck",
        )
    file = resolve(source, folder=policy.folder, root=policy.root)
    files.add(file)
    with opened(file, source, policy.root, LARGEST) as readable:
        try:
            with readable.open("rb") as stream:
                head = stream.read(HEAD)
            container = container_of(head)
            if not container:
                what = "is no sound that mdvid knows" if head else "is empty"
                raise Refusal(f"{shown(source)} {what}", _HINT)
            kept = keeper.keep(readable, f"audio/{container}", source)
        except OSError as error:
            raise Refusal(f"{shown(source)} cannot be read: {error.strerror}") from error
    return RecordingFile(digest=kept.digest, format=container)

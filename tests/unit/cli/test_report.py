from fractions import Fraction
from pathlib import Path

import pytest

from mdvid.builder import DeckReport, Output
from mdvid.builder.report import Failure
from mdvid.cli.report import as_json, summary
from mdvid.cli.units import clock, size
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.media.model import FrameRate, Size


def report(**changes: object) -> DeckReport:
    values: dict[str, object] = {
        "deck": "talk.md",
        "outputs": (Output(format="mp4", path=Path("talk.mp4"), bytes=812345, lang="en"),),
        "slides": 14,
        "languages": ("en",),
        "duration": Fraction(151233, 1000),
        "size": Size(1920, 1080),
        "fps": FrameRate(30),
        "built": 3,
        "cached": 41,
        "failed": 0,
        "seconds": 1.2345,
    }
    return DeckReport(**{**values, **changes})  # type: ignore[arg-type]


def test_the_last_line_says_what_came_of_it() -> None:
    assert summary(report()) == "talk.mp4  2:31  14 slides  3 built, 41 cached  1.2 s"


def test_the_last_line_tells_several_languages() -> None:
    several = report(languages=("en", "es-MX"))
    told = "talk.mp4  2:31  14 slides  en + es-MX  3 built, 41 cached  1.2 s"
    assert summary(several) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["talk.mp4", "talk.vtt"], "out/talk.mp4"),
        (["talk.vtt", "talk.srt", "talk.json"], "out/talk.vtt, talk.srt, talk.json"),
        (["talk.mp4", "talk.vtt", "talk.txt"], "out/talk.mp4, talk.vtt, talk.txt"),
        (["talk.001.png"], "out/talk.001.png"),
        (
            ["talk.mp4", *(f"talk.{number:03}.png" for number in range(1, 15))],
            "out/talk.mp4, talk.001.png … talk.014.png",
        ),
    ],
)
def test_the_last_line_names_what_was_written(names: list[str], told: str) -> None:
    paths = [Path("out", name) for name in names]
    outputs = tuple(Output(format=path.suffix[1:], path=path, bytes=1) for path in paths)
    assert summary(report(outputs=outputs)).split("  ")[0] == told


def test_the_last_line_of_a_failure_says_how_much_failed() -> None:
    failure = Failure(step="picture/0001-1", label="slide 1", error=RuntimeError("x"))
    text = summary(report(outputs=(), failed=1, failures=(failure,), slides=1))
    assert text == "talk.md  1 failed, 3 built, 41 cached  1 slide  1.2 s"


def test_json_is_the_object_of_the_contract() -> None:
    remark = Diagnostic(
        severity=Severity.WARNING, message="m", span=Span("talk.md", 3, 4, 5), hint="h", slide=2
    )
    assert as_json([report(deck="deck.md")], [remark], 1.239) == {
        "outputs": [
            {
                "deck": "deck.md",
                "format": "mp4",
                "lang": "en",
                "path": "talk.mp4",
                "bytes": 812345,
            }
        ],
        "decks": [
            {
                "deck": "deck.md",
                "languages": ["en"],
                "slides": 14,
                "duration": 151.233,
                "size": [1920, 1080],
                "fps": "30/1",
            }
        ],
        "steps": {"built": 3, "cached": 41, "failed": 0},
        "seconds": 1.24,
        "diagnostics": [
            {
                "severity": "warning",
                "message": "m",
                "path": "talk.md",
                "line": 3,
                "column": 4,
                "length": 5,
                "slide": 2,
                "hint": "h",
            }
        ],
    }


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59, "0:59"), (151, "2:31"), (3723, "1:02:03")]
)
def test_times_are_written_as_a_player_does(seconds: int, text: str) -> None:
    assert clock(Fraction(seconds)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (812_345, "812 kB"),
        (1_250_000, "1.2 MB"),
        (3 * 10**9, "3.0 GB"),
    ],
)
def test_sizes_are_short(number: int, text: str) -> None:
    assert size(number) == text

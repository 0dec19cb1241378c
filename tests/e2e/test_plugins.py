"""What `docs/how-to/plugins.md` shows works."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from mdvid.errors import ConfigError, ProviderFailed, ProviderUnavailable
from mdvid.providers.requests import NarrationRequest
from mdvid.speech.model import Voice
from mdvid.testing import check_narrator

GUIDE = (Path(__file__).parents[2] / "docs/how-to/plugins.md").read_text("utf-8")

SPEAKER = """\
import struct, sys, wave
text = sys.stdin.read()
with wave.open(sys.argv[1], "wb") as speech:
    speech.setparams((1, 2, 8000, 0, "NONE", ""))
    speech.writeframes(struct.pack("<h", 1000) * 400 * len(text))
"""


@pytest.fixture(scope="module")
def program_narrator() -> Any:
    (code,) = re.findall(
        r"^```python\n(# my_narrator\.py\n.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL
    )
    names: dict[str, Any] = {}
    exec(compile(code, "my_narrator.py", "exec"), names)
    return names["ProgramNarrator"]


def speaker(folder: Path, text: str) -> list[str]:
    path = folder / "speak.py"
    path.write_text(text, "utf-8")
    return [sys.executable, str(path), "{out}"]


def test_the_narrator_of_the_guide_keeps_the_promises_of_the_port(
    program_narrator: Any, tmp_path: Path
) -> None:
    check_narrator(program_narrator({"command": speaker(tmp_path, SPEAKER)}))


def test_the_narrator_of_the_guide_says_what_the_program_complains_of(
    program_narrator: Any, tmp_path: Path
) -> None:
    narrator = program_narrator(
        {"command": speaker(tmp_path, "raise SystemExit('no voice today')")}
    )
    request = NarrationRequest(text="Hello.", voice=Voice(provider="program", name="only"))
    with pytest.raises(ProviderFailed, match="no voice today"):
        narrator.narrate(request, tmp_path / "speech.wav")


def test_the_narrator_of_the_guide_needs_its_program(program_narrator: Any) -> None:
    with pytest.raises(ConfigError, match="wants one setting"):
        program_narrator({})
    with pytest.raises(ProviderUnavailable, match="no program `no-such-program`"):
        _ = program_narrator({"command": ["no-such-program"]}).fingerprint


def test_the_metadata_in_the_guide_is_that_of_the_painter() -> None:
    painter = Path(__file__).parents[2] / "examples/illustrated/painter/pyproject.toml"
    (shown,) = re.findall(
        r"^```toml\n# pyproject\.toml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL
    )
    real = painter.read_text("utf-8").splitlines()
    assert [line for line in shown.splitlines() if line not in real] == []


def test_what_the_guide_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)", GUIDE)
    assert len(links) >= 5
    folder = Path(__file__).parents[2] / "docs/how-to"
    assert [link for link in links if not (folder / link).exists()] == []

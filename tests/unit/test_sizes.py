"""One file, one thing: a file that grows beyond the limit is split, with no exceptions."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMIT = 300
"""Lines."""

FILES = sorted(
    path
    for folder in ("src", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_has_300_lines_at_most(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LIMIT

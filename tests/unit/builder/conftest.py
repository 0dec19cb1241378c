from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.builder.studio import Studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


@pytest.fixture
def pinned(studio: Studio) -> Studio:
    studio.pin()
    return studio

"""A list of fetched models that is damaged is no fault of the deck that asks for a model."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.builder.studio import Studio

from mdvid.backends.models.records import load_records, records_file
from mdvid.errors import ExitCode, RecordsError


@pytest.mark.parametrize(
    ("front", "notes"),
    [
        ("voice: fake:low", "Hello."),
        ("lang: de", "Hallo."),
        ("lang: en", "(voice: fake:low) Hello."),
        ("illustrator: fake:paint", "Hello."),
    ],
)
def test_a_deck_is_not_blamed_for_a_damaged_list_of_models(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, front: str, notes: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    records_file().parent.mkdir(parents=True)
    records_file().write_text("{")

    def listed(name: str, lang: str = "") -> str:
        return f"{name}{lang}{load_records()}"

    fakes = studio.machine.fakes
    fakes.narrator.resolve = fakes.illustrator.resolve = listed  # type: ignore[method-assign]
    studio.write(f"---\nmarp: true\n{front}\n---\n\n# A\n\n![a](gen:)\n\n<!-- {notes} -->\n")
    with pytest.raises(RecordsError, match="the list of fetched models in") as caught:
        studio.build()
    assert caught.value.exit_code is ExitCode.USAGE
    assert "delete the file" in str(caught.value.hint)

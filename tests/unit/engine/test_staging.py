"""Work in progress of others is theirs, and what nobody works on any more is deleted."""

from pathlib import Path

from mdvid.engine.staging import Staging


def test_in_a_shared_folder_only_what_bears_the_prefix_and_is_abandoned_is_swept(
    tmp_path: Path,
) -> None:
    (tmp_path / "others").mkdir()
    (tmp_path / "ours-abandoned").mkdir()
    (tmp_path / "ours-file").touch()
    worked_on = Staging(tmp_path, "ours-")
    work = Path(worked_on.path())
    work.mkdir()
    Staging(tmp_path, "ours-").sweep()
    assert sorted(tmp_path.iterdir()) == sorted(
        (tmp_path / "others", tmp_path / "ours-file", work.parent)
    )
    assert work.is_dir()
    assert work.parent.name.startswith("ours-")
    worked_on.close()
    assert not work.parent.exists()

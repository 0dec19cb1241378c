from pathlib import Path

import pytest

from mdvid.config.files import find_checkout, find_file
from mdvid.config.loader import load_config
from mdvid.config.output import OutputPlace
from mdvid.errors import ConfigError


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "mdvid.toml").touch()
    assert find_file(deep) == tmp_path / "mdvid.toml"
    (deep.parent / "mdvid.toml").touch()
    assert find_file(deep) == deep.parent / "mdvid.toml"


def test_a_pyproject_counts_only_with_our_table(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text('[tool.other]\nmdvid = "x"\n')
    assert find_file(tmp_path) is None
    pyproject.write_text('[project]\nname = "x"\n\n[tool.mdvid]\ntheme = "dark"\n')
    assert find_file(tmp_path) == pyproject
    loaded = load_config(folder=tmp_path, environment={"HOME": "/"})
    assert loaded.value.config.theme == "dark"


def test_the_search_ends_at_the_top_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").touch()
    checkout = tmp_path / "checkout"
    (checkout / "talks").mkdir(parents=True)
    (checkout / ".git").mkdir()
    assert find_file(checkout / "talks") is None
    assert find_checkout(checkout / "talks") == checkout


def test_the_search_ends_at_the_root(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").touch()
    (tmp_path / "a").mkdir()
    assert find_file(tmp_path / "a", top=tmp_path / "a") is None


def test_paths_in_a_file_are_relative_to_it(tmp_path: Path) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "mdvid.toml").write_text(
        'output = "out/"\ncache-dir = ".cache"\ntheme = "./look"\nbrowser = "/bin/chromium"\n'
    )
    config = load_config(folder=tmp_path / "talks", environment={"HOME": "/"}).value.config
    assert config.output == OutputPlace(tmp_path / "out", folder=True)
    assert config.cache_dir == tmp_path / ".cache"
    assert Path(config.theme) == tmp_path / "look"
    assert config.browser == Path("/bin/chromium")
    assert config.root == tmp_path


def test_a_file_that_came_with_a_strangers_deck_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text('root = "/"\n')
    loaded = load_config(folder=tmp_path, environment={"HOME": "/"}, overrides={"untrusted": True})
    assert loaded.value.config.root == tmp_path
    assert "is not read" in loaded.diagnostics[0].message


def test_an_unknown_key_is_refused_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text('# settings\nthema = "dark"\n')
    with pytest.raises(ConfigError) as caught:
        load_config(folder=tmp_path, environment={"HOME": "/"})
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint == "did you mean `theme`?"
    assert diagnostic.span
    assert (diagnostic.span.line, diagnostic.span.length) == (2, 5)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"theme = dark\n", "not TOML"),
        (b"theme = \xff\n", "not UTF-8"),
        (b"a = 1\na = 2\n", "not TOML"),
        (b"[[", "not TOML"),
        (b"x" * 2_000_000, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "mdvid.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=message):
        load_config(folder=tmp_path, environment={"HOME": "/"})


def test_a_wrong_value_in_a_table_is_shown_at_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text('[illustration]\nstyle = "flat"\nseed = -3\n')
    with pytest.raises(ConfigError) as caught:
        load_config(folder=tmp_path, environment={"HOME": "/"})
    span = caught.value.diagnostics[0].span
    assert span
    assert span.line == 3

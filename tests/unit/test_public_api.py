"""What mdvid promises to people who import it."""

import importlib
import pkgutil
from importlib.resources import files

import mdvid


def test_public_names_are_sorted_and_there() -> None:
    for info in pkgutil.walk_packages(mdvid.__path__, "mdvid."):
        if info.name == "mdvid.__main__":
            continue
        module = importlib.import_module(info.name)
        names = getattr(module, "__all__", [])
        assert list(names) == sorted(set(names)), info.name
        assert all(hasattr(module, name) for name in names), info.name


def test_every_module_says_what_it_is() -> None:
    for info in pkgutil.walk_packages(mdvid.__path__, "mdvid."):
        if info.name != "mdvid.__main__":
            assert importlib.import_module(info.name).__doc__, info.name


def test_the_package_has_types() -> None:
    assert files("mdvid").joinpath("py.typed").is_file()

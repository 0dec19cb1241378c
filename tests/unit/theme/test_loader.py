import importlib
import sys
from pathlib import Path

import pytest

from mdvid.errors import ConfigError, ThemeError
from mdvid.theme.loader import UnknownTheme, load_theme, theme_names


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["plain", "dark"])
def test_a_built_in_theme_is_complete(name: str, tmp_path: Path) -> None:
    theme = load_theme(name, beside=tmp_path)
    assert theme.name == name
    assert theme.description
    assert "{{ body }}" in theme.template
    assert "section.slide" in theme.css
    assert {"lead", "title", "section", "quote", "invert", "center", "small"} <= set(theme.classes)
    assert len(theme.palette) >= 4
    assert theme.capacity.lines >= 8


def test_a_theme_that_extends_another_comes_after_it_in_a_layer_of_its_own(tmp_path: Path) -> None:
    css = load_theme("dark", beside=tmp_path).css
    layers = ["@layer base {", "@layer theme.plain {", "@layer theme.dark {"]
    places = [css.index(layer) for layer in layers]
    assert places == sorted(places)


def test_marps_default_theme_is_plain(tmp_path: Path) -> None:
    assert load_theme("default", beside=tmp_path).name == "plain"


@pytest.mark.parametrize("place", ["themes/mine", "mine"])
def test_a_folder_beside_the_deck_is_a_theme(place: str, tmp_path: Path) -> None:
    write(tmp_path / place, theme__css="h1 { color: teal }")
    theme = load_theme("mine", beside=tmp_path)
    assert theme.name == "mine"
    assert "color: teal" in theme.css
    assert theme.template == load_theme("plain", beside=tmp_path).template


def test_a_theme_that_extends_none_has_the_markup_of_plain_and_not_its_css(tmp_path: Path) -> None:
    write(tmp_path / "alone", theme__toml='extends = ""', theme__css="h1 { color: teal }")
    theme, plain = (load_theme(name, beside=tmp_path) for name in ("alone", "plain"))
    assert theme.template == plain.template
    assert "@layer theme.plain" not in theme.css


def test_a_theme_may_have_the_name_of_the_one_that_it_extends(tmp_path: Path) -> None:
    write(tmp_path / "themes/plain", theme__css="h1 { color: teal }")
    css = load_theme("plain", beside=tmp_path).css
    assert css.index("--color-highlight") < css.index("color: teal")


def test_a_path_is_relative_to_the_deck(tmp_path: Path) -> None:
    write(tmp_path / "looks", night__css="h1 { color: teal }")
    assert load_theme("looks/night.css", beside=tmp_path).name == "night"


def test_a_path_may_be_absolute(tmp_path: Path) -> None:
    folder = write(tmp_path / "elsewhere", theme__css="")
    assert load_theme(str(folder), beside=tmp_path / "deck").name == "elsewhere"


def test_a_style_sheet_for_marp_names_itself_and_what_it_extends(tmp_path: Path) -> None:
    write(tmp_path, corp__css="/* @theme corporate */\n@import 'dark';\nh1 { color: teal }")
    theme = load_theme("corp.css", beside=tmp_path)
    assert theme.name == "corporate"
    assert "@layer theme.dark" in theme.css
    assert "@import" not in theme.css


def test_a_style_sheet_for_marp_may_extend_a_theme_that_is_not_here(tmp_path: Path) -> None:
    write(tmp_path, corp__css="@import 'gaia';\nh1 { color: teal }")
    assert "@layer theme.plain" in load_theme("corp.css", beside=tmp_path).css


def test_pictures_and_fonts_of_a_theme_come_with_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "themes/mine", theme__css="", logo__svg="<svg/>", readme__md="")
    write(folder / "fonts", text__woff2="")
    files = load_theme("mine", beside=tmp_path).files
    assert [(file.name, file.media_type) for file in files] == [
        ("theme/fonts/text.woff2", "font/woff2"),
        ("theme/logo.svg", "image/svg+xml"),
    ]


def test_what_a_theme_leaves_open_is_taken_from_the_one_below(tmp_path: Path) -> None:
    toml = 'extends = "dark"\nclasses = ["board"]\nsmallest = 0.5\n'
    write(tmp_path / "mine", theme__toml=toml, theme__css="")
    theme, dark = load_theme("mine", beside=tmp_path), load_theme("dark", beside=tmp_path)
    assert theme.palette == dark.palette
    assert theme.capacity == dark.capacity
    assert theme.classes == (*dark.classes, "board")
    assert theme.smallest == 0.5


@pytest.mark.parametrize(
    ("name", "hint"),
    [("plian", "did you mean `plain`?"), ("zzz", "themes here: dark, plain"), ("", "themes here")],
)
def test_an_unknown_theme_is_refused_with_near_names(name: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownTheme) as caught:
        load_theme(name, beside=tmp_path)
    assert str(caught.value) == f"there is no theme `{name}`"
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize("name", ["a" * 300, "nul\0byte", "../../etc", "/"])
def test_a_name_that_no_file_can_have_is_just_unknown(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownTheme):
        load_theme(name, beside=tmp_path)


def test_a_theme_that_extends_itself_in_a_circle_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "one", theme__toml='extends = "two"', theme__css="")
    write(tmp_path / "two", theme__toml='extends = "one"', theme__css="")
    with pytest.raises(ThemeError, match="extends itself: one -> two -> one"):
        load_theme("one", beside=tmp_path)


def test_a_missing_file_of_a_theme_is_named(tmp_path: Path) -> None:
    write(tmp_path / "mine", theme__toml='css = ["nothing.css"]')
    with pytest.raises(ThemeError) as caught:
        load_theme("mine", beside=tmp_path)
    span = caught.value.diagnostics[0].span
    assert span
    assert span.path.endswith("nothing.css")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "mine", theme__css="")
    (tmp_path / "mine/theme.css").write_bytes(b"h1 { content: '\xff' }")
    with pytest.raises(ThemeError, match="not UTF-8"):
        load_theme("mine", beside=tmp_path)


def test_a_broken_template_is_refused_with_its_line(tmp_path: Path) -> None:
    template = "<section>\n{% if %}\n</section>"
    write(tmp_path / "mine", theme__toml='template = "slide.html"', theme__css="")
    write(tmp_path / "mine", slide__html=template)
    with pytest.raises(ThemeError) as caught:
        load_theme("mine", beside=tmp_path)
    span = caught.value.diagnostics[0].span
    assert span
    assert (Path(span.path).name, span.line, span.excerpt) == ("slide.html", 2, "{% if %}")


def install(folder: Path, value: str) -> None:
    write(folder / "company.dist-info", METADATA="Name: company\nVersion: 1\n")
    write(folder / "company.dist-info", entry_points__txt=f"[mdvid.themes]\ncompany = {value}\n")


def test_a_package_can_bring_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "company_theme", theme__css="h1 { color: teal }")
    (tmp_path / "company_theme/__init__.py").touch()
    install(tmp_path, "company_theme")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    importlib.invalidate_caches()
    assert "company" in theme_names()
    assert "color: teal" in load_theme("company", beside=tmp_path).css


def test_a_package_that_cannot_be_imported_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "no_such_package")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    with pytest.raises(ConfigError, match="the theme `company` cannot be loaded"):
        load_theme("company", beside=tmp_path)


def test_themes_beside_the_deck_are_listed(tmp_path: Path) -> None:
    write(tmp_path / "themes/mine", theme__css="")
    assert theme_names(beside=tmp_path) == ("dark", "mine", "plain")
    assert theme_names() == ("dark", "plain")

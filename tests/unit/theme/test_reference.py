"""The reference says what the code has, no more and no less."""

import re
from pathlib import Path

from mdvid.theme import manifest, template
from mdvid.theme.loader import load_theme

REFERENCE = (Path(__file__).parents[3] / "docs/reference/themes.md").read_text(encoding="utf-8")
SOURCE = Path(template.__file__).parent
STYLES = (SOURCE / "base.css", *SOURCE.glob("builtin/*/*.css"))
PROPERTY = re.compile(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*")


def named(heading: str) -> set[str]:
    """Return what the first cells of the table under `heading` name."""
    table = REFERENCE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_key_of_a_manifest_is_documented() -> None:
    assert named("theme.toml") == set(manifest.KEYS)


def test_every_custom_property_is_documented() -> None:
    sources = (*STYLES, *SOURCE.glob("*.py"), SOURCE / "prepare.js")
    used = {name for path in sources for name in PROPERTY.findall(path.read_text("utf-8"))}
    assert named("Custom properties") == used


def test_every_custom_property_that_is_used_is_defined() -> None:
    css = "\n".join(path.read_text("utf-8") for path in STYLES)
    defined = set(re.findall(r"(--[\w-]+)\s*[:{]", css))
    given = {"--slide-width", "--slide-height", "--split", "--fit", "--fit-heading"}
    given |= {"--diagram-width", "--diagram-height"}
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined | given


def test_every_slide_class_is_documented() -> None:
    assert named("Slide classes") == set(load_theme("plain", beside=Path()).classes)


def test_every_class_that_themes_style_is_documented() -> None:
    css = "\n".join(path.read_text("utf-8") for path in STYLES)
    css = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", css, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]{2,})", css))  # those of Pygments are shorter
    foreign = {"katex", "katex-display", "katex-html", "katex-tag", "emoji", "block", "cpf", "err"}
    text = REFERENCE.partition("## Slide classes")[2].partition("\n## ")[0]
    assert classes - foreign - set(re.findall(r"`([\w-]+)`", text)) == set()


def test_every_variable_of_a_template_is_documented() -> None:
    assert named("Template variables") == set(template.Variables.__annotations__)

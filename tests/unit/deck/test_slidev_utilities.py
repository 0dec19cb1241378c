"""Utility classes in decks of Slidev look as they do there, near enough."""

import re

import pytest
from tests.unit.deck.conftest import Read

from mdvid.deck.model import DeckOptions, Dialect


def css(read: Read, attributes: str) -> str:
    """Return the CSS of an element with some attributes."""
    text = f"# A\n\n<div {attributes}>\n\nb\n\n</div>\n"
    (slide,) = read(text, DeckOptions(dialect=Dialect.SLIDEV)).value.slides
    found = re.search(r'<div[^<>]* style="([^"]*)"', slide.body)
    return found[1] if found else ""


UTILITIES = {
    'class="flex items-center justify-between"': (
        "display:flex;align-items:center;justify-content:space-between"
    ),
    'class="gap-4 grid grid-cols-2"': (
        "gap:calc(var(--slide-width) * 4 / 245);display:grid;"
        "grid-template-columns:repeat(2,minmax(0,1fr))"
    ),
    'class="-mt-2 px-0"': (
        "margin-top:calc(var(--slide-width) * -2 / 245);padding-left:0;padding-right:0"
    ),
    'class="w-1/2 h-full mx-auto"': ("width:50%;height:100%;margin-left:auto;margin-right:auto"),
    'class="max-w-80 size-1.5"': (
        "max-width:calc(var(--slide-width) * 80 / 245);"
        "width:calc(var(--slide-width) * 1.5 / 245);height:calc(var(--slide-width) * 1.5 / 245)"
    ),
    'class="abs-br left-1/2 z-10"': "position:absolute;bottom:0;right:0;left:50%;z-index:10",
    'class="text-center !text-2xl font-bold"': (
        "text-align:center;font-size:1.5em;font-weight:700"
    ),
    'class="text-white bg-red-500"': "color:white;background-color:#ef4444",
    'class="text-red-100"': "color:color-mix(in oklab, #ef4444 20%, white)",
    'class="text-red-900"': "color:color-mix(in oklab, #ef4444 48%, black)",
    'class="opacity-50 op-5 rounded-full"': "opacity:0.5;opacity:0.05;border-radius:9999px",
    'grid="~ cols-3 gap-2" mt-4': (
        "display:grid;grid-template-columns:repeat(3,minmax(0,1fr));"
        "gap:calc(var(--slide-width) * 2 / 245);margin-top:calc(var(--slide-width) * 4 / 245)"
    ),
    'm="t-0 x-auto" text-sm': "margin-top:0;margin-left:auto;margin-right:auto;font-size:0.875em",
    'style="color:red" class="text-white flex"': "color:white;display:flex;color:red",
    'class="dark:flex hover:flex my-own text-huge grid-cols-[1fr_2fr]" title="flex"': "",
}


@pytest.mark.parametrize("attributes", UTILITIES)
def test_a_utility_class_is_css(read: Read, attributes: str) -> None:
    assert css(read, attributes) == UTILITIES[attributes]


def test_an_element_that_ends_in_its_tag_holds_nothing(read: Read) -> None:
    (slide,) = read("# A\n\n<div h-3 />\n\nb\n", DeckOptions(dialect=Dialect.SLIDEV)).value.slides
    assert re.search(r"<div[^<>]*></div>\s*<p>b</p>", slide.body)

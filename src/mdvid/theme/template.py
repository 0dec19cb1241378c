"""Theme and slide to HTML. Pure: text in, text out.

A deck has one document, loaded once; its slides are sections that are put into the document's
empty body one after the other.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn, TypedDict

from mdvid.deck.model import Deck, Directives, Slide
from mdvid.diagnostics import Diagnostic, Severity, Span
from mdvid.errors import ThemeError
from mdvid.media.model import Size
from mdvid.theme.backgrounds import Layers, background_layers
from mdvid.theme.contrast import readable
from mdvid.theme.css import declarations, for_slides, scoped, style_element
from mdvid.theme.geometry import shape, viewport
from mdvid.theme.model import Theme

if TYPE_CHECKING:
    from jinja2 import Template

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})

_PICTURES = re.compile(r"<p( data-step=\"\d+\")?>((?:\s*<img\b[^>]*>\s*(?:<br\s*/?>)?)+)</p>")
"""A paragraph of pictures only: they may share the room that text leaves."""

_SOURCE = re.compile(
    r"<p( data-step=\"\d+\")?>(\s*[—–―](?:(?!</p>).)*</p>\s*</blockquote>)", re.DOTALL
)
"""The last paragraph of a quotation, where a dash says that it names the source."""

_NAMED = re.compile(
    r"""(<img\b[^>]*?\ssrc="|url\(\s*(?:["']|&quot;|&#34;|&#39;)?)(picture/[^"'&)\s]+)"""
)
"""Where a picture's name stands in the HTML and CSS that the deck's parser made."""

_TOTAL = "data-marpit-pagination-total"


class Variables(TypedDict):
    """What a template can show; what is HTML is marked as safe."""

    attributes: str
    body: str
    header: str
    footer: str
    backgrounds: str
    title: str
    deck_title: str
    page: int
    pages: int
    shape: str
    step: int
    steps: int


def document_html(theme: Theme, *, size: Size, lang: str, style: str, burnt: bool = False) -> str:
    """Return the document into which slides of `size` are put; `style` is the deck's own CSS.

    If captions are to be `burnt` into the pictures, it says so, for themes that leave room.

    Rules of the theme are in cascade layers, so that any rule of the deck wins over them.
    """
    window = viewport(size)
    canvas = (
        "@layer web, base, theme;\n"
        '@import url("web/fonts.css") layer(web);\n'
        '@import url("web/katex/katex.min.css") layer(web);\n'
        f":root{{--slide-width:{window.width}px;--slide-height:{window.height}px}}\n"
    )
    captions = ' data-captions="burn"' if burnt else ""
    return (
        f'<!doctype html>\n<html lang="{html.escape(lang)}" dir="{_direction(lang) or "ltr"}"'
        f"{captions}>\n"
        f'<head>\n<meta charset="utf-8">\n{style_element(canvas)}\n{style_element(theme.css)}\n'
        f"{style_element(for_slides(style))}\n"
        '<script src="web/prepare.js"></script>\n</head>\n<body></body>\n</html>\n'
    )


def slide_html(
    theme: Theme,
    slide: Slide,
    deck: Deck,
    *,
    size: Size,
    step: int,
    sources: Mapping[str, str] | None = None,
) -> str:
    """Return the section of `slide`, all of its steps; `step` is for templates that name it.

    What is seen at a step is for `prepare.js` to say, so that a slide is put into a page once.
    Before it stands a background that leaves it a part of the slide, after it CSS for what
    stands beside that CSS: on a page with several slides each needs an element around it.

    `sources` gives other URLs for pictures, by name. What the deck says is data to the template.

    Raises:
        ThemeError: the theme's template cannot be filled in.
    """
    from markupsafe import Markup  # importing mdvid loads no template engine

    sources = sources or {}
    form = shape(size)
    layers = background_layers(slide, window=viewport(size), tall=form == "tall")
    directives = slide.directives
    total = any(_TOTAL in css for css in (theme.css, deck.style, *slide.styles))
    attributes = {
        "id": slide.id,
        "class": _classes(theme, layers, directives),
        "lang": directives.lang or deck.lang,
        "dir": _direction(directives.lang or deck.lang) or ("ltr" if directives.lang else "auto"),
        "style": _renamed(_section_style(directives, layers), sources),
        "data-shape": form,
        "data-first": "" if slide.number == 1 else None,
        "data-marpit-pagination": str(slide.page) if slide.page else None,
        _TOTAL: str(deck.pages) if slide.page and total else None,
    }
    values: Variables = {
        "attributes": Markup(_attributes(attributes)),  # noqa: S704  # escaped there
        "body": Markup(_marked(_renamed(slide.body, sources))),  # noqa: S704  # safe HTML
        "header": Markup(_renamed(directives.header, sources)),  # noqa: S704  # safe HTML
        "footer": Markup(_renamed(directives.footer, sources)),  # noqa: S704  # safe HTML
        "backgrounds": Markup(_renamed(layers.full, sources)),  # noqa: S704  # escaped there
        "title": slide.title,
        "page": slide.page,
        "pages": deck.pages,
        "deck_title": deck.title,
        "shape": form,
        "step": step,
        "steps": len(slide.steps),
    }
    parts = (
        _renamed(layers.beside, sources),
        _fill(theme, values).strip(),
        "".join(style_element(scoped(_renamed(css, sources))) for css in slide.styles),
    )
    return "".join(f"{part}\n" for part in parts if part)


def check_template(theme: Theme) -> None:
    """Compile the theme's template.

    Raises:
        ThemeError: it is not a Jinja template.
    """
    _compiled(theme.template, theme.template_path)


def _fill(theme: Theme, values: Variables) -> str:
    from jinja2 import TemplateError  # importing mdvid loads no template engine

    template = _compiled(theme.template, theme.template_path)
    try:
        return template.render(values)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        _template_error(theme.template, theme.template_path, error, _line(error))


@functools.lru_cache(maxsize=8)  # a theme that is written while it is watched has many
def _compiled(source: str, path: str) -> Template:
    import jinja2  # importing mdvid loads no template engine

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        return environment.from_string(source)
    except jinja2.TemplateSyntaxError as error:
        _template_error(source, path, error, error.lineno)


def _line(error: Exception) -> int:
    """Return the template's line that raised `error`: Jinja maps its frames to lines."""
    line, frame = 1, error.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _template_error(source: str, path: str, error: Exception, line: int) -> NoReturn:
    lines = source.splitlines() or [""]
    span = Span(path, line, excerpt=lines[min(line, len(lines)) - 1])
    message = f"the template does not work: {error}"
    diagnostic = Diagnostic(
        severity=Severity.ERROR,
        message=message,
        span=span,
        hint="its variables are listed in docs/reference/themes.md",
    )
    raise ThemeError((diagnostic,)) from error


def _direction(lang: str) -> str:
    return "rtl" if lang.lower().partition("-")[0] in _RIGHT_TO_LEFT else ""


def _attributes(values: Mapping[str, str | None]) -> str:
    given = ((name, value) for name, value in values.items() if value is not None)
    return " ".join(
        f'{name}="{html.escape(value)}"' for name, value in given if value or name != "style"
    )


def _classes(theme: Theme, layers: Layers, directives: Directives) -> str:
    own = ("slide", layers.side, "contrast" if _needs_contrast(theme, layers, directives) else "")
    return " ".join(name for name in (*own, *directives.classes) if name)


def _needs_contrast(theme: Theme, layers: Layers, directives: Directives) -> bool:
    ground = layers.ground or directives.background_color
    if directives.color or len(theme.palette) < 2:  # noqa: PLR2004  # ground and text
        return False
    return not readable(theme.palette[1], ground)


def _section_style(directives: Directives, layers: Layers) -> str:
    picture = directives.background_image
    return declarations(
        {
            "--split": layers.split,
            "--color-foreground": directives.color,
            "--color-background": directives.background_color,
            "color": directives.color,
            "background-color": directives.background_color,
            "background-image": picture,
            "background-position": directives.background_position or ("center" if picture else ""),
            "background-repeat": directives.background_repeat or ("no-repeat" if picture else ""),
            "background-size": directives.background_size or ("cover" if picture else ""),
        }
    )


def _renamed(text: str, sources: Mapping[str, str]) -> str:
    if not sources:
        return text
    return _NAMED.sub(lambda m: m[1] + html.escape(sources.get(m[2], m[2])), text)


def _marked(body: str) -> str:
    """Return the body with classes for what CSS cannot tell: it sees elements, not text."""
    body = _PICTURES.sub(r'<p class="pictures"\1>\2</p>', body)
    return _SOURCE.sub(r'<p class="source"\1>\2', body)

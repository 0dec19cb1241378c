"""Directives: the settings of a deck and of its slides, Marp's and a few more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mdvid.deck.css_values import COLOUR_NAMES, is_colour, is_image, is_keywords
from mdvid.deck.findings import Findings
from mdvid.deck.model import Paginate, Setting
from mdvid.diagnostics import Span, did_you_mean

DECK_WIDE = frozenset({"headingDivider", "lang", "marp", "math", "size", "style", "theme", "title"})
"""Directives that hold for the whole deck."""

METADATA = frozenset(
    {"author", "date", "description", "image", "keywords", "layout", "tags", "url", "html"}
)
"""Keys that are usual in the front matter of decks and articles, and that say nothing to mdvid
(but for `author` and `date`, which stand on an article's first slide)."""

MIN_HOLD, MAX_HOLD = 100, 3_600_000
"""Milliseconds that `hold:` may ask for."""

_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")
_HOLD = re.compile(r"(\d{1,9}(?:\.\d{1,3})?|\.\d{1,3})\s*(s|sec|seconds?|ms)?\Z")
_LEVELS = range(1, 7)
_PROSE = 6
_ALIKE = 0.8


class BadValueError(ValueError):
    """The value of a directive is none; the message says what it may be."""


@dataclass(frozen=True, slots=True)
class Use:
    """A directive with a valid value, where it was used."""

    name: str
    """Without the `_`."""
    value: object
    spot: bool
    """For this slide only."""
    span: Span


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        raise BadValueError("text; put it in quotes")
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _accepted(_value: object) -> str:
    """Take whatever is written: nothing follows from it, and tools differ in what they want."""
    return ""


def _paginate(value: object) -> Paginate:
    text = _text(value).lower() or "false"
    try:
        return Paginate(text)
    except ValueError:
        raise BadValueError("`true`, `false`, `hold` or `skip`") from None


def _classes(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, dict | list) for item in items):
        raise BadValueError("a name, several names, or a list of names")
    names = " ".join(_text(item) for item in items).replace(",", " ").split()
    return tuple(dict.fromkeys(names))


def _colour(value: object) -> str:
    text = _text(value).strip().rstrip(";").strip()
    if text and not is_colour(text):
        near = did_you_mean(text, COLOUR_NAMES)
        meant = f"; {near}" if near else ""
        raise BadValueError(f"a CSS colour such as `#1e90ff`, `navy` or `rgb(30 144 255)`{meant}")
    return text


def _image(value: object) -> str:
    text = _text(value).strip().rstrip(";").strip()
    if text and not is_image(text):
        raise BadValueError("`url(picture.png)`, a gradient such as `linear-gradient(...)`, `none`")
    return text


def _keywords(value: object) -> str:
    text = _text(value).strip().rstrip(";").strip()
    if text and not is_keywords(text):
        raise BadValueError("a CSS value such as `center`, `no-repeat`, `cover` or `50% 20%`")
    return text


def _lang(value: object) -> str:
    text = _text(value).strip()
    if text and not _LANG.match(text):
        raise BadValueError("a language tag such as `en`, `es` or `pt-BR`")
    return text.replace("_", "-")


def _langs(value: object) -> str:
    """Return the first of the languages that a deck is made in."""
    items = value if isinstance(value, list) else _text(value).split(",")
    tags = [_lang(item) for item in items]
    if not tags or ("" in tags and len(tags) > 1):
        raise BadValueError("language tags such as `en` or `en,es`")
    return tags[0]


def _hold(value: object) -> int | None:
    if value in (None, "auto"):
        return None
    match = _HOLD.match(_text(value).strip())
    if not match or isinstance(value, bool):
        raise BadValueError("seconds such as `4`, `2.5s` or `500ms`, or `auto`")
    milliseconds = round(float(match[1]) * (1 if match[2] == "ms" else 1000))
    if not MIN_HOLD <= milliseconds <= MAX_HOLD:
        raise BadValueError("between 0.1 and 3600 seconds")
    return milliseconds


def _divider(value: object) -> frozenset[int]:
    if value in (False, None, "false", ""):
        return frozenset()
    items = value if isinstance(value, list) else [value]
    levels = [int(i) if isinstance(i, str) and i.isdecimal() else i for i in items]
    if not all(isinstance(n, int) and n in _LEVELS for n in levels):
        raise BadValueError("a heading level from 1 to 6, a list of them, or `false`")
    numbers = [n for n in levels if isinstance(n, int)]
    return frozenset(numbers if isinstance(value, list) else range(1, numbers[0] + 1))


def _math(value: object) -> bool:
    if _text(value).lower() not in {"katex", "mathjax", "true", "false", ""}:
        raise BadValueError("`katex`, `mathjax` (drawn with KaTeX too) or `false`")
    return _text(value).lower() != "false"


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "backgroundColor": _colour,
    "backgroundImage": _image,
    "backgroundPosition": _keywords,
    "backgroundRepeat": _keywords,
    "backgroundSize": _keywords,
    "class": _classes,
    "color": _colour,
    "footer": _text,
    "header": _text,
    "hold": _hold,
    "headingDivider": _divider,
    "lang": _lang,
    "marp": _text,
    "math": _math,
    "paginate": _paginate,
    "size": _text,
    "style": _text,
    "theme": _text,
    "title": _text,
    "transition": _accepted,
}

LOCAL = frozenset(_CHECKS) - DECK_WIDE | {"lang"}
"""Directives that a slide can have; with `_` before the name for one slide only."""

_SPOT = frozenset({f"_{name}" for name in LOCAL | {"title"}})
"""Directives for one slide only."""

DIRECTIVES = frozenset(_CHECKS) | _SPOT
"""Every directive, as it may stand in the front matter."""


def read_uses(
    settings: Mapping[str, Setting], findings: Findings, *, front: bool = False
) -> tuple[Use, ...]:
    """Return the directives among some settings; wrong values are reported as errors.

    `front` says that they are those of the front matter: a deck may be made in several languages.
    """
    uses = []
    for key, setting in settings.items():
        if key not in DIRECTIVES:
            continue
        name = key.removeprefix("_")
        try:
            value = (_langs if front and key == "lang" else _CHECKS[name])(setting.value)
        except BadValueError as error:
            findings.error(
                f"`{_shown(setting.value)}` is no value for `{key}`",
                setting.span,
                hint=f"expected {error}",
            )
            continue
        uses.append(Use(name, value, key.startswith("_"), setting.key_span))
    return tuple(uses)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "{...}"
    if isinstance(value, bool):
        return str(value).lower()
    text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004  # fits a line


def near_miss(key: str, value: object) -> str | None:
    """Return a hint at the directive that a key nearly is; None where the value is prose."""
    if key in DIRECTIVES or isinstance(value, dict):
        return None
    if isinstance(value, str) and len(value.split()) > _PROSE:
        return None
    known = _SPOT if key.startswith("_") else _CHECKS
    return did_you_mean(key, known, nearness=_ALIKE)

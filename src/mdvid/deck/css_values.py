"""CSS values as authors write them in directives: what can be one, and what cannot."""

from __future__ import annotations

import re

_NAMES = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey
    dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
    lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey
    lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
    mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred
    papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
    saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
    slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen transparent currentcolor inherit initial unset revert
"""
COLOUR_NAMES = frozenset(_NAMES.split())
"""CSS Color Module Level 4, section 6, and the words that every property takes."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
_COLOUR_FUNCTION = re.compile(
    r"(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var)\([^;{}<>]*\)\Z",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"[\w-]+\([^;{}<>]*\)(?:\s*,\s*[\w-]+\([^;{}<>]*\))*\Z", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"url\(\s*[\"']?data:[^{}<>\"']*[\"']?\s*\)\Z", re.IGNORECASE)
_WORDS = re.compile(r"[\w\s.,%+()/*-]+\Z")


def is_colour(text: str) -> bool:
    """Tell whether it can be a CSS colour."""
    return (
        text.lower() in COLOUR_NAMES or bool(_HEX.match(text)) or bool(_COLOUR_FUNCTION.match(text))
    )


def is_image(text: str) -> bool:
    """Tell whether it can be a CSS image, or several."""
    return (
        text.lower() in {"none", "inherit", "initial", "unset"}
        or bool(_IMAGE.match(text))
        or bool(_DATA_IMAGE.match(text))
    )


def is_keywords(text: str) -> bool:
    """Tell whether it can be a position, a size or a way to repeat."""
    return bool(_WORDS.match(text))

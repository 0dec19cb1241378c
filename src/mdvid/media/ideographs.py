"""Where Chinese and Japanese break well. No dictionary: the kinds of characters tell most of it.

What may not begin or end a line at all is never cut off; see `pieces`.
"""

from __future__ import annotations

_ENDS = "。！？…"
_PAUSES = "、，；：）」』】"
_CUT = 60
"""Within a word that is longer than a line."""
_PARTICLES = frozenset("はがをにでともへ")
_ENDINGS = frozenset("的了吗呢吧啊")
_OPENINGS = frozenset("和与但而或因所如把被在从对就也并")
_OF_NAMES = frozenset(
    "亚斯尔克特拉罗德里奥尼莱格巴布法伊维娜莫塔菲涅丁森逊顿诺哈坦兰洛达希贝弗托卡"
)
"""With them foreign names are written by their sound."""
_COUNTERS = frozenset("年月日時时分秒个個人本枚回度点點歳岁円元％%万億亿千百第歩章页頁倍次")


def break_cost(before: str, after: str, *, japanese: bool) -> int:
    """Return what a break between two pieces without a space costs; see `sense.break_costs`."""
    left, right = before[-1], after[0]
    if left in _ENDS:
        return 0
    if left in _PAUSES:
        return 15
    if left.isdecimal() or right.isdecimal():
        counted = right in _COUNTERS or left in _COUNTERS
        return 2_000 if counted and not (left in _COUNTERS and right.isdecimal()) else 90
    if _is_katakana(left) and _is_katakana(right):
        return 500
    return _japanese(left, right) if japanese else _chinese(left, right)


def _japanese(left: str, right: str) -> int:
    """A phrase (bunsetsu) ends in hiragana; the next begins with anything else, mostly."""
    if _is_hiragana(left):
        if not _is_hiragana(right):
            return 35 if left in _PARTICLES else 70
        return 110 if left in _PARTICLES else 170
    if _is_hiragana(right):
        return 350
    return 220 if _is_han(left) and _is_han(right) else _CUT


def _chinese(left: str, right: str) -> int:
    if left in _ENDINGS or right in _OPENINGS:
        return 40
    if left in _OF_NAMES and right in _OF_NAMES:
        return 320
    return 130 if _is_han(left) and _is_han(right) else _CUT


def is_kana(character: str) -> bool:
    """Tell whether a character is of a script that only Japanese has."""
    return "\u3041" <= character <= "\u30ff"


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def _is_katakana(character: str) -> bool:
    return "\u30a0" <= character <= "\u30ff"


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"

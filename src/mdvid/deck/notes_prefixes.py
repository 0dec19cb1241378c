"""What authors write before the words that are meant to be heard: `Speaker notes (~30s):`."""

from __future__ import annotations

import re

_LABELS = (
    # English
    r"(?:speaker|presenter|presenter's|speaker's|slide|talking)\s*(?:notes?|points|script)",
    r"notes?|speaker|script|narration|narrator|voice[\s-]?over|transcript|talk\s*track|say",
    # Spanish, Portuguese, Italian
    r"notas?(?:\s+(?:del|do|de|para\s+el|para\s+o)\s+\w+)?|guion|guión|narración|locución",
    r"narração|roteiro|locução|note\s+(?:del|per\s+il)\s+\w+|copione",
    # French
    r"notes?\s+(?:de\s+l['’]orateur|du\s+pr[ée]sentateur|de\s+pr[ée]sentation)|texte|commentaire",
    # German, Dutch
    r"(?:sprecher|redner|vortrags|referenten)?-?notiz(?:en)?|sprecher|sprechtext|anmerkung(?:en)?",
    r"(?:sprekers)?notities",
    # Russian, Ukrainian, Polish
    r"заметки(?:\s+(?:докладчика|к\s+слайду|спикера))?|нотатки|текст|notatki(?:\s+prelegenta)?",
    # Japanese, Chinese, Korean
    r"(?:発表者|スピーカー|登壇者)?(?:ノート|メモ)|台本|原稿|読み上げ",
    r"(?:演讲者?|講者|演講者)?(?:备注|備註|笔记|講稿|讲稿|解说|旁白)|(?:발표자\s*)?(?:노트|대본)",
)
_PREFIX = re.compile(
    r"\s*(?:#{1,6}\s+)?(?P<bold>\*\*|__|\*)?\s*"
    rf"(?:{'|'.join(_LABELS)})"
    r"(?:\s*[-–—|]\s*(?:slide|diapositiva|folie|page|スライド)[^\n:]{0,10}"
    r"(?:(?P<sep>:)[^\n]{0,80}(?=\n))?)?"
    r"(?:\s*[(\[（][^()\[\]\n（）]{0,40}[)\]）])?"
    r"\s*(?:\*\*|__|\*)?\s*(?:[:：]|(?<=[:：]\*\*)|(?=\n)|\Z|(?(sep)(?=\n)|(?!)))\s*(?:\*\*|__|\*)?\s*",
    re.IGNORECASE,
)
_TIMING = re.compile(
    r"""\s*[(\[]?\s*
    (?:(?:terminar\s+em|end(?:\s+(?:at|by))?|finish\s+by|time|timing|duration|length|duraci[oó]n
        |dura[cç][aã]o|tiempo|tempo|dauer|zeit|dur[ée]e|temps|時間)\s*[:：]\s*)?
    [~≈<]?\s*(?:\d{1,3}:\d{2}(?::\d{2})?|\d{1,4}(?:[.,]\d+)?\s*
      (?:s|secs?|seconds?|segundos?|sekunden?|sek|m|mins?|minutes?|minutos?|minuten?|h|hours?|std|秒|分)
      )
    (?:\s*(?:-|–|to|bis|a|/)\s*[~≈]?\s*\d{1,3}(?::\d{2})?\s*(?:s|secs?|m|mins?)?)?
    (?:\s*\([^()\n]{0,20}\))?(?:\s+(?:total|in\s+total|each))?
    \s*[)\]]?\s*[.:]?\s*(?:\Z|\n|(?<=[)\]])\s*)""",
    re.IGNORECASE | re.VERBOSE,
)


def strip_prefix(text: str) -> tuple[str, int]:
    """Return the words behind labels and times, and how many characters were taken."""
    begin = 0
    for _ in range(3):
        match = _PREFIX.match(text, begin) or _TIMING.match(text, begin)
        if not match or match.end() == begin:
            break
        begin = match.end()
    return text[begin:].rstrip(), begin


def is_timing(text: str) -> bool:
    """Tell whether there is nothing but a time: `20s`, `(~1 min)`, `00:30-01:15`."""
    match = _TIMING.match(text)
    return bool(match) and match is not None and match.end() == len(text)

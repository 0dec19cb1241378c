"""Text to sentences, without breaking at the full stop of "e.g.", "3.5", "3. Mai" or "Dr."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 350
"""Characters. Voices lose their breath, and word times their precision, in longer ones."""

_CLOSERS = "\"'”’»›)\\]}“‘」』】）》"
_END = re.compile(rf"(?:[.!?…؟।]+[{_CLOSERS}]*(?=\s|$))|(?:[。！？｡]+[{_CLOSERS}]*)")
_FRENCH_CLOSER = re.compile(r"[ \u00a0\u202f]»")
"""In French a space sets it apart; in German this is how a quotation begins."""

_OPENERS = "\"'“„‘‚«‹([{¿¡「『-–— "
_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.){2,}$|(?:^|[\s(\-])[^\W\d_a-z]\.$")
_NUMBER = re.compile(r"(?:^|\s)\(?\d{1,4}\.$")
_CLAUSE = re.compile(r"[;:；：](?=\s|$)|[—–](?=\s)|[,，、،](?=\s|$)|[，、；：]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = (
    "dr prof st ca vs etc vol nr no fig abb cap art ed approx inc ltd corp co mt jr sr tel max min "
)
ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": _words(
        _COMMON + "mr mrs ms messrs rev gen col sgt capt lt gov pres hon figs eq eqs sec ch pp ff "
        "cf al ave blvd rd dept univ assn est jan feb mar apr jun jul aug sept sep oct nov dec "
        "mon tue wed thu fri sat sun e.g i.e a.k.a viz resp incl op p v"
    ),
    "de": _words(
        _COMMON + "hr fr hrn bzw z.b d.h u.a u.ä o.ä s.o s.u i.d.r z.t u.u usw ggf evtl inkl exkl "
        "vgl bspw sog zzgl bzgl geb gest str bd hrsg mio mrd tsd stk jh jhd kap aufl ausg s "
        "jan feb mär apr jun jul aug sep sept okt nov dez mo di mi do sa so z b d h u i o v"
    ),
    "es": _words(
        _COMMON + "sra sres dra ud uds vd vds p.ej ej núm pág págs aprox avda av ee uu fdo ing lic "
        "arq gral cía dpto edo ene abr ago dic p pp s.a a.c d.c"
    ),
    "fr": _words(
        _COMMON
        + "m mm mme mlle mgr ex p.ex c.-à-d cf env chap tél av apr j.-c boul bd éd réf resp "
        "hab janv févr juil sept oct nov déc dép p pp p.-s"
    ),
}
"""Words before a full stop that does not end a sentence, by language; in lower case."""

_MAY_END = _words("etc usw inc ltd corp co al")
"""Abbreviations that end a sentence when a capital follows."""

_ONLY_BEFORE_NUMBERS = _words(
    "no nr núm fig figs abb cap art vol ed sec ch max min mar sat sun so di mi do mo op al p pp s "
    "kap bd"
)
"""Words of their own too: abbreviations only when a number follows."""

_ORDINAL_LANGUAGES = frozenset(
    {"de", "da", "nb", "no", "fi", "cs", "sk", "hu", "pl", "sl", "hr", "et"}
)
_CENTURY, _CHRIST = re.compile(r"[IVX]+\b"), re.compile(r"C\.|Chr\.")
_ERAS = {
    "de": {"v": _CHRIST, "n": _CHRIST},
    "es": {"s": _CENTURY, "ss": _CENTURY, "a": _CHRIST, "d": _CHRIST},
}
"""What follows "n. Chr.", and Spanish "s. XIX" and "a. C."."""

_CHAPTER = re.compile(r"(?:[IVX]{2,}|[VX])\b")
"""A Roman numeral that cannot be the word "I"."""

_STARTERS = re.compile(
    r"(?:The|This|That|These|It|He|She|We|You|They|I|In|A|An|But|And|So|Then|Now|There|If|When)\b"
)
_BEFORE_ORDINALS = re.compile(
    r"(?:^|\s)(?:am|dem|den|der|die|das|des|im|zum|vom|zur|ab|bis|beim|ein|eine|einen|einem|seit|und|"
    r"jede[rsnm]?|ihr|sein|unser)\s+\d{1,4}\.$",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Kapitel|Teil|Platz|Mal)",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text that is spoken in one go."""

    start: int
    end: int
    whole: bool = True
    """False if it was cut from a longer one, and goes on after it."""


def split_sentences(
    text: str, lang: str, protected: Sequence[tuple[int, int]] = (), *, longest: int = LONGEST
) -> tuple[Sentence, ...]:
    """Return the sentences of `text`, trimmed, in order. Nothing inside `protected` ends one.

    Those with more than `longest` characters are cut.
    """
    sentences: list[Sentence] = []
    start = 0
    language = lang.partition("-")[0].lower()
    for end in _ends(text, language, protected):
        sentences.extend(_pieces(text, start, end, longest))
        start = end
    sentences.extend(_pieces(text, start, len(text), longest))
    return tuple(sentences)


def _ends(text: str, language: str, protected: Sequence[tuple[int, int]]) -> Iterator[int]:
    start = 0
    spans = iter(protected)
    span = next(spans, None)
    for match in _END.finditer(text):
        while span is not None and span[1] <= match.start():
            span = next(spans, None)
        if span is not None and span[0] <= match.start():
            continue
        if _is_end(text, start, match, language):
            closer = _FRENCH_CLOSER.match(text, match.end()) if language == "fr" else None
            start = closer.end() if closer else match.end()
            yield start


def _is_end(text: str, start: int, match: re.Match[str], language: str) -> bool:
    rest = text[match.end() : match.end() + 60].lstrip()
    if language == "fr":
        rest = rest.removeprefix("»").lstrip()
    if not rest:
        return True
    mark = match[0]
    if mark[0] in "。！？｡":
        return True
    following = rest.lstrip(_OPENERS)[:1]
    if following.islower():
        # "Really?" he asked. And "..." in the middle of a thought.
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(start, match.start() - 40) : match.start() + 1].lstrip(_OPENERS)
    return not _keeps_going(before, rest, following, language)


def _keeps_going(before: str, rest: str, following: str, language: str) -> bool:
    """Say whether the full stop that ends `before` belongs to an abbreviation or a number."""
    if _NUMBER.search(before):
        return _is_ordinal(before, rest, language)
    word = before[:-1].rpartition(" ")[2].lstrip("(\"'“„«¿¡[").lower()
    if (era := _ERAS.get(language, {}).get(word)) and era.match(rest):
        return True
    if word in _ONLY_BEFORE_NUMBERS and not (following.isdigit() or _CHAPTER.match(rest)):
        return word in {"p", "s", "z", "u"} and not following.isupper()
    if _INITIALS.search(before):
        return not _STARTERS.match(rest)
    if word in _MAY_END:
        return not following.isupper()
    return word in ABBREVIATIONS.get(language, frozenset())


def _is_ordinal(before: str, rest: str, language: str) -> bool:
    if _NUMBER.fullmatch(before):
        return True  # "1. Open the lid": the number of a step
    if language not in _ORDINAL_LANGUAGES:
        return False
    return bool(_BEFORE_ORDINALS.search(before) or _MONTHS.match(rest))


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[Sentence]:
    """Yield one sentence, cut where it is too long."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        if end - start <= longest:
            yield Sentence(start, end)
            return
        cut = _cut(text, start, longest)
        yield Sentence(start, cut, whole=False)
        start = cut


def _cut(text: str, start: int, longest: int) -> int:
    """Return where to cut a long sentence: after a clause, else at a space, else anywhere."""
    window = text[start : start + longest]
    clauses = [match.end() for match in _CLAUSE.finditer(window) if match.end() > longest // 3]
    strong = [end for end in clauses if window[end - 1] not in ",，、،"]
    if strong or clauses:
        return start + (strong or clauses)[-1]
    space = window.rfind(" ", longest // 3)
    return start + (space if space > 0 else longest)

"""English."""

from __future__ import annotations

import re

from mdvid.speech.normalise.base import Group, Piece, part, rule
from mdvid.speech.normalise.english_numbers import cardinal, ordinal, year_words
from mdvid.speech.normalise.english_units import UNITS
from mdvid.speech.normalise.language import Language, currencies, table, words
from mdvid.speech.normalise.numbers import (
    AFTER,
    BEFORE,
    ROMAN_NUMERAL,
    roman_number,
    say_number,
)

_CALENDAR = "January February March April May June July August September October November December"
_MONTHS = tuple(_CALENDAR.split())
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS} | {"Sept": "September"}
_ANY_MONTH = "|".join([*_MONTHS, *_SHORT_MONTHS])

_RULERS = (
    r"(?:King|Queen|Pope|Emperor|Tsar) [A-Z]\w+|Henry|Louis|George|Charles|Edward|Elizabeth|"
    r"Napoleon|John Paul|Benedict|Pius"
)


def _clock(hour: int, minute: int) -> str:
    if minute == 0:
        if hour in {0, 24}:
            return "midnight"
        return f"{cardinal(hour)} o'clock" if hour <= 12 else f"{cardinal(hour)} hundred"  # noqa: PLR2004
    minutes = cardinal(minute) if minute > 9 else f"oh {cardinal(minute)}"  # noqa: PLR2004
    return f"{cardinal(hour)} {minutes}"


_SCALES = table(
    """
    k: thousand  K: thousand  M: million  thousand: thousand  million: million  billion: billion
    trillion: trillion  bn: billion  B: billion  mn: million  m: million
    """
)

_SYMBOLS = table(
    """
    &: and  +: plus  =: equals  ×: times  ÷: divided by  ±: plus or minus  ≤: is at most
    ≥: is at least  <: is less than  >: is greater than  ≠: is not equal to  ≈: is about  →: to
    ←: from  ↔: to and from  ⇒: implies  ->: to  =>: implies  <=: is at most  >=: is at least
    !=: is not equal to  ==: equals  %: percent  @: at  $: dollars  €: euros  £: pounds
    §: section  ∞: infinity  √: the square root of  π: pi  ∑: the sum of  ²: squared  ³: cubed
    µ: micro  Ω: ohms  °: degrees  C++: C plus plus  C#: C sharp  F#: F sharp
    24/7: twenty-four seven
    """
)

_ABBREVIATIONS = table(
    """
    e.g.: for example  i.e.: that is  etc.: et cetera  vs.: versus  vs: versus  Mr.: mister
    Mrs.: missus  Ms.: miz  Dr.: doctor  Prof.: professor  Jr.: junior  Sr.: senior
    approx.: approximately  a.k.a.: also known as  aka: also known as  w/o: without  w/: with
    et al.: and others  cf.: compare  incl.: including  Inc.: incorporated  Ltd.: limited
    Corp.: corporation  a.m.: ay M  p.m.: P M  ca.: about  dept.: department
    w.r.t.: with respect to  R.I.P.: R I P  ext.: extension  Mt.: mount  co.: company
    """
)

_FRACTIONS = table(
    """
    1/2: one half  1/3: one third  2/3: two thirds  1/4: one quarter  3/4: three quarters
    1/5: one fifth  2/5: two fifths  3/5: three fifths
    3/8: three eighths  1/8: one eighth  1/10: one tenth  ½: one half  ⅓: one third  ⅔: two thirds
    ¼: one quarter  ¾: three quarters
    """
)

_LETTERS = table(
    """
    A: ay
    """
)

_ACRONYMS = table(
    """
    NASA: nassa  NATO: nayto  UNESCO: unesco  UNICEF: unicef  RAM: ram  ROM: rom  LAN: lan
    WAN: wan  SIM: sim  PIN: pin  LASER: laser  JSON: jason  YAML: yammel  TOML: tommel
    JPEG: jay peg  JPG: jay peg  MPEG: em peg  GIF: gif  ASCII: askey  CRUD: crud  REST: rest
    AJAX: ajax  SOAP: soap  CUDA: cooda  CAPTCHA: captcha  COVID: covid  AIDS: aids  OPEC: opec
    FIFA: feefa  SCRUM: scrum  GNU: g'noo  BASIC: basic  COBOL: cobol  FAQ: F ay Q  OK: okay
    LaTeX: lay tech  TeX: tech  SaaS: sass  PaaS: pass  IoT: I O T  iOS: I O S  macOS: mac O S
    PhD: P H D  WiFi: wye fye  Wi-Fi: wye fye  GitHub: git hub  GitLab: git lab  YouTube: you tube
    JavaScript: java script  TypeScript: type script  PyPI: pie P I  NumPy: num pie
    SciPy: sigh pie  PyTorch: pie torch  nginx: engine x  kubectl: cube control  MySQL: my S Q L
    PostgreSQL: post gress  SQLite: S Q lite  DevOps: dev ops  GraphQL: graph Q L  OAuth: oh auth
    AND: and  US: U S  R&D: R and D  Q&A: Q and ay  AT&T: ay T and T  TL;DR: T L D R  CLI: C L I
    WWI: World War One  WWII: World War Two  NaN: not a number  e-mail: email
    """
)

_SHOUTED = words(
    """
    A ALL ALWAYS AN AND ANY ARE AS AT BAD BE BEST BIG BUT BY CAN DO DON'T DONE END FOR FREE GO
    GOOD HAS HAVE HELP HERE HOT HOW I IF IN IS IT LESS LIVE MORE MUST NEVER NEW NO NOT NOTE
    NOW OF OFF ON ONE ONLY OR OUT OVER READ SO START STOP THAT THE THIS TO TODO TOP TWO UP USE
    VERY WAIT WAS WE WHAT WHO WHY WILL WITH WRITE YES YOU
    """
)

_CURRENCIES = currencies(
    """
    $: one dollar / dollars / one cent / cents
    US$: one U S dollar / U S dollars / one cent / cents
    USD: one U S dollar / U S dollars / one cent / cents  €: one euro / euros / one cent / cents
    EUR: one euro / euros / one cent / cents  £: one pound / pounds / one penny / pence
    GBP: one pound / pounds / one penny / pence  ¥: one yen / yen
    ₹: one rupee / rupees / one paisa / paise
    CHF: one Swiss franc / Swiss francs / one centime / centimes
    """
)

ENGLISH = Language(
    code="en",
    decimal=".",
    thousands=",\u202f\u00a0",
    say_decimal="point",
    dot="dot",
    dash="dash",
    slash="slash",
    at="at",
    minus="minus",
    plus="plus",
    times="times",
    equals="equals",
    power="to the power of",
    per_cent="percent",
    per_mille="per mille",
    per="per",
    to="to",
    by="by",
    ratio="to",
    also="and",
    about="about",
    version="version",
    number="number",
    year_words="in|since|by|until|till|from|of|year|circa|after|before|around|during|" + _ANY_MONTH,
    section_words=(
        "[Cc]hapter|[Ss]ection|[Pp]art|[Vv]olume|[Vv]ersion|[Rr]elease|[Ff]igure|[Tt]able|Act|Phase|Appendix|"
        "[Tt]ype|World War|Python|Node|Java|PHP|Ruby|Rust|Go|Ubuntu|macOS|iOS|Android|Django|Marp"
    ),
    units=UNITS,
    currencies=_CURRENCIES,
    cents="{major} and {minor}",
    scales=_SCALES,
    symbols=_SYMBOLS,
    abbreviations=_ABBREVIATIONS,
    months=_MONTHS,
    fractions=_FRACTIONS,
    # A lone "A" is taken for the article.
    letters=_LETTERS,
    acronyms=_ACRONYMS,
    shouted=_SHOUTED,
    cardinal=cardinal,
    year=year_words,
    clock=_clock,
)


def _day(match: re.Match[str]) -> list[Piece]:
    return [part(match, "o", ordinal(int(match["d"])))]


def _day_of(match: re.Match[str]) -> list[Piece]:
    """Return the day of "3 May": the third of May."""
    day = ordinal(int(match["d"]))
    if match["of"]:
        return [part(match, "o", day)]
    after_the = re.search(r"\bthe $", match.string[: match.start()], re.IGNORECASE)
    return [part(match, "o", f"{day} of" if after_the else f"the {day} of")]


def _date(year: str, month: str, day: str) -> str | None:
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:  # noqa: PLR2004
        return None
    return f"{_MONTHS[int(month) - 1]} {ordinal(int(day))}, {year_words(int(year))}"


def _slashed(match: re.Match[str]) -> str | None:
    """Return 11/21/2026 as Americans write it, and 21/11/2026 as everybody else does."""
    first, second, year = match["a"], match["b"], match["y"]
    return _date(year, first, second) or _date(year, second, first)


def _half_day(match: re.Match[str]) -> str:
    hour, minute = int(match["h"]), int(match["m"] or 0)
    words = _clock(hour, minute) if minute else cardinal(hour)
    stop = "." if match[0].endswith(".") and match.end() == len(match.string) else ""
    return f"{words} {'ay M' if match['p'] in 'aA' else 'P M'}{stop}"


def _decade(words: str) -> str:
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


FIRST = (
    Group(
        re.compile(r"\d"),
        (
            rule(
                rf"{BEFORE}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){AFTER}",
                lambda m: _date(m["y"], m["m"], m["d"]),
            ),
            rule(rf"{BEFORE}(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>\d{{4}}){AFTER}", _slashed),
            rule(
                rf"\b(?P<m>{_ANY_MONTH})\.?\s(?P<o>(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)?)(?!\w|[.:]\d)",
                _day,
            ),
            rule(
                rf"{BEFORE}(?P<o>(?P<d>[12]?\d|3[01])(?:st|nd|rd|th)?)(?=\s(?P<of>of\s)?(?:{_ANY_MONTH})\b)",
                _day_of,
            ),
            rule(
                r"(?<!\w)(?P<n>\d{1,3}(?:,\d{3})+|\d{1,12})(?:st|nd|rd|th)(?!\w)",
                lambda m: ordinal(int(m["n"].replace(",", ""))),
            ),
            rule(
                r"(?<!\w)(?P<y>1[1-9]\d0|20\d0)s(?!\w)", lambda m: _decade(year_words(int(m["y"])))
            ),
            rule(r"(?<!\w)['’]?(?P<y>[2-9]0)s(?!\w)", lambda m: _decade(cardinal(int(m["y"])))),
            rule(
                rf"{BEFORE}(?P<h>1[0-2]|0?[1-9])(?::(?P<m>[0-5]\d))?\s?(?P<p>[aApP])\.?[mM](?![\w])\.?",
                _half_day,
            ),
            rule(
                r"(?<![\w.])(?P<n>\d{1,2})(?P<f>['′]\s?)(?P<i>\d{1,2})(?P<e>[\"″]|'')?(?!\w)",
                lambda m: f"{cardinal(int(m['n']))} foot {cardinal(int(m['i']))}",
            ),
            rule(
                rf"{BEFORE}(?<![$€£])(?P<n>\d+\.\d+)B(?!\w)",
                lambda m: f"{say_number(m['n'], ENGLISH)} billion",
            ),
            rule(
                r"(?<![\w.])(?P<c>[$€£])(?P<a>\d{1,9})[-–](?P<b>\d{1,9})(?![\w-]|[.,]\d)",
                lambda m: (
                    f"{cardinal(int(m['a']))} to {cardinal(int(m['b']))} {_CURRENCIES[m['c']].many}"
                ),
            ),
            rule(r"\b(?:No|Nr)\.\s?(?=\d)", "number "),
            rule(r"\b[Ff]ig\.\s?(?=\d)", "figure "),
            rule(r"\bpp\.\s?(?=\d)", "pages "),
            rule(r"\bp\.\s?(?=\d)", "page "),
            rule(
                r"(?<=\d)[-‑](?=(?:bit|core|year|day|hour|minute|second|way|fold|time|star)s?\b)",
                " ",
            ),
        ),
    ),
    Group(
        # The pronoun is in every deck, and not the first of anything.
        re.compile(r"\b(?:[IVXL]{2,}|[VXL]\b|I(?=\W*$|\W+[^\sa-z]))"),
        (
            rule(
                rf"\b(?:{_RULERS})\s(?P<n>{ROMAN_NUMERAL})(?![\w.])(?!(?<=\sI)\s[a-z])",
                lambda m: [part(m, "n", f"the {ordinal(roman_number(m['n']))}")],
            ),
            rule(
                rf"(?<!\w)(?P<n>{ROMAN_NUMERAL})(?:st|nd|rd|th)?(?=\s(?:century|centuries|dynasty)\b)",
                lambda m: ordinal(roman_number(m["n"])),
            ),
        ),
    ),
    Group(
        re.compile(r"\b(?:St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."),
        (
            rule(r"\bSt\.(?=\s[A-Z])", "saint"),
            rule(r"\bSt\.$", "street."),
            rule(r"\bSt\.", "street"),
            rule(
                r"\b(?P<m>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?=\s|$)",
                lambda m: _SHORT_MONTHS[m["m"]],
            ),
        ),
    ),
)

"""Language tags: which ones go together, and what MP4 wants (ISO 639-2) from BCP 47."""

from __future__ import annotations

from collections.abc import Iterable

UNDETERMINED = "und"

_REGION, _SCRIPT = 2, 4
"""Letters in the parts of a tag that are not written small."""

_CODES = """
af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben br:bre bs:bos ca:cat cs:ces cy:cym da:dan de:deu
el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg
gu:guj ha:hau he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye ia:ina id:ind ig:ibo io:ido is:isl it:ita
ja:jpn jv:jav ka:kat kk:kaz kl:kal km:khm kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz lo:lao lt:lit
lv:lav mg:mlg mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno
no:nor oc:oci or:ori pa:pan pl:pol ps:pus pt:por qu:que rm:roh ro:ron ru:rus rw:kin sa:san sd:snd
se:sme si:sin sk:slk sl:slv so:som sq:sqi sr:srp su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha
tk:tuk tl:tgl tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie wo:wol xh:xho yi:yid yo:yor zh:zho
zu:zul
"""

_NAMES = """
ar:العربية bg:Български ca:Català cs:Čeština cy:Cymraeg da:Dansk de:Deutsch el:Ελληνικά en:English
eo:Esperanto es:Español et:Eesti eu:Euskara fa:فارسی fi:Suomi fr:Français ga:Gaeilge gl:Galego
he:עברית hi:हिन्दी hr:Hrvatski hu:Magyar id:Indonesia is:Íslenska it:Italiano ja:日本語 ko:한국어
la:Latina lt:Lietuvių lv:Latviešu ms:Melayu nb:Norsk nl:Nederlands nn:Nynorsk no:Norsk pl:Polski
pt:Português ro:Română ru:Русский sk:Slovenčina sl:Slovenščina sq:Shqip sr:Српски sv:Svenska
sw:Kiswahili th:ไทย tr:Türkçe uk:Українська zh:中文
"""
"""What the speakers of languages call them."""

_THREE_LETTERS = dict(pair.split(":") for pair in _CODES.split())


def iso_639_2(tag: str) -> str:
    """Return the three letters (ISO 639-2/T) for a BCP 47 tag, `und` if there are none."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    if len(primary) == len(UNDETERMINED) and primary.isascii() and primary.isalpha():
        return primary
    return _THREE_LETTERS.get(primary, UNDETERMINED)


def own_name(tag: str) -> str:
    """Return what those who speak a language call it, with what else the tag says: `Español (MX)`.

    The tag itself, where that is not known.
    """
    primary, _, rest = tag.partition("-")
    name = dict(pair.split(":") for pair in _NAMES.split()).get(primary.lower(), primary)
    return f"{name} ({rest})" if rest else name


def canonical(tag: str) -> str:
    """Return a tag with its letters in the usual case: `pt-BR`, `zh-Hant` (RFC 5646, 2.1.1)."""
    parts = tag.replace("_", "-").lower().split("-")
    for index, part in enumerate(parts[1:], 1):
        if len(parts[index - 1]) == 1:
            break  # what follows a single letter has no case of its own
        if len(part) == _REGION:
            parts[index] = part.upper()
        elif len(part) == _SCRIPT:
            parts[index] = part.title()
    return "-".join(parts)


def nearest(wanted: str, tags: Iterable[str]) -> str | None:
    """Return which of `tags` a reader of `wanted` is best served with; None if with none of them.

    The same one, else one that says less (`es` for `es-MX`, RFC 4647 clause 3.4), else one that
    says more (`es-MX` for `es`).
    """
    known = {tag.lower().replace("_", "-"): tag for tag in reversed(list(tags))}
    asked = wanted.lower().replace("_", "-")
    less = [tag for tag in known if asked.startswith(f"{tag}-")]
    more = [tag for tag in reversed(known) if tag.startswith(f"{asked}-")]
    found = asked if asked in known else max(less, key=len, default=next(iter(more), None))
    return None if found is None else known[found]

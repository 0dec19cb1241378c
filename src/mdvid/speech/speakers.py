"""`Alice: Hello.`: names of speakers where a line begins.

Only a name that the deck has given a voice is one. In a talk of several, others may have been
forgotten, unless they are what lines begin with anyway: `Note:`, `Beispiel:`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from mdvid.diagnostics import Severity, is_slip
from mdvid.speech.directions import Direction, DirectionKind, Reading

_LINE = r"^(?:[ \t>]|[-*+](?=[ ])|\d{1,3}[.)](?=[ ]))*"
"""What Markdown may put before the text of a line."""

_PREFIX = r"(?P<bold>\*\*|__|\*|_|)(?P<name>%s)(?:(?P=bold)[ ]?:|:(?P=bold))(?=\s|$)"
_ANY_NAME = r"[^\W\d_](?:[^\W_]|[ .'’-]){2,40}?"

_ONE_WORD = re.compile(r"[^\W\d_][\w’'-]{1,20}")
"""With a capital, in a talk of several, it is more likely a speaker who was forgotten than not."""

_LABELS = """
    advice agenda aim answer answers attention aside background because but careful caution clearly
    conclusion context danger definition demo digression disclaimer example examples exercise fact
    figure finally first fun goal hence hint homework however idea important instead issue lesson
    lessons meaning meanwhile moral next note notes now objective ok okay option options or outcome
    overview plus pro problem proof question questions quote reason recap remark remember reminder
    result results second so solution source sources spoiler step still summary takeaway task then
    theorem therefore third thus tip tips today tomorrow trick update warning why
    achtung also aber antwort antworten aufgabe beachte beachten beispiel beispiele beweis
    denn einwand ergebnis ergebnisse erstens exkurs fakt fazit folge frage fragen grund hausaufgabe
    heute hintergrund hinweis idee klar kurz lehre lösung merke merken moment nachteil nebenbei oder
    problem quelle quellen regel schluss schritt sprich trick tipp tipps und vorsicht vorteil
    warnung warum wichtig zitat ziel zusammenfassung zuletzt zweitens drittens
    advertencia ahora antes atención aviso así causa cita clave conclusión consejo contexto cuidado
    dato definición después ejemplo ejemplos entonces finalmente fuente hoy importante moraleja nota
    objetivo ojo pero pista pregunta preguntas primero problema razón recordad recuerda resultado
    resumen respuesta segundo solución tarea tercero truco
    alors aparté astuce avertissement but citation conclusion conseil contexte danger défi donc
    définition enfin ensuite exemple exemples exercice finalement idée indice maintenant mais morale
    objectif rappel raison remarque résultat résumé réponse question solution source théorème tâche
"""
"""What begins a line in a talk and is nobody's name: English, German, Spanish, French."""

_SHORTEST_SLIP = 4
"""Letters: nearly every shorter word is one letter away from another word."""


@lru_cache(maxsize=8)
def _prefix(names: frozenset[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = _LINE + "(?P<all>" + _PREFIX % f"{known}|{_ANY_NAME}" + ")"
    return re.compile(pattern, re.MULTILINE | re.IGNORECASE)


def find_speakers(text: str, names: Collection[str]) -> Iterator[tuple[tuple[int, int], Reading]]:
    """Yield where speakers are named, and who; what is nearly one of `names` is a problem."""
    if not names:
        return
    folded = {name.casefold(): name for name in names}
    found = list(_prefix(frozenset(names)).finditer(text))
    dialogue = any(match["name"].casefold() in folded for match in found)
    for match in found:
        written = match["name"]
        name = folded.get(written.casefold())
        if name is not None:
            direction = Direction(kind=DirectionKind.SPEAKER, speaker=name)
            yield match.span("all"), Reading(direction=direction)
        elif written.casefold() in _labels():
            continue
        elif near := _near(written, names):
            yield match.span("all"), _slip(written, near)
        elif dialogue and written[0].isupper() and _ONE_WORD.fullmatch(written):
            yield match.span("all"), _stranger(written)


def _near(written: str, names: Collection[str]) -> str:
    lower = written.casefold()
    return next((n for n in names if len(n) >= _SHORTEST_SLIP and is_slip(lower, n.casefold())), "")


@cache
def _labels() -> frozenset[str]:
    return frozenset(_LABELS.split())


def _stranger(written: str) -> Reading:
    return Reading(
        severity=Severity.WARNING,
        message=f"`voices` has no speaker `{written}`: the name is read aloud",
        hint=f"write `{written}: espeak:en-gb` under `voices:`; if it is text, put a backslash"
        " before the colon",
        kept=True,
    )


def _slip(written: str, near: str) -> Reading:
    return Reading(
        severity=Severity.ERROR,
        message=f"`voices` has no speaker `{written}`",
        hint=f"did you mean `{near}:`? to have it read aloud, put a backslash before the colon",
    )

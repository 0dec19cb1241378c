"""Which Spanish nouns are feminine, as their endings tell it or as is known."""

from __future__ import annotations

import re

from mdvid.speech.normalise.language import words

_FEMININE_ENDING = r"[a-záéíóúñ]*(?:as?|ción|sión|dad|tad|ciones|siones|dades)"
_FEMININE = words(
    """
    imagen imágenes clase clases base bases clave claves parte partes llave llaves tarde tardes
    noche noches mano manos vez veces foto fotos red redes ley leyes calle calles nube nubes serie
    series frase frases fase fases fuente fuentes torre torres nave naves variable variables señal
    señales flor flores luz luces voz voces orden órdenes mujer mujeres
    """
)
_MASCULINE = words(
    "día días problema problemas sistema sistemas mapa mapas programa programas idioma idiomas "
    "tema temas diagrama diagramas esquema esquemas planeta planetas clima fotograma fotogramas"
)


_NO_NOUNS = words("para hasta cada hacia contra nada ahora cerca era esta ya luego sea fuera")


def is_feminine(noun: str) -> bool:
    """Return whether a noun in lower case is feminine."""
    if noun in _FEMININE:
        return True
    return noun not in _MASCULINE | _NO_NOUNS and bool(re.fullmatch(_FEMININE_ENDING, noun))

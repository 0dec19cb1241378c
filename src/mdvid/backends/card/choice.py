"""Which scene fits a prompt: by its words, else an abstract one by chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from mdvid.backends.card import scenes
from mdvid.backends.card.canvas import Canvas
from mdvid.backends.card.chance import Chance
from mdvid.backends.card.colours import Colours

Scene: TypeAlias = Callable[[Canvas, Colours, Chance], None]

_WORDS: dict[Scene, str] = {
    scenes.beam: """
        lighthouse beacon light lamp beam ray sun laser faro luz leuchtturm licht phare
    """,
    scenes.sea: """
        sea ocean water wave ship boat coast harbour harbor river beach storm fish island
        mar agua barco meer wasser schiff mer bateau
    """,
    scenes.hills: """
        mountain hill valley forest tree landscape nature field desert road journey path snow
        montaña bosque berg wald landschaft montagne forêt
    """,
    scenes.orbits: """
        planet star space orbit atom moon galaxy universe network node cloud team world globe
        satellite ring circle lens glass wheel planeta estrella luna anillo lente stern mond
        linse weltraum étoile lune anneau lentille
    """,
    scenes.bars: """
        sound voice music audio song speech noise radio chart growth statistics data market
        sonido voz música stimme musik voix
    """,
    scenes.tiles: """
        computer code software city house building machine factory robot system grid table
        circuit chip ciudad máquina rechner stadt maschine ville
    """,
    scenes.contours: """
        map brain mind idea thought heart cell time mapa mente karte gehirn carte
    """,
}
_ABSTRACT = (scenes.tiles, scenes.contours)
"""For prompts without a known word: a landscape or a sound would claim to be what was
asked for."""

_BY_WORD = {word: scene for scene, words in _WORDS.items() for word in words.split()}


def choose(prompt: str, chance: Chance) -> Scene:
    """Return the scene of the first word that has one; plurals count."""
    by_chance = chance.one_of(_ABSTRACT)
    for word in re.findall(r"\w+", prompt.lower()):
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in _BY_WORD:
                return _BY_WORD[form]
    return by_chance

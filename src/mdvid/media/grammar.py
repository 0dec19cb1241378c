"""Small words by which a reader parses a sentence: beside them a line breaks well, or badly.

Which of them to break before, and which never to leave behind, follows the BBC's Subtitle
Guidelines (line breaks) and F. Karamitroglou, "A Proposed Set of Subtitling Standards in Europe"
(1998): each line should hold the largest part of a sentence that can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_Words = frozenset[str]


def _words(text: str) -> _Words:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The small words of one language, in small letters."""

    conjunctions: _Words = frozenset()
    """They begin a clause, or the rest of a list."""
    prepositions: _Words = frozenset()
    """They begin a phrase."""
    articles: _Words = frozenset()
    """Articles, possessives and the like: nothing without the word that follows."""
    leaning: _Words = frozenset()
    """Pronouns and auxiliaries: they belong to the verb that follows, but not so strictly."""
    particles: _Words = frozenset()
    """Within names: Vincent van Gogh."""
    months: _Words = frozenset()
    dates: _Words = frozenset()
    """Between a number and a month: 3 de mayo."""


_ENGLISH = Grammar(
    conjunctions=_words(
        "and or but nor so because that which who whom whose when where while if unless until "
        "although though since whereas whether before after once how why what"
    ),
    prepositions=_words(
        "of to in on at by for with from about into onto over under between without through "
        "during against within across behind beside beyond toward towards upon per via like "
        "than as"
    ),
    articles=_words(
        "a an the this these those my your his her its our their no every each any some all "
        "both another such very too more most less"
    ),
    leaning=_words(
        "i you he she it we they there is are was were be been am has have had do does did will "
        "would can could may might shall should must not don't doesn't didn't won't can't isn't "
        "it's we're you're they're i'm that's there's let's"
    ),
    particles=_words("of the van von de da di la le"),
    months=_words(
        "january february march april may june july august september october november december"
    ),
    dates=_words("of"),
)

_GERMAN = Grammar(
    conjunctions=_words(
        "und oder aber denn sondern weil dass wenn als ob damit obwohl während bevor nachdem "
        "sodass wo wie wer was warum welche welcher welches sowie bis seit"
    ),
    prepositions=_words(
        "in im ins an am ans auf aus bei beim mit nach von vom vor zu zum zur für durch gegen "
        "ohne um über unter zwischen hinter neben wegen trotz pro"
    ),
    articles=_words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem "
        "keiner mein meine meinen dein deine sein seine seinen seiner ihr ihre ihren ihrer "
        "unser unsere dieser diese dieses diesen diesem jeder jede jedes jeden jedem alle sehr "
        "zu mehr so"
    ),
    leaning=_words(
        "ich du er sie es wir man ist sind war waren wird werden wurde wurden hat haben hatte "
        "hatten kann können konnte muss müssen soll sollen will wollen darf nicht nur auch"
    ),
    particles=_words("von van der zu"),
    months=_words(
        "januar jänner februar märz april mai juni juli august september oktober november dezember"
    ),
)

_SPANISH = Grammar(
    conjunctions=_words(
        "y e o u pero sino porque que cuando donde mientras si aunque como pues quien quienes "
        "cual cuales cuyo cuya"
    ),
    prepositions=_words(
        "a ante bajo con contra de del desde en entre hacia hasta para por según sin sobre tras "
        "al durante mediante"
    ),
    articles=_words(
        "el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra nuestros "
        "nuestras este esta estos estas ese esa esos esas aquel aquella cada todo toda todos "
        "todas muy más menos algún ningún otro otra otros otras"
    ),
    leaning=_words(
        "yo él ella nosotros ellos ellas se me te le les nos no es son era eran fue fueron ser "
        "está están ha han había hay puede pueden va van"
    ),
    particles=_words("de del la las los y"),
    months=_words(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    dates=_words("de del"),
)

_FRENCH = Grammar(
    conjunctions=_words(
        "et ou mais car ni donc parce que qui quand si lorsque puisque comme dont où afin "
        "quoique pourquoi comment"
    ),
    prepositions=_words(
        "à de du des au aux en dans sur sous avec sans pour par chez vers entre contre depuis "
        "pendant avant après selon malgré jusqu'à"
    ),
    articles=_words(
        "le la les un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce "
        "cet cette ces chaque tout toute tous toutes très plus moins quelque quelques aucun "
        "aucune"
    ),
    leaning=_words(
        "je ça tu il elle on nous vous ils elles se me te ne n'est c'est est sont était étaient "
        "sera être a ont avait avoir peut peuvent doit doivent va vont fait"
    ),
    particles=_words("de du la le"),
    months=_words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
)

_OTHER = Grammar(particles=_words("van von de da di del della du la le"))

_GRAMMARS: Mapping[str, Grammar] = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "es": _SPANISH,
    "fr": _FRENCH,
}


def grammar(lang: str) -> Grammar:
    """Return what is known of a language (BCP 47 tag); little, if it is not one of ours."""
    return _GRAMMARS.get(primary(lang), _OTHER)


def primary(lang: str) -> str:
    """Return the language of a tag, without its region: `en` of `en-GB`."""
    return lang.replace("_", "-").partition("-")[0].lower()

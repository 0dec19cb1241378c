"""Words in the IPA that a voice cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from mdvid.diagnostics import Diagnostic, Severity
from mdvid.providers.protocols import Narrator, Phonetic
from mdvid.speech.ipa import NoSound, for_people, sounds_of, words_in_ipa
from mdvid.speech.model import Utterance

_HINT = "say in `lexicon` how it sounds in letters: `SQL: sequel`"


def unsayable(item: Utterance, narrator: Narrator, slide: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with the IPA in an utterance, whose voice has its full name."""
    known = narrator.sounds(item.voice.name) if isinstance(narrator, Phonetic) else ()
    for word in words_in_ipa(item.spoken):
        written = for_people(word[0])
        if not known:
            message = f"the voice `{item.voice}` takes no IPA: it cannot say `{written}`"
            yield _error(message, item, slide)
            continue
        try:
            sounds_of(word[1], known)
        except NoSound as missing:
            message = f"the voice `{item.voice}` has no sound `{missing.letter}`, as in `{written}`"
            yield _error(message, item, slide)


def _error(message: str, item: Utterance, slide: int) -> Diagnostic:
    return Diagnostic(
        severity=Severity.ERROR, message=message, hint=_HINT, span=item.span, slide=slide
    )

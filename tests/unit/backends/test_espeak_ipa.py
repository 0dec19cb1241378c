"""Words in the IPA as espeak-ng wants them, and the places that it tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdvid.backends.espeak import EspeakNarrator
from mdvid.backends.espeak_ipa import encode, sounds
from mdvid.speech.ipa import NoSound, read_ipa


@pytest.mark.parametrize(
    ("dictionary", "text", "encoded"),
    [
        ("en", "Say ⟦ˈsiːkwəl⟧, now.", "Say [['s|i:|k|w|@|l]], now."),
        ("en", "⟦njuː⟧ ⟦ˈjɔːɹk⟧", "[[n|j|u:]] [['j|O:|r-|k]]"),
        ("en", "⟦ˈstɔːɹi⟧ ⟦ɹˈɛd⟧", "[['s|t|O:|r|i]] [[r|'E|d]]"),
        ("en", "⟦kæts⟧'s ⟦dɒɡ⟧'s ⟦biːt⟧’s", "[[k|a|t|s|I2|z]] [[d|0|g|z]] [[b|i:|t|s]]"),
        ("de", "⟦diːt⟧'s", "[[d|i:|t]]'s"),
        ("de", "⟦ˈʃpʁaːxə⟧", "[['S|p|r|A:|x|@]]"),
        ("es", "⟦kaˈmjon⟧-tipo", "[[k|a|'m|j|o|n]]-tipo"),
        ("fr", "⟦bɔ̃.ʒuʁ⟧", "[[b|O~|Z|u|r]]"),
        ("en", "pre⟦biː⟧post", "pre [[b|i:]] post"),
        ("en", 'a [b] "⟦biː⟧" (c)', "a  b   [[b|i:]]   c "),
        ("en", "⟦biː⟧. and then", "[[b|i:]]  and then"),
        ("en", "⟦biː⟧. And then.", "[[b|i:]]. And then."),
    ],
)
def test_a_text_is_written_in_the_names_of_its_sounds(
    dictionary: str, text: str, encoded: str
) -> None:
    assert encode(text, dictionary).text == encoded


def test_every_place_is_one_of_the_text_that_was_given() -> None:
    text = "Say ⟦ˈsiːkwəl⟧'s name, ⟦njuː⟧ ⟦ˈjɔːɹk⟧ and more."
    encoded = encode(text, "en")
    for word in ("Say", "name", "and", "more"):
        assert encoded.origin(encoded.text.index(word)) == text.index(word)
    begins = [at + 2 for at in range(len(encoded.text)) if encoded.text.startswith("[[", at)]
    words = [at + 1 for at, letter in enumerate(text) if letter == "⟦"]
    assert [encoded.origin(at) for at in begins] == words
    assert all(encoded.origin(at) <= len(text) for at in range(len(encoded.text)))


def test_a_sound_that_a_language_has_not_is_named() -> None:
    with pytest.raises(NoSound) as caught:
        encode("⟦θɪŋ⟧", "es")
    assert caught.value.letter == "ɪ"


@pytest.mark.parametrize(
    ("voice", "known"),
    [("en-us+f3", True), ("en-gb-scotland", True), ("es-419", True), ("fi", False)],
)
def test_a_voice_says_whether_it_takes_ipa(voice: str, known: bool) -> None:
    assert bool(EspeakNarrator({}).sounds(voice)) is known


@pytest.mark.parametrize("dictionary", ["de", "en", "es", "fr"])
def test_names_of_sounds_hold_nothing_that_ends_them(dictionary: str) -> None:
    assert not [name for name in sounds(dictionary).values() if set(name) & set("[]| ")]


@given(
    st.text(alphabet="aɪtʃˈˌː. r'⟦⟧ɹs,̃", max_size=30),
    st.sampled_from(["en", "de"]),
)
def test_whatever_is_ipa_is_encoded_or_refused(written: str, dictionary: str) -> None:
    said = read_ipa(written)
    if said is None:
        return
    text = f"Say {said}'s. End"
    try:
        encoded = encode(text, dictionary)
    except NoSound as missing:
        assert missing.letter  # noqa: PT017  # either is right
        return
    assert encoded.text.count("[[") == encoded.text.count("]]") == said.count("⟦")
    assert all(0 <= encoded.origin(at) <= len(text) for at in range(len(encoded.text)))

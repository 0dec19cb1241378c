"""`lang` with several languages, and `voice` with a voice for each."""

from pathlib import Path

import pytest

from mdvid.config.loader import LoadedConfig, load_config
from mdvid.config.values import BadValue, languages
from mdvid.deck.frontmatter import read_front_matter
from mdvid.errors import ConfigError, DeckError


def load(folder: Path, deck: str = "", **overrides: object) -> LoadedConfig:
    return load_config(
        folder=folder,
        front_matter=read_front_matter(f"---\n{deck}\n---\n# A\n", path="deck.md").value,
        environment={"HOME": str(folder)},
        overrides=overrides,
    ).value


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("en", ("en",)),
        ("en,es", ("en", "es")),
        (" en , pt_BR ", ("en", "pt-BR")),
        (["es", "en"], ("es", "en")),
        ("en,EN,es,en", ("en", "es")),
    ],
)
def test_languages_are_one_or_several(written: object, tags: tuple[str, ...]) -> None:
    assert languages(written) == tags


@pytest.mark.parametrize("written", ["", "en,", "en;es", "english", [], ["en", "?"], True])
def test_what_is_no_language_is_refused(written: object) -> None:
    with pytest.raises(BadValue, match="language tag"):
        languages(written)


def test_the_first_of_several_is_the_language_of_the_deck(tmp_path: Path) -> None:
    config = load(tmp_path, "lang: [es, en]").config
    assert (config.lang, config.languages) == ("es", ("es", "en"))
    assert load(tmp_path, "lang: es", lang="en,de").config.languages == ("en", "de")


TABLE = "voice: {en: espeak:en-gb, es: espeak:es-419}"


@pytest.mark.parametrize(
    ("deck", "lang", "voice"),
    [
        (TABLE, "en", "espeak:en-gb"),
        (TABLE, "es", "espeak:es-419"),
        (TABLE, "es-MX", "espeak:es-419"),
        (TABLE, "de", "espeak"),
        ("voice: {es-MX: espeak:es-419}", "es", "espeak:es-419"),
    ],
)
def test_a_voice_can_be_named_for_each_language(
    tmp_path: Path, deck: str, lang: str, voice: str
) -> None:
    loaded = load(tmp_path, deck, lang=lang)
    assert (str(loaded.config.voice), set(loaded.by_language)) == (voice, {"voice"})
    assert loaded.config.voice.lang == lang


def test_a_later_voice_is_for_all_languages_or_for_one(tmp_path: Path) -> None:
    loaded = load(tmp_path, TABLE, voice="espeak:de")
    assert (str(loaded.config.voice), set(loaded.by_language)) == ("espeak:de", set())
    loaded = load(tmp_path, TABLE, set=["voice.es=espeak:es"], lang="es")
    assert (str(loaded.config.voice), set(loaded.by_language)) == ("espeak:es", {"voice"})


def test_a_model_that_hears_words_can_be_named_for_each_language(tmp_path: Path) -> None:
    deck = "align: {en: ear, es: oreja}"
    heard = {lang: load(tmp_path, deck, lang=lang).config.align for lang in ("en", "es-MX", "de")}
    assert heard == {"en": "ear", "es-MX": "oreja", "de": ""}
    assert load(tmp_path, deck, set=["align.es=oído"], lang="es").config.align == "oído"
    with pytest.raises(DeckError, match=r"`align.english` must be a language tag"):
        load(tmp_path, "align: {english: ear}")


def test_every_wrong_entry_of_a_table_of_voices_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeckError) as caught:
        load(tmp_path, "voice: {english: espeak, es: 7%}")
    assert [d.message for d in caught.value.diagnostics] == [
        "`voice.english` must be a language tag such as `en`, `es` or `pt-BR`, not `english`",
        "`voice.es` must be a voice such as `espeak`, `espeak:en-gb` or `none`, not `7%`",
    ]
    with pytest.raises(ConfigError, match=r"`--set voice.es` must be a voice"):
        load(tmp_path, set=["voice.es=?"])


@pytest.mark.parametrize("lang", ["en es", "en;es", "en/es", "en + es"])
def test_how_several_languages_are_written_is_told(tmp_path: Path, lang: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, lang=lang)
    (error,) = caught.value.diagnostics
    assert error.hint == "several are separated by commas: `en,es`"


def test_a_table_that_is_not_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"`--set voice` must be a table of TOML"):
        load(tmp_path, set=["voice={en: a}"])

import pytest

from mdvid.media.language import canonical, iso_639_2, nearest


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("de-AT", "deu"),
        ("pt_BR", "por"),
        ("zh-Hant-TW", "zho"),
        ("ES", "spa"),
        ("haw", "haw"),
        ("", "und"),
        ("x-private", "und"),
        ("tlh1", "und"),
    ],
)
def test_a_language_tag_becomes_the_three_letters_of_mp4(tag: str, code: str) -> None:
    assert iso_639_2(tag) == code


@pytest.mark.parametrize(
    ("wanted", "tags", "found"),
    [
        ("es", ["en", "es"], "es"),
        ("ES", ["en", "es"], "es"),
        ("es-MX", ["es", "es-MX"], "es-MX"),
        ("es-MX", ["en", "es"], "es"),
        ("es", ["en", "es-MX", "es-AR"], "es-MX"),
        ("zh-Hant-TW", ["zh", "zh-Hant"], "zh-Hant"),
        ("es-MX", ["es-AR"], None),
        ("e", ["es"], None),
        ("en", [], None),
    ],
)
def test_the_nearest_tag_is_the_same_or_says_less_or_more(
    wanted: str, tags: list[str], found: str | None
) -> None:
    assert nearest(wanted, tags) == found


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("EN", "en"),
        ("pt_br", "pt-BR"),
        ("ZH-hANT-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("en-x-US", "en-x-us"),
    ],
)
def test_tags_have_their_letters_in_the_usual_case(written: str, usual: str) -> None:
    assert canonical(written) == usual

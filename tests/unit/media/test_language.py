import pytest

from mdvid.media.language import iso_639_2


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

from collections.abc import Iterator

import pytest
from num2words import num2words

from mdvid.speech.normalise.english_numbers import cardinal, ordinal, year_words


def numbers() -> Iterator[int]:
    yield from range(2_050)
    for power in range(3, 13):
        for rest in (0, 1, 5, 20, 99, 100, 101, 999, 1_000, 1_001, 1_100):
            yield from (lead * 10**power + rest for lead in (1, 12, 123, 999))


def by_the_book(number: int, kind: str) -> str:
    return str(num2words(number, lang="en", to=kind)).replace(",", "")


def test_numbers_are_said_as_the_library_of_languages_says_them() -> None:
    assert [cardinal(n) for n in numbers()] == [by_the_book(n, "cardinal") for n in numbers()]
    assert [ordinal(n) for n in numbers()] == [by_the_book(n, "ordinal") for n in numbers()]


def test_years_are_said_as_the_library_says_them_but_for_the_dash_after_oh() -> None:
    years = range(1, 2_200)
    assert [year_words(n) for n in years] == [
        by_the_book(n, "year").replace("oh-", "oh ") for n in years
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1905, "nineteen oh five"), (1900, "nineteen hundred"), (2006, "two thousand and six")],
)
def test_a_year_is_said_in_two_halves_where_people_do(number: int, said: str) -> None:
    assert year_words(number) == said

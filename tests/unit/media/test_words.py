import pytest

from mdvid.media.words import WordEvent, time_words

SPOKEN = "version three point five is out"
EVENTS = [
    WordEvent(start=0, end=90, offset=0, length=7),
    WordEvent(start=100, end=190, offset=8, length=5),
    WordEvent(start=200, end=290, offset=14, length=5),
    WordEvent(start=300, end=390, offset=20, length=4),
    WordEvent(start=400, end=450, offset=25, length=2),
    WordEvent(start=460, end=580, offset=28, length=3),
]
WRITTEN = [("Version", 0, 7), ("3.5", 8, 24), ("is", 25, 27), ("out", 28, 31)]


def times(*args: object) -> list[tuple[int, int]]:
    return [(word.start, word.end) for word in time_words(*args)]  # type: ignore[arg-type]


def test_a_written_word_lasts_from_its_first_event_to_its_last() -> None:
    assert times(WRITTEN, EVENTS, SPOKEN, 600) == [(0, 90), (100, 390), (400, 450), (460, 580)]


def test_words_without_events_are_timed_between_their_neighbours() -> None:
    gaps = [EVENTS[0], EVENTS[-1]]
    found = times(WRITTEN, gaps, SPOKEN, 600)
    assert found[0] == (0, 90)
    assert found[3] == (460, 580)
    assert 90 < found[1][0] < found[1][1] < found[2][0] < found[2][1] < 460


def test_without_any_event_words_are_timed_by_their_letters() -> None:
    assert times([("ab", 0, 2), ("cd", 3, 5)], [], "ab cd", 500) == [(0, 200), (300, 500)]


def test_a_word_that_is_not_said_takes_no_time() -> None:
    assert times([("ab", 0, 2), ("(c)", 2, 2)], [], "ab", 500) == [(0, 500), (500, 500)]


@pytest.mark.parametrize(
    "event",
    [
        WordEvent(start=-5, end=99_999, offset=0, length=2),
        WordEvent(start=50, end=10, offset=3, length=200),
        WordEvent(start=700, end=800, offset=90, length=2),
    ],
)
def test_events_out_of_range_never_put_a_word_out_of_its_take(event: WordEvent) -> None:
    found = times([("ab", 0, 2), ("cd", 3, 5)], [event], "ab cd", 500)
    assert all(0 <= start <= end <= 500 for start, end in found)
    assert found == sorted(found)


def test_a_long_take_is_timed_in_reasonable_time() -> None:
    spoken = "word " * 100_000
    words = [("word", 5 * i, 5 * i + 4) for i in range(100_000)]
    events = [WordEvent(start=i, end=i + 1, offset=5 * i, length=4) for i in range(100_000)]
    assert times(words, events, spoken, 100_000)[-1] == (99_999, 100_000)

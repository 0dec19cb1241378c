from mdvid.media.chapters import chapters, to_text
from mdvid.media.model import Chapter, FrameRate, Size, SlideSound, Timeline
from mdvid.media.timeline import SlideEntry, build_timeline
from mdvid.media.transcript import to_text as transcript


def video(*titles: str, seconds: int = 60) -> Timeline:
    return build_timeline(
        [SlideEntry(number=i, id="", title=title, line=1) for i, title in enumerate(titles, 1)],
        [SlideSound(aac_frames=0, samples=seconds * 48_000)] * len(titles),
        deck="d",
        title="The talk",
        lang="en",
        size=Size(320, 180),
        fps=FrameRate(30),
    )


def test_each_titled_slide_is_a_chapter_and_the_rest_belongs_to_the_one_before() -> None:
    found = chapters(video("One", "", "Two"))
    assert [(c.title, c.start, c.end) for c in found] == [
        ("One", 0, 120_000),
        ("Two", 120_000, 180_000),
    ]


def test_the_first_chapter_begins_at_zero() -> None:
    assert [(c.title, c.start) for c in chapters(video("", "One"))] == [
        ("The talk", 0),
        ("One", 60_000),
    ]


def test_no_two_chapters_at_the_beginning_have_one_name() -> None:
    found = chapters(video("", "The talk", "Two"))
    assert [(c.title, c.start) for c in found] == [("The talk", 0), ("Two", 120_000)]


def test_a_video_without_titles_has_no_chapters() -> None:
    assert chapters(video("", "")) == ()


def test_chapters_are_listed_as_video_sites_read_them() -> None:
    text = to_text(chapters(video("One", "Two", "Three", seconds=1830)))
    assert text == "0:00 One\n30:30 Two\n1:01:00 Three\n"


def test_a_chapter_is_listed_by_the_second_in_which_it_begins() -> None:
    assert to_text([Chapter(title="A", start=59_999, end=70_000)]) == "0:59 A\n"


def test_the_transcript_has_titles_speech_and_pictures() -> None:
    assert transcript(video("One", ""), [("A  red\nboat", " "), ()]) == (
        "The talk\n========\n\nOne\n---\n\nPicture: A red boat\n\nSlide 2\n-------\n"
    )

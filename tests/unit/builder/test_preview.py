"""What is seen of a deck before anything is built is what is built afterwards."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.builder.studio import SETTINGS, Machine, Studio

from mdvid.builder import Session
from mdvid.builder.preview import Preview
from mdvid.builder.reads import files_of, files_of_error
from mdvid.engine.execute import Cancelled
from mdvid.errors import MdvidError
from mdvid.project import Project, load_project

DECK = """\
---
style: "h1 { color: navy }"
---

# Lights

![A lamp](lamp.png)

<!-- Dr. Ray turns 3 lamps. (pause: 2) And then? -->

---

# Crows

![a crow](gen:)
"""


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(tmp_path)
    made.write(DECK)
    Image.new("RGB", (8, 8), "red").save(tmp_path / "lamp.png")
    return made


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(tmp_path / "cache") as opened:
        opened._tools = Machine()
        yield opened


def project_of(studio: Studio, **settings: object) -> Project:
    return load_project(studio.deck, {**SETTINGS, **settings})


def test_a_preview_has_what_is_seen_and_what_is_said(studio: Studio, session: Session) -> None:
    preview = session.preview(project_of(studio))
    lights, _ = preview.slides
    assert "h1 { color: navy }" in preview.document
    assert "Lights</h1>" in lights.html
    assert [u.text for u in lights.speech] == ["Dr. Ray turns 3 lamps.", "And then?"]
    assert [word.text for word in lights.speech[0].words] == ["Dr.", "Ray", "turns", "3", "lamps."]


def test_every_picture_of_a_slide_is_among_the_files(studio: Studio, session: Session) -> None:
    preview = session.preview(project_of(studio))
    (url,) = (url for url in preview.files if url.endswith("lamp.png"))
    path, media_type = preview.files[url]
    assert f'src="{url}"' in preview.slides[0].html
    assert path.read_bytes() == (studio.folder / "lamp.png").read_bytes()
    assert media_type == "image/png"


def test_a_preview_asks_no_tool_to_make_anything(studio: Studio, session: Session) -> None:
    session.preview(project_of(studio))
    assert isinstance(session._tools, Machine)
    assert list(session._tools.fakes.calls.take()) == []


def drawn_urls(preview: Preview) -> list[str]:
    return [url for url in preview.files if "-gen" in url]


def test_what_is_still_to_be_drawn_is_waited_for_under_another_url(
    studio: Studio, session: Session
) -> None:
    project = project_of(studio)
    before = session.preview(project)
    assert [slide.waits for slide in before.slides] == [False, True]
    (waiting,) = drawn_urls(before)
    assert waiting in before.slides[1].html
    session.build(project, preview=before)
    after = session.refreshed(before)
    assert [slide.waits for slide in after.slides] == [False, False]
    (drawn,) = drawn_urls(after)
    assert drawn in after.slides[1].html
    assert waiting not in after.slides[1].html


def test_what_was_drawn_earlier_is_there_at_once(studio: Studio, session: Session) -> None:
    session.build(project_of(studio))
    assert not any(slide.waits for slide in session.preview(project_of(studio)).slides)


def test_a_preview_of_captions_only_has_slides_all_the_same(
    studio: Studio, session: Session
) -> None:
    project = project_of(studio, format="vtt")
    preview = session.preview(project)
    assert len(preview.slides) == 2
    report = session.build(project, preview=preview)
    assert [output.format for output in report.outputs] == ["vtt"]


def test_a_build_goes_on_from_what_was_shown(studio: Studio, session: Session) -> None:
    project = project_of(studio)
    preview = session.preview(project)
    (studio.folder / "lamp.png").unlink()
    assert session.build(project, preview=preview).outputs


def test_a_build_that_is_cancelled_leaves_the_video_as_it_was(
    studio: Studio, session: Session
) -> None:
    session.build(project_of(studio))
    video = (studio.folder / "talk.mp4").read_bytes()
    studio.write(DECK.replace("Crows", "Gulls"))
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        session.build(project_of(studio), cancelled=cancelled)
    assert (studio.folder / "talk.mp4").read_bytes() == video


def test_all_that_a_build_reads_is_to_be_watched(studio: Studio) -> None:
    theme = studio.folder / "themes" / "own"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('extends = "plain"\ncss = ["one.css"]\n')
    (theme / "one.css").write_text("h1 { color: red }")
    (theme / "logo.svg").write_text("<svg/>")
    watched = files_of(project_of(studio, theme="own"))
    names = ("lamp.png", "talk.md", "mdvid.toml", "talk.pins/pins.json")
    own = ("theme.toml", "one.css", "logo.svg")
    expected = {studio.folder / name for name in names} | {theme / name for name in own}
    assert expected <= watched


def test_what_is_missing_is_watched_as_well(studio: Studio) -> None:
    (studio.folder / "lamp.png").unlink()
    assert studio.folder / "lamp.png" in files_of(project_of(studio))


@pytest.mark.parametrize(
    ("front_matter", "settings", "watched"),
    [
        ("theme: [", {}, "talk.md"),
        ("", {"theme": "own"}, "themes/own/theme.css"),
        ("", {"fps": "none"}, "mdvid.toml"),
    ],
)
def test_an_error_is_watched_where_it_may_be_mended(
    studio: Studio, front_matter: str, settings: dict[str, object], watched: str
) -> None:
    studio.write(f"---\n{front_matter}\n---\n# A\n")
    with pytest.raises(MdvidError) as caught:
        project_of(studio, **settings)
    assert studio.folder / watched in files_of_error(studio.deck, caught.value)

"""Videos in several languages, judged by programs that are not ours."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pysubs2
import pytest
from tests.e2e.line import SMALL, Desk, Done, Published, judged

pytestmark = [pytest.mark.espeak, pytest.mark.browser, pytest.mark.ffmpeg]

RATE = 48_000
AUDIBLE = 0.003

ENGLISH = """\
---
title: Lights
lang: en
voice: espeak:en-gb
---

# Lights at sea

<!-- Welcome. -->

:::lang de
Willkommen.
:::

---

# Three things

* Height
* A lens

<!-- There are two things to see. [click] The first is height. [click] The second is a lens. -->

:::lang de
Zwei Dinge: die Höhe und die Linse.
:::

---

# The end

<!-- Thank you very much for listening to every single word of this. -->

:::lang de
Danke.
:::
"""

SPANISH = """\
---
title: Luces
---

# Luces del mar

<!-- Bienvenidos a bordo. Esta frase es mucho más larga que la otra. -->

---

# Dos cosas

* Altura
* Una lente

<!-- Dos cosas. [click] La altura. [click] La lente. -->

---

# Fin

<!-- Gracias. -->
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A deck in three languages as one video, built once."""
    folder = tmp_path_factory.mktemp("languages")
    desk = Desk(folder, tmp_path_factory.mktemp("cache"))
    desk.deck(SPANISH, "deck.es.md")
    formats = ("-f", "mp4,vtt,srt,txt,json", "--lang", "en,es,de")
    return Published(folder, desk, desk.build(desk.deck(ENGLISH), *formats, *SMALL))


def probe(video: Path) -> Any:
    command = ("ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams")
    return json.loads(judged(*command, "-show_chapters", video))


def tracks(video: Path, kind: str) -> list[Any]:
    return [stream for stream in probe(video)["streams"] if stream["codec_type"] == kind]


def sound(video: Path, track: int) -> np.ndarray:
    which = ("-map", f"0:a:{track}", "-f", "s16le", "-ac", "1", "-")
    pcm = judged("ffmpeg", "-v", "error", "-i", video, *which)
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def spoken(timeline: Any, slide: Any, lang: str) -> Any:
    return slide["speech"] if lang == timeline["lang"] else slide["narrations"][lang]


def test_there_is_a_track_of_sound_and_of_captions_for_each_language(film: Published) -> None:
    assert len(tracks(film.video, "video")) == 1
    for kind in ("audio", "subtitle"):
        found = tracks(film.video, kind)
        tags = [(t["tags"]["language"], t["tags"]["handler_name"]) for t in found]
        assert tags == [("eng", "English"), ("spa", "Español"), ("deu", "Deutsch")]
        assert [track["disposition"]["default"] for track in found] == [1, 0, 0]
    indexes = [
        s["index"] for kind in ("video", "audio", "subtitle") for s in tracks(film.video, kind)
    ]
    assert indexes == sorted(indexes)


def test_all_tracks_of_sound_are_as_long_as_the_pictures(film: Published) -> None:
    length = film.timeline["duration"]
    for track in (*tracks(film.video, "video"), *tracks(film.video, "audio")):
        assert float(track["duration"]) == pytest.approx(length, abs=0.001)
    for number in range(3):
        assert len(sound(film.video, number)) / RATE == pytest.approx(length, abs=1024 / RATE)


@pytest.mark.parametrize(("track", "lang"), [(0, "en"), (1, "es"), (2, "de")])
def test_every_narration_is_heard_where_its_slide_is_seen(
    film: Published, track: int, lang: str
) -> None:
    timeline = film.timeline
    heard = np.abs(sound(film.video, track))
    for slide in timeline["slides"]:
        begin, frames = slide["start_frame"] / 30, slide["frames"] / 30
        speech = spoken(timeline, slide, lang)
        first, last = speech[0]["start"], speech[-1]["end"]
        assert begin < first < last < begin + frames
        for said in speech:
            part = heard[round(said["start"] * RATE) : round(said["end"] * RATE)]
            assert np.sqrt((part**2).mean()) > 10 ** (-32 / 20)
        # Before the speech and after it there is silence, but for half a frame of AAC.
        for quiet in ((begin + 0.02, first - 0.05), (last + 0.08, begin + frames - 0.02)):
            part = heard[round(quiet[0] * RATE) : round(quiet[1] * RATE)]
            assert not len(part) or part.max() < AUDIBLE


def test_a_slide_is_held_for_its_longest_narration_and_no_longer(film: Published) -> None:
    timeline = film.timeline
    assert timeline["languages"] == ["en", "es", "de"]
    longest = []
    for slide in timeline["slides"]:
        ends = {lang: spoken(timeline, slide, lang)[-1]["end"] for lang in timeline["languages"]}
        latest = max(ends, key=lambda lang: ends[lang])
        end = (slide["start_frame"] + slide["frames"]) / 30
        assert 0.6 < end - ends[latest] < 1
        longest.append(latest)
    assert longest == ["es", "en", "en"]


def test_steps_follow_the_first_language(film: Published) -> None:
    two = film.timeline["slides"][1]
    words = {word["text"]: word["start"] for said in two["speech"] for word in said["words"]}
    starts = [step["start_frame"] / 30 for step in two["steps"]]
    first = [said["words"][0]["start"] for said in two["speech"][1:]]
    assert words
    assert all(0 <= start - word < 1 / 30 for start, word in zip(starts[1:], first, strict=True))


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        ("deck", "en", "Thank you very much for listening"),
        ("deck.es", "es", "Bienvenidos a bordo."),
        ("deck.de", "de", "die Höhe und die Linse."),
    ],
)
def test_captions_and_transcripts_are_in_their_language(
    film: Published, name: str, lang: str, words: str
) -> None:
    outputs = {Path(output["path"]).name: output["lang"] for output in film.answer["outputs"]}
    for kind in ("vtt", "srt"):
        shown = pysubs2.load(str(film.folder / f"{name}.{kind}"))
        assert words in " ".join(line.plaintext.replace("\n", " ") for line in shown)
        assert all(a.end <= b.start for a, b in pairwise(shown))
        assert outputs[f"{name}.{kind}"] == lang
    assert words in (film.folder / f"{name}.txt").read_text("utf-8")
    assert film.answer["decks"][0]["languages"] == ["en", "es", "de"]


def test_the_transcript_of_a_translation_has_its_titles(film: Published) -> None:
    assert "Luces del mar\n---" in (film.folder / "deck.es.txt").read_text("utf-8")
    assert "Lights at sea\n---" in (film.folder / "deck.de.txt").read_text("utf-8")


def test_verify_knows_every_track(film: Published) -> None:
    done = film.desk.run("verify", film.video)
    assert done.code == 0, done.out
    for name in ("sound spa", "durations deu", "sync spa", "captions deu", "caption file es"):
        assert f"ok     {name}" in done.out


def test_verify_finds_captions_of_the_wrong_language(film: Published, tmp_path: Path) -> None:
    for path in film.folder.glob("deck*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "deck.es.vtt").write_bytes((film.folder / "deck.de.vtt").read_bytes())
    done = film.desk.run("verify", tmp_path / "deck.mp4")
    assert done.code == 1
    wrong = [line.split()[1:5] for line in done.out.splitlines() if line.startswith("  wrong")]
    assert [" ".join(words[:3]) for words in wrong] == ["caption file es"]


def test_a_video_for_each_language_has_its_own_slides(film: Published, tmp_path: Path) -> None:
    desk = film.desk
    answer = desk.build("deck.md", "--lang", "en,es,de", "--per-lang", "-o", f"{tmp_path}/", *SMALL)
    names = ["deck.mp4", "deck.vtt", "deck.es.mp4", "deck.es.vtt", "deck.de.mp4", "deck.de.vtt"]
    assert [Path(output["path"]).name for output in answer["outputs"]] == names
    titles = {}
    for name, lang in (("deck", "eng"), ("deck.es", "spa"), ("deck.de", "deu")):
        video = tmp_path / f"{name}.mp4"
        (audio,) = tracks(video, "audio")
        assert audio["tags"]["language"] == lang
        found = probe(video)
        titles[name] = [chapter["tags"]["title"] for chapter in found["chapters"]]
        assert desk.run("verify", video).code == 0
    assert titles["deck"] == titles["deck.de"] == ["Lights at sea", "Three things", "The end"]
    assert titles["deck.es"] == ["Luces del mar", "Dos cosas", "Fin"]


def test_another_build_makes_the_same_bytes_and_runs_nothing(film: Published) -> None:
    before = film.video.read_bytes()
    again = film.desk.build("deck.md", "-f", "mp4,vtt", "--lang", "en,es,de", *SMALL)
    assert again["steps"]["built"] == 0
    fresh = Desk(film.folder, film.desk.cache / "another")
    fresh.build("deck.md", "-f", "mp4,vtt", "--lang", "en,es,de", *SMALL)
    assert film.video.read_bytes() == before


def test_an_edit_of_a_translation_speaks_only_that_anew(film: Published, tmp_path: Path) -> None:
    desk = Desk(tmp_path, film.desk.cache)
    desk.deck(SPANISH.replace("Gracias.", "Muchas gracias."), "deck.es.md")
    desk.deck(ENGLISH)
    done: Done = desk.run("explain", "deck.md", "--lang", "en,es,de", "-f", "vtt", *SMALL)
    spoken_anew = [row.split()[1] for row in done.out.splitlines() if " narration/" in row]
    assert spoken_anew == ["narration/es/0003-1"]


def test_held_pictures_may_be_encoded_in_several_languages(film: Published, tmp_path: Path) -> None:
    encoded = ("--set", "holds=encoded", "-o", tmp_path / "talk.mp4", "--slides", "3")
    film.desk.build("deck.md", "--lang", "en,es", *encoded, *SMALL)
    assert film.desk.run("verify", tmp_path / "talk.mp4").code == 0

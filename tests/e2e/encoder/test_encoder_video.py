from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import av
import pytest
from av.audio.stream import AudioStream
from tests.e2e.encoder.studio import SIZE, THIRTY, Studio, Voice

from mdvid.backends.libav import verify
from mdvid.errors import ProviderFailed
from mdvid.media.caption_files import to_vtt
from mdvid.media.captions import captions
from mdvid.providers.requests import MuxRequest

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def talk(studio: Studio, voice: Voice) -> Path:
    """Four slides, the third of them silent; timeline and captions beside the video."""
    takes = [studio.take(f"take-{n}", voice(1.3 + n / 3, seed=n) * 3) for n in range(3)]
    sounds = [
        studio.sound(f"sound-{n}", [take], lead=400, tail=300) for n, take in enumerate(takes)
    ]
    sounds.insert(2, studio.sound("silence", hold=1500))
    stills = [[studio.still(2 * n), studio.still(2 * n + 1)] for n in range(4)]
    video = studio.video(stills, sounds)
    shown = captions(studio.timeline(sounds, 2))
    video.with_suffix(".vtt").write_text(to_vtt(shown))
    return video


def probed(video: Path, *what: str) -> dict[str, list[dict[str, object]]]:
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", *what, str(video)],
        capture_output=True,
        check=True,
    )
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


def test_a_video_is_what_the_contract_promises(talk: Path) -> None:
    found = probed(talk, "-show_streams", "-show_chapters", "-show_format")
    video, audio, text = found["streams"][:3]
    wanted = {
        "codec_name": "h264", "profile": "High", "pix_fmt": "yuv420p", "width": 320, "height": 180,
        "color_space": "bt709", "color_transfer": "bt709", "color_primaries": "bt709",
        "color_range": "tv", "r_frame_rate": "30/1", "avg_frame_rate": "30/1",
        "sample_aspect_ratio": "1:1", "start_time": "0.000000",
    }  # fmt: skip
    assert {key: video[key] for key in wanted} == wanted
    assert (audio["codec_name"], audio["profile"], audio["sample_rate"]) == ("aac", "LC", "48000")
    assert audio["start_time"] == "0.000000"
    assert audio["duration"] == video["duration"]
    assert text["codec_name"] == "mov_text"
    assert [s["tags"]["language"] for s in (audio, text)] == ["deu", "deu"]  # type: ignore[index]
    assert [c["tags"]["title"] for c in found["chapters"]] == [  # type: ignore[index]
        "Slide 1", "Slide 2", "Slide 3", "Slide 4",
    ]  # fmt: skip
    assert found["chapters"][0]["start_time"] == "0.000000"
    assert found["format"]["tags"]["title"] == "Talk"  # type: ignore[call-overload]
    data = talk.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_caption_track_says_what_the_caption_file_says(talk: Path) -> None:
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(talk), "-map", "0:s", "-f", "webvtt", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    meant = talk.with_suffix(".vtt").read_text().replace("00:00:", "00:")
    assert done.stdout.strip() == meant.strip()


def test_joining_again_gives_the_same_bytes(studio: Studio, talk: Path) -> None:
    first = talk.read_bytes()
    stills = [[studio.folder / f"still-{n}.h264", studio.folder / f"still-{n + 1}.h264"]
              for n in range(0, 8, 2)]  # fmt: skip
    sounds = [
        studio.folder / f"{name}.aac" for name in ("sound-0", "sound-1", "silence", "sound-2")
    ]
    assert studio.video(stills, sounds, name="again").read_bytes() == first


def test_a_video_without_captions_has_no_caption_track(studio: Studio, talk: Path) -> None:
    sound = studio.folder / "sound-0.aac"
    request = MuxRequest(size=SIZE, fps=THIRTY, title="", lang="xx-unknown", captions=False)
    out = studio.folder / "plain.mp4"
    studio.encoder.mux(request, studio.timeline([sound]), [[studio.still(1)]], [sound], out)
    assert [s["codec_type"] for s in probed(out, "-show_streams")["streams"]] == [
        "video", "audio", "data",
    ]  # fmt: skip
    assert verify(out).ok


def test_sound_that_does_not_fit_its_slide_is_refused(studio: Studio, talk: Path) -> None:
    short, long = studio.folder / "sound-0.aac", studio.folder / "sound-2.aac"
    request = MuxRequest(size=SIZE, fps=THIRTY, title="", lang="en", captions=True)
    with pytest.raises(ProviderFailed, match=r"slide 1 has .* AAC frames of sound in a place for"):
        studio.encoder.mux(
            request, studio.timeline([short]), [[studio.still(1)]], [long], studio.folder / "x.mp4"
        )


def failed(video: Path) -> set[str]:
    report = verify(video)
    assert not report.ok
    assert "failed" in report.summary
    return {check.name for check in report.checks if not check.ok}


def test_a_whole_video_is_accepted(talk: Path) -> None:
    report = verify(talk)
    assert [check for check in report.checks if not check.ok] == []
    assert {"pictures", "sync", "caption file"} <= {check.name for check in report.checks}
    assert report.summary.startswith("whole")


def test_a_video_with_nothing_beside_it_is_accepted(talk: Path, tmp_path: Path) -> None:
    alone = tmp_path / "a strange: name %d.mp4"
    shutil.copy(talk, alone)
    assert verify(alone).ok


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_a_video_that_was_cut_off_is_refused(talk: Path, part: float) -> None:
    data = talk.read_bytes()
    talk.write_bytes(data[: int(len(data) * part)])
    assert failed(talk)


def test_damage_in_the_middle_is_noticed(talk: Path) -> None:
    data = bytearray(talk.read_bytes())
    place = data.index(b"mdat") + 2000
    data[place : place + 200] = bytes(range(200))
    talk.write_bytes(data)
    assert "decoding" in failed(talk)


@pytest.mark.parametrize("data", [b"", b"nonsense" * 100])
def test_what_is_no_video_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(data)
    assert failed(path) == {"container"}


def test_a_video_that_is_not_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify(tmp_path / "x.mp4")


def remuxed(video: Path, *, drop: range = range(0), delay: int = 0) -> None:
    """Copy a video without some of its pictures, or with its sound later."""
    other = video.with_name("other.mp4")
    with av.open(str(video)) as source, av.open(str(other), "w") as out:
        kept = [s for s in source.streams if s.type in {"video", "audio"}]
        tracks = {s.index: out.add_stream_from_template(s) for s in kept}
        number = 0
        for packet in source.demux(kept):
            if packet.dts is None:
                continue
            if packet.stream.type == "video":
                number += 1
                if number in drop:
                    continue
            else:
                packet.pts = packet.dts = packet.dts + delay
            packet.stream = tracks[packet.stream.index]
            out.mux(packet)
    other.replace(video)


def test_pictures_that_were_dropped_are_noticed(talk: Path) -> None:
    remuxed(talk, drop=range(20, 40))
    assert {"frames", "timeline"} <= failed(talk)


def test_sound_that_comes_late_is_noticed(talk: Path) -> None:
    remuxed(talk, delay=24_000)
    assert {"durations", "container"} <= failed(talk)


def edited(talk: Path, old: str, new: str) -> None:
    timeline = talk.with_suffix(".json")
    text = timeline.read_text()
    assert old in text
    timeline.write_text(text.replace(old, new, 1))


def test_a_timeline_of_another_length_is_noticed(talk: Path) -> None:
    frames = json.loads(talk.with_suffix(".json").read_text())["frames"]
    edited(talk, f'"frames": {frames}', f'"frames": {frames + 1}')
    assert failed(talk) == {"timeline"}


def test_a_picture_that_changes_elsewhere_is_noticed(talk: Path) -> None:
    step = json.loads(talk.with_suffix(".json").read_text())["slides"][1]["steps"][1]
    start = f'"start_frame": {step["start_frame"]}'
    edited(talk, start, f'"start_frame": {step["start_frame"] + 1}')
    assert failed(talk) == {"pictures"}


def test_speech_that_is_not_where_the_timeline_says_is_noticed(talk: Path) -> None:
    edited(talk, '"start": 0.4,', '"start": 0.1,')
    assert failed(talk) == {"sync"}


def test_captions_at_other_times_are_noticed(talk: Path) -> None:
    file = talk.with_suffix(".vtt")
    file.write_text(file.read_text().replace("00:00:00.400", "00:00:00.500"))
    assert failed(talk) == {"caption file"}


def test_a_chapter_where_no_slide_begins_is_noticed(talk: Path) -> None:
    slide = json.loads(talk.with_suffix(".json").read_text())["slides"][1]
    edited(talk, f'"title": "{slide["title"]}"', '"title": ""')
    assert failed(talk) == {"chapter places"}


def with_slide(slide: str, fps: str = "30/1", frames: str = "1") -> str:
    return f'{{"slides": [{slide}], "fps": "{fps}", "frames": {frames}}}'


DAMAGED_TIMELINES = [
    with_slide("{}"),
    with_slide("", frames="1e999"),
    with_slide("", fps="1/0"),
    with_slide('{"steps": [], "speech": [], "title": "x", "start_frame": 3}', fps="0"),
    with_slide('{"steps": [{"start_frame": []}], "speech": [], "title": ""}'),
    with_slide('{"steps": [], "speech": [{"start": NaN}], "title": ""}'),
    with_slide('{"steps": [], "speech": [{"start": "soon"}], "title": ""}'),
    with_slide('{"steps": [], "speech": {"a": 1}, "title": ""}'),
]


@pytest.mark.parametrize("timeline", DAMAGED_TIMELINES)
def test_a_damaged_timeline_is_noticed(talk: Path, timeline: str) -> None:
    talk.with_suffix(".json").write_text(timeline)
    assert "timeline" in failed(talk)


def test_a_caption_file_with_a_cue_after_ages_is_noticed(talk: Path) -> None:
    talk.with_suffix(".vtt").write_text(f"{'9' * 5000}:00:00.000 --> 99:00:01.000\n")
    assert failed(talk) == {"caption file"}


def test_a_codec_that_nobody_knows_is_noticed(talk: Path) -> None:
    talk.write_bytes(talk.read_bytes().replace(b"avc1", b"none"))
    assert failed(talk) == {"codecs"}


@pytest.mark.parametrize(
    ("codec", "samples", "layout"), [("alac", "s16p", "mono"), ("aac", "fltp", "7.1")]
)
def test_sound_of_another_kind_is_noticed(
    talk: Path, codec: str, samples: str, layout: str
) -> None:
    other = talk.with_name("other.mp4")
    with av.open(str(talk)) as source, av.open(str(other), "w") as out:
        pictures = out.add_stream_from_template(source.streams.video[0])
        sound = out.add_stream(codec, rate=48_000, layout=layout)
        assert isinstance(sound, AudioStream)
        for frame in source.decode(audio=0):
            resampler = av.AudioResampler(samples, layout, 48_000)
            for packet in (p for f in resampler.resample(frame) for p in sound.encode(f)):
                out.mux(packet)
        source.seek(0)
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                out.mux(packet)
        for packet in sound.encode(None):
            out.mux(packet)
    other.replace(talk)
    assert "sound" in failed(talk)

"""Sound files, told by how they begin."""

import pytest

from mdvid.media.containers import HEAD, container_of


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt ", "wav"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"RIFF\x24\0\0\0AVI LIST", "avi"),
        (b"FORM\0\0\0\x24AIFFCOMM", "aiff"),
        (b"FORM\0\0\0\x24AIFCFVER", "aiff"),
        (b"fLaC\0\0\0\x22", "flac"),
        (b"OggS\0\x02", "ogg"),
        (b"ID3\x04\0", "mp3"),
        (b"\xff\xfb\x90\x64", "mp3"),
        (b"\xff\xf3\x40\xc4", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"\0\0\0\x20ftypM4A ", "mov"),
        (b"\0\0\0\x08wide\0\0", "mov"),
        (b"\x1a\x45\xdf\xa3\x9f", "matroska"),
        (b"caff\0\x01", "caf"),
        (b"#!AMR\n", "amr"),
        (b"\x47" + bytes(187) + b"\x47", "mpegts"),
    ],
)
def test_a_sound_is_known_by_how_it_begins(head: bytes, name: str) -> None:
    assert container_of(head) == name
    assert container_of(head.ljust(HEAD, b"\0")) == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"\xff\xfe",
        b"\xff\xfeT\0e\0x\0t\0",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"hello, world",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"<?xml version='1.0'?><MPD>",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
        bytes(HEAD),
    ],
)
def test_what_is_no_sound_or_names_other_files_is_not(head: bytes) -> None:
    assert not container_of(head)

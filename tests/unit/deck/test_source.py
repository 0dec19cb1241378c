import pytest

from mdvid.deck.findings import Findings
from mdvid.deck.source import (
    MAX_BYTES,
    MAX_LINE,
    Source,
    clean,
    decode,
    lift_data_uris,
    put_back,
    refuse_long_lines,
)
from mdvid.errors import DeckError, LimitError


def test_newlines_and_the_mark_at_the_beginning_vanish() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "x.md") == "a\nb\nc\n"


def test_latin_1_is_refused_where_it_begins() -> None:
    with pytest.raises(DeckError) as caught:
        decode(b"# One\n\nCaf\xe9 au lait\n", "x.md")
    span = caught.value.diagnostics[0].span
    assert span is not None
    assert (span.line, span.column) == (3, 4)
    assert span.excerpt == "Caf\ufffd au lait"
    assert "Latin-1" in (caught.value.diagnostics[0].hint or "")


def test_columns_count_characters_before_a_wrong_byte() -> None:
    with pytest.raises(DeckError) as caught:
        decode("日本".encode() + b"\xff", "x.md")
    span = caught.value.diagnostics[0].span
    assert span is not None
    assert span.column == 3


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(codec: str) -> None:
    with pytest.raises(DeckError) as caught:
        decode("# Über uns\n\nund mehr\n".encode(codec), "x.md")
    assert "UTF-16" in (caught.value.diagnostics[0].hint or "")


def test_a_deck_may_not_be_larger_than_the_limit() -> None:
    with pytest.raises(LimitError, match="20 MB"):
        decode(b"a" * (MAX_BYTES + 1), "x.md")


def test_a_line_may_not_be_longer_than_the_limit() -> None:
    refuse_long_lines(Source("a" * MAX_LINE, "x.md"))
    with pytest.raises(LimitError, match=r"x\.md:2"):
        refuse_long_lines(Source("\n" + "a" * (MAX_LINE + 1), "x.md"))


def test_control_characters_are_reported_and_keep_their_places() -> None:
    findings = Findings()
    assert clean("a\x01b\ud800", "x.md", findings) == "a b\ufffd"
    (found,) = findings.found
    assert found.span is not None
    assert found.span.column == 2


def test_places_are_counted_from_one() -> None:
    source = Source("ab\ncd\n", "x.md")
    span = source.at(4, 10)
    assert (span.line, span.column, span.length, span.excerpt) == (2, 2, 1, "cd")
    assert source.find("d", 1).line == 2
    assert source.find("zz", 2, 1).line == 2


def test_long_data_addresses_come_back_as_they_were() -> None:
    text = "![](data:image/png;base64," + "A" * 5000 + ") data:,short"
    short, lifted = lift_data_uris(text)
    assert len(short) < 100
    assert put_back(short, lifted) == text
    assert put_back("data:,mdvid-lifted-7;", lifted) == "data:,mdvid-lifted-7;"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x20ftypisom\0\0\x02\0", "a video"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"PK\x03\x04\x14\0", "an archive"),
        (b"%PDF-1.7\n", "a PDF"),
    ],
)
def test_a_file_of_another_kind_is_named_and_not_shown(data: bytes, kind: str) -> None:
    with pytest.raises(DeckError) as caught:
        decode(data, "talk.mp4")
    (found,) = caught.value.diagnostics
    assert found.message.startswith(f"`talk.mp4` looks like {kind}")
    assert found.span is None

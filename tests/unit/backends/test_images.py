"""What a file shows is judged by what is in it, never by its name."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from mdvid.backends.images import (
    FORMATS,
    LARGEST,
    NotAPicture,
    PictureTooLarge,
    PillowConverter,
    inspect,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{}</svg>'


def encoded(format_: str, size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(buffer, format=format_)
    return buffer.getvalue()


def put(folder: Path, data: bytes | str, name: str = "picture.png") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(("format_", "media_type"), FORMATS.items())
def test_a_picture_is_known_by_its_content(tmp_path: Path, format_: str, media_type: str) -> None:
    info = inspect(put(tmp_path, encoded(format_), "picture.txt"))
    assert (info.media_type, info.width, info.height) == (media_type, 40, 30)
    assert not info.cut


def test_a_photo_with_a_second_one_inside_is_a_jpeg(tmp_path: Path) -> None:
    photo, depth = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    path = tmp_path / "phone.jpg"
    photo.save(path, format="MPO", save_all=True, append_images=[depth])
    assert inspect(path).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "text",
    [
        SVG.format(""),
        "\ufeff" + SVG.format(""),
        '<?xml version="1.0"?>\n<!-- made by hand -->\n' + SVG.format(""),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + SVG.format(""),
        '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>\n' + SVG.format("<g/>"),
        '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>',
        '<svg\nxmlns="http://www.w3.org/2000/svg"></svg>',
        SVG.format("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
        SVG.format("<text>this one = that one</text>"),
    ],
)
def test_an_svg_that_only_draws_is_passive(tmp_path: Path, text: str) -> None:
    info = inspect(put(tmp_path, text))
    assert (info.media_type, info.active) == ("image/svg+xml", False)


@pytest.mark.parametrize(
    "text",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format("<svg:script/>"),
        SVG.format('<g onload = "alert(1)"/>'),
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;"),
        '<!DOCTYPE svg [<!ENTITY % x PUBLIC "a" "http://example.org/">]>' + SVG.format(""),
    ],
)
def test_an_svg_with_a_script_or_an_outside_entity_is_active(tmp_path: Path, text: str) -> None:
    assert inspect(put(tmp_path, text)).active


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("text", b"not a picture at all"),
        ("html", b"<!doctype html><html><body>404 <svg></svg></body></html>"),
        ("xml", b"<?xml version='1.0'?><rss><svg/></rss>"),
        ("fits", b"SIMPLE  =                    T".ljust(2880)),
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
        ("psd", b"8BPS\x00\x01" + bytes(6) + b"\x00\x03" + bytes(40)),
        ("tiff", encoded("TIFF")),
        ("pdf", encoded("PDF")),
        ("png without its header", encoded("PNG")[:20]),
        ("jpeg without its header", encoded("JPEG")[:12]),
        ("webp without its header", encoded("WEBP")[:14]),
        ("avif without its picture", encoded("AVIF")[:120]),
        ("only comments", b"<!---->" * 9000),
    ],
)
def test_what_no_browser_shows_is_refused_whatever_its_name(
    tmp_path: Path, name: str, data: bytes
) -> None:
    with pytest.raises(NotAPicture):
        inspect(put(tmp_path, data))


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_a_picture_that_was_cut_short_is_noticed(tmp_path: Path, format_: str) -> None:
    data = encoded(format_)
    assert inspect(put(tmp_path, data[: len(data) // 2])).cut


@pytest.mark.parametrize("side", [LARGEST // 5000 + 1, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(tmp_path: Path, side: int) -> None:
    data = bytearray(encoded("PNG"))
    # Width and height of the IHDR chunk, with its checksum (PNG, clause 11.2.1).
    data[16:24] = side.to_bytes(4, "big") + (5000).to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    with pytest.raises(PictureTooLarge, match="50 million"):
        inspect(put(tmp_path, bytes(data)))


def test_a_jpeg_keeps_size_and_colour(tmp_path: Path) -> None:
    source, out = tmp_path / "a.png", tmp_path / "a.jpg"
    Image.new("RGBA", (32, 18), (200, 40, 10, 255)).save(source)
    converter = PillowConverter()
    converter.to_jpeg(source, 90, out)
    with Image.open(out) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (32, 18), "RGB")
        red, green, blue = (band.getpixel((9, 9)) for band in image.split())
        assert (red, green, blue) == pytest.approx((200, 40, 10), abs=5)
    assert converter.fingerprint
    converter.close()
    converter.close()

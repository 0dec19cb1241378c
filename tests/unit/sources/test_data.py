import pytest

from mdvid.sources.data import decode, is_data
from mdvid.sources.policy import Refusal


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("data:,hello%20there", b"hello there"),
        ("data:image/svg+xml,%3Csvg%3E", b"<svg>"),
        ("data:image/svg+xml;utf8,<svg>,</svg>", b"<svg>,</svg>"),
        ("DATA:image/png;base64,AAEC", b"\0\1\2"),
        ("data:image/png;charset=x;BASE64,AA EC\n", b"\0\1\2"),
    ],
)
def test_the_content_is_in_the_address(source: str, data: bytes) -> None:
    assert is_data(source)
    assert decode(source) == data


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("data:image/png;base64", "no comma"),
        ("data:image/png;base64,AAE", "base64 cannot be read"),
        ("data:image/png;base64,A*EC", "base64 cannot be read"),
        ("data:image/png;base64,ÄÖÜ", "base64 cannot be read"),
    ],
)
def test_a_broken_address_is_refused(source: str, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        decode(source)

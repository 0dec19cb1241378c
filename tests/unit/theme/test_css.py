import pytest

from mdvid.theme.contrast import readable
from mdvid.theme.css import declarations, for_slides, safe_value, scoped, style_element


@pytest.mark.parametrize(
    "value",
    [
        "#fff",
        "rgb(1 2 3 / 50%)",
        "linear-gradient(to right, #123, #456)",
        'url("picture/1-1")',
        "url( picture/1-1 )",
        "url('theme/logo.svg')",
        "blur(2px) brightness(0.5)",
    ],
)
def test_a_plain_value_is_kept(value: str) -> None:
    assert safe_value(f" {value} ") == value


@pytest.mark.parametrize(
    "value",
    [
        "red; position: fixed",
        "red } section { display: none",
        "</style><script>",
        "rgb(1, 2, 3",
        "1)",
        "'open",
        "a /* comment",
        "\\75rl(x)",
        "url(http://example.org/x.png)",
        'url("picture/../../x")x</style>',
        "url(data:image/png;base64,xx)",
        "@import x",
        "a\nb",
    ],
)
def test_a_value_that_could_break_out_is_dropped(value: str) -> None:
    assert not safe_value(value)


def test_declarations_leave_out_what_is_empty_or_unsafe() -> None:
    assert declarations({"color": "red", "filter": "", "width": "1px;x"}) == "color:red"


def test_a_style_element_cannot_be_ended_by_its_content() -> None:
    assert style_element("a::after { content: '</style><b>' }").count("</style>") == 1


def test_no_css_needs_no_element() -> None:
    assert not style_element(" \n")
    assert not scoped("")


def test_the_root_of_scoped_css_is_its_scope() -> None:
    assert ":scope { --x: 1 }" in scoped(":root { --x: 1 }")


@pytest.mark.parametrize(
    ("text", "ground", "expected"),
    [
        ("#171a21", "#ffffff", True),
        ("#171a21", "#223", False),
        ("#e8ebf0", "white", False),
        ("#e8ebf0", "black", True),
        ("#e8ebf0", "papayawhip", True),
        ("#e8ebf0", "", True),
    ],
)
def test_text_is_readable_where_it_contrasts(text: str, ground: str, expected: bool) -> None:
    assert readable(text, ground) is expected


@pytest.mark.parametrize(
    ("css", "added"),
    [
        (":root { color: red }", " :where(section.slide) { color: red }"),
        (":root{--a: b; color:red;}", " :where(section.slide) { color:red }"),
        (":root { --a: b }", ""),
        (
            ":root { --a: b; background: url(data:x;base64,AA==) ; }",
            " :where(section.slide) { background: url(data:x;base64,AA==) }",
        ),
        ("section { font-size: 30px }", "\nhtml { font-size: 30px }"),
        ("section { font-size: 30px } section { font-size: 2vw; }", "\nhtml { font-size: 2vw }"),
        ("section { font-size: 90% } h1 { font-size: 30px }", ""),
        ("section.lead { font-size: 30px }", ""),
        ("section p { font-size: 30px }", ""),
    ],
)
def test_what_marp_says_of_its_root_is_said_of_slides(css: str, added: str) -> None:
    assert for_slides(css) == css + added

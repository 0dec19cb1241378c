import pytest

from mdvid.theme import hyphens
from mdvid.theme.hyphens import hyphenated

DOCUMENT = "<style>section { hyphens: var(--hyphens) }</style>"
LONG = "Geschwindigkeitsbegrenzung"


def section(body: str, *, lang: str = "de", classes: str = "slide", shape: str = "wide") -> str:
    return f'<section class="{classes}" lang="{lang}" data-shape="{shape}">\n{body}\n</section>'


def broken(body: str, *, document: str = DOCUMENT, **attributes: str) -> list[str]:
    """Return the words that may be broken, with `-` where."""
    before = section(body, **attributes)
    after = hyphenated(before, document)
    if after == before:
        return []
    start = after.index(' data-hyphens="')
    end = after.index('"', start + 15)
    assert after[:start] + after[end + 1 :] == before
    return after[start + 15 : end].replace("\u00ad", "-").split(" ")


@pytest.mark.parametrize(
    ("place", "attributes"),
    [
        ('<div class="columns"><p>{}</p></div>', {}),
        ('<div class="one cols-3"><p>{}</p></div>', {}),
        ("<table><tr><td>{}</td></tr></table>", {}),
        ("<table><tr><th>{}</th></tr></table>", {}),
        ("<p>{}</p>", {"classes": "slide split-left"}),
        ("<p>{}</p>", {"classes": "slide split-right lead"}),
        ("<p>{}</p>", {"shape": "tall"}),
    ],
)
def test_long_words_may_be_broken_where_lines_are_short(
    place: str, attributes: dict[str, str]
) -> None:
    text = place.format("Der Landwirtschaftskammer und das kurze Wort")
    assert broken(text, **attributes) == ["Land-wirt-schafts-kam-mer"]


def test_only_endless_words_may_be_broken_where_lines_are_long() -> None:
    assert broken(f"<h1>{LONG} der Landwirtschaftskammer</h1>") == [
        "Geschwin-dig-keits-be-gren-zung"
    ]


def test_words_of_usual_length_are_never_listed() -> None:
    assert broken("<td>Der Leuchtturm leuchtet</td>") == []


def test_a_word_is_listed_once() -> None:
    assert len(broken(f"<p>{LONG} {LONG}</p>")) == 1


@pytest.mark.parametrize(
    "style",
    ["section { hyphens: auto }", "p{hyphens:auto}", "p { -webkit-hyphens: auto; hyphens : auto }"],
)
def test_css_that_asks_for_hyphens_gets_them_everywhere_and_for_shorter_words(style: str) -> None:
    assert broken("<p>Leuchtturm</p>", document=f"<style>{style}</style>") == ["Leucht-turm"]
    assert broken(f"<p>Leuchtturm</p><style>{style}</style>") == ["Leucht-turm"]


@pytest.mark.parametrize(
    "body",
    [
        f"<p><code>{LONG}</code></p>",
        f'<pre class="highlight"><code><span class="n">{LONG}</span></code></pre>',
        f'<p><span class="math inline">{LONG}</span></p>',
        f'<div class="math block">\\{LONG}</div>',
        f"<svg><text>{LONG}</text></svg>",
        f'<p><img src="picture/1-1" alt="{LONG}"></p>',
        f"<style>.{LONG} {{}}</style>",
    ],
)
def test_code_mathematics_drawings_and_attributes_are_no_text(body: str) -> None:
    assert broken(body) == []


@pytest.mark.parametrize(
    ("lang", "word", "points"),
    [
        ("de-CH", "Landwirtschaftskammer", "Land-wirt-schafts-kam-mer"),
        ("en", "internationalization", "inter-na-tion-al-iz-a-tion"),
        ("es-MX", "responsabilidades", "res-pon-sa-bi-li-da-des"),
        ("fr", "anticonstitutionnellement", "anti-cons-ti-tu-tion-nel-le-ment"),
        ("el", "διεθνοποίηση", "διε-θνο-ποί-ηση"),
        ("ru", "достопримечательность", "досто-при-ме-ча-тель-ность"),
    ],
)
def test_points_follow_the_language_of_the_slide(lang: str, word: str, points: str) -> None:
    assert broken(f"<td>{word}</td>", lang=lang) == [points]


def test_a_point_that_would_change_the_spelling_is_left_out() -> None:
    assert broken("<td>összeesküvéselmélet</td>", lang="hu") == ["össze-es-kü-vés-el-mé-let"]


@pytest.mark.parametrize("lang", ["ar", "ja", "xx", "x-private", "zh-Hans"])
def test_a_language_without_a_dictionary_is_left_alone(lang: str) -> None:
    assert broken(f"<td>{LONG}</td>", lang=lang) == []


def test_words_without_spaces_between_them_are_left_alone() -> None:
    assert broken("<td>ประชาธิปไตยประเทศไทย</td>", lang="th") == []


def test_a_template_that_leaves_the_language_out_gets_no_hyphens() -> None:
    assert hyphenated(f"<section><td>{LONG}</td></section>", DOCUMENT) == (
        f"<section><td>{LONG}</td></section>"
    )


def test_characters_of_html_are_read_as_what_they_mean() -> None:
    assert broken("<td>Zuständigkeitsbereich&shy;</td>") == ["Zustän-dig-keits-be-reich"]
    assert broken("<td>Zust&auml;ndigkeitsbereich</td>") == ["Zustän-dig-keits-be-reich"]


def test_a_deck_that_is_watched_for_long_does_not_fill_the_memory_with_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hyphens, "_KNOWN", 50)
    first = broken(f"<table><td>{LONG}</td></table>")
    ends = [f"{a}{b}" for a in "abcdefghij" for b in "abcdefghij"]
    for end in ends:
        broken(f"<table><td>Landwirtschaftskammer{end}</td></table>")
    dictionary = hyphens._dictionary("de")
    assert dictionary
    assert len(dictionary.hd.cache) <= 51
    assert broken(f"<table><td>{LONG}</td></table>") == first

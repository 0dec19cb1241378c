import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdvid.deck.model import Deck
from mdvid.diagnostics import Warned
from mdvid.errors import DeckError

Read = Callable[..., Warned[Deck]]

LINES = r"""
# Title|## Two|text|- item|* item|1) one|---|***|```|```py|<!-- A note. -->|<!-- _class: lead -->
<!--|-->|<div>|</div>|<style>|</style>|<style scoped>|![bg right:40%](a.png)|![a](gen:)|$$|$a$
:tada:|> quote|[^1]|[^1]: note|<script>|</script>|**Lead**|  indented|    code|::: notes|:::
^ caret|Note: x|???|{{ x }}|paginate: true|marp: true|style: >|title: a: b|[//]: # (note)
----|--|. . .|.left-column[|]|.a[b]|layout: true|[.column]|#[fit] a|:::: {.columns}
<!-- .slide: class="a" -->|- b <!-- .element: class="fragment" -->|slidenumbers: true|## A {.b}
<img src=x>|\begin{align}|\end{align}|&amp;|&#0;|é日🎉|<!-->|a\|___|<pre>|<iframe src="x">
"""
PIECES = st.sampled_from(
    [
        *LINES.strip().replace("\n", "|").split("|"),
        *("", "| a | b |", "|---|---|", "\t", "\x01"),
        *("<!-- step -->", "* <!-- step --> a **b <!-- step --> c**", "```ts {1|2-3|all}"),
        *('<p data-step="3">', '- <b data-step="7">'),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("\n".join), st.text(max_size=200))
RELAXED = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcome(read: Read, text: str) -> tuple[Deck | None, DeckError]:
    """Return the deck, or the error; never both."""
    try:
        return read(text).value, DeckError(())
    except DeckError as error:
        return None, error


@RELAXED
@given(TEXTS)
def test_any_text_gives_a_deck_or_a_located_error(read: Read, text: str) -> None:
    deck, error = outcome(read, text)
    if deck is None:
        assert error.diagnostics
        assert all(d.span and d.span.line >= 1 and d.span.column >= 1 for d in error.diagnostics)
        return
    assert [slide.number for slide in deck.slides] == list(range(1, len(deck.slides) + 1))
    assert len({slide.id for slide in deck.slides}) == len(deck.slides)
    names = [p.name for slide in deck.slides for p in slide.pictures]
    assert len(set(names)) == len(names)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for slide in deck.slides:
        assert 1 <= slide.span.line <= len(lines)
        assert [step.number for step in slide.steps] == list(range(1, len(slide.steps) + 1))
        hidden = re.findall(r'\sdata-step="(\d+)"', slide.body)
        assert all(1 <= int(number) <= len(slide.steps) for number in hidden)
        for note in slide.notes:
            assert note.text.strip()
            assert 1 <= note.span.line <= len(lines)


@RELAXED
@given(st.lists(PIECES, max_size=25))
def test_newlines_and_the_mark_of_windows_change_nothing(read: Read, pieces: list[str]) -> None:
    ours, our_error = outcome(read, "\n".join(pieces))
    theirs, their_error = outcome(read, "\ufeff" + "\r\n".join(pieces))
    assert ours == theirs
    assert our_error.diagnostics == their_error.diagnostics


@RELAXED
@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_notes_are_never_shown(read: Read, before: list[str], after: list[str]) -> None:
    opening = ("```", "```py", "<style", "<script>", "<!--", "$$", "::: notes", "<pre>", "\\begin")
    before = [piece for piece in before if not piece.startswith(opening)]
    text = "\n".join([*before, "", "---", "", "# A", "<!-- For zyzzyva ears. -->", "", *after])
    deck, _ = outcome(read, text)
    for slide in deck.slides if deck else ():
        assert "zyzzyva" not in slide.body

"""What a plan says: which requests are made of a deck."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from mdvid.config.model import Config, Illustration
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Deck, DeckOptions, Dialect
from mdvid.deck.parser import parse_deck
from mdvid.diagnostics import Span
from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan
from mdvid.media.model import Size
from mdvid.pipeline.actions import (
    EncodeSound,
    Illustrate,
    JoinVideo,
    MakeTimeline,
    Narrate,
    PipelineAction,
    RenderPicture,
    WriteText,
)
from mdvid.pipeline.inputs import PlanInputs
from mdvid.pipeline.pictures import shown_as
from mdvid.pipeline.planner import make_plan
from mdvid.pipeline.toolbox import Toolbox
from mdvid.providers.requests import Asset
from mdvid.speech.model import Cue, SpeechItem, Utterance, Voice, Word
from mdvid.testing import FakeIllustrator, FakeNarrator, FakeTools
from mdvid.theme.model import Theme

THEME = Theme(
    name="bare",
    description="",
    template="<section>{{ body }}{{ backgrounds }}</section>",
    css="h1 {}",
    palette=("#ffffff", "#000000"),
    smallest=0.7,
)
CONFIG = Config(size=Size(64, 36))
A = TypeVar("A")


def deck(text: str, dialect: Dialect = Dialect.MARP) -> Deck:
    front_matter = read_front_matter(text, path="talks/talk.md").value
    options = DeckOptions(dialect=dialect)
    return parse_deck(text, front_matter, options, path="talks/talk.md").value


def plan(
    deck_: Deck,
    *,
    assets: Mapping[str, Asset] | None = None,
    speech: Mapping[int, tuple[SpeechItem, ...]] | None = None,
    **changes: Any,
) -> Plan[PipelineAction]:
    fakes = FakeTools()
    inputs = PlanInputs(
        deck=deck_,
        theme=THEME,
        config=CONFIG,
        tools=Toolbox(
            narrators={"fake": fakes.narrator},
            illustrator=fakes.illustrator,
            renderer=fakes.renderer,
            encoder=fakes.encoder,
            converter=fakes.converter,
        ),
        code="test",
        speech=speech or {},
        assets=assets or {},
    )
    return make_plan(replace(inputs, **changes))


def actions(made: Plan[PipelineAction], kind: type[A]) -> Sequence[A]:
    return [step.action for step in made.steps if isinstance(step.action, kind)]


def asset(name: str, content: str) -> Asset:
    return Asset(name=name, digest=Digest(content * 64), media_type="image/png")


def test_pictures_are_known_by_what_they_show() -> None:
    text = "# A\n\n![](img/boat%20one.png) ![](b.png)\n\n---\n\n# B\n\n![bg](img/boat%20one.png)\n"
    made = plan(
        deck(text),
        assets={
            "picture/1-1": asset("picture/1-1", "a"),
            "picture/1-2": asset("picture/1-2", "b"),
            "picture/2-1": asset("picture/2-1", "a"),
        },
    )
    first, second = (action.request for action in actions(made, RenderPicture))
    boat = f"picture/{'a' * 16}-boat_one.png"
    assert [a.name for a in first.assets] == [boat, f"picture/{'b' * 16}-b.png"]
    assert f'src="{boat}"' in first.slide
    assert [a.name for a in second.assets] == [boat]
    assert boat in second.slide


def test_the_same_picture_twice_is_one_file() -> None:
    made = plan(
        deck("# A\n\n![bg](a.png)\n![](a.png)\n"),
        assets={name: asset(name, "a") for name in ("picture/1-1", "picture/1-2")},
    )
    (action,) = actions(made, RenderPicture)
    assert len(action.request.assets) == 1


def test_a_picture_of_a_scoped_style_has_the_url_of_its_file() -> None:
    text = "# A\n\n<style scoped>h1 { background: url(a.png) }</style>\n"
    made = plan(deck(text), assets={"picture/1-1": asset("picture/1-1", "a")})
    (action,) = actions(made, RenderPicture)
    (file,) = action.request.assets
    assert f"url({file.name})" in action.request.slide


def test_files_of_the_theme_come_with_every_slide() -> None:
    shared = (asset("theme/logo.svg", "c"),)
    made = plan(deck("# A\n\n---\n\n# B\n"), shared_assets=shared)
    assert [a.request.assets for a in actions(made, RenderPicture)] == [shared, shared]


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("img/a.png", "a.png"),
        ("a b&c.png", "a_b_c.png"),
        ("ä→😀", "_"),
        ("https://example.org/x/?y=1", "_y_1"),
        ("", "_"),
        ("x/" + "n" * 300 + ".png", "n" * 36 + ".png"),
    ],
)
def test_urls_remind_of_file_names_and_need_no_quoting(source: str, end: str) -> None:
    (slide,) = deck("![](a.png)").slides
    assert shown_as(replace(slide.pictures[0], source=source)) == end


def test_drawn_pictures_are_given_to_every_step_of_their_slide() -> None:
    plain = deck("# A\n\n![bg left a lamp](gen:){seed=7}\n![a boat](gen:)\n")
    (slide,) = plain.slides
    stepped = replace(slide, steps=(slide.steps[0], replace(slide.steps[0], number=2)))
    made = plan(replace(plain, slides=(stepped,)))
    assert {action.request.prompt for action in actions(made, Illustrate)} == {"a lamp", "a boat"}
    pictures = [step for step in made.steps if isinstance(step.action, RenderPicture)]
    assert [step.needs for step in pictures] == [("illustration/0001-1", "illustration/0001-2")] * 2
    for request in (action.request for action in actions(made, RenderPicture)):
        assert len(request.illustrations) == 2
        assert all(url in request.slide for url in request.illustrations)


def test_settings_of_the_deck_reach_the_illustrator() -> None:
    config = Config(
        size=Size(64, 36),
        illustration=Illustration(style="flat", negative="text", seed=3),
    )
    (action,) = actions(plan(deck("![a boat](gen:)"), config=config, model="ink"), Illustrate)
    request = action.request
    assert (request.model, request.style, request.negative) == ("ink", "flat", "text")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_colours_of_the_theme_are_told_to_those_who_use_them(
    monkeypatch: pytest.MonkeyPatch,
    wanted: bool,
) -> None:
    monkeypatch.setattr(FakeIllustrator, "uses_palette", wanted)
    (action,) = actions(plan(deck("![a boat](gen:)")), Illustrate)
    assert action.request.palette == (THEME.palette if wanted else ())


def test_speech_becomes_items_with_gaps_words_and_cues() -> None:
    voice = Voice(provider="fake", name="low")
    utterance = Utterance(
        text="Look here.",
        spoken="look here",
        words=(Word(text="Look", start=0, end=4), Word(text="here.", start=5, end=9)),
        voice=voice,
        cues=(Cue(step=2, word=1),),
        span=Span("talk.md", 1),
    )
    made = plan(deck("# A\n"), speech={1: (utterance, utterance)})
    (action,) = actions(made, EncodeSound)
    first, second = action.request.items
    assert (first.voice, first.words) == ("fake:low", (("Look", 0, 4), ("here.", 5, 9)))
    assert (first.cues, first.gap) == (((2, 1),), 0)
    assert second == replace(first, gap=second.gap)
    assert second.gap > 0


@pytest.mark.parametrize("costly", [False, True])
def test_voices_that_draw_lots_get_a_seed_for_each_sentence(
    monkeypatch: pytest.MonkeyPatch, costly: bool
) -> None:
    monkeypatch.setattr(FakeNarrator, "costly", costly)
    voice = Voice(provider="fake", name="low")
    one, two = (
        Utterance(text=text, spoken=text, words=(), voice=voice, span=Span("talk.md", 1))
        for text in ("One.", "Two.")
    )
    made = plan(deck("# A\n\n---\n\n# B\n"), speech={1: (one, two), 2: (two,)})
    first, second, moved = (action.request.seed for action in actions(made, Narrate))
    assert second == moved
    assert (first != second) == costly
    assert costly or (first, second) == (0, 0), "what espeak has spoken is not spoken again"


def test_without_pictures_no_browser_is_asked_for() -> None:
    made = plan(deck("# A\n\n![a boat](gen:)\n"), pictures=False)
    assert [step.id for step in made.steps] == [
        "sound/0001",
        "timeline",
        "vtt",
        "srt",
        "ass",
        "chapters",
        "txt",
        "json",
    ]


def test_the_timeline_knows_names_lines_and_headings() -> None:
    text = "---\ntitle: Talk\n---\n\n# A\n\n---\n\nno heading\n"
    (action,) = actions(plan(deck(text)), MakeTimeline)
    assert (action.deck, action.title, action.lang) == ("talk.md", "Talk", "en")
    assert [(slide.number, slide.title, slide.line) for slide in action.slides] == [
        (1, "A", 5),
        (2, "", 9),
    ]


def test_slides_that_go_on_under_a_heading_are_marked() -> None:
    paragraph = "A sentence that is long enough to take some of the room on a slide. " * 12
    article = deck(f"# A\n\n{paragraph}\n\n{paragraph}\n\n# B\n\nEnd.\n", Dialect.ARTICLE)
    (action,) = actions(plan(article), MakeTimeline)
    continued = [slide.continued for slide in action.slides]
    assert continued == [slide.continued for slide in article.slides]
    assert any(continued)


def test_only_the_transcript_has_what_pictures_show() -> None:
    made = plan(deck("# A\n\n![w:300 a boat](a.png) ![](b.png)\n\n---\n\n# B\n"))
    texts = actions(made, WriteText)
    assert {a.format.value: a.pictures for a in texts if a.pictures} == {"txt": (("a boat",), ())}


def test_the_video_is_joined_in_the_order_of_the_slides() -> None:
    first, second = deck("# A\n\n---\n\n# B\n").slides
    stepped = replace(first, steps=(first.steps[0], replace(first.steps[0], number=2)))
    made = plan(replace(deck("# A\n"), slides=(stepped, second)))
    (video,) = actions(made, JoinVideo)
    assert video.steps == (2, 1)
    assert made.steps[-1].needs == (
        "timeline",
        "still/0001-1",
        "still/0001-2",
        "sound/0001",
        "still/0002-1",
        "sound/0002",
    )


def test_slides_keep_their_numbers_when_only_some_are_built() -> None:
    whole = deck("# A\n\n---\n\n# B\n\n---\n\n# C\n")
    made = plan(replace(whole, slides=whole.slides[1:2]))
    assert "picture/0002-1" in {step.id for step in made.steps}
    assert "picture/0001-1" not in {step.id for step in made.steps}

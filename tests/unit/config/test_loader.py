from pathlib import Path

import pytest

from mdvid.config.layers import Source
from mdvid.config.loader import LoadedConfig, load_config
from mdvid.config.values import SlideRange
from mdvid.deck.frontmatter import read_front_matter
from mdvid.deck.model import Dialect, FrontMatter, Narration
from mdvid.diagnostics import Diagnostic, Severity, Warned
from mdvid.errors import ConfigError, DeckError
from mdvid.media.model import FrameRate, Size
from mdvid.speech.model import Voice


def front_matter(text: str) -> FrontMatter:
    return read_front_matter(f"---\n{text}\n---\n\n# Hello\n", path="deck.md").value


def load(
    folder: Path,
    *,
    deck: str = "",
    environment: dict[str, str] | None = None,
    **overrides: object,
) -> Warned[LoadedConfig]:
    known = {"HOME": str(folder), **(environment or {})}
    written = front_matter(deck) if deck else None
    return load_config(folder=folder, front_matter=written, environment=known, overrides=overrides)


def messages(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [d.message for d in diagnostics if d.severity is not Severity.INFO]


def test_without_a_word_from_anybody_everything_has_a_default(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    config = loaded.value.config
    assert (config.size, config.fps, config.theme) == (Size(1920, 1080), FrameRate(30), "plain")
    assert config.format == ("mp4", "vtt")
    assert config.root == tmp_path
    assert config.cache_dir == tmp_path / ".cache" / "mdvid"
    assert loaded.diagnostics == ()
    assert loaded.value.origin("theme") is Source.DEFAULT


def test_later_sources_win(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text('theme = "a"\nfps = 1\nrate = 1.1\nlang = "de"\n')
    loaded = load(
        tmp_path,
        deck="theme: b\nfps: 2\nrate: 1.2",
        environment={"MDVID_THEME": "c", "MDVID_FPS": "3"},
        theme="d",
    ).value
    config = loaded.config
    assert (config.theme, config.fps, config.rate, config.lang) == ("d", FrameRate(3), 1.2, "de")
    assert [loaded.origin(key) for key in ("theme", "fps", "rate", "lang")] == [
        Source.COMMAND_LINE,
        Source.ENVIRONMENT,
        Source.DECK,
        Source.FILE,
    ]


def test_tables_of_several_sources_are_merged(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text(
        '[lexicon]\nSQL = "sequel"\nGIF = "jif"\n[illustration]\nstyle = "flat"\nseed = 3\n'
    )
    config = load(
        tmp_path, deck="lexicon: {GIF: gif}\nillustration: {seed: 7}", set=["lexicon.a=b"]
    ).value.config
    assert config.lexicon == {"SQL": "sequel", "GIF": "gif", "a": "b"}
    assert (config.illustration.style, config.illustration.seed) == ("flat", 7)


def test_every_error_is_reported_at_once_with_its_source(tmp_path: Path) -> None:
    (tmp_path / "mdvid.toml").write_text("# ours\nrate = 99\n")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, environment={"MDVID_JOBS": "nan"}, fps="500", set=["holds=skp", "x=1"])
    assert sorted(messages(caught.value.diagnostics)) == [
        "`--fps` must be frames a second from 1 to 120, such as `30`, `29.97` or `30000/1001`, not `500`",  # noqa: E501  # as it is printed
        "`--set holds` must be `skip` or `encoded`, not `skp`",
        "`MDVID_JOBS` must be a whole number from 1 to 256, not `nan`",
        "`rate` must be a number from 0.25 to 4, not `99`",
        "unknown setting `x`",
    ]
    (span,) = (d.span for d in caught.value.diagnostics if d.span)
    assert (span.line, span.column, span.excerpt) == (2, 1, "rate = 99")


def test_a_wrong_value_in_the_deck_is_an_error_of_the_deck(tmp_path: Path) -> None:
    with pytest.raises(DeckError) as caught:
        load(tmp_path, deck="fps: 500\nsize: tiny")
    size, fps = caught.value.diagnostics
    assert fps.span
    assert (fps.span.path, fps.span.line, fps.span.column) == ("deck.md", 2, 6)
    assert size.message.startswith("`size` must be a size")


@pytest.mark.parametrize(("key", "meant"), [("siez", "size"), ("thmee", "theme"), ("fpss", "fps")])
def test_a_key_that_is_nearly_ours_is_a_warning(tmp_path: Path, key: str, meant: str) -> None:
    (warning,) = load(tmp_path, deck=f"{key}: 1").diagnostics
    assert warning.severity is Severity.WARNING
    assert (warning.message, warning.hint) == (
        f"unknown setting `{key}`",
        f"did you mean `{meant}`?",
    )


def test_author_and_date_are_used_and_other_usual_keys_are_not(tmp_path: Path) -> None:
    (info,) = load(tmp_path, deck="author: A\ndate: 2026-11-21\ntags: b").diagnostics
    assert info.message == "front matter that mdvid does not use: `tags`"


def test_a_wrong_option_makes_it_an_error_of_usage_even_if_the_deck_is_wrong_too(
    tmp_path: Path,
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, deck="fps: 500", jobs="-1")
    assert len(caught.value.diagnostics) == 2


def test_a_blog_posts_front_matter_is_no_mistake(tmp_path: Path) -> None:
    text = "audio: false\nimage: false\nlang: es\nlayout: post\nmodel: x\ntype: note\ndraft: true"
    loaded = load(tmp_path, deck=text)
    assert loaded.value.config.lang == "es"
    assert loaded.value.config.draft is False
    (remark,) = loaded.diagnostics
    assert remark.severity is Severity.INFO
    assert "`audio`, `image`, `layout`, `model`, `type`, `draft`" in remark.message


def test_a_slip_in_the_front_matter_is_a_warning_with_a_hint(tmp_path: Path) -> None:
    (warning,) = load(tmp_path, deck="thema: dark").diagnostics
    assert warning.severity is Severity.WARNING
    assert warning.hint == "did you mean `theme`?"


@pytest.mark.parametrize(
    "text",
    [
        "root: /",
        "output: /etc/passwd",
        "cache_dir: /tmp",
        "cache-dir: /tmp",
        "browser: /bin/sh",
        "jobs: 64",
        "deadline: 5",
        "narrators: {espeak: {library: /tmp/x.so}}",
        "offline: false",
        "untrusted: false",
        "missing: placeholder",
    ],
)
def test_a_deck_cannot_say_where_files_go_nor_relax_what_is_refused(
    tmp_path: Path, text: str
) -> None:
    plain = load(tmp_path).value.config
    loaded = load(tmp_path, deck=text)
    assert loaded.value.config == plain
    (warning,) = loaded.diagnostics
    assert warning.severity is Severity.WARNING
    assert "a deck cannot set" in warning.message


def test_a_deck_may_be_stricter_than_asked(tmp_path: Path) -> None:
    loaded = load(tmp_path, deck="offline: true\nstrict: true\nmissing: error")
    assert loaded.value.config.offline
    assert loaded.value.config.strict
    assert loaded.diagnostics == ()


def test_directives_in_the_front_matter_are_no_settings(tmp_path: Path) -> None:
    text = 'marp: true\npaginate: true\n_class: lead\nheader: x\nstyle: "a{}"\nheadingDivider: 2'
    assert load(tmp_path, deck=text).diagnostics == ()


def test_formats_of_other_tools_are_ignored_with_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, deck="format: hugo")
    assert loaded.value.config.format == ("mp4", "vtt")
    assert [d.severity for d in loaded.diagnostics] == [Severity.WARNING]


def test_of_several_formats_the_wrong_one_is_told(tmp_path: Path) -> None:
    (warning,) = load(tmp_path, deck="format: mp4, vvt").diagnostics
    assert warning.message.endswith("not `vvt`")
    assert warning.hint == "did you mean `vtt`?"


@pytest.mark.parametrize("written", ["revealjs", "{revealjs: {incremental: true}}"])
def test_formats_of_quarto_are_no_mistake(tmp_path: Path, written: str) -> None:
    loaded = load(tmp_path, deck=f"format: {written}")
    assert loaded.value.config.format == ("mp4", "vtt")
    assert not loaded.diagnostics


def test_an_odd_size_is_made_even_with_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, size="1281x721")
    assert loaded.value.config.size == Size(1280, 720)
    assert messages(loaded.diagnostics) == [
        "H.264 video needs even sides: `1281x721` becomes `1280x720`"
    ]


def test_the_voice_speaks_the_language_of_the_deck(tmp_path: Path) -> None:
    config = load(tmp_path, deck="lang: es\nrate: 1.5\nvoice: none").value.config
    assert config.voice == Voice(provider="none", lang="es", rate=1.5)


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("dialect", "marp", Dialect.MARP),
        ("dialect", "auto", None),
        ("narration", "body", Narration.BODY),
        ("hold", "auto", None),
        ("hold", "4", 4000),
        ("notes", "all", "all"),
        ("slides", "2-3", (SlideRange(2, 3),)),
        ("format", "srt,json,srt", ("srt", "json")),
        ("captions", "no", "none"),
        ("captions", "true", "soft"),
        ("captions", "Burn", "burn"),
        ("caption_words", "yes", True),
        ("deadline", "90", 90_000),
    ],
)
def test_settings_become_values(tmp_path: Path, key: str, written: str, value: object) -> None:
    assert getattr(load(tmp_path, set=[f"{key}={written}"]).value.config, key) == value


def test_a_file_name_can_ask_for_its_format(tmp_path: Path) -> None:
    assert load(tmp_path, output="talk.srt").value.config.format == ("srt",)
    assert load(tmp_path, output="talk.mp4").value.config.format == ("mp4", "vtt")
    assert load(tmp_path, output="talk.srt", format="json").value.config.format == ("json",)


def test_the_cache_can_be_switched_off_in_the_environment(tmp_path: Path) -> None:
    assert load(tmp_path, environment={"MDVID_NO_CACHE": "1"}).value.config.cache is False
    assert load(tmp_path, environment={"MDVID_NO_CACHE": ""}).value.config.cache is True


def test_the_cache_is_where_the_desktop_keeps_caches(tmp_path: Path) -> None:
    config = load(tmp_path, environment={"XDG_CACHE_HOME": "/var/c"}).value.config
    assert config.cache_dir == Path("/var/c/mdvid")
    config = load(tmp_path, environment={"XDG_CACHE_HOME": "relative"}).value.config
    assert config.cache_dir == tmp_path / ".cache" / "mdvid"


def test_a_misspelt_variable_is_a_warning(tmp_path: Path) -> None:
    (warning,) = load(
        tmp_path, environment={"MDVID_CACHEDIR": "x", "MDVID_TEST_X": "1"}
    ).diagnostics
    assert warning.hint == "did you mean `MDVID_CACHE_DIR`?"


def test_a_setting_without_a_value_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="has no value"):
        load(tmp_path, set=["fps"])


def test_a_draft_is_small(tmp_path: Path) -> None:
    assert load(tmp_path, draft=True).value.config.size == Size(960, 540)


def test_a_deck_outside_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    with pytest.raises(ConfigError, match="not under the root"):
        load_config(
            folder=tmp_path,
            deck=tmp_path / "deck.md",
            environment={"HOME": "/"},
            overrides={"root": str(tmp_path / "root")},
        )


def test_a_root_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not a folder"):
        load(tmp_path, root=str(tmp_path / "none"))


def test_an_unknown_key_in_a_table_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, set=["illustration.sed=4"])
    assert caught.value.diagnostics[0].hint == "did you mean `seed`?"

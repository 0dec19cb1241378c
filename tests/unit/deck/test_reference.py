"""The reference of the deck format says all that the parser knows."""

import re
from pathlib import Path

import pytest

from mdvid.deck.dialects.slidev_includes import DEEPEST
from mdvid.deck.dialects.slidev_includes import MOST as INCLUSIONS
from mdvid.deck.directives import DECK_WIDE, DIRECTIVES, LOCAL, METADATA
from mdvid.deck.notes import why_not_heard
from mdvid.deck.source import MAX_BYTES, MAX_LINE
from mdvid.sources.includes import MOST as FILES

REFERENCE = (Path(__file__).parents[3] / "docs/reference/deck-format.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(LOCAL | DECK_WIDE | METADATA))
def test_every_directive_is_documented(name: str) -> None:
    assert f"`{name}`" in REFERENCE


def test_nothing_is_documented_that_is_no_directive() -> None:
    table = REFERENCE.split("## Directives")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    assert set(rows) == LOCAL | DECK_WIDE


def test_spot_names_exist_for_local_directives_and_titles() -> None:
    spots = {name.removeprefix("_") for name in DIRECTIVES if name.startswith("_")}
    # What a slide without a heading is called is no setting that later slides could take over.
    assert spots == LOCAL | {"title"}


def test_the_limits_are_documented() -> None:
    assert f"{MAX_BYTES // 1_000_000} MB" in REFERENCE
    assert f"{MAX_LINE:,}" in REFERENCE
    assert f"includes at most {FILES} files, {INCLUSIONS} times, ten within" in REFERENCE
    assert DEEPEST == 10


def test_the_comments_said_to_be_skipped_are_skipped() -> None:
    table = REFERENCE.split("### Comments that are not spoken")[1].split("\n#")[0]
    examples = re.findall(r"^\| .* \| `([^`]+)` \|$", table, re.MULTILINE)
    assert len(examples) > 8
    for example in examples:
        assert why_not_heard(example) is not None, example

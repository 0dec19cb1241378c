import pytest

from mdvid.cli.reasons import ROOM, brief
from mdvid.engine.reasons import ChangeKind, ChangeReason, FieldChange

LONG = "'It begins like this and goes on for a while, until it says "


def action(*fields: FieldChange, needs: tuple[str, ...] = ()) -> ChangeReason:
    return ChangeReason(kind=ChangeKind.ACTION, fields=fields, needs=needs)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (ChangeReason(kind=ChangeKind.FIRST_RUN), "first run"),
        (
            ChangeReason(kind=ChangeKind.INPUT, needs=("take/0001-1",)),
            "input changed: input `take/0001-1`",
        ),
        (
            action(FieldChange("request.text", "'old'", "'new'")),
            "text changed: 'old' -> 'new'",
        ),
        (
            action(
                FieldChange("slides[1].continued", "False", ""),
                FieldChange("items[1].words", "()", "(1,)"),
                FieldChange("items[1].text", "'old'", "'new'"),
                needs=("take/0001-1",),
            ),
            "text changed: 'old' -> 'new' and 3 more changes",
        ),
        (
            action(FieldChange("text", f"{LONG}one.'", f"{LONG}two.'")),
            "text changed: …l it says one.' -> …l it says two.'",
        ),
        (
            action(
                FieldChange(
                    "page.document", "'<html… (9 characters, #1)", "'<html… (8 characters, #2)"
                )
            ),
            "document changed",
        ),
        (
            ChangeReason(kind=ChangeKind.TOOL, tool=FieldChange("tool", "pen 1", "pen 2")),
            "tool changed: pen 1 -> pen 2",
        ),
    ],
)
def test_a_reason_says_first_what_an_author_did(reason: ChangeReason, told: str) -> None:
    assert brief(reason) == told


def test_a_reason_fits_its_line() -> None:
    fields = [FieldChange(f"slides[{n}].text", "a" * 60, "b" * 60) for n in range(99)]
    assert len(brief(action(*fields))) <= ROOM

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import ClassVar

import pytest
from tests.unit.engine.workshop import Write, step

from mdvid.engine.digest import Digest
from mdvid.engine.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Encode:
    text: str = "a"
    fps: int = 30
    loops: bool = False
    words: tuple[str, ...] = ("a",)
    pool: ClassVar[str] = "cpu"
    suffix: ClassVar[str] = ".h264"


@dataclass(frozen=True, slots=True)
class Wrap(Encode):
    pool: ClassVar[str] = "browser"


@dataclass(frozen=True, slots=True)
class Rename(Encode):
    suffix: ClassVar[str] = ".mp4"


OTHER = Encode("b", 25, loops=True, words=("a", "b"))
ONE = Digest("1")
TWO = Digest("2")


def encode(action: Encode | None = None, tool: str = "x264") -> Step[Encode]:
    return Step(id="video", action=action or Encode(), tool=tool, needs=("still",))


@pytest.mark.parametrize("name", [field.name for field in fields(Encode)])
def test_every_field_of_an_action_changes_the_key(name: str) -> None:
    changed = replace(Encode(), **{name: getattr(OTHER, name)})
    assert encode(changed).key((ONE,)) != encode().key((ONE,))


def test_the_kind_of_an_action_changes_the_key() -> None:
    assert encode(Wrap()).key((ONE,)) != encode().key((ONE,))


def test_the_suffix_changes_the_key() -> None:
    same_name = type("Encode", (Rename,), {})
    same_name.__qualname__ = Encode.__qualname__
    assert encode(same_name()).key((ONE,)) != encode().key((ONE,))


def test_the_tool_changes_the_key() -> None:
    assert encode(tool="x265").key((ONE,)) != encode().key((ONE,))


def test_the_content_of_inputs_changes_the_key() -> None:
    assert encode().key((ONE,)) != encode().key((TWO,))
    assert encode().key((ONE, TWO)) != encode().key((TWO, ONE))


def test_where_a_step_stands_and_what_people_call_it_do_not_change_the_key() -> None:
    moved = replace(encode(), id="clip", needs=("picture",), label="the video")
    assert moved.key((ONE,)) == encode().key((ONE,))


def ids(plan: Plan[Write]) -> list[str]:
    return [item.id for item in plan.in_order()]


def test_steps_come_after_what_they_need() -> None:
    plan = Plan((step("c", needs=("b", "a")), step("b", needs=("a",)), step("d"), step("a")))
    assert ids(plan) == ["d", "a", "b", "c"]


def test_a_plan_that_is_in_order_stays_so() -> None:
    plan = Plan((step("b"), step("a"), step("d", needs=("a",)), step("c", needs=("b",))))
    assert ids(plan) == ["b", "a", "d", "c"]


def test_an_empty_plan_is_a_plan() -> None:
    plan: Plan[Write] = Plan(())
    assert plan.in_order() == ()


def test_equal_steps_make_equal_plans() -> None:
    assert Plan((step("a"), step("b"))) == Plan((step("a"), step("b")))


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((step("a"), step("b"), step("a")), "two steps `a`"),
        ((step("a", needs=("x",)),), "step `a` needs `x`, which is not in the plan"),
        ((step("a", needs=("a",)),), "cycle: a -> a"),
        (
            (step("a", needs=("c",)), step("b", needs=("a",)), step("c", needs=("b",)), step("d")),
            "cycle: .* -> .* -> .* -> ",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused(steps: tuple[Step[Write], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Plan(steps)


def test_what_is_wanted_brings_what_it_needs() -> None:
    plan = Plan((step("a"), step("b", needs=("a",)), step("c", needs=("a",)), step("d")))
    assert [item.id for item in plan.wanted(["c"])] == ["a", "c"]
    assert plan.wanted(None) == plan.in_order()
    assert plan.wanted(()) == ()

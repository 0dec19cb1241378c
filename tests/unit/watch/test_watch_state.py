"""States of a deck that is watched, and who hears of them."""

import asyncio
import threading
from typing import Any

from mdvid.watch.state import Broker, change


def a_slide(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "number": 1, "html": f"<section>{key}</section>", **more}


def test_only_what_changed_is_told() -> None:
    before = {"revision": 1, "failed": False, "edited": 3, "timeline": {"frames": 5}}
    after = {"revision": 2, "failed": True, "edited": 3, "timeline": {"frames": 5}}
    assert change(before, after) == {"failed": True, "revision": 2}


def test_of_the_slides_only_new_ones_are_told_whole() -> None:
    kept, moved = a_slide("a"), a_slide("b", line=9)
    before = {"revision": 1, "slides": [kept, moved]}
    fresh = a_slide("c", line=5)
    after = {"revision": 2, "slides": [kept, fresh, {**moved, "line": 12, "number": 3}]}
    assert change(before, after) == {
        "revision": 2,
        "slides": {
            "order": ["a", "c", "b"],
            "slides": {"c": fresh, "b": {"line": 12, "number": 3}},
        },
    }


def test_a_slide_that_is_gone_is_only_missing_in_the_order() -> None:
    before = {"revision": 1, "slides": [a_slide("a"), a_slide("b")]}
    after = {"revision": 2, "slides": [a_slide("b")]}
    assert change(before, after)["slides"] == {"order": ["b"], "slides": {}}


def test_every_state_that_is_another_one_has_its_own_revision() -> None:
    broker = Broker()
    assert broker.publish({"failed": True}) == 1
    assert broker.publish({"failed": True}) == 1
    assert broker.publish({"failed": False}) == 2


def test_what_is_not_published_stays() -> None:
    broker = Broker()
    broker.publish({"edited": 4})
    broker.publish({"failed": True})
    assert (broker.state["edited"], broker.state["failed"]) == (4, True)


def test_one_that_waits_is_woken_by_another_thread() -> None:
    broker = Broker()
    thread = threading.Thread(target=broker.publish, args=({"edited": 2},))
    thread.start()
    assert broker.wait(0, 30)["edited"] == 2
    thread.join()


def test_one_that_waits_in_vain_gets_what_there_is() -> None:
    assert Broker().wait(0, 0.01)["revision"] == 0


def test_a_page_gets_the_state_and_then_the_changes() -> None:
    broker = Broker()

    async def listen() -> list[tuple[str, dict[str, Any]]]:
        heard: list[tuple[str, Any]] = []
        async for event, data in broker.subscribe():
            heard.append((event, data))
            if len(heard) < 3:
                thread = threading.Thread(target=broker.publish, args=({"edited": len(heard)},))
                thread.start()
                thread.join()
            else:
                break
        return heard

    whole, first, second = asyncio.run(listen())
    assert whole[0] == "state"
    assert whole[1]["slides"] == []
    assert first == ("change", {"edited": 1, "revision": 1})
    assert second == ("change", {"edited": 2, "revision": 2})


def test_a_slow_page_gets_all_that_it_missed_at_once() -> None:
    broker = Broker()

    async def listen() -> dict[str, Any]:
        events = broker.subscribe()
        await anext(events)
        broker.publish({"edited": 1})
        broker.publish({"failed": True})
        broker.publish({"edited": 2})
        return dict((await anext(events))[1])

    assert asyncio.run(listen()) == {"edited": 2, "failed": True, "revision": 3}


def test_all_pages_hear_the_same() -> None:
    broker = Broker()

    async def page() -> list[int]:
        return [data["revision"] async for _, data in broker.subscribe()]

    async def both() -> list[list[int]]:
        pages = [asyncio.create_task(page()) for _ in range(2)]
        await asyncio.sleep(0)
        broker.publish({"edited": 7})
        await asyncio.sleep(0.01)
        broker.close()
        return list(await asyncio.gather(*pages))

    assert asyncio.run(both()) == [[0, 1], [0, 1]]


def test_closing_ends_every_page() -> None:
    broker = Broker()

    async def listen() -> list[str]:
        heard = []
        async for event, _ in broker.subscribe():
            heard.append(event)
            broker.close()
        return heard

    assert asyncio.run(listen()) == ["state"]

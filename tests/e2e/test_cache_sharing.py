"""Several processes use one cache at once, and none is the worse for it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.test_cache_crashes import STEPS, contents, start

from mdvid.engine.cache import Cache
from mdvid.errors import MdvidError


def test_builds_of_the_same_plan_at_once_are_all_right(tmp_path: Path) -> None:
    start(tmp_path / "alone").communicate(timeout=60)
    children = [start(tmp_path / "shared", detail="0.01") for _ in range(4)]
    digests = set()
    for child in children:
        out, err = child.communicate(timeout=60)
        assert child.returncode == 0, err
        built, cached, digest = json.loads(out)
        assert built + cached == STEPS
        digests.add(digest)
    assert len(digests) == 1
    assert contents(tmp_path / "shared") == contents(tmp_path / "alone")
    with Cache.open(tmp_path / "shared") as cache:
        assert cache.verify() == ()
    assert not list((tmp_path / "shared").glob("staging/*"))


def test_gc_during_a_build_takes_nothing_from_it(tmp_path: Path) -> None:
    children = [start(tmp_path, detail="0.03")]
    tidied = refused = 0
    for _ in range(5):
        while children[-1].poll() is None:
            with Cache.open(tmp_path) as cache:
                try:
                    cache.gc(max_bytes=0)
                    tidied += 1
                except MdvidError:
                    refused += 1
        children.append(start(tmp_path, detail="0.03"))
    for child in children:
        out, err = child.communicate(timeout=60)
        assert child.returncode == 0, err
        built, cached, _ = json.loads(out)
        assert built + cached == STEPS
    # Builds that ran were respected, and there was something to respect.
    assert refused
    assert tidied


def test_two_builds_repair_one_damaged_cache(tmp_path: Path) -> None:
    start(tmp_path).communicate(timeout=60)
    whole = contents(tmp_path)
    for file in tmp_path.glob("cas/*/*/artifact.txt"):
        file.write_text("damaged")
    children = [start(tmp_path, detail="0.01") for _ in range(3)]
    results = []
    for child in children:
        out, err = child.communicate(timeout=60)
        assert child.returncode == 0, err
        results.append(json.loads(out)[2])
    assert len(set(results)) == 1
    with Cache.open(tmp_path) as cache:
        cache.verify(repair=True)
    start(tmp_path).communicate(timeout=60)
    assert contents(tmp_path) == whole

"""Values that are kept up to a total size: the ones that were used the longest ago go first."""

from __future__ import annotations

import pytest

from kit.base.bounded_cache import BoundedCache


def kept(most: int) -> BoundedCache[str, str]:
    return BoundedCache(most, lambda key, value: len(key) + len(value))


def test_a_value_is_made_once_while_it_is_kept() -> None:
    cache, made = kept(100), list[str]()

    def make() -> str:
        made.append("x")
        return "value"

    assert [cache.get("a", make) for _ in range(3)] == ["value"] * 3
    assert made == ["x"]
    cache.clear()
    assert (cache.get("a", make), len(made), cache.bytes) == ("value", 2, 6)


def test_what_was_used_the_longest_ago_goes_first() -> None:
    cache = kept(12)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda: "value")
    assert cache.bytes == 12
    assert [cache.get(key, lambda: "anew") for key in ("a", "c", "b")] == ["value", "value", "anew"]


def test_a_value_above_the_limit_is_returned_and_not_kept() -> None:
    cache = kept(3)
    assert (cache.get("a", lambda: "value"), cache.bytes) == ("value", 0)


def test_a_fault_is_not_kept() -> None:
    cache = kept(100)
    with pytest.raises(ValueError, match="no"):
        cache.get("a", lambda: str(int("no")))
    assert cache.get("a", lambda: "value") == "value"

"""Caches in memory: keys for an object itself and what is cached by them, and values up to a total size."""

from __future__ import annotations

import pytest

from kit.base.geometry import Size
from kit.base.memory_caches import BoundedCache, IdentityKey
from kit.compose.prune import shown
from kit.drawing.layout.coverage import ground_of
from kit.model.layout import Element


def ground(*children: Element) -> Element:
    rect = Element("rect", {"width": "100", "height": "100", "fill": "#0f2a2e"}, (), "wall")
    return Element("svg", {}, (rect, *children))


def test_a_key_stands_for_one_object_and_not_for_what_it_holds() -> None:
    one, other = [1], [1]
    assert IdentityKey(one) == IdentityKey(one) != IdentityKey(other)
    assert IdentityKey(one) != one
    assert {IdentityKey(one): "one", IdentityKey(other): "other"}[IdentityKey(other)] == "other"


def test_what_a_picture_shows_is_found_once_for_each_tree_frame_and_slots() -> None:
    second = Element("circle", {"r": "9"}, (), "second", frames=(2,))
    root = ground(Element("slot", {}, (), "headline"), second)
    assert shown(root, None, {"headline": ""}) is shown(root, None, ("headline",))
    found = [shown(root, frame, filled) for frame in (1, 2) for filled in ((), ("headline",))]
    assert [[child.name for child in tree.children] for tree in found] == [
        ["wall"], ["wall", "headline"], ["wall", "second"], ["wall", "headline", "second"],
    ]  # fmt: skip
    other = ground()
    assert shown(other, None, ()) == other


def test_the_ground_of_a_tree_is_found_once_for_each_canvas() -> None:
    root = ground()
    found = ground_of(root, Size(100, 100), {}, drawn=False)
    assert ground_of(root, Size(100, 100), {}, drawn=False) is found
    assert ground_of(root, Size(9000, 100), {}, drawn=False).covers == (), "too small for a ground"
    assert ground_of(root, Size(3000, 100), {}, drawn=False).covers == found.covers
    assert ground_of(root, Size(3000, 100), {}, drawn=True).covers == ()


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

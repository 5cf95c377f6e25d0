"""Keys that stand for an object itself, and what is kept under them."""

from __future__ import annotations

from kit.base.geometry import Size
from kit.base.identity_keys import IdentityKey
from kit.compose.prune import shown
from kit.layout.coverage import ground_of
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

"""The clone of a slot as it is read: a slot that is filled like its original, with a pin and frames of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.layout import Pin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.layout import Drawing, Element

    Draw = Callable[..., Drawing]

SLOT = '<g id="slot-qr" data-pin="right bottom" {}><rect width="100" height="100"/></g>'


def slots(element: Element) -> Iterator[Element]:
    if element.tag == "slot":
        yield element
    for child in element.children:
        yield from slots(child)


def test_a_clone_is_marked_and_has_its_own_pin_or_none(draw: Draw) -> None:
    uses = '<use href="#slot-qr" y="200"/><use href="#slot-qr" y="400" data-pin="left top"/>'
    original, *clones = slots(draw(SLOT.format("") + uses).root)
    assert (original.clone, original.pin) == (False, Pin("right", "bottom"))
    assert [(clone.clone, clone.pin) for clone in clones] == [(True, None), (True, Pin("left", "top"))]


def test_a_clone_is_shown_on_its_own_pictures_else_on_those_of_its_original(draw: Draw) -> None:
    uses = '<use href="#slot-qr" y="200" data-frames="1 3"/><use href="#slot-qr" y="400"/>'
    original, *clones = slots(draw(SLOT.format('data-frames="2"') + uses).root)
    assert original.frames == (2,)
    assert [clone.frames for clone in clones] == [(1, 3), (2,)]


def test_a_clipped_clone_stays_a_group_as_its_clip_is_in_its_own_coordinates(draw: Draw) -> None:
    clip = '<clipPath id="c"><rect width="50" height="50"/></clipPath>'
    use = '<use id="torn" href="#slot-qr" clip-path="url(#c)"/>'
    group = draw(SLOT.format("") + clip + use).root.children[-1]
    assert (group.tag, group.clone, group.attributes["clip-path"]) == ("g", False, "url(#c)")
    assert [slot.clone for slot in slots(group)] == [True]

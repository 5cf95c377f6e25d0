"""The passes of a drawing: they are called in the order that `docs/passes.md` names, and what it says holds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from support.campaigns import golden_folder
from support.traced_calls import listed_in, traced

from kit.compose import Composer
from kit.compose.composer import compose
from kit.compose.prune import shown
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.outlines import SHAPES
from kit.drawing.svg.source.references import href_target, url_target
from kit.model.layout import Hug, Sample
from kit.model.tree import DEFINITIONS
from kit.paint.raster.painter import paint_premultiplied
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.traced_calls import Call

    from kit.model.artwork import Artwork
    from kit.model.layout import Drawing, Element

ROOT = TESTS.parent
#: Projects whose drawings have patterns, clones, beams and clips between them.
PROJECTS = (golden_folder() / "kit.yaml", ROOT / "kit.yaml")

#: What a tree may hold: groups, shapes, images, and what these refer to.
PLAIN = SHAPES | DEFINITIONS - {"pattern"} | {"g", "use", "image", "stop"}


def listed() -> tuple[list[Call], list[Call]]:
    """Return the functions of the page: those for each drawing, and those for each picture."""
    page = (ROOT / "docs" / "passes.md").read_text(encoding="utf-8")
    reading, making = page.split("## For each picture")
    return listed_in(reading), listed_in(making)


@cache
def artworks() -> tuple[Artwork, ...]:
    """Compose a picture of every drawing that the projects use, and all of the golden project."""
    found: list[Artwork] = []
    for path in PROJECTS:
        project = load_project(path)
        composer = Composer(project)
        by_drawing = ((composer.drawing_for(board).path, board) for board in plan(project))
        chosen = dict(reversed(list(by_drawing))).values() if path == PROJECTS[1] else plan(project)
        found += (composer.compose(board) for board in chosen)
    return tuple(found)


@cache
def drawings() -> tuple[Drawing, ...]:
    return tuple({id(one.scene.drawing): one.scene.drawing for one in artworks()}.values())


def within(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from within(child)


def painted(element: Element) -> Iterator[Element]:
    """Yield an element and all that is painted in it where it is."""
    if element.tag not in DEFINITIONS:
        yield element
        for child in element.children:
            yield from painted(child)


def referred(element: Element) -> Iterator[str]:
    """Yield the ids that an element paints with, is cut by or repeats."""
    values = (element.attributes.get(key, "") for key in ("fill", "stroke", "clip-path"))
    yield from filter(None, (*map(url_target, values), href_target(element.attributes.get("href", ""))))


def test_the_page_names_twelve_passes() -> None:
    page = (ROOT / "docs" / "passes.md").read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^\| (\d+) [A-Z]", page, re.MULTILINE)] == [*range(1, 13)]


@pytest.mark.ci
def test_a_drawing_is_read_in_the_order_of_the_page() -> None:
    drawing, (order, _) = artworks()[0].scene.drawing, listed()
    with traced(order) as calls:
        read_drawing(drawing.path, {})
    assert calls == order


def test_a_picture_is_made_in_the_order_of_the_page() -> None:
    project, (_, order) = load_project(PROJECTS[0]), listed()
    composer = Composer(project)
    board = next(one for one in plan(project) if one.layout == "notice")
    picture, layout = composer.compose(board).picture, project.layouts[board.layout]
    drawing = composer.drawing_for(board)
    with traced(order) as calls:
        paint_premultiplied(compose(picture, drawing, layout, composer.book).tree)
    assert calls[: len(order)] == order
    assert set(calls[len(order) :]) <= set(order[-2:])  # a picture of several layers is read and painted by turns


def test_a_drawing_as_read_holds_no_reference_that_a_later_pass_must_resolve() -> None:
    """After the passes `with_own_stops`, `settle_clips` and `unlink`."""
    assert any([*referred(element)] for drawing in drawings() for element in within(drawing.root))
    for drawing in drawings():
        elements = list(within(drawing.root))
        ids = {element.attributes["id"]: element for element in elements if "id" in element.attributes}
        here = {one.attributes["id"] for one in painted(drawing.root) if "id" in one.attributes}
        for element in elements:
            assert set(referred(element)) <= ids.keys(), (drawing.name, element)
            if element.tag in {"linearGradient", "radialGradient"}:
                assert "href" not in element.attributes, (drawing.name, element)
            if element.tag == "clipPath":
                assert "clip-path" not in element.attributes, (drawing.name, element)
            if element.tag == "use":
                assert not here.intersection(referred(element)), (drawing.name, element)


def test_a_drawing_as_read_has_roles_for_the_colours_of_its_palette_and_leaves_for_slots() -> None:
    assert artworks()
    for artwork in artworks():
        drawing, known = artwork.scene.drawing, artwork.picture.colours
        written = {value[1:] for one in within(drawing.root) for value in one.attributes.values() if value[:1] == "@"}
        assert written
        assert written <= known.keys(), drawing.name
        slots = [element for element in within(drawing.root) if element.tag == "slot"]
        assert {slot.name for slot in slots} == drawing.slots.keys(), drawing.name
        assert not any(slot.children for slot in slots), drawing.name


def test_a_scene_has_no_groups_with_transforms_but_clipped_ones_and_every_slot_on_the_artboard() -> None:
    assert any(
        "transform" in one.attributes for drawing in drawings() for one in within(drawing.root) if one.tag == "g"
    )
    for artwork in artworks():
        picture, drawing = artwork.picture, artwork.scene.drawing
        scene = lay_out(drawing, picture.placement.canvas, picture.placement.safe_box)
        waiting = [scene.root]
        while waiting:
            element = waiting.pop()
            if (
                element.tag in DEFINITIONS
                or isinstance(element.follows, Hug | Sample)
                or "clip-path" in element.attributes
            ):
                continue
            assert element.tag not in {"g", "svg"} or "transform" not in element.attributes, (drawing.name, element)
            waiting += element.children
        assert scene.slots.keys() == drawing.slots.keys(), drawing.name


def test_a_pruned_tree_shows_only_its_frame_and_slots_that_are_filled() -> None:
    assert any(one.frames for drawing in drawings() for one in within(drawing.root))
    for artwork in artworks():
        frame, filled = artwork.picture.frame, artwork.picture.slots
        root = shown(artwork.scene.root, frame, filled)
        assert all(not one.frames or frame in one.frames for one in within(root)), artwork.scene.drawing.name
        names = {one.name for one in within(root) if one.tag == "slot" and not artwork.scene.slots[one.name].repeats}
        assert names <= filled.keys(), artwork.scene.drawing.name


def test_after_the_last_pass_of_composing_nothing_follows_and_no_pattern_is_left() -> None:
    assert any(one.follows or one.tag == "pattern" for drawing in drawings() for one in within(drawing.root))
    for artwork in artworks():
        elements = list(within(artwork.root))
        assert [one for one in elements if one.follows or one.tag == "pattern"] == []
        ids = {one.attributes.get("id") for one in elements}
        assert all(set(referred(one)) <= ids for one in elements), artwork.scene.drawing.name


def test_a_tree_has_colours_and_plain_shapes_and_refers_to_nothing_outside() -> None:
    elements = [one for artwork in artworks() for child in artwork.tree.children for one in within(child)]
    assert elements
    assert {element.tag for element in elements} <= PLAIN
    assert [one for one in elements if any(value[:1] == "@" for value in one.attributes.values())] == []
    assert [one for one in elements if not one.attributes.get("href", "#").startswith(("#", "data:"))] == []

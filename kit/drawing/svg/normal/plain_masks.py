"""Masks that are a plain opaque shape, as clip paths, which cut the same; all other masks stay as they are.

A mask of luminance shows what white covers, one of alpha what any opaque colour covers
(https://www.w3.org/TR/css-masking-1/#MaskElement).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from lxml import etree

from kit.base.geometry import IDENTITY, Box, Matrix, Size
from kit.drawing.svg.outlines import CLOSED_SHAPES, OUTLINED, outline_box
from kit.drawing.svg.source.css import Declared, Styles
from kit.drawing.svg.source.numbers import number, numbers, read_length
from kit.drawing.svg.source.references import (
    SVG,
    attributes_of,
    elements_by_id,
    href_of,
    href_target,
    url_of,
    url_target,
)
from kit.drawing.svg.source.svg_colours import split_colour
from kit.drawing.svg.source.values import read_transform, write_transform
from kit.model.tree import box_attributes

_MASK, _USE, _FILTER = SVG + "mask", SVG + "use", SVG + "filter"
_SHAPES = frozenset(SVG + tag for tag in CLOSED_SHAPES)
_GROUPS = frozenset((SVG + "g", SVG + "a"))
_UNSEEN = frozenset(SVG + tag for tag in ("title", "desc", "metadata", "defs", "style"))
#: Attributes that give a shape its form.
_FORM = frozenset((
    "d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2",
))  # fmt: skip
#: Properties by which a part of a mask isn't a plain shape, with the values by which it is.
_PLAIN = {
    "opacity": ("1", "100%"), "fill-opacity": ("1", "100%"), "clip-path": ("none",), "mask": ("none",),
    "mix-blend-mode": ("normal",), "display": ("inline",), "visibility": ("visible",), "stroke": ("none",),
}  # fmt: skip
_INHERITED = ("fill", "fill-opacity", "fill-rule", "visibility", "stroke")
_SAME = (1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0)
#: The most characters of the clip paths that are made of the masks of a drawing, and how many there may be.
_MOST_CHARACTERS, _MOST_CLIPS = 400_000, 500


class _Shape(NamedTuple):
    """A shape of a mask, its map to the coordinates of what is masked, its fill rule, and a box around it there."""

    element: etree._Element
    matrix: Matrix
    rule: str
    box: Box | None


def settle_masks(root: etree._Element, size: Size, styles: Styles) -> Styles:
    """Replace the masks of a parsed drawing that are plain shapes by clip paths; return the styles with these.

    `size` is that of the drawing in px.
    """
    if next(root.iter(_MASK), None) is None:
        return styles
    settler = _MaskSettler(root, size, styles)
    changes: dict[etree._Element, Declared] = {}
    for element in [*root.iter(f"{SVG}*")]:
        declared = styles.declared(element)
        written = declared.values.get("mask", "none")
        clip = settler.clip(element, written) if written != "none" and element is not root else None
        if clip:
            values = {key: value for key, value in declared.values.items() if key != "mask"}
            changes[element] = declared._replace(values={**values, "clip-path": url_of(clip)})
    return styles.changed(changes)


class _MaskSettler:
    """Makes the clip paths of one drawing."""

    def __init__(self, root: etree._Element, size: Size, styles: Styles) -> None:
        self._root, self._size, self._styles = root, size, styles
        self._targets = elements_by_id(root)
        self._shapes: dict[etree._Element, Sequence[_Shape]] = {}
        self._boxes: dict[etree._Element, Box | None] = {}
        self._ids: dict[tuple[etree._Element, Box | None, str], str] = {}
        self._numbers = count(1)
        self._left = _MOST_CHARACTERS

    def clip(self, element: etree._Element, written: str) -> str | None:
        """Return the id of a clip path that cuts an element as its mask does; None if there is none."""
        mask = self._only(url_target(written))
        if mask is None or mask.tag != _MASK or not written.endswith(")"):
            return None
        if mask not in self._shapes:
            self._shapes[mask] = self._plain_shapes(mask)
        shapes, region = self._shapes[mask], self._region(mask, element)
        if not shapes or region is None:
            return None
        boxes = [shape.box for shape in shapes if shape.box]
        clip_path = self._styles.declared(element).values.get("clip-path", "none")
        key = (mask, None if boxes and all(map(region.contains, boxes)) else region, clip_path)
        if key not in self._ids:
            made = self._made(shapes, key[1], clip_path, mask)
            if made is None:
                return None
            self._ids[key] = made
        return self._ids[key]

    def _made(self, shapes: Sequence[_Shape], region: Box | None, own: str, mask: etree._Element) -> str | None:
        """Return the id of a new clip path: of shapes, within a region, and within what clips the element already."""
        copies = [_copied(shape) for shape in shapes]
        self._left -= sum(len(value) for copy in copies for value in copy.values())
        if self._left < 0 or len(self._ids) >= _MOST_CLIPS:
            return None
        above = own
        if region is not None:
            rect = etree.Element(f"{SVG}rect", box_attributes(region, "{:.9g}".format))
            above = url_of(self._add([rect], above, mask))
        return self._add(copies, above, mask)

    def _add(self, shapes: Sequence[etree._Element], above: str, mask: etree._Element) -> str:
        """Add a clip path to the drawing, which is clipped itself unless `above` is none; return its id."""
        id_ = next(name for at in self._numbers if (name := f"{mask.get('id')}-clip-{at}") not in self._targets)
        clip = etree.SubElement(self._root, f"{SVG}clipPath", {"id": id_})
        if above != "none":
            clip.set("clip-path", above)
        for each in (clip, *shapes):
            each.sourceline = mask.sourceline
        clip.extend(shapes)
        self._targets[id_] = [clip]
        return id_

    def _plain_shapes(self, mask: etree._Element) -> Sequence[_Shape]:
        """Return the shapes of a mask, or nothing if it isn't only plain ones."""
        if mask.get("maskContentUnits") == "objectBoundingBox" or not self._is_plain(mask, mask):
            return ()
        is_alpha = self._styles.declared(mask).values.get("mask-type") == "alpha"
        parts = [*self._parts(mask, IDENTITY, mask, is_alpha=is_alpha)]
        return [shape for shape in parts if shape] if all(parts) else ()

    def _parts(
        self, parent: etree._Element, here: Matrix, mask: etree._Element, *, is_alpha: bool
    ) -> Iterator[_Shape | None]:
        """Yield the shapes in a mask or a group of it, or None for anything else."""
        for child in parent.iterchildren(etree.Element):
            if child.tag in _UNSEEN:
                continue
            matrix = read_transform(child.get("transform", ""))
            if matrix is None or not self._is_plain(child, mask):
                yield None
            elif child.tag in _GROUPS:
                yield from self._parts(child, here @ matrix, mask, is_alpha=is_alpha)
            else:
                yield self._shape(child, here @ matrix, is_alpha=is_alpha)

    def _shape(self, part: etree._Element, here: Matrix, *, is_alpha: bool) -> _Shape | None:
        """Return a shape of a mask, or what a clone in it repeats, if its fill is opaque, and white for luminance."""
        around = self._inherited(part)
        if part.tag == _USE:
            cloned = self._only(href_target(href_of(part)))
            matrix = read_transform(cloned.get("transform", "")) if cloned is not None else None
            if cloned is None or matrix is None or not self._is_plain(cloned, cloned):
                return None
            declared = self._styles.declared(cloned).values
            around = {**around, **{key: value for key, value in declared.items() if key in _INHERITED}}
            here = here @ Matrix(e=number(part.get("x")), f=number(part.get("y"))) @ matrix
            part = cloned
        colour, alpha = split_colour(around.get("fill", "black")) or ("", 0.0)
        hides = around.get("stroke", "none") != "none" or around.get("visibility", "visible") != "visible"
        if part.tag not in _SHAPES or hides or alpha < 1 or not (is_alpha or colour == "#ffffff"):
            return None
        if around.get("fill-opacity", "1") not in _PLAIN["fill-opacity"]:
            return None
        box = outline_box(part)
        return _Shape(part, here, around.get("fill-rule", "nonzero"), here.box_around(box) if box else None)

    def _inherited(self, element: etree._Element) -> dict[str, str]:
        """Return the properties of a shape that decide what it covers, its own or inherited."""
        inherited: dict[str, str] = {}
        for outer in (element, *element.iterancestors()):
            declared = self._styles.declared(outer).values
            set_here = {key: declared[key] for key in _INHERITED if declared.get(key, "inherit") != "inherit"}
            inherited = {**set_here, **inherited}
        return inherited

    def _is_plain(self, part: etree._Element, mask: etree._Element) -> bool:
        """Return whether a part of a mask has no effect of its own."""
        declared = self._styles.declared(part).values
        if any(declared[key] not in plain for key, plain in _PLAIN.items() if key in declared):
            return False
        return declared.get("filter", "none") == "none" or self._changes_nothing(declared["filter"], mask)

    def _changes_nothing(self, written: str, mask: etree._Element) -> bool:
        """Return whether a filter leaves all colours as they are, as Illustrator writes it around an opacity mask."""
        effect = self._only(url_target(written))
        steps = [*effect.iterchildren(etree.Element)] if effect is not None and effect.tag == _FILTER else []
        if (
            effect is None
            or len(steps) != 1
            or steps[0].tag != SVG + "feColorMatrix"
            or steps[0].get("type", "matrix") != "matrix"
        ):
            return False
        same_place = all(effect.get(side) == mask.get(side) for side in ("x", "y", "width", "height"))
        same_place = same_place and effect.get("filterUnits") == mask.get("maskUnits")
        return same_place and numbers(steps[0].get("values", "")) == [*_SAME]

    def _region(self, mask: etree._Element, element: etree._Element) -> Box | None:
        """Return the part of an element that its mask may show, in its own coordinates; None if it isn't known."""
        in_px = mask.get("maskUnits") == "userSpaceOnUse"
        frame = Box(0, 0, *self._size) if in_px else self._box_of(element)
        if frame is None or min(frame.size) <= 0:
            return None
        written = {"x": "-10%", "y": "-10%", "width": "120%", "height": "120%"} | attributes_of(mask)
        lengths = [read_length(written[side].strip(), ("", "px", "%")) for side in ("x", "y", "width", "height")]
        # Inside another drawing, percentages are of that one.
        is_inner = any(up is not self._root for up in element.iterancestors(SVG + "svg", SVG + "symbol"))
        if any(length is None or (in_px and length.unit == "%" and is_inner) for length in lengths):
            return None
        x, y, width, height = (
            length.value if in_px and length.unit != "%" else whole * length.value / (100 if length.unit == "%" else 1)
            for length, whole in zip(lengths, (*frame.size, *frame.size), strict=True)
            if length
        )
        left, top = (0.0, 0.0) if in_px else (frame.x0, frame.y0)
        return Box(left + x, top + y, left + x + width, top + y + height) if min(width, height) > 0 else None

    def _only(self, id_: str | None) -> etree._Element | None:
        """Return the element with an id; None if there is none, or several."""
        elements = self._targets.get(id_ or "", [])
        return elements[0] if len(elements) == 1 else None

    def _box_of(self, element: etree._Element) -> Box | None:
        """Return the bounding box of an element in its own coordinates; None if it isn't known exactly."""
        if element not in self._boxes:
            self._boxes[element] = outline_box(element) if element.tag in OUTLINED else self._box_of_group(element)
        return self._boxes[element]

    def _box_of_group(self, group: etree._Element) -> Box | None:
        boxes: list[Box] = []
        for child in group.iterchildren(etree.Element) if group.tag in _GROUPS else ():
            if child.tag in _UNSEEN:
                continue
            matrix, box = read_transform(child.get("transform", "")), self._box_of(child)
            is_hidden = self._styles.declared(child).values.get("display") == "none"
            if is_hidden or matrix is None or box is None or not _is_upright(matrix):
                return None
            boxes.append(matrix.box_around(box))
        return Box.union(boxes)


def _is_upright(matrix: Matrix) -> bool:
    """Return whether a map turns upright boxes into upright boxes."""
    return (matrix.b, matrix.c) == (0, 0) or (matrix.a, matrix.d) == (0, 0)


def _copied(shape: _Shape) -> etree._Element:
    """Return a shape of a mask as a shape of a clip path: only its form, place and fill rule."""
    form: Mapping[str, str] = {key: value for key, value in attributes_of(shape.element).items() if key in _FORM}
    copy = etree.Element(str(shape.element.tag), {**form, "clip-rule": shape.rule})
    if shape.matrix != IDENTITY:
        copy.set("transform", write_transform(shape.matrix))
    return copy

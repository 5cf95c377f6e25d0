"""Replace the groups with effects in a picture: resvg paints each of them, in the colours and at the place it has.

A picture of a group is cached by the SVG that it is painted from, which has everything that decides how it looks, its
size in px and the version of resvg. What blends is painted over what is below it, and what is left of that taken out
again, so that it can be painted like any other embedded picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kit.base.cache.entries import key_of
from kit.base.cache.kinds import Kind, Store
from kit.base.geometry import IDENTITY, Box, Matrix, Size
from kit.base.memory_caches import BoundedCache
from kit.drawing.images.image_file import png_uri
from kit.drawing.svg.source.embedded_images import without_metadata
from kit.drawing.svg.source.values import UPRIGHT, transform_of, turns, write_transform
from kit.model.asset import PrintPage
from kit.model.layout import Effect, Element
from kit.model.tree import Tree, divided, has_effect, ids_in, references_in
from kit.paint.raster.painter import paint_premultiplied
from kit.paint.raster.resvg_engine import Cutout, blended_cutout, cutout, engines, paint_again, png_of

#: The resolution on paper, in px per mm.
_ON_PAPER = 300 / 25.4
#: A canvas with this many px less has the resolution already.
_NEARLY = 1.02
#: The most px of a picture of a group: an A3 sheet at the resolution above takes half of a worker's memory. Larger ones
#: are painted coarser.
_MOST = 20_000_000
#: How many px a turned group has for each of the picture, a side, as it is turned once it is painted.
_FINER = 2
_EFFECTS = frozenset(("filter", "mask"))


#: The parts of the package that decide how a picture of a group looks.
_PAINTED_BY = ("base/", "drawing/svg/source/", "model/", "paint/effect_pictures.py", "paint/raster/")
_PICTURES = Kind("effects", Cutout, _PAINTED_BY)
#: The most bytes of pictures that are in memory too: a picture and what is behind its words have most groups in common.
_MOST_BYTES = 16_000_000
PAINTED: BoundedCache[str, Cutout] = BoundedCache(_MOST_BYTES, lambda key, painted: len(key) + len(painted.png))


class _Frame(NamedTuple):
    """The part of a plane that is painted: its upper left corner, and the px for one unit across and down."""

    x: float
    y: float
    across: float
    down: float
    width: int
    height: int

    @property
    def view_box(self) -> str:
        """The part as SVG has it."""
        sides = self.x, self.y, self.width / self.across, self.height / self.down
        return " ".join(f"{side:.12g}" for side in sides)


def fineness(tree: Tree, page: PrintPage) -> float:
    """Return how many px a picture has on paper, at 300 dpi, for each px of its canvas; 1 if it has nearly as many."""
    sides = zip(page.trim, tree.size, strict=True)
    scale = max((side + 2 * page.bleed) / length for side, length in sides) * _ON_PAPER
    return scale if scale > _NEARLY else 1.0


def with_pictures(tree: Tree, store: Store, scale: float = 1.0) -> Tree:
    """Return a tree in which a picture replaces each group with an effect; the tree itself if there is none.

    Photos and logos must be embedded. `scale` is the number of px a side for one of the canvas. Raises what
    resvg raises if it can't paint a group.
    """
    return _Painter(tree, store, scale).painted() if tree.has_effects else tree


class _Painter:
    """Replaces the groups of one tree; `_open` are the groups around the current one, with what is painted of each."""

    def __init__(self, tree: Tree, store: Store, scale: float) -> None:
        self._tree, self._store, self._scale = tree, store, scale
        self._canvas = Box(0, 0, *tree.size)
        self._named = Element("svg", {}, tree.children).by_id()
        self._open: list[tuple[Element, list[Element]]] = []

    def painted(self) -> Tree:
        """Return the tree without effects."""
        root = Element("svg", {}, self._tree.children)
        return Tree(self._tree.size, self._inside(root, IDENTITY, {}).children)

    def _inside(self, element: Element, matrix: Matrix, above: Mapping[str, str]) -> Element:
        """Return an element with pictures for the groups in it; `matrix` maps its contents to the canvas."""
        done: list[Element] = []
        self._open.append((element, done))
        for child in element.children:
            if child.tag not in _EFFECTS:
                done.append(self._replaced(child, matrix, above))  # noqa: PERF401  (what blends needs those before it)
        self._open.pop()
        return element.with_children(tuple(done))

    def _replaced(self, element: Element, parent: Matrix, above: Mapping[str, str]) -> Element:
        """Return an element, or a picture in its place; `above` is the paint that it inherits."""
        if element.tag == "defs":
            return element.with_children(tuple(child for child in element.children if child.tag not in _EFFECTS))
        if not has_effect(element):
            return element
        attributes = element.attributes
        matrix = parent @ transform_of(element)
        if element.effect is None:
            passed = {**above, **divided(attributes)[1]}
            return self._inside(element, matrix, passed)
        if element.effect.blend == "normal":
            return self._picture(element, matrix, above)
        return self._blended(element, parent, matrix, above)

    def _picture(self, group: Element, matrix: Matrix, above: Mapping[str, str]) -> Element:
        """Return a picture of a group that doesn't blend, painted upright in the coordinates of its contents."""
        frame = self._frame(matrix)
        rest = {key: value for key, value in group.attributes.items() if key != "transform"}
        if frame is None:
            return Element("g")
        svg = self._svg(group.with_attributes(rest), frame, above)
        kept = self._kept([svg], frame, lambda: cutout(paint_again(svg, frame.width, frame.height)))
        place = {"transform": group.attributes["transform"]} if "transform" in group.attributes else {}
        return _image(kept, frame, place, group)

    def _frame(self, matrix: Matrix) -> _Frame | None:
        """Return the part of the plane of a map that is on the canvas; None if the map flattens it."""
        if abs(matrix.a * matrix.d - matrix.b * matrix.c) < UPRIGHT:
            return None
        box = matrix.inverse.box_around(self._canvas)
        a, b, c, d = (abs(value) > UPRIGHT for value in matrix[:4])
        finer = _FINER if (a or d) and (b or c) else 1
        across = math.hypot(matrix.a, matrix.b) * self._scale * finer
        down = math.hypot(matrix.c, matrix.d) * self._scale * finer
        coarser = min(1.0, math.sqrt(_MOST / (box.width * across * box.height * down)))
        across, down = across * coarser, down * coarser
        return _Frame(box.x0, box.y0, across, down, _whole(box.width * across), _whole(box.height * down))

    def _whole_canvas(self) -> _Frame:
        """Return the canvas at the size at which the painter paints what is below a group."""
        across, down = self._tree.size
        width = _whole(across * min(self._scale, math.sqrt(_MOST / (across * down))))
        height = max(1, round(down * width / across))
        return _Frame(0, 0, width / across, height / down, width, height)

    def _blended(self, group: Element, parent: Matrix, matrix: Matrix, above: Mapping[str, str]) -> Element:
        """Return a picture of a group that blends with what is below: painted over that, which is then taken out."""
        frame, effect = self._whole_canvas(), group.effect or Effect()
        alone = replace(group, effect=effect._replace(blend="normal"))
        alone = self._picture(alone, matrix, above) if turns(matrix) else alone  # resvg turns no offset of a shadow
        to_canvas = {"transform": write_transform(parent)} if parent != IDENTITY else {}
        source = Element("g", to_canvas, (alone,))
        ground = paint_premultiplied(self._below(), frame.width)
        over = Element("g", {}, (source,), effect=Effect(blend=effect.blend))
        svgs = self._svg(source, frame, above), self._svg(over, frame, above, png_of(ground))
        kept = self._kept(svgs, frame, lambda: blended_cutout(*svgs, ground))
        place = {"transform": write_transform(parent.inverse)} if parent != IDENTITY else {}
        return _image(kept, frame, place, group)

    def _below(self) -> Tree:
        """Return what is painted so far."""
        inner: tuple[Element, ...] = ()
        for element, done in reversed(self._open):
            inner = (element.with_children((*done, *inner)),)
        children = inner[0].children
        return Tree(self._tree.size, (*children, *self._definitions(children)))

    def _svg(self, element: Element, frame: _Frame, above: Mapping[str, str], below: bytes = b"") -> str:
        """Return the SVG of an element alone, with all that it refers to, over a picture of what is below it."""
        size = Size(frame.width, frame.height)
        ground = []
        if below:
            sides = zip(("x", "y", "width", "height"), frame.view_box.split(), strict=True)
            ground = [Element("image", {**dict(sides), "href": png_uri(below), "preserveAspectRatio": "none"})]
        parts = (*self._definitions([element]), *ground, Element("g", above, (element,)))
        root = Tree(size, tuple(map(_with_plain_pictures, parts))).xml
        root.set("viewBox", frame.view_box)
        root.set("preserveAspectRatio", "none")
        return ET.tostring(root, encoding="unicode")

    def _definitions(self, elements: Iterable[Element]) -> Iterator[Element]:
        """Yield what some elements refer to and do not contain, as definitions."""
        seen = ids_in(*elements)
        waiting = [id_ for element in elements for id_ in references_in(element)]
        definitions: list[Element] = []
        while waiting:
            id_ = waiting.pop()
            if id_ not in seen and id_ in self._named:
                target = self._named[id_]
                seen |= ids_in(target)
                waiting += references_in(target)
                definitions.append(target)
        if definitions:
            yield Element("defs", {}, tuple(definitions))

    def _kept(self, svgs: Iterable[str], frame: _Frame, paint: Callable[[], Cutout]) -> Cutout:
        """Return the picture that some SVGs give, from the cache or the memory if possible."""
        versions = (f"{name} {version}" for name, version in engines().items())
        key_parts = (*svgs, f"{frame.width} {frame.height}", *versions)
        kept = _PICTURES.find(self._store, key_parts)
        if kept is None:
            kept = PAINTED.get(key_of(*key_parts), paint)
            _PICTURES.keep(self._store, key_parts, kept)
        return kept


def _whole(length: float) -> int:
    """Return a length in whole px, at least one."""
    return max(1, math.ceil(length - 1e-6))


def _image(kept: Cutout, frame: _Frame, place: Mapping[str, str], group: Element) -> Element:
    """Return a picture of a group in its place."""
    if not kept.png:
        return Element("g", line=group.line)
    sides = {
        "x": frame.x + kept.left / frame.across,
        "y": frame.y + kept.top / frame.down,
        "width": kept.width / frame.across,
        "height": kept.height / frame.down,
    }
    attributes = {key: f"{value:.12g}" for key, value in sides.items()}
    picture = Element("image", {**attributes, "href": png_uri(kept.png), "preserveAspectRatio": "none"})
    return Element("g", place, (picture,), group.name, group.line)


def _with_plain_pictures(element: Element) -> Element:
    """Return an element whose embedded pictures resvg reads as the painter does: upright, and not in CMYK."""
    held = element.with_children(tuple(map(_with_plain_pictures, element.children)))
    href = held.attributes.get("href", "") if held.tag == "image" else ""
    if not href or href.startswith("data:image/png"):
        return held
    return held.with_attributes({**held.attributes, "href": without_metadata(href)})

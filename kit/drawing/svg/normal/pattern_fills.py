"""Replace every shape with a pattern fill by clipped copies of the pattern's content, tile by tile.

Everything that can't be replaced exactly is refused: strokes painted with a pattern, clones that inherit one, too many
tiles.

The tiles of an outline are made once for all trees in which it has the same fill: the tree whose steps the budget
counts, and those of the pictures, because layout moves most shapes without stretching them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Matrix
from kit.base.memory_caches import BoundedCache
from kit.drawing.svg.normal.clones import placed
from kit.drawing.svg.normal.patterns import (
    MOST_NUMBERS,
    Tiles,
    Tiling,
    part_over,
    pattern_problem,
    plain_parts,
    tiles_over,
    tiling,
    whole_pattern,
)
from kit.drawing.svg.outlines import SHAPES, depends_on_fill_rule, element_box, element_steps, written_steps
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import href_target, url_of, url_target
from kit.drawing.svg.source.values import fault_of, write_transform
from kit.drawing.svg.windings import wound_once
from kit.model.layout import Element
from kit.model.tree import DEFINITIONS, INITIAL, OF_GROUP, all_in, divided, painting_words

#: The most tiles of one shape that are clipped one by one.
MOST_TILES = 2000
_OUTLINE = "turn the outline into a shape; in Inkscape: Path, Stroke to Path"
_FLATTEN = "cut the pattern into shapes; in Inkscape: Object, Pattern, Pattern to Objects"


def expand_patterns(root: Element, locate: Callable[[Fault, int], Fault]) -> Element:
    """Return a drawing without pattern fills; `locate` adds the place of a fault. Raises DrawingError with every fault.

    The drawing must be within its budget: no reference in it leads to itself, no pattern is painted with another.
    """
    expander = _Expander(root, locate)
    if not expander.patterns:
        return root
    expanded = expander.expand(root, {})
    if expander.faults:
        raise DrawingError(*expander.faults)
    return expanded


class _Expander:
    """Walks one drawing once, numbers the clip paths that it makes, and collects the faults."""

    def __init__(self, root: Element, locate: Callable[[Fault, int], Fault]) -> None:
        self.faults: list[Fault] = []
        self._ids = root.by_id()
        self.patterns = {id_: element for id_, element in self._ids.items() if element.tag == "pattern"}
        contents = tuple(child for pattern in self.patterns.values() for child in pattern.children)
        self._held = Element("g", {}, contents).by_id()
        self._whole: dict[str, tuple[Element, str]] = {}
        self._locate = locate
        self._clips = 0

    def expand(self, element: Element, above: Mapping[str, str]) -> Element:
        """Return an element without pattern fills; `above` has the properties that it inherits."""
        if element.tag == "clipPath":
            return element
        paint = {**above, **{key: value for key, value in element.attributes.items() if value != "inherit"}}
        fill, stroke = (url_target(paint.get(key, "")) in self.patterns for key in ("fill", "stroke"))
        if element.tag in SHAPES and stroke:
            self._refuse(element, "has an outline that is painted with a pattern", _OUTLINE, code="unpaintable-pattern")
        if element.tag == "use" and (fill or stroke):
            remedy = "unlink the clone in the editor"
            self._refuse(element, "is a clone that is painted with a pattern", remedy, code="unpaintable-pattern")
        if element.tag in SHAPES:
            return self._filled(element, paint) if fill and not stroke else element
        passed = {key: value for key, value in paint.items() if key in INITIAL}
        painted = (child for child in element.children if child.tag != "pattern")
        attributes = {**element.attributes, **({"fill": "none"} if fill and "fill" in element.attributes else {})}
        return element.with_attributes(attributes, tuple(self.expand(child, passed) for child in painted))

    def _filled(self, shape: Element, own: Mapping[str, str]) -> Element:
        """Return the group that replaces a shape: its clip path, its tiles, and its outline."""
        pattern, words = self._pattern(url_target(own["fill"]) or "")
        problem = pattern_problem(pattern)
        if problem:
            self._refuse(shape, f"is filled with a pattern that {problem}", _FLATTEN, code="unpaintable-pattern")
            return shape
        rule = own.get("fill-rule", "nonzero")
        geometry = {key: value for key, value in shape.attributes.items() if key not in OF_GROUP | INITIAL.keys()}
        bare = Element(shape.tag, geometry, steps=shape.steps)
        fill = _fills.get((painting_words(bare), rule, words), lambda: _fill_of(bare, rule, pattern))
        if fill.outline is None:
            message = "crosses itself, and is filled with a pattern by the even-odd rule"
            self._refuse(shape, message, _FLATTEN, code="unpaintable-pattern")
            return shape
        if fill.tiling is None or own.get("visibility") in {"hidden", "collapse"}:
            return shape.with_attributes({**shape.attributes, "fill": "none"})
        return self._group(shape, own, self._clip(fill.outline), self._tiles(shape, fill, fill.tiling))

    def _pattern(self, id_: str) -> tuple[Element, str]:
        """Return a whole pattern with plain content, prepared once per tree, and words that are only of its like."""
        if id_ not in self._whole:
            pattern = whole_pattern(self.patterns[id_], self.patterns)
            plain = pattern.with_attributes({**pattern.attributes, "id": ""}, tuple(map(self._plain, pattern.children)))
            lines = " ".join(f"{inner.line}" for child in plain.children for inner in all_in(child))
            self._whole[id_] = plain, painting_words(plain) + lines
        return self._whole[id_]

    def _group(self, shape: Element, own: Mapping[str, str], clip: Element, tiles: tuple[Element, ...]) -> Element:
        """Return a group of the tiles inside a clip path, with the outline of the shape above them."""
        opacity = {"opacity": own["fill-opacity"]} if number(own.get("fill-opacity"), 1.0) < 1 else {}
        fill = Element("g", {**opacity, "clip-path": url_of(clip.attributes["id"])}, tiles, line=shape.line)
        shared, rest = divided(shape.attributes)
        outline = Element(shape.tag, {**rest, "fill": "none"}, steps=shape.steps)
        children = (clip, fill) if own.get("stroke", "none") == "none" else (clip, fill, outline)
        return replace(shape, tag="g", attributes=shared, children=children, steps=None)

    def _tiles(self, shape: Element, fill: _Fill, tiling_: Tiling) -> tuple[Element, ...]:
        """Return the content of all tiles of a shape, in one group that inherits only the pattern's paint."""
        if fill.paths is None:
            return self._clipped_tiles(shape, tiling_, fill.tiles)
        if fill.count > MOST_NUMBERS:
            return self._refuse_tiles(shape, fill.tiles)
        place = {"transform": write_transform(tiling_.to_shape)}
        return (Element("g", place, fill.paths, line=shape.line),)

    def _clipped_tiles(self, shape: Element, tiling_: Tiling, tiles: Tiles) -> tuple[Element, ...]:
        """Return a copy of a tile's content for every tile, clipped unless there is only one."""
        count, (width, height) = len(tiles.columns) * len(tiles.rows), tiling_.tile.size
        if count > MOST_TILES:
            return self._refuse_tiles(shape, tiles)
        lengths = {"width": f"{width:.6g}", "height": f"{height:.6g}"}
        clip = self._clip(Element("rect", {"x": "0", "y": "0", **lengths}))
        inner = Element("g", {"transform": write_transform(tiling_.to_tile)}, tiling_.content, line=shape.line)
        id_ = f"{clip.attributes['id']}-of"
        clipped = Element("g", {"id": id_, "clip-path": url_of(clip.attributes["id"])}, (inner,), line=shape.line)
        x, y = tiling_.tile.x0, tiling_.tile.y0
        places = [
            write_transform(Matrix(e=x + column * width, f=y + row * height))
            for row in tiles.rows
            for column in tiles.columns
        ]
        copies = [Element("use", {"href": f"#{id_}", "transform": place}, line=shape.line) for place in places]
        single = [Element("g", {"transform": places[0]}, (inner,), line=shape.line)]
        attributes = {**INITIAL, **tiling_.paint, "transform": write_transform(tiling_.to_shape)}
        group = Element("g", attributes, tuple(single if count == 1 else copies), line=shape.line)
        return (group,) if count == 1 else (Element("defs", {}, (clip, clipped)), group)

    def _refuse_tiles(self, shape: Element, tiles: Tiles) -> tuple[Element, ...]:
        message = (
            f"is filled with {len(tiles.columns) * len(tiles.rows):,} tiles of a pattern, more than can be painted"
        )
        self._refuse(shape, message, "make the pattern larger or simpler, or the shape smaller", code="too-many-tiles")
        return ()

    def _plain(self, element: Element) -> Element:
        """Return an element of a pattern without ids and names, with copies in place of clones of images and shapes."""
        if element.tag == "use":
            element = self._unlinked(element)
        attributes = element.attributes
        if element.tag not in DEFINITIONS:
            attributes = {key: value for key, value in attributes.items() if key != "id"}
        children = tuple(self._plain(child) for child in element.children)
        return replace(element, attributes=attributes, children=children, name="", pin=None)

    def _unlinked(self, use: Element) -> Element:
        """Return a copy of a clone's original, or the clone itself for a symbol or an original outside the pattern."""
        target = self._held.get(href_target(use.attributes.get("href", "")) or "")
        if target is None or target.tag in {"symbol", "svg"}:
            return use
        rest = {key: value for key, value in use.attributes.items() if key not in {"href", "x", "y", "id"}}
        return Element("g", {**rest, "transform": placed(use)}, (target,))

    def _clip(self, outline: Element) -> Element:
        """Return a clip path of one shape, with a unique id."""
        self._clips += 1
        while (id_ := f"tile-{self._clips}") in self._ids:
            self._clips += 1
        return Element("clipPath", {"id": id_}, (outline,))

    def _refuse(self, element: Element, message: str, remedy: str, *, code: str) -> None:
        self.faults.append(self._locate(fault_of(element, message, remedy, code=code), element.line))


_NO_TILES = Tiles(range(0), range(0))


@dataclass(frozen=True, slots=True)
class _Fill:
    """How a pattern fills an outline, in any place; everything except the ids, which belong to one tree.

    `outline` is a shape to clip with, None if the rule of clip paths can't draw it. Without a `tiling` nothing is
    painted. `paths` fill the tiles, None if each tile is clipped on its own, and `count` is how many numbers they have;
    there are no paths if these are too many.
    """

    outline: Element | None
    tiling: Tiling | None = None
    tiles: Tiles = _NO_TILES
    paths: tuple[Element, ...] | None = None
    count: int = 0


def _fill_of(shape: Element, rule: str, pattern: Element) -> _Fill:
    """Return how a whole pattern without a problem fills a shape without its own paint."""
    box, outline = element_box(shape), shape
    if rule == "evenodd" and depends_on_fill_rule(shape):
        steps = wound_once(element_steps(shape), even_odd=True)
        if steps is None:
            return _Fill(None)
        outline = Element("path", {"d": written_steps(steps, ".9g")})
    tiling_ = tiling(pattern, box) if box else None
    if tiling_ is None or box is None:
        return _Fill(outline)
    tiles, parts = tiles_over(tiling_, box), plain_parts(tiling_)
    if parts is None:
        return _Fill(outline, tiling_, tiles)
    paths = [part_over(part, tiling_, tiles) for part in parts]
    count = sum(each for each, _ in paths)
    return _Fill(outline, tiling_, tiles, tuple(path for _, path in paths) if count <= MOST_NUMBERS else (), count)


#: The most bytes of fills in the cache, by an estimate: a few dozen patterns of many tiles.
_MOST_KEPT = 24_000_000
#: The size of each number of a path, in bytes.
_OF_NUMBER = 8
#: Fills by the words of the outline, its fill rule, and the words of the pattern, an image in it among them.
_fills: BoundedCache[tuple[str, str, str], _Fill] = BoundedCache(
    _MOST_KEPT, lambda key, fill: sum(map(len, key)) + _OF_NUMBER * fill.count
)

"""Replace every shape that is filled with a pattern by clipped copies of the pattern's content, tile by tile.

What can't be replaced exactly is refused: outlines painted with a pattern, clones that pass one on, too many tiles.

The tiles of an outline are made once for all trees in which it is filled alike: that of which the budget counts the
steps, and those of the pictures, where layout moves a shape as a whole and stretches few.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Matrix
from kit.base.memory_caches import BoundedCache
from kit.model.layout import Element
from kit.svg.normal.clones import DEFINITIONS
from kit.svg.normal.patterns import (
    INITIAL,
    MOST_NUMBERS,
    Tiles,
    Tiling,
    chain_of,
    part_over,
    pattern_problem,
    plain_parts,
    tiles_over,
    tiling,
)
from kit.svg.shapes.outlines import depends_on_fill_rule, element_box, element_steps, written_steps
from kit.svg.shapes.windings import wound_once
from kit.svg.source.budget import SHAPES
from kit.svg.source.numbers import number
from kit.svg.source.references import href_target, url_of, url_target
from kit.svg.source.transforms import write_transform
from kit.svg.source.values import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping


#: The most tiles of one shape that are clipped one by one.
MOST_TILES = 2000
#: Attributes of a shape that stay on the group that takes its place.
_OF_GROUP = frozenset(("id", "transform", "opacity", "clip-path"))
_OUTLINE = "turn the outline into a shape; in Inkscape: Path, Stroke to Path"
_FLATTEN = "cut the pattern into shapes; in Inkscape: Object, Pattern, Pattern to Objects"


def expand_patterns(root: Element, locate: Callable[[Fault, int], Fault]) -> Element:
    """Return a drawing without pattern fills; `locate` gives a fault its place. Raises DrawingError with every fault.

    The drawing has passed its budget: no reference in it leads to itself, no pattern is painted with one.
    """
    expander = _Expander(root, locate)
    if not expander.patterns:
        return root
    expanded = expander.expand(root, {})
    if expander.faults:
        raise DrawingError(*expander.faults)
    return expanded


class _Expander:
    """Walks one drawing once; numbers the clip paths that it makes and collects the faults."""

    def __init__(self, root: Element, locate: Callable[[Fault, int], Fault]) -> None:
        self.faults: list[Fault] = []
        self._ids = root.by_id()
        self.patterns = {id_: one for id_, one in self._ids.items() if one.tag == "pattern"}
        self._held = Element("g", {}, tuple(child for one in self.patterns.values() for child in one.children)).by_id()
        self._motifs: dict[str, _Motif] = {}
        self._locate = locate
        self._clips = 0

    def expand(self, element: Element, above: Mapping[str, str]) -> Element:
        """Return an element without pattern fills; `above` are the properties that reach it."""
        if element.tag == "clipPath":
            return element
        own = {**above, **{key: value for key, value in element.attributes.items() if value != "inherit"}}
        fill, stroke = (url_target(own.get(key, "")) in self.patterns for key in ("fill", "stroke"))
        if element.tag in SHAPES and stroke:
            self._refuse(element, "has an outline that is painted with a pattern", _OUTLINE, code="unpaintable-pattern")
        if element.tag == "use" and (fill or stroke):
            remedy = "unlink the clone in the editor"
            self._refuse(element, "is a clone that is painted with a pattern", remedy, code="unpaintable-pattern")
        if element.tag in SHAPES:
            return self._filled(element, own) if fill and not stroke else element
        passed = {key: value for key, value in own.items() if key in INITIAL}
        kept = (child for child in element.children if child.tag != "pattern")
        attributes = {**element.attributes, **({"fill": "none"} if fill and "fill" in element.attributes else {})}
        return element.with_attributes(attributes, tuple(self.expand(child, passed) for child in kept))

    def _filled(self, shape: Element, own: Mapping[str, str]) -> Element:
        """Return the group that takes the place of a shape: its clip path, its tiles, and its outline."""
        motif = self._motif(url_target(own["fill"]) or "")
        problem = pattern_problem(motif.pattern, self.patterns)
        if problem:
            self._refuse(shape, f"is filled with a pattern that {problem}", _FLATTEN, code="unpaintable-pattern")
            return shape
        fill = self._fill(shape, own.get("fill-rule", "nonzero"), motif)
        if fill.outline is None:
            message = "crosses itself, and is filled with a pattern by the even-odd rule"
            self._refuse(shape, message, _FLATTEN, code="unpaintable-pattern")
            return shape
        if fill.tiling is None or own.get("visibility") in {"hidden", "collapse"}:
            return shape.with_attributes({**shape.attributes, "fill": "none"})
        return self._group(shape, own, self._clip(fill.outline), self._tiles(shape, fill, fill.tiling))

    def _motif(self, id_: str) -> _Motif:
        """Return what a pattern repeats; it is made ready once a tree."""
        if id_ not in self._motifs:
            chain = chain_of(self.patterns[id_], self.patterns)
            held = next((one.children for one in chain if one.children), ())
            content = tuple(self._plain(child) for child in held)
            written = (({**one.attributes, "id": ""}, bool(one.children)) for one in chain)
            key = (*((tuple(own.items()), holds) for own, holds in written), *map(_key_of, content))
            self._motifs[id_] = _Motif(chain[0], content, key)
        return self._motifs[id_]

    def _fill(self, shape: Element, rule: str, motif: _Motif) -> _Fill:
        """Return how a pattern without a problem fills a shape; it is made once for shapes of one outline."""
        geometry = {key: value for key, value in shape.attributes.items() if key not in _OF_GROUP | INITIAL.keys()}
        key = shape.tag, tuple(geometry.items()), shape.steps, rule, motif.key
        return _fills.get(
            key, lambda: _fill_of(Element(shape.tag, geometry, steps=shape.steps), rule, motif, self.patterns)
        )

    def _group(self, shape: Element, own: Mapping[str, str], clip: Element, tiles: tuple[Element, ...]) -> Element:
        """Return a group of the tiles, seen within a clip path, with the outline of the shape over them."""
        opacity = {"opacity": own["fill-opacity"]} if number(own.get("fill-opacity"), 1.0) < 1 else {}
        fill = Element("g", {**opacity, "clip-path": url_of(clip.attributes["id"])}, tiles, line=shape.line)
        kept = {key: value for key, value in shape.attributes.items() if key in _OF_GROUP}
        rest = {key: value for key, value in shape.attributes.items() if key not in _OF_GROUP}
        outline = (
            [Element(shape.tag, {**rest, "fill": "none"}, steps=shape.steps)]
            if own.get("stroke", "none") != "none"
            else []
        )
        return replace(shape, tag="g", attributes=kept, children=(clip, fill, *outline), steps=None)

    def _tiles(self, shape: Element, fill: _Fill, found: Tiling) -> tuple[Element, ...]:
        """Return the content of every tile that a shape needs, in one group that inherits only the pattern's paint."""
        if fill.paths is None:
            return self._clipped_tiles(shape, found, fill.tiles)
        if fill.count > MOST_NUMBERS:
            return self._refuse_tiles(shape, fill.tiles)
        place = {"transform": write_transform(found.to_shape)}
        return (Element("g", place, fill.paths, line=shape.line),)

    def _clipped_tiles(self, shape: Element, found: Tiling, tiles: Tiles) -> tuple[Element, ...]:
        """Return a copy of the content of a tile for every tile, clipped unless there is but one."""
        count, (width, height) = len(tiles.columns) * len(tiles.rows), found.tile.size
        if count > MOST_TILES:
            return self._refuse_tiles(shape, tiles)
        sides = {"width": f"{width:.6g}", "height": f"{height:.6g}"}
        clip = self._clip(Element("rect", {"x": "0", "y": "0", **sides}))
        inner = Element("g", {"transform": write_transform(found.to_tile)}, found.content, line=shape.line)
        id_ = f"{clip.attributes['id']}-of"
        seen = Element("g", {"id": id_, "clip-path": url_of(clip.attributes["id"])}, (inner,), line=shape.line)
        x, y = found.tile.x0, found.tile.y0
        places = [
            write_transform(Matrix(e=x + column * width, f=y + row * height))
            for row in tiles.rows
            for column in tiles.columns
        ]
        copies = [Element("use", {"href": f"#{id_}", "transform": place}, line=shape.line) for place in places]
        single = [Element("g", {"transform": places[0]}, (inner,), line=shape.line)]
        attributes = {**INITIAL, **found.paint, "transform": write_transform(found.to_shape)}
        group = Element("g", attributes, tuple(single if count == 1 else copies), line=shape.line)
        return (group,) if count == 1 else (Element("defs", {}, (clip, seen)), group)

    def _refuse_tiles(self, shape: Element, tiles: Tiles) -> tuple[Element, ...]:
        message = (
            f"is filled with {len(tiles.columns) * len(tiles.rows):,} tiles of a pattern, more than can be painted"
        )
        self._refuse(shape, message, "make the pattern larger or simpler, or the shape smaller", code="too-many-tiles")
        return ()

    def _plain(self, element: Element) -> Element:
        """Return what a pattern contains without ids and names, and with copies for its clones of images and shapes."""
        if element.tag == "use":
            element = self._unlinked(element)
        own = element.attributes
        if element.tag not in DEFINITIONS:
            own = {key: value for key, value in own.items() if key != "id"}
        children = tuple(self._plain(child) for child in element.children)
        return replace(element, attributes=own, children=children, name="", pin=None)

    def _unlinked(self, use: Element) -> Element:
        """Return a copy of what a clone repeats; the clone itself for what no pattern contains, and for a symbol."""
        target = self._held.get(href_target(use.attributes.get("href", "")) or "")
        if target is None or target.tag in {"symbol", "svg"}:
            return use
        x, y = number(use.attributes.get("x")), number(use.attributes.get("y"))
        moved = f"{use.attributes.get('transform', '')} translate({x:g} {y:g})".strip()
        own = {key: value for key, value in use.attributes.items() if key not in {"href", "x", "y", "id"}}
        return Element("g", {**own, "transform": moved}, (target,))

    def _clip(self, outline: Element) -> Element:
        """Return a clip path of one shape, with an id that no other element has."""
        self._clips += 1
        while (id_ := f"tile-{self._clips}") in self._ids:
            self._clips += 1
        return Element("clipPath", {"id": id_}, (outline,))

    def _refuse(self, element: Element, message: str, remedy: str, *, code: str) -> None:
        what = f"'{quoted(element.name)}'" if element.name else f"<{element.tag}>"
        self.faults.append(self._locate(Fault(f"{what} {message}", remedy=remedy, code=code), element.line))


_NO_TILES = Tiles(range(0), range(0))


@dataclass(frozen=True, slots=True)
class _Motif:
    """What a pattern repeats: its content, plain, and a key that is the same for patterns that paint the same."""

    pattern: Element
    content: tuple[Element, ...]
    key: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Fill:
    """How a pattern fills an outline, wherever it is: all but the ids, which are those of one tree.

    `outline` is a shape to clip with, None when it can't be drawn by the rule of clip paths. Without a `tiling` nothing
    is painted. `paths` fill the tiles, None when each tile is clipped by itself, and `count` is how many numbers they
    have; there are no paths when these are too many.
    """

    outline: Element | None
    tiling: Tiling | None = None
    tiles: Tiles = _NO_TILES
    paths: tuple[Element, ...] | None = None
    count: int = 0


def _fill_of(shape: Element, rule: str, motif: _Motif, patterns: Mapping[str, Element]) -> _Fill:
    """Return how one of some patterns fills a shape, which has no paint of its own."""
    box, outline = element_box(shape), shape
    if rule == "evenodd" and depends_on_fill_rule(shape):
        steps = wound_once(element_steps(shape), even_odd=True)
        if steps is None:
            return _Fill(None)
        outline = Element("path", {"d": written_steps(steps, ".9g")})
    found = tiling(motif.pattern, patterns, box) if box else None
    if found is None or box is None:
        return _Fill(outline)
    found, tiles = replace(found, content=motif.content), Tiles(*tiles_over(found, box))
    parts = plain_parts(found, found.content)
    if parts is None:
        return _Fill(outline, found, tiles)
    paths = [part_over(part, found, tiles) for part in parts]
    count = sum(each for each, _ in paths)
    return _Fill(outline, found, tiles, tuple(path for _, path in paths) if count <= MOST_NUMBERS else (), count)


def _bytes_of(held: object) -> int:
    """Return an estimate of what the texts in a key take, in bytes: an image in a pattern is one of them."""
    if isinstance(held, tuple):
        return _OF_OBJECT + sum(map(_bytes_of, held))
    return _OF_OBJECT + (len(held) if isinstance(held, str) else 0)


#: How many bytes of fills are kept, by an estimate: a few dozen patterns of many tiles.
_MOST_KEPT = 24_000_000
#: What an object takes, and each number of a path, in bytes.
_OF_OBJECT, _OF_NUMBER = 64, 8
_fills: BoundedCache[Hashable, _Fill] = BoundedCache(
    _MOST_KEPT, lambda key, fill: _bytes_of(key) + _OF_NUMBER * fill.count
)


def _key_of(element: Element) -> Hashable:
    """Return what is equal for elements that are equal in all that they contain."""
    own = (element.tag, tuple(element.attributes.items()), element.name, element.line)
    others = (element.pin, element.frames, element.clone, element.follows, element.no_mirror, element.steps)
    return (own, others, tuple(map(_key_of, element.children)))

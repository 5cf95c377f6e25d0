"""A drawing as it was drawn, for another engine to paint, and as it is read; parts of both can be left out."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Size
from kit.drawing.svg.drawing_reader import read_tree
from kit.drawing.svg.engine_forms import readable_picture, readable_properties, with_properties
from kit.drawing.svg.normal.effects import effect_of
from kit.drawing.svg.normal.parsed_tree import settle
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.drawing.svg.outlines import OUTLINED
from kit.drawing.svg.source.canvas import read_canvas
from kit.drawing.svg.source.css import Styles, read_styles
from kit.drawing.svg.source.element_names import read_name
from kit.drawing.svg.source.embedded_images import in_srgb
from kit.drawing.svg.source.guard import disallowed_faults, is_disallowed
from kit.drawing.svg.source.reading_report import with_name
from kit.drawing.svg.source.references import (
    SVG,
    XLINK,
    attributes_of,
    elements_by_id,
    href_of,
    href_target,
    line_of,
    url_target,
)
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.model.layout import Effect, Element
from kit.model.tree import DEFINITIONS

#: Elements that paint something on their own.
_PARTS = OUTLINED | {SVG + "use"}
_USE, _IMAGE, _PATTERN = SVG + "use", SVG + "image", SVG + "pattern"
_HREFS = ("href", XLINK + "href")
#: The style of an element that isn't displayed.
_HIDDEN = "display:none"
_NOT_PAINTED = frozenset(SVG + tag for tag in (*DEFINITIONS, "marker"))


class Original:
    """A drawing to be read. Its `parts` are the numbers of the elements that it paints, in the order of painting.

    `tiled` are those that are filled with tiles of shapes. Elements with effects are never part of the drawing as it is
    read: a second engine paints them for pictures as well, so it can't judge them.
    """

    def __init__(self, path: Path) -> None:
        """Read the file of a drawing. Raises DrawingError if it isn't SVG, or its CSS can't be read."""
        self._file = SourceFile(path)
        self._root = parse_drawing(self._file)
        self._elements = [*self._root.iter(etree.Element)]
        self.parts = tuple(number for number, element in enumerate(self._elements) if _is_part(element))
        painted = [self._elements[part] for part in self.parts]
        self._styles = read_styles(self._root, self._file)
        tiled = tiled_parts(painted, self._root, self._styles)
        self.tiled = frozenset(self.parts[index] for index in tiled)
        self._may_have_effects = any(_has_effect(element, self._styles) for element in self._elements)

    def source(self, width: int, height: int, hidden: Collection[int] = (), *, without: Collection[int] = ()) -> str:
        """Return the SVG as it was drawn, without slots, `live` and some of its parts, to fill a size in px.

        Elements whose numbers are in `without` are not only hidden, but taken out. What resvg can't read, or reads
        differently from browsers, is in another form.
        """
        root = self._without(hidden)
        self._make_readable(root)
        for element in [each for number, each in enumerate(root.iter(etree.Element)) if number in without]:
            if (parent := element.getparent()) is not None:
                parent.remove(element)
        size, to_canvas = read_canvas(root, self._file)
        for element in root.iter(etree.Element):
            if _is_filled_in(element):
                _hide(element)
            for key, value in element.attrib.items():
                element.attrib[key] = value.strip()  # unlike browsers, resvg rejects a space after a length
            for key in filter(element.attrib.__contains__, _HREFS if element.tag == _IMAGE else ()):
                element.attrib[key] = in_srgb(str(element.attrib[key]))
        box = f"{-to_canvas.e:g} {-to_canvas.f:g} {size.width:g} {size.height:g}"
        root.attrib.update({"width": f"{width}", "height": f"{height}", "viewBox": box, "preserveAspectRatio": "none"})
        return etree.tostring(root, encoding="unicode")

    def allowed_source(self, width: int, height: int) -> str:
        """Return the SVG as it was drawn, to fill a size in px, without what the guard refuses; see `source`.

        Raises DrawingError if nothing of it may be painted.
        """
        numbers = [number for number, element in enumerate(self._elements) if is_disallowed(element)]
        if self._elements[0] in (self._elements[number] for number in numbers):
            raise DrawingError(*disallowed_faults(self._root, self._file))
        return self.source(width, height, without=frozenset(numbers))

    def reading(self, hidden: Collection[int] = ()) -> tuple[Element, Size]:
        """Return the drawing as the painter gets it, without slots and some parts, and its size in px.

        It is a group in its own colours. Raises DrawingError if it can't be read.
        """
        tree = self._without(self.with_effects(hidden))
        for clip in [element for element in tree.iter(etree.Element) if _cuts_words(element)]:
            if (parent := clip.getparent()) is not None:  # its colour may be a role, but there is no palette
                parent.remove(clip)
        drawing = read_tree(tree, self._file, {})
        root = expand_patterns(drawing.root, self._file.located)
        return replace(_without_slots(root), tag="g"), drawing.size

    def with_effects(self, hidden: Collection[int] = ()) -> frozenset[int]:
        """Return the numbers of some parts, and of all elements that have an effect while those are hidden.

        A mask that is a plain shape is a clip path, which isn't an effect, unless its box depends on what is hidden.
        """
        numbers = frozenset(hidden)
        while self._may_have_effects:
            root = self._without(numbers)
            elements = [*root.iter(etree.Element)]
            styles = settle(root, read_canvas(root, self._file)[0], read_styles(root, self._file))
            more = numbers.union(number for number, each in enumerate(elements) if _has_effect(each, styles))
            if more == numbers:
                break
            numbers = more
        return numbers

    def _make_readable(self, root: etree._Element) -> None:
        """Write what resvg reads differently from browsers in another form, in a copy of the drawing."""
        targets = elements_by_id(self._root)
        for element, copy in zip(self._elements, root.iter(etree.Element), strict=True):
            properties = readable_properties(element, self._styles, targets)
            if properties and copy.get("style") != _HIDDEN:
                copy.set("style", with_properties(copy.get("style", ""), properties))
            for key in _HREFS if element.tag == _IMAGE else ():
                if key in copy.attrib:
                    copy.set(key, readable_picture(href_of(copy)))

    def located(self, fault: Fault, part: int | None = None) -> Fault:
        """Return a fault of a part, or of the whole drawing, with its line and its name."""
        element = self._root if part is None else self._elements[part]
        return self._file.located(with_name(fault, element), line_of(element))

    def _without(self, hidden: Collection[int]) -> etree._Element:
        """Return a copy of the drawing in which some parts and their clones are not displayed."""
        root = deepcopy(self._root)
        gone: set[str | None] = set()
        for number, (element, copy) in enumerate(zip(self._elements, root.iter(etree.Element), strict=True)):
            copy.sourceline = line_of(element)  # type: ignore[assignment]  # the stubs forgot the number
            if number in hidden:
                _hide(copy)
                gone.add(copy.get("id"))
        for clone in root.iter(_USE):
            if href_target(href_of(clone)) in gone - {None}:
                _hide(clone)
        return root


def _has_effect(element: etree._Element, styles: Styles) -> bool:
    return effect_of(styles.declared(element).values) not in {None, Effect()}


def _is_part(element: etree._Element) -> bool:
    """Return whether an element paints something in its place, and isn't part of a slot."""
    around = (element, *element.iterancestors())
    return element.tag in _PARTS and not any(outer.tag in _NOT_PAINTED or _is_filled_in(outer) for outer in around)


def _is_filled_in(element: etree._Element) -> bool:
    """Return whether an element is a slot, cuts words or is `live`: visible in the drawing, but not in pictures."""
    name = read_name(attributes_of(element))
    return name.slot is not None or name.word == "live" or _cuts_words(element)


def _cuts_words(element: etree._Element) -> bool:
    follower = read_name(attributes_of(element)).follower
    return follower is not None and follower[0] == "clip"


def _hide(element: etree._Element) -> None:
    """Stop an element from being displayed, replacing its style, which may contain a fault."""
    element.set("style", _HIDDEN)


def _without_slots(element: Element) -> Element:
    """Return an element without slots."""
    children = (child for child in element.children if child.tag != "slot")
    return element.with_children(tuple(map(_without_slots, children)))


def tiled_parts(parts: Sequence[etree._Element], root: etree._Element, styles: Styles) -> Iterator[int]:
    """Yield the index of each part that a pattern of shapes fills, or that clones such a part.

    An image fill from Figma has one tile for the whole shape, and all engines place it alike.
    """
    targets = elements_by_id(root)
    patterns = {id_: first for id_, (first, *_) in targets.items() if first.tag == _PATTERN}
    of_shapes = {
        id_ for id_, first in patterns.items() if not any(inner.tag == _IMAGE for inner in _reached(first, targets))
    }
    for index, part in enumerate(parts):
        cloned = _reached(part, targets) if part.tag == _USE else ()
        if any(_is_filled(each, of_shapes, styles) for each in (part, *cloned)):
            yield index


def _is_filled(element: etree._Element, patterns: Container[str | None], styles: Styles) -> bool:
    """Return whether the nearest fill of an element or its groups is one of some patterns."""
    around = (styles.declared(outer).values.get("fill") for outer in (element, *element.iterancestors()))
    return url_target(next((fill for fill in around if fill), "")) in patterns


def _reached(element: etree._Element, targets: dict[str, list[etree._Element]]) -> Iterator[etree._Element]:
    """Yield the contents of an element and, once each, everything that they refer to."""
    waiting, seen = [element], set[str]()
    while waiting:
        for inner in waiting.pop().iter(f"{SVG}*"):
            yield inner
            id_ = href_target(href_of(inner)) or ""
            if id_ not in seen:
                seen.add(id_)
                waiting += targets.get(id_, [])

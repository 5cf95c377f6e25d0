"""Read one drawing into our own tree: plain attributes, roles for colours, slots as leaves; or the SVG of a photo.

A photo or a logo is checked like a drawing, but has no slots, roles or pins. Its colours stay as they are written, and
its ids can't be mistaken for those of a drawing that it is inserted into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import IDENTITY, Box, Matrix
from kit.drawing.svg.normal.clones import unlink
from kit.drawing.svg.normal.effects import (
    EFFECTS,
    effect_faults,
    effect_of,
    effect_problems,
    isolated,
    mask_elements,
    used_effects,
    with_effect,
    with_plain_isolation,
)
from kit.drawing.svg.normal.filters import read_filter, with_region
from kit.drawing.svg.normal.parsed_tree import settle
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.drawing.svg.normal.plain_definitions import GRADIENTS, settle_clips, whole_gradient, with_own_stops
from kit.drawing.svg.normal.properties import is_stroked_first, order_problem, plain_properties, stroked_first
from kit.drawing.svg.normal.unpaintable import root_problems, unpaintable_faults, with_sizes
from kit.drawing.svg.outlines import CLOSED_SHAPES
from kit.drawing.svg.slots.drawn_slots import add_slot, repeat_faults
from kit.drawing.svg.slots.followers import add_follower, aim_beams, beam_faults, slot_faults
from kit.drawing.svg.source.budget import check_budget
from kit.drawing.svg.source.canvas import (
    MOST_SIDE,
    hidden_slots,
    read_canvas,
    read_hidden_live,
    read_live,
    report_second,
    where_hidden,
)
from kit.drawing.svg.source.css import REFUSED, Declared, read_styles
from kit.drawing.svg.source.element_context import (
    Context,
    Node,
    clip_paths,
    clips_nothing,
    in_clip_path,
    is_in_slot,
    is_painted,
    painted_ids,
    read_node,
)
from kit.drawing.svg.source.element_names import Name, option_faults
from kit.drawing.svg.source.embedded_images import in_srgb, without_metadata
from kit.drawing.svg.source.guard import ALLOWED, disallowed_faults, element_problem, kept_attributes, property_problems
from kit.drawing.svg.source.reading_report import ReadingReport, first_faults
from kit.drawing.svg.source.references import SVG, elements_by_id, href_target, line_of, url_of, url_target
from kit.drawing.svg.source.xml import SourceFile, parse_drawing
from kit.model.image import Graphic
from kit.model.layout import Drawing, Element
from kit.model.slot import Slot
from kit.model.tree import DEFINITIONS

#: Elements that paint nothing, and those that are read only if something that is painted refers to them.
_UNSEEN = frozenset(SVG + tag for tag in ("title", "desc", "metadata", "style", "color-profile"))
_EFFECTS = frozenset((SVG + "filter", SVG + "mask"))
#: Refused elements that contain parts of a drawing, whose faults are reported too.
_CONTAINERS = frozenset(("switch",))
_NOT_INHERITED = frozenset((
    "opacity", "clip-path", "display", "overflow", "background", "background-color", "isolation", "mask-type", *REFUSED,
))  # fmt: skip


def read_drawing(path: Path, palette: Mapping[str, str]) -> Drawing:
    """Read a drawing that was made with a palette (role → `#rrggbb`). Raises DrawingError with every fault in it."""
    file = SourceFile(path)
    return read_tree(parse_drawing(file), file, palette)


def read_tree(root: etree._Element, file: SourceFile, palette: Mapping[str, str]) -> Drawing:
    """Read a drawing from its parsed tree, which is changed; see `read_drawing`."""
    reader = Reader(root, file, palette)
    element, report = reader.whole("svg"), reader.report
    live = reader.live
    if reader.live_element is None:
        live = read_hidden_live(root, reader.to_canvas, reader.context)
    if not report.faults:
        element_faults = [*slot_faults(element, reader.slots, reader.hidden)] or [*beam_faults(element)]
        report.faults.extend(file.located(fault, drawn.line) for drawn, fault in element_faults)
        report.faults.extend(repeat_faults(reader.slots, reader.hidden))
    if report.faults or live is None:
        raise DrawingError(*first_faults(report.faults))
    check_budget(element, file)
    element = with_plain_isolation(aim_beams(unlink(settle_clips(with_own_stops(element), file.located))))
    refused = [file.located(fault, drawn.line) for drawn, fault in effect_faults(element)]
    if refused:
        raise DrawingError(*first_faults(refused))
    check_budget(expand_patterns(element, file.located), file)
    hidden = {name: fault for name, fault in reader.hidden.items() if name not in reader.slots}
    return Drawing(file.path, reader.size, live, element, reader.slots, tuple(report.unmapped), hidden_slots=hidden)


class Reader:
    """Walks one drawing once, and collects its slots, its live box and its faults."""

    def __init__(self, root: etree._Element, file: SourceFile, palette: Mapping[str, str]) -> None:
        """Check and settle a parsed drawing. Raises DrawingError if its size or its CSS can't be read."""
        self.size, self.to_canvas = read_canvas(root, file)
        self.report = ReadingReport(file)
        styles = read_styles(root, file)
        self.report.faults.extend(disallowed_faults(root, file))
        styles = settle(root, self.size, styles)
        canvas = Box(0, 0, *self.size)
        self.context = Context(styles, palette, canvas, self.report, painted_ids(root, styles))
        self.live: Box | None = None
        self.live_element: etree._Element | None = None
        self.slots: dict[str, Slot] = {}
        self.hidden: dict[str, Fault] = {}
        self._root = root
        self._clip_paths = clip_paths(root)
        self._targets = elements_by_id(root)
        self._effects = used_effects(root, styles)
        self._of_masks, self._in_mask = mask_elements(root, styles), replace(self.context, palette={}, of_mask=True)

    def whole(self, tag: str) -> Element:
        """Return an element with a tag that has all that the drawing paints."""
        x, y = self.to_canvas.e, self.to_canvas.f
        origin = {"transform": f"translate({x:g} {y:g})"} if self.to_canvas != IDENTITY else {}
        return Element(tag, origin, self._outermost(), "", line_of(self._root))

    def _outermost(self) -> tuple[Element, ...]:
        """Return the outermost elements, with the properties that they inherit from the drawing itself."""
        declared, inline = self.context.styles.declared(self._root)
        for fault in root_problems(self._root, declared):
            self.report.add(fault, self._root)
        passed = {key: value for key, value in declared.items() if key not in _NOT_INHERITED}
        root = Node(self._root, "svg", line_of(self._root), Name(""), Declared(passed, inline), {})
        painted = plain_properties(root, self.context)
        return tuple(
            child if child.tag in {"slot", *DEFINITIONS} else child.with_attributes({**painted, **child.attributes})
            for child in self._children(self._root, self.to_canvas, passed)
        )

    def _children(self, parent: etree._Element, to_canvas: Matrix, inherited: Mapping[str, str]) -> tuple[Element, ...]:
        """Return the painted elements in an element, as elements of our own tree."""
        nodes = [read_node(child, inherited, self.context.styles) for child in parent if self._may_paint(child)]
        elements = [self._element(node, to_canvas) for node in nodes]
        return tuple(child for child in elements if child is not None)

    def _element(self, node: Node, to_canvas: Matrix) -> Element | None:
        """Return an element of our own tree, or None if it isn't painted."""
        name, is_live = node.name, node.name.word == "live"
        if node.is_hidden and not is_live:
            self.hidden.update(hidden_slots(node.element, self.context))
            return None
        here = to_canvas @ self.context.transform_of(node.element)
        if not all(abs(value) <= MOST_SIDE**2 for value in here):
            message, remedy = "its transforms move it outside every picture", "apply the transforms in the editor"
            self.report.add(Fault(message, remedy=remedy, code="outside-every-picture"), node.element)
            return None
        for fault in option_faults(name):
            self.report.add(fault, node.element)
        if is_live:
            self._take_live(node, here)
            return None
        if name.slot is None:
            return self._shape(node, here)
        word = add_slot(node, here, self.slots, self.context)
        id_ = {"id": str(node.element.get("id"))} if node.element.get("id") else {}
        return Element("slot", id_, (), word, node.line, pin=name.pin, frames=name.frames, no_mirror=name.no_mirror)

    def _take_live(self, node: Node, here: Matrix) -> None:
        if self.live_element is not None:
            report_second(node.element, self.live_element, self.context)
            return
        self.live_element = node.element
        self.live = read_live(node.element, here, self.context)

    def _shape(self, node: Node, here: Matrix) -> Element | None:
        """Return a shape, a group or a definition; None if it is refused with all its contents."""
        if node.tag == "filter":
            return read_filter(node.element, self.context)
        if self._is_refused(node) and node.tag not in ALLOWED | _CONTAINERS:
            return None
        context = self._in_mask if node.element in self._of_masks else self.context
        geometry = kept_attributes(node.element)
        if node.tag in GRADIENTS:
            geometry.update(whole_gradient(node.element, node.tag, self._targets, self.context.canvas.size))
        if node.tag == "mask":
            geometry = with_region("mask", geometry, self.context.canvas.size)
        attributes = {**with_sizes(node.tag, geometry), **plain_properties(node, context)}
        if node.tag == "image":
            attributes["href"] = in_srgb(attributes.get("href", ""))
        attributes.pop("clip-rule", None)
        if in_clip_path(node.element) and node.values.get("clip-rule") == "evenodd":
            attributes["clip-rule"] = "evenodd"
        if "clip-path" in attributes and self._is_unclipped(node, attributes["clip-path"], here):
            del attributes["clip-path"]
        bare = node.tag in CLOSED_SHAPES and "fill" not in node.values
        if bare and not context.of_mask and is_painted(node.element, self.context.painted.bare):
            self.report.add_unmapped("black, as no fill is set", node.element)
        children = self._children(node.element, here, node.values)
        name = node.name
        shape = Element(
            node.tag,
            attributes,
            children,
            name.shown,
            node.line,
            pin=name.pin,
            frames=name.frames,
            no_mirror=name.no_mirror,
        )
        painted = stroked_first(shape) if is_stroked_first(node) and not name.follower else shape
        painted = isolated(with_effect(painted, effect_of(node.declared.values)))
        return add_follower(node, painted, self._targets, self.context)

    def _is_unclipped(self, node: Node, clip: str, here: Matrix) -> bool:
        """Return whether the clip path of an element clips nothing; report it if it is hidden or part of a slot."""
        id_ = url_target(clip) or ""
        clips = self._clip_paths.get(id_, ())
        if any(map(is_in_slot, clips)):
            message = f"points to '{id_}', a clip path in a slot, whose content is replaced"
            fault = Fault(message, remedy="move it out of the slot", code="clip-path-in-slot")
            self.report.add(fault, node.element)
        if any(where_hidden(clip, self.context.styles) for clip in clips):
            message = f"points to '{id_}', a clip path that is hidden, or in a hidden layer"
            remedy = "show it: a clip path is never painted itself"
            self.report.add(Fault(message, remedy=remedy, code="hidden-clip-path"), node.element)
        return clips_nothing(clips, here, self.context)

    def _is_refused(self, node: Node) -> bool:
        """Report everything in an element that can't be painted; return whether the element itself is refused."""
        problem = element_problem(node.element, node.tag)
        faults = [] if problem else [*unpaintable_faults(node, self._targets)]
        order = order_problem(node, self._targets, self.context.styles)
        faults += [*property_problems(node.declared.values, REFUSED.keys() - EFFECTS)]
        faults += [*effect_problems(node, self._targets, {key: REFUSED[key][1] for key in EFFECTS})]
        for fault in filter(None, (problem, order, *faults)):
            self.report.add(fault, node.element)
        return problem is not None

    def _may_paint(self, child: etree._Element) -> bool:
        """Return whether an element may paint something; a marker without content, or an unused effect, doesn't."""
        if not isinstance(child.tag, str) or not child.tag.startswith(SVG) or child.tag in _UNSEEN:
            return False
        if child.tag in _EFFECTS:
            return child.get("id") in self._effects
        return child.tag != f"{SVG}marker" or len(child) > 0


def read_graphic(path: Path, prefix: str) -> Graphic:
    """Read the SVG file of a photo or a logo; `prefix` begins its ids. Raises DrawingError with every fault in it."""
    file = SourceFile(path)
    root = parse_drawing(file)
    reader = Reader(root, file, {})
    whole, faults = reader.whole("g"), reader.report.faults
    for slot in reader.slots.values():
        remedy = "rename the group: only a drawing in templates/svg has slots"
        faults.append(Fault(f"'slot-{slot.name}' is in a photo or logo", slot.mark, remedy, code="slot-in-image"))
    if faults:
        raise DrawingError(*first_faults(faults))
    check_budget(whole, file)
    whole = expand_patterns(unlink(settle_clips(whole, file.located)), file.located)
    check_budget(whole, file)
    return Graphic(reader.size, (_to_insert(whole, prefix),))


def _to_insert(element: Element, prefix: str) -> Element:
    """Return an element with a prefix on its ids and references, without names and pins, which have no meaning here."""
    attributes = {key: _prefixed(key, value, prefix) for key, value in element.attributes.items()}
    children = tuple(_to_insert(child, prefix) for child in element.children)
    return replace(element, attributes=attributes, children=children, name="", pin=None, frames=(), follows=None)


def _prefixed(key: str, value: str, prefix: str) -> str:
    """Return the value of an attribute, with a prefix on the id in it."""
    if key == "id":
        return prefix + value
    if key == "href":
        id_ = href_target(value)
        return f"#{prefix}{id_}" if id_ else without_metadata(value)
    server = url_target(value)
    return url_of(prefix + server) if server else value

"""Gradients and clip paths in the form that the painter supports; other gradients are reported.

A gradient has stops of its own and lengths in px; a clip path has one fill rule, shapes that add up, and no clip of its
own: the painter treats all shapes of a clip path as one outline, filled by nonzero winding, and ignores the clip path
of a clip path (https://www.w3.org/TR/css-masking-1/#ClipPathElement).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Size
from kit.drawing.svg.normal.clones import placed
from kit.drawing.svg.outlines import SHAPES, steps_of, written_steps
from kit.drawing.svg.source.budget import MOST_DEPTH
from kit.drawing.svg.source.numbers import number, read_length
from kit.drawing.svg.source.references import href_of, href_target, tag_of, url_target
from kit.drawing.svg.source.values import fault_of, refused, transform_of
from kit.drawing.svg.windings import reversed_steps, wound_once
from kit.model.layout import Element

GRADIENTS = frozenset(("linearGradient", "radialGradient"))
#: The defaults of a gradient's attributes (https://www.w3.org/TR/SVG11/pservers.html).
_DEFAULTS = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%"},
}
#: The attributes that place a gradient of either kind, and those of both kinds.
_LENGTHS = {
    "linearGradient": frozenset(("x1", "y1", "x2", "y2")),
    "radialGradient": frozenset(("cx", "cy", "r", "fx", "fy")),
}
_OF_ALL = frozenset(("gradientUnits", "gradientTransform", "spreadMethod"))
_LAST = "fill with its last colour instead, as browsers do"


def whole_gradient(
    element: etree._Element, tag: str, targets: Mapping[str, Sequence[etree._Element]], size: Size
) -> dict[str, str]:
    """Return the attributes that place a gradient: its own, and those of the gradients that it refers to.

    Percentages of the drawing in user space are converted to px: the painter would take them as percentages of the
    picture, which rarely has the drawing's size.
    """
    placing: dict[str, str] = {}
    for gradient in _chain(element, targets):
        of_kind = _OF_ALL | (_LENGTHS[tag] if gradient.tag == element.tag else frozenset())
        placing = {key: str(gradient.get(key)) for key in of_kind if gradient.get(key) is not None} | placing
    if placing.get("gradientUnits") != "userSpaceOnUse":
        return placing
    lengths = {"x": size.width, "y": size.height, "r": math.hypot(size.width, size.height) / math.sqrt(2)}
    for key, value in {**_DEFAULTS[tag], **placing}.items():
        length = read_length(value.strip(), ("%",)) if key in _LENGTHS[tag] else None
        if length:
            placing[key] = f"{length.value / 100 * lengths[key.strip('12cf')]:.8g}"
    return placing


def with_own_stops(root: Element) -> Element:
    """Return a drawing in which each gradient has its own stops, and none takes them from another.

    The painter empties a gradient with another's stops once it has painted with it, so that the second shape that uses
    it would stay unfilled. No reference of the drawing leads to itself.
    """
    gradients = root.by_id(GRADIENTS)
    return _own_stops(root, gradients) if any("href" in each.attributes for each in gradients.values()) else root


def _own_stops(element: Element, gradients: Mapping[str, Element]) -> Element:
    if element.tag not in GRADIENTS:
        return element.with_children(tuple(_own_stops(child, gradients) for child in element.children))
    rest = {key: value for key, value in element.attributes.items() if key != "href"}
    return element.with_attributes(rest, element.children or _taken(element, gradients))


def _taken(element: Element, gradients: Mapping[str, Element]) -> tuple[Element, ...]:
    """Return the stops that a gradient takes from another, without their ids."""
    above = gradients.get(href_target(element.attributes.get("href", "")) or "")
    if above is None:
        return ()
    stops = above.children or _taken(above, gradients)
    return tuple(
        stop.with_attributes({key: value for key, value in stop.attributes.items() if key != "id"}) for stop in stops
    )


def gradient_problems(element: etree._Element, tag: str) -> Iterator[Fault]:
    """Yield a fault, without its place, for everything in a gradient that the painter paints differently."""
    focus = element.get("fr", "0").strip()
    if read_length(focus, ("", "px", "%")) is None or number(focus) != 0:
        yield refused("'fr'", focus, "let the first colour begin further out instead")
    if tag == "radialGradient" and number(element.get("r"), 1) == 0:
        yield Fault("<radialGradient> has the radius 0", remedy=_LAST, code="invalid-attribute")
    if tag == "radialGradient" and _is_out_of_focus(element):
        remedy = "move its focus into the circle: editors and browsers differ about it"
        yield Fault("the focus of <radialGradient> is outside its circle", remedy=remedy, code="invalid-attribute")
    if tag == "linearGradient" and not href_of(element):
        x1, y1, x2, y2 = (number(element.get(key, value)) for key, value in _DEFAULTS[tag].items())
        if (x1, y1) == (x2, y2):
            yield Fault("<linearGradient> ends where it begins", remedy=_LAST, code="invalid-attribute")


def _is_out_of_focus(element: etree._Element) -> bool:
    """Return whether a radial gradient with all its lengths of its own has its focus outside its circle."""
    lengths = [read_length(element.get(key, "").strip(), ("", "px", "%")) for key in ("cx", "cy", "r", "fx", "fy")]
    if None in lengths or len({length.unit == "%" for length in lengths if length}) > 1:
        return False
    x, y, radius, focus_x, focus_y = (length.value for length in lengths if length)
    return math.hypot(focus_x - x, focus_y - y) > radius


def _chain(element: etree._Element, targets: Mapping[str, Sequence[etree._Element]]) -> list[etree._Element]:
    """Return a gradient and those that it refers to, nearest first, until one repeats or too many are nested.

    The budget refuses both. Anything else that one refers to does not count.
    """
    chain = [element]
    while len(chain) <= MOST_DEPTH and (following := targets.get(href_target(href_of(chain[-1])) or "")):
        if following[0] in chain or tag_of(following[0]) not in GRADIENTS:
            break
        chain.append(following[0])
    return chain


#: Shapes that never cross themselves and are always drawn clockwise.
_PLAIN = frozenset(("rect", "circle", "ellipse"))
_OF_USE = frozenset(("href", "x", "y", "width", "height", "id"))
_UNITE = "unite its shapes in the editor, so that no outline crosses another or itself"


def settle_clips(root: Element, locate: Callable[[Fault, int], Fault]) -> Element:
    """Return a drawing with plain clip paths; `locate` adds the place of a fault. Raises DrawingError with every fault.

    The drawing must be within its budget: no reference in it leads to itself.
    """
    settler = _Settler(root, locate)
    settled = settler.settle(root)
    if settler.faults:
        raise DrawingError(*settler.faults)
    return settled


class _Settler:
    """Walks one drawing once and collects the faults."""

    def __init__(self, root: Element, locate: Callable[[Fault, int], Fault]) -> None:
        self.faults: list[Fault] = []
        self._ids = root.by_id()
        self._locate = locate

    def settle(self, element: Element) -> Element:
        """Return an element with plain clip paths, in a group for every clip path that clips its own."""
        if element.tag == "clipPath":
            rest = {key: value for key, value in element.attributes.items() if key != "clip-path"}
            return element.with_attributes(rest, self._shapes(element))
        settled = element.with_children(tuple(map(self.settle, element.children)))
        clip = self._ids.get(url_target(element.attributes.get("clip-path", "")) or "")
        while clip and (above := clip.attributes.get("clip-path")):
            settled = _in_group(settled, above)
            clip = self._ids.get(url_target(above) or "")
        return settled

    def _shapes(self, clip: Element) -> tuple[Element, ...]:
        """Return the shapes of a clip path, with copies in place of clones, all by one rule and in one direction."""
        shapes = [self._unlinked(child) for child in clip.children]
        return tuple(self._shape(shape, several=len(shapes) > 1) for shape in shapes)

    def _unlinked(self, child: Element) -> Element:
        """Return a copy of the shape that a clone in a clip path repeats, or any other element unchanged."""
        of = self._ids.get(href_target(child.attributes.get("href", "")) or "") if child.tag == "use" else None
        if of is None or of.tag not in SHAPES:
            return child
        rest = {key: value for key, value in child.attributes.items() if key not in _OF_USE}
        copied = {key: value for key, value in of.attributes.items() if key != "id"}
        transform = f"{placed(child)} {of.attributes.get('transform', '')}".strip()
        return replace(child, tag=of.tag, attributes={**rest, **copied, "transform": transform})

    def _shape(self, shape: Element, *, several: bool) -> Element:
        """Return a shape of a clip path that covers the same by nonzero winding as by its own rule, clockwise."""
        rest = {key: value for key, value in shape.attributes.items() if key != "clip-rule"}
        even_odd = shape.attributes.get("clip-rule") == "evenodd"
        matrix = transform_of(shape)
        is_turned = several and matrix.a * matrix.d - matrix.b * matrix.c < 0
        if shape.tag not in SHAPES or not (is_turned or (shape.tag not in _PLAIN and (even_odd or several))):
            return shape.with_attributes(rest)
        steps = wound_once(steps_of(shape.tag, rest), even_odd=even_odd)
        steps = reversed_steps(steps) if steps and is_turned else steps
        if steps is None:
            how = "by the even-odd rule" if even_odd else "with others"
            fault = fault_of(shape, f"crosses itself, and clips {how}", _UNITE, code="unpaintable-clip-path")
            self.faults.append(self._locate(fault, shape.line))
            return shape
        common = {key: value for key, value in rest.items() if key in {"transform", "visibility"}}
        return replace(shape, tag="path", attributes={**common, "d": written_steps(steps, ".9g")})


def _in_group(element: Element, clip: str) -> Element:
    """Return an element in a group that is clipped, in the coordinates of the element."""
    attributes = element.attributes
    outer = {key: value for key, value in attributes.items() if key in {"id", "transform"}}
    inner = {key: value for key, value in attributes.items() if key not in outer}
    child = replace(element, attributes=inner, name="", pin=None, frames=())
    group = Element("g", {**outer, "clip-path": clip}, (child,), element.name, element.line)
    return replace(group, pin=element.pin, frames=element.frames)

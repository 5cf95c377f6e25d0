"""The canvas of a drawing: its `viewBox`, its size in its own px, and the position of its upper left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from kit.base.errors import DrawingError, Fault
from kit.base.geometry import Matrix, Size
from kit.base.whole_files import open_regular
from kit.drawing.svg.source.numbers import numbers, read_length
from kit.drawing.svg.source.references import line_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml import etree

    from kit.drawing.svg.source.xml import SourceFile


def read_canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin.

    Without a readable `viewBox`, `width` and `height` give the size. Raises DrawingError if neither does, or if a side
    is not between 1 and 100,000 px.
    """
    values = view_box({str(name): str(value) for name, value in root.attrib.items()})
    if len(values) != 4:  # noqa: PLR2004
        remedy = 'add one, such as viewBox="0 0 1080 1080", or give width and height in px'
        fault = Fault("the drawing has no viewBox", remedy=remedy, code="drawing-without-view-box")
        raise DrawingError(file.located(fault, line_of(root)))
    if not is_drawable(values):
        message = f"the drawing is {values[2]:g} x {values[3]:g} px, from {values[0]:g} {values[1]:g}"
        remedy = f"draw it 1 to {MOST_SIDE:,} px wide and high, near the origin"
        raise DrawingError(file.located(Fault(message, remedy=remedy, code="invalid-canvas"), line_of(root)))
    return Size(values[2], values[3]), Matrix(e=-values[0], f=-values[1])


#: The longest side of a drawing in px, many times that of any picture made from it.
MOST_SIDE = 100_000
#: The bytes within which the outermost tag ends, even if an editor wrote many namespaces and comments before it.
_GLANCE = 8_192
_SVG = "http://www.w3.org/2000/svg svg"


def view_box(attributes: Mapping[str, str]) -> list[float]:
    """Return the numbers of `viewBox`, or of `width` and `height` if it has none; fewer than four if both lack them."""
    values = numbers(attributes.get("viewBox", ""))
    if len(values) == 4 and min(values[2:]) > 0:  # noqa: PLR2004
        return values
    lengths = [read_length(attributes.get(side, "").strip()) for side in ("width", "height")]
    return [0.0, 0.0, *(side.value for side in lengths if side and side.value >= 0)]


def is_drawable(values: list[float]) -> bool:
    """Return whether both sides are between 1 and 100,000 px, and the corner is as close to the origin."""
    return all(1 <= side <= MOST_SIDE for side in values[2:]) and max(map(abs, values)) <= MOST_SIDE


def size_at_a_glance(path: Path) -> Size | None:
    """Return the size of a drawing by reading only its outermost tag, or None if that isn't enough."""
    tags: list[tuple[str, Mapping[str, str]]] = []
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = lambda tag, attributes: tags.append((tag, attributes))
    try:
        with open_regular(path, links=False) as (file, _):
            parser.Parse(file.read(_GLANCE))
    except (OSError, expat.ExpatError):
        return None
    if not tags or tags[0][0] != _SVG:
        return None
    values = view_box(tags[0][1])
    return Size(values[2], values[3]) if len(values) == 4 and is_drawable(values) else None  # noqa: PLR2004

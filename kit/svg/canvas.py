"""The canvas of a drawing: how large it is in its own px, and where its upper left corner lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from kit.errors import DrawingError, Fault
from kit.geometry import Matrix, Size
from kit.svg.numbers import numbers, read_length
from kit.svg.parse import SVG, line_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.svg.parse import SourceFile

#: The longest side of a drawing in px, many times that of any picture made of it.
MOST_SIDE = 100_000
#: Bytes in which the outermost tag ends, also where editors write many namespaces and comments before it.
_GLANCE = 8_192


def read_canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin.

    Without a `viewBox` that can be read, `width` and `height` give the size. Raises DrawingError when nothing does, or
    when a side is not of 1 to 100,000 px.
    """
    values = _view_box(root)
    if len(values) != 4:  # noqa: PLR2004
        remedy = 'add one, such as viewBox="0 0 1080 1080", or give width and height in px'
        fault = Fault("the drawing has no viewBox", remedy=remedy, code="drawing-without-view-box")
        raise DrawingError(file.located(fault, line_of(root)))
    if not _is_drawable(values):
        message = f"the drawing is {values[2]:g} x {values[3]:g} px, from {values[0]:g} {values[1]:g}"
        remedy = f"draw it 1 to {MOST_SIDE:,} px wide and high, near the origin"
        raise DrawingError(file.located(Fault(message, remedy=remedy, code="invalid-canvas"), line_of(root)))
    return Size(values[2], values[3]), Matrix(e=-values[0], f=-values[1])


def size_at_a_glance(path: Path) -> Size | None:
    """Return the size of a drawing, of which no more than the outermost tag is read; None where that does not tell."""
    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        with path.open("rb") as opened:
            parser.feed(opened.read(_GLANCE))
        root: Any = next((element for _, element in parser.read_events()), None)  # an element, as no others are read
    except (OSError, etree.XMLSyntaxError):
        return None
    if root is None or root.tag != f"{SVG}svg":
        return None
    values = _view_box(root)
    return Size(values[2], values[3]) if len(values) == 4 and _is_drawable(values) else None  # noqa: PLR2004


def _view_box(root: etree._Element) -> list[float]:
    """Return what `viewBox` says, or `width` and `height` where that says nothing; fewer than four numbers for none."""
    values = numbers(root.get("viewBox", ""))
    if len(values) == 4 and min(values[2:]) > 0:  # noqa: PLR2004
        return values
    sides = [read_length(root.get(side, "").strip()) for side in ("width", "height")]
    return [0.0, 0.0, *(side.value for side in sides if side and side.value >= 0)]


def _is_drawable(values: list[float]) -> bool:
    return all(1 <= side <= MOST_SIDE for side in values[2:]) and max(map(abs, values)) <= MOST_SIDE

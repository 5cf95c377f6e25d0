"""The canvas of a drawing: how large it is in its own px, and where its upper left corner lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import DrawingError, Fault
from kit.geometry import Matrix, Size
from kit.svg.elements import line_of
from kit.svg.view_box import MOST_SIDE, is_drawable, view_box

if TYPE_CHECKING:
    from lxml import etree

    from kit.svg.parse import SourceFile


def read_canvas(root: etree._Element, file: SourceFile) -> tuple[Size, Matrix]:
    """Return the size of the drawing in its own px, and the map that moves its upper left corner to the origin.

    Without a `viewBox` that can be read, `width` and `height` give the size. Raises DrawingError when nothing does, or
    when a side is not of 1 to 100,000 px.
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

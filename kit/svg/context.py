"""What the parts of one drawing are read against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.geometry import IDENTITY, Box, Matrix
from kit.svg.painted import NO_CLONES, PaintedIds
from kit.svg.transforms import read_transform
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from kit.svg.report import ReadingReport
    from kit.svg.style import Styles


@dataclass(frozen=True, slots=True)
class Context:
    """A drawing while it is read: its rules, the palette (role → `#rrggbb`) it was made in, its canvas from (0, 0)."""

    styles: Styles
    palette: Mapping[str, str]
    canvas: Box
    report: ReadingReport
    painted: PaintedIds = NO_CLONES

    def role_by_class(self, element: etree._Element) -> str | None:
        """Return the role that an element's class names, or None."""
        return next((name for name in (element.get("class") or "").split() if name in self.palette), None)

    def transform_of(self, element: etree._Element) -> Matrix:
        """Return the transform of an element, that of the identity, and a fault, for one that can't be read."""
        written = element.get("transform", "")
        matrix = read_transform(written)
        if matrix is None:
            message, remedy = f"the transform '{quoted(written)}' can't be read", "write it as matrix(a b c d e f)"
            self.report.add(Fault(message, remedy=remedy, code="invalid-transform"), element)
        return matrix or IDENTITY

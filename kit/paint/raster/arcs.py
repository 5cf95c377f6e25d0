"""Draw path data with a pen, step by step: data with arcs, and everything else that can't be read at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.arc import EllipticalArc

if TYPE_CHECKING:
    from fontTools.pens.basePen import BasePen


#: The largest angle of one curve of an arc.
_OF_ARC = math.pi / 16


def draw(d: str, pen: BasePen) -> None:
    """Draw path data. Raises any of the many errors of the fontTools parser if it can't be read."""
    parse_path(d, pen, arc_class=_FineArc)


class _FineArc(EllipticalArc):  # type: ignore[misc]
    """An arc of short curves: the library's curves are off by a thousandth of the radius, which shows in a wide arc."""

    theta1: float
    theta_arc: float

    def draw(self, pen: BasePen) -> None:
        """Add the arc to a path. Raises ValueError for one without a radius."""
        if not self._parametrize():
            raise ValueError("an arc without a radius")
        first, whole = self.theta1, self.theta_arc
        parts = math.ceil(abs(whole) / _OF_ARC)
        for part in range(parts):
            self.theta1, self.theta_arc = first + whole * part / parts, whole / parts
            super().draw(pen)

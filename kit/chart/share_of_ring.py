"""A part of a whole as a ring that is filled for it, clockwise from the top."""

from __future__ import annotations

from kit.chart.marks import FADING, Arc, Chart
from kit.geometry import Box

#: How wide the hole of a ring is, in diameters.
HOLE = 0.62


def ring(part: float, box: Box) -> Chart:
    """Return the largest ring in the middle of a box, of which a part, from 0 to 1, is filled; the rest is faint."""
    centre, radius = box.center, min(box.size) / 2
    cut = min(1.0, max(0.0, part))
    disc = Box(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)
    arcs = (Arc(disc, HOLE, 0.0, cut), Arc(disc, HOLE, cut, 1.0, strength=FADING[-1], rest=True))
    return Chart(arcs=tuple(arc for arc in arcs if arc.end > arc.start))

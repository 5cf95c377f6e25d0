"""The days of a countdown as a window blind: a strip a day is let down, and the light below it gets less.

The strips share the height of the box, so that all of them shut it. What is drawn is real: slats with a shaded upper
half and a lit lower edge, the last of them a little uneven, light in the gaps above it, two cords that carry the slats,
and two that pull them, as long as there is room below for these. A blind that is up shows its rail. A strip is one
slat, but several where it is high, and less than one where it is so low that slats would flicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, radians, tan
from typing import TYPE_CHECKING

from kit.base.geometry import Box, Point
from kit.chart.chart_data import CountdownChart
from kit.chart.marks import Chart, ChartShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.chart.marks import Ink


#: How high a slat with its gap is: about this part of the height where a strip is several, and so many px at least.
PITCH, LEAST_PITCH = 0.1, 24.0
#: In heights of a slat with its gap: the gap, the rail of a blind that is up, the most that the last slat hangs lower.
GAP, RAIL, UNEVEN = 0.13, 0.3, 0.35
#: The part of a slat that is in shade, and how strongly.
SHADED, SHADE = 0.42, 0.2
#: How far the last slat is turned, and where along it stays in place.
TURN, PIVOT = radians(0.55), 0.8
#: How strongly light shows in the gaps above the last slat, from the first gap above it on.
GLOW = (0.6, 0.35)
#: In px of a blind 1080 px wide: the lit edge, the cords, the gap at least.
EDGE, CORD, LEAST_GAP = 4.0, 5.0, 4.0
#: Where the cords are, in parts of the narrower of width and twice the height, from the sides.
CORD_AT = 0.085
#: Where the pulls hang, in parts of the width, how far they are apart, and their lengths below the blind with their
#: tassels, in parts of the height.
PULL_AT, PULLS_APART, LENGTHS, TASSEL = 0.86, 0.024, (0.18, 0.115), 0.055
#: The outline of a tassel whose cord ends at (0, 0), in its own height.
_TASSEL = (
    (-0.13, 0.0), (0.13, 0.0), (0.26, 0.7), (0.22, 0.87), (0.12, 0.97), (0.0, 1.0), (-0.12, 0.97), (-0.22, 0.87),
    (-0.26, 0.7),
)  # fmt: skip
#: How far from a whole number a count of slats is one.
_NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class BlindOfDays(CountdownChart):
    """The days of a countdown as a blind with a slat let down for each that is over."""

    name = "blind"
    options = ("rest", "edge", "cord", "dark", "light")
    is_picture = True

    def draw(self, box: Box) -> Chart:
        """Return the blind; see `blind`."""
        return blind(self.left, self.of, box)


def blind(left: int, of: int, box: Box) -> Chart:
    """Return a blind on the day on which so many `of` some days are left: nothing is let down while all of them are."""
    hung = _Blind(box, of, min(of, max(0, of - left)))
    return Chart(shapes=tuple(hung.shapes()), foot=hung.edge)


@dataclass(frozen=True, slots=True)
class _Blind:
    """A blind of so many strips in a box, some of them let `down`."""

    box: Box
    strips: int
    down: int

    @property
    def unit(self) -> float:
        """The px of the box that are one px of a blind 1080 px wide."""
        return min(self.box.width, 2 * self.box.height) / 1080

    @property
    def pitch(self) -> float:
        """How high a slat is with the gap around it."""
        strip = self.box.height / self.strips
        return max(LEAST_PITCH * self.unit, strip / max(1, round(strip / (PITCH * self.box.height))))

    @property
    def gap(self) -> float:
        """How high the gap between two slats is."""
        return max(LEAST_GAP * self.unit, GAP * self.pitch)

    @property
    def foot(self) -> float:
        """Where the blind ends, but for the uneven end of its last slat."""
        return self.box.y0 + max(self.down / self.strips * self.box.height, RAIL * self.pitch)

    @property
    def edge(self) -> tuple[Point, Point]:
        """The lower edge of the last slat, or of the rail of a blind that is up, from left to right."""
        if not self.down:
            return Point(self.box.x0, self.foot), Point(self.box.x1, self.foot)
        low = self.foot - self.gap / 2
        left, right = self.box.x0, self.box.x1
        return Point(left, self._at(left, low)), Point(right, self._at(right, low))

    @property
    def lip(self) -> float:
        """How high the lit edge of a slat is."""
        return EDGE * self.unit

    def shapes(self) -> Iterator[ChartShape]:
        """Yield all that is seen, from the back to the front."""
        yield ChartShape(self.box.corners, "rest")
        if not self.down:
            yield from self._slats([self.foot])
        else:
            yield from self._hanging_slats()
            yield from self._last_slat()
            yield from self._cords()
        if self.foot + (LENGTHS[0] + TASSEL) * self.box.height <= self.box.y1:
            yield from self._pulls()

    def _hanging_slats(self) -> Iterator[ChartShape]:
        """Yield the slats above the last one, with the gaps below them."""
        count = ceil((self.foot - self.box.y0) / self.pitch - _NEARLY)
        bottoms = [self.foot - index * self.pitch - self.gap / 2 for index in range(1, count)]
        # What is behind the slats reaches below the upper edge of the last one, so that no light shows where it turns.
        yield self._bar(self.box.y0, self.foot - 0.4 * self.pitch, "dark", 1.0)
        yield from self._slats(bottoms)
        for bottom, strength in zip(bottoms, GLOW, strict=False):
            yield self._bar(bottom, bottom + 0.55 * self.gap, "light", strength)

    def _slats(self, bottoms: Sequence[float]) -> Iterator[ChartShape]:
        """Yield level slats by their lower edges, layer by layer; the first may still be half above the box.

        A slat ends behind its lit edge, so that none of its own colour shows below.
        """
        for top, bottom, ink, strength in self._layers():
            yield from (self._bar(low - top, low - bottom, ink, strength) for low in bottoms)

    def _layers(self) -> Iterator[tuple[float, float, Ink, float]]:
        """Yield the layers of a slat: how far above its lower edge each begins and ends, its ink and its strength."""
        height = self.pitch - self.gap
        yield height, self.lip / 2, "colour", 1.0
        yield height, (1 - SHADED) * height, "shade", SHADE
        yield self.lip, 0.0, "edge", 1.0

    def _last_slat(self) -> Iterator[ChartShape]:
        """Yield the last slat, which hangs lower at its left end, with light on its edge."""
        low = self.foot - self.gap / 2
        for top, bottom, ink, strength in self._layers():
            lit: Ink = "light" if ink == "edge" else ink
            yield self._turned(max(self.box.y0, low - top), max(self.box.y0, low - bottom), lit, strength)

    def _cords(self) -> Iterator[ChartShape]:
        """Yield the two cords that carry the slats."""
        inset, half = CORD_AT * min(self.box.width, 2 * self.box.height), CORD * self.unit / 2
        for x in (self.box.x0 + inset, self.box.x1 - inset):
            end = self._at(x, self.foot - self.gap / 2)
            yield ChartShape(Box(x - half, self.box.y0, x + half, end).corners, "cord", 0.9)

    def _pulls(self) -> Iterator[ChartShape]:
        """Yield the two cords that pull the blind up, of uneven length, each with its tassel."""
        half, size = CORD * self.unit / 2, TASSEL * self.box.height
        for index, length in enumerate(LENGTHS):
            x = self.box.x0 + PULL_AT * self.box.width + index * PULLS_APART * 1080 * self.unit
            end = self.foot + length * self.box.height
            start = self._at(x, self.foot - self.gap / 2) if self.down else self.foot
            yield ChartShape(Box(x - half, start, x + half, end).corners, "cord")
            yield ChartShape(tuple(Point(x + size * dx, end + size * dy) for dx, dy in _TASSEL), "dark")

    def _bar(self, top: float, bottom: float, ink: Ink, strength: float) -> ChartShape:
        """Return a level bar over the whole width, as far as it is below the upper edge of the box."""
        box = Box(self.box.x0, max(self.box.y0, top), self.box.x1, max(self.box.y0, bottom))
        return ChartShape(box.corners, ink, strength)

    def _turned(self, top: float, bottom: float, ink: Ink, strength: float) -> ChartShape:
        """Return a bar over the whole width, turned as the last slat is."""
        corners = Box(self.box.x0, top, self.box.x1, bottom).corners
        return ChartShape(tuple(Point(x, self._at(x, y)) for x, y in corners), ink, strength)

    def _at(self, x: float, y: float) -> float:
        """Return where a point of the last slat is, of which so much would be level."""
        pivot = self.box.x0 + PIVOT * self.box.width
        return y + (pivot - x) * min(tan(TURN), UNEVEN * self.pitch / (PIVOT * self.box.width))
